"""A number that grows with every change of what the graph is made of."""

from typing import Any

import pgtrigger

from core.models import Record

SEQUENCE = "estate_revision"


class CountRevision(pgtrigger.Trigger):
    """Raises the revision once per statement, whoever writes to the table."""

    name = "count_revision"
    level = pgtrigger.Statement
    when = pgtrigger.After
    operation = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete

    def get_func(self, model: Any) -> str:
        return f"PERFORM nextval('{SEQUENCE}'); RETURN NULL;"


GRAPH_TRIGGERS: tuple[Any, ...] = (*Record.Meta.triggers, CountRevision())
