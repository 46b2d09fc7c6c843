"""The interview and the report in the browser's words: links, autosave, two tabs, PDF."""

import io
import json
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pypdf
import pytest
from django.test import Client
from django.utils import timezone

from bia import reports
from bia.models import BusinessFunction, ImpactScale, Interview
from bia.services import answers, campaigns, interviews
from core.models import Link
from tests.bia.building import make_interview, rates

pytestmark = pytest.mark.django_db


@pytest.fixture
def by_link(interview: Interview, client: Client) -> SimpleNamespace:
    """A browser that came by the owner's link."""
    url = campaigns.link_of(interview, by=None, at=timezone.now())
    path = "/" + url.split("/", 3)[3]
    assert client.get(path).status_code == 200
    answer = client.post(path)
    assert answer.status_code == 302
    return SimpleNamespace(client=client, home=answer["Location"], link=Link.objects.get())


def save(at: SimpleNamespace, changes: dict[str, str], version: int) -> Any:
    body = json.dumps({"version": version, "changes": changes, "step": "impact"})
    return at.client.post(f"{at.home}save/", body, content_type="application/json")


def test_a_link_opens_one_interview_and_nothing_else(
    by_link: SimpleNamespace, interview: Interview
) -> None:
    page = by_link.client.get(f"{by_link.home}function/")
    assert "Claims payment" in page.content.decode()
    for path in ("/bia/businessfunction/", interview.get_absolute_url(), "/"):
        assert by_link.client.get(path).status_code in (302, 403, 404)
    assert by_link.client.get(f"{by_link.home}admin/").status_code == 404


def test_each_change_is_saved_and_answered_with_what_it_implies(
    by_link: SimpleNamespace, interview: Interview
) -> None:
    answer = save(by_link, {**rates(), "wrt": "2 h"}, 0).json()
    assert (answer["mtd_h"], answer["category"]) == (8, "Money")
    assert "6 h" in answer["implied"].replace("\xa0", " ")
    again = save(by_link, {"wrt": "soon"}, answer["version"]).json()
    assert "wrt" in again["errors"]


def test_a_second_tab_is_told_and_sees_both_answers(by_link: SimpleNamespace) -> None:
    assert save(by_link, {"purpose": "first"}, 0).status_code == 200
    late = save(by_link, {"purpose": "second"}, 0)
    assert late.status_code == 409
    assert late.json()["differ"] == {"purpose": {"theirs": "first", "mine": "second"}}


def test_nonsense_from_outside_is_refused(by_link: SimpleNamespace) -> None:
    for body in ("[]", "{", '{"changes": 1, "version": 0}', '{"changes": {}, "version": true}'):
        answer = by_link.client.post(f"{by_link.home}save/", body, content_type="application/json")
        assert answer.status_code == 404


def test_the_six_steps_without_script(by_link: SimpleNamespace, interview: Interview) -> None:
    home = by_link.home
    posts = [
        ("function", {"purpose": "Pays claims", "go": "impact"}),
        ("impact", {**rates(), "wrt": "2 h", "go": "needs"}),
        ("needs", {"need.new1.kind": "application", "need.new1.name": "Core", "go": "resources"}),
        (
            "resources",
            {
                "resource.new1.kind": "people",
                "resource.new1.name": "Clerks",
                "resource.new1.at.1": "3",
                "go": "workarounds",
            },
        ),
        ("workarounds", {"workaround.new1.what": "By hand", "go": "review"}),
    ]
    for step, data in posts:
        draft = answers.find_draft(interview)
        answer = by_link.client.post(
            f"{home}{step}/", {**data, "version": str(draft.version if draft else 0)}
        )
        assert answer["Location"] == f"{home}{data['go']}/", step
    draft = answers.find_draft(interview)
    answer = by_link.client.post(
        f"{home}submit/", {"agreed_rto": "6 h", "version": str(draft.version if draft else 0)}
    )
    assert answer["Location"] == f"{home}done/"
    interview.refresh_from_db()
    assert interview.state == "submitted"
    assert interview.resources.get().amounts[1] == 3
    assert "Handed in" in by_link.client.get(f"{home}done/").content.decode()
    assert save(by_link, {"purpose": "too late"}, 0).status_code == 410


def test_history_names_who_answered_by_link(
    by_link: SimpleNamespace, interview: Interview, cast: SimpleNamespace
) -> None:
    draft_version = 0
    by_link.client.post(
        f"{by_link.home}function/", {"purpose": "Pays", "version": draft_version, "go": "impact"}
    )
    event = Interview.pgh_event_model.objects.filter(purpose="Pays").last()  # type: ignore[attr-defined]
    assert event.pgh_context.metadata["user"] == cast.owner.pk


def test_the_report_is_tagged_titled_and_bookmarked(
    function: BusinessFunction, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    interview = make_interview(function, scale)
    answers.keep(interview, {**rates(), "wrt": "2 h", "need.n1.name": "Core"}, version=0)
    interviews.submit(interview, by=cast.owner, at=noon)
    interviews.approve(interview, by=cast.head, at=noon + timedelta(hours=1))
    found, _subject, title = reports.functions_of({"function": function.pk}, cast.manager)
    pdf = reports.render(reports.gather(found, title=title, at=noon, by=cast.manager))
    read = pypdf.PdfReader(io.BytesIO(pdf))
    root = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert read.metadata.title == "Business impact analysis: Claims payment"
    text = " ".join(page.extract_text() for page in read.pages).replace("\xa0", " ")
    for words in ("Contents", "Impact over time", "8 h", "Hedy", "Core"):
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


def test_a_report_holds_only_what_its_reader_may_see(
    function: BusinessFunction, cast: SimpleNamespace
) -> None:
    assert reports.functions_of({}, cast.manager)[0] == [function]
    assert reports.functions_of({}, cast.stranger)[0] == []
