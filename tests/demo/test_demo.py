"""The demo organisation is built whole, and only where nothing is yet."""

import pytest
from django.core.management import CommandError, call_command

from bia.models import Gap, Interview
from continuity.demo import people
from core.models import Organisation, User
from estate.models import Item, Readiness

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(db: None) -> None:
    """The demo, built."""
    call_command("demo", verbosity=0)


def test_is_a_programme_in_full_swing(demo: None) -> None:
    assert Organisation.objects.get().is_demo
    for name, _label in people.PERSONAS:
        user = people.person(name)
        assert user.check_password(people.PASSWORD)
        assert user.access.is_member
    assert Item.objects.count() > 100
    states = set(Interview.objects.values_list("state", flat=True))
    assert {"invited", "begun", "submitted", "approved"} <= states
    verdicts = Readiness.objects.filter(item__kind="function").values_list("verdict", flat=True)
    assert {"held", "gap", "unknown", "stale"} <= set(verdicts)
    assert Gap.objects.filter(kind="recovery").exists()


def test_is_refused_where_people_are(person: object) -> None:
    person("ann")  # type: ignore[operator]
    with pytest.raises(CommandError, match="empty database"):
        call_command("demo", verbosity=0)
    assert User.objects.count() == 1
