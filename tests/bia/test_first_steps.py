"""A new programme: what it needs first, common values to begin with, and nothing once it runs."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.test import Client

from bia.models import Campaign, ImpactScale
from bia.services import scales
from estate import services as estate
from estate.models import Delay, KindDefault, PlanningScenario, ScenarioLoss, Site
from tests.bia.building import make_function, make_scale
from tests.bia.risking import make_matrix

NONE = timedelta(0)
pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(cast: SimpleNamespace, client: Client) -> Client:
    client.force_login(cast.manager)
    return client


def home(client: Client) -> str:
    return client.get("/").content.decode()


def test_home_leads_through_the_first_steps_until_all_are_done(
    manager: Client, cast: SimpleNamespace, units: SimpleNamespace, noon: datetime
) -> None:
    page = home(manager)
    for words in ("First steps", "Import an inventory", "Draft the scale", "Start a campaign"):
        assert words in page
    site = estate.save_site(Site(name="Utrecht"), by=None, at=noon)
    estate.create_item(kind="server", name="u1", by=None, at=noon, site=site)
    make_scale(by=cast.manager, approver=cast.executive, at=noon)
    make_function("Claims payment", unit=units.claims, owner=cast.owner, at=noon)
    assert manager.post("/estate/starter/").status_code == 302
    Campaign.objects.create(name="First", due_on=noon.date())
    assert "Take the catalogue" in home(manager)
    make_matrix(by=cast.manager, approver=cast.executive, at=noon)
    assert "First steps" not in home(manager)


def test_who_has_first_steps_is_not_told_that_nothing_waits(
    manager: Client, cast: SimpleNamespace
) -> None:
    assert "Nothing waits for you" not in home(manager)
    auditor = Client()
    auditor.force_login(cast.auditor)
    assert "Nothing waits for you" in home(auditor)


def test_a_list_says_there_is_none_to_those_only_who_see_all(
    manager: Client, cast: SimpleNamespace
) -> None:
    def said(client: Client) -> str:
        return client.get("/bia/campaign/").content.decode()

    assert "No campaigns yet" in said(manager)
    for person in (cast.administrator, cast.coordinator):
        client = Client()
        client.force_login(person)
        assert "No campaigns that you may see" in said(client)
        assert "No campaigns yet" not in said(client)


def test_nobody_else_is_led_through_what_he_may_not_do(cast: SimpleNamespace) -> None:
    for person in (cast.owner, cast.auditor, cast.executive):
        client = Client()
        client.force_login(person)
        assert "First steps" not in home(client)
        assert client.post("/estate/starter/").status_code == 403


def test_common_values_are_added_once_and_touch_nothing_that_is_there(
    manager: Client, noon: datetime
) -> None:
    site = estate.save_site(Site(name="Utrecht"), by=None, at=noon)
    estate.save_site(Site(name="Empty field"), by=None, at=noon)
    estate.create_item(kind="server", name="u1", by=None, at=noon, site=site)
    own = KindDefault.objects.create(kind="server", low=NONE, likely=NONE, high=NONE)
    assert "Utrecht lost" in manager.get("/estate/starter/").content.decode()
    for _twice in range(2):
        assert manager.post("/estate/starter/").status_code == 302
    (scenario,) = PlanningScenario.objects.all()
    assert (scenario.name, ScenarioLoss.objects.get().site) == ("Utrecht lost", site)
    assert Delay.objects.count() == 3
    own.refresh_from_db()
    assert not own.likely
    assert "to be confirmed" in Delay.objects.first().note  # type: ignore[union-attr]


def test_the_first_scale_begins_with_common_categories(
    manager: Client, cast: SimpleNamespace
) -> None:
    assert "Draft the first one" in manager.get("/bia/impactscale/").content.decode()
    assert manager.post("/bia/scales/next/").status_code == 302
    draft = scales.read(ImpactScale.objects.get())
    assert [one.name for one in draft.categories] == [
        "Money",
        "Law and regulator",
        "Reputation",
        "Customers and operations",
        "Safety",
        "Environment",
    ]
    assert len(draft.bands) == 7
    assert manager.post("/bia/scales/next/").status_code == 302
    assert len(scales.read(ImpactScale.objects.get()).bands) == 7
