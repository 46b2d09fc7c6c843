"""Views a person keeps of a list: kept under a name, shown to nobody else, taken away again."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from core.models import SavedView, Unit

pytestmark = pytest.mark.django_db

SAVE = "core:unit-view-save"


@pytest.fixture
def browser(client: Client, cast: SimpleNamespace) -> Client:
    """The continuity manager's browser."""
    client.force_login(cast.manager)
    return client


def listed(browser: Client, query: str = "") -> SimpleNamespace:
    """What stands above the list for a query."""
    shown = browser.get(reverse("core:unit-list") + query).context
    current = [view.name for view in shown["views"] if view.current]
    return SimpleNamespace(views=shown["views"], current=current, offer=shown["save_view_query"])


def keep(browser: Client, name: str, query: str) -> str:
    answer = browser.post(reverse(SAVE), {"name": name, "query": query})
    assert answer.status_code == 302
    return str(answer["Location"])


def test_keeps_filters_and_order_under_a_name(browser: Client, units: SimpleNamespace) -> None:
    assert listed(browser).offer == ""
    query = f"parent={units.operations.pk}&sort=-name&page=1&q="
    offer = listed(browser, f"?{query}").offer
    assert offer == f"parent={units.operations.pk}&sort=-name"
    shown = keep(browser, "Below operations", offer)
    assert shown.endswith(f"?{offer}")
    here = listed(browser, f"?{query}")
    assert (here.current, here.offer) == (["Below operations"], "")
    assert [view.count for view in here.views] == [1]
    assert listed(browser).current == []


def test_the_same_name_again_shows_what_is_set_now(browser: Client) -> None:
    keep(browser, "Mine", "sort=name")
    keep(browser, "Mine", "sort=-name")
    assert SavedView.objects.get().query == "sort=-name"


def test_only_its_owner_sees_and_removes_it(
    browser: Client, client: Client, cast: SimpleNamespace
) -> None:
    keep(browser, "Mine", "sort=name")
    kept = SavedView.objects.get()
    remove = reverse("core:unit-view-remove", args=[kept.pk])
    client.force_login(cast.administrator)
    assert listed(client).views == []
    assert client.post(remove).status_code == 404
    client.force_login(cast.manager)
    assert remove in client.get(f"{reverse('core:unit-list')}?sort=name").content.decode()
    other = reverse("core:deputy-view-remove", args=[kept.pk])
    assert client.post(other).status_code == 404
    assert client.get(remove).status_code == 405
    client.post(remove)
    assert not SavedView.objects.exists()


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("", "sort=name"),
        ("x" * 81, "sort=name"),
        ("a\x00b", "sort=name"),
        ("Empty", "page=3&_export=csv"),
        ("Long", "q=" + "é" * 900),
        ("None", ""),
    ],
)
def test_refuses_with_a_sentence_what_is_no_view(browser: Client, name: str, query: str) -> None:
    keep(browser, name, query)
    assert not SavedView.objects.exists()
    assert "is not saved" in browser.get(reverse("core:unit-list")).content.decode()


def test_keeps_nothing_for_people_who_may_not_read_the_list(
    client: Client, cast: SimpleNamespace
) -> None:
    client.force_login(cast.nobody)
    assert client.post(reverse(SAVE), {"name": "a", "query": "sort=name"}).status_code == 403


def test_a_view_of_a_unit_that_is_gone_still_opens(browser: Client) -> None:
    gone = Unit.objects.create(name="Short-lived")
    query = f"parent={gone.pk}"
    keep(browser, "Mine", query)
    gone.delete()
    assert listed(browser, f"?{query}").current == ["Mine"]
