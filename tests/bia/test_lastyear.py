"""Last year's BIA from a sheet: read, guessed, confirmed, and prefilling the first campaign."""

from datetime import date, datetime
from types import SimpleNamespace

import pytest

from bia.models import BusinessFunction, ImpactScale, Interview
from bia.services import interviews, lastyear, scales
from estate import services as estate
from tests.bia.building import hours, make_interview

pytestmark = pytest.mark.django_db

HEADINGS = [
    "Process",
    "Department",
    "Owner",
    "RTO",
    "RPO",
    "Depends on",
    "Money 4 h",
    "Money 1 day",
    "Colour",
]
ROW = [
    "Claims handling",
    "Claims",
    "olga@example.org",
    "4",
    "1 h",
    "Claims cor; The fax",
    "2",
    "4",
    "red",
]


def test_columns_are_known_by_their_words(scale: ImpactScale) -> None:
    found = lastyear.columns(HEADINGS, scales.read(scale))
    assert (found["function"], found["unit"], found["rto"], found["depends_on"]) == (0, 1, 3, 5)
    assert found["ratings"] == {("money", hours(4)): 6, ("money", hours(24)): 7}


def test_near_names_are_asked_about_and_sure_ones_filled_in(
    scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    core = estate.create_item(kind="application", name="Claims core", by=None, at=noon)
    (line,) = lastyear.propose(HEADINGS, [ROW], scales.read(scale))
    assert line.owner.chosen == cast.owner.pk
    assert line.rto == hours(4)
    near, unknown = line.needs
    assert [one.pk for one in near.candidates] == [core.pk]
    assert unknown.candidates == []


def test_the_sheet_prefills_the_first_interview_and_stands_beside_it(
    scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    core = estate.create_item(kind="application", name="Claims core", by=None, at=noon)
    lines = lastyear.propose(HEADINGS, [ROW], scales.read(scale))
    done = lastyear.write(
        lines,
        {"need.2.0": str(core.pk), "need.2.1": "new"},
        scale=scale,
        stated_on=date(2025, 5, 1),
        by=cast.manager,
        at=noon,
    )
    assert (done.created, done.known, done.unmapped) == (1, 0, 1)
    function = BusinessFunction.objects.get()
    assert function.item.owner == cast.owner
    old = Interview.objects.get()
    assert (old.stated_rto, old.mtd) == (hours(4), hours(4))
    fresh = make_interview(function, scale)
    interviews.prefill(fresh, at=noon)
    assert fresh.based_on == old
    assert fresh.ratings.count() == 2
    assert {need.name: need.item for need in fresh.needs.all()} == {
        "Claims core": core,
        "The fax": None,
    }


def test_what_is_no_level_is_said_and_left_out(scale: ImpactScale) -> None:
    row = [*ROW[:6], "9", "4", ""]
    (line,) = lastyear.propose(HEADINGS, [row], scales.read(scale))
    assert line.ratings == {("money", hours(24)): 4}
    assert "9" in line.problems[0]


def test_what_was_approved_counts_before_what_was_imported(
    scale: ImpactScale, function: BusinessFunction, cast: SimpleNamespace, noon: datetime
) -> None:
    approved = make_interview(
        function, scale, state="approved", approved_at=noon, approved_by=cast.head
    )
    make_interview(function, scale, state="imported")
    assert interviews.last_known(function) == approved
