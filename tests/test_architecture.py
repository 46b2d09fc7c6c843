"""The house: what no linter sees. Foreign keys point downwards; every record is tracked and versioned."""

import ast
import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from core.models import Record

ROOT = Path(settings.BASE_DIR)
PACKAGES = ["core", *settings.MODULES]
RECORDS = [model for model in apps.get_models() if issubclass(model, Record)]


def ranks() -> dict[str, int]:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contracts = config["tool"]["importlinter"]["contracts"]
    layers = next(c for c in contracts if c["name"].startswith("Modules"))["layers"]
    return {name.strip(): depth for depth, layer in enumerate(layers) for name in layer.split("|")}


def test_foreign_keys_point_downwards() -> None:
    rank = ranks()
    wrong = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model
        if (a := model._meta.app_label) in rank
        and (b := field.related_model._meta.app_label) in rank
        if a != b and rank[b] <= rank[a]
    ]
    assert not wrong


@pytest.mark.django_db
@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model._meta.label)
def test_database_tracks_and_versions_every_record(model: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass", [model._meta.db_table]
        )
        triggers = " ".join(name for (name,) in cursor.fetchall())
    for needed in ("count_version", "insert_insert", "update_update", "delete_delete"):
        assert needed in triggers


def python_files() -> list[Path]:
    return [
        path
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if "migrations" not in path.parts
    ]


WRITES = {"save", "bulk_create", "bulk_update", "update_or_create", "get_or_create"}
WRITERS = ("services", "imports", "management")


def writes_rows(path: Path) -> list[str]:
    """Calls like Model.objects.create(…) or rows.update(…) in a file, as "file:line"."""
    return [
        f"{path.relative_to(ROOT)}:{node.lineno} .{node.func.attr}()"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
        and not (
            isinstance(node.func.value, ast.Name) and node.func.value.id in {"services", "self"}
        )
        and not isinstance(node.func.value, ast.Call)
        and not any(word.arg == "commit" for word in node.keywords)
    ]


def test_only_services_write_rows() -> None:
    wrong = [
        line
        for path in python_files()
        if path.parts[len(ROOT.parts)] != "core"
        and not any(part.startswith(WRITERS) for part in path.parts)
        for line in writes_rows(path)
    ]
    assert not wrong


def test_files_stay_under_400_lines() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {lines}"
        for path in [*python_files(), *(ROOT / "engine").rglob("*.py")]
        if (lines := len(path.read_text().splitlines())) > 400
    ]
    assert not long
