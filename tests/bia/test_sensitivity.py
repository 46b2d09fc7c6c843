"""What sets the MTD of each category and what would change it, for the owner's head and the page."""

from datetime import datetime
from types import SimpleNamespace

import pytest
from django.test import Client

from bia.models import ImpactLevel, Interview
from bia.services import answers, interviews, sensitivity
from tests.bia.building import hours, rates

pytestmark = pytest.mark.django_db


def test_a_category_says_which_answer_sets_its_limit(interview: Interview) -> None:
    answers.keep(interview, rates(), version=0)
    curve = interviews.view(interview).implied.curves[0]
    assert (curve.mtd, curve.latest) == (hours(8), hours(24))
    assert curve.because == "It is intolerable after 24 h."
    assert interviews.view(interview).implied.curves[2].because == ""


def test_the_words_of_the_scale_stand_with_it(interview: Interview, noon: datetime) -> None:
    answers.keep(interview, rates(), version=0)
    seen = interviews.view(interview)
    first = seen.answers.scale.categories[0]
    object.__setattr__(first, "words", ("", "", "", "", "over 250,000"))
    curve = interviews.view_of(seen.answers).implied.curves[0]
    assert curve.because == "It is intolerable after 24 h: “over 250,000”."
    assert ImpactLevel.objects.filter(category=first.pk).count() == 5


def test_single_answers_that_move_the_mtd_are_told(interview: Interview) -> None:
    answers.keep(interview, rates(), version=0)
    told = sensitivity.of_answers(interviews.view(interview).answers)
    assert [(one.said, one.mtd, one.was) for one in told[:2]] == [
        ("Money at 8 h: 4 intolerable instead of 3 severe", "4 h", "8 h"),
        ("Money at 24 h: 3 severe instead of 4 intolerable", "24 h", "8 h"),
    ]


def test_nothing_rated_tells_nothing(interview: Interview) -> None:
    assert sensitivity.of_answers(interviews.view(interview).answers) == []


def test_whoever_approves_and_the_function_page_show_it(
    interview: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    answers.keep(interview, rates() | {"wrt": "1 h"}, version=0)
    interviews.submit(interview, by=cast.owner, at=noon)
    client = Client()
    client.force_login(cast.head)
    assert "What would change it" in client.get(interview.get_absolute_url()).content.decode()
    interviews.approve(interview, by=cast.head, at=noon)
    page = client.get(interview.function.get_absolute_url()).content.decode()
    assert "Money at 24 h: 3 severe instead of 4 intolerable" in page
    assert "tighter" not in page, "two figures beside each other, no difference"
