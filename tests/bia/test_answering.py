"""The interview's pages: too long texts, two tabs without script, who may come in, going away."""

import json
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bia.models import Interview
from bia.services import answers, invitations
from core import drafts
from tests.bia.building import DESCRIBED, rates

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(interview: Interview, client: Client) -> str:
    """Where the pages lie for a browser that came by the owner's link."""
    url = invitations.link_of(interview, by=None, at=timezone.now())
    return str(client.post("/" + url.split("/", 3)[3])["Location"])


def save(client: Client, home: str, changes: dict[str, str], version: int = 0) -> Any:
    body = json.dumps({"version": version, "changes": changes, "step": "impact"})
    return client.post(f"{home}save/", body, content_type="application/json")


def shown_on(page: str) -> str:
    """The hidden field that says what the fields held."""
    value = page.split('name="shown" value="', 1)[1].split('"', 1)[0]
    return value.replace("&quot;", '"').replace("&#x27;", "'").replace("&amp;", "&")


def test_a_second_blank_row_does_not_overwrite_the_first(home: str, client: Client) -> None:
    page = client.get(f"{home}needs/").content.decode()
    assert "need.new1.name" in page
    assert save(client, home, {"need.new1.name": "First thing"}).status_code == 200
    page = client.get(f"{home}needs/").content.decode()
    assert page.count('name="need.new1.name"') == 1
    assert page.count('name="need.new2.name"') == 1
    assert "First thing" in page


def test_a_text_too_long_is_said_at_its_field_and_comes_back_whole(
    home: str, client: Client
) -> None:
    answer = save(client, home, {"purpose": "x" * 5000}).json()
    assert answer["errors"]["purpose"] == "Too long: at most 4,000 characters."
    page = client.get(f"{home}function/").content.decode()
    assert "x" * 5000 in page
    assert "at most 4,000 characters" in page


def test_a_text_no_draft_keeps_is_refused_and_the_rest_kept(
    home: str, client: Client, interview: Interview
) -> None:
    answer = save(client, home, {"purpose": "x" * 20_001, "wrt": "2 h"}).json()
    assert "20,000" in answer["refused"]["purpose"]
    assert answers.current(interview).sheet["wrt"] == "2 h"
    assert answers.current(interview).sheet["purpose"] == DESCRIBED["purpose"]
    assert save(client, home, {"purpose": "x" * 400_000}).status_code == 413
    page = client.post(f"{home}function/", {"purpose": "y" * 20_001, "go": "impact"})
    assert page.status_code == 422
    assert "y" * 20_001 in page.content.decode()


def test_an_amount_is_answered_with_how_it_was_read(home: str, client: Client) -> None:
    answer = save(client, home, {"loss.0": "1.000", "loss.1": "20000"}).json()
    assert answer["echoes"] == {"loss.0": "read as €\u00a01,000"}


def test_without_script_a_conflict_shows_both_values_and_keeps_the_chosen(
    home: str, client: Client, interview: Interview
) -> None:
    page = client.get(f"{home}function/").content.decode()
    said = {"version": "0", "shown": shown_on(page), "go": "impact"}
    client.post(f"{home}function/", {**said, "purpose": "theirs & more", "frequency": "weekly"})
    save(client, home, {"purpose": "theirs again"}, answers.find_draft(interview).version)  # type: ignore[union-attr]
    late = client.post(f"{home}function/", {**said, "purpose": "mine", "frequency": "daily"})
    text = late.content.decode()
    assert late.status_code == 409
    assert "What it does, and for whom" in text
    assert "theirs again</q>" in text
    assert "mine</q>" in text
    assert "take.frequency" not in text
    version = text.split('name="version" value="', 1)[1].split('"', 1)[0]
    client.post(
        f"{home}function/",
        {
            "version": version,
            "shown": shown_on(text),
            "purpose": "theirs again",
            "take.purpose": "mine",
            "go": "impact",
        },
    )
    interview.refresh_from_db()
    assert (interview.purpose, interview.frequency) == ("mine", "weekly")


def test_a_stale_page_that_changed_something_else_is_no_conflict(
    home: str, client: Client, interview: Interview
) -> None:
    page = client.get(f"{home}function/").content.decode()
    save(client, home, {"wrt": "2 h"})
    answer = client.post(
        f"{home}function/",
        {"version": "0", "shown": shown_on(page), "purpose": "Pays", "go": "impact"},
    )
    assert answer.status_code == 302
    interview.refresh_from_db()
    assert interview.purpose == "Pays"


def test_line_ends_of_a_browser_are_no_change(home: str, client: Client) -> None:
    save(client, home, {"purpose": "one\ntwo"})
    page = client.get(f"{home}function/").content.decode()
    late = client.post(
        f"{home}function/",
        {"version": "0", "shown": shown_on(page), "purpose": "one\r\ntwo", "go": "impact"},
    )
    assert late.status_code == 302


def test_a_link_of_somebody_no_longer_asked_shows_nothing(
    home: str, client: Client, interview: Interview, cast: SimpleNamespace
) -> None:
    save(client, home, {"purpose": "a secret"})
    Interview.objects.filter(pk=interview.pk).update(owner=cast.service_owner)
    for place in ("", "function/", "review/", "done/", "find/?q=a"):
        answer = client.get(f"{home}{place}")
        assert answer.status_code == 410, place
        assert "a secret" not in answer.content.decode()
    assert save(client, home, {"purpose": "x"}).status_code == 410
    assert client.post(f"{home}submit/", {}).status_code == 410


def test_an_interview_of_nobody_asks_its_manager_for_an_owner(
    client: Client, interview: Interview, cast: SimpleNamespace
) -> None:
    Interview.objects.filter(pk=interview.pk).update(owner=None)
    client.force_login(cast.manager)
    own = reverse("bia:interview-answer", args=[interview.pk])
    page = client.get(own)
    assert page.status_code == 409
    assert "Name an owner first" in page.content.decode()
    answer = save(client, own, {"purpose": "x"})
    assert answer.status_code == 410
    assert "Name an owner first" in answer.json()["said"]


def test_finish_later_hands_nothing_in(home: str, client: Client, interview: Interview) -> None:
    save(client, home, {**rates(), "purpose": "Pays"})
    for place in ("review/", "submit/"):
        answer = client.post(f"{home}{place}", {"go": "later"})
        assert answer["Location"] == f"{home}done/"
    assert "Kept for later" in client.get(f"{home}done/").content.decode()
    interview.refresh_from_db()
    assert interview.state == "begun"


def test_handing_in_names_what_cannot_be_read_and_where(
    home: str, client: Client, interview: Interview
) -> None:
    save(client, home, {**rates(), "wrt": "soon", "need.new1.tolerates": "1 h"})
    text = client.post(f"{home}submit/", {}).content.decode()
    assert f'href="{home}impact/">Catching up takes</a>' in text
    assert f'href="{home}needs/">New row: Name</a>' in text
    interview.refresh_from_db()
    assert interview.state == "begun"


def test_levels_are_chosen_by_their_words(home: str, client: Client) -> None:
    text = client.get(f"{home}impact/").content.decode()
    assert '<option value="4">4 intolerable</option>' in text


@pytest.mark.parametrize("value", [[1, 2], 3, {"a": {"b": "c"}}, None, ["x"]])
def test_stored_nonsense_is_passed_over(
    interview: Interview, cast: SimpleNamespace, client: Client, value: Any
) -> None:
    data = {"purpose": value, "rate": "x", "peak": "y", "wrt": "4 h"}
    drafts.keep(person=cast.owner, form=answers.FORM, subject=interview, data=data)
    assert answers.current(interview).draft_names == {"wrt"}
    client.force_login(cast.manager)
    for address in (f"/bia/interviews/{interview.pk}/answer/", interview.get_absolute_url()):
        assert client.get(address, follow=True).status_code == 200


def test_characters_that_cannot_be_stored_are_left_out_and_the_rest_kept(
    home: str, client: Client, interview: Interview
) -> None:
    odd = {"reply.x\x00": "a", "need.n\x00.name": "b", "need.n\ud800.name": "c"}
    said = odd | {"purpose": "Pays\x00 claims\ud83d", "need.new1.name": "\U0001f600 Ledger"}
    assert save(client, home, said).status_code == 200
    found = answers.current(interview)
    assert found.draft_names == {"purpose", "need.new1.name"}
    assert found.sheet["purpose"] == "Pays claims"
    assert found.sheet["need.new1.name"] == "\U0001f600 Ledger"
