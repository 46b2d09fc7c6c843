"""What must hold for the pages and endpoints of every model, present and future."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.forms import DateField
from django.test import Client
from django.urls import reverse
from neapolitan.views import Role

from core import registry
from core.bulkforms import EMPTY, EditForm
from core.crud import ACTION
from core.models import Unit, User
from core.permissions import ROLES
from tests.samples import make

pytestmark = pytest.mark.django_db

every_page = pytest.mark.parametrize("page", registry.all_pages(), ids=lambda p: p.opts().label)
HOSTILE = {
    "q": "'\"><script>\x00%s" + "x" * 5000,
    "page": "-1",
    "sort": "no_such_column",
    "_export": "exe",
    "retired": "1",
    "tab": "../../etc/passwd",
}


def address(page: Any, role: Role, record: Any) -> str:
    return page.url_for(role, None if role in (Role.LIST, Role.CREATE) else record)


def sees(user: User, record: Any) -> bool:
    return type(record).objects.visible_to(user).filter(pk=record.pk).exists()


def may(user: User, action: str, record: Any) -> bool:
    return type(record).objects.permitted(user, action).filter(pk=record.pk).exists()


def expected(user: User, role: Role, record: Any) -> int:
    """What the one table of roles says the answer must be."""
    if not user.access.may(ACTION[role], type(record)):
        return 403
    if role in (Role.LIST, Role.CREATE):
        return 200
    if not sees(user, record):
        return 404
    return 200 if may(user, ACTION[role], record) else 403


@pytest.fixture
def login(client: Client) -> Callable[[User], Client]:
    """A browser in which a person is logged in."""

    def login_as(user: User) -> Client:
        client.force_login(user)
        return client

    return login_as


@every_page
def test_strangers_are_sent_to_the_login(page: Any, client: Client, units: SimpleNamespace) -> None:
    record = make(page.model, units.claims)
    for role in page.roles:
        assert client.get(address(page, role, record)).status_code == 302
    assert client.get(page.url_named("history", record.pk)).status_code == 302


@every_page
def test_every_role_gets_what_the_table_says(
    page: Any, login: Callable[..., Client], person: Callable[..., User], units: SimpleNamespace
) -> None:
    """Every page where the table gives a role what it gave none before it; else two of them."""
    ours, theirs = make(page.model, units.claims), make(page.model, units.payments)
    known = set()
    for key, each in ROLES.items():
        user = person(f"r{key}", key, None if each.whole else units.operations)
        said = {
            (role, record): expected(user, role, record)
            for role in page.roles
            for record in ((ours,) if role in (Role.LIST, Role.CREATE) else (ours, theirs))
        }
        browser, is_new = login(user), tuple(said.values()) not in known
        known.add(tuple(said.values()))
        for (role, record), status in said.items():
            if is_new or role in (Role.LIST, Role.DETAIL):
                answer = browser.get(address(page, role, record)).status_code
                assert answer == status, (key, role, record)


@every_page
def test_person_without_a_role_gets_nothing(
    page: Any, login: Callable[..., Client], cast: SimpleNamespace, units: SimpleNamespace
) -> None:
    record = make(page.model, units.claims)
    browser = login(cast.nobody)
    for role in page.roles:
        assert browser.get(address(page, role, record)).status_code in (403, 404)


@every_page
def test_list_costs_the_same_for_many_rows(
    page: Any,
    login: Callable[..., Client],
    cast: SimpleNamespace,
    units: SimpleNamespace,
    django_assert_max_num_queries: Any,
) -> None:
    browser = login(reader(page, cast))
    listed = page.url_for(Role.LIST)
    for _ in range(3):
        make(page.model, units.claims)
    browser.get(listed)
    with django_assert_max_num_queries(40) as few:
        browser.get(listed)
    for _ in range(9):
        make(page.model, units.claims)
    with django_assert_max_num_queries(len(few)):
        browser.get(listed)


def reader(page: Any, cast: SimpleNamespace) -> User:
    """Somebody of the cast who may read every row."""
    return cast.auditor if cast.auditor.access.may("view", page.model) else cast.administrator


def writer(page: Any, cast: SimpleNamespace) -> User:
    """Somebody of the cast who may add and change any row, or who may at least read."""
    for user in (cast.manager, cast.administrator, cast.coordinator):
        if user.access.may("add", page.model) and user.access.may("change", page.model):
            return user
    return reader(page, cast)


@every_page
def test_exports_what_the_list_shows(
    page: Any, login: Callable[..., Client], cast: SimpleNamespace, units: SimpleNamespace
) -> None:
    make(page.model, units.claims)
    browser = login(reader(page, cast))
    text = browser.get(page.url_for(Role.LIST) + "?_export=csv").content.decode()
    assert len(text.strip().splitlines()) >= 2
    assert browser.get(page.url_for(Role.LIST) + "?_export=xlsx").content[:2] == b"PK"


@every_page
def test_htmx_gets_only_the_content(
    page: Any, login: Callable[..., Client], cast: SimpleNamespace, units: SimpleNamespace
) -> None:
    browser = login(reader(page, cast))
    answer = browser.get(page.url_for(Role.LIST), headers={"hx-request": "true"})
    assert answer.status_code == 200
    assert b"<html" not in answer.content


@every_page
def test_api_answers_as_the_pages_do(
    page: Any, login: Callable[..., Client], person: Callable[..., User], units: SimpleNamespace
) -> None:
    ours, theirs = make(page.model, units.claims), make(page.model, units.payments)
    name = f"{page.opts().app_label}-{page.url_base}"
    for key, each in ROLES.items():
        user = person(f"a{key}", key, None if each.whole else units.operations)
        browser = login(user)
        listed = browser.get(reverse(f"{name}-list"), {"limit": 500})
        if not user.access.may("view", page.model):
            assert listed.status_code == 403
            continue
        found = {row["id"] for row in listed.json()["results"]}
        for record in (ours, theirs):
            assert (record.pk in found) == sees(user, record)
            answer = browser.get(reverse(f"{name}-detail", args=[record.pk]))
            assert answer.status_code == (200 if sees(user, record) else 404)


@every_page
def test_never_fails_on_hostile_input(
    page: Any, login: Callable[..., Client], cast: SimpleNamespace, units: SimpleNamespace
) -> None:
    record = make(page.model, units.claims)
    browser = login(writer(page, cast))
    name = f"{page.opts().app_label}-{page.url_base}"
    junk = dict.fromkeys(page.fields, HOSTILE["q"])
    for role in page.roles:
        assert browser.get(address(page, role, record), HOSTILE).status_code < 500
        if role in (Role.CREATE, Role.UPDATE):
            assert browser.post(address(page, role, record), junk).status_code < 500
    assert browser.get(reverse(f"{name}-list"), HOSTILE).status_code < 500
    assert browser.post(reverse(f"{name}-list"), junk, "application/json").status_code < 500
    assert browser.get(page.url_named("list") + "999999999999/").status_code == 404


@every_page
def test_every_side_of_a_record_opens(
    page: Any, login: Callable[..., Client], cast: SimpleNamespace, units: SimpleNamespace
) -> None:
    record = make(page.model, units.claims)
    browser = login(reader(page, cast))
    detail = browser.get(record.get_absolute_url())
    for tab in detail.context["tabs"]:
        assert browser.get(tab.url).status_code == 200, tab.label
    if page.key and writer(page, cast).access.may("add", page.model):
        browser = login(writer(page, cast))
        assert browser.get(page.url_named("import")).status_code == 200
        assert browser.get(page.url_named("import") + "?template=1").content[:2] == b"PK"


@every_page
def test_offers_no_rows_of_another_unit(
    page: Any, login: Callable[..., Client], cast: SimpleNamespace, units: SimpleNamespace
) -> None:
    """Not in a form, not in a filter, not through the API: only what one may see can be named."""
    theirs = make(page.model, units.payments)
    browser = login(cast.coordinator)
    listed = browser.get(page.url_for(Role.LIST))
    if listed.status_code != 200 or sees(cast.coordinator, theirs):
        return
    assert f'value="{theirs.pk}"'.encode() not in listed.content
    if Role.CREATE not in page.roles or not cast.coordinator.access.may("add", page.model):
        return
    form = browser.get(page.url_for(Role.CREATE)).context["form"]
    for field in form.fields.values():
        for row in getattr(field, "queryset", ()):
            assert sees(cast.coordinator, row)


bulk_page = pytest.mark.parametrize(
    "page",
    [page for page in registry.all_pages() if page.bulk_fields],
    ids=lambda p: p.opts().label,
)


def one_change(page: Any, user: User, unit: Unit) -> dict[str, str]:
    """Something that can be chosen for many rows; another unit only where there is nothing else."""
    form = EditForm(page=page, actor=user)
    for name in page.bulk_fields:
        if name == "unit":
            continue
        field = form.fields[name]
        if not hasattr(field, "choices"):
            return {name: "2027-01-31" if isinstance(field, DateField) else "Sample"}
        values = [str(value) for value, _label in field.choices if str(value) not in ("", EMPTY)]
        if values:
            return {name: values[0]}
    return {"unit": str(unit.pk)}


def carried(*records: Any) -> list[str]:
    return [f"{each.pk}:{version(each)}" for each in records]


def version(record: Any) -> int:
    return int(type(record).objects.get(pk=record.pk).version)


@bulk_page
def test_bulk_editing_leaves_rows_of_another_unit_alone(
    page: Any, login: Callable[..., Client], cast: SimpleNamespace, units: SimpleNamespace
) -> None:
    ours, theirs = make(page.model, units.claims), make(page.model, units.payments)
    browser, before = login(cast.coordinator), version(theirs)
    said = one_change(page, cast.coordinator, units.claims)
    asked = {"selected": carried(ours, theirs)}
    shown = browser.get(page.url_named("bulk"), asked).context["chosen"]
    assert ours in shown.rows
    assert (theirs in shown.left_alone) == sees(cast.coordinator, theirs)
    assert browser.post(page.url_named("bulk"), asked | said).status_code == 302
    assert version(ours) > int(asked["selected"][0].partition(":")[2])
    assert version(theirs) == before
    browser.post(page.url_named("bulk"), said | {"selected": carried(theirs)})
    assert version(theirs) == before


@bulk_page
def test_bulk_editing_is_closed_to_those_who_only_read(
    page: Any, login: Callable[..., Client], cast: SimpleNamespace, units: SimpleNamespace
) -> None:
    record = make(page.model, units.claims)
    browser, before = login(cast.auditor), version(record)
    assert b'name="selected"' not in browser.get(page.url_for(Role.LIST)).content
    asked = {
        "selected": carried(record),
        **one_change(page, cast.auditor, units.claims),
        "reason": "x",
    }
    for name in ["bulk", "bulk-retire"] if page.retire else ["bulk"]:
        assert browser.get(page.url_named(name), asked).status_code == 403
        assert browser.post(page.url_named(name), asked).status_code == 403
    assert version(record) == before


@bulk_page
def test_bulk_editing_bears_hostile_input(
    page: Any, login: Callable[..., Client], cast: SimpleNamespace, units: SimpleNamespace
) -> None:
    record = make(page.model, units.claims)
    browser = login(cast.manager)
    rows = [
        *carried(record),
        "x",
        "-1:1",
        "9" * 40,
        "1;DROP TABLE",
        "\x00",
        f"{record.pk}:{'9' * 9}",
    ]
    junk = {"selected": rows, **dict.fromkeys([*page.bulk_fields, "reason", "back"], HOSTILE["q"])}
    for name in ["bulk", "bulk-retire"] if page.retire else ["bulk"]:
        assert browser.get(page.url_named(name), junk).status_code < 500
        assert browser.post(page.url_named(name), junk).status_code < 500
    exported = {"_export": "csv", "selected": rows}
    assert browser.get(page.url_for(Role.LIST), exported).status_code == 200
    assert version(record) == int(rows[0].partition(":")[2])


@bulk_page
def test_bulk_editing_sends_strangers_to_the_login(
    page: Any, client: Client, cast: SimpleNamespace, units: SimpleNamespace
) -> None:
    asked = {"selected": carried(make(page.model, units.claims))}
    assert client.get(page.url_named("bulk"), asked).status_code == 302
    client.force_login(cast.nobody)
    assert client.get(page.url_named("bulk"), asked).status_code == 403
