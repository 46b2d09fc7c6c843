"""What Meridia wants to achieve, which functions serve it, levels of function, and the tiers."""

from datetime import datetime

from bia.choices import Degree, Level
from bia.models import BusinessFunction, Contribution, RecoveryTier, StrategicObjective
from bia.services import aims, functions, tiers
from core import services

from .people import person

OBJECTIVES = (
    ("Members get the care they are insured for", 35, "No treatment waits for our systems."),
    ("Hospitals and members are paid on time", 30, "Within the terms agreed, every day."),
    ("The supervisor trusts us", 20, "Reports in time, data protected, DORA met."),
    ("Grow with employers and brokers", 15, "Forty thousand new members in three years."),
)
CARE, PAID, TRUST, GROW = (name for name, _weight, _said in OBJECTIVES)
ESSENTIAL, IMPORTANT, SUPPORTING = Degree.ESSENTIAL, Degree.IMPORTANT, Degree.SUPPORTING
SERVES = (
    ("Hospital pre-approval", CARE, ESSENTIAL, "No operation is planned without it"),
    ("Pharmacy authorisation", CARE, ESSENTIAL, "Medicine is handed out on its word"),
    ("Medical advice line", CARE, IMPORTANT, "Tells members where to go at night"),
    ("Contact centre", CARE, IMPORTANT, "Where members ask when nothing else answers"),
    ("Claims payment", PAID, ESSENTIAL, "Every hospital is paid by it"),
    ("Claims payment", CARE, IMPORTANT, "Hospitals that wait for money turn members away"),
    ("Claims payment", TRUST, ESSENTIAL, "Terms of payment are law"),
    ("Provider payments (SEPA)", PAID, ESSENTIAL, "Carries the money to the bank"),
    ("Payment reconciliation", PAID, SUPPORTING, "Finds what was paid twice"),
    ("Fraud screening", TRUST, IMPORTANT, ""),
    ("Regulatory reporting", TRUST, ESSENTIAL, "Quarterly figures to the supervisor"),
    ("General ledger and closing", TRUST, IMPORTANT, ""),
    ("Enrolment", GROW, ESSENTIAL, "New members become members"),
    ("Broker services", GROW, IMPORTANT, ""),
    ("Member portal and app", GROW, SUPPORTING, ""),
)
PARTS = (
    ("Claims intake", "Claims payment"),
    ("Payment reconciliation", "Provider payments (SEPA)"),
)
PRODUCT = "Member portal and app"
BUDGET = 2
"""Of functions in the first tier, in each unit."""


def build(*, at: datetime) -> None:
    """Objectives, contributions, levels and tiers, as the continuity manager wrote them down."""
    manager = person("Iris Vos")
    for name, weight, said in OBJECTIVES:
        row = StrategicObjective(name=name, weight=weight, description=said)
        aims.save_objective(row, by=manager, at=at)
    functions_by = {one.item.name: one for one in BusinessFunction.objects.all()}
    objectives = {one.name: one for one in StrategicObjective.objects.all()}
    for function, objective, degree, reason in SERVES:
        served = Contribution(
            function=functions_by[function],
            objective=objectives[objective],
            degree=degree,
            reason=reason,
        )
        services.save(served, by=manager, at=at)
    for name, whole in PARTS:
        part = functions_by[name]
        part.level, part.part_of = Level.ACTIVITY, functions_by[whole]
        functions.save_function(part, by=manager, at=at)
    product = functions_by[PRODUCT]
    product.level = Level.PRODUCT
    functions.save_function(product, by=manager, at=at)
    tiers.take_usual(by=manager, at=at)
    first = RecoveryTier.objects.first()
    assert first is not None
    first.budget = BUDGET
    services.save(first, by=manager, at=at)
