"""The address of a module alone leads to what the person sees first of it."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from core import menu

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", menu.by_address())
def test_modules_address_leads_to_its_first_page(
    name: str, cast: SimpleNamespace, client: Client
) -> None:
    client.force_login(cast.auditor)
    first = next(page for page in menu.by_address()[name].pages if page.open_to(cast.auditor))
    assert client.get(f"/{name}/")["Location"] == reverse(first.route)


def test_first_page_is_one_the_person_may_see(cast: SimpleNamespace, client: Client) -> None:
    client.force_login(cast.coordinator)
    assert client.get("/estate/", follow=True).status_code == 200
    assert client.get("/bia/", follow=True).status_code == 200
    assert client.get("/admin/").status_code == 403


def test_strangers_log_in_first_and_people_without_a_role_see_nothing(
    cast: SimpleNamespace, client: Client
) -> None:
    assert client.get("/estate/")["Location"].startswith("/account/login/")
    client.force_login(cast.nobody)
    assert client.get("/estate/").status_code == 403
