"""BIA reports: what is in them, who may read them, and the PDF they become."""

import dataclasses
import io
import re
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pypdf
import pytest
from django.template.loader import render_to_string
from django.test import Client

from bia import reports
from bia.models import BiaReport, BusinessFunction, Gap, ImpactScale, Interview, RecoveryAgreement
from bia.reports import parts, pictures
from bia.services import agreements, answers, campaigns, interviews, posture, scales
from core import files
from core.models import Grant, Job, Organisation, User
from core.worker import run as run_job
from estate import services as estate
from estate.models import Readiness
from tests.bia.building import make_campaign, make_function, make_interview, rates
from tests.bia.risking import make_item

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def files_here(settings: Any, tmp_path: Path) -> Path:
    """The files of a test in a folder of its own."""
    settings.FILES_ROOT = tmp_path
    return tmp_path


def make_report(by: User, **about: Any) -> Job:
    """Ask for a report as a person does, and let a worker make it."""
    client = Client()
    client.force_login(by)
    assert client.post("/bia/reports/start/", about).status_code == 302
    job = Job.objects.latest("pk")
    run_job(job.pk, worker="test")
    job.refresh_from_db()
    return job


def readers(report: BiaReport, people: SimpleNamespace) -> set[str]:
    """Who of the cast gets the page and the bytes; nobody gets only one of them."""
    found = set()
    for name, person in vars(people).items():
        client = Client()
        client.force_login(person)
        page = client.get(report.get_absolute_url()).status_code
        assert report.file
        file = client.get(f"/files/{report.file.pk}/").status_code
        assert (page == 200) == (file == 200), name
        if page == 200:
            found.add(name)
    return found


@pytest.fixture
def two(
    function: BusinessFunction, units: SimpleNamespace, cast: SimpleNamespace, noon: datetime
) -> None:
    """A function of claims, and one of another unit."""
    make_function("Payouts", unit=units.payments, owner=cast.service_owner, at=noon)


def test_a_report_of_all_is_read_by_those_who_may_read_all(
    two: None,
    cast: SimpleNamespace,
) -> None:
    job = make_report(cast.manager)
    report = BiaReport.objects.get()
    assert (report.functions, report.unit) == (2, None)
    assert job.state == Job.State.DONE, job.log
    assert job.result["sha256"] == report.file.sha256
    assert readers(report, cast) == {"manager", "auditor", "executive"}


def test_a_report_of_a_unit_is_read_in_that_unit(
    two: None,
    cast: SimpleNamespace,
    units: SimpleNamespace,
) -> None:
    make_report(cast.coordinator, unit=units.operations.pk)
    report = BiaReport.objects.get()
    assert (report.functions, report.unit) == (1, units.claims)
    assert readers(report, cast) == {"manager", "auditor", "executive", "coordinator", "head"}


def test_an_owner_reads_the_report_made_for_him_and_it_says_that_others_are_missing(
    two: None,
    cast: SimpleNamespace,
) -> None:
    make_report(cast.owner)
    report = BiaReport.objects.get()
    assert report.functions == 1
    assert "owner" in readers(report, cast)
    with files.open_file(report.file) as stored:
        text = "".join(page.extract_text() for page in pypdf.PdfReader(stored).pages)
    assert "1 more function is not in it" in " ".join(text.split())


def test_the_paper_says_the_order_who_signed_and_what_is_not_known(
    two: None, function: BusinessFunction, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    signed: dict[str, Any] = {"approved_by": cast.head, "approved_at": noon}
    make_interview(function, scale, state="approved", **signed)
    functions = list(BusinessFunction.objects.select_related("item__unit"))
    found = reports.gather(reports.Scope(functions, "Everything"), at=noon, by=None)
    assert found.together is not None
    shown = {"report": found, "together": found.together, "rows": found.together_rows}
    text = render_to_string("reports/bia_together.html", shown)
    assert f"{cast.head}, 12 May 2026" in text
    assert "never analysed" in text
    assert "not agreed" in text
    single = reports.gather(reports.Scope([function], "One"), at=noon, by=None)
    assert single.together is None


def test_who_could_not_read_it_afterwards_is_told_to_ask_for_one_unit(
    two: None,
    cast: SimpleNamespace,
    units: SimpleNamespace,
) -> None:
    Grant.objects.create(person=cast.coordinator, role="unit_coordinator", unit=units.payments)
    job = make_report(cast.coordinator)
    assert job.state == Job.State.FAILED
    assert "Ask for one unit" in job.error
    assert not BiaReport.objects.exists()


def test_the_report_is_tagged_titled_and_bookmarked(
    function: BusinessFunction, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    interview = make_interview(function, scale)
    answers.keep(interview, {**rates(), "wrt": "2 h", "need.n1.name": "Core"}, version=0)
    interviews.submit(interview, by=cast.owner, at=noon)
    interviews.approve(interview, by=cast.head, at=noon + timedelta(hours=1))
    scope = reports.scope_of({"function": function.pk}, cast.manager)
    pdf = reports.render(reports.gather(scope, at=noon, by=cast.manager))
    read = pypdf.PdfReader(io.BytesIO(pdf))
    root = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert read.metadata.title == "Business impact analysis: Claims payment"
    text = " ".join(page.extract_text() for page in read.pages).replace("\xa0", " ")
    assert "Contents" not in text
    for words in ("Impact over time", "8 h", "Hedy", "Core"):
        assert words in text
    assert any("Claims payment" in str(one) for one in read.outline)
    assert b"Impact over time; intolerable" in pdf or _alternatives(read)


def answered(
    function: BusinessFunction, scale: ImpactScale, cast: SimpleNamespace, at: datetime, **more: str
) -> None:
    """The function with approved answers, more of them than its ratings."""
    interview = make_interview(function, scale)
    answers.keep(interview, {**rates(), **more}, version=0)
    interviews.submit(interview, by=cast.owner, at=at)
    interviews.approve(interview, by=cast.head, at=at)


def text_of(what: dict[str, Any], by: User, at: datetime) -> str:
    """The words of a report's PDF, in one line."""
    scope = reports.scope_of(what, by)
    read = pypdf.PdfReader(io.BytesIO(reports.render(reports.gather(scope, at=at, by=by))))
    text = " ".join(page.extract_text() for page in read.pages)
    return " ".join(text.replace("\xa0", " ").split())


def test_the_mtd_can_be_checked_from_the_paper_alone(
    function: BusinessFunction, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    peak = {"peak.n1.name": "Month end", "peak.n1.own_curve": "1"}
    worse = {f"rate.n1.money.{at}": level for at, level in enumerate("334444")}
    answered(function, scale, cast, noon, wrt="2 h", **peak, **worse)
    text = text_of({"function": function.pk}, cast.manager, noon)
    assert "Impact after 1 h 4 h 8 h 24 h 2 days 7 days Intolerable from MTD" in text
    assert "Money 1 2 3 4 4 4 4 4 h" in text
    assert "Money, Month end 3 3 4 4 4 4" in text
    assert "Law 0 1 1 2 3 3 4 ≥ 7 days" in text
    assert "0 none · 1 minor" in text
    assert "Worse at: Month end." in text


def test_amounts_are_told_beside_the_levels_they_set(
    function: BusinessFunction, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    draft = scales.start_draft(by=cast.manager, at=noon)
    draft.categories.filter(key="money").update(tolerance=100_000, model="mixed")
    draft.reason = "Money is asked in euro"
    draft.save()
    scales.submit(draft, by=cast.manager, at=noon)
    scales.approve(draft, by=cast.executive, at=noon)
    lost = {f"loss.{at}": str(amount) for at, amount in enumerate((0, 0, 50_000, 150_000))}
    answered(function, draft, cast, noon, **lost)
    text = text_of({"function": function.pk}, cast.manager, noon)
    assert "Money 1 2 3 4 4 4 € 100,000 16 h" in text
    assert "Lost in all € 0 € 0 € 50.0 k € 150 k – –" in text
    assert "the time at which the loss reaches that amount" in text


def test_lines_of_the_impact_are_named_and_told_apart_without_colour(
    function: BusinessFunction, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    answered(function, scale, cast, noon)
    found = posture.impact_of(function)
    assert found
    picture = pictures.picture_of(found)
    assert picture
    assert {curve.name for curve in picture.curves} == {"Money", "Members", "Law"}
    assert len({curve.dash for curve in picture.curves}) == 3
    heights = sorted(curve.label_y for curve in picture.curves)
    assert min(b - a for a, b in pairwise(heights)) >= pictures.LETTERS
    assert len({curve.points for curve in picture.curves}) == 3


def test_a_function_without_answers_says_how_far_its_owner_is(
    function: BusinessFunction, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    assert "Nobody has been asked yet." in text_of({}, cast.manager, noon)
    campaign = campaigns.plan(make_campaign(), [function], by=cast.manager, at=noon)
    campaigns.start(campaign, by=cast.manager, at=noon)
    text = text_of({}, cast.manager, noon)
    assert "Olga is asked in BIA 2026 and has not begun; answers are due by 30 June 2026." in text
    assert "Catching up was not asked" not in text
    assert "Impact over time" not in text
    interview = Interview.objects.get()
    answers.keep(interview, rates(), version=0)
    interviews.submit(interview, by=cast.owner, at=noon)
    text = text_of({}, cast.manager, noon)
    assert "Olga handed in the answers in BIA 2026 on 12 May 2026; they are not approved" in text


def test_times_are_the_organisations_and_the_paper_says_so(
    two: None, function: BusinessFunction, cast: SimpleNamespace, noon: datetime
) -> None:
    Organisation.objects.update(time_zone="Europe/Amsterdam")
    late = noon.replace(hour=22, minute=30)
    for what in ({}, {"function": function.pk}):
        text = text_of(what, cast.manager, late)
        assert "13 May 2026, 00:30 (Europe/Amsterdam)" in text


def test_every_word_for_a_state_is_explained_as_on_the_pages(
    two: None,
    function: BusinessFunction,
    scale: ImpactScale,
    cast: SimpleNamespace,
    noon: datetime,
) -> None:
    by_hand = {"workaround.n1.what": "Paper", "workaround.n1.staffed": "1"}
    answered(function, scale, cast, noon, **by_hand)
    text = text_of({}, cast.manager, noon)
    for word in ("Held:", "Claimed:", "Stale:", "Expired:", "Unknown:", "Gap:"):
        assert text.count(word) == 2
    assert "Paper, never rehearsed." in text


def test_headings_of_the_overview_are_not_broken_by_long_names(
    units: SimpleNamespace, cast: SimpleNamespace, noon: datetime
) -> None:
    for word in ("Reconciliation", "Authorisation"):
        name = " ".join([word] * 12)
        make_function(name, unit=units.claims, owner=cast.owner, at=noon)
    text = text_of({}, cast.manager, noon)
    assert "Function MTD Required or agreed RTO Stated capability Actual (RTA)" in text
    assert "Against each other State" in text


def test_no_row_of_a_list_stands_alone_on_a_page() -> None:
    assert [len(block) for block in parts.blocks(range(25))] == [3, *[1] * 19, 3]
    assert [len(block) for block in parts.blocks(range(5))] == [5]
    assert [len(block) for block in parts.blocks(range(6))] == [3, 3]


@pytest.mark.parametrize("verdict", ["stale", "expired", "held"])
def test_a_weak_proof_is_hatched_on_paper_as_on_the_pages(verdict: str) -> None:
    need, took = timedelta(hours=6), timedelta(hours=3)
    stands = posture.Posture(verdict, "", need=need, need_text="≥ 6 h", proof=took)
    bar = pictures.bar_of(stands)
    drawn = render_to_string("reports/bar.svg", {"bar": bar})
    assert ("url(#weak)" in drawn) is (verdict != "held")
    assert "Need ≥ 6 h, claim –, proof 3 h" in drawn


def test_the_heading_of_the_scale_stands_with_its_table(
    function: BusinessFunction, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    answered(function, scale, cast, noon)
    scope = reports.scope_of({"function": function.pk}, cast.manager)
    report = reports.gather(scope, at=noon, by=cast.manager)
    places = set()
    for lines in range(4, 34, 5):
        function.purpose = "It pays. " * 12 * lines
        found = dataclasses.replace(report.parts[0], function=function)
        pdf = reports.render(dataclasses.replace(report, parts=[found]))
        pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
        (at,) = (n for n, text in enumerate(pages) if "in force." in text)
        assert "intolerable from 4" in pages[at], lines
        places.add(at)
    assert len(places) > 1


def gap_of(function: BusinessFunction, noon: datetime, **said: Any) -> Gap:
    """A gap of a function that nobody has closed."""
    made: Gap = Gap.objects.create(function=function, title="Too late", opened_at=noon, **said)
    return made


def judge(function: BusinessFunction, noon: datetime, mtd: float, verdict: str) -> None:
    """Store what the analysis would find: an MTD in hours and a verdict."""
    said = {"mtd": {"state": "shown", "at_least_h": None}}
    found = {"verdict": verdict, "mtd": timedelta(hours=mtd), "need": timedelta(hours=mtd)}
    row = found | {"why": said, "revision": 1, "computed_at": noon}
    Readiness.objects.update_or_create(item=function.item, defaults=row)


def whole_report(cast: SimpleNamespace, noon: datetime) -> reports.Report:
    return reports.gather(reports.scope_of({}, cast.manager), at=noon, by=cast.manager)


def test_functions_stand_in_the_order_of_the_ranking(
    two: None, function: BusinessFunction, cast: SimpleNamespace, noon: datetime
) -> None:
    judge(BusinessFunction.objects.get(item__name="Payouts"), noon, 2, "held")
    judge(function, noon, 48, "gap")
    report = whole_report(cast, noon)
    assert [str(part.function) for part in report.parts] == ["Payouts", "Claims payment"]
    assert report.together
    assert [one.function for one in report.together.ranking] == [
        part.function for part in report.parts
    ]


def test_the_contents_are_in_the_order_of_the_paper(
    two: None, function: BusinessFunction, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    gap_of(function, noon)
    answered(function, scale, cast, noon)
    html = render_to_string("reports/bia.html", {"report": whole_report(cast, noon)})
    listed = re.findall(r'<li><a href="#([\w-]+)"', html)
    assert {"overview", "gaps", "ranking", "coverage", "words"} < set(listed)
    assert listed == [one for one in re.findall(r'id="([\w-]+)"', html) if one in listed]


def test_a_way_out_that_nobody_has_decided_is_said_once(
    two: None, function: BusinessFunction, cast: SimpleNamespace, noon: datetime
) -> None:
    gap_of(function, noon)
    text = text_of({}, cast.manager, noon)
    assert "No way out has been decided for any of them." in text
    assert "Way out" not in text
    gap_of(function, noon, kind="data", way_out="A standby in Utrecht")
    text = text_of({}, cast.manager, noon)
    assert "Way out" in text
    assert "not decided" in text
    assert "No way out has been decided" not in text


def test_recovery_agreements_stand_in_it_with_both_signatures(
    two: None, function: BusinessFunction, cast: SimpleNamespace, noon: datetime
) -> None:
    ledger = make_item("Ledger", owner=cast.service_owner, at=noon)
    estate.record_claim(item=ledger, likely=timedelta(hours=24), by=None, at=noon)
    within = timedelta(hours=2)
    estate.add_dependency(
        dependent=function.item, provider=ledger, needed_within=within, by=None, at=noon
    )
    agreements.refresh(at=noon)
    assert "Nothing is proposed yet; due 2 Jun 2026." in text_of({}, cast.manager, noon)
    row = RecoveryAgreement.objects.get()
    agreements.propose(
        row, by=cast.owner, at=noon, way="time", time=timedelta(hours=4), reason="We meet."
    )
    agreements.accept(row, by=cast.service_owner, at=noon)
    for what in ({}, {"function": function.pk}):
        text = text_of(what, cast.manager, noon)
        assert "Recovery agreements" in text
        assert "“Ledger” is back within 4 h, and “Claims payment” manages until then." in text
        assert "Signed by Olga, 12 May 2026; Sven, 12 May 2026" in text


def test_functions_follow_each_other_without_pages_left_empty(
    units: SimpleNamespace, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    for number in range(4):
        made = make_function(f"Function {number}", unit=units.claims, owner=cast.owner, at=noon)
        answered(made, scale, cast, noon)
    pdf = reports.render(whole_report(cast, noon))
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    begun = [text for text in pages if "approved by Hedy" in text]
    assert any(not text.startswith("Function") for text in begun), "none begins a page of its own"


def test_short_lists_stay_on_one_page_with_their_heading(
    two: None, function: BusinessFunction, cast: SimpleNamespace, noon: datetime
) -> None:
    ledger = make_item("Ledger", owner=cast.service_owner, at=noon)
    estate.record_claim(item=ledger, likely=timedelta(hours=24), by=None, at=noon)
    within = timedelta(hours=2)
    estate.add_dependency(
        dependent=function.item, provider=ledger, needed_within=within, by=None, at=noon
    )
    report = whole_report(cast, noon)
    assert report.together
    for rows in (28, 31, 34):
        many = {"coverage": report.together.coverage[:1] * rows}
        many |= {"conflicts": report.together.conflicts * 5}
        together = dataclasses.replace(report.together, **many)
        pdf = reports.render(dataclasses.replace(report, together=together, agreements=[]))
        pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
        (page,) = (text for text in pages if "by what both sides say" in text)
        assert page.count("Ledger") == 5, rows


def _alternatives(read: pypdf.PdfReader) -> bool:
    """Whether some figure of the structure tree has a text in place of its picture."""

    def walk(node: Any) -> bool:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, dict):
            if "/Alt" in node and "mpact" in str(node["/Alt"]):
                return True
            return walk(node.get("/K", []))
        if isinstance(node, list):
            return any(walk(one) for one in node)
        return False

    return walk(read.trailer["/Root"]["/StructTreeRoot"])
