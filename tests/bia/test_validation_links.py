"""Owners come to a validation round by one link: what it shows, what is decided there, when it ends."""

import re
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from bia.choices import Decision, ValidationState
from bia.models import BusinessFunction, Objective, Validation, ValidationRound
from bia.services import validation, validationlinks
from core import obligations
from core.accounts import save_person
from core.models import Deputy, Link, MailMessage, Notification, Obligation, User
from estate import services as estate
from tests.bia.building import hours, make_function
from tests.bia.test_validation import know

pytestmark = pytest.mark.django_db

QUERIES = 14


@pytest.fixture
def noon() -> datetime:
    """Now: links that were sent then would have run out."""
    return timezone.now()


@pytest.fixture
def owner(units: SimpleNamespace, noon: datetime) -> User:
    """An owner without a login and without any role."""
    person = User(email="wim@example.org", name="Wim Link", unit=units.claims)
    return save_person(person, by=None, at=noon)


@pytest.fixture
def functions(
    function: BusinessFunction, owner: User, units: SimpleNamespace, noon: datetime
) -> list[BusinessFunction]:
    """Two functions of the owner without a login; “Claims payment” is the process owner's."""
    made = [
        make_function(name, unit=units.claims, owner=owner, at=noon)
        for name in ("Dunning", "Letters")
    ]
    for one in (function, *made):
        know(one, noon)
    return made


@pytest.fixture
def round_(
    functions: list[BusinessFunction],
    cast: SimpleNamespace,
    units: SimpleNamespace,
    noon: datetime,
) -> ValidationRound:
    """A round of operations, started by its coordinator."""
    made = ValidationRound(
        name="Objectives 2026",
        due_on=timezone.localdate() + timedelta(days=14),
        unit=units.operations,
        message="Please be frank.",
    )
    validation.save_round(made, by=cast.coordinator, at=noon)
    return validation.start(made, by=cast.coordinator, at=noon)


def row_of(name: str) -> Validation:
    return Validation.objects.get(function__item__name=name)


def mails_to(person: User) -> list[str]:
    found = MailMessage.objects.filter(to=person.email).order_by("pk")
    return [f"{one.subject}\n{one.text}" for one in found]


def enter(person: User) -> tuple[Client, str]:
    """A browser that came by the link of the person's last mail, and the address of the page."""
    found = re.search(r"/l/[A-Za-z0-9_-]+/", mails_to(person)[-1])
    assert found
    client = Client()
    return client, client.post(found[0]).headers["Location"]


def said(row: Validation, **more: str) -> dict[str, str]:
    """What the page posts about a row: its forms name their fields by the row."""
    fields = {f"v{row.pk}-{name}": value for name, value in more.items()}
    return {"row": str(row.pk), "version": str(row.version), "do": "decide", **fields}


def test_starting_writes_to_each_owner_once_with_one_link(
    round_: ValidationRound, owner: User, cast: SimpleNamespace
) -> None:
    (mail,) = mails_to(owner)
    assert mail.startswith("Confirm the objectives of 2 functions\n")
    assert "Dunning" in mail
    assert "Letters" in mail
    assert "Please be frank." in mail
    assert len(re.findall(r"/l/", mail)) == 1
    assert len(mails_to(cast.owner)) == 1
    link = Link.objects.get(person=owner)
    assert (link.purpose, link.subject, link.created_by) == (
        "bia.validation",
        round_,
        cast.coordinator,
    )
    for person in (owner, cast.owner):
        told = Notification.objects.get(person=person)
        assert told.url == f"/bia/validation/?round={round_.pk}"


def test_the_page_shows_the_figures_and_what_they_cost_of_ones_own_functions_alone(
    round_: ValidationRound, owner: User
) -> None:
    client, home = enter(owner)
    page = client.get(home).content.decode()
    assert "0 of 2 decided" in page
    assert page.count("Accept 4\u00a0h") == 2
    assert "an outage that long costs" in page
    assert "MTD 6\u00a0h" in page
    assert "Claims payment" not in page


def test_accepting_by_link_agrees_at_once_and_history_names_the_link(
    round_: ValidationRound, owner: User
) -> None:
    client, home = enter(owner)
    row = row_of("Dunning")
    done = client.post(home, said(row) | {"do": "accept"}, follow=True)
    page = done.content.decode()
    assert "It counts from now on" in page
    assert "1 of 2 decided" in page
    assert "Accepted" in page
    row.refresh_from_db()
    assert (row.state, row.signed_by) == (ValidationState.AGREED, owner)
    assert Objective.objects.approved().get(function=row.function).agreed_rto == hours(4)
    event = row.events.latest("pgh_id")  # type: ignore[attr-defined]
    assert event.pgh_context.metadata["link"] == Link.objects.get(person=owner).pk


def test_accepting_the_whole_mtd_unasked_takes_its_reason_beside_the_button(
    function: BusinessFunction, owner: User, cast: SimpleNamespace, noon: datetime
) -> None:
    function.item.owner = owner
    estate.save_item(function.item, by=None, at=noon)
    profile = estate.Profile(wrt=None, mtd=hours(8), loss=())
    estate.set_function_profile(item=function.item, by=None, at=noon, profile=profile)
    estate.refresh_readiness(at=noon)
    due_on = timezone.localdate() + timedelta(days=14)
    made = ValidationRound(name="Objectives 2026", due_on=due_on, unit=function.item.unit)
    validation.save_round(made, by=cast.manager, at=noon)
    validation.start(made, by=cast.manager, at=noon)
    client, home = enter(owner)
    row = row_of("Claims payment")
    assert f'name="a{row.pk}-reason"' in client.get(home).content.decode()
    accepted = said(row) | {"do": "accept"}
    refused = client.post(home, accepted)
    assert refused.status_code == 422
    assert "Say why, or choose a sooner time instead." in refused.content.decode()
    assert "<details open" not in refused.content.decode()
    done = client.post(home, accepted | {f"a{row.pk}-reason": "It catches up by itself."})
    assert done.status_code == 302
    row.refresh_from_db()
    assert (row.rto, row.decision, row.reason) == (
        hours(8),
        "accepted",
        "It catches up by itself.",
    )


def test_what_differs_waits_for_the_head_and_is_shown_as_such(
    round_: ValidationRound, owner: User
) -> None:
    client, home = enter(owner)
    row = row_of("Dunning")
    late = client.post(home, said(row, rto="9 h", reason="Paper lasts."))
    assert late.status_code == 422
    assert "cannot be agreed" in late.content.decode()
    assert 'value="9 h"' in late.content.decode()
    assert "Paper lasts." in late.content.decode()
    unread = client.post(home, said(row, rto="soon", reason="Sooner."))
    assert unread.status_code == 422
    done = client.post(home, said(row, rto="2 h", reason="The cut-off moved."), follow=True)
    assert "Waits for the approval of Hedy" in done.content.decode()
    row.refresh_from_db()
    assert (row.state, row.decision) == (ValidationState.SIGNED, Decision.TIGHTENED)
    again = client.post(home, said(row, rto="3 h", reason="No."), follow=True)
    assert "decided already" in again.content.decode()


def test_figures_that_moved_are_read_again_and_what_was_typed_is_kept(
    round_: ValidationRound, owner: User, noon: datetime
) -> None:
    client, home = enter(owner)
    row = row_of("Dunning")
    know(row.function, noon, mtd=10)
    validation.follow(at=noon)
    page = client.post(home, said(row, rto="2 h", reason="The cut-off moved."))
    assert page.status_code == 409
    assert "Read it again before you decide" in page.content.decode()
    assert "The cut-off moved." in page.content.decode()
    assert "Accept 8\u00a0h" in page.content.decode()
    accepted = client.post(home, said(row) | {"do": "accept"}, follow=True)
    assert "Read it again before you decide" in accepted.content.decode()
    unversioned = client.post(home, said(row) | {"do": "accept", "version": "x"}, follow=True)
    assert "Read it again before you decide" in unversioned.content.decode()
    row.refresh_from_db()
    assert row.state == ValidationState.WAITING


def test_a_link_decides_nothing_of_others_nor_of_another_round(
    round_: ValidationRound, owner: User, cast: SimpleNamespace, noon: datetime
) -> None:
    client, home = enter(owner)
    other = row_of("Claims payment")
    for wanted in (str(other.pk), "", "x", "999999"):
        answer = client.post(home, said(other) | {"do": "accept", "row": wanted})
        assert answer.status_code == 404, wanted
    with pytest.raises(PermissionDenied):
        validation.sign(other, by=owner, at=noon)
    validation.close(round_, by=cast.coordinator, at=noon)
    second = ValidationRound(name="Second", due_on=timezone.localdate() + timedelta(days=9))
    validation.save_round(second, by=cast.manager, at=noon)
    validation.start(second, by=cast.manager, at=noon)
    client, home = enter(owner)
    closed = Validation.objects.get(round=round_, function__item__name="Dunning")
    assert client.post(home, said(closed) | {"do": "accept"}).status_code == 404


def test_closing_the_round_closes_its_links(
    round_: ValidationRound, owner: User, cast: SimpleNamespace, noon: datetime
) -> None:
    client, home = enter(owner)
    validation.close(round_, by=cast.coordinator, at=noon)
    answer = client.get(home)
    assert answer.status_code == 410
    assert "taken back" in answer.content.decode()


def test_another_owner_gets_a_link_and_who_has_nothing_left_loses_it(
    round_: ValidationRound,
    functions: list[BusinessFunction],
    owner: User,
    cast: SimpleNamespace,
    noon: datetime,
) -> None:
    client, home = enter(owner)
    row = row_of("Dunning")
    give(functions[0], cast.owner, noon)
    assert "Confirm the objectives of “Dunning”" in mails_to(cast.owner)[-1]
    assert "Dunning" not in client.get(home).content.decode()
    assert client.post(home, said(row) | {"do": "accept"}).status_code == 404
    other, place = enter(cast.owner)
    page = other.get(place).content.decode()
    assert "Dunning" in page
    assert "Claims payment" in page
    give(functions[1], cast.owner, noon)
    assert client.get(home).status_code == 410


def give(function: BusinessFunction, owner: User, at: datetime) -> None:
    item = function.item
    item.owner = owner
    estate.save_item(item, by=None, at=at)


def test_a_decision_of_the_owner_before_is_not_asked_for_again(
    round_: ValidationRound,
    functions: list[BusinessFunction],
    owner: User,
    cast: SimpleNamespace,
    noon: datetime,
) -> None:
    validation.sign(row_of("Dunning"), by=owner, at=noon, rto=hours(2), reason="Sooner.")
    before = len(mails_to(cast.owner))
    give(functions[0], cast.owner, noon)
    assert len(mails_to(cast.owner)) == before


def test_what_the_head_gives_back_comes_with_a_link_that_opens_it(
    round_: ValidationRound, owner: User, cast: SimpleNamespace, noon: datetime
) -> None:
    signed = validation.sign(row_of("Dunning"), by=owner, at=noon, rto=hours(2), reason="Sooner.")
    validation.return_(signed, by=cast.head, at=noon, comment="What does it cost?")
    mail = mails_to(owner)[-1]
    assert mail.startswith("“Dunning” came back to you")
    assert "What does it cost?" in mail
    client, home = enter(owner)
    assert "What does it cost?" in client.get(home).content.decode()


def test_owners_who_have_not_decided_are_reminded_by_link_once_for_each_day(
    round_: ValidationRound, owner: User, cast: SimpleNamespace, noon: datetime
) -> None:
    assert validationlinks.remind_due(at=noon) == 0
    for name in ("Dunning", "Claims payment"):
        row = row_of(name)
        validation.sign(row, by=row.function.item.owner, at=noon)
    near = noon + timedelta(days=8)
    obligations.ask("bia.validation-reminders", at=near)
    assert validationlinks.remind_due(at=near) == 0
    first, reminder = mails_to(owner)
    assert "Reminder" not in first
    assert reminder.startswith("Reminder: Confirm the objectives of “Letters”\n")
    assert "Dunning" not in reminder
    assert len(mails_to(cast.owner)) == 1
    client, home = enter(owner)
    assert client.get(home).status_code == 200
    assert validationlinks.remind_due(at=noon + timedelta(days=14)) == 1


def test_the_duty_reminds_the_owner_by_no_second_mail(
    round_: ValidationRound, owner: User, noon: datetime
) -> None:
    near = noon + timedelta(days=10)
    obligations.ask("bia.validations", at=near)
    duty = Obligation.objects.get(key=f"bia.validation:{row_of('Dunning').pk}")
    assert (duty.owner, duty.is_quiet) == (owner, True)
    before = len(mails_to(owner))
    obligations.ask("core.reminders", at=near)
    assert len(mails_to(owner)) == before
    validation.sign(row_of("Dunning"), by=owner, at=noon, rto=hours(2), reason="Sooner.")
    obligations.ask("bia.validations", at=near)
    duty.refresh_from_db()
    assert not duty.is_quiet, "the head is reminded as of any other duty"


def test_a_deputy_decides_by_a_link_of_their_own(
    function: BusinessFunction, cast: SimpleNamespace, noon: datetime, request: Any
) -> None:
    Deputy.objects.create(
        person=cast.owner, deputy=cast.nobody, from_on=timezone.localdate() - timedelta(days=1)
    )
    request.getfixturevalue("round_")
    (mail,) = mails_to(cast.nobody)
    assert "(for Olga)" in mail
    client, home = enter(cast.nobody)
    assert "for Olga" in client.get(home).content.decode()
    row = row_of("Claims payment")
    client.post(home, said(row) | {"do": "accept"})
    row.refresh_from_db()
    assert row.signed_by == cast.nobody


def test_the_page_costs_the_same_however_many_functions(
    round_: ValidationRound,
    owner: User,
    units: SimpleNamespace,
    noon: datetime,
    django_assert_num_queries: Any,
) -> None:
    link = Link.objects.get(person=owner)
    client, home = enter(owner)
    client.get(home)
    with django_assert_num_queries(QUERIES):
        client.get(home)
    for number in range(8):
        made = make_function(f"More {number}", unit=units.claims, owner=owner, at=noon)
        Validation.objects.create(round=round_, function=made, proposed_rto=hours(4))
    assert link.subject == round_
    with django_assert_num_queries(QUERIES):
        assert client.get(home).content.decode().count("Accept 4\u00a0h") == 10
