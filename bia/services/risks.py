"""Risks: recorded, rated, retired; what was accepted ends where the risk gets worse."""

import re
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bia.choices import ReviewOutcome, RiskOrigin, RiskState
from bia.models import SCORES, Risk
from bia.services import findable, riskacceptances, risklevels, riskmatrix, riskreviews
from bia.services.riskjudging import judge, record_score, work_out
from core import services
from core.clock import organisation_day
from core.models import Organisation, User
from estate.models import Item

NUMBERED = re.compile(r"R-(\d{1,9})")


@transaction.atomic
def save_risk(
    risk: Risk,
    *,
    by: User | None,
    at: datetime,
    version: int | None = None,
    reason: str = "",
    where: str = "",
    scored_by: User | None = None,
) -> Risk:
    """Save a risk: number, unit and owner filled in, rated, and its score kept where it is new.

    A residual risk that is worse than what was accepted is open again. Levels once given are not
    taken back, and new ones are those of the matrix in force. `scored_by` is who scored it where the
    right to save was checked before.
    """
    before = None if risk._state.adding else _held(risk)
    if before is not None:
        risk.take_over(before)
    _fill(risk, at)
    matrix = riskmatrix.read_in_force()
    risklevels.keep(risk, before)
    risklevels.check(risk, before, SCORES, matrix)
    judge(risk, matrix)
    work_out(risk)
    with services.why(by=by or scored_by, reason=reason):
        saved: Risk = services.save(risk, by=by, at=at, version=version, reason=reason, where=where)
    if before is None or _scored(before) != _scored(saved):
        record_score(saved, by=by or scored_by, at=at, why=reason, matrix=matrix)
    if before is not None:
        riskacceptances.follow(before, saved, matrix=matrix, at=at)
        if before.title != saved.title:
            findable.follow_risk(saved)
    return saved


def _held(risk: Risk) -> Risk:
    """The stored risk, which nobody else changes meanwhile."""
    found: Risk = Risk.objects.select_for_update(of=("self",), no_key=True).get(pk=risk.pk)
    return found


def _scored(risk: Risk) -> list[object]:
    return [getattr(risk, name) for name in (*SCORES, "residual_rating", "is_above")]


def _fill(risk: Risk, at: datetime) -> None:
    """What may be left empty: the next number, the item's unit and owner, today."""
    item: Item | None = risk.item if risk.item_id else None
    risk.code = risk.code.strip() or next_code()
    risk.recorded_on = risk.recorded_on or organisation_day(at)
    if item is not None:
        risk.unit_id = risk.unit_id or item.unit_id
        risk.owner_id = risk.owner_id or item.owner_id


def next_code() -> str:
    """The number after the highest one; whoever asks next waits until this one is stored."""
    list(Organisation.objects.select_for_update(no_key=True).values_list("pk"))
    taken = Risk.objects.filter(code__startswith="R-").values_list("code", flat=True)
    numbers = [int(found[1]) for code in taken if (found := NUMBERED.fullmatch(code))]
    return f"R-{max(numbers, default=0) + 1:03}"


@transaction.atomic
def retire(risk: Risk, *, by: User | None, at: datetime, reason: str) -> Risk:
    """Take a risk off the register, saying why; its scores, reviews and acceptances stay.

    An open review ends with it.
    """
    services.require(by, "retire", risk)
    stored = _held(risk)
    if stored.retired_on:
        return stored
    if not reason.strip():
        raise ValidationError({"comment": _("Say why it is no risk any more.")})
    stored.retired_on, stored.retired_reason = organisation_day(at), reason.strip()[:300]
    stored.state = RiskState.OPEN
    riskacceptances.end(stored, at=at, why=_("The risk was retired."))
    with services.why(by=by, reason=reason):
        saved: Risk = services.save(stored, by=None, at=at, reason=reason)
    review = riskreviews.open_review(saved)
    if review is not None:
        riskreviews.close(review, by=by, at=at, outcome=ReviewOutcome.RETIRED, note=reason)
    return saved


@transaction.atomic
def found_by_rule(
    *, source_ref: str, at: datetime, item: Item, title: str, description: str = "", **said: object
) -> Risk:
    """The risk a rule finds, once per source; words follow while it is open, levels are people's."""
    known = Risk.objects.in_use().filter(source_ref=source_ref)
    risk: Risk | None = known.select_for_update(of=("self",), no_key=True).first()
    if risk is None:
        risk = Risk(item=item, origin=RiskOrigin.RULE, source_ref=source_ref, **said)
    elif (risk.title, risk.description) == (title[:200], description):
        return risk
    risk.title, risk.description = title[:200], description
    return save_risk(risk, by=None, at=at, reason=_("Found by a rule."))


def mended(*, source_ref: str, at: datetime, reason: str) -> None:
    """What a rule had found is no more: the risk is retired."""
    for risk in Risk.objects.in_use().filter(source_ref=source_ref):
        retire(risk, by=None, at=at, reason=reason)
