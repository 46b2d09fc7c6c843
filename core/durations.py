"""Elapsed times as people say and type them: "40 min", "9 h 20 min", "2 days"."""

import re
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

UNITS = {
    "w": timedelta(weeks=1),
    "d": timedelta(days=1),
    "h": timedelta(hours=1),
    "m": timedelta(minutes=1),
    "s": timedelta(seconds=1),
}
WORDS = {
    "w": ("w", "wk", "wks", "week", "weeks"),
    "d": ("d", "day", "days"),
    "h": ("h", "hr", "hrs", "hour", "hours"),
    "m": ("m", "min", "mins", "minute", "minutes"),
    "s": ("s", "sec", "secs", "second", "seconds"),
}
UNIT_OF_WORD = {word: unit for unit, words in WORDS.items() for word in words}
PART = re.compile(r"(\d+(?:[.,]\d+)?)\s*([a-z]+)")
CLOCK = re.compile(r"(?:(\d+)\s+(?:days?,?\s+)?)?(\d{1,3}):(\d{2})(?::(\d{2})(?:\.\d+)?)?")
ISO = re.compile(
    r"p(?:(\d+(?:\.\d+)?)w)?(?:(\d+(?:\.\d+)?)d)?"
    r"(?:t(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m)?(?:(\d+(?:\.\d+)?)s)?)?"
)
LONGEST = timedelta(days=36500)


def parse_duration(text: str) -> timedelta:
    """Read a time as a person types it, as a clock ("04:30") or as ISO 8601 ("PT4H").

    Raises ValueError with a sentence that says what to type.

    >>> parse_duration("1 h 30 min")
    datetime.timedelta(seconds=5400)
    >>> parse_duration("2 days"), parse_duration("PT4H"), parse_duration("0,5 h")
    (datetime.timedelta(days=2), datetime.timedelta(seconds=14400), datetime.timedelta(seconds=1800))
    """
    plain = " ".join(text.strip().lower().split())
    found = _iso(plain) or _clock(plain) or _words(plain)
    if found is None or found > LONGEST:
        raise ValueError(
            _("“%(text)s” is not a time. Write it like 40 min, 4 h or 2 days.") % {"text": text}
        )
    return found


def _iso(plain: str) -> timedelta | None:
    match = ISO.fullmatch(plain)
    if not match or not any(match.groups()):
        return None
    return _total(zip("wdhms", match.groups(), strict=True))


def _clock(plain: str) -> timedelta | None:
    match = CLOCK.fullmatch(plain)
    return _total(zip("dhms", match.groups(), strict=True)) if match else None


def _words(plain: str) -> timedelta | None:
    if plain == "0":
        return timedelta(0)
    parts = PART.findall(plain)
    rest = PART.sub("", plain).replace("and", "").strip(" ,")
    if not parts or rest or any(word not in UNIT_OF_WORD for _number, word in parts):
        return None
    return _total((UNIT_OF_WORD[word], number) for number, word in parts)


def _total(parts) -> timedelta:  # type: ignore[no-untyped-def]
    seconds = sum(
        float(number.replace(",", ".")) * UNITS[unit].total_seconds()
        for unit, number in parts
        if number
    )
    return min(timedelta(seconds=round(min(seconds, 1e11), 3)), timedelta(days=99999))


def format_duration(value: timedelta | None) -> str:
    """A time as people say it; hours up to two days, then days and hours.

    >>> format_duration(timedelta(minutes=40)), format_duration(timedelta(hours=9, minutes=20))
    ('40 min', '9 h 20 min')
    >>> format_duration(timedelta(hours=48)), format_duration(timedelta(hours=47))
    ('2 days', '47 h')
    """
    if value is None:
        return ""
    if value < timedelta(0):
        return "−" + format_duration(-value)
    if timedelta(0) < value < timedelta(minutes=1):
        return _("%(count)s s") % {"count": round(value.total_seconds()) or 1}
    minutes = round(value.total_seconds() / 60)
    if minutes >= 48 * 60:
        days, minutes = divmod(minutes, 1440)
        whole = ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
        hours = round(minutes / 60)
        return f"{whole} {_hours(hours)}" if hours else whole
    hours, minutes = divmod(minutes, 60)
    spoken = [_hours(hours)] if hours else []
    if minutes or not hours:
        spoken.append(_("%(count)s min") % {"count": minutes})
    return " ".join(spoken)


def _hours(count: int) -> str:
    return _("%(count)s h") % {"count": count}


def iso_duration(value: timedelta) -> str:
    """The ISO 8601 form used in the API and in exports.

    >>> iso_duration(timedelta(days=1, hours=2, minutes=30)), iso_duration(timedelta(0))
    ('P1DT2H30M', 'PT0S')
    """
    sign, value = ("-", -value) if value < timedelta(0) else ("", value)
    minutes, seconds = divmod(value.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    exact = seconds + value.microseconds / 1e6
    clock = "".join(
        f"{number:g}{letter}"
        for number, letter in ((hours, "H"), (minutes, "M"), (exact, "S"))
        if number
    )
    date = f"{value.days}D" if value.days else ""
    return f"{sign}P{date}{'T' + clock if clock else ''}" if date or clock else "PT0S"
