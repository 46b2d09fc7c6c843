"""Levels as people give them: on the matrix in force, and not taken back once given."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from bia.models import SCORES, Risk
from bia.services.riskmatrix import Matrix


def check(record: Any, stored: Any, names: Iterable[str], matrix: Matrix | None) -> None:
    """Refuse levels the matrix in force does not have, each at its field.

    One that stands there from an earlier matrix stays until somebody changes it.
    """
    problems = {}
    for name in names:
        level = getattr(record, name)
        if level is None or matrix is None or level == getattr(stored, name, None):
            continue
        highest = len(matrix.axis(name))
        if not 1 <= level <= highest:
            said = _("The risk matrix in force has levels from 1 to %(highest)s. Choose one.")
            problems[name] = said % {"highest": highest}
    if problems:
        raise ValidationError(problems)


def keep(risk: Risk, stored: Risk | None) -> None:
    """Refuse to take back a level: what was rated does not leave the register's sight by a blank."""
    taken = [
        name
        for name in SCORES
        if getattr(stored, name, None) is not None and getattr(risk, name) is None
    ]
    if taken:
        said = _("A risk that was rated stays rated. Choose a level; retire it if it is none.")
        raise ValidationError(dict.fromkeys(taken, said))


def is_lost(risk: Risk) -> bool:
    """Whether the matrix in force lacks the levels a risk was rated with: it is to be rated anew."""
    levels = (risk.residual_likelihood, risk.residual_impact)
    return risk.residual_rating is None and None not in levels
