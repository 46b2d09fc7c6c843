"""BIA reports: what is in them, who may read them, and the PDF they become."""

import io
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pypdf
import pytest
from django.test import Client

from bia import reports
from bia.models import BiaReport, BusinessFunction, ImpactScale
from bia.services import answers, interviews
from core import files
from core.models import Grant, Job, User
from core.worker import run as run_job
from tests.bia.building import make_function, make_interview, rates

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
