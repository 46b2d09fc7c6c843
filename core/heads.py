"""Who heads a unit: its head, or that of the nearest unit above that has one."""

from core.models import Unit, User


class Heads:
    """Who heads each unit: its head, or that of the nearest unit above that has one. One query."""

    def __init__(self) -> None:
        rows = Unit.objects.values_list("pk", "parent_id", "head_id")
        self._units = {pk: (parent, head) for pk, parent, head in rows}

    def of(self, unit: int | None) -> int | None:
        """The id of the head; none where nobody heads the unit or any above it."""
        while unit is not None:
            unit, head = self._units[unit]
            if head is not None:
                return head
        return None

    def is_for(self, unit: int | None, person: User) -> bool:
        """Whether the person is asked to approve for a unit: its head or deputy, anyone without."""
        head = self.of(unit)
        return head is None or person.stands_with(head)


def head_of(unit: Unit | None) -> User | None:
    """The head of one unit."""
    head = Heads().of(unit.pk) if unit is not None else None
    return User.objects.get(pk=head) if head is not None else None
