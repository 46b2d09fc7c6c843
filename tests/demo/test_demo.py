"""The demo organisation is built whole, and only where nothing is yet."""

import pytest
from django.core.management import CommandError, call_command

from continuity.demo import people
from core.models import Organisation, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(db: None) -> None:
    """The demo, built."""
    call_command("demo", verbosity=0)


def test_every_persona_can_log_in_and_holds_a_role(demo: None) -> None:
    assert Organisation.objects.get().is_demo
    for name, _label in people.PERSONAS:
        user = people.person(name)
        assert user.check_password(people.PASSWORD)
        assert user.access.is_member


def test_is_refused_where_people_are(demo: None) -> None:
    count = User.objects.count()
    with pytest.raises(CommandError, match="empty database"):
        call_command("demo", verbosity=0)
    assert User.objects.count() == count
