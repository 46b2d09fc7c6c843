"""A small estate: a function on an application on a database on a server at a site with two lines."""

from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest

from estate import services
from estate.choices import Kind
from estate.models import Item


@pytest.fixture
def make_item(units: SimpleNamespace, noon: datetime) -> Any:
    """Makes an item: make_item("application", "Claims core")."""

    def make(kind: str, name: str, **values: Any) -> Item:
        return services.create_item(kind=kind, name=name, by=None, at=noon, **values)

    return make


@pytest.fixture
def estate(make_item: Any, units: SimpleNamespace, cast: Any, noon: datetime) -> SimpleNamespace:
    """claims → core → ledger → host at Amsterdam, which is reached by one of two circuits."""
    ams = make_item(Kind.SITE, "Amsterdam")
    made = SimpleNamespace(
        claims=make_item(Kind.FUNCTION, "Claims payment", unit=units.claims, owner=cast.owner),
        core=make_item(
            Kind.APPLICATION, "Claims core", unit=units.operations, owner=cast.service_owner
        ),
        ledger=make_item(Kind.DATABASE, "Ledger", unit=units.operations, owner=cast.service_owner),
        host=make_item(Kind.SERVER, "host-1", site=ams.place),
        ams=ams,
        line_a=make_item(Kind.CIRCUIT, "Line A"),
        line_b=make_item(Kind.CIRCUIT, "Line B"),
    )
    for dependent, provider in (
        (made.claims, made.core),
        (made.core, made.ledger),
        (made.ledger, made.host),
    ):
        services.add_dependency(dependent=dependent, provider=provider, by=None, at=noon)
    services.add_group(
        dependent=ams, name="Lines", providers=[made.line_a, made.line_b], by=None, at=noon
    )
    return made
