"""Duties that are late: after their grace, escalated once to each, discharged with evidence."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from core import obligations
from core.models import Deputy, Grant, MailMessage, Notification, Obligation, Unit
from core.obligations import Duty, Escalation
from core.periods import Period
from core.providers import work_of
from core.superiors import Superiors

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 12)


def open_duty(cast: SimpleNamespace, **changed: Any) -> Obligation:
    """A review of the owner's that goes to the coordinator after 14 days, the manager after 28."""
    steps = (
        Escalation(timedelta(days=14), (cast.coordinator,)),
        Escalation(timedelta(days=28), (cast.coordinator, cast.manager)),
    )
    values = {"owner": cast.owner, "url": "/unit/", "escalations": steps, "due_on": TODAY}
    return obligations.open_(
        Duty(**{"kind": "x", "key": "x", "title": "Review the plan", **values, **changed})
    )


def told(person: Any) -> list[str]:
    return list(Notification.objects.filter(person=person).values_list("text", flat=True))


def test_each_is_told_once_and_it_is_recorded(cast: SimpleNamespace, noon: datetime) -> None:
    open_duty(cast)
    for days in range(35):
        for hours in (0, 6):
            obligations.escalate(noon + timedelta(days=days, hours=hours))
        open_duty(cast)
    owner = "owner Olga"
    assert sorted(told(cast.coordinator)) == [
        f"Review the plan: 14 days past its date, {owner}",
        f"Review the plan: 28 days past its date, {owner}",
    ]
    assert told(cast.manager) == [f"Review the plan: 28 days past its date, {owner}"]
    assert MailMessage.objects.count() == 3
    rows = Obligation.objects.get().escalations.values_list("person__name", "after_days", "told_at")
    assert sorted(rows) == [
        ("Carl", 14, noon + timedelta(days=14)),
        ("Carl", 28, noon + timedelta(days=28)),
        ("Mona", 28, noon + timedelta(days=28)),
    ]


def test_a_month_missed_is_told_once_to_each(cast: SimpleNamespace, noon: datetime) -> None:
    open_duty(cast)
    obligations.escalate(noon + timedelta(days=60))
    assert [len(told(one)) for one in (cast.coordinator, cast.manager)] == [1, 1]


def test_duties_of_one_kind_and_owner_are_told_in_one_message(
    cast: SimpleNamespace, noon: datetime
) -> None:
    open_duty(cast, key="a", due_on=TODAY - timedelta(days=3))
    open_duty(cast, key="b")
    open_duty(cast, key="c", owner=None)
    for _twice in range(2):
        obligations.escalate(noon + timedelta(days=14))
    assert sorted(told(cast.coordinator)) == [
        "Review the plan: 14 days past its date, and nobody owns it",
        "x: 2 are past their date, the oldest by 17 days, owner Olga",
    ]
    together = Notification.objects.get(text__startswith="x: 2")
    assert together.url == f"/calendar/?show=all&kind=x&person={cast.owner.pk}"


def test_who_is_told_follows_the_roles_and_deputies_of_the_day(
    cast: SimpleNamespace, units: SimpleNamespace, person: Any
) -> None:
    begins = datetime(2026, 5, 20, 9, tzinfo=UTC)
    late = person("lena")
    Grant.objects.create(person=late, role="unit_coordinator", unit=units.claims, from_at=begins)
    Deputy.objects.create(
        person=cast.owner, deputy=cast.head, from_on=TODAY, until_on=date(2026, 5, 19)
    )

    def first_told(day: date) -> set[Any]:
        return set(Superiors(day).of(cast.owner, units.claims.pk)[0].to)

    assert first_told(date(2026, 5, 19)) == {cast.coordinator, cast.head}
    assert first_told(date(2026, 5, 20)) == {late}


def test_nobody_is_told_within_the_grace(cast: SimpleNamespace, noon: datetime) -> None:
    duty = open_duty(cast, grace=timedelta(days=20))
    assert (duty.is_late(TODAY + timedelta(days=20)), duty.is_late(TODAY + timedelta(days=21))) == (
        False,
        True,
    )
    obligations.escalate(noon + timedelta(days=20))
    assert not Notification.objects.exists()
    obligations.escalate(noon + timedelta(days=21))
    assert len(told(cast.coordinator)) == 1


def test_within_the_grace_the_owner_is_not_told_that_it_is_late(
    cast: SimpleNamespace, noon: datetime
) -> None:
    open_duty(cast, grace=timedelta(days=20))
    for days in range(22):
        obligations.remind(noon + timedelta(days=days))
    assert len(told(cast.owner)) == 2


@pytest.mark.parametrize("end", ["done", "drop"])
def test_what_is_over_is_not_escalated(cast: SimpleNamespace, noon: datetime, end: str) -> None:
    open_duty(cast)
    how = {"by": cast.owner} if end == "done" else {}
    getattr(obligations, end)(key="x", at=noon, **how)
    obligations.escalate(noon + timedelta(days=60))
    assert not Notification.objects.exists()


def test_a_new_date_and_a_new_owner_begin_anew(cast: SimpleNamespace, noon: datetime) -> None:
    open_duty(cast)
    obligations.escalate(noon + timedelta(days=14))
    duty = open_duty(cast, due_on=TODAY + timedelta(days=30), owner=cast.manager)
    obligations.escalate(noon + timedelta(days=43))
    assert len(told(cast.coordinator)) == 1
    obligations.escalate(noon + timedelta(days=90))
    assert len(told(cast.coordinator)) == 2
    assert not told(cast.manager)
    assert duty.escalations.exclude(told_at=None).count() == 3


def test_the_words_say_where_nobody_owns_it(cast: SimpleNamespace, noon: datetime) -> None:
    open_duty(cast, owner=None)
    obligations.escalate(noon + timedelta(days=14))
    assert told(cast.coordinator) == ["Review the plan: 14 days past its date, and nobody owns it"]


def test_keeps_what_discharged_it(cast: SimpleNamespace, noon: datetime) -> None:
    open_duty(cast, period=Period(3))
    unit = Unit.objects.get(name="Claims")
    duty = obligations.done(key="x", by=cast.owner, at=noon, outcome="As it was", evidence=unit)
    assert duty is not None
    assert (duty.evidence, duty.evidence_label, str(duty.period)) == (unit, "Claims", "quarterly")


def test_what_is_taken_back_stays_as_a_row_and_holds_again_when_opened(
    cast: SimpleNamespace, noon: datetime
) -> None:
    first = open_duty(cast)
    obligations.drop(key="x", at=noon)
    assert not Obligation.objects.open().exists()
    assert obligations.done(key="x", by=cast.owner, at=noon).done_at is None  # type: ignore[union-attr]
    again = open_duty(cast)
    assert (again.pk, again.dropped_at, again.revision) == (first.pk, None, 2)


def test_quiet_ones_are_listed_and_told_by_their_module(
    cast: SimpleNamespace, noon: datetime
) -> None:
    open_duty(cast, quiet=True)
    obligations.remind(noon)
    assert not told(cast.owner)
    assert not [item for item in work_of(cast.owner) if item.what == "Review the plan"]


def test_a_cadence_that_names_all_of_a_kind_takes_back_the_rest(
    cast: SimpleNamespace, noon: datetime
) -> None:
    said = [Duty("test.all", key, key, TODAY, cast.owner) for key in ("a", "b", "c")]
    obligations.open_(Duty(kind="test.other", key="other", title="other", due_on=TODAY))
    obligations.cadence("test.all", whole="test.all")(lambda today: said)
    try:
        obligations.ask("test.all", at=noon)
        obligations.done(key="b", by=cast.owner, at=noon)
        del said[1:]
        obligations.ask("test.all", at=noon)
    finally:
        del obligations.CADENCES["test.all"], obligations.WHOLE["test.all"]
    assert set(Obligation.objects.open().values_list("key", flat=True)) == {"a", "other"}
    assert Obligation.objects.exclude(dropped_at=None).get().key == "c"
