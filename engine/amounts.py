"""Refuses amounts that cannot be: each check hands the value back or says what to give instead."""

from math import isfinite


def share(value: float, name: str) -> float:
    """A part of a whole, from 0 to 1; else ValueError.

    >>> share(0.99, "availability")
    0.99
    """
    if not 0 <= value <= 1:
        raise ValueError(f"Give {name} as a share from 0 to 1, not {value:g}.")
    return value


def not_negative(value: float, name: str) -> float:
    """A finite amount of zero or more; else ValueError.

    >>> not_negative(0.0, "job hours")
    0.0
    """
    if not (isfinite(value) and value >= 0):
        raise ValueError(f"Give {name} as a finite number of zero or more, not {value:g}.")
    return value


def positive(value: float, name: str) -> float:
    """A finite amount above zero; else ValueError.

    >>> positive(50, "bandwidth")
    50
    """
    if not (isfinite(value) and value > 0):
        raise ValueError(f"Give {name} as a finite number above zero, not {value:g}.")
    return value


def at_least(value: float, least: float, name: str) -> float:
    """A finite amount not below a least one; else ValueError.

    >>> at_least(1.5, 1, "path factor")
    1.5
    """
    if not (isfinite(value) and value >= least):
        raise ValueError(f"Give {name} as a finite number of {least:g} or more, not {value:g}.")
    return value


def one_of(value: str, known: tuple[str, ...], name: str) -> str:
    """A word of a list; else ValueError.

    >>> one_of("full", ("full", "incremental"), "method")
    'full'
    """
    if value not in known:
        raise ValueError(f'Give {name} as one of {", ".join(known)}, not "{value}".')
    return value
