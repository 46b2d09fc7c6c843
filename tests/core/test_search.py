"""What Ctrl-K finds: people by name, address or job, for whoever may read them."""

from types import SimpleNamespace

import pytest
from django.test import Client

from core import accounts, search
from core.models import SearchEntry, User
from tests.conftest import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def marta(cast: SimpleNamespace) -> User:
    """Somebody whom an administrator has added."""
    person = User(name="Marta Örn", email="m.orn@example.org", job_title="Head of Claims")
    return accounts.save_person(person, by=cast.administrator, at=NOON)


def labels(actor: User, text: str) -> list[str]:
    return [entry.label for entry in search.find(actor=actor, text=text)]


@pytest.mark.parametrize("text", ["marta", "ORN", "m.orn@ex", "head of cl", "claims head"])
def test_people_are_found_by_name_address_and_job(
    cast: SimpleNamespace, marta: User, text: str
) -> None:
    for actor in (cast.manager, cast.coordinator, cast.owner):
        assert labels(actor, text) == ["Marta Örn"]
    assert labels(cast.nobody, text) == []


def test_ctrl_k_leads_to_the_person(client: Client, cast: SimpleNamespace, marta: User) -> None:
    client.force_login(cast.manager)
    page = client.get("/search/?q=marta", headers={"hx-request": "true"}).content.decode()
    assert f'href="{marta.get_absolute_url()}"' in page
    assert "Head of Claims" in page


def test_who_is_deactivated_is_found_no_more(cast: SimpleNamespace, marta: User) -> None:
    accounts.deactivate(marta, by=cast.administrator, at=NOON)
    assert labels(cast.administrator, "marta") == []
    accounts.reactivate(marta, by=cast.administrator, at=NOON)
    assert labels(cast.administrator, "marta") == ["Marta Örn"]


def test_people_from_before_they_could_be_found_are_found(
    cast: SimpleNamespace, marta: User
) -> None:
    SearchEntry.objects.all().delete()
    assert search.fill() == User.objects.count()
    assert labels(cast.manager, "marta") == ["Marta Örn"]
    assert search.fill() == 0
