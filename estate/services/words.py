"""The engine's reasons as sentences for people: names for ids, times as said, in their language."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.durations import format_duration
from engine.explain import SENTENCES, AtLeast

SHOWN = 5
SHARES = frozenset({"capacity", "minimum"})


def reason_text(code: str, values: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """One reason as a sentence."""
    said = {
        key: _share(value) if key in SHARES else _said(value, names)
        for key, value in values.items()
    }
    return str(_(SENTENCES[code])).format_map(said)


def hours(value: timedelta | None) -> float | None:
    """An elapsed time in hours, as the engine counts."""
    return None if value is None else value / timedelta(hours=1)


def time_of(hours: float | None) -> timedelta | None:
    """Hours of the engine as an elapsed time, to the second; None stays unknown."""
    return None if hours is None else timedelta(seconds=round(hours * 3600))


def at_least(time: timedelta | None) -> str:
    """A lower bound: "≥ 7 days"."""
    return f"≥\N{NO-BREAK SPACE}{format_duration(time)}"


def listed(names: Iterable[str]) -> str:
    """Names in a sentence, the rest counted."""
    every = list(names)
    shown, rest = every[:SHOWN], len(every) - SHOWN
    if rest > 0:
        more = ngettext("%(count)s more", "%(count)s more", rest) % {"count": rest}
        return _("%(names)s and %(last)s") % {"names": ", ".join(shown), "last": more}
    if len(shown) < 2:
        return "".join(shown)
    return _("%(names)s and %(last)s") % {"names": ", ".join(shown[:-1]), "last": shown[-1]}


def _share(value: Any) -> str:
    return f"{value:.0%}" if isinstance(value, int | float) else str(value)


def _said(value: Any, names: Mapping[str, str]) -> str:
    if value is None:
        return _("unknown")
    if isinstance(value, int | float):
        time = time_of(value)
        return at_least(time) if isinstance(value, AtLeast) else format_duration(time)
    if isinstance(value, tuple | list):
        return listed(names.get(str(item), str(item)) for item in value)
    return names.get(str(value), str(value))
