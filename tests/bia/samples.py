"""Rows whose own rules ask for more than required fields."""

from datetime import UTC, date, datetime
from uuid import uuid4

from bia.models import (
    BiaReport,
    BusinessFunction,
    Campaign,
    Gap,
    ImpactScale,
    Interview,
    MappingTask,
    Need,
    Objective,
)
from core.models import Unit, User
from core.models.papers import State
from estate.models import Item
from tests.bia.building import hours

NOON = datetime(2026, 5, 12, 12, tzinfo=UTC)


def make_function(unit: Unit, number: int) -> BusinessFunction:
    item = Item.objects.create(kind="function", name=f"Function {number}", unit=unit)
    return BusinessFunction.objects.create(item=item)


def make_scale(unit: Unit, number: int) -> ImpactScale:
    return ImpactScale.objects.create(
        title=f"Scale {number}", series=uuid4(), number=number, state=State.DRAFT
    )


def make_campaign(unit: Unit, number: int) -> Campaign:
    return Campaign.objects.create(name=f"Campaign {number}", due_on=date(2026, 6, 30))


def make_interview(unit: Unit, number: int) -> Interview:
    owner = User.objects.create(email=f"owner{number}@example.org", name=f"Owner {number}")
    return Interview.objects.create(
        function=make_function(unit, number), scale=make_scale(unit, number), owner=owner
    )


def make_gap(unit: Unit, number: int) -> Gap:
    return Gap.objects.create(
        function=make_function(unit, number), title=f"Gap {number}", opened_at=NOON
    )


def make_objective(unit: Unit, number: int) -> Objective:
    return Objective.objects.create(
        function=make_function(unit, number),
        series=uuid4(),
        number=number,
        agreed_rto=hours(4),
    )


def make_task(unit: Unit, number: int) -> MappingTask:
    need = Need.objects.create(
        interview=make_interview(unit, number), kind="application", name=f"Thing {number}"
    )
    return MappingTask.objects.create(need=need)


def make_report(unit: Unit, number: int) -> BiaReport:
    return BiaReport.objects.create(
        about=f"Report {number}", unit=unit, functions=number, made_at=NOON
    )


SAMPLES = {
    BiaReport: make_report,
    BusinessFunction: make_function,
    ImpactScale: make_scale,
    Campaign: make_campaign,
    Interview: make_interview,
    Gap: make_gap,
    Objective: make_objective,
    MappingTask: make_task,
}
