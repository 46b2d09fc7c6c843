"""What must be done by a date: opened, followed, reminded of, closed; a missed night caught up."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest

from core import obligations
from core.clock import organisation_day
from core.models import MailMessage, Notification, Obligation, ObligationEscalation, Unit
from core.obligations import Duty, Escalation
from core.providers import work_of

TODAY = date(2026, 5, 12)


@pytest.fixture
def duties(cast: SimpleNamespace) -> Iterator[list[Duty]]:
    """What a cadence says is due; the test changes it."""
    said = [Duty("test.review", "review:1", "Review the plan", TODAY, cast.owner, url="/unit/")]

    @obligations.cadence("test.review")
    def reviews(today: date) -> list[Duty]:
        return [duty for duty in said if duty.due_on <= today + timedelta(days=30)]

    yield said
    del obligations.CADENCES["test.review"]


@pytest.mark.django_db
def test_asked_again_and_again_opens_once(duties: list[Duty], noon: datetime) -> None:
    for days in range(3):
        obligations.ask("test.review", at=noon + timedelta(days=days))
    assert Obligation.objects.get().title == "Review the plan"


@pytest.mark.django_db
def test_what_has_not_changed_costs_the_same_for_many_duties(
    duties: list[Duty],
    cast: SimpleNamespace,
    units: SimpleNamespace,
    noon: datetime,
    django_assert_max_num_queries: Any,
) -> None:
    told = (Escalation(timedelta(days=14), (cast.manager, cast.head)),)

    def say(count: int) -> None:
        duties[:] = [
            Duty(
                "test.review",
                f"many:{at}",
                "Review",
                TODAY,
                cast.owner,
                units.claims,
                escalations=told,
            )
            for at in range(count)
        ]
        obligations.ask("test.review", at=noon)

    say(3)
    with django_assert_max_num_queries(10) as few:
        obligations.ask("test.review", at=noon)
    say(12)
    with django_assert_max_num_queries(len(few)):
        obligations.ask("test.review", at=noon)
    assert ObligationEscalation.objects.count() == 24


@pytest.mark.django_db
def test_missed_night_is_caught_up(duties: list[Duty], noon: datetime) -> None:
    duties.append(Duty("test.review", "review:2", "Another", TODAY + timedelta(days=60)))
    obligations.ask("test.review", at=noon + timedelta(days=90))
    assert Obligation.objects.count() == 2


@pytest.mark.django_db
def test_open_duty_follows_what_is_said(
    duties: list[Duty], cast: SimpleNamespace, noon: datetime
) -> None:
    obligations.ask("test.review", at=noon)
    duties[0] = Duty("test.review", "review:1", "Review it", TODAY, cast.manager)
    obligations.ask("test.review", at=noon)
    duty = Obligation.objects.get()
    assert (duty.title, duty.owner, duty.url) == ("Review it", cast.manager, "")


@pytest.mark.django_db
def test_done_stays_done(duties: list[Duty], cast: SimpleNamespace, noon: datetime) -> None:
    obligations.ask("test.review", at=noon)
    obligations.done(key="review:1", by=cast.owner, at=noon, outcome="Nothing to change")
    obligations.done(key="review:1", by=cast.manager, at=noon + timedelta(days=1))
    duties[0] = Duty("test.review", "review:1", "Other words", TODAY)
    obligations.ask("test.review", at=noon)
    obligations.drop(key="review:1", at=noon)
    duty = Obligation.objects.get()
    assert (duty.done_by, duty.done_at, duty.title) == (cast.owner, noon, "Review the plan")
    assert obligations.done(key="unknown", by=None, at=noon) is None


@pytest.mark.django_db
def test_owner_is_reminded_before_and_each_week_after(
    cast: SimpleNamespace, noon: datetime
) -> None:
    obligations.open_(
        Duty(kind="x", key="x", title="Restore test", due_on=TODAY, owner=cast.owner, url="/unit/")
    )
    told = {}
    for days in range(-10, 17):
        for hour in (0, 6):
            obligations.remind(noon + timedelta(days=days, hours=hour))
        told[days] = Notification.objects.count()
    assert (told[-8], told[-7], told[0], told[1], told[7], told[8], told[15]) == (
        0,
        1,
        1,
        2,
        2,
        3,
        4,
    )
    assert MailMessage.objects.count() == 4
    texts = list(Notification.objects.order_by("at").values_list("text", flat=True))
    assert texts[:2] == [
        "Restore test: due on 12 May 2026",
        "Restore test: was due on 12 May 2026",
    ]


@pytest.mark.django_db
def test_nobody_is_reminded_of_what_is_done(cast: SimpleNamespace, noon: datetime) -> None:
    obligations.open_(Duty(kind="x", key="x", title="x", due_on=TODAY, owner=cast.owner))
    obligations.done(key="x", by=cast.owner, at=noon)
    obligations.remind(noon)
    assert not Notification.objects.exists()


@pytest.mark.django_db
def test_waits_in_my_work(cast: SimpleNamespace) -> None:
    claims = Unit.objects.get(name="Claims")
    obligations.open_(
        Duty(kind="x", key="x", title="Review", due_on=TODAY, owner=cast.owner, subject=claims)
    )
    (item,) = [item for item in work_of(cast.owner) if item.what == "Review"]
    assert (item.due_on, "Claims" in item.why) == (TODAY, True)
    assert not [item for item in work_of(cast.manager) if item.what == "Review"]


@pytest.mark.django_db
def test_today_is_the_organisations_day(cast: SimpleNamespace) -> None:
    late = datetime(2026, 5, 12, 22, 30, tzinfo=UTC)
    assert organisation_day(late) == date(2026, 5, 13)


@pytest.mark.django_db(transaction=True)
def test_asked_by_one_worker_at_a_time(duties: list[Duty], noon: datetime) -> None:
    inner: list[bool] = []

    @obligations.due("test.meanwhile")
    def meanwhile(at: datetime) -> None:
        def ask() -> None:
            inner.append(obligations.ask("test.meanwhile", at=noon))
            obligations.connection.close()

        thread = Thread(target=ask)
        thread.start()
        thread.join()

    assert obligations.ask("test.meanwhile", at=noon)
    assert inner == [False]
    del obligations.DUE["test.meanwhile"]


@pytest.mark.django_db
def test_every_provider_is_asked(duties: list[Duty]) -> None:
    assert {"core.reminders", "test.review"} <= set(obligations.asked())
