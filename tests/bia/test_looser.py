"""An agreed RTO later than the answers allow is a gap, and is not called a late recovery."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from bia.choices import GapKind
from bia.models import BusinessFunction
from bia.services import findings, functions
from estate import services as estate
from estate.models import Readiness

pytestmark = pytest.mark.django_db


def test_is_told_as_what_it_is(
    units: SimpleNamespace, cast: SimpleNamespace, noon: datetime
) -> None:
    function = functions.save_function(
        BusinessFunction(), name="Report", unit=units.claims, owner=None, by=None, at=noon
    )
    row = Readiness(item=function.item, verdict="gap", revision=1, computed_at=noon)
    row.need, row.proof = timedelta(hours=48), timedelta(hours=13)
    said = {"codes": ["agreed looser"], "reasons": ["Agreed RTO is looser."]}
    loss = {"hours": 13, "proof": "proven end to end", "lack": "", "missing": [], "unproven": []}
    row.why = said | {"losses": [said | loss]}
    row.save()
    function = BusinessFunction.objects.select_related("item__readiness").get(pk=function.pk)
    assert [found.kind for found in findings.findings(function, {})] == [GapKind.OBJECTIVE]
    assert "later than the answers allow" in estate.headline(row)


def test_a_verdict_stored_before_losses_were_opens_and_closes_nothing_of_time(
    units: SimpleNamespace, noon: datetime
) -> None:
    function = functions.save_function(
        BusinessFunction(), name="Report", unit=units.claims, owner=None, by=None, at=noon
    )
    row = Readiness(item=function.item, verdict="held", revision=1, computed_at=noon)
    row.need, row.why = timedelta(hours=48), {"codes": [], "reasons": []}
    row.save()
    function = BusinessFunction.objects.select_related("item__readiness").get(pk=function.pk)
    assert findings.findings(function, {}) == []
    assert findings.judged(function) == {GapKind.DATA}
