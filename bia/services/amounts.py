"""The amounts of a sheet: the likely loss by each time, and what it is at best and at worst."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from bia.services import money

HEADS = ("loss", "low", "high")
"""The likely loss, and the loss at best and at worst."""
Take = Callable[[Callable[[str], Any], str, str], Any]


@dataclass(frozen=True)
class Amounts:
    """Amounts by column: likely, at best, at worst; and how each was understood, by name."""

    likely: dict[int, Decimal]
    low: dict[int, Decimal]
    high: dict[int, Decimal]
    echoes: dict[str, str]


def read(
    sheet: Mapping[str, str], bands: int, currency: str, take: Take, errors: dict[str, str]
) -> Amounts:
    """The amounts typed; what cannot be read or stands on the wrong side is left out, with why."""
    found: dict[str, dict[int, Decimal]] = {head: {} for head in HEADS}
    echoes = {}
    for head in HEADS:
        for at in range(bands):
            name = f"{head}.{at}"
            typed = sheet.get(name, "")
            amount = take(lambda value: money.amount(value, currency), name, typed)
            if amount is not None:
                found[head][at] = amount
                echoes[name] = money.echo(typed, amount, currency)
    _check(found, errors)
    return Amounts(
        found["loss"],
        found["low"],
        found["high"],
        {name: said for name, said in echoes.items() if said},
    )


def _check(found: dict[str, dict[int, Decimal]], errors: dict[str, str]) -> None:
    """A low or high amount stands beside a likely one and on its own side of it, or is left out."""
    likely = found["loss"]
    for at in sorted({*found["low"], *found["high"]} - {*likely}):
        errors.setdefault(f"loss.{at}", _("Give the likely amount too."))
    for at, amount in list(found["low"].items()):
        if at in likely and amount > likely[at]:
            errors.setdefault(f"low.{at}", _("More than the likely amount. Give less, or none."))
            del found["low"][at]
    for at, amount in list(found["high"].items()):
        if at in likely and amount < likely[at]:
            errors.setdefault(f"high.{at}", _("Less than the likely amount. Give more, or none."))
            del found["high"][at]
