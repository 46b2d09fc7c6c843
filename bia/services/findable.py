"""What is found by the name of something else: it is found by the new name once that is renamed."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from bia.models import Gap, RecoveryAgreement, ResponsibilityMatrix, Risk, RiskTreatment
from core import search


def follow_items(items: Iterable[int]) -> None:
    """Index anew what names one of these items."""
    renamed = list(items)
    sides = Q(dependent__item__in=renamed) | Q(provider__in=renamed)
    _index(RecoveryAgreement.objects.filter(sides).select_related("dependent__item", "provider"))
    _index(ResponsibilityMatrix.objects.filter(item__in=renamed).select_related("item"))
    _index(Gap.objects.filter(function__item__in=renamed).select_related("function__item"))
    _index(Risk.objects.filter(item__in=renamed).select_related("item"))


def follow_risk(risk: Risk) -> None:
    """Index anew the treatments of a risk that has another title."""
    _index(RiskTreatment.objects.filter(risk=risk).select_related("risk"))


def _index(rows: Any) -> None:
    for row in rows:
        search.index(row)
