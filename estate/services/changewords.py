"""What a change changed, as people read it: the field by its name, the values in words."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.history import Change
from core.values import readable
from estate.models import (
    Delay,
    Dependency,
    Item,
    KindDefault,
    Objective,
    PlanningScenario,
    RedundancyGroup,
    ScenarioLoss,
    Site,
    Team,
)

OWN_NAMES = {
    "claim": gettext_lazy("Stated recovery time"),
    "mtd": gettext_lazy("MTD"),
    "measured": gettext_lazy("Measured recovery"),
    "group": gettext_lazy("Redundancy group"),
    "members": gettext_lazy("Any of"),
    "spare": gettext_lazy("Members to spare"),
    "needed_within_h": gettext_lazy("Needed within"),
    "tolerates_h": gettext_lazy("Does without it for"),
}
MODELS = (
    Item,
    Dependency,
    RedundancyGroup,
    Site,
    Team,
    Objective,
    PlanningScenario,
    ScenarioLoss,
    Delay,
    KindDefault,
)
PLAIN: dict[str, Any] = {"None": None, "True": True, "False": False}


def field_name(name: str) -> str:
    """How people call a field of a change."""
    if name in OWN_NAMES:
        return str(OWN_NAMES[name])
    for model in MODELS:
        try:
            return str(capfirst(model._meta.get_field(name).verbose_name))  # type: ignore[union-attr]
        except FieldDoesNotExist:
            continue
    return str(capfirst(name.replace("_", " ")))


def differences(fields: Mapping[str, Any]) -> list[Change]:
    """Each field of a change before and after; a value kept alone is what it is now."""
    return [Change(field_name(name), *_pair(values)) for name, values in fields.items()]


def difference_line(fields: Mapping[str, Any]) -> str:
    """The differences in one line: “Site: Amsterdam → Dublin”."""
    return ", ".join(
        _("%(name)s: %(old)s → %(new)s")
        % {"name": each.label, "old": each.before, "new": each.after}
        for each in differences(fields)
    )


def _pair(values: Any) -> tuple[str, str]:
    pair = list(values) if isinstance(values, list | tuple) else [values]
    old, new = pair if len(pair) == 2 else (None, pair[-1] if pair else None)
    return readable(PLAIN.get(str(old), old)), readable(PLAIN.get(str(new), new))
