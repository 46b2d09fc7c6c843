"""A catalogue, a risk matrix in force and risks for the tests, made through the services."""

from datetime import datetime
from typing import Any

from bia.models import Risk, RiskCategory, RiskMatrix, Threat
from bia.services import riskjudging, riskmatrix, risks, threats
from core.models import Unit, User
from estate import services as estate
from estate.models import Item

BAD = {
    "inherent_likelihood": 4,
    "inherent_impact": 5,
    "residual_likelihood": 4,
    "residual_impact": 4,
}
"""Critical: above the common appetite."""
MILD = {
    "inherent_likelihood": 3,
    "inherent_impact": 3,
    "residual_likelihood": 2,
    "residual_impact": 2,
}


def make_matrix(*, by: User, approver: User, at: datetime) -> RiskMatrix:
    """The common catalogue, and the common matrix in force: five by five, moderate is borne."""
    threats.take_catalogue(by=by, at=at)
    matrix = riskmatrix.start_draft(by=by, at=at)
    riskmatrix.submit(matrix, by=by, at=at)
    return riskjudging.put_in_force(RiskMatrix.objects.get(), by=approver, at=at)


def make_item(name: str, *, at: datetime, unit: Unit | None = None, **values: Any) -> Item:
    """An application, or what `values` say."""
    said: dict[str, Any] = {"kind": "application", "unit": unit} | values
    return estate.create_item(name=name, by=None, at=at, **said)


def make_risk(item: Item, *, at: datetime, title: str = "", **values: Any) -> Risk:
    """A risk on the item: hardware fails, availability, mild unless said."""
    said: dict[str, Any] = {
        "threat": Threat.objects.filter(code="hardware-failure").first(),
        "category": RiskCategory.objects.first(),
    }
    risk = Risk(item=item, title=title or f"{item} fails", **(MILD | said | values))
    return risks.save_risk(risk, by=None, at=at)
