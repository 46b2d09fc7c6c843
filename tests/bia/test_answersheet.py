"""Answers by spreadsheet: the workbook sent out, and what comes of it when it comes back."""

import io
from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bia.models import BusinessFunction, ImpactScale, Interview, MappingTask
from bia.services import answers, answersheet, answersheetread
from bia.services.answersheetread import MINE, Proposal
from core.workbooks import Unreadable
from tests.bia.building import make_campaign, make_function, make_interview
from tests.bia.test_interviews import fill, keep, submit

pytestmark = pytest.mark.django_db

Change = Callable[[Any, dict[str, str]], None]


def sent(*interviews: Interview, at: datetime) -> bytes:
    return answersheet.workbook(list(interviews), at=at)


def places(content: bytes) -> dict[str, str]:
    """Name of an answer → its cell, of the first sheet."""
    read = answersheetread.parse("a.xlsx", content)["functions"][0]["places"]
    return {name: place.rpartition("!")[2] for name, place in read.items()}


def filled(content: bytes, **said: str) -> bytes:
    """The workbook with answers typed into its first sheet."""
    book, where = openpyxl.load_workbook(io.BytesIO(content)), places(content)
    for name, value in said.items():
        book.worksheets[0][where[name.replace("__", ".")]] = value
    return saved(book)


def saved(book: Any) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def proposed(content: bytes, *interviews: Interview) -> list[Proposal]:
    kept = answersheetread.parse("a.xlsx", content)
    return answersheetread.propose(kept, {one.pk: one for one in interviews})


def test_only_answers_can_be_typed_and_levels_and_times_are_chosen(
    interview: Interview, noon: datetime
) -> None:
    fill(interview, **{"need.new1.name": "Claims core"})
    content = sent(interview, at=noon)
    book, where = openpyxl.load_workbook(io.BytesIO(content)), places(content)
    ws = book.worksheets[0]
    assert ws.title == "Claims payment"
    assert ws.protection.sheet
    assert {book[name].sheet_state for name in ("Mark", "Lists")} == {"veryHidden"}
    unlocked = {cell.coordinate for row in ws for cell in row if not cell.protection.locked}
    assert unlocked == set(where.values())
    rating = where["rate.all.money.3"]
    assert ws[rating].value.startswith("4 ")
    lists = {
        check.formula1: check.errorStyle
        for check in ws.data_validations.dataValidation
        if rating in check or where["wrt"] in check
    }
    assert sorted(lists.values()) == ["stop", "warning"]
    levels = next(formula for formula, style in lists.items() if style == "stop")
    column = levels.partition("$")[2][0]
    assert [row[0].value[0] for row in book["Lists"][f"{column}1:{column}5"]] == list("01234")
    assert ws[where["need.new1.name"]].value == "Claims core"


def test_what_was_filled_in_is_shown_then_taken_over(
    interview: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    fill(interview)
    content = sent(interview, at=noon)
    back = filled(
        content,
        wrt="3 h",
        rate__all__law__0="2 x",
        need__new900001__name="Unheard-of",
    )
    (refused,) = proposed(back, interview)
    (problem,) = refused.problems
    assert problem.place == f"Claims payment!{places(content)['rate.all.law.0']}"
    assert "0 to 4" in problem.problem
    answersheetread.take_over(refused, {}, by=cast.owner, at=noon)
    assert answers.current(interview).sheet["wrt"] == "2 h", "all of a function, or nothing"
    back = filled(back, rate__all__law__0="2")
    (found,) = proposed(back, interview)
    assert {line.name: (line.now, line.said) for line in found.changes} == {
        "wrt": ("2 h", "3 h"),
        "rate.all.law.0": ("0", "2"),
        "need.new900001.name": ("", "Unheard-of"),
    }
    assert next(line for line in found.lines if line.unknown is not None).said == "Unheard-of"
    answersheetread.take_over(found, {}, by=cast.owner, at=noon)
    interview.refresh_from_db()
    submit(interview, cast, noon)
    assert MappingTask.objects.get().need.name == "Unheard-of"


def test_a_name_typed_again_is_the_row_that_is_there(
    interview: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    content = sent(interview, at=noon)
    for within in ("2 h", "4 h"):
        back = filled(
            content,
            need__new900001__name="Claims core",
            need__new900001__needed_within=within,
        )
        (found,) = proposed(back, interview)
        chosen = {line.name: MINE for line in found.conflicts}
        answersheetread.take_over(found, chosen, by=cast.owner, at=noon)
    assert interview.needs.get().needed_within.total_seconds() == 4 * 3600
    assert proposed(back, interview)[0].lines == ()


def test_what_was_typed_in_the_browser_since_is_not_overwritten_in_silence(
    interview: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    fill(interview)
    content = sent(interview, at=noon)
    keep(interview, {"wrt": "1 h", "purpose": "Pays"})
    back = filled(content, wrt="3 h")
    (found,) = proposed(back, interview)
    (conflict,) = found.conflicts
    assert (conflict.now, conflict.said) == ("1 h", "3 h")
    assert not found.changes
    answersheetread.take_over(found, {"wrt": "theirs"}, by=cast.owner, at=noon)
    assert answers.current(interview).sheet["wrt"] == "1 h"
    (found,) = proposed(back, interview)
    answersheetread.take_over(found, {"wrt": MINE}, by=cast.owner, at=noon)
    now = answers.current(interview).sheet
    assert (now["wrt"], now["purpose"]) == ("3 h", "Pays")


def test_a_sheet_of_an_unknown_function_is_refused_with_the_nearest_names(
    interview: Interview, noon: datetime
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(sent(interview, at=noon)))
    book.create_sheet("Claims paymnt")["A1"] = "x"
    (_own, stranger) = proposed(saved(book), interview)
    assert "Nearest: “Claims payment”." in stranger.refusal
    book.worksheets[0]["A1"] = "Claims payout"
    (headed, _stranger) = proposed(saved(book), interview)
    assert "says “Claims payout”" in headed.refusal
    assert "“Claims payment”" in headed.refusal


def test_another_campaigns_sheet_and_an_older_scale_are_refused(
    interview: Interview, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    content = sent(interview, at=noon)
    assert "not yours to answer" in proposed(content)[0].refusal
    interview.scale_id = scale.pk + 1
    assert "version 1 of the impact scale" in proposed(content, interview)[0].refusal
    interview.refresh_from_db()
    fill(interview)
    submit(interview, cast, noon)
    interview.refresh_from_db()
    assert "handed in" in proposed(content, interview)[0].refusal


def formula(book: Any) -> None:
    book.worksheets[0]["B6"] = "=1+1"


def changed_mark(book: Any) -> None:
    book["Mark"]["A1"] = book["Mark"]["A1"].value[:-2] + "xx"


def no_mark(book: Any) -> None:
    del book["Mark"]


@pytest.mark.parametrize(
    ("change", "said"),
    [(formula, "cell B6 holds a formula"), (changed_mark, "was changed"), (no_mark, "not made")],
)
def test_what_is_not_our_workbook_is_refused_in_one_sentence(
    interview: Interview, noon: datetime, change: Callable[[Any], None], said: str
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(sent(interview, at=noon)))
    change(book)
    with pytest.raises(Unreadable, match=said):
        answersheetread.parse("a.xlsx", saved(book))


def test_macros_other_formats_and_large_files_are_refused(settings: Any) -> None:
    for name, content, said in (
        ("a.xlsm", b"x", "Macros"),
        ("a.xlsx", b"x", "not an Excel workbook"),
        ("a.xlsx", b"x" * 2_000_000, "larger than 1 MB"),
    ):
        settings.FILE_SIZE_LIMIT = 2**20
        with pytest.raises(Unreadable, match=said):
            answersheetread.parse(name, content)


def test_what_looks_like_a_formula_is_a_text_and_comes_back_as_it_was(
    interview: Interview, noon: datetime
) -> None:
    keep(interview, {"purpose": "=SUM(A1)", "comment": "-1 +2"})
    content = sent(interview, at=noon)
    (found,) = proposed(content, interview)
    assert found.lines == ()
    ws = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert ws[places(content)["purpose"]].data_type == "s"


def upload(client: Client, base: str, content: bytes) -> Any:
    file = SimpleUploadedFile("answers.xlsx", content)
    return client.post(f"{base}sheet/", {"file": file}, follow=True)


def test_an_owner_downloads_fills_in_and_takes_over(
    interview: Interview, cast: SimpleNamespace, client: Client
) -> None:
    client.force_login(cast.owner)
    base = f"/bia/interviews/{interview.pk}/answer/"
    assert "sheet/" in client.get(f"{base}function/").content.decode()
    assert client.get(f"{base}sheet/").status_code == 200
    content = client.get(f"{base}sheet/file/").content
    keep(interview, {"purpose": "Pays"})
    back = filled(content, purpose="Pays claims", wrt="soon")
    page = upload(client, base, back).content.decode()
    assert "“soon” is not a time" in page
    page = upload(client, base, filled(back, wrt="2 h")).content.decode()
    assert "Pays claims" in page
    assert "Catching up takes" in page
    mark = client.get(f"{base}sheet/confirm/").context["mark"]
    again = client.post(f"{base}sheet/confirm/", {"mark": mark})
    assert again.status_code == 422, "a conflict has to be chosen"
    choice = {f"take.{interview.pk}.purpose": "mine", "mark": mark}
    done = client.post(f"{base}sheet/confirm/", choice, follow=True)
    assert "taken over" in done.content.decode()
    interview.refresh_from_db()
    assert (interview.purpose, interview.state) == ("Pays claims", "begun")


def test_the_manager_sends_out_chosen_functions_of_a_campaign(
    function: BusinessFunction,
    scale: ImpactScale,
    cast: SimpleNamespace,
    noon: datetime,
    client: Client,
) -> None:
    campaign = make_campaign()
    campaign.state = "running"
    campaign.save()
    second = make_function("Dunning", unit=function.item.unit, owner=cast.owner, at=noon)
    rows = [make_interview(one, scale, campaign=campaign) for one in (function, second)]
    client.force_login(cast.manager)
    base = f"/bia/campaigns/{campaign.pk}/"
    home = campaign.get_absolute_url()
    assert "sheet/" in client.get(home).content.decode()
    page = client.get(f"{base}sheet/").content.decode()
    assert "Dunning" in page
    content = client.get(f"{base}sheet/file/", {"interview": [one.pk for one in rows]}).content
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames[:2] == ["Claims payment", "Dunning"]
    assert client.get(f"{base}sheet/file/").status_code == 302, "none was chosen"
    page = upload(client, base, filled(content, purpose="Pays")).content.decode()
    assert "Nothing in it differs" in page
    mark = client.get(f"{base}sheet/confirm/").context["mark"]
    client.post(f"{base}sheet/confirm/", {"mark": mark})
    assert Interview.objects.get(pk=rows[0].pk).purpose == "Pays"
    assert Interview.objects.get(pk=rows[1].pk).state == "invited"
    client.force_login(cast.auditor)
    assert client.get(f"{base}sheet/").status_code == 403
    client.force_login(cast.stranger)
    assert "Dunning" not in client.get(f"{base}sheet/").content.decode()
    assert client.post(f"{base}sheet/confirm/", {"mark": mark}).status_code == 302
