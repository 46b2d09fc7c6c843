"""The risk register in a real browser: a quarterly review on a phone, the heat map in both looks."""

from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone

from bia.models import Risk, RiskReview, RiskTreatment
from bia.services import riskquarter, treatments
from tests.bia.risking import BAD, make_item, make_matrix, make_risk
from tests.browser.harness import LOOKS, PHONE, Opener

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def live_url(live_server: Any, settings: Any) -> str:
    """The product under test."""
    settings.SITE_URL = live_server.url
    return str(live_server.url)


@pytest.fixture
def register(cast: Any, units: Any) -> list[Risk]:
    """Two risks of a service owner, reviewed this quarter."""
    at = timezone.now()
    make_matrix(by=cast.manager, approver=cast.executive, at=at)
    item = make_item("Ledger database", unit=units.claims, owner=cast.service_owner, at=at)
    about = "Intruders encrypt the ledger and the copies they can delete."
    found = [
        make_risk(item, at=at, title="Ledger is encrypted", description=about, **BAD),
        make_risk(item, at=at, title="Disk fails"),
    ]
    Risk.objects.update(recorded_on=None)
    treatments.save_treatment(
        RiskTreatment(risk=found[0], what="Restore in an isolated network"), by=None, at=at
    )
    riskquarter.open_reviews(at=at)
    return found


def cookie_of(person: Any, live_url: str) -> list[dict[str, Any]]:
    """Somebody logged in."""
    client = Client()
    client.force_login(person)
    name = django_settings.SESSION_COOKIE_NAME
    return [{"name": name, "value": client.cookies[name].value, "url": live_url}]


def test_owner_completes_a_quarterly_review_on_a_phone(
    open_page: Opener, register: list[Risk], cast: Any, live_url: str
) -> None:
    cookies = cookie_of(cast.service_owner, live_url)
    visit = open_page("/my-work/", size=PHONE, cookies=cookies)
    page = visit.page
    visit.check("risk-1-my-work")
    page.locator("li", has_text="Ledger is encrypted").get_by_role(
        "link", name="Review"
    ).last.click()
    page.wait_for_selector("text=Why it is asked")
    visit.check("risk-2-review")
    visit.expected.append("422")
    page.get_by_label("Changed: the levels below are new").check()
    page.get_by_role("button", name="Close the review").click()
    page.wait_for_selector(".summary")
    assert "Change a level, or confirm the risk as it is." in page.inner_text("main")
    page.get_by_label("Residual likelihood").select_option("2")
    page.locator("#id_note").fill("Copies can no longer be deleted.")
    page.get_by_role("button", name="Close the review").click()
    page.wait_for_selector("text=Reviewed: changed")
    visit.check("risk-3-reviewed")
    review = RiskReview.objects.get(risk=register[0])
    assert (review.outcome, review.done_by) == ("changed", cast.service_owner)
    assert Risk.objects.get(pk=register[0].pk).residual_likelihood == 2


@pytest.mark.parametrize("look", LOOKS)
def test_heat_map_register_and_matrix_in_both_looks(
    open_page: Opener,
    register: list[Risk],
    cast: Any,
    live_url: str,
    look: tuple[tuple[int, int], str],
) -> None:
    cookies, (size, theme) = cookie_of(cast.manager, live_url), look
    visit = open_page("/bia/risks/map/", size=size, theme=theme, cookies=cookies)
    visit.check(f"risk-map-{theme}")
    visit.page.locator(".heat a").first.click()
    visit.page.wait_for_selector("table.data")
    assert visit.page.locator("table.data tbody tr").count() == 1
    visit.check(f"risk-cell-{theme}")
    for name, path in (
        ("register", "/bia/risk/"),
        ("risk", register[0].get_absolute_url()),
        ("form", f"/bia/risk/{register[0].pk}/edit/"),
        ("matrices", "/bia/riskmatrix/"),
        ("threats", "/bia/threat/"),
    ):
        visit.open(live_url + path).check(f"risk-{name}-{theme}")
