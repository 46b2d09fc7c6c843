"""A doubt about an answer, as it is put to the one who answers."""

from dataclasses import dataclass
from datetime import timedelta

from bia.services.implied import Implied
from bia.services.sheet import Reading


@dataclass(frozen=True)
class Reply:
    """A ready answer: its words, and the answers it changes."""

    text: str
    sets: tuple[tuple[str, str], ...] = ()
    opens: bool = False
    """Whether what it changes shows only once the page is made anew."""


@dataclass(frozen=True)
class Challenge:
    """One doubt: where, what is asked, why we doubt, and what was replied."""

    code: str
    step: str
    question: str
    why: str
    replies: tuple[Reply, ...] = ()
    reply: str = ""


@dataclass(frozen=True)
class Before:
    """What the last interview said, read on the scale of this one."""

    reading: Reading
    implied: Implied
    is_whole: bool = True
    """Whether it rated all that the scale of then asks."""
    bands: tuple[timedelta, ...] = ()
    """The times it was asked about; amounts stand at these."""
