"""A coordinator has objectives validated: the round, the owner by link on a phone, the head, and what counts."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from bia.models import BusinessFunction, Validation, ValidationRound
from bia.services import validation
from estate.models import Objective
from tests.bia.building import hours, make_function, make_scale
from tests.bia.test_validation import know
from tests.browser.harness import DESK, LOOKS, PHONE, Opener, Visit
from tests.browser.test_bia import cookie_of
from tests.browser.test_bia_delegation import link_to

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def live_url(live_server: Any, settings: Any) -> str:
    """The product under test."""
    settings.SITE_URL = live_server.url
    return str(live_server.url)


@pytest.fixture
def function(cast: Any, units: Any, live_url: str) -> BusinessFunction:
    """Claims payment with an MTD of 6 h, 2 h of which are catching up; Dunning is like it."""
    at = timezone.now()
    units.claims.head = cast.head
    units.claims.save()
    make_scale(by=cast.manager, approver=cast.executive, at=at)
    made = make_function("Claims payment", unit=units.claims, owner=cast.owner, at=at)
    know(made, at)
    know(make_function("Dunning", unit=units.claims, owner=cast.owner, at=at), at)
    return made


def by_link(open_page: Opener, person: Any, **look: Any) -> Visit:
    """The page a person's last mail leads to."""
    visit = open_page(link_to(person.email), **look)
    visit.page.click("form button[type=submit]")
    visit.page.wait_for_selector("text=0 of 2 decided")
    return visit


def test_a_coordinator_has_objectives_validated(
    function: BusinessFunction, open_page: Opener, live_url: str, cast: Any
) -> None:
    desk = open_page(
        "/bia/validationround/new/", size=DESK, cookies=cookie_of(cast.coordinator, live_url)
    )
    page = desk.page
    page.fill("[name=name]", "Objectives 2026")
    page.fill("[name=due_on]", str(timezone.localdate() + timedelta(days=14)))
    page.select_option("[name=unit]", label="Operations")
    page.click("form button[type=submit]:has-text('Save')")
    page.click("text=Ask the owners")
    page.wait_for_selector("text=0 of 2 agreed")
    row = Validation.objects.get(function=function)

    phone = by_link(open_page, cast.owner, size=PHONE, theme="dark")
    dunning = Validation.objects.get(function__item__name="Dunning")
    phone.page.click(f"#v{row.pk} summary")
    phone.check("validation-link-1-open")
    phone.page.fill(f"[name=v{row.pk}-rto]", "9 h")
    phone.page.fill(f"[name=v{row.pk}-reason]", "Paper lasts a day.")
    phone.expected.append("422")
    phone.page.click(f"#v{row.pk} button:has-text('Sign')")
    phone.page.wait_for_selector("text=cannot be agreed")
    assert phone.page.input_value(f"[name=v{row.pk}-rto]") == "9 h"
    phone.page.fill(f"[name=v{row.pk}-rto]", "2 h")
    phone.page.click(f"#v{row.pk} button:has-text('Sign')")
    phone.page.wait_for_selector("text=Waits for the approval of Hedy")
    phone.page.click(f"#v{dunning.pk} >> text=Accept 4 h")
    phone.page.wait_for_selector("text=All is decided")
    phone.check("validation-link-2-decided")
    assert not Objective.objects.filter(item=function.item).exists()

    head = open_page(row.get_absolute_url(), size=DESK, cookies=cookie_of(cast.head, live_url))
    head.page.click("text=Approve")
    head.page.wait_for_selector("text=It counts from now on")
    assert Objective.objects.get(item=function.item).agreed_rto == hours(2)
    page.reload()
    page.wait_for_selector("text=2 of 2 agreed")


@pytest.mark.parametrize("look", LOOKS)
def test_looks(
    look: Any, function: BusinessFunction, open_page: Opener, live_url: str, cast: Any
) -> None:
    size, theme = look
    at = timezone.now()
    made = ValidationRound(name="Objectives", due_on=at.date() + timedelta(days=14))
    validation.save_round(made, by=cast.manager, at=at)
    validation.start(made, by=cast.manager, at=at)
    row = Validation.objects.get(function=function)
    for person, url, name in (
        (cast.manager, made.get_absolute_url(), "validation-round"),
        (cast.owner, row.get_absolute_url(), "validation"),
    ):
        visit = open_page(url, size=size, theme=theme, cookies=cookie_of(person, live_url))
        visit.check(name)
    link = by_link(open_page, cast.owner, size=size, theme=theme)
    link.check("validation-link")
