"""The catalogue of threats: common ones to begin with, the organisation's own, what came true."""

import tomllib
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bia.choices import RuleKind, ThreatKind
from bia.models import Occurrence, Risk, RiskCategory, RiskRule, Threat
from bia.services import riskcauses, risklevels, riskmatrix, riskrules
from core import services
from core.clock import organisation_day
from core.models import User

CATALOGUE = Path(__file__).resolve().parents[1] / "data" / "threats.toml"


@lru_cache(maxsize=1)
def catalogue() -> dict[str, dict[str, Any]]:
    """The common threats by code, as the file in bia/data has them."""
    return tomllib.loads(CATALOGUE.read_text(encoding="utf-8"))


def common_categories() -> list[tuple[str, str]]:
    """Kinds of risk most organisations tell apart, each with what it is about."""
    return [
        (_("Availability"), _("Work stops: functions, systems and sites are not there.")),
        (_("Information"), _("Data are lost, wrong or in the wrong hands.")),
        (_("People"), _("Harm to people, or too few of them.")),
        (_("Third parties"), _("What others do for us does not arrive.")),
        (_("Law and regulator"), _("Duties, terms and licences.")),
    ]


def missing() -> list[Threat]:
    """The common threats that are not in the organisation's catalogue yet, not saved.

    How likely is left to the organisation where its matrix has no such level.
    """
    present = set(Threat.objects.values_list("code", flat=True))
    found = [Threat(code=code, **said) for code, said in catalogue().items() if code not in present]
    matrix = riskmatrix.read_in_force()
    for threat in found:
        if matrix is not None and (threat.likelihood or 0) > len(matrix.likelihoods):
            threat.likelihood = None
    return found


@transaction.atomic
def take_catalogue(*, by: User | None, at: datetime) -> int:
    """Bring in the common threats that are missing, and categories and rules where there are none.

    What the organisation has changed stays as it is. The number of threats added.
    """
    added = missing()
    services.add(added, by=by, at=at)
    if not RiskCategory.objects.exists():
        common = enumerate(common_categories(), start=1)
        kinds = [
            RiskCategory(name=name, description=about, position=place)
            for place, (name, about) in common
        ]
        services.add(kinds, by=by, at=at)
    present = set(RiskRule.objects.values_list("kind", flat=True))
    rules = [
        RiskRule(kind=kind, threshold=riskrules.USUAL.get(kind))
        for kind in RuleKind
        if kind not in present
    ]
    services.add(rules, by=by, at=at)
    return len(added)


@transaction.atomic
def save_threat(threat: Threat, *, by: User | None, at: datetime, **how: Any) -> Threat:
    """Save a threat; a new one, or one become likelier, calls for a review of risks it bears on."""
    stored = None if threat._state.adding else Threat.objects.get(pk=threat.pk)
    risklevels.check(threat, stored, ["likelihood"], riskmatrix.read_in_force())
    saved: Threat = services.save(threat, by=by, at=at, **how)
    if stored is None:
        _tell_added(saved, at=at)
    elif (saved.likelihood or 0) > (stored.likelihood or 0):
        _tell_raised(stored, saved, at=at)
    return saved


def _tell_added(threat: Threat, *, at: datetime) -> None:
    """Risks of the same class are looked at again: the new one may be the better word for them."""
    words = _("New in the catalogue, of the same class (%(kind)s): %(threat)s") % {
        "kind": ThreatKind(threat.kind).label,
        "threat": threat,
    }
    risks = Risk.objects.in_use().filter(threat__kind=threat.kind)
    riskcauses.of_threat(risks, key=f"threat:{threat.pk}:added", words=words, at=at)


def _tell_raised(before: Threat, after: Threat, *, at: datetime) -> None:
    words = _("%(threat)s has become likelier.") % {"threat": after}
    levels = [str(before.likelihood or "–"), str(after.likelihood)]
    riskcauses.of_threat(
        Risk.objects.in_use().filter(threat=after),
        key=f"threat:{after.pk}:v{after.version}",
        words=words,
        details=[{"what": str(after), "fields": {_("Typical likelihood"): levels}}],
        at=at,
    )


@transaction.atomic
def save_occurrence(row: Occurrence, *, by: User | None, at: datetime, **how: Any) -> Occurrence:
    """Record that a threat came true; the risks of that threat are reviewed, once for the event.

    What has not happened yet is refused.
    """
    if row.happened_on and row.happened_on > organisation_day(at):
        said = _("This day is still to come. Give the day on which it happened.")
        raise ValidationError({"happened_on": said})
    saved: Occurrence = services.save(row, by=by, at=at, **how)
    riskcauses.of_occurrence(saved, at=at)
    return saved


@transaction.atomic
def retire(record: Any, *, by: User, at: datetime, reason: str) -> Any:
    """Take a threat or category out of the lists one chooses from; what names it keeps it."""
    services.require(by, "retire", record)
    record.retired_on, record.retired_reason = organisation_day(at), reason.strip()[:300]
    record.full_clean()
    with services.why(by=by, reason=reason):
        return services.save(record, by=None, at=at)
