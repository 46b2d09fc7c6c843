"""What every noun with an import must hold: its own export comes back without a change."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, models, transaction
from django.test import Client
from neapolitan.views import Role

from core import registry
from core.models import Unit, User
from tests.samples import make
from tests.test_every_page import writer

pytestmark = pytest.mark.django_db

IMPORTED = [page for page in registry.all_pages() if page.key]
every_import = pytest.mark.parametrize("page", IMPORTED, ids=lambda p: p.opts().label)
AWKWARD: list[tuple[type, Any]] = [
    (models.DurationField, dt.timedelta(hours=1, minutes=30, seconds=20)),
    (models.DateTimeField, dt.datetime(2026, 5, 1, 22, 30, 15, 123456, dt.UTC)),
    (models.DateField, dt.date(2026, 2, 28)),
    (models.BooleanField, True),
    (models.IntegerField, 4),
    (models.DecimalField, Decimal("4.5")),
    (models.FloatField, 4.25),
    (models.TextField, "=1 + 1\r\n'tis one\n – and “two”; three\x0b four"),
    (models.CharField, "'-007"),
]


def fill(record: Any, names: list[str], unit: Unit) -> None:
    """Give the fields of a form values a sheet is hard put to carry, as far as the row may hold them."""
    for name in names:
        field = record._meta.get_field(name)
        before = getattr(record, name)
        if field.remote_field:
            value = gone(field.related_model, unit)
        else:
            value = field.choices and field.flatchoices[-1][0]
            value = value or next((each for kind, each in AWKWARD if isinstance(field, kind)), None)
            value = f"{value}{record.pk}" if name == "name" else value
        if isinstance(field, models.EmailField) or value is None:
            continue
        try:
            with transaction.atomic():
                setattr(record, name, value)
                record.clean_fields(exclude=[f.name for f in record._meta.fields if f.name != name])
                record.save()
        except (DatabaseError, ValidationError):
            setattr(record, name, before)


def gone(model: type[models.Model], unit: Unit) -> Any:
    """A row that forms do not offer any more, where the model knows such."""
    row = make(model, unit)
    if isinstance(row, User):
        row.is_active = False
    elif hasattr(row, "retired_on"):
        row.retired_on = dt.date(2026, 5, 1)
        row.retired_reason = "Gone."
    row.save()
    return row


def dry_run(client: Client, address: str, file: SimpleUploadedFile) -> tuple[dict[str, str], Any]:
    """Upload a sheet and see what would happen: what the page would send next, and what it shows."""
    mapped = client.post(address, {"step": "upload", "file": file}).context
    chosen = {f"column-{name}": heading for name, heading in mapped["form"].initial.items()}
    sent = {**chosen, "sheet": mapped["sheet"]}
    shown = client.post(address, {**sent, "step": "dry-run"}).context
    return {**sent, "step": "apply", "seen": shown["result"].mark}, shown


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@every_import
def test_an_export_comes_back_without_a_change(
    page: Any, kind: str, client: Client, cast: SimpleNamespace, units: SimpleNamespace
) -> None:
    for _ in range(2):
        fill(make(page.model, units.claims), list(page.fields), units.claims)
    client.force_login(writer(page, cast))
    exported = client.get(page.url_for(Role.LIST) + f"?_export={kind}&retired=1").content
    address = page.url_named("import")
    sent, shown = dry_run(client, address, SimpleUploadedFile(f"list.{kind}", exported))
    result = shown["result"]
    assert [(one.column, one.error) for one in result.refused] == []
    assert [one.changes for one in result.changed] == []
    assert [one.changes for one in result.created] == []
    assert len(result.unchanged) >= 2
    versions = set(page.model.objects.values_list("pk", "version"))
    assert client.post(address, sent).status_code == 302
    assert set(page.model.objects.values_list("pk", "version")) == versions
