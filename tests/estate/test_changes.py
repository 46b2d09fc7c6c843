"""Changes as people read them."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from estate import services
from estate.models import EstateChange, Item, Measurement, Readiness

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def browser(client: Client, cast: SimpleNamespace) -> Client:
    """The continuity manager's browser."""
    client.force_login(cast.manager)
    return client


def test_a_change_says_what_differed(
    browser: Client, estate: SimpleNamespace, make_item: Any, noon: datetime
) -> None:
    estate.host.site = make_item("site", "Dublin").place
    estate.host.passes_on = True
    services.save_item(estate.host, by=None, at=noon)
    change = EstateChange.objects.order_by("-pk")[0]
    page = browser.get(change.get_absolute_url()).content.decode()
    assert "<del>Amsterdam</del>" in page
    assert "<ins>Dublin</ins>" in page
    assert "Passes_on" not in page
    listed = browser.get("/estate/estatechange/").content.decode()
    assert "Site: Amsterdam → Dublin" in listed


def test_every_stored_form_of_a_difference_can_be_read() -> None:
    said = services.differences(
        {
            "members": ["", "Line A, Line B"],
            "is_data": ["False", "True"],
            "needed_within_h": ["None", "2.0"],
            "lone": ["only"],
            "no_such_field": [None, 3],
        }
    )
    assert [(each.label, each.before, each.after) for each in said] == [
        ("Any of", "–", "Line A, Line B"),
        ("Its data lives there", "No", "Yes"),
        ("Needed within", "–", "2.0"),
        ("Lone", "–", "only"),
        ("No such field", "–", "3"),
    ]


class TestTestsTypedInLate:
    def move(self, estate: SimpleNamespace, make_item: Any, at: datetime) -> None:
        estate.host.site = make_item("site", "Dublin").place
        services.save_item(estate.host, by=None, at=at)

    def measure(self, item: Item, day: date, at: datetime, **more: Any) -> Measurement:
        return services.record_measurement(
            item=item,
            took=HOUR,
            measured_on=day,
            method="restore",
            end_to_end=True,
            by=more.pop("by", None),
            at=at,
            **more,
        )

    def verdict(self, item: Item, at: datetime) -> str:
        services.set_objective(item=item, agreed_rto=4 * HOUR, by=None, at=at, source_ref="x:1")
        services.refresh_readiness(at=at)
        return str(Readiness.objects.get(item=item).verdict)

    def test_a_change_after_the_day_of_the_test_makes_it_stale(
        self, estate: SimpleNamespace, make_item: Any, noon: datetime
    ) -> None:
        self.move(estate, make_item, noon)
        row = self.measure(estate.claims, (noon - 3 * DAY).date(), noon)
        assert self.verdict(estate.claims, noon) == "stale"
        changed = services.what_changed(measurement=row)
        assert changed
        assert changed.changed == (str(estate.host.pk),)
        assert services.changes_line(services.unsettled(measurement=row)) == (
            "1 change since the test: host-1, Site: Amsterdam → Dublin"
        )

    def test_a_test_after_the_change_counts(
        self, estate: SimpleNamespace, make_item: Any, noon: datetime
    ) -> None:
        self.move(estate, make_item, noon - 5 * DAY)
        self.measure(estate.claims, (noon - 3 * DAY).date(), noon)
        assert self.verdict(estate.claims, noon) == "held"

    def test_recording_the_estate_is_no_change_of_it(
        self, estate: SimpleNamespace, noon: datetime
    ) -> None:
        self.measure(estate.claims, (noon - 90 * DAY).date(), noon)
        assert self.verdict(estate.claims, noon) == "held"

    def test_whoever_says_why_it_still_holds_clears_it(
        self, estate: SimpleNamespace, make_item: Any, noon: datetime, cast: SimpleNamespace
    ) -> None:
        self.move(estate, make_item, noon)
        day = (noon - 3 * DAY).date()
        row = self.measure(
            estate.claims, day, noon, by=cast.manager, still_holds="Same machine, other rack"
        )
        assert row.cleared_by == cast.manager
        assert self.verdict(estate.claims, noon) == "held"
        assert not services.unsettled(measurement=row)

    def test_the_form_asks_about_an_old_test(
        self, browser: Client, estate: SimpleNamespace, make_item: Any
    ) -> None:
        at = timezone.now()
        self.move(estate, make_item, at)
        page = f"/estate/item/{estate.claims.pk}/measure/"
        day = (at - 3 * DAY).date().isoformat()
        assert b"Does the test still hold?" not in browser.get(page).content
        assert b"Does the test still hold?" in browser.get(page, {"measured_on": day}).content
        given = {"took": "2 h", "measured_on": day, "method": "restore", "clock": "disruption"}
        refused = browser.post(page, given)
        assert refused.status_code == 422
        assert "host-1, Site: Amsterdam → Dublin" in refused.content.decode()
        assert browser.post(page, given | {"holds": "yes"}).status_code == 422
        assert browser.post(page, given | {"holds": "no"}).status_code == 302
        row = Measurement.objects.get()
        assert row.cleared_on is None
        assert "host-1, Site" in browser.get(row.get_absolute_url()).content.decode()
        clear = f"/estate/measurement/{row.pk}/clear/"
        assert "host-1, Site" in browser.get(clear).content.decode()
        held = {**given, "holds": "yes", "still_holds": "Same machine"}
        assert browser.post(page, held).status_code == 302
        assert Measurement.objects.get(cleared_reason="Same machine").cleared_on
