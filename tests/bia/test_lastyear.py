"""Last year's BIA from a sheet: read, guessed, confirmed, and prefilling the first campaign."""

from datetime import date, datetime
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bia.models import BusinessFunction, ImpactScale, Interview
from bia.services import interviews, lastyear, scales
from estate import services as estate
from tests.bia.building import hours, make_interview

pytestmark = pytest.mark.django_db

CONFIRM = "/bia/last-year/confirm/"
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
    (line,) = lastyear.propose(HEADINGS, [ROW], scales.read(scale)).lines
    assert line.owner.chosen == cast.owner.pk
    assert line.rto == hours(4)
    near, unknown = line.needs
    assert [one.pk for one in near.candidates] == [core.pk]
    assert unknown.candidates == []


def test_the_sheet_prefills_the_first_interview_and_stands_beside_it(
    scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    core = estate.create_item(kind="application", name="Claims core", by=None, at=noon)
    lines = lastyear.propose(HEADINGS, [ROW], scales.read(scale)).lines
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
    (line,) = lastyear.propose(HEADINGS, [row], scales.read(scale)).lines
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


def upload(client: Client, text: str, name: str = "bia.csv") -> str:
    """Send a sheet; the page on which it is confirmed."""
    sheet = SimpleUploadedFile(name, text.encode())
    answer = client.post("/bia/last-year/", {"file": sheet, "stated_on": "2025-05-01"}, follow=True)
    return answer.content.decode()


def confirm(client: Client, **choices: object) -> str:
    """Press the button of the page on which the sheet is confirmed; what is said then."""
    mark = client.get(CONFIRM).context["sheet"]
    sent = {name.replace("_", "."): value for name, value in choices.items()}
    return client.post(CONFIRM, {**sent, "sheet": mark}, follow=True).content.decode()


def test_the_sheet_is_shown_with_what_was_not_understood_and_written_once(
    function: BusinessFunction, scale: ImpactScale, cast: SimpleNamespace, client: Client
) -> None:
    client.force_login(cast.manager)
    sheet = "Function,RTO,Money 4 h,Remarks\nClaims paymnt,soon,9,old\n,4 h,,\nDunning,2 h,1,\n"
    page = upload(client, sheet)
    for words in ("Remarks", "left out:</b> 3", "RTO: ", "not a level from 0 to 4", "please check"):
        assert words in page, words
    assert f'value="{function.pk}" selected' in page
    assert "1 function is new, 1 was known." in confirm(client, function_2=function.pk)
    assert client.post(CONFIRM, {}).status_code == 302
    assert BusinessFunction.objects.count() == 2
    assert Interview.objects.filter(state="imported").count() == 2


def test_only_who_may_import_reads_a_sheet(scale: ImpactScale, cast: SimpleNamespace) -> None:
    for person in (cast.owner, cast.head, cast.auditor, cast.coordinator):
        client = Client()
        client.force_login(person)
        assert client.get("/bia/last-year/").status_code == 403, person
        assert client.post("/bia/last-year/confirm/", {}).status_code == 403, person


def test_another_tabs_sheet_is_not_written_for_the_one_confirmed(
    scale: ImpactScale, cast: SimpleNamespace, client: Client
) -> None:
    client.force_login(cast.manager)
    upload(client, "Function,Unit\nShown,Claims\n")
    mark = client.get(CONFIRM).context["sheet"]
    upload(client, "Function,Unit\nNever shown,Claims\n", "other.csv")
    said = client.post(CONFIRM, {"sheet": mark}, follow=True).content.decode()
    assert "Nothing was imported: another sheet, other.csv" in said
    assert not BusinessFunction.objects.exists()
    assert "1 function is new, 0 were known." in confirm(client)
    assert BusinessFunction.objects.get().item.name == "Never shown"


def test_one_function_in_two_rows_is_refused_by_their_numbers(
    scale: ImpactScale, cast: SimpleNamespace, client: Client
) -> None:
    client.force_login(cast.manager)
    said = upload(client, "Function,Unit\nDunning,Claims\n,\ndunning,claims\n")
    assert "Rows 2 and 4 are both about “dunning”" in said
    upload(client, "Function,Unit\nDunning,Claims\nDunning,Payments\n")
    assert "2 functions are new" in confirm(client)


def test_two_rows_meant_for_one_function_are_refused_and_the_choices_kept(
    function: BusinessFunction, scale: ImpactScale, cast: SimpleNamespace, client: Client
) -> None:
    client.force_login(cast.manager)
    upload(client, "Function\nClaims paying\nClaims payouts\n")
    both = {"function_2": function.pk, "function_3": function.pk}
    page = confirm(client, **both)
    assert "Rows 2 and 3 are both about" in page
    assert page.count(f'value="{function.pk}" selected') == 2
    assert not Interview.objects.filter(state="imported").exists()


def test_a_function_that_is_there_is_not_made_again(
    function: BusinessFunction, scale: ImpactScale, cast: SimpleNamespace, client: Client
) -> None:
    client.force_login(cast.manager)
    unit = function.item.unit
    assert unit is not None
    upload(client, f"Function,Unit\n{function},{unit.name}\n")
    said = confirm(client, function_2="new", unit_2=unit.pk)
    assert "Choose it for row 2" in said
    assert BusinessFunction.objects.count() == 1


def test_a_sheet_of_more_than_can_be_confirmed_is_refused(
    scale: ImpactScale, cast: SimpleNamespace, client: Client
) -> None:
    client.force_login(cast.manager)
    names = "\n".join(f"Function {number}" for number in range(1_001))
    assert "more than 1000 functions" in upload(client, f"Function\n{names}\n")
