"""A catalogue, a risk matrix in force and risks for the tests, made through the services."""

from datetime import datetime
from types import SimpleNamespace
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


def small_sheet(draft: RiskMatrix, *, borne: int = 1) -> riskmatrix.Sheet:
    two = [riskmatrix.Level(1, "low"), riskmatrix.Level(2, "high")]
    levels = {"likelihood": two, "impact": two, "rating": two}
    appetite = dict.fromkeys(riskmatrix.read(draft).appetite, borne)
    return riskmatrix.Sheet(levels, [[1, 2], [2, 2]], appetite)


def put_small(cast: SimpleNamespace, *, at: datetime, borne: int = 1) -> None:
    """Two by two in force, both ratings called as the common matrix calls two of its four."""
    draft = riskmatrix.start_draft(by=cast.manager, at=at)
    draft.reason = "Fewer levels."
    riskmatrix.save_draft(draft, small_sheet(draft, borne=borne), by=cast.manager, at=at)
    riskmatrix.submit(draft, by=cast.manager, at=at)
    riskjudging.put_in_force(RiskMatrix.objects.get(pk=draft.pk), by=cast.executive, at=at)


def put_with(
    cast: SimpleNamespace,
    cells: dict[tuple[int, int], int],
    *,
    at: datetime,
    borne: int | None = None,
    ratings: int = 4,
) -> None:
    """The next version in force, with these cells, this appetite and this many ratings."""
    draft = riskmatrix.start_draft(by=cast.manager, at=at)
    draft.reason = "Stricter."
    whole = riskmatrix.read(draft)
    rows = [list(row) for row in whole.cells]
    for (likelihood, impact), rating in cells.items():
        rows[likelihood - 1][impact - 1] = rating
    named = [*whole.ratings, *(riskmatrix.Level(one, "ruinous") for one in range(5, ratings + 1))]
    levels = {
        "likelihood": list(whole.likelihoods),
        "impact": list(whole.impacts),
        "rating": named,
    }
    appetite = {key: borne or value for key, value in whole.appetite.items()}
    sheet = riskmatrix.Sheet(levels, rows, appetite)
    riskmatrix.save_draft(draft, sheet, by=cast.manager, at=at)
    riskmatrix.submit(draft, by=cast.manager, at=at)
    riskjudging.put_in_force(RiskMatrix.objects.get(pk=draft.pk), by=cast.executive, at=at)
