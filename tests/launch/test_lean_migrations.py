"""Migrations that render only what they add to end in the same tables as Django's own way."""

from typing import Any

import pytest
from django.db import connection, models
from django.db.migrations import AddField, AlterField, CreateModel, RenameModel, RunPython
from django.db.migrations.migration import Migration
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from continuity.launch import lean

KEY = ("id", models.BigAutoField(primary_key=True))
COLUMNS = """
    SELECT table_name::text, column_name::text, data_type::text, is_nullable::text
    FROM information_schema.columns WHERE table_name LIKE 'lean_%'
    UNION ALL
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), ''
    FROM pg_constraint WHERE conrelid::regclass::text LIKE 'lean_%' ORDER BY 1, 2
"""


def write_through_both(apps: Any, schema_editor: object) -> None:
    """Fails when the two models do not know each other."""
    parent = apps.get_model("lean", "Parent").objects.create(name="p")
    child = apps.get_model("lean", "Child").objects.create(parent=parent)
    assert parent.child_set.get() == child


STEPS: list[list[Operation]] = [
    [
        CreateModel("Parent", [KEY]),
        CreateModel("Child", [KEY]),
        AddField("Parent", "name", models.TextField(default="")),
        AddField("Child", "parent", models.ForeignKey("lean.Parent", models.CASCADE)),
        AddField("Parent", "number", models.IntegerField(null=True)),
    ],
    [RunPython(write_through_both)],
    [
        AlterField("Parent", "name", models.CharField(max_length=9)),
        RenameModel("Parent", "Elder"),
    ],
    [
        AddField("Elder", "age", models.IntegerField(null=True)),
        CreateModel(
            "Grandchild", [KEY, ("child", models.OneToOneField("lean.Child", models.CASCADE))]
        ),
    ],
]


def tables_after_migrating() -> list[tuple[Any, ...]]:
    """Applies the steps to the test database; its columns and constraints."""
    state = ProjectState()
    assert state.apps
    for number, operations in enumerate(STEPS):
        step = type(f"Step{number}", (Migration,), {"operations": operations})
        with connection.schema_editor(atomic=True) as editor:
            state = step("step", "lean").apply(state, editor)
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS)
        return list(cursor.fetchall())


@pytest.mark.django_db(transaction=True)
def test_makes_the_same_tables_as_the_long_way() -> None:
    full = tables_after_migrating()
    assert len(full) > 12
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE lean_grandchild, lean_child, lean_elder")
    with lean.replaced(Migration, "apply", lean.apply):
        assert tables_after_migrating() == full


def test_renders_only_what_it_adds_to() -> None:
    state = ProjectState()
    assert state.apps
    with lean.replaced(ProjectState, "_find_reload_model", lean.reload_itself):
        for operation in STEPS[0]:
            operation.state_forwards("lean", state)
    child = state.apps.get_model("lean", "Child")
    AddField("Parent", "late", models.IntegerField()).state_forwards("lean", state)
    assert state.apps.get_model("lean", "Child") is not child, "Django's way renders the related"
    child = state.apps.get_model("lean", "Child")
    with lean.replaced(ProjectState, "_find_reload_model", lean.reload_itself):
        AddField("Parent", "later", models.IntegerField()).state_forwards("lean", state)
    assert state.apps.get_model("lean", "Child") is child


def test_leaves_django_as_it_was() -> None:
    before = Migration.apply
    with pytest.raises(RuntimeError), lean.replaced(Migration, "apply", lean.apply):
        raise RuntimeError
    assert Migration.apply is before
