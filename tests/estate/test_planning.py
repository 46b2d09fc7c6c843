"""Scenarios, delays and assumed times: what changed of them is told with what it touches."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from estate import services
from estate.models import Delay, EstateChange, KindDefault, PlanningScenario, ScenarioLoss

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def last() -> EstateChange:
    found: EstateChange = EstateChange.objects.order_by("-pk")[0]
    return found


def touched() -> set[str]:
    return set(last().touched.values_list("item__name", flat=True))


def test_delay_touches_every_function(estate: SimpleNamespace, cast: Any, noon: datetime) -> None:
    row = Delay(step="detect", low=HOUR, likely=HOUR, high=HOUR)
    services.save_planned(row, by=cast.manager, at=noon, reason="Measured")
    assert (last().verb, last().by, last().reason) == ("created", cast.manager, "Measured")
    row.likely = row.high = 4 * HOUR
    services.save_planned(row, by=cast.manager, at=noon)
    change = last()
    assert (change.item, change.about) == (None, "Delay: Detection")
    assert change.fields == {"likely": ["1 h", "4 h"], "high": ["1 h", "4 h"]}
    assert not change.is_material
    assert touched() == {"Claims payment"}


def test_same_values_are_no_change(estate: SimpleNamespace, cast: Any, noon: datetime) -> None:
    row = Delay(step="detect", low=HOUR, likely=HOUR, high=HOUR)
    services.save_planned(row, by=cast.manager, at=noon)
    count = EstateChange.objects.count()
    services.save_planned(row, by=cast.manager, at=noon)
    assert EstateChange.objects.count() == count


def test_assumed_time_touches_whom_nobody_has_stated_and_what_is_above(
    estate: SimpleNamespace, make_item: Any, cast: Any, noon: datetime
) -> None:
    stated = make_item("server", "stated")
    services.record_claim(item=stated, likely=HOUR, by=None, at=noon)
    row = KindDefault(kind="server", low=HOUR, likely=HOUR, high=HOUR)
    services.save_planned(row, by=cast.manager, at=noon)
    assert touched() == {"host-1", "Ledger", "Claims core", "Claims payment"}


def test_loss_touches_what_stands_there_before_and_after(
    estate: SimpleNamespace, make_item: Any, cast: Any, noon: datetime
) -> None:
    dublin = make_item("site", "Dublin")
    scenario = services.save_planned(PlanningScenario(name="Site lost"), by=cast.manager, at=noon)
    assert isinstance(scenario, PlanningScenario)
    assert touched() == set()
    loss = ScenarioLoss(scenario=scenario, site=dublin.place)
    services.save_planned(loss, by=cast.manager, at=noon)
    assert touched() == {"Dublin"}
    loss.site = estate.ams.place
    services.save_planned(loss, by=cast.manager, at=noon)
    assert last().fields == {"site": ["Dublin", "Amsterdam"]}
    assert {"Dublin", "Amsterdam", "host-1", "Claims payment"} <= touched()
    services.remove_planned(scenario, by=cast.manager, at=noon)
    assert (last().verb, last().about) == ("removed", "Scenario “Site lost”")
    assert "Claims payment" in touched()


def test_pages_write_and_show_it(estate: SimpleNamespace, cast: Any, client: Client) -> None:
    client.force_login(cast.manager)
    client.post(
        "/estate/planningscenario/new/", {"name": "All lost", "kind": "it", "everything": 1}
    )
    row = PlanningScenario.objects.get()
    client.post(f"/estate/planningscenario/{row.pk}/delete/")
    listed = client.get("/estate/estatechange/").content.decode()
    assert listed.count("Scenario “All lost”") == 2
    created = EstateChange.objects.get(verb="created", item=None)
    assert "Claims payment" in client.get(created.get_absolute_url()).content.decode()
