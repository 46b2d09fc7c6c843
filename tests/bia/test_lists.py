"""The lists of the BIA: the views of functions and gaps."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bia.choices import GapKind, GapState
from bia.models import BusinessFunction, Gap
from core.clock import organisation_day
from core.models import User
from estate.models import Readiness
from tests.bia.building import make_function

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def tabs(client: Client, person: User, route: str) -> dict[str, int]:
    """The views of a list with their numbers."""
    client.force_login(person)
    return {str(view.name): view.count for view in client.get(reverse(route)).context["views"]}


def judge(function: BusinessFunction, verdict: str, at: datetime, proof: timedelta | None) -> None:
    """Store a verdict of a function's item."""
    Readiness.objects.create(
        item=function.item, verdict=verdict, proof=proof, revision=1, computed_at=at
    )


def test_functions_by_verdict_proof_and_last_review(
    client: Client, cast: SimpleNamespace, units: SimpleNamespace, noon: datetime
) -> None:
    today = organisation_day(timezone.now())
    cases = (
        ("gap", HOUR, today),
        ("gap", None, today - timedelta(days=400)),
        ("unknown", None, None),
        ("held", HOUR, today - timedelta(days=300)),
    )
    for place, (verdict, proof, reviewed_on) in enumerate(cases):
        made = make_function(f"Function {place}", unit=units.claims, owner=cast.owner, at=noon)
        BusinessFunction.objects.filter(pk=made.pk).update(reviewed_on=reviewed_on)
        judge(made, verdict, noon, proof)
    assert tabs(client, cast.manager, "bia:businessfunction-list") == {
        "All": 4,
        "Gap": 2,
        "Unknown or unproven": 2,
        "Due for review": 2,
    }


def test_gaps_by_state_and_date(
    client: Client, cast: SimpleNamespace, function: BusinessFunction, noon: datetime
) -> None:
    yesterday = organisation_day(timezone.now()) - timedelta(days=1)
    for kind, state, due_on in (
        (GapKind.RECOVERY, GapState.OPEN, yesterday),
        (GapKind.DATA, GapState.OPEN, yesterday + timedelta(days=1)),
        (GapKind.PROOF, GapState.OPEN, None),
        (GapKind.UNKNOWN, GapState.ACCEPTED, yesterday),
        (GapKind.RECOVERY, GapState.CLOSED, yesterday),
    ):
        accepted = {"accepted_by": cast.head, "accepted_until": yesterday + timedelta(days=30)}
        Gap.objects.create(
            function=function,
            kind=kind,
            title=f"{state} {due_on}",
            state=state,
            due_on=due_on,
            opened_at=noon,
            closed_at=noon if state == GapState.CLOSED else None,
            **(accepted if state == GapState.ACCEPTED else {}),
        )
    assert tabs(client, cast.manager, "bia:gap-list") == {
        "Not closed": 4,
        "Open": 3,
        "Overdue": 1,
        "Accepted": 1,
        "Closed": 1,
    }
