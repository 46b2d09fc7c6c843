"""To whom a late duty goes: the deputy and the coordinator first, then the continuity manager."""

from collections.abc import Iterator
from datetime import date, timedelta

from core.clock import day_begins
from core.models import Deputy, Grant, Unit, User
from core.obligations import Escalation

FIRST, SECOND = timedelta(days=14), timedelta(days=28)
NEAREST, ALL = "unit_coordinator", "continuity_manager"


class Superiors:
    """Who is told of late duties on a day: asked of the database once, then for any owner and unit.

    A role counts on the days at whose end it still holds.
    """

    def __init__(self, today: date) -> None:
        self._parents = dict(Unit.objects.values_list("pk", "parent_id"))
        self._deputies: dict[int, list[User]] = {}
        in_force = Deputy.objects.in_force(today).filter(deputy__is_active=True)
        for row in in_force.select_related("deputy").order_by("pk"):
            self._deputies.setdefault(row.person_id, []).append(row.deputy)
        self._holders: dict[tuple[str, int | None], list[User]] = {}
        held = Grant.objects.current(day_begins(today + timedelta(days=1))).filter(
            role__in=(NEAREST, ALL), person__is_active=True
        )
        for grant in held.select_related("person").order_by("pk"):
            self._holders.setdefault((grant.role, grant.unit_id), []).append(grant.person)

    def of(self, owner: User | None, unit: int | None) -> tuple[Escalation, ...]:
        """After 14 days the owner's deputies and the nearest coordinators, after 28 the managers."""
        deputies = self._deputies.get(owner.pk, []) if owner else []
        coordinators = self._nearest(NEAREST, unit)
        managers = self._nearest(ALL, unit)
        return (
            Escalation(FIRST, tuple({*deputies, *coordinators})),
            Escalation(SECOND, tuple(managers)),
        )

    def _nearest(self, role: str, unit: int | None) -> list[User]:
        """Who holds the role for the unit, the nearest above it, or else for the whole."""
        for one in self._upwards(unit):
            if found := self._holders.get((role, one)):
                return found
        return []

    def _upwards(self, unit: int | None) -> Iterator[int | None]:
        while unit is not None:
            yield unit
            unit = self._parents.get(unit)
        yield None
