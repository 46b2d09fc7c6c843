"""Who may do what: one table of roles, and the one rule that turns it into rows.

A role grants actions on models, for the whole organisation or for one unit and all below it; a role
of the owner kind grants them on the rows its holder owns. `Access` joins right and scope into one
condition, used by every page, endpoint, export, drop-down and report through `permitted()`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import lru_cache, reduce
from operator import or_
from typing import Any

from django.db.models import Model, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

BUSINESS = (
    "estate.* bia.* vendors.* protection.* strategy.* recovery.* incidents.* testing.* governance.*"
)
READ, WRITE, ALL = "view", "view add change", "*"


@dataclass(frozen=True)
class Role:
    """A role: what it is called and which actions it grants on which models ("app.model" patterns)."""

    label: str | Promise
    may: tuple[tuple[str, str], ...]
    owned: bool = False
    """Only on rows the person owns, or owns as a deputy."""
    whole: bool = False
    """Makes sense for the whole organisation only."""
    deputised: bool = False
    """Passes to the holder's deputy while the deputyship lasts."""
    oversees: bool = False
    """Sees what is due for everybody in its units."""

    def grants(self, action: str, label: str) -> bool:
        """Whether the role grants `action` on the model `label` ("bia.campaign")."""
        return any(
            _listed(action, actions) and _listed(label, models) for actions, models in self.may
        )


@lru_cache(maxsize=4096)
def _listed(name: str, patterns: str) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns.split())


ROLES: dict[str, Role] = {
    "continuity_manager": Role(
        _("Continuity manager"),
        (
            (
                "view add change delete retire send start close remind return withdraw submit "
                "import map answer record check cancel run review guide",
                BUSINESS,
            ),
            (WRITE, "core.unit"),
            (READ, "core.*"),
        ),
        oversees=True,
    ),
    "unit_coordinator": Role(
        _("Unit coordinator"),
        (
            (WRITE + " submit remind answer record", "estate.* bia.* recovery.* strategy.*"),
            ("review", "bia.*"),
            ("start close map check return guide", "bia.*"),
            (READ, BUSINESS),
        ),
        oversees=True,
    ),
    "unit_head": Role(
        _("Unit head"),
        ((READ, BUSINESS), ("approve return accept", "bia.* recovery.* strategy.*")),
        deputised=True,
    ),
    "process_owner": Role(
        _("Process owner"),
        (
            (READ + " answer submit sign", "bia.*"),
            ("change", "bia.gap"),
            ("change review", "bia.risk*"),
        ),
        owned=True,
        deputised=True,
    ),
    "service_owner": Role(
        _("Service owner"),
        (
            (READ + " change record", "estate.* recovery.* protection.*"),
            (READ + " change", "bia.gap"),
            (READ + " sign", "bia.recoveryagreement"),
            (READ + " change review", "bia.risk*"),
            (WRITE, "bia.responsibilitymatrix"),
        ),
        owned=True,
        deputised=True,
    ),
    "risk_owner": Role(
        _("Risk owner"), ((READ + " change review", "bia.risk*"),), owned=True, deputised=True
    ),
    "incident_commander": Role(
        _("Incident commander"),
        ((READ, "estate.* bia.* recovery.*"), (ALL, "incidents.*"), ("run", "recovery.*")),
    ),
    "crisis_team": Role(
        _("Crisis team"), ((READ, "estate.* bia.* recovery.*"), (WRITE, "incidents.*"))
    ),
    "vendor_manager": Role(
        _("Vendor manager"),
        (
            (ALL, "vendors.*"),
            (WRITE, "estate.item bia.responsibilitymatrix"),
            (READ, "estate.*"),
        ),
    ),
    "auditor": Role(
        _("Auditor"), ((READ + " export", BUSINESS + " core.*"),), whole=True, oversees=True
    ),
    "executive": Role(
        _("Executive"),
        ((READ, BUSINESS), ("approve return accept", "bia.* governance.*")),
        whole=True,
        deputised=True,
    ),
    "administrator": Role(
        _("Administrator"),
        (
            (ALL, "core.*"),
            (READ + " import", "estate.*"),
        ),
        whole=True,
    ),
}


DECISIONS = ("approve", "accept")


def decides(role: str) -> bool:
    """Whether a role approves or bears anything of the business.

    >>> [decides(role) for role in ("executive", "unit_head", "auditor", "administrator")]
    [True, True, False, False]
    """
    return any(
        _listed(decision, actions) and models != "core.*"
        for actions, models in ROLES[role].may
        for decision in DECISIONS
    )


@dataclass(frozen=True)
class Granted:
    """One grant of a role: to whom it belongs and the units it reaches (None: the whole)."""

    role: str
    holder: int
    units: frozenset[int] | None


@dataclass(frozen=True)
class Access:
    """All that one person may do, resolved once per request."""

    grants: tuple[Granted, ...] = ()
    units: frozenset[int] = field(default=frozenset())

    @property
    def is_member(self) -> bool:
        """Whether the person has any role at all."""
        return bool(self.grants)

    def roles(self) -> frozenset[str]:
        """The names of the roles held."""
        return frozenset(grant.role for grant in self.grants)

    def may(self, action: str, model: type[Model]) -> bool:
        """Whether the action is granted on some row of the model, present or to come."""
        if action == "view" and (instead := getattr(model, "viewed_by", ())):
            return any(self.may(each, model) for each in instead)
        if action == "view" and self.is_member and getattr(model, "members_view", True):
            return True
        label = model._meta.label_lower
        return any(
            ROLES[grant.role].grants(action, label) and _reaches(grant, model)
            for grant in self.grants
        ) or (action == "view" and self._may_see_beneath(model))

    def _may_see_beneath(self, model: Any) -> bool:
        return bool(getattr(model, "seen_with", "")) and self.may(
            "view", _beneath(model).related_model
        )

    def reach(self, action: str, model: type[Model]) -> frozenset[int] | None:
        """The units in which the action is granted, ownership apart; None: in all, and in none."""
        label = model._meta.label_lower
        held = [
            grant.units
            for grant in self.grants
            if ROLES[grant.role].grants(action, label) and not ROLES[grant.role].owned
        ]
        if None in held:
            return None
        return frozenset(unit for units in held if units for unit in units)

    def rows(self, model: Any, action: str) -> Q:
        """The condition that holds for exactly the rows on which the action is granted."""
        if action == "view" and model.viewed_by:
            return _any([self.rows(model, each) for each in model.viewed_by])
        if action == "view" and self.is_member and model.open_to_members:
            return Q()
        label = model._meta.label_lower
        conditions = [
            self._scope(grant, model)
            for grant in self.grants
            if ROLES[grant.role].grants(action, label)
        ]
        if action == "view" and self.is_member and model.members_view:
            conditions.append(_without_unit(model))
        if action == "view" and model.seen_with:
            conditions.append(self._above_seen(model))
        return _any(conditions)

    def _above_seen(self, model: Any) -> Q:
        """The rows beneath which the person may read one."""
        relation = _beneath(model)
        rows = relation.related_model.objects.filter(self.rows(relation.related_model, "view"))
        return Q(pk__in=rows.values(relation.field.name))

    def granted(self, model: Any, action: str) -> Q:
        """The rows on which a role grants the action: being a member opens none of them."""
        label = model._meta.label_lower
        return _any(
            self._scope(grant, model)
            for grant in self.grants
            if ROLES[grant.role].grants(action, label)
        )

    def overseen(self) -> frozenset[int] | None:
        """The units for which the person sees everybody's duties; None: all."""
        held = [grant.units for grant in self.grants if ROLES[grant.role].oversees]
        if None in held:
            return None
        return frozenset(unit for units in held if units for unit in units)

    def sees_all(self, model: Any) -> bool:
        """Whether every row of the model may be seen, so that none seen means there is none."""
        return not self.rows(model, "view")

    @staticmethod
    def _scope(grant: Granted, model: Any) -> Q | None:
        if ROLES[grant.role].owned:
            return _owned_by(grant.holder, model.owner_path)
        if grant.units is None:
            return Q()
        paths = (model.unit_path, *model.other_unit_paths) if model.unit_path else ()
        return _any([Q(**{f"{path}__in": grant.units}) for path in paths]) if paths else None


def _owned_by(holder: int, paths: str | tuple[str, ...] | None) -> Q | None:
    """The rows the holder owns, by any of the paths to an owner."""
    if not paths:
        return None
    named = (paths,) if isinstance(paths, str) else paths
    return reduce(or_, (Q(**{path: holder}) for path in named))


def _reaches(grant: Granted, model: Any) -> bool:
    """Whether rows of the model can lie within a grant at all."""
    if ROLES[grant.role].owned:
        return bool(getattr(model, "owner_path", None))
    return grant.units is None or bool(getattr(model, "unit_path", None))


def _beneath(model: Any) -> Any:
    """The relation to the rows with which a row is seen."""
    return model._meta.get_field(model.seen_with)


def _without_unit(model: Any) -> Q | None:
    return Q(**{f"{model.unit_path}__isnull": True}) if model.unit_path else Q()


def _any(conditions: Iterable[Q | None]) -> Q:
    met = Q(pk__in=[])
    for condition in conditions:
        if condition is None:
            continue
        if not condition:
            return Q()
        met |= condition
    return met
