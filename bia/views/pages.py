"""The pages of functions, campaigns, interviews, gaps, objectives, scales and names to be mapped."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from neapolitan.views import Role

from bia.choices import CampaignState, GapState, InterviewState, MappingState
from bia.filters import FunctionFilterSet
from bia.forms import CampaignForm, FunctionForm, SelectionForm
from bia.models import (
    BusinessFunction,
    Campaign,
    Gap,
    Interview,
    Need,
)
from bia.serializers import CampaignSerializer, FunctionSerializer
from bia.services import (
    campaigns,
    delegations,
    functions,
    interviews,
    posture,
    rejudging,
    scales,
    sensitivity,
)
from bia.tables import CampaignTable, FunctionTable, InterviewTable, interview_state
from bia.views import aims, board, colleague, dependants, guided, limits, prompting, steps
from bia.views.differences import approving, differences
from bia.views.records import GapPages, MappingPages, ObjectivePages, ReportPages, ScalePages
from core.crud import Pages
from core.details import Action, Fact, permitted_actions
from core.savedviews import View
from core.values import readable, whole
from estate.services import worst_first

READ_ONLY = (Role.LIST, Role.DETAIL)


class FunctionPages(Pages):
    model = BusinessFunction
    fields: ClassVar[list[str]] = [
        "item",
        "purpose",
        "level",
        "part_of",
        "frequency",
        "minimum_level",
        "minimum_service",
    ]
    form_groups: ClassVar[Any] = [
        (
            gettext_lazy("The function"),
            "",
            ["name", "unit", "owner", "purpose", "level", "part_of", "frequency"],
        ),
        (
            gettext_lazy("The least it must deliver"),
            gettext_lazy("All recovery times are times to this level."),
            ["minimum_level", "minimum_service"],
        ),
    ]
    select_related: ClassVar[list[str]] = [
        "item__unit",
        "item__owner",
        "item__readiness__bound_by",
        "part_of__item",
    ]
    ordering: ClassVar[list[Any]] = [worst_first("item__readiness"), "item__name"]
    roles = (Role.LIST, Role.DETAIL, Role.CREATE, Role.UPDATE)
    form_class = FunctionForm
    table_class = FunctionTable
    filterset_class = FunctionFilterSet
    serializer_class = FunctionSerializer
    views: ClassVar[list[View]] = [
        View(gettext_lazy("All")),
        View(gettext_lazy("Gap"), "state=gap"),
        View(gettext_lazy("Unknown or unproven"), "attention=unproven"),
        View(gettext_lazy("Due for review"), "attention=review"),
    ]
    bulk_fields: ClassVar[list[str]] = ["unit", "owner", "frequency"]
    save = staticmethod(functions.save_function)
    intro = gettext_lazy(
        "What the organisation does, how fast it must be back, and whether that is proven."
    )

    def write(self, form: Any) -> Any:
        said = {name: form.cleaned_data[name] for name in functions.OF_ITEM}
        return functions.save_function(
            form.instance,
            by=self.request.user,
            at=timezone.now(),
            version=form.cleaned_data.get("version") if form.instance.pk else None,
            **said,
        )

    @classmethod
    def change(cls, record: Any, values: dict[str, Any], **how: Any) -> Any:
        """Name, unit and owner are the item's, as in `write`."""
        item = record.item if record.item_id else None
        said = {name: getattr(item, name, None) for name in functions.OF_ITEM}
        said |= {name: values[name] for name in said if name in values}
        own = {name: value for name, value in values.items() if name not in said}
        return super().change(record, own, **how, **said)

    def actions(self) -> Iterable[Action]:
        report = reverse("bia:report-start")
        yield Action(
            _("BIA report"),
            f"{report}?function={self.object.pk}",
            method="post",
            icon="file-type-pdf",
        )
        if self.object.retired_on:
            return
        asked = posture.asked_now([self.object]).get(self.object.pk)
        if asked or permitted_actions(self.object, self.request.user, ["change"]):
            verb, url = ask_of(self.object, asked)
            yield Action(verb, url, icon="clipboard-text" if asked else "send")
        if permitted_actions(self.object, self.request.user, ["retire"]):
            url = reverse("bia:function-retire", args=[self.object.pk])
            yield Action(_("Retire"), url, icon="archive")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.role is Role.DETAIL:
            context |= function_context(self.object, self.request)
        if self.role is Role.LIST:
            context["may_import"] = self.request.user.access.may("import", BusinessFunction)
        return context


def function_context(function: BusinessFunction, request: HttpRequest) -> dict[str, Any]:
    """What stands on a function's own page."""
    stands = posture.of(function)
    actor = request.user
    ask_verb, ask_url = ask_of(function, stands.asked)
    known = Gap.objects.visible_to(actor).filter(function=function)
    may_act = permitted_actions(function, actor, ["change"]) or any(
        actor.stands_with(gap.owner_id) for gap in known
    )
    return {
        "may_act": may_act,
        "may_add_gap": actor.access.may("add", Gap) and not function.retired_on,
        "facts": facts_of(function),
        "ask_verb": ask_verb,
        "ask_url": ask_url,
        "asked": stands.asked,
        "stands": stands,
        "state": None if function.retired_on else {"name": stands.verdict, "word": ""},
        **(limit := limits.context(function, at=timezone.now())),
        **aims.context(function, limit.get("tier"), actor),
        "gaps": known.exclude(state=GapState.CLOSED).select_related("owner"),
        "objective": function.objectives.approved().first(),
        **_said_of(function),
        **dependants.context(function, actor),
    }


def ask_of(function: BusinessFunction, asked: Interview | None) -> tuple[str, str]:
    """The verb and address that lead to its owner's answers."""
    if function.retired_on:
        return "", ""
    if asked is not None:
        return _("Open the interview"), asked.get_absolute_url()
    return _("Start an interview"), f"{reverse('bia:campaign-create')}?functions={function.pk}"


def facts_of(function: BusinessFunction) -> list[Fact]:
    """Unit, owner, rhythm and the last review, for the head of the page."""
    item = function.item
    told = [
        (_("Unit"), item.unit, "users"),
        (_("Owner"), item.owner, "user"),
        (_("How often it runs"), function.get_frequency_display(), "repeat"),
        (_("Reviewed"), function.reviewed_on and readable(function.reviewed_on), "history"),
    ]
    return [Fact(label, str(value), icon=icon) for label, value, icon in told if value]


def _said_of(function: BusinessFunction) -> dict[str, Any]:
    """What its owner said it rests on, and how it goes on by hand."""
    known = interviews.last_known(function)
    if known is None:
        return {"needs": [], "workarounds": [], "unmapped": []}
    needs = dependants.with_denials(function, known.needs.select_related("item", "mapping"))
    return {
        "needs": needs,
        "workarounds": known.workarounds.all(),
        "unmapped": [need for need in needs if _is_unmapped(need)],
    }


def _is_unmapped(need: Need) -> bool:
    task = getattr(need, "mapping", None)
    return need.item_id is None and (task is None or task.state == MappingState.OPEN)


class CampaignPages(Pages):
    model = Campaign
    fields: ClassVar[list[str]] = ["name", "due_on", "message"]
    facts: ClassVar[list[str]] = ["due_on"]
    list_filter: ClassVar[list[str]] = ["state"]
    form_class = CampaignForm
    table_class = CampaignTable
    serializer_class = CampaignSerializer
    save = staticmethod(campaigns.save_campaign)
    intro = gettext_lazy(
        "A campaign asks the owners of functions what happens if they stop, by one e-mail with a link."
    )

    @classmethod
    def rows(cls, actor: Any, action: str) -> Any:
        done = (InterviewState.SUBMITTED, InterviewState.APPROVED)
        return (
            super()
            .rows(actor, action)
            .annotate(
                asked=Count("interviews"),
                answered=Count("interviews", filter=Q(interviews__state__in=done)),
            )
        )

    def get_form(self, data: Any = None, files: Any = None, **kwargs: Any) -> Any:
        form = super().get_form(data, files, **kwargs)
        if "functions" in form.fields:
            chosen = self.selection()
            form.fields["functions"].queryset = chosen
            if not chosen.exists():
                form.fields["functions"].help_text = _(
                    "None is left: functions being asked already are not shown."
                )
            asked = [pk for pk in self.request.GET.getlist("functions") if whole(pk) is not None]
            form.initial = {**(form.initial or {}), "functions": asked}
        return form

    def selection(self) -> Any:
        """The functions offered, as the person narrowed them."""
        self.chooser = SelectionForm(self.request.GET or None)
        said = self.chooser.cleaned_data if self.chooser.is_valid() else {}
        months = said.get("months")
        since = (
            timezone.localdate(interviews.last_months(timezone.now(), months)) if months else None
        )
        rows = campaigns.candidates(
            self.request.user,
            units=[said["unit"].pk] if said.get("unit") else (),
            owner=said["owner"].pk if said.get("owner") else None,
            not_reviewed_since=since,
        )
        return rows.filter(item__name__has=said["q"]) if said.get("q") else rows

    def write(self, form: Any) -> Any:
        if form.instance.pk:
            return super().write(form)
        asked = {"functions": form.cleaned_data["functions"]}
        return self.change(form.instance, asked, by=self.request.user, at=timezone.now())

    @classmethod
    def change(cls, record: Any, values: dict[str, Any], **how: Any) -> Any:
        """A new campaign is planned with its functions; afterwards they stay."""
        asked = values.pop("functions", None)
        if asked is None:
            return super().change(record, values, **how)
        for name, value in values.items():
            setattr(record, name, value)
        return campaigns.plan(record, list(asked), by=how["by"], at=how["at"])

    def actions(self) -> Iterable[Action]:
        campaign, actor = self.object, self.request.user
        may = permitted_actions(campaign, actor, ["start", "remind", "close", "guide"])
        asked = reverse("bia:campaign-questions", args=[campaign.pk])
        yield Action(_("Questions"), asked, icon="list-check")
        if campaign.state == CampaignState.PLANNED and "start" in may:
            url = reverse("bia:campaign-start", args=[campaign.pk])
            yield Action(
                _("Send the invitations"),
                url,
                method="post",
                icon="send",
                primary=True,
                confirm=campaigns.before_starting(campaign),
            )
        if campaign.state == CampaignState.RUNNING and "remind" in may:
            url = reverse("bia:campaign-remind", args=[campaign.pk])
            yield Action(_("Remind now"), url, method="post", icon="bell")
        if campaign.state == CampaignState.RUNNING and "close" in may:
            url = reverse("bia:campaign-close", args=[campaign.pk])
            yield Action(
                _("Close the campaign"),
                url,
                method="post",
                icon="lock",
                confirm=campaigns.before_closing(campaign),
            )
        if campaign.state == CampaignState.RUNNING and "guide" in may:
            table = reverse("bia:workshop", args=[campaign.pk])
            yield Action(_("Workshop"), table, icon="users-group")
        if campaign.state == CampaignState.RUNNING and actor.access.may("answer", Interview):
            sheet = reverse("bia:campaign-sheet", args=[campaign.pk])
            yield Action(_("Spreadsheet"), sheet, icon="file-spreadsheet")
        report = f"{reverse('bia:report-start')}?campaign={campaign.pk}"
        yield Action(_("BIA report"), report, method="post", icon="file-type-pdf")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.role is Role.CREATE:
            context["chooser"] = self.chooser
            context["no_scale"] = scales.in_force() is None
        if self.role is Role.DETAIL:
            context |= board.of_campaign(self.object, self.request.user)
        return context


class InterviewPages(Pages):
    model = Interview
    fields: ClassVar[list[str]] = ["function", "campaign", "owner", "comment"]
    list_filter: ClassVar[list[str]] = ["state", "campaign"]
    search_fields: ClassVar[list[str]] = ["function__item__name", "owner__name"]
    select_related: ClassVar[list[str]] = [
        "function__item__unit",
        "campaign",
        "owner",
        "scale",
        "based_on__scale",
        "submitted_by",
        "approved_by",
    ]
    facts: ClassVar[list[str]] = ["owner", "campaign"]
    table_class = InterviewTable
    roles = READ_ONLY
    intro = gettext_lazy("What the owners said, who approved it, and what it implies.")

    @classmethod
    def rows(cls, actor: Any, action: str) -> Any:
        return rejudging.with_scale(super().rows(actor, action))

    def actions(self) -> Iterable[Action]:
        interview, actor = self.object, self.request.user
        may = permitted_actions(interview, actor, ["answer", "approve", "return", "check", "guide"])
        seen = f"?version={interview.version}"
        here = {
            name: f"{reverse(f'bia:interview-{name}', args=[interview.pk])}{seen}"
            for name in ("approve", "return", "check", "answer")
        }
        mine = delegations.is_asked(interview, actor)
        if interviews.is_open(interview) and ("answer" in may or mine):
            yield Action(_("Answer"), here["answer"], icon="pencil", primary=True)
        if interviews.is_open(interview) and "guide" in may and not mine:
            yield from guided.actions(interview, actor)
        handed_in = interview.state == InterviewState.SUBMITTED
        refused = delegations.has_answered(interview, actor) or interviews.too_late(interview)
        if handed_in and "approve" in may and not refused:
            yield Action(_("Approve"), here["approve"], method="post", icon="check", primary=True)
        if interview.state in (InterviewState.SUBMITTED, InterviewState.APPROVED):
            if "check" in may and interview.checked_at is None:
                yield Action(_("Quality is good"), here["check"], method="post", icon="checks")
            if "return" in may:
                yield Action(_("Return with a comment"), here["return"], icon="arrow-back-up")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.role is Role.DETAIL:
            seen = interviews.view(self.object)
            context |= steps.context(seen, "review", {}) | {"differences": differences(seen)}
            context["whole_chart"] = posture.chart_of(seen.implied, seen.answers.scale)
            context["sensitive"] = sensitivity.of_answers(seen.answers)
            context["now"] = rejudging.judged_now(seen)
            context["replies"] = self.object.replies.all()
            context |= approving(self.object)
            context["interview_chip"] = interview_state(self.object)
            context["sessions"] = prompting.told(self.object)
            context["passed_on"] = colleague.told(delegations.rows_of(self.object))
        return context


PAGES = [
    FunctionPages,
    CampaignPages,
    InterviewPages,
    GapPages,
    ObjectivePages,
    ScalePages,
    MappingPages,
    ReportPages,
]
