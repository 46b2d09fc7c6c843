"""Answers two tabs disagree about, in words: which answer it is, and what each of both says."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bia.choices import Frequency, NeedKind, ResourceKind
from bia.services import sheet
from bia.services.answers import Answers
from bia.services.sheet import ALL_DAYS
from core.durations import format_duration
from core.values import whole

LABELS = {
    "purpose": gettext_lazy("What it does, and for whom"),
    "frequency": gettext_lazy("How often it runs"),
    "minimum_level": gettext_lazy("Share of a normal day"),
    "minimum_service": gettext_lazy("The least it must deliver, in words"),
    "wrt": gettext_lazy("Catching up takes"),
    "agreed_rto": gettext_lazy("We agree to be back in"),
    "rto_reason": gettext_lazy("Why another time"),
    "comment": gettext_lazy("Anything else we should know"),
    "name": gettext_lazy("Name"),
    "when": gettext_lazy("When"),
    "own_curve": gettext_lazy("Its own curve"),
    "kind": gettext_lazy("Kind"),
    "needed_within": gettext_lazy("Needed within"),
    "tolerates": gettext_lazy("Can do without for"),
    "loss": gettext_lazy("Loss that can be borne"),
    "reenter_from": gettext_lazy("Can be typed in again from"),
    "kept_at": gettext_lazy("Kept at"),
    "what": gettext_lazy("What you would do"),
    "lasts": gettext_lazy("For how long"),
    "capacity": gettext_lazy("Share of the work"),
    "backlog": gettext_lazy("To catch up afterwards"),
    "rehearsed_on": gettext_lazy("Last tried"),
    "staffed": gettext_lazy("Enough people for it"),
    "gone": gettext_lazy("Removed"),
}
TICKED = ("own_curve", "staffed", "gone")
CHOICES: dict[str, Any] = {
    "frequency": dict(Frequency.choices),
    "need": dict(NeedKind.choices),
    "resource": dict(ResourceKind.choices),
}


def described(answers: Answers, differ: dict[str, dict[str, str]]) -> list[dict[str, str]]:
    """The answers that differ: name, label, both values as stored and as read."""
    return [
        {
            "name": name,
            "label": label_of(answers, name),
            **sides,
            "theirs_read": value_of(answers, name, sides["theirs"]),
            "mine_read": value_of(answers, name, sides["mine"]),
        }
        for name, sides in differ.items()
    ]


AMOUNTS = {
    "loss": gettext_lazy("Loss after %(time)s"),
    "low": gettext_lazy("Loss after %(time)s at least"),
    "high": gettext_lazy("Loss after %(time)s at most"),
}


def label_of(answers: Answers, name: str) -> str:
    """An answer's name as the page says it: "Money after 8 h", "Claims core: needed within"."""
    head, *rest = name.split(".")
    if head in LABELS and not rest:
        return str(LABELS[head])
    if head == "rate":
        return _rating(answers, *rest)
    if head == "own":
        return next((one.text for one in answers.own if one.name == name), name)
    if head in AMOUNTS:
        return str(AMOUNTS[head]) % {"time": _time(answers, rest[-1])}
    if head == "reply":
        return _("Reply to a doubt")
    about = answers.sheet.get(f"{head}.{rest[0]}.{sheet.MAIN_FIELD[head]}") or _("New row")
    field = (
        _("needed after %(time)s") % {"time": _time(answers, rest[-1])}
        if rest[1] == "at"
        else str(LABELS[rest[1]])
    )
    return f"{about}: {field}"


def value_of(answers: Answers, name: str, value: str) -> str:
    """A typed value as the page shows it."""
    head, *rest = name.split(".")
    if rest and rest[-1] in TICKED:
        return _("Yes") if sheet.yes(value) else _("No")
    if head == "own":
        asked = next((one for one in answers.own if one.name == name), None)
        told = {"yes": _("Yes"), "no": _("No"), **(dict(asked.options) if asked else {})}
        return str(told.get(value, value)) or "–"
    if head == "rate" and value:
        at, names = whole(value), answers.scale.level_names
        return f"{value} {names[at]}" if at is not None and at < len(names) else value
    if head == "reply":
        return value.partition("|")[0] or "–"
    choices = CHOICES.get(head, {}) if name == "frequency" or rest[-1:] == ["kind"] else {}
    return str(choices.get(value, value)) or "–"


def _rating(answers: Answers, variant: str, key: str, at: str) -> str:
    category = next((one.name for one in answers.scale.categories if one.key == key), key)
    said = _("%(category)s after %(time)s") % {"category": category, "time": _time(answers, at)}
    peak = answers.sheet.get(f"peak.{variant}.name", "")
    return f"{peak}: {said}" if variant != ALL_DAYS and peak else said


def _time(answers: Answers, at: str) -> str:
    place, bands = whole(at), answers.scale.bands
    return format_duration(bands[place]) if place is not None and place < len(bands) else at
