"""A number that grows with every change of what the graph is made of."""

from typing import Any

import pgtrigger

from core.models import Record

SEQUENCE = "estate_revision"
WRITERS = 0x657374
"""Every transaction that raised the number shares this advisory lock until it has ended: a sequence
shows a raise at once, the rows behind it only when they are committed."""


class CountRevision(pgtrigger.Trigger):
    """Raises the revision once per statement, whoever writes to the table."""

    name = "count_revision"
    level = pgtrigger.Statement
    when = pgtrigger.After
    operation = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete

    def get_func(self, model: Any) -> str:
        # In this order: whoever reads the number afterwards finds the lock, or the rows.
        return (
            f"PERFORM pg_advisory_xact_lock_shared({WRITERS}); "
            f"PERFORM nextval('{SEQUENCE}'); RETURN NULL;"
        )


GRAPH_TRIGGERS: tuple[Any, ...] = (*Record.Meta.triggers, CountRevision())
