"""How values are written: times, dates, money, names."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django import template
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.durations import format_duration

register = template.Library()

HARD_SPACE = "\u00a0"
SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "CHF": "CHF"}
SCALES = ((Decimal(10**9), "bn"), (Decimal(10**6), "m"), (Decimal(10**3), "k"))


def unbroken(text: str) -> str:
    """The text with spaces that do not part at a line's end."""
    return text.replace(" ", HARD_SPACE)


@register.filter
def duration(value: timedelta | None) -> str:
    """An elapsed time as people say it: {{ need|duration }} is "9 h 20 min"; none is a dash."""
    return "–" if value is None else unbroken(format_duration(value))


@register.filter
def when(value: date | datetime | None) -> SafeString | str:
    """A date or moment, relative when near, exact on hover: {{ entry.at|when }}."""
    if not value:
        return "–"
    if isinstance(value, datetime):
        local = timezone.localtime(value)
        exact = f"{formats.date_format(local, 'j F Y, H:i')} {local.tzname()}"
        return format_html(
            '<time datetime="{}" title="{}" data-relative>{}</time>',
            value.isoformat(),
            exact,
            unbroken(spoken_moment(local, timezone.localtime())),
        )
    exact = formats.date_format(value, "l j F Y")
    spoken = unbroken(spoken_day(value, timezone.localdate()))
    return format_html('<time datetime="{}" title="{}">{}</time>', value, exact, spoken)


@register.filter
def moment(value: datetime | None) -> SafeString | str:
    """The exact date, time and zone, for papers and records: {{ sealed_at|moment }}."""
    if not value:
        return "–"
    local = timezone.localtime(value)
    text = unbroken(f"{formats.date_format(local, 'j M Y, H:i')} {local.tzname()}")
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), text)


@register.inclusion_tag("components/due.html")
def due(day: date | None, done: bool = False, today: date | None = None) -> dict[str, Any]:
    """When something is to be done, red once that has passed: {% due task.due_on %}."""
    left = (day - (today or timezone.localdate())).days if day else 0
    late = ngettext("%(count)s day late", "%(count)s days late", -left) % {"count": -left}
    return {"day": day, "late": unbroken(late) if day and left < 0 and not done else ""}


def spoken_moment(local: datetime, now: datetime) -> str:
    """A moment as said now: "just now", "5 min ago", "today 14:05", "Sun 10 May 14:05".

    >>> spoken_moment(datetime(2026, 5, 12, 9, 0), datetime(2026, 5, 12, 9, 5))
    '5 min ago'
    """
    gone = now - local
    if timedelta(0) <= gone < timedelta(minutes=1):
        return _("just now")
    if timedelta(0) < gone < timedelta(hours=1):
        return _("%(time)s ago") % {"time": format_duration(gone)}
    clock = formats.date_format(local, "H:i")
    if local.year != now.year:
        return spoken_day(local.date(), now.date())
    return f"{spoken_day(local.date(), now.date())} {clock}"


def spoken_day(day: date, today: date) -> str:
    """A day as said today: "today", "tomorrow", "Thu 14 May", "3 Apr", "3 Apr 2025".

    >>> spoken_day(date(2026, 5, 14), date(2026, 5, 12)), spoken_day(date(2025, 4, 3), date.today())
    ('Thu 14 May', '3 Apr 2025')
    """
    left = (day - today).days
    near = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}
    if left in near:
        return near[left]
    if abs(left) < 7:
        return formats.date_format(day, "D j M")
    return formats.date_format(day, "j M" if day.year == today.year else "j M Y")


@register.filter
def money(value: Any, currency: str = "") -> str:
    """An amount with its currency first: {{ loss|money:"EUR" }} is "€ 96,000".

    A value with `amount` and `currency` of its own needs no argument.
    """
    if value is None or value == "":
        return "–"
    amount, unit = _amount(value, currency)
    places = 0 if amount == amount.to_integral_value() or abs(amount) >= 1000 else 2
    number = formats.number_format(amount, decimal_pos=places, force_grouping=True)
    return f"{unit}{HARD_SPACE}{number}" if unit else number


@register.filter
def money_short(value: Any, currency: str = "") -> str:
    """An amount to be read in passing: {{ loss|money_short:"EUR" }} is "€ 1.7 m"."""
    if value is None or value == "":
        return "–"
    amount, unit = _amount(value, currency)
    for scale, word in SCALES:
        if abs(amount) >= scale:
            short = amount / scale
            places = 0 if abs(short) >= 100 else 1
            number = formats.number_format(short, decimal_pos=places)
            return HARD_SPACE.join(part for part in (unit, number, word) if part)
    return money(value, currency)


def _amount(value: Any, currency: str) -> tuple[Decimal, str]:
    code = currency or getattr(value, "currency", "")
    amount = Decimal(str(getattr(value, "amount", value)))
    return amount, SYMBOLS.get(code, code)


@register.filter
def initials(person: Any) -> str:
    """The first letters of first and last name: {{ user|initials }} is "IV"."""
    words = str(person).split()
    return "".join(word[0] for word in (words[0], *words[1:][-1:])).upper() if words else "?"


@register.filter
def sentence(value: Any) -> str:
    """Text that may start a line: its first letter large, the rest as it is."""
    text = str(value)
    return text[:1].upper() + text[1:]


@register.filter
def things_to_mend(form: Any) -> int:
    """How many sentences the summary of a form's errors holds, at fields and above them."""
    return sum(len(sentences) for sentences in form.errors.values())
