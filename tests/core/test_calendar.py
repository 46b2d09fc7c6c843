"""The calendar and its feed: what is due, for whom, who may see it, and what shows that it was done."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from core import accounts, calendarfeed, obligations
from core.clock import organisation_day
from core.models import CalendarAddress, Deputy, Obligation, Unit, User
from core.obligations import Duty, Escalation

pytestmark = pytest.mark.django_db
PEOPLE = (
    "manager coordinator stranger head owner service_owner auditor executive administrator nobody"
)


def open_(key: str, **values: Any) -> Obligation:
    """A duty due today."""
    said = {"kind": "x", "title": key, "due_on": organisation_day(timezone.now()), **values}
    return obligations.open_(Duty(key=key, **said))


@pytest.fixture
def duties(cast: SimpleNamespace, units: SimpleNamespace) -> SimpleNamespace:
    """One of the owner about the unit of claims, one of the stranger's unit, one about a person."""
    return SimpleNamespace(
        own=open_("Review of claims", owner=cast.owner, subject=cast.owner),
        other=open_("Review of payments", owner=cast.stranger, subject=cast.stranger),
        alone=open_("Nobody's own"),
    )


def sees(person: User) -> set[str]:
    fresh = User.objects.get(pk=person.pk)
    return set(Obligation.objects.visible_to(fresh).values_list("title", flat=True))


def test_who_sees_which_duty(cast: SimpleNamespace, duties: SimpleNamespace) -> None:
    claims, payments, alone = "Review of claims", "Review of payments", "Nobody's own"
    wanted = {
        "manager": {claims, payments, alone},
        "auditor": {claims, payments, alone},
        "coordinator": {claims},
        "owner": {claims},
        "stranger": {payments},
        "administrator": {claims, payments},
    }
    found = {name: sees(getattr(cast, name)) for name in PEOPLE.split()}
    assert found == {name: wanted.get(name, set()) for name in found}


def test_a_deputy_sees_what_the_owner_sees(cast: SimpleNamespace, duties: SimpleNamespace) -> None:
    Deputy.objects.create(person=cast.owner, deputy=cast.head, from_on=date(2026, 1, 1))
    assert sees(cast.head) == {"Review of claims"}


def test_the_page_shows_to_each_what_they_may_see(
    client: Client, cast: SimpleNamespace, duties: SimpleNamespace
) -> None:
    for name in PEOPLE.split():
        person = getattr(cast, name)
        client.force_login(person)
        page = client.get("/calendar/?show=all").content.decode()
        shown = {
            each.title
            for each in vars(duties).values()
            if each.title in page.replace("&#x27;", "'")
        }
        assert shown == sees(person), name


def test_what_is_late_comes_first_with_whom_it_was_told_to(
    client: Client, cast: SimpleNamespace
) -> None:
    day = organisation_day(timezone.now()) - timedelta(days=20)
    step = Escalation(timedelta(days=14), (cast.coordinator,))
    open_("Long ago", due_on=day, owner=cast.owner, escalations=(step,), url="/unit/")
    obligations.escalate(timezone.now())
    client.force_login(cast.owner)
    page = client.get("/calendar/").content.decode()
    assert "1 duty is overdue." in page
    assert "20 days late" in page.replace("\xa0", " ")
    assert "Carl was told on" in page


def test_the_past_says_who_did_it_and_shows_evidence_to_whoever_may_read_it(
    client: Client, cast: SimpleNamespace
) -> None:
    unit = Unit.objects.get(name="Claims")
    open_("Done thing", owner=cast.owner)
    at = timezone.now()
    obligations.done(key="Done thing", by=cast.head, at=at, outcome="As before.", evidence=unit)
    client.force_login(cast.owner)
    page = client.get("/calendar/").content.decode()
    assert "Done by Hedy on" in page
    assert unit.get_absolute_url() in page


@pytest.mark.parametrize(
    "query",
    ["month=2026-13", "month=0000-01", "unit=x&person=²", "kind=%00", "show=x", "unit=" + "9" * 30],
)
def test_an_address_that_makes_no_sense_shows_a_month(
    client: Client, cast: SimpleNamespace, query: str
) -> None:
    client.force_login(cast.manager)
    assert client.get(f"/calendar/?{query}").status_code == 200


def test_is_narrowed_by_kind_unit_and_person(
    client: Client, cast: SimpleNamespace, duties: SimpleNamespace, units: SimpleNamespace
) -> None:
    client.force_login(cast.manager)
    for query in (f"unit={units.operations.pk}", f"person={cast.owner.pk}"):
        page = client.get(f"/calendar/?show=all&{query}").content.decode()
        assert ("Review of claims" in page, "Review of payments" in page) == (True, False), query
    page = client.get("/calendar/?show=all&kind=other").content.decode()
    assert "Review of claims" not in page


def test_rows_cost_no_queries(
    client: Client, cast: SimpleNamespace, django_assert_max_num_queries: Any
) -> None:
    client.force_login(cast.manager)

    def count(size: int) -> int:
        for number in range(size):
            key = f"{size}-{number}"
            open_(key, owner=cast.owner, subject=cast.owner)
            obligations.done(key=key, by=cast.head, at=timezone.now(), evidence=cast.owner)
        with django_assert_max_num_queries(60) as counted:
            client.get("/calendar/?show=all")
        return len(counted)

    count(1)
    assert count(3) == count(12)


# The feed


def path_of(person: User) -> str:
    """The path of a new address of the person."""
    made = calendarfeed.make_address(by=person, at=timezone.now())
    return "/" + made.split("/", 3)[3]


def events(client: Client, path: str) -> dict[str, Any]:
    reply = client.get(path)
    assert reply.status_code == 200
    assert reply["Content-Type"].startswith("text/calendar")
    return {str(one["summary"]): one for one in Calendar.from_ical(reply.content).walk("VEVENT")}


def test_reads_back_as_all_day_events_with_lasting_names(
    client: Client, cast: SimpleNamespace, duties: SimpleNamespace
) -> None:
    path = path_of(cast.owner)
    (event,) = events(client, path).values()
    today = organisation_day(timezone.now())
    assert (event["dtstart"].dt, event["dtend"].dt) == (today, today + timedelta(days=1))
    assert (str(event["status"]), int(event["sequence"])) == ("CONFIRMED", 0)
    assert set(event) <= {
        "UID",
        "SUMMARY",
        "DTSTART",
        "DTEND",
        "DTSTAMP",
        "LAST-MODIFIED",
        "SEQUENCE",
        "STATUS",
        "TRANSP",
        "CLASS",
    }
    open_(
        "Review of claims", owner=cast.owner, subject=cast.owner, due_on=today + timedelta(days=3)
    )
    (moved,) = events(client, path).values()
    assert moved["uid"] == event["uid"]
    assert (moved["dtstart"].dt, int(moved["sequence"])) == (today + timedelta(days=3), 1)


def test_what_was_taken_back_is_cancelled(client: Client, cast: SimpleNamespace) -> None:
    open_("Gone", owner=cast.owner)
    path = path_of(cast.owner)
    obligations.drop(key="Gone", at=timezone.now())
    assert str(events(client, path)["Gone"]["status"]) == "CANCELLED"


def test_what_cannot_be_read_is_not_told_apart(
    client: Client, cast: SimpleNamespace, duties: SimpleNamespace
) -> None:
    cache.clear()
    first = path_of(cast.owner)
    second = path_of(cast.owner)
    assert [client.get(path).status_code for path in (first, second)] == [404, 200]
    calendarfeed.revoke_address(by=cast.owner, at=timezone.now())
    assert client.get(second).status_code == 404
    assert client.get(f"/calendar/{'A' * 43}/calendar.ics").status_code == 404
    third = path_of(cast.owner)
    accounts.deactivate(cast.owner, by=cast.administrator, at=timezone.now())
    assert client.get(third).status_code == 404


def test_guessing_is_held_back(client: Client, cast: SimpleNamespace) -> None:
    cache.clear()
    codes = [
        client.get(f"/calendar/{number:043d}/calendar.ics").status_code for number in range(22)
    ]
    assert (codes[0], codes[-1]) == (404, 429)
    assert client.get(path_of(cast.owner)).status_code == 200
    cache.clear()


def test_a_person_makes_renews_and_revokes_the_address(
    client: Client, cast: SimpleNamespace
) -> None:
    client.force_login(cast.owner)
    page = client.post("/calendar/address/make/", follow=True).content.decode()
    assert "/calendar.ics" in page
    assert "/calendar.ics" not in client.get("/calendar/address/").content.decode()
    assert CalendarAddress.objects.get(revoked_at=None).person == cast.owner
    client.post("/calendar/address/make/")
    assert CalendarAddress.objects.filter(revoked_at=None).count() == 1
    client.post("/calendar/address/revoke/")
    assert not CalendarAddress.objects.filter(revoked_at=None).exists()


def test_home_and_my_work_name_what_is_late(client: Client, cast: SimpleNamespace) -> None:
    open_("Late", owner=cast.owner, due_on=organisation_day(timezone.now()) - timedelta(days=2))
    client.force_login(cast.owner)
    for path in ("/", "/my-work/"):
        page = client.get(path).content.decode()
        assert "1 duty of yours is past its date." in page
        assert "/calendar/?show=mine" in page


def test_home_and_my_work_tell_who_looks_after_others_what_is_late_and_what_comes(
    client: Client, cast: SimpleNamespace
) -> None:
    today = organisation_day(timezone.now())
    open_("Late", owner=cast.owner, subject=cast.owner, due_on=today - timedelta(days=2))
    open_("Soon", owner=cast.owner, subject=cast.owner, due_on=today + timedelta(days=9))
    open_("Far off", owner=cast.owner, subject=cast.owner, due_on=today + timedelta(days=90))
    for name, told in (("manager", True), ("coordinator", True), ("stranger", False)):
        client.force_login(getattr(cast, name))
        home = client.get("/").content.decode()
        for page in (home, client.get("/my-work/").content.decode()):
            assert ("1 duty of somebody else is past its date." in page) == told, name
            assert ("/calendar/?show=all" in page) == told, name
        assert ("Late" in home, "Soon" in home) == (told, told), name
        assert "Far off" not in home


def test_only_its_owner_is_led_to_where_it_is_done(cast: SimpleNamespace, client: Client) -> None:
    open_("Ours", owner=cast.owner, subject=cast.owner, url="/done/here/")
    for person, leads in ((cast.owner, True), (cast.manager, False)):
        client.force_login(person)
        page = client.get("/calendar/?show=all").content.decode()
        assert ("/done/here/" in page) == leads
        assert (cast.owner.get_absolute_url() in page) == (not leads)
