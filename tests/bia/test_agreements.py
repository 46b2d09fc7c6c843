"""Recovery agreements: found where a need is sooner than the stated time, settled by both sides."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from bia.models import BusinessFunction, ImpactScale, Need, RecoveryAgreement
from bia.services import agreements
from bia.work.objectives import to_agree
from core import obligations, services
from core.clock import organisation_day
from core.models import Deputy, Notification, Obligation, ObligationEscalation, User
from estate import services as estate
from estate.models import Claim, Dependency, Item
from tests.bia.building import hours, make_interview

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(function: BusinessFunction, cast: SimpleNamespace, noon: datetime) -> Dependency:
    """Claims payment needs the ledger within 2 h; the ledger's owner states 24 h."""
    ledger = estate.create_item(kind="application", name="Ledger", by=None, at=noon)
    ledger.owner = cast.service_owner
    estate.save_item(ledger, by=None, at=noon)
    estate.record_claim(item=ledger, likely=hours(24), by=None, at=noon)
    made: Dependency = estate.add_dependency(
        dependent=function.item, provider=ledger, needed_within=hours(2), by=None, at=noon
    )
    return made


@pytest.fixture
def row(link: Dependency, noon: datetime) -> RecoveryAgreement:
    assert agreements.refresh(at=noon) == (1, 0)
    return RecoveryAgreement.objects.get()


def proposed(row: RecoveryAgreement, by: Any, at: datetime, **terms: Any) -> RecoveryAgreement:
    said = {"way": "time", "time": hours(2), "reason": "A standby is ready."} | terms
    return agreements.propose(row, by=by, at=at, **said)


def test_a_conflict_is_found_once_and_both_owners_are_told(
    row: RecoveryAgreement, cast: SimpleNamespace, noon: datetime
) -> None:
    assert (row.wanted, row.offered, row.state) == (hours(2), hours(24), "open")
    told = Notification.objects.filter(text__contains="needs “Ledger” within 2 h")
    assert set(told.values_list("person", flat=True)) == {cast.owner.pk, cast.service_owner.pk}
    assert agreements.refresh(at=noon) == (0, 0)


def test_what_is_in_time_or_of_one_owner_is_no_conflict(
    link: Dependency, cast: SimpleNamespace, noon: datetime
) -> None:
    ledger = Item.objects.get(name="Ledger")
    ledger.owner = cast.owner
    estate.save_item(ledger, by=None, at=noon)
    assert agreements.conflicts() == []
    ledger.owner = cast.service_owner
    estate.save_item(ledger, by=None, at=noon)
    assert len(agreements.conflicts()) == 1
    estate.record_claim(item=ledger, likely=hours(2), by=None, at=noon)
    assert agreements.conflicts() == []


def test_a_sooner_time_signed_by_both_becomes_the_claim(
    row: RecoveryAgreement, cast: SimpleNamespace, noon: datetime
) -> None:
    proposed(row, cast.service_owner, noon)
    done = agreements.accept(row, by=cast.owner, at=noon)
    assert (done.state, done.outcome) == ("agreed", "“Ledger” is back within 2 h")
    assert (done.provider_signed_by, done.dependent_signed_by) == (cast.service_owner, cast.owner)
    claim = Claim.objects.get(item=row.provider_id, superseded_at=None)
    assert (claim.likely, claim.stated_by) == (hours(2), cast.service_owner)
    assert agreements.refresh(at=noon) == (0, 0)


def test_a_later_time_becomes_the_need(
    row: RecoveryAgreement, link: Dependency, cast: SimpleNamespace, noon: datetime
) -> None:
    proposed(row, cast.owner, noon, time=hours(24))
    agreements.accept(row, by=cast.service_owner, at=noon)
    link.refresh_from_db()
    assert link.needed_within == hours(24)
    assert Claim.objects.get(item=row.provider_id, superseded_at=None).likely == hours(24)


def test_both_may_meet_between(
    row: RecoveryAgreement, link: Dependency, cast: SimpleNamespace, noon: datetime
) -> None:
    proposed(row, cast.owner, noon, time=hours(8))
    agreements.accept(row, by=cast.service_owner, at=noon)
    link.refresh_from_db()
    assert link.needed_within == hours(8)
    assert Claim.objects.get(item=row.provider_id, superseded_at=None).likely == hours(8)


def test_a_borne_gap_rests_until_its_date_or_until_it_grows(
    row: RecoveryAgreement, link: Dependency, cast: SimpleNamespace, noon: datetime
) -> None:
    until = organisation_day(noon) + timedelta(days=90)
    proposed(row, cast.owner, noon, way="bear", time=None, until=until)
    agreements.accept(row, by=cast.service_owner, at=noon)
    assert agreements.refresh(at=noon) == (0, 0)
    assert agreements.refresh(at=noon + timedelta(days=91)) == (1, 0)
    RecoveryAgreement.objects.filter(state="open").delete()
    link.needed_within = hours(1)
    estate.save_dependency(link, by=None, at=noon)
    assert agreements.refresh(at=noon) == (1, 0)


def test_a_borne_gap_is_asked_about_again_where_only_the_claim_gets_worse(
    row: RecoveryAgreement, cast: SimpleNamespace, noon: datetime
) -> None:
    until = organisation_day(noon) + timedelta(days=90)
    proposed(row, cast.owner, noon, way="bear", time=None, until=until)
    agreements.accept(row, by=cast.service_owner, at=noon)
    estate.record_claim(item=row.provider, likely=hours(48), by=None, at=noon)
    assert agreements.refresh(at=noon) == (1, 0)


def test_signing_after_the_dependency_has_ended_gets_a_sentence(
    row: RecoveryAgreement,
    link: Dependency,
    cast: SimpleNamespace,
    noon: datetime,
    client: Client,
) -> None:
    proposed(row, cast.owner, noon, time=hours(10))
    estate.end_dependency(dependency=link, by=None, at=noon, reason="Replaced.")
    with pytest.raises(ValidationError, match="nothing left to agree on"):
        proposed(row, cast.service_owner, noon)
    client.force_login(cast.service_owner)
    row.refresh_from_db()
    address = f"/bia/agreements/{row.pk}/accept/?version={row.version}"
    assert "no longer rests on “Ledger”" in client.post(address, follow=True).content.decode()
    row.refresh_from_db()
    assert row.state == "proposed"


def test_a_later_time_leaves_past_analyses_as_they_were_approved(
    row: RecoveryAgreement,
    scale: ImpactScale,
    cast: SimpleNamespace,
    noon: datetime,
) -> None:
    needs = []
    for days in (800, 500):
        past = make_interview(
            row.dependent,
            scale,
            state="approved",
            approved_by=cast.head,
            approved_at=noon - timedelta(days=days),
        )
        said = {"kind": "application", "name": "Ledger", "item": row.provider}
        needs.append(Need.objects.create(interview=past, needed_within=hours(2), **said))
    proposed(row, cast.owner, noon, time=hours(24))
    agreements.accept(row, by=cast.service_owner, at=noon)
    for need in needs:
        need.refresh_from_db()
    assert [need.needed_within for need in needs] == [hours(2), hours(24)]


def test_another_proposal_takes_the_first_signature_back(
    row: RecoveryAgreement, cast: SimpleNamespace, noon: datetime
) -> None:
    proposed(row, cast.owner, noon)
    now = proposed(row, cast.service_owner, noon, time=hours(12))
    assert (now.dependent_signed_by, now.provider_signed_by) == (None, cast.service_owner)
    assert agreements.accept(row, by=cast.owner, at=noon).time == hours(12)


def test_moved_figures_are_signed_anew(
    row: RecoveryAgreement, cast: SimpleNamespace, noon: datetime
) -> None:
    proposed(row, cast.owner, noon, time=hours(20))
    estate.record_claim(item=row.provider, likely=hours(12), by=None, at=noon)
    agreements.refresh(at=noon)
    row.refresh_from_db()
    assert (row.state, row.offered, row.dependent_signed_by) == ("open", hours(12), None)


def test_a_conflict_that_vanishes_ends_the_agreement(
    row: RecoveryAgreement, link: Dependency, noon: datetime
) -> None:
    estate.end_dependency(dependency=link, by=None, at=noon, reason="Replaced.")
    assert agreements.refresh(at=noon) == (0, 1)
    row.refresh_from_db()
    assert (row.state, row.outcome) == (
        "gone",
        "It is back in time now, or is needed no more.",
    )


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"time": None}, "such as 2 h"),
        ({"time": hours(1)}, "from 2 h to 24 h"),
        ({"time": hours(25)}, "from 2 h to 24 h"),
        ({"way": "bear", "until": None}, "a date to come"),
        ({"reason": " "}, "for the other side"),
    ],
)
def test_terms_that_settle_nothing_are_refused(
    row: RecoveryAgreement,
    cast: SimpleNamespace,
    noon: datetime,
    said: dict[str, Any],
    words: str,
) -> None:
    with pytest.raises(ValidationError) as refused:
        proposed(row, cast.owner, noon, **said)
    assert words in " ".join(refused.value.messages)
    row.refresh_from_db()
    assert row.state == "open"


def test_only_the_two_sides_sign_and_nobody_twice(
    row: RecoveryAgreement, cast: SimpleNamespace, noon: datetime
) -> None:
    for stranger in (cast.manager, cast.auditor, cast.head):
        with pytest.raises(PermissionDenied):
            proposed(row, stranger, noon)
    proposed(row, cast.owner, noon)
    with pytest.raises(PermissionDenied, match="signed already"):
        agreements.accept(row, by=cast.owner, at=noon)
    with pytest.raises(services.Conflict):
        agreements.accept(row, by=cast.service_owner, at=noon, version=row.version)
    agreements.accept(row, by=cast.service_owner, at=noon)
    with pytest.raises(ValidationError, match="settled already"):
        proposed(row, cast.owner, noon)


def test_each_side_says_what_its_own_way_costs(
    row: RecoveryAgreement, cast: SimpleNamespace, noon: datetime
) -> None:
    agreements.state_cost(row, by=cast.owner, at=noon, cost=Decimal(5000))
    said = agreements.state_cost(row, by=cast.service_owner, at=noon, cost=Decimal(90000))
    assert (said.cost_later, said.cost_sooner) == (5000, 90000)
    with pytest.raises(ValidationError, match="nought or more"):
        agreements.state_cost(row, by=cast.owner, at=noon, cost=Decimal(-1))


def test_a_side_that_does_not_sign_is_escalated(
    row: RecoveryAgreement, cast: SimpleNamespace, noon: datetime
) -> None:
    obligations.ask("bia.agreements-due", at=noon)
    duties = Obligation.objects.filter(kind=agreements.DUTY)
    assert set(duties.values_list("owner", flat=True)) == {cast.owner.pk, cast.service_owner.pk}
    proposed(row, cast.owner, noon)
    assert Obligation.objects.open().get(kind=agreements.DUTY).owner == cast.service_owner
    obligations.remind(at=noon + agreements.DAYS + timedelta(days=30))
    told = ObligationEscalation.objects.values_list("person", flat=True)
    assert cast.manager.pk in told


def test_the_page_says_until_when_and_who_is_told_if_it_is_not_signed(
    row: RecoveryAgreement, cast: SimpleNamespace, client: Client, noon: datetime
) -> None:
    days = dict(agreements.told_if_late(row, noon.date()))
    first, last = row.due_on + timedelta(days=14), row.due_on + timedelta(days=28)
    assert set(days) == {first, last}
    assert cast.coordinator in days[first]
    assert days[last] == [cast.manager]
    client.force_login(cast.owner)
    page = client.get(row.get_absolute_url()).content.decode()
    assert "2 June 2026" in page
    assert f"From 16 June 2026 on, told as well</dt><dd>{cast.coordinator}" in page
    assert f"From 30 June 2026 on, told as well</dt><dd>{cast.manager}" in page
    proposed(row, cast.owner, noon)
    agreements.accept(row, by=cast.service_owner, at=noon)
    assert "told as well" not in client.get(row.get_absolute_url()).content.decode()


def test_who_must_sign_is_asked_with_the_terms_before_them(
    row: RecoveryAgreement, cast: SimpleNamespace, client: Client, noon: datetime
) -> None:
    agreements.state_cost(row, by=cast.owner, at=noon, cost=Decimal(5000))
    proposed(row, cast.owner, noon)
    client.force_login(cast.service_owner)
    page = client.get(row.get_absolute_url()).content.decode()
    assert "Waits for you" in page
    assert "Waits for the other side" not in page
    assert 'data-confirm="Sign this? “Ledger” is back within 2 h.' in page.replace("\xa0", " ")
    assert ", the first year included<br>" in page
    client.force_login(cast.owner)
    assert "Waits for the other side" in client.get(row.get_absolute_url()).content.decode()


def test_from_the_conflict_to_both_signatures_by_the_pages(
    row: RecoveryAgreement, cast: SimpleNamespace, client: Client
) -> None:
    page = row.get_absolute_url()

    def version() -> str:
        row.refresh_from_db()
        return f"?version={row.version}"

    client.force_login(cast.owner)
    assert "needs it" in client.get(page).content.decode()
    client.post(f"/bia/agreements/{row.pk}/cost/{version()}", {"cost": "5000"})
    terms = {"way": "time", "time": "", "reason": "Month end cannot wait."}
    refused = client.post(f"/bia/agreements/{row.pk}/propose/{version()}", terms)
    assert refused.status_code == 422
    assert "Month end cannot wait." in refused.content.decode(), "what was typed stays"
    client.post(f"/bia/agreements/{row.pk}/propose/{version()}", terms | {"time": "4 h"})
    client.force_login(cast.service_owner)
    assert "back within 4 h" in client.get("/my-work/").content.decode().replace("\xa0", " ")
    client.post(f"/bia/agreements/{row.pk}/accept/{version()}")
    row.refresh_from_db()
    assert (row.state, row.time, row.cost_later) == ("agreed", hours(4), 5000)
    client.force_login(cast.manager)
    assert "Signed by both" in client.get("/bia/recoveryagreement/").content.decode()


def test_conflicts_cost_the_same_for_many(
    link: Dependency,
    cast: SimpleNamespace,
    noon: datetime,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    with django_assert_max_num_queries(4):
        assert len(agreements.conflicts()) == 1
    for number in range(9):
        item = estate.create_item(kind="application", name=f"App {number}", by=None, at=noon)
        estate.record_claim(item=item, likely=hours(9), by=None, at=noon)
        estate.add_dependency(
            dependent=link.dependent, provider=item, needed_within=hours(1), by=None, at=noon
        )
    with django_assert_max_num_queries(4):
        assert len(agreements.conflicts()) == 10


def test_a_side_that_cannot_sign_is_named_with_what_to_do(
    row: RecoveryAgreement, cast: SimpleNamespace, noon: datetime
) -> None:
    assert not agreements.cannot_sign(row, "provider")
    for owner, words in ((cast.nobody, "has no role to sign with"), (None, "Nobody owns “Ledger”")):
        row.provider.owner = owner
        estate.save_item(row.provider, by=None, at=noon)
        assert words in agreements.cannot_sign(row, "provider")


def stand_in(deputy: User, *people: User) -> User:
    """The deputy, who stands in for these people."""
    for person in people:
        Deputy.objects.create(person=person, deputy=deputy, from_on=date(2020, 1, 1))
    found: User = User.objects.get(pk=deputy.pk)
    return found


def test_an_owner_who_stands_in_for_the_other_signs_for_their_own_side(
    row: RecoveryAgreement, cast: SimpleNamespace, noon: datetime
) -> None:
    provider = stand_in(cast.service_owner, cast.owner)
    open_ = proposed(row, cast.owner, noon)
    assert [one.url for one in to_agree(provider)] == [row.get_absolute_url()]
    signed = agreements.accept(open_, by=provider, at=noon)
    assert (signed.dependent_signed_by, signed.provider_signed_by) == (cast.owner, provider)


def test_an_owner_does_not_sign_for_the_other_what_their_own_deputy_signed(
    row: RecoveryAgreement, cast: SimpleNamespace, person: Callable[..., User], noon: datetime
) -> None:
    provider = stand_in(cast.service_owner, cast.owner)
    open_ = proposed(row, stand_in(person("dora"), cast.service_owner), noon)
    with pytest.raises(ValidationError, match="Your side has signed"):
        agreements.accept(open_, by=provider, at=noon)
    assert agreements.accept(open_, by=cast.owner, at=noon).state == "agreed"


@pytest.mark.parametrize("first", ["owner", "service_owner"])
def test_who_stands_in_for_both_signs_for_the_side_that_has_not_and_never_for_both(
    row: RecoveryAgreement,
    cast: SimpleNamespace,
    person: Callable[..., User],
    noon: datetime,
    first: str,
) -> None:
    both = stand_in(person("dora"), cast.owner, cast.service_owner)
    open_ = proposed(row, both, noon)
    assert not list(to_agree(both))
    with pytest.raises(PermissionDenied, match="You have signed already"):
        agreements.accept(open_, by=both, at=noon)
    again = proposed(RecoveryAgreement.objects.get(), getattr(cast, first), noon)
    assert agreements.accept(again, by=both, at=noon).state == "agreed"
