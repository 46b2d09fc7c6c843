"""The tier of a function: by rule from its MTD, with its reason, on its page."""

from datetime import datetime
from types import SimpleNamespace

import pytest
from django.test import Client

from bia.models import Interview
from bia.services import answers, interviews, tiers
from tests.bia.building import rates

pytestmark = pytest.mark.django_db

CASES = [
    ("123444", 2, "T2: the MTD (8 h, set by Money) is at most 24 h."),
    ("444444", 0, "T0: the MTD"),
    ("000000", 5, "T5: the MTD"),
]


@pytest.mark.parametrize(("money", "number", "reason"), CASES)
def test_the_tier_follows_from_the_mtd(
    interview: Interview, money: str, number: int, reason: str
) -> None:
    answers.keep(interview, rates({"money": money}), version=0)
    found = tiers.tier_of(interviews.view(interview).implied)
    assert found is not None
    assert found.number == number
    assert found.reason.startswith(reason)


def test_nothing_asked_has_no_tier(interview: Interview) -> None:
    assert tiers.tier_of(interviews.view(interview).implied) is None


def test_the_page_of_a_function_says_its_tier_and_why(
    interview: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    answers.keep(interview, rates() | {"wrt": "1 h"}, version=0)
    interviews.submit(interview, by=cast.owner, at=noon)
    interviews.approve(interview, by=cast.head, at=noon)
    client = Client()
    client.force_login(cast.manager)
    page = client.get(interview.function.get_absolute_url()).content.decode()
    assert "T2: the MTD (8 h, set by Money) is at most 24 h." in page
