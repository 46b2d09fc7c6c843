"""Amounts of money as people type them anywhere: "50,000", "50.000", "50 000", "1.000,50", "50k"."""

import re
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

MOST = Decimal(10**12)
LONGEST = 40
SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR", "zł": "PLN", "fr": "CHF"}
SIGN_OF = {"EUR": "€", "USD": "$", "GBP": "£"}
WORDS = {"euro": "EUR", "euros": "EUR", "dollar": "USD", "dollars": "USD", "pounds": "GBP"}
TIMES = {
    **dict.fromkeys(("k", "t", "tsd", "thousand"), 1000),
    **dict.fromkeys(("m", "mn", "mio", "million", "millions"), 10**6),
    **dict.fromkeys(("bn", "mrd", "billion"), 10**9),
}
MONEY = re.compile(r"(?P<before>[^\d\s.,+-]*)\s*(?P<number>\d[\d.,]*)(?P<after>[^\d]*)")
SPACES = re.compile("[\\s\u00a0\u2009\u202f'’](?=\\d{3}(?!\\d))")
INDIAN = re.compile(r"\d{1,3}(?:,\d{2})+,\d{3}")


def amount(text: str, currency: str = "") -> Decimal | None:
    """Read an amount of 0 or more; None for an empty text. Raises ValueError with what to type.

    One mark before exactly three digits parts thousands, any other single mark is a decimal one.

    >>> [str(amount(text)) for text in ("50,000", "50.000", "50 000", "1.000,50", "1,000.50")]
    ['50000.00', '50000.00', '50000.00', '1000.50', '1000.50']
    >>> [str(amount(text)) for text in ("50k", "2 m", "€ 1.5 Mio", "0.500", "1’234’567.-", "12,5")]
    ['50000.00', '2000000.00', '1500000.00', '0.50', '1234567.00', '12.50']
    """
    if not text.strip():
        return None
    found = _value(text.strip(), currency) if len(text) <= LONGEST else None
    if found is None or found >= MOST:
        raise ValueError(_("Give an amount such as 20,000 or 20k."))
    return found.quantize(Decimal("0.01"))


def in_words(value: Decimal, currency: str) -> str:
    """An amount with its currency first.

    >>> in_words(Decimal("96000.00"), "EUR"), in_words(Decimal("1.50"), "SEK")
    ('€\u00a096,000', 'SEK\u00a01.50')
    """
    places = 0 if value == value.to_integral_value() else 2
    number = number_format(value, places, force_grouping=True)
    return f"{SIGN_OF.get(currency, currency)}\u00a0{number}"


def echo(text: str, value: Decimal, currency: str) -> str:
    """How a text was understood, where somebody could have meant another amount; else empty.

    >>> echo("20000", Decimal(20000), "EUR"), echo("1.000", Decimal(1000), "EUR")
    ('', 'read as €\u00a01,000')
    """
    plain = text.strip()
    if plain.isascii() and plain.isdecimal():
        return ""
    return _("read as %(amount)s") % {"amount": in_words(value, currency)}


def _value(text: str, currency: str) -> Decimal | None:
    match = MONEY.fullmatch(SPACES.sub("", text).lower())
    if match is None:
        return None
    times = _times(f"{match['before']} {match['after']}", currency)
    number = _number(match["number"].rstrip(".,"), scaled=times != 1)
    return None if number is None else number * times


def _times(words: str, currency: str) -> int:
    """What the words beside a number multiply it by. Raises ValueError for another currency."""
    times = 1
    for word in re.findall(r"[^\W\d_]+|[€$£¥₹]", words):
        if word in TIMES and times == 1:
            times = TIMES[word]
            continue
        named = SIGNS.get(word) or WORDS.get(word) or word.upper()
        if currency and named != currency:
            raise ValueError(
                _("Give the amount in %(currency)s, such as 20,000.") % {"currency": currency}
            )
    return times


def _number(text: str, *, scaled: bool) -> Decimal | None:
    marks = [mark for mark in text if mark in ".,"]
    if not marks:
        return Decimal(text)
    last = marks[-1]
    head, _mark, tail = text.rpartition(last)
    if last not in head and (set(head) & set(".,") or not _is_group(head, tail, scaled)):
        whole = _grouped(head)
        return Decimal(f"{whole}.{tail}") if whole is not None else None
    whole = _grouped(text)
    return Decimal(whole) if whole is not None else None


def _is_group(head: str, tail: str, scaled: bool) -> bool:
    return not scaled and len(tail) == 3 and len(head) <= 3 and not head.startswith("0")


def _grouped(text: str) -> str | None:
    """The digits of a number whose thousands are parted by one kind of mark, or by none."""
    if INDIAN.fullmatch(text):
        return text.replace(",", "")
    groups = re.split(r"[.,]", text)
    right = len({mark for mark in text if mark in ".,"}) <= 1 and all(
        len(group) == 3 for group in groups[1:]
    )
    return "".join(groups) if right and 0 < len(groups[0]) <= (3 if groups[1:] else 30) else None
