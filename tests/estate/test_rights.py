"""A measurement is recorded, cleared and taken back by those only who may record for its item."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied

from estate import services
from estate.choices import Method
from estate.models import Measurement

pytestmark = pytest.mark.django_db


@pytest.fixture
def measured(estate: SimpleNamespace, noon: datetime) -> Measurement:
    """A measured recovery of the service owner's application."""
    return services.record_measurement(
        item=estate.core,
        took=timedelta(hours=2),
        measured_on=noon.date(),
        method=Method.values[0],
        by=None,
        at=noon,
    )


@pytest.mark.parametrize("verb", [services.withdraw_measurement, services.clear_measurement])
@pytest.mark.parametrize("role", ["auditor", "stranger", "head", "executive", "owner"])
def test_who_may_not_record_takes_nothing_back(
    measured: Measurement, cast: SimpleNamespace, noon: datetime, role: str, verb: object
) -> None:
    assert callable(verb)
    with pytest.raises(PermissionDenied):
        verb(measurement=measured, by=getattr(cast, role), at=noon, reason="A mistake.")
    stored = Measurement.objects.get(pk=measured.pk)
    assert (stored.retired_on, stored.cleared_on, stored.version) == (None, None, measured.version)
    verb(measurement=measured, by=cast.service_owner, at=noon, reason="A mistake.")
    assert Measurement.objects.get(pk=measured.pk).version > measured.version
