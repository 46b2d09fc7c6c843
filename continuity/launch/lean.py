"""Migrating a new database in seconds: migrations that only add render only what they add to.

Django keeps a rendered copy of every model while it migrates and, at each operation, renders anew
all models that are related, which with many related models is nearly all of them: minutes for a
hundred tables. Adding a model, a field or a trigger needs none of the others. A migration that
does anything else goes Django's own way, after everything was rendered once.
"""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

from django import setup
from django.core.management import call_command
from django.db import migrations
from django.db.migrations.migration import Migration
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger

Key = tuple[str, str]

# What leaves the columns and relations that are there alone. RunPython itself has Django
# render everything that was left out (`is_delayed`).
ADDING: tuple[type[Operation], ...] = (
    migrations.AddConstraint,
    migrations.AddField,
    migrations.AddIndex,
    migrations.AlterModelOptions,
    migrations.CreateModel,
    migrations.RunPython,
    migrations.RunSQL,
    AddTrigger,
    RemoveTrigger,
)

apply_fully = Migration.apply


def reload_itself(state: Any, app_label: str, model_name: str, delay: bool = False) -> set[Key]:
    """The models to render anew after an operation that adds: the one it adds to."""
    state.is_delayed = True
    return {(app_label, model_name.lower())}


@contextlib.contextmanager
def replaced(owner: type, name: str, method: Callable[..., Any]) -> Iterator[None]:
    """The class with another method inside the block."""
    before = getattr(owner, name)
    setattr(owner, name, method)
    try:
        yield
    finally:
        setattr(owner, name, before)


def apply(migration: Any, state: Any, *arguments: Any, **options: Any) -> ProjectState:
    """Applies a migration, the lean way where it only adds."""
    if all(isinstance(operation, ADDING) for operation in migration.operations):
        with replaced(ProjectState, "_find_reload_model", reload_itself):
            return apply_fully(migration, state, *arguments, **options)
    state.clear_delayed_apps_cache()
    assert state.apps, "rendered once here, not at each of the operations"
    return apply_fully(migration, state, *arguments, **options)


def migrate() -> None:
    """Applies the migrations that are missing."""
    with replaced(Migration, "apply", apply):
        call_command("migrate", interactive=False, verbosity=0, skip_checks=True)


if __name__ == "__main__":
    setup()
    migrate()
