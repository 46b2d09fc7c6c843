"""A function of the unit of claims, its owner, and an impact scale in force."""

from datetime import datetime
from types import SimpleNamespace

import pytest

from bia.models import BusinessFunction, ImpactScale, Interview
from tests.bia.building import make_function, make_interview, make_scale


@pytest.fixture
def scale(cast: SimpleNamespace, noon: datetime) -> ImpactScale:
    """The scale in force."""
    return make_scale(by=cast.manager, approver=cast.executive, at=noon)


@pytest.fixture
def function(cast: SimpleNamespace, units: SimpleNamespace, noon: datetime) -> BusinessFunction:
    """Claims payment, owned by the process owner."""
    units.claims.head = cast.head
    units.claims.save()
    return make_function("Claims payment", unit=units.claims, owner=cast.owner, at=noon)


@pytest.fixture
def interview(function: BusinessFunction, scale: ImpactScale) -> Interview:
    """An interview its owner has been invited to."""
    return make_interview(function, scale)
