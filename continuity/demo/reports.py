"""Meridia's first BIA report: of one function, as its owner takes it to the board."""

from datetime import datetime

from bia import reports
from bia.models import BusinessFunction

from .people import person

ABOUT = "Treasury"


def build(*, at: datetime) -> None:
    """One function only: the paper of them all takes long to set, and is a click away."""
    maker = person("Iris Vos")
    function = BusinessFunction.objects.get(item__name=ABOUT)
    scope = reports.scope_of({"function": function.pk}, maker)
    reports.produce(scope, by=maker, at=at)
