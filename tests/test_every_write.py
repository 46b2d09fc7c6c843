"""What pages and endpoints let each role write: exactly what the one table of roles says."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import partial, reduce
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from neapolitan.views import Role

from core import registry
from core.models import User
from core.permissions import ROLES
from tests.samples import make

pytestmark = pytest.mark.django_db

WRITES = {Role.CREATE, Role.UPDATE, Role.DELETE}
every_writing_page = pytest.mark.parametrize(
    "page",
    [page for page in registry.all_pages() if WRITES & set(page.roles)],
    ids=lambda page: page.opts().label,
)
every_reading_page = pytest.mark.parametrize(
    "page",
    [page for page in registry.all_pages() if not set(page.roles) >= WRITES],
    ids=lambda page: page.opts().label,
)
DONE = {200, 201, 204, 302}
TAKEN = DONE | {400, 409, 422}
"""Done, or refused for what was said and not for who said it."""


class Fields(HTMLParser):
    """What a browser would send of a page's form."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.select = self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        name, kind = said.get("name", ""), said.get("type", "text")
        if tag == "select":
            self.select = name
        elif tag == "option" and "selected" in said and self.select:
            self.found[self.select] = said.get("value", "")
        elif tag == "textarea":
            self.area = name
            self.found[name] = ""
        elif tag == "input" and name and (kind not in {"checkbox", "radio"} or "checked" in said):
            self.found[name] = said.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        self.select = "" if tag == "select" else self.select
        self.area = "" if tag == "textarea" else self.area

    def handle_data(self, data: str) -> None:
        if self.area:
            self.found[self.area] += data


def form_of(page: Any, client: Client, user: User, record: Any) -> dict[str, str]:
    """The record as its edit page would send it; its fields as they are, where it has none."""
    if Role.UPDATE not in page.roles:
        return {}
    client.force_login(user)
    parser = Fields()
    parser.feed(client.get(page.url_for(Role.UPDATE, record)).content.decode())
    kept = {name: text for name, text in parser.found.items() if name.split("_")[0] in names(page)}
    return kept | {"version": str(record.version)}


def names(page: Any) -> set[str]:
    """The beginnings of the names of a page's fields."""
    return {name.split("_")[0] for name in page.fields}


def json_of(page: Any, client: Client, user: User, record: Any) -> dict[str, Any]:
    """The record as its endpoint tells it."""
    client.force_login(user)
    answer = client.get(endpoint(page, record))
    assert answer.status_code == 200
    return {name: value for name, value in answer.json().items() if name in page.fields}


def endpoint(page: Any, record: Any = None) -> str:
    name = f"{page.opts().app_label}-{page.url_base}"
    return reverse(f"{name}-detail", args=[record.pk]) if record else reverse(f"{name}-list")


def expected(user: User, action: str, record: Any) -> int:
    """What the one table of roles says of a write: 403, 404, or 0 where it is allowed."""
    rows = type(record).objects
    if not user.access.may(action, type(record)):
        return 403
    if not rows.visible_to(user).filter(pk=record.pk).exists():
        return 404
    return 0 if rows.permitted(user, action).filter(pk=record.pk).exists() else 403


def stored(model: Any) -> dict[int, int]:
    return dict(model.objects.values_list("pk", "version"))


def reached(model: Any, user: User, action: str) -> set[int]:
    return set(model.objects.permitted(user, action).values_list("pk", flat=True))


@contextmanager
def within_rights(model: Any, user: User) -> Iterator[Callable[[], bool]]:
    """Whatever is asked meanwhile changes only rows the person may change; then all is taken back.

    Yields a function that tells whether anything was written.
    """
    point = transaction.savepoint()
    before = stored(model)
    may = {action: reached(model, user, action) for action in ("change", "delete")}
    yield lambda: stored(model) != before
    after = stored(model)
    changed = {pk for pk in before.keys() & after.keys() if before[pk] != after[pk]}
    assert changed <= may["change"] & reached(model, user, "change")
    assert before.keys() - after.keys() <= may["delete"]
    assert after.keys() - before.keys() <= reached(model, user, "add")
    transaction.savepoint_rollback(point)


def paths(model: Any) -> tuple[str, ...]:
    """The paths to whoever owns a row of the model."""
    said = model.owner_path or ()
    return (said,) if isinstance(said, str) else said


@contextmanager
def owned_by(record: Any, user: User) -> Iterator[Any]:
    """The record as the person owns it, where its owner is somebody else's choice."""
    point = transaction.savepoint()
    for path in paths(type(record)):
        *steps, last = path.split("__")
        row = reduce(getattr, steps, record)
        if row is not None and not isinstance(row, User):
            type(row).objects.filter(pk=row.pk).update(**{last: user})
    yield type(record).objects.get(pk=record.pk)
    transaction.savepoint_rollback(point)


def asked(page: Any, record: Any, texts: dict[str, Any], values: dict[str, Any]) -> Any:
    """Every way to change or delete the record: its action, and how a browser asks for it."""
    said = {"content_type": "application/json", "HTTP_IF_MATCH": f'"{record.version}"'}
    body, texts = json.dumps(values), texts | {"version": str(record.version)}
    if Role.UPDATE in page.roles:
        url = page.url_for(Role.UPDATE, record)
        yield "change", lambda client: client.post(url, texts)
        yield "change", lambda client: client.patch(endpoint(page, record), body, **said)
    if Role.DELETE in page.roles:
        gone = page.url_for(Role.DELETE, record)
        yield "delete", lambda client: client.post(gone)
        yield "delete", lambda client: client.delete(endpoint(page, record), **said)


@pytest.fixture
def everybody(units: SimpleNamespace, person: Callable[..., User]) -> list[User]:
    """Somebody of each role, for operations and below where the role is not for the whole."""
    return [
        person(f"w{key}", key, None if each.whole else units.operations)
        for key, each in ROLES.items()
    ]


@pytest.fixture
def all_powerful(person: Callable[..., User]) -> User:
    """Somebody who may read and write whatever anybody may."""
    user = person("all", "continuity_manager")
    for role in ("administrator", "vendor_manager", "incident_commander"):
        user.grants.create(role=role)
    return user


@every_writing_page
def test_changes_and_deletes_what_the_table_says(
    page: Any,
    client: Client,
    all_powerful: User,
    everybody: list[User],
    units: SimpleNamespace,
) -> None:
    ours, theirs = make(page.model, units.claims), make(page.model, units.payments)
    forms = {one: form_of(page, client, all_powerful, one) for one in (ours, theirs)}
    bodies = {one: json_of(page, client, all_powerful, one) for one in (ours, theirs)}
    for user in everybody:
        client.force_login(user)
        is_owner = ROLES[user.grants.get().role].owned
        with owned_by(ours, user) if is_owner else nullcontext(ours) as mine:
            own = {name: user.pk for name in page.fields if is_owner and name in paths(page.model)}
            for record, source in ((mine, ours), (theirs, theirs)):
                said = forms[source] | own, bodies[source] | own
                for action, ask in asked(page, record, *said):
                    try_it(user, action, record, partial(ask, client))
            if expected(user, "change", mine) == 0:
                for _action, ask in asked(page, mine, forms[theirs], bodies[theirs]):
                    with within_rights(page.model, user):
                        ask(client)


def try_it(user: User, action: str, record: Any, ask: Callable[[], Any]) -> None:
    """Ask once, and compare the answer and what was written with the table of roles."""
    must = expected(user, action, record)
    if must:
        before, answer = stored(type(record)), ask()
        said = (user.name, action, answer.request["PATH_INFO"], answer.status_code)
        assert answer.status_code == must, said
        assert stored(type(record)) == before, said
        return
    with within_rights(type(record), user) as written:
        answer = ask()
        said = (user.name, action, answer.request["PATH_INFO"], answer.status_code)
        assert answer.status_code in TAKEN, said
        assert answer.status_code in DONE or not written(), said


@every_writing_page
def test_adds_what_the_table_says(
    page: Any,
    client: Client,
    all_powerful: User,
    everybody: list[User],
    units: SimpleNamespace,
) -> None:
    if Role.CREATE not in page.roles:
        return
    for unit in (units.claims, units.payments):
        record = make(page.model, unit)
        ways = (
            (page.url_for(Role.CREATE), form_of(page, client, all_powerful, record)),
            (endpoint(page), json_of(page, client, all_powerful, record)),
        )
        with_room(record)
        for user in everybody:
            client.force_login(user)
            for url, values in ways:
                kind = {"content_type": "application/json"} if url == ways[1][0] else {}
                with within_rights(page.model, user) as written:
                    status = client.post(url, values, **kind).status_code
                    if not user.access.may("add", page.model):
                        assert status == 403, (user.name, url, status)
                    assert status in TAKEN | {403}, (user.name, url, status)
                    assert status in DONE or not written(), (user.name, url, status)


def with_room(record: Any) -> None:
    """Remove the sample where nothing rests on it, so that its like can be added."""
    try:
        with transaction.atomic():
            record.delete()
    except ProtectedError:
        return


@every_reading_page
def test_what_pages_only_read_is_not_written_by_the_endpoint_either(
    page: Any, client: Client, all_powerful: User, units: SimpleNamespace
) -> None:
    record = make(page.model, units.claims)
    body = json.dumps(json_of(page, client, all_powerful, record))
    said: Any = {"content_type": "application/json", "HTTP_IF_MATCH": f'"{record.version}"'}
    before = stored(page.model)
    if Role.CREATE not in page.roles:
        assert client.post(endpoint(page), body, **said).status_code == 405
    if Role.UPDATE not in page.roles:
        assert client.patch(endpoint(page, record), body, **said).status_code == 405
        assert client.put(endpoint(page, record), body, **said).status_code == 405
    if Role.DELETE not in page.roles:
        assert client.delete(endpoint(page, record), **said).status_code == 405
    assert stored(page.model) == before
