"""Objectives typed in by hand, and those that are decided elsewhere."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from core.services import InUse
from estate import services
from estate.models import EstateChange, Objective

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def changes() -> int:
    return EstateChange.objects.filter(verb="objective").count()


@pytest.fixture
def agreed(estate: SimpleNamespace, cast: Any, noon: datetime) -> Objective:
    """The objective of a function, as an approved interview leaves it."""
    return services.set_objective(
        item=estate.claims,
        agreed_rto=4 * HOUR,
        by=cast.head,
        at=noon,
        agreed_on=noon.date(),
        source_ref="bia.objective:1",
    )


def test_an_agreed_loss_of_data_counts_instead_of_the_stated_ones(
    estate: SimpleNamespace, noon: datetime
) -> None:
    needs = tuple(services.DataNeed(number * HOUR, estate.ledger) for number in (4, 1))
    services.set_function_profile(
        item=estate.claims, profile=services.Profile(rpo_needs=needs), by=None, at=noon
    )

    def counted() -> list[tuple[str, float]]:
        nodes = services.load_graph().model.nodes
        (node,) = (node for node in nodes if node.id == str(estate.claims.pk))
        return [(need.data, need.hours) for need in node.rpo]

    ledger = str(estate.ledger.pk)
    assert counted() == [(ledger, 4), (ledger, 1)]
    services.set_objective(item=estate.claims, rpo=2 * HOUR, by=None, at=noon, source_ref="x")
    assert counted() == [(ledger, 2), (ledger, 2)]


def test_what_a_function_needs_is_not_typed_over(
    agreed: Objective, cast: Any, noon: datetime
) -> None:
    agreed.agreed_rto = 72 * HOUR
    with pytest.raises(ValidationError, match="agreed in its interview"):
        services.save_objective(agreed, by=cast.manager, at=noon)
    with pytest.raises(InUse, match="agreed in its interview"):
        services.remove_objective(agreed, by=cast.manager, at=noon)
    assert Objective.objects.get().agreed_rto == 4 * HOUR


def test_objective_is_not_turned_into_a_functions(
    estate: SimpleNamespace, cast: Any, noon: datetime
) -> None:
    row = Objective(item=estate.claims, agreed_rto=HOUR)
    with pytest.raises(ValidationError, match="agreed in its interview"):
        services.save_objective(row, by=cast.manager, at=noon)
    row = services.save_objective(
        Objective(item=estate.core, agreed_rto=HOUR), by=cast.manager, at=noon
    )
    row.item = estate.claims
    with pytest.raises(ValidationError, match="agreed in its interview"):
        services.save_objective(row, by=cast.manager, at=noon)


def test_what_another_part_decided_is_changed_there(
    estate: SimpleNamespace, cast: Any, noon: datetime
) -> None:
    row = services.set_objective(
        item=estate.core, agreed_rto=HOUR, by=cast.manager, at=noon, source_ref="strategy.option:7"
    )
    row.agreed_rto, row.source_ref = 9 * HOUR, ""
    with pytest.raises(ValidationError, match=r"strategy\.option:7"):
        services.save_objective(row, by=cast.manager, at=noon)


def test_whoever_types_it_in_has_agreed_it(
    estate: SimpleNamespace, cast: Any, noon: datetime
) -> None:
    row = services.save_objective(
        Objective(item=estate.core, agreed_rto=HOUR, agreed_by=cast.head), by=cast.manager, at=noon
    )
    assert row.agreed_by == cast.manager
    row.rpo = HOUR
    assert services.save_objective(row, by=cast.coordinator, at=noon).agreed_by == cast.coordinator


def test_removal_is_told(estate: SimpleNamespace, cast: Any, noon: datetime) -> None:
    row = Objective(item=estate.core, agreed_rto=HOUR)
    services.save_objective(row, by=cast.manager, at=noon)
    services.remove_objective(row, by=cast.manager, at=noon)
    assert changes() == 2
    assert not Objective.objects.exists()


def test_pages_and_api_take_nobody_elses_name(
    estate: SimpleNamespace, cast: Any, client: Client
) -> None:
    client.force_login(cast.manager)
    given = {
        "item": estate.core.pk,
        "agreed_rto": "4 h",
        "agreed_by": cast.head.pk,
        "source_ref": "bia.objective:9",
    }
    assert client.post("/api/estate/objective/", given).status_code == 201
    row = Objective.objects.get()
    assert (row.agreed_by, row.source_ref) == (cast.manager, "")
    page = client.get(row.get_absolute_url()).content.decode()
    assert cast.manager.name in page
    form = client.get(f"/estate/objective/{row.pk}/edit/").content.decode()
    assert "agreed_by" not in form


def test_another_mtd_is_news_once_and_the_first_one_is_none(
    estate: SimpleNamespace, noon: datetime
) -> None:
    bands = (HOUR, 4 * HOUR, 8 * HOUR, 24 * HOUR)

    def analyse(*levels: float) -> None:
        curve = services.ImpactCurve("Money", 4, tuple(zip(bands, levels, strict=True)))
        profile = services.Profile(impact=(curve,))
        services.set_function_profile(item=estate.claims, profile=profile, by=None, at=noon)

    analyse(1, 2, 3, 4)
    assert changes() == 0
    analyse(1, 1, 2, 4)
    assert changes() == 0, "milder, and intolerable after the same time"
    for _twice in range(2):
        analyse(1, 2, 4, 4)
    assert changes() == 1
    assert EstateChange.objects.get(verb="objective").fields == {"mtd": ["8 h", "4 h"]}
    analyse(1, 1, 1, 1)
    newest = EstateChange.objects.filter(verb="objective").latest("pk")
    assert newest.fields == {"mtd": ["4 h", "≥\N{NO-BREAK SPACE}24 h"]}
