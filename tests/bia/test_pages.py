"""The interview and the report in the browser's words: links, autosave, two tabs, PDF."""

import json
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from bia.models import Interview
from bia.services import answers, invitations
from core.models import Link
from tests.bia.building import rates

pytestmark = pytest.mark.django_db


@pytest.fixture
def by_link(interview: Interview, client: Client) -> SimpleNamespace:
    """A browser that came by the owner's link."""
    url = invitations.link_of(interview, by=None, at=timezone.now())
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
