"""The pages of who does what for bought services."""

from typing import Any, ClassVar

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from neapolitan.views import Role

from bia.choices import Area
from bia.filters import ResponsibilityFilterSet
from bia.forms import RESPONSIBILITY_FIELDS, ResponsibilityForm
from bia.models import ResponsibilityMatrix
from bia.models.responsibility import PARTS
from bia.services import responsibilities
from bia.tables.responsibility import ResponsibilityTable
from core.crud import Pages
from core.savedviews import View
from estate.models import Item

REASONS = {
    Area.BACKUP: gettext_lazy("Copies of our data that survive the service and our own mistakes."),
    Area.RESTORE: gettext_lazy("Bringing the data back from those copies."),
    Area.FAILOVER: gettext_lazy("Going on elsewhere when the place it runs at is lost."),
    Area.PATCHING: gettext_lazy("Closing known holes, in every layer."),
    Area.IDENTITY: gettext_lazy("Who gets in, and how we get in when our own sign-in is down."),
    Area.MONITORING: gettext_lazy("Who notices at 3 a.m., and whom that one calls."),
}


class ResponsibilityPages(Pages):
    model = ResponsibilityMatrix
    fields: ClassVar[list[str]] = RESPONSIBILITY_FIELDS
    form_groups: ClassVar[Any] = [
        (gettext_lazy("The service"), "", ["item", "basis"]),
        *((area.label, REASONS[area], [f"{area}{end}" for end in PARTS]) for area in Area),
    ]
    select_related: ClassVar[list[str]] = ["item__supplier", "item__owner", "item__team"]
    roles = (Role.LIST, Role.DETAIL, Role.CREATE, Role.UPDATE)
    key: ClassVar[list[str]] = ["item"]
    form_class = ResponsibilityForm
    table_class = ResponsibilityTable
    filterset_class = ResponsibilityFilterSet
    views: ClassVar[list[View]] = [
        View(gettext_lazy("All")),
        View(gettext_lazy("Nobody does it"), "attention=nobody"),
        View(gettext_lazy("Shared, undefined"), "attention=undefined"),
        View(gettext_lazy("Not said"), "attention=unsaid"),
    ]
    export_also: ClassVar[Any] = [
        (
            gettext_lazy("Open"),
            lambda row: ", ".join(
                f"{line.area.label}: {line.settled.label}"
                for line in responsibilities.lines(row)
                if line.is_open
            ),
        )
    ]
    save = staticmethod(responsibilities.save_matrix)
    intro = gettext_lazy(
        "Who backs up, restores, switches over, patches, lets in and watches each service you buy:"
        " the provider, you, or nobody. One matrix per service, read by all that rests on it."
    )

    def title(self) -> str:
        return _("Shared responsibility") if self.role is Role.LIST else super().title()

    def listed(self, asked: QueryDict) -> Any:
        rows = super().listed(asked)
        return rows if asked.get("retired") else rows.filter(item__retired_on=None)

    def get_form(self, data: Any = None, files: Any = None, **kwargs: Any) -> Any:
        form = super().get_form(data, files, **kwargs)
        if self.role is Role.CREATE:
            form.start_from(self._template(), self.request.POST, self._before())
        return form

    def _template(self) -> str:
        """What the person starts from."""
        return str(self.request.POST.get(START) or self._before())

    def _before(self) -> str:
        """What the form as it was sent started from."""
        return str(self.request.POST.get("started") or self.request.GET.get("template", ""))

    def process_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Save; or fill in what is usual beside what was typed, and show the form again."""
        if self.role is not Role.CREATE or START not in request.POST:
            return super().process_form(request, *args, **kwargs)
        self.object = None
        return self.render_to_response(self.get_context_data(form=self.get_form(), as_typed=True))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.role is Role.LIST:
            kwargs |= self._left()
        if self.role is Role.DETAIL:
            kwargs |= self._whole()
        if self.role is Role.CREATE:
            kwargs |= self._start()
        return super().get_context_data(**kwargs)

    def _left(self) -> dict[str, Any]:
        """Services of which nobody has said anything, and how many more there are."""
        rows = list(responsibilities.without_matrix().visible_to(self.request.user))
        return {"unsaid": rows[:SHOWN], "more": max(0, len(rows) - SHOWN)}

    def _whole(self) -> dict[str, Any]:
        found = responsibilities.lines(self.object)
        raised = responsibilities.risks_by_area(self.object, self.request.user)
        above = responsibilities.functions_above(self.object.item)
        return {
            "lines": [(line, raised.get(line.area)) for line in found],
            "left": [line for line in found if line.is_open],
            "above": above.visible_to(self.request.user),
        }

    def _start(self) -> dict[str, Any]:
        """The templates one may start from, and which one was."""
        chosen = self._template()
        starts = [
            (said["name"], name, name == chosen)
            for name, said in responsibilities.templates().items()
        ]
        item = self.request.GET.get("item", "")
        named = Item.objects.visible_to(self.request.user).filter(pk=item) if item.isdigit() else ()
        return {"starts": starts, "started": chosen, "service": next(iter(named), None)}


SHOWN = 20
START = "start"
"""The button of a template."""
PAGES = [ResponsibilityPages]
