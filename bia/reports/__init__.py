"""The BIA report: one function, one campaign, one unit or the whole organisation, as a tagged PDF."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bia.choices import GapState
from bia.models import BiaReport, BusinessFunction, Campaign, Gap, Interview
from bia.reports import pdf
from bia.reports.pictures import (
    Bar,
    Picture,
    Square,
    SquareLabel,
    bar_of,
    picture_of,
    squares_of,
)
from bia.services import papers, posture, scales
from bia.services.posture import Posture
from core.durations import format_duration
from core.jobs import Failed, RunningJob
from core.models import Approval, Organisation, Unit, User
from core.models.people import unit_and_below

JOB = "bia.report"
ORDER = ("gap", "unknown", "expired", "stale", "claimed", "held")
WORDS = {
    "gap": gettext_lazy("Gap"),
    "unknown": gettext_lazy("Unknown"),
    "expired": gettext_lazy("Expired"),
    "stale": gettext_lazy("Stale"),
    "claimed": gettext_lazy("Claimed"),
    "held": gettext_lazy("Held"),
}


@dataclass(frozen=True)
class FunctionPart:
    """All the report says of one function."""

    function: BusinessFunction
    stands: Posture
    word: str
    bar: Bar
    interview: Interview | None
    wrt: timedelta | None
    derived: timedelta | None
    picture: Picture | None
    needs: list[Any] = field(default_factory=list)
    resources: list[tuple[str, list[str], str]] = field(default_factory=list)
    workarounds: list[Any] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    trail: list[Approval] = field(default_factory=list)
    bands: list[str] = field(default_factory=list)
    agreed: Any = None
    stated: Interview | None = None

    @property
    def is_late(self) -> bool:
        """Whether it was measured to come back after it is needed."""
        need, proof = self.stands.need, self.stands.proof
        return need is not None and proof is not None and proof > need

    @property
    def anchor(self) -> str:
        """The name the contents link to."""
        return f"function-{self.function.pk}"


@dataclass(frozen=True)
class Report:
    """A BIA report as values."""

    title: str
    about: str
    sentence: str
    organisation: str
    at: datetime
    counts: list[tuple[str, str, int]]
    parts: list[FunctionPart]
    gaps: list[Gap]
    scale: scales.Scale | None
    by: str
    hidden: int = 0
    squares: list[Square] = field(default_factory=list)
    square_labels: list[SquareLabel] = field(default_factory=list)

    @property
    def is_single(self) -> bool:
        """Whether it is of one function: no contents and no overview then."""
        return len(self.parts) == 1


@dataclass(frozen=True)
class Scope:
    """What a report is about: its functions, its words, and how many more its reader may not see."""

    functions: list[BusinessFunction]
    about: str
    hidden: int = 0
    function: BusinessFunction | None = None
    campaign: Campaign | None = None


def scope_of(what: dict[str, Any], actor: User | None) -> Scope:
    """The functions a report is about, as far as the actor may see them."""
    rows, about, record = _asked(what)
    rows = rows.select_related("item__unit", "item__owner", "item__readiness__bound_by")
    seen = list(rows if actor is None else rows.visible_to(actor))
    if not seen:
        raise Failed(_("There is no function to report on."))
    return Scope(seen, about, rows.count() - len(seen), **record)


def _asked(what: dict[str, Any]) -> tuple[Any, str, dict[str, Any]]:
    rows = BusinessFunction.objects.in_use()
    if what.get("function"):
        function = BusinessFunction.objects.get(pk=what["function"])
        return rows.filter(pk=function.pk), str(function), {"function": function}
    if what.get("campaign"):
        campaign = Campaign.objects.get(pk=what["campaign"])
        asked = Interview.objects.filter(campaign=campaign).values("function")
        return rows.filter(pk__in=asked), str(campaign), {"campaign": campaign}
    if what.get("unit"):
        unit = Unit.objects.get(pk=what["unit"])
        return rows.filter(item__unit__in=unit_and_below({unit.pk})), str(unit), {}
    return rows, str(Organisation.objects.get()), {}


def gather(
    scope: Scope,
    *,
    at: datetime,
    by: User | None,
    progress: Any = None,
) -> Report:
    """All the report says, the worst functions first."""
    stands = posture.many(scope.functions)
    functions = sorted(
        scope.functions, key=lambda one: (ORDER.index(stands[one.pk].verdict), one.item.name)
    )
    parts = []
    for done, function in enumerate(functions, start=1):
        parts.append(part_of(function, stands[function.pk]))
        if progress:
            progress(done, len(functions) + 2, str(function))
    verdicts = [stands[one.pk].verdict for one in functions]
    scale = scales.in_force()
    organisation = Organisation.objects.first()
    open_gaps = Gap.objects.exclude(state=GapState.CLOSED).filter(function__in=functions)
    counts = [
        (verdict, str(WORDS[verdict]), verdicts.count(verdict)) for verdict in reversed(ORDER)
    ]
    return Report(
        _("Business impact analysis"),
        scope.about,
        summary(verdicts),
        str(organisation or ""),
        at,
        counts,
        parts,
        list(open_gaps.select_related("function__item", "owner").order_by("due_on", "pk")),
        scales.read(scale) if scale else None,
        by.name if by else "",
        scope.hidden,
        *squares_of(counts),
    )


def summary(verdicts: list[str]) -> str:
    """The first sentence of the paper."""
    if len(verdicts) == 1:
        return {
            "held": _("It is proven to come back in time."),
            "gap": _("It does not come back in time."),
            "unknown": _("Nobody can say when it would be back."),
            "stale": _("It was measured in time, but what it rests on has changed since."),
            "expired": _("It was measured in time, but too long ago."),
            "claimed": _("It is said to come back in time, and was never measured."),
        }[verdicts[0]]
    held = verdicts.count("held")
    return ngettext(
        "%(held)s of %(all)s functions is proven to come back in time.",
        "%(held)s of %(all)s functions are proven to come back in time.",
        held,
    ) % {"held": held, "all": len(verdicts)}


def part_of(function: BusinessFunction, stands: Posture) -> FunctionPart:
    """The part of one function."""
    impact = posture.impact_of(function)
    known = impact.interview if impact else None
    bands = [format_duration(band.until) for band in known.scale.bands.all()] if known else []
    return FunctionPart(
        function,
        stands,
        str(WORDS[stands.verdict]),
        bar_of(stands),
        known,
        known.wrt if known else None,
        impact.implied.derived_rto if impact else None,
        picture_of(impact) if impact else None,
        list(known.needs.select_related("item__owner")) if known else [],
        [
            (row.name, ["" if n is None else str(n) for n in row.amounts], row.kept_at)
            for row in known.resources.all()
        ]
        if known
        else [],
        list(known.workarounds.all()) if known else [],
        list(
            Gap.objects.filter(function=function)
            .exclude(state=GapState.CLOSED)
            .select_related("owner", "accepted_by")
        ),
        list(Approval.objects.about(known).select_related("by")) if known else [],
        bands,
        function.objectives.approved().select_related("approved_by").first(),
        impact.stated if impact else None,
    )


def render(report: Report) -> bytes:
    """The paper as a PDF that readers for the blind can follow (PDF/UA-1)."""
    foot = " · ".join(
        part
        for part in (report.organisation, report.title, report.about, _("Confidential"))
        if part
    )
    html = render_to_string(
        "reports/bia.html",
        {
            "report": report,
            "title": f"{report.title}: {report.about}",
            "foot": foot,
            "organisation": report.organisation,
        },
    )
    return pdf.from_html(html)


def make(*, job: RunningJob, at: datetime, **what: Any) -> BiaReport:
    """Make the report a job asks for, and keep it behind the door of all it says."""
    by = User.objects.filter(pk=what.get("person")).first()
    scope = scope_of(what, by)
    try:
        kept = papers.begin(
            scope.functions,
            about=scope.about,
            by=by,
            at=at,
            function=scope.function,
            campaign=scope.campaign,
        )
    except ValidationError as error:
        raise Failed(" ".join(error.messages)) from error
    report = gather(scope, at=at, by=by, progress=job.progress)
    steps = len(scope.functions) + 2
    job.progress(steps - 1, steps, _("Setting the pages"))
    kept = papers.keep(kept, render(report), at=at)
    job.progress(steps, steps)
    stored = kept.file
    assert stored is not None
    job.finish({"file": stored.pk, "sha256": stored.sha256}, url=kept.get_absolute_url())
    return kept
