"""What is typed is kept at every pause: per person, form and record, the later tab told."""

import json
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from core import drafts
from core.models import Draft, Unit
from core.subjects import name_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(client: Client, cast: SimpleNamespace) -> Client:
    client.force_login(cast.manager)
    return client


def keep(client: Client, data: Any, version: Any = 0, form: str = "core.unit", **more: Any) -> Any:
    body = {"form": form, "data": data, "version": version, **more}
    return client.post("/drafts/", json.dumps(body), content_type="application/json")


def test_kept_and_found_again(own: Client, cast: SimpleNamespace) -> None:
    claims = Unit.objects.get(name="Claims")
    url = drafts.url("core.unit", claims)
    assert own.get(url).status_code == 204
    first = keep(own, {"name": ["Cl"]}, subject=name_of(claims)).json()
    assert set(first) == {"version", "saved_at"}
    second = own.post(
        url, {"data": {"name": ["Claims 2"]}, "version": 1}, content_type="application/json"
    )
    assert second.json()["version"] == 2
    found = own.get(url).json()
    assert (found["version"], found["data"]) == (2, {"name": ["Claims 2"]})
    draft = Draft.objects.get()
    assert (draft.person, draft.subject, draft.label) == (cast.manager, claims, "Claims")


def test_other_tab_is_told(own: Client) -> None:
    keep(own, {"name": ["one"]}, 0)
    late = keep(own, {"name": ["two"]}, 0)
    assert late.status_code == 409
    assert late.json()["data"] == {"name": ["one"]}
    assert keep(own, {"name": ["two"]}, late.json()["version"]).status_code == 200


def test_same_once_more_is_no_conflict(own: Client) -> None:
    for _turn in range(2):
        assert keep(own, {"name": ["one"]}, 0).json()["version"] == 1


def test_each_person_form_and_record_has_its_own(own: Client, cast: SimpleNamespace) -> None:
    names = [name_of(unit) for unit in Unit.objects.all()[:2]]
    for more in ({}, {"form": "core.user"}, {"subject": names[0]}, {"subject": names[1]}):
        assert keep(own, {}, **more).json()["version"] == 1
    own.force_login(cast.administrator)
    assert keep(own, {}).json()["version"] == 1
    assert own.get(drafts.url("core.user")).status_code == 204


def test_discarded(own: Client) -> None:
    keep(own, {"name": ["one"]})
    assert own.delete(drafts.url("core.unit")).status_code == 204
    assert not Draft.objects.exists()
    assert keep(own, {}, 7).json()["version"] == 1


def test_dropped_once_saved(own: Client, cast: SimpleNamespace) -> None:
    claims = Unit.objects.get(name="Claims")
    keep(own, {}, subject=name_of(claims))
    drafts.drop(person=cast.manager, form="core.unit", subject=claims)
    assert not Draft.objects.exists()


def test_record_must_be_one_s_to_read(client: Client, cast: SimpleNamespace) -> None:
    client.force_login(cast.nobody)
    claims = Unit.objects.get(name="Claims")
    assert keep(client, {}, subject=name_of(claims)).status_code == 404
    assert client.get(drafts.url("core.unit", claims)).status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        "",
        "nonsense",
        "[]",
        "[" * 50_000,
        '{"form": "core.unit"}',
        '{"form": "bia.interview", "data": {}}',
        '{"form": "import:core.unit", "data": {}}',
        '{"form": "", "data": {}}',
        '{"form": 3, "data": {}}',
        '{"form": "core.unit", "data": []}',
        '{"form": "core.unit", "data": {}, "version": "1"}',
        '{"form": "core.unit", "data": {}, "version": true}',
        '{"form": "core.unit", "data": {"a": ["\\u0000"]}}',
        '{"form": "core.unit", "data": {"a\\u0000": ["b"]}}',
        '{"form": "core.unit", "data": {"a": ["\\ud800"]}}',
        '{"form": "core.unit", "data": {"a\\udfff": "b"}}',
        '{"form": [], "data": {}}',
        '{"form": "core.unit", "data": {"name": [1, 2]}}',
        '{"form": "core.unit", "data": {"name": {"a": "b"}}}',
        '{"form": "core.unit", "data": {"name": 7}}',
    ],
)
def test_nonsense_is_refused(own: Client, body: str) -> None:
    answer = own.post("/drafts/", body, content_type="application/json")
    assert answer.status_code == 400
    assert not Draft.objects.exists()


def test_too_long_is_refused(own: Client) -> None:
    assert keep(own, {"a": ["x" * 600_000]}).status_code == 413


@pytest.mark.parametrize(
    "stored", [{}, {"headings": 3, "rows": "x"}, {"name": "a", "headings": ["A"], "rows": [5]}]
)
def test_stored_nonsense_is_no_sheet(cast: SimpleNamespace, stored: Any) -> None:
    drafts.keep(person=cast.manager, form="import:core.unit", data=stored)
    assert drafts.find_sheet(person=cast.manager, form="import:core.unit") is None


def test_a_text_that_speaks_of_odd_characters_is_kept(own: Client) -> None:
    said = {"name": ["\\u0000 and \\ud800, \U0001f600"]}
    assert keep(own, said).status_code == 200
    assert Draft.objects.get().data == said
