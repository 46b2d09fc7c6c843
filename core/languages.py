"""Languages: what the organisation words its own questions in, and what whoever reads prefers.

Our own words are in the languages of `settings.LANGUAGES`; what people of the organisation write
themselves can stand in any language that the administrator has chosen.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import global_settings, settings
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header

from core.models import Organisation

_wanted: ContextVar[tuple[str, ...]] = ContextVar("wanted", default=())


def known() -> list[tuple[str, str]]:
    """Every language that can be chosen besides the standard one: its code and its name, by name."""
    rest = [
        (code, _(name))
        for code, name in global_settings.LANGUAGES
        if code != settings.LANGUAGE_CODE
    ]
    return sorted(rest, key=lambda one: one[1])


def chosen() -> list[tuple[str, str]]:
    """The languages the organisation has chosen besides the standard one."""
    codes = Organisation.objects.values_list("languages", flat=True).first() or []
    return [one for one in known() if one[0] in codes]


def offered() -> list[tuple[str, str]]:
    """The languages a person can prefer: those of our own words and those chosen."""
    ours = [(code, str(name)) for code, name in settings.LANGUAGES]
    return ours + [one for one in chosen() if one[0] not in dict(ours)]


def of_interface(language: str) -> str:
    """A language where our own words are in it, else none: dates never differ from their text."""
    return language if language in dict(settings.LANGUAGES) else ""


def preferred(language: str, accepted: str) -> tuple[str, ...]:
    """What a person reads, best first: the language they chose, else what their browser asks for."""
    if language:
        return (language,)
    return tuple(code for code, _share in parse_accept_lang_header(accepted.lower()))


@contextmanager
def read_in(wanted: tuple[str, ...]) -> Iterator[None]:
    """Within it, texts of the organisation are shown in these languages where they are in them."""
    token = _wanted.set(wanted)
    try:
        yield
    finally:
        _wanted.reset(token)


def best(there: frozenset[str]) -> str:
    """Which of the languages a text is in is read; the standard one stands for none."""
    for code in _wanted.get():
        short = code.split("-", maxsplit=1)[0]
        if settings.LANGUAGE_CODE in (code, short):
            break
        if found := next((one for one in (code, short) if one in there), ""):
            return found
    return ""
