"""Who approves for a unit: its head, or that of the nearest unit above that has one who may."""

from collections.abc import Collection, Iterator
from functools import cached_property

from django.utils import timezone

from core.models import Deputy, Grant, Unit, User
from core.permissions import ROLES, decides

LAST = "executive"
"""Who is asked where nobody heads a unit or any above it."""


class Heads:
    """Who heads each unit, and who is asked to approve for it. A constant number of queries."""

    def __init__(self) -> None:
        rows = Unit.objects.values_list("pk", "parent_id", "head_id")
        self._units = {pk: (parent, head) for pk, parent, head in rows}

    def of(self, unit: int | None) -> int | None:
        """The id of the head; none where nobody heads the unit or any above it."""
        return next(self._above(unit), None)

    def approver(self, unit: int | None, *, but: Collection[int | None] = ()) -> int | None:
        """The id of who is asked to approve: the nearest head who may and is none of `but`, nor a deputy.

        Above the last head it is an executive; none where there is nobody at all.
        """
        out = self._side_of(but)
        last = [person for role, person, _unit in self._held if role == LAST and person not in out]
        return next(self._asked(unit, but), None) or next(iter(last), None)

    def is_for(self, unit: int | None, person: User, *, but: Collection[int | None] = ()) -> bool:
        """Whether the person is asked: the head who is, or their deputy; anyone where none is."""
        head = next(self._asked(unit, but), None)
        return head is None or person.stands_with(head)

    def _above(self, unit: int | None) -> Iterator[int]:
        """The heads of a unit and of all above it, the nearest first."""
        while unit is not None:
            unit, head = self._units[unit]
            if head is not None:
                yield head

    def _asked(self, unit: int | None, but: Collection[int | None]) -> Iterator[int]:
        """Those of the heads who may approve for the unit and are none of `but`, nor a deputy."""
        reached, out = {None, *self._upwards(unit)}, self._side_of(but)
        may = {person for _role, person, at in self._held if at in reached}
        return (head for head in self._above(unit) if head in may and head not in out)

    def _side_of(self, people: Collection[int | None]) -> set[int | None]:
        """These with their deputies: one side, none of whom decides on the others."""
        return {*people, *(deputy for person, deputy in self._deputies if person in people)}

    @cached_property
    def _deputies(self) -> list[tuple[int, int]]:
        """Each person with each of their deputies of today."""
        rows = Deputy.objects.in_force(timezone.localdate()).filter(person__is_active=True)
        return list(rows.values_list("person_id", "deputy_id"))

    def _upwards(self, unit: int | None) -> Iterator[int]:
        while unit is not None:
            yield unit
            unit, _head = self._units[unit]

    @cached_property
    def _held(self) -> list[tuple[str, int, int | None]]:
        """Who holds a role that decides, and for which unit."""
        deciding = [name for name in ROLES if decides(name)]
        rows = Grant.objects.current(timezone.now()).filter(
            role__in=deciding, person__is_active=True
        )
        return list(rows.order_by("person_id").values_list("role", "person_id", "unit_id"))


def head_of(unit: Unit | None) -> User | None:
    """The head of one unit."""
    head = Heads().of(unit.pk) if unit is not None else None
    return User.objects.get(pk=head) if head is not None else None


def approver_of(unit: Unit | None, *, but: Collection[int | None]) -> User | None:
    """Who is asked to approve for a unit, and is none of `but`."""
    found = Heads().approver(unit.pk if unit is not None else None, but=but)
    return User.objects.get(pk=found) if found is not None else None
