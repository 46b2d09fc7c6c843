"""Gaps: each kind lives by its own fact, and what was accepted is what stands there."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from bia.choices import GapKind, GapState
from bia.models import BusinessFunction, Gap, ImpactScale
from bia.services import answers, gaps, interviews
from core.models import Notification, User
from estate import services as estate
from estate.models import Item, PlanningScenario, ScenarioLoss
from tests.bia.building import hours, make_interview, rates

pytestmark = pytest.mark.django_db

Judge = Callable[[datetime], dict[str, Gap]]


@pytest.fixture
def core(noon: datetime, cast: SimpleNamespace) -> Item:
    """What the function rests on."""
    return estate.create_item(
        kind="application", name="Claims core", by=None, at=noon, owner=cast.service_owner
    )


@pytest.fixture
def judge(
    function: BusinessFunction,
    scale: ImpactScale,
    core: Item,
    cast: SimpleNamespace,
    noon: datetime,
) -> Judge:
    """Computes the verdict of a function needed in 6 h and gives its gaps not closed, by kind."""
    interview = make_interview(function, scale)
    answers.keep(interview, {**rates(), "wrt": "2 h", "need.n1.name": "Claims core"}, version=0)
    interviews.submit(interview, by=cast.owner, at=noon)
    interviews.approve(interview, by=cast.head, at=noon)

    def done(at: datetime) -> dict[str, Gap]:
        estate.refresh_readiness(at=at)
        gaps.refresh(at=at)
        return {gap.kind: gap for gap in Gap.objects.exclude(state=GapState.CLOSED)}

    return done


def agree(function: BusinessFunction, number: float, at: datetime) -> None:
    estate.set_objective(
        item=function.item, agreed_rto=hours(number), agreed_on=at.date(), by=None, at=at
    )


def measure(core: Item, number: float, at: datetime, days: int = 0) -> None:
    day = at.date() - timedelta(days=days)
    estate.record_measurement(
        item=core, took=hours(number), measured_on=day, method="restore", by=None, at=at
    )


@pytest.mark.parametrize(
    ("fact", "found"),
    [
        ("unknown", (GapKind.UNKNOWN, "Recovery time not known: Claims core")),
        ("claimed", (GapKind.PROOF, "Stated, never measured")),
        ("expired", (GapKind.PROOF, "Proof is too old")),
        ("late", (GapKind.RECOVERY, "Comes back 3 h too late")),
    ],
)
def test_an_agreed_time_that_is_looser_closes_nothing_else(
    judge: Judge, core: Item, noon: datetime, fact: str, found: tuple[str, str]
) -> None:
    function, (kind, title) = BusinessFunction.objects.get(), found
    if fact == "claimed":
        estate.record_claim(item=core, likely=hours(3), by=None, at=noon)
    elif fact != "unknown":
        measure(core, 10 if fact == "late" else 3, noon, days=500 if fact == "expired" else 0)
    agree(function, 6, noon)
    before = judge(noon)
    agree(function, 7, noon)
    after = judge(noon)
    assert set(after) == {*before, GapKind.OBJECTIVE}
    assert after[kind].pk == before[kind].pk
    assert after[kind].title == title
    assert "agreed RTO" not in after[kind].reason
    assert "later than the 6 h" in after[GapKind.OBJECTIVE].reason


def test_too_late_by_its_owners_word_is_never_measured_as_well(
    judge: Judge, core: Item, noon: datetime
) -> None:
    estate.record_claim(item=core, likely=hours(3), by=None, at=noon)
    stated = judge(noon)[GapKind.PROOF]
    assert stated.reason == "No measurement that serves the planned loss: Claims core."
    estate.record_claim(item=core, likely=hours(9), by=None, at=noon)
    both = judge(noon)
    assert set(both) == {GapKind.RECOVERY, GapKind.PROOF}
    assert both[GapKind.PROOF].pk == stated.pk
    measure(core, 9, noon)
    assert set(judge(noon)) == {GapKind.RECOVERY}


def test_a_time_that_is_not_known_any_more_is_not_in_time(
    judge: Judge, core: Item, noon: datetime
) -> None:
    measure(core, 9, noon)
    late = judge(noon)[GapKind.RECOVERY]
    ledger = estate.create_item(kind="database", name="Ledger", by=None, at=noon)
    estate.add_dependency(dependent=core, provider=ledger, by=None, at=noon)
    found = judge(noon)
    assert found[GapKind.RECOVERY].pk == late.pk
    assert found[GapKind.UNKNOWN].title == "Recovery time not known: Ledger"


def test_the_worst_loss_hides_no_fact_of_another(
    judge: Judge, core: Item, units: SimpleNamespace, noon: datetime
) -> None:
    ledger = estate.create_item(
        kind="application", name="Ledger", by=None, at=noon, unit=units.claims
    )
    estate.add_dependency(dependent=core, provider=ledger, by=None, at=noon)
    measure(core, 9, noon)
    for name, item in (("Core lost", core), ("Ledger lost", ledger)):
        scenario = PlanningScenario(name=name)
        estate.save_planned(scenario, by=None, at=noon)
        estate.save_planned(ScenarioLoss(scenario=scenario, item=item), by=None, at=noon)
    assert set(judge(noon)) == {GapKind.RECOVERY, GapKind.UNKNOWN}


@pytest.fixture
def accepted(judge: Judge, core: Item, cast: SimpleNamespace, noon: datetime) -> Gap:
    """A gap the head of the unit bears."""
    measure(core, 9, noon)
    gap = judge(noon)[GapKind.RECOVERY]
    until = noon.date() + timedelta(days=90)
    return gaps.accept(gap, by=cast.head, at=noon, until=until, reason="A new region in July.")


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page_of(gap: Gap, person: User) -> str:
    answer = browser(person).get(gap.get_absolute_url())
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_a_gap_says_who_bears_it_until_when_and_why(accepted: Gap, cast: SimpleNamespace) -> None:
    page = page_of(accepted, cast.head)
    assert "Hedy bears it until 10 August 2026." in page
    assert "A new region in July." in page
    assert "Best evidence" in page
    assert "Accept until a date" not in page
    assert "Choose another date" in page
    assert "Choose another date" not in page_of(accepted, cast.manager)


def test_a_closed_gap_says_what_became_of_it_and_offers_nothing(
    accepted: Gap, cast: SimpleNamespace, noon: datetime
) -> None:
    closed = gaps.close(accepted, by=cast.manager, at=noon, outcome="A standby in Utrecht.")
    page = page_of(closed, cast.manager)
    assert "Closed on 12 May 2026." in page
    assert "A standby in Utrecht." in page
    assert "Hedy had accepted it until 10 August 2026." in page
    for path in ("edit", "close", "accept"):
        assert f"/{closed.pk}/{path}/" not in page
    edit = browser(cast.manager).get(f"/bia/gap/{closed.pk}/edit/")
    assert edit.status_code == 403
    assert "closed and stays as it is" in edit.content.decode()
    closed.due_on = date(2027, 1, 1)
    with pytest.raises(ValidationError, match="closed and stays as it is"):
        gaps.save_gap(closed, by=cast.manager, at=noon)
    with pytest.raises(ValidationError, match="This gap is closed"):
        gaps.close(closed, by=cast.manager, at=noon, outcome="Again.")


def test_nobody_deletes_a_gap(accepted: Gap, cast: SimpleNamespace) -> None:
    client = browser(cast.manager)
    assert client.post(f"/bia/gap/{accepted.pk}/delete/").status_code == 404
    tag = {"If-Match": f'"{accepted.version}"'}
    assert client.delete(f"/api/bia/gap/{accepted.pk}/", headers=tag).status_code == 405
    assert "delete" not in client.get(f"/bia/gap/{accepted.pk}/edit/").content.decode()
    assert Gap.objects.filter(pk=accepted.pk).exists()


def test_what_was_accepted_is_not_rewritten_under_the_acceptance(
    accepted: Gap, cast: SimpleNamespace
) -> None:
    client = browser(cast.manager)

    def change(**said: str) -> Gap:
        gap = Gap.objects.get(pk=accepted.pk)
        answer = client.patch(
            f"/api/bia/gap/{gap.pk}/",
            said,
            content_type="application/json",
            headers={"If-Match": f'"{gap.version}"'},
        )
        assert answer.status_code == 200, answer.content
        return Gap.objects.get(pk=accepted.pk)

    moved = change(due_on="2027-01-31", way_out="A standby")
    assert (moved.state, moved.accepted_by) == (GapState.ACCEPTED, cast.head)
    rewritten = change(reason="Hardly late at all.")
    assert (rewritten.state, rewritten.accepted_by) == (GapState.OPEN, None)
    assert "Accepted by Hedy until 10 August 2026, open again" in rewritten.outcome
    assert (
        "something else than what you accepted"
        in Notification.objects.get(person=cast.head, key__startswith="bia.gap").text
    )


def test_what_grew_worse_is_not_borne_any_more(
    accepted: Gap, judge: Judge, core: Item, noon: datetime
) -> None:
    assert judge(noon)[GapKind.RECOVERY].state == GapState.ACCEPTED
    measure(core, 20, noon + timedelta(days=1))
    worse = judge(noon + timedelta(days=1))[GapKind.RECOVERY]
    assert (worse.pk, worse.state, worse.title) == (
        accepted.pk,
        GapState.OPEN,
        "Comes back 14 h too late",
    )


def test_what_must_be_said_is_not_called_optional(accepted: Gap, cast: SimpleNamespace) -> None:
    client = browser(cast.manager)
    address = f"/bia/gaps/{accepted.pk}/close/?version={accepted.version}"
    assert "(optional)" not in client.get(address).content.decode()
    answer = client.post(address, {"comment": " "})
    assert answer.status_code == 422
    assert "Say what became of it." in answer.content.decode()
    assert client.post(address, {"comment": "A standby."}).status_code == 302
    accepted.refresh_from_db()
    assert (accepted.state, accepted.outcome) == (GapState.CLOSED, "A standby.")


def test_a_list_whose_rows_are_all_closed_says_so(
    accepted: Gap, cast: SimpleNamespace, noon: datetime
) -> None:
    for gap in Gap.objects.all():
        gaps.close(gap, by=cast.manager, at=noon, outcome="A standby in Utrecht.")
    page = browser(cast.manager).get("/bia/gap/").content.decode()
    assert "No gaps left to do" in page
    assert "No gaps yet" not in page
