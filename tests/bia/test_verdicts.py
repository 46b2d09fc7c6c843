"""Verdicts of functions: gaps opened and closed, the page's figures, and what to do next."""

from datetime import datetime
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from bia.choices import GapKind, GapState
from bia.models import BusinessFunction, Gap, ImpactScale, MappingTask
from bia.services import answers, functions, gaps, interviews, mapping, posture
from core.models import User
from estate import services as estate
from estate.models import Item, PlanningScenario, Readiness, ScenarioLoss
from tests.bia.building import hours, make_interview, rates

pytestmark = pytest.mark.django_db


@pytest.fixture
def core(noon: datetime, cast: SimpleNamespace) -> Item:
    """What the function rests on."""
    return estate.create_item(
        kind="application", name="Claims core", by=None, at=noon, owner=cast.service_owner
    )


def approve(
    function: BusinessFunction, scale: ImpactScale, owner: User, head: User, at: datetime
) -> None:
    interview = make_interview(function, scale)
    answers.keep(interview, {**rates(), "wrt": "2 h", "need.n1.name": "Claims core"}, version=0)
    interviews.submit(interview, by=owner, at=at)
    interviews.approve(interview, by=head, at=at)


@pytest.fixture
def known(
    function: BusinessFunction,
    scale: ImpactScale,
    core: Item,
    cast: SimpleNamespace,
    noon: datetime,
) -> BusinessFunction:
    """A function needed in 6 h that rests on the core."""
    approve(function, scale, cast.owner, cast.head, noon)
    return function


def judged(function: BusinessFunction, at: datetime) -> posture.Posture:
    estate.refresh_readiness(at=at)
    gaps.refresh(at=at)
    return posture.of(BusinessFunction.objects.get(pk=function.pk))


def measure(core: Item, number: float, at: datetime) -> None:
    estate.record_measurement(
        item=core, took=hours(number), measured_on=at.date(), method="restore", by=None, at=at
    )


def test_unknown_names_what_is_missing_and_whom_to_ask(
    known: BusinessFunction, noon: datetime
) -> None:
    stands = judged(known, noon)
    assert (stands.verdict, stands.need, stands.mtd) == ("unknown", hours(6), hours(8))
    assert [item.name for item in stands.missing] == ["Claims core"]
    assert stands.step is not None
    assert "Ask Sven for the recovery time of Claims core" in stands.step.text
    assert Gap.objects.get().kind == GapKind.UNKNOWN


def test_a_gap_is_opened_with_owner_and_date_and_closed_when_it_is_gone(
    known: BusinessFunction, core: Item, cast: SimpleNamespace, noon: datetime
) -> None:
    measure(core, 9, noon)
    stands = judged(known, noon)
    assert stands.verdict == "gap"
    assert stands.headline == "Measured, it comes back 3 h too late"
    gap = Gap.objects.exclude(state=GapState.CLOSED).get()
    assert (gap.kind, gap.owner, gap.title) == (
        GapKind.RECOVERY,
        cast.service_owner,
        "Comes back 3 h too late",
    )
    assert gap.due_on is not None
    gaps.refresh(at=noon)
    assert Gap.objects.exclude(state=GapState.CLOSED).count() == 1
    estate.withdraw_measurement(
        measurement=core.measurements.get(), by=None, at=noon, reason="wrong"
    )
    measure(core, 4, noon)
    assert judged(known, noon).verdict == "held"
    assert not Gap.objects.exclude(state=GapState.CLOSED).exists()


def test_claimed_says_which_test_to_plan(
    known: BusinessFunction, core: Item, noon: datetime
) -> None:
    estate.record_claim(item=core, likely=hours(3), by=None, at=noon)
    stands = judged(known, noon)
    assert (stands.verdict, stands.claim, stands.proof) == ("claimed", hours(3), None)
    assert stands.step is not None
    assert "Plan a test of Claims core" in stands.step.text


def test_the_pages_figures_are_the_engines(
    known: BusinessFunction, core: Item, noon: datetime
) -> None:
    measure(core, 9, noon)
    stands = judged(known, noon)
    answer = next(one for one in estate.analysis(at=noon).functions if one.id == str(known.item_id))
    assert (stands.mtd, stands.need) == (hours(answer.mtd_h or 0), hours(answer.need_h or 0))
    assert stands.proof == hours(answer.proof.hours or 0)
    assert stands.verdict == answer.verdict


def test_a_function_that_names_nothing_is_never_taken_for_held(
    function: BusinessFunction, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    interview = make_interview(function, scale)
    answers.keep(interview, {**rates(), "wrt": "2 h", "need.n1.name": "who knows"}, version=0)
    interviews.submit(interview, by=cast.owner, at=noon)
    interviews.approve(interview, by=cast.head, at=noon)
    estate.create_item(kind="database", name="Ledger", by=None, at=noon)
    scenario = PlanningScenario.objects.create(name="Databases lost")
    ScenarioLoss.objects.create(scenario=scenario, kind="database")
    stands = judged(function, noon)
    assert (stands.verdict, stands.headline) == ("unknown", "Nobody can say when it would be back")
    assert stands.proof_state == "nothing it rests on is known"
    assert "Nothing it rests on is known, so nobody can say when it is back." in stands.reasons
    client = Client()
    client.force_login(cast.manager)
    for page in ("/bia/businessfunction/", function.get_absolute_url()):
        text = client.get(page).content.decode()
        assert "nothing it rests on is known" in text, page
        assert "planned loss" not in text, page
    assert Gap.objects.filter(kind=GapKind.UNKNOWN).exists()


def test_beside_what_is_known_an_open_name_keeps_it_unknown(
    function: BusinessFunction,
    scale: ImpactScale,
    core: Item,
    cast: SimpleNamespace,
    noon: datetime,
) -> None:
    interview = make_interview(function, scale)
    named = {"need.n1.name": "Claims core", "need.n2.name": "The old fax"}
    answers.keep(interview, {**rates(), "wrt": "2 h", **named}, version=0)
    interviews.submit(interview, by=cast.owner, at=noon)
    interviews.approve(interview, by=cast.head, at=noon)
    measure(core, 1, noon)
    assert judged(function, noon).verdict == "unknown"
    task = MappingTask.objects.get(need__name="The old fax")
    mapping.dismiss(task, by=cast.manager, at=noon, reason="Out of use.")
    assert judged(function, noon).verdict == "held"


def test_only_the_head_bears_a_gap_and_only_until_a_date(
    known: BusinessFunction, core: Item, cast: SimpleNamespace, noon: datetime
) -> None:
    measure(core, 9, noon)
    judged(known, noon)
    gap = Gap.objects.exclude(state=GapState.CLOSED).get()
    later = noon.date().replace(month=9)
    with pytest.raises(PermissionDenied):
        gaps.accept(gap, by=cast.manager, at=noon, until=later, reason="cheap")
    with pytest.raises(ValidationError):
        gaps.accept(gap, by=cast.head, at=noon, until=noon.date(), reason="cheap")
    gaps.accept(gap, by=cast.head, at=noon, until=later, reason="new region in July")
    assert Gap.objects.get(pk=gap.pk).state == GapState.ACCEPTED
    assert gaps.reopen_accepted(at=noon.replace(month=10)) == 1


def test_what_nobody_described_is_unknown_and_never_back_in_no_time(
    cast: SimpleNamespace, units: SimpleNamespace, noon: datetime, client: Client
) -> None:
    function = functions.save_function(
        BusinessFunction(), by=cast.manager, at=noon, name="Fresh", unit=units.claims, owner=None
    )
    client.force_login(cast.manager)
    for agreed in (None, hours(4)):
        if agreed:
            estate.set_objective(
                item=function.item, by=None, at=noon, agreed_rto=agreed, agreed_on=noon.date()
            )
        estate.refresh_readiness(at=noon)
        row = Readiness.objects.get(item=function.item)
        assert (row.claim, row.proof, row.verdict) == (None, None, "unknown")
        page = client.get(function.get_absolute_url()).content.decode().replace("\xa0", " ")
        assert "0 min" not in page
        assert "Said to come back in time" not in page
    core = estate.create_item(kind="application", name="Core", by=None, at=noon)
    estate.record_claim(item=core, likely=hours(3), by=None, at=noon)
    estate.add_dependency(dependent=function.item, provider=core, by=None, at=noon)
    estate.refresh_readiness(at=noon)
    assert Readiness.objects.get(item=function.item).claim == hours(3)
