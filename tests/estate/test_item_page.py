"""The page of an item: the verdict, what sets it, what rests on it, in people's words."""

from datetime import datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from estate import services
from estate.models import Delay, Item, PlanningScenario, ScenarioLoss
from estate.work import recovery_times

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def browser(client: Client, cast: SimpleNamespace) -> Client:
    """The continuity manager's browser."""
    client.force_login(cast.manager)
    return client


@pytest.fixture
def lost_site(estate: SimpleNamespace, noon: datetime) -> SimpleNamespace:
    """The estate, judged in the loss of its site, which itself only passes failures on."""
    estate.ams.passes_on = True
    services.save_item(estate.ams, by=None, at=noon)
    scenario = PlanningScenario.objects.create(name="Amsterdam lost")
    ScenarioLoss.objects.create(scenario=scenario, site=estate.ams.place)
    ScenarioLoss.objects.create(scenario=scenario, kind="database")
    services.record_claim(item=estate.host, likely=3 * HOUR, by=None, at=noon)
    services.record_claim(item=estate.ledger, likely=3 * HOUR, by=None, at=noon)
    services.record_measurement(
        item=estate.ledger,
        took=2 * HOUR,
        measured_on=noon.date(),
        method="restore",
        by=None,
        at=noon,
    )
    services.set_objective(
        item=estate.claims, agreed_rto=4 * HOUR, by=None, at=noon, source_ref="bia:1"
    )
    services.refresh_readiness(at=noon)
    return estate


def page_of(browser: Client, item: Item) -> str:
    return browser.get(item.get_absolute_url()).content.decode().replace("\xa0", " ")


def test_the_chain_names_only_what_takes_time(browser: Client, lost_site: Any) -> None:
    page = page_of(browser, lost_site.ledger)
    assert "it comes back 1 h too late" in page
    assert "if “Amsterdam lost” happens" in page
    assert "not lost" not in page
    assert ">fresh<" not in page
    chain = services.chain_of(Item.objects.get(pk=lost_site.ledger.pk).readiness)
    assert chain
    assert [(link.name, link.claim, link.proof) for link in chain.links] == [
        ("host-1", 3 * HOUR, None),
        ("Ledger", 3 * HOUR, 2 * HOUR),
    ]
    assert page.count("<h2") == page.count("</h2>")
    places = [page.index(f'id="h-{name}"') for name in ("stands", "rests-on-it", "it-rests-on")]
    assert places == sorted(places)


def test_the_mtd_is_the_one_of_the_function_above(
    browser: Client, lost_site: Any, noon: datetime
) -> None:
    assert "MTD of" not in page_of(browser, lost_site.ledger)
    profile = services.Profile(mtd=9 * HOUR)
    services.set_function_profile(item=lost_site.claims, profile=profile, by=None, at=noon)
    services.refresh_readiness(at=noon)
    page = page_of(browser, lost_site.ledger)
    assert "9 h<small>MTD of “Claims payment”, through Claims core</small>" in page


def test_tabs_and_details_are_in_peoples_words(browser: Client, lost_site: Any) -> None:
    page = page_of(browser, lost_site.ledger)
    for words in ("It rests on", "Rests on it", "Changes<"):
        assert words in page
    for words in ("(what rests)", "(on what)", "(item)", "(and)", "Only passes failures on"):
        assert words not in page
    assert "None: it is back when what it rests on is." in page_of(browser, lost_site.claims)


def test_a_site_names_what_stands_there(browser: Client, lost_site: Any) -> None:
    page = page_of(browser, lost_site.ams)
    assert "stands here" in page
    assert "host-1" in page


def test_an_old_test_is_told_with_what_changed_since(
    browser: Client, lost_site: Any, make_item: Any, noon: datetime
) -> None:
    lost_site.host.site = make_item("site", "Dublin").place
    services.save_item(lost_site.host, by=None, at=noon + timedelta(days=2))
    page = page_of(browser, lost_site.ledger)
    assert "1 change since the test of 12 May 2026" in page
    assert "host-1, Site: Amsterdam → Dublin" in page


def test_the_organisations_own_delays_are_targets_and_not_measurements(
    browser: Client, lost_site: Any, noon: datetime
) -> None:
    for step, basis, likely in (("detect", "target", 0.25), ("declare", "measured", 0.5)):
        time = likely * HOUR
        Delay.objects.create(step=step, basis=basis, low=time, likely=time, high=time)
    services.record_claim(
        item=lost_site.host, likely=3 * HOUR, clock="declaration", by=None, at=noon
    )
    services.refresh_readiness(at=noon)
    chain = services.chain_of(Item.objects.get(pk=lost_site.ledger.pk).readiness)
    assert chain
    told = [(link.name, link.claim, link.proof, link.target) for link in chain.links[:2]]
    assert told == [("Detection", None, None, HOUR / 4), ("Decision", None, HOUR / 2, None)]
    assert chain.links[0].note == "target, set by the organisation"
    page = page_of(browser, lost_site.ledger)
    assert 'colspan="2">15 min<small>target, counts in both' in page


def test_a_claim_by_another_chain_says_what_it_adds_up_from(
    browser: Client, lost_site: Any, make_item: Any, noon: datetime
) -> None:
    store = make_item("database", "Store")
    services.add_dependency(dependent=lost_site.ledger, provider=store, by=None, at=noon)
    services.record_claim(item=store, likely=5 * HOUR, by=None, at=noon)
    services.record_measurement(
        item=store, took=HOUR, measured_on=noon.date(), method="restore", by=None, at=noon
    )
    services.refresh_readiness(at=noon)
    chain = services.chain_of(Item.objects.get(pk=lost_site.ledger.pk).readiness)
    assert chain
    assert [link.name for link in chain.links] == ["host-1", "Ledger"]
    assert (chain.claim, chain.claim_chain) == (8 * HOUR, "Store 5 h, Ledger 3 h")
    page = page_of(browser, lost_site.ledger)
    assert "The claim adds up from another chain: Store 5 h, Ledger 3 h." in page


def test_a_failover_is_named_where_only_a_rebuild_proves(
    browser: Client, lost_site: Any, noon: datetime
) -> None:
    PlanningScenario.objects.update(data_destroyed=True)
    services.record_claim(item=lost_site.host, likely=HOUR, by=None, at=noon)
    services.record_measurement(
        item=lost_site.host,
        took=HOUR,
        measured_on=noon.date(),
        method="failover",
        by=None,
        at=noon,
    )
    services.refresh_readiness(at=noon)
    row = Item.objects.get(pk=lost_site.host.pk).readiness
    assert row.verdict == "claimed"
    assert services.headline(row).startswith("Said to come back in time, not proven")
    assert services.figure_notes(row)["proof"] == "not measured for this loss"
    page = page_of(browser, lost_site.host)
    assert "the failover measured on 12 May 2026 does not prove a rebuild" in page
    assert "never measured" not in page


def test_what_stands_at_a_site_and_rests_on_it_is_named_once(
    browser: Client, estate: SimpleNamespace, noon: datetime
) -> None:
    services.add_dependency(dependent=estate.host, provider=estate.ams, by=None, at=noon)
    assert page_of(browser, estate.ams).count(">host-1</a>") == 1


def test_a_site_says_its_place_without_filling_zeros(
    browser: Client, estate: SimpleNamespace, noon: datetime
) -> None:
    place = estate.ams.place
    place.latitude, place.longitude = Decimal("52.303"), Decimal("5")
    services.save_site(place, by=None, at=noon)
    page = browser.get(place.get_absolute_url()).content.decode()
    assert "52.303<" in page
    assert "52.303000" not in page


def test_titles_name_the_day_in_words(estate: SimpleNamespace, noon: datetime) -> None:
    claim = services.record_claim(item=estate.ledger, likely=HOUR, by=None, at=noon)
    proof = services.record_measurement(
        item=estate.ledger, took=HOUR, measured_on=noon.date(), method="restore", by=None, at=noon
    )
    assert {str(claim), str(proof)} == {"Ledger, 12 May 2026"}


def test_one_item_waits_in_the_singular(estate: SimpleNamespace, cast: SimpleNamespace) -> None:
    Item.objects.filter(pk=estate.core.pk).update(owner=None)
    (waiting,) = recovery_times(cast.service_owner)
    assert (waiting.what, waiting.why) == (
        "Say how fast 1 item of yours is back",
        "What rests on it stays unknown until somebody does.",
    )
