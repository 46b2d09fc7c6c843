"""Conflicts between what is needed and what is said, and what is late although nothing conflicts.

A conflict is between two figures people gave: a dependency's "needed within" and the time stated for
what it rests on (for a function, its agreed RTO, until then the derived one). Two owners settle it by
a recovery agreement. Where those figures fit and the chain beneath still adds up to more, nobody contradicts anybody: that is a
recovery gap.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from bia.choices import OPEN_AGREEMENTS, AgreementState, AgreementWay
from bia.models import BusinessFunction, Objective, RecoveryAgreement
from bia.services import investment
from core.clock import organisation_day
from core.models import User
from core.values import readable
from estate import services as estate
from estate.models import Dependency, Item


@dataclass(frozen=True)
class Conflict:
    """A function needs an item sooner than it is back; with the agreement that settles it, if any."""

    function: BusinessFunction
    dependency: Dependency
    wanted: timedelta
    offered: timedelta
    agreement: RecoveryAgreement | None = None

    @property
    def provider(self) -> Item:
        """What is needed."""
        found: Item = self.dependency.provider
        return found

    @property
    def key(self) -> tuple[int, int]:
        """The two it is between."""
        return self.function.pk, self.dependency.provider_id

    def is_borne_by(self, row: RecoveryAgreement | None) -> bool:
        """Whether it is no worse than the one that both sides bear by this agreement."""
        return row is not None and self.wanted >= row.wanted and self.offered <= row.offered

    @property
    def owner_of_both(self) -> User | None:
        """Who owns both sides and so has nobody to agree with; None where there are two."""
        owner: User | None = self.dependency.dependent.owner
        return owner if owner and owner.pk == self.provider.owner_id else None

    @property
    def stands(self) -> str:
        """What becomes of it, in a sentence."""
        if owner := self.owner_of_both:
            return _("%(owner)s owns both sides and changes one of the two.") % {"owner": owner}
        if self.agreement is None:
            return _("An agreement is opened within a quarter of an hour.")
        if self.agreement.state == AgreementState.AGREED:
            return _("Borne by both until %(day)s.") % {"day": readable(self.agreement.until)}
        values = {
            "state": self.agreement.get_state_display(),
            "day": readable(self.agreement.due_on),
        }
        return _("%(state)s, due %(day)s.") % values


@dataclass(frozen=True)
class LateChain:
    """What a function rests on is in time by its owner's word, and late with all beneath it."""

    dependency: Dependency
    needed: timedelta
    late: timedelta
    """When it is back by what is stated along its whole chain."""

    @property
    def provider(self) -> Item:
        """What is needed."""
        found: Item = self.dependency.provider
        return found

    @property
    def bound_by(self) -> Item | None:
        """What takes the longest on the chain."""
        found: Item | None = self.provider.readiness.bound_by
        return found


def found() -> list[Conflict]:
    """Every conflict there is, in a constant number of queries."""
    rows = list(_needed())
    said = offered([row.provider_id for row in rows])
    return [
        Conflict(row.dependent.function, row, row.needed_within, said[row.provider_id])
        for row in rows
        if row.needed_within is not None
        and said.get(row.provider_id, row.needed_within) > row.needed_within
    ]


def of(functions: Iterable[BusinessFunction], *, at: datetime) -> list[Conflict]:
    """The conflicts of these functions with what settles each, the widest apart first."""
    ids = {one.pk for one in functions}
    open_ = RecoveryAgreement.objects.filter(dependent__in=ids, state__in=OPEN_AGREEMENTS)
    asked = {(row.dependent_id, row.provider_id): row for row in open_}
    borne = borne_on(organisation_day(at))
    own = [one for one in found() if one.function.pk in ids]
    settled = [
        replace(one, agreement=asked.get(one.key) or (row if one.is_borne_by(row) else None))
        for one in own
        for row in [borne.get(one.key)]
    ]
    return sorted(settled, key=lambda one: one.offered - one.wanted, reverse=True)


def late_chains(
    functions: Iterable[BusinessFunction], known: Iterable[Conflict]
) -> list[LateChain]:
    """Where a need is missed by the chain alone, the latest first; conflicts are not told twice."""
    told = {one.dependency.pk for one in known}
    rows = _needed().filter(
        dependent__in=[one.item_id for one in functions],
        provider__readiness__claim__gt=F("needed_within"),
    )
    chains = [
        LateChain(row, row.needed_within, row.provider.readiness.claim)
        for row in rows.select_related("provider__readiness__bound_by")
        if row.pk not in told and row.needed_within is not None
    ]
    return sorted(chains, key=lambda one: one.late - one.needed, reverse=True)


def _needed() -> Any:
    """The dependencies of functions in use of which somebody said how soon they are needed."""
    return Dependency.objects.filter(
        retired_on=None,
        needed_within__isnull=False,
        dependent__function__retired_on=None,
        dependent__function__isnull=False,
        provider__retired_on=None,
        provider__gone_on=None,
    ).select_related("dependent__function", "dependent__owner", "provider__owner")


def offered(items: list[int]) -> dict[int, timedelta]:
    """By when each of these items is back, as far as somebody said.

    For a function it is what is agreed, until then what its own answers derive.
    """
    agreed = Objective.objects.approved().filter(function__item__in=items)
    return (
        _derived(items)
        | estate.stated_times(items)
        | dict(agreed.values_list("function__item", "agreed_rto"))
    )


def _derived(items: list[int]) -> dict[int, timedelta]:
    rows = BusinessFunction.objects.in_use().filter(item__in=items)
    functions = list(rows.select_related("item__readiness"))
    known = investment.profiles(functions)
    found = {
        one.item_id: investment.figures(one, known.get(one.item_id)).derived_rto
        for one in functions
    }
    return {item: rto for item, rto in found.items() if rto is not None}


def borne_on(day: date) -> dict[tuple[int, int], RecoveryAgreement]:
    """What both sides bear on a day, by the two it is between."""
    rows = RecoveryAgreement.objects.filter(
        state=AgreementState.AGREED, way=AgreementWay.BEAR, until__gte=day
    ).order_by("pk")
    return {(row.dependent_id, row.provider_id): row for row in rows}
