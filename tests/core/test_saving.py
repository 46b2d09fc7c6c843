"""Writing a record: only what was changed since it was read, so that no hand undoes another's."""

from datetime import datetime
from types import SimpleNamespace

import pytest
from django.db import transaction

from bia.models import RiskMatrix
from bia.services import riskmatrix
from core import services
from core.models import SearchEntry, Unit, User

pytestmark = pytest.mark.django_db


def test_two_who_change_different_fields_both_keep_theirs(
    units: SimpleNamespace, noon: datetime
) -> None:
    one, other = (Unit.objects.get(pk=units.claims.pk) for _hand in range(2))
    one.code, other.name = "C-9", "Motor claims"
    services.save(one, by=None, at=noon)
    saved = services.save(other, by=None, at=noon)
    stored = Unit.objects.get(pk=units.claims.pk)
    assert (saved.code, stored.code, stored.name) == ("C-9", "C-9", "Motor claims")
    assert saved.version == stored.version == 3


def test_what_hangs_on_a_row_follows_it_as_it_is_stored(
    cast: SimpleNamespace, noon: datetime
) -> None:
    one, other = (User.objects.get(pk=cast.owner.pk) for _hand in range(2))
    one.name, other.job_title = "Olga Brandt", "Claims lead"
    services.save(one, by=None, at=noon)
    services.save(other, by=None, at=noon)
    entry = SearchEntry.objects.get(object_id=one.pk, kind="person")
    assert (entry.label, entry.hint) == ("Olga Brandt", "Claims lead")


def test_relation_another_has_changed_is_the_new_one(
    units: SimpleNamespace, noon: datetime
) -> None:
    one, other = (Unit.objects.select_related("parent").get(pk=units.claims.pk) for _ in range(2))
    one.parent, other.code = units.payments, "C-9"
    services.save(one, by=None, at=noon)
    assert services.save(other, by=None, at=noon).parent == units.payments


def test_later_change_of_the_same_field_holds(units: SimpleNamespace, noon: datetime) -> None:
    one, other = (Unit.objects.get(pk=units.claims.pk) for _hand in range(2))
    one.code, other.code = "C-9", "C-10"
    services.save(one, by=None, at=noon)
    services.save(other, by=None, at=noon)
    assert Unit.objects.get(pk=units.claims.pk).code == "C-10"


def test_record_is_saved_again_and_again_by_the_same_hand(
    units: SimpleNamespace, noon: datetime
) -> None:
    made = services.save(Unit(name="Legal"), by=None, at=noon)
    made.code = "L"
    services.save(made, by=None, at=noon)
    made.code = ""
    services.save(made, by=None, at=noon)
    assert Unit.objects.get(pk=made.pk).code == ""


def test_change_within_a_list_is_written(cast: SimpleNamespace, noon: datetime) -> None:
    riskmatrix.start_draft(by=cast.manager, at=noon)
    draft = RiskMatrix.objects.get()
    draft.ratings[0][0] = 2
    services.save(draft, by=None, at=noon)
    assert RiskMatrix.objects.get(pk=draft.pk).ratings[0][0] == 2


def test_field_read_anew_leaves_the_other_changes(units: SimpleNamespace, noon: datetime) -> None:
    row = Unit.objects.defer("name").get(pk=units.claims.pk)
    row.code = "C-9"
    assert row.name == "Claims"
    row.refresh_from_db(fields=["version"])
    services.save(row, by=None, at=noon)
    assert Unit.objects.get(pk=units.claims.pk).code == "C-9"


def test_what_was_taken_back_is_written_the_next_time(
    units: SimpleNamespace, noon: datetime
) -> None:
    row = Unit.objects.get(pk=units.claims.pk)
    row.code = "C-9"
    with transaction.atomic():
        services.save(row, by=None, at=noon)
        transaction.set_rollback(True)
    services.save(row, by=None, at=noon)
    assert Unit.objects.get(pk=units.claims.pk).code == "C-9"
