"""Rows whose own rules ask for more than required fields."""

from datetime import UTC, date, datetime
from uuid import uuid4

from bia.choices import RuleKind
from bia.models import (
    BiaReport,
    BusinessFunction,
    Campaign,
    Contribution,
    Gap,
    ImpactScale,
    Interview,
    MappingTask,
    Need,
    Objective,
    Occurrence,
    Question,
    QuestionSet,
    RecoveryAgreement,
    RecoveryTier,
    ResponsibilityMatrix,
    Risk,
    RiskAcceptance,
    RiskMatrix,
    RiskReview,
    RiskRule,
    RiskTreatment,
    StrategicObjective,
    Threat,
    Validation,
    ValidationRound,
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


def make_question_set(unit: Unit, number: int) -> QuestionSet:
    campaign = Campaign.objects.create(name=f"Asks {number}", due_on=date(2026, 6, 30), unit=unit)
    return QuestionSet.objects.create(campaign=campaign)


def make_question(unit: Unit, number: int) -> Question:
    return Question.objects.create(
        question_set=make_question_set(unit, number),
        key=f"question-{number}",
        step="needs",
        text=f"Question {number}",
        kind="text",
    )


def make_agreement(unit: Unit, number: int) -> RecoveryAgreement:
    return RecoveryAgreement.objects.create(
        dependent=make_function(unit, number),
        provider=Item.objects.create(kind="application", name=f"Needed {number}", unit=unit),
        wanted=hours(2),
        offered=hours(24),
        due_on=date(2026, 6, 30),
        opened_at=NOON,
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


def make_threat(unit: Unit, number: int) -> Threat:
    return Threat.objects.create(code=f"threat-{number}", name=f"Threat {number}", kind="natural")


def make_occurrence(unit: Unit, number: int) -> Occurrence:
    return Occurrence.objects.create(
        threat=make_threat(unit, number),
        happened_on=date(2026, 5, 1),
        where="here",
        what=f"Event {number}",
    )


def make_matrix(unit: Unit, number: int) -> RiskMatrix:
    return RiskMatrix.objects.create(
        title=f"Matrix {number}", series=uuid4(), number=number, ratings=[[1, 2], [2, 2]]
    )


def make_rule(unit: Unit, number: int) -> RiskRule:
    """There is one rule of each kind; once all are there, the last one."""
    taken = set(RiskRule.objects.values_list("kind", flat=True))
    free = next((kind for kind in RuleKind.values if kind not in taken), None)
    return RiskRule.objects.create(kind=free) if free else RiskRule.objects.get(kind=max(taken))


def make_risk(unit: Unit, number: int) -> Risk:
    item = Item.objects.create(kind="server", name=f"Server {number}", unit=unit)
    return Risk.objects.create(code=f"R-{number}", title=f"Risk {number}", item=item, unit=unit)


def make_treatment(unit: Unit, number: int) -> RiskTreatment:
    return RiskTreatment.objects.create(risk=make_risk(unit, number), what=f"Treatment {number}")


def make_acceptance(unit: Unit, number: int) -> RiskAcceptance:
    head = User.objects.create(email=f"head{number}@example.org", name=f"Head {number}")
    return RiskAcceptance.objects.create(
        risk=make_risk(unit, number), by=head, at=NOON, until=date(2026, 12, 31), reason="Because."
    )


def make_review(unit: Unit, number: int) -> RiskReview:
    return RiskReview.objects.create(
        risk=make_risk(unit, number), opened_at=NOON, due_on=date(2026, 6, 30)
    )


def make_round(unit: Unit, number: int) -> ValidationRound:
    return ValidationRound.objects.create(
        name=f"Validation {number}", due_on=date(2030, 6, 30), unit=unit, state="running"
    )


def make_validation(unit: Unit, number: int) -> Validation:
    return Validation.objects.create(
        round=make_round(unit, number),
        function=make_function(unit, number),
        proposed_rto=hours(4),
        derived_rto=hours(4),
    )


def make_responsibilities(unit: Unit, number: int) -> ResponsibilityMatrix:
    item = Item.objects.create(kind="vendor", name=f"Service {number}", unit=unit)
    return ResponsibilityMatrix.objects.create(item=item, backup="provider")


def make_strategic(unit: Unit, number: int) -> StrategicObjective:
    return StrategicObjective.objects.create(name=f"Aim {number}", weight=1 + number % 100)


def make_contribution(unit: Unit, number: int) -> Contribution:
    return Contribution.objects.create(
        function=make_function(unit, number), objective=make_strategic(unit, number)
    )


def make_tier(unit: Unit, number: int) -> RecoveryTier:
    return RecoveryTier.objects.create(longest=hours(number + 1), meaning=f"Tier {number}")


SAMPLES = {
    RecoveryAgreement: make_agreement,
    QuestionSet: make_question_set,
    Question: make_question,
    StrategicObjective: make_strategic,
    Contribution: make_contribution,
    RecoveryTier: make_tier,
    ResponsibilityMatrix: make_responsibilities,
    ValidationRound: make_round,
    Validation: make_validation,
    Threat: make_threat,
    Occurrence: make_occurrence,
    RiskMatrix: make_matrix,
    RiskRule: make_rule,
    Risk: make_risk,
    RiskTreatment: make_treatment,
    RiskAcceptance: make_acceptance,
    RiskReview: make_review,
    BiaReport: make_report,
    BusinessFunction: make_function,
    ImpactScale: make_scale,
    Campaign: make_campaign,
    Interview: make_interview,
    Gap: make_gap,
    Objective: make_objective,
    MappingTask: make_task,
}
