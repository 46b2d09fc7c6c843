"""Which scoring model fits: a recommendation from what is known and who asks, with its reason."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bia.choices import Answerer, Figures, Precision, ScoringModel
from bia.models import ImpactCategory, ImpactScale
from core import services
from core.models import User
from core.models.papers import State


@dataclass(frozen=True)
class Advice:
    """A model, and why it fits."""

    model: ScoringModel
    reason: str


def advise(figures: str, precision: str, answered_by: str) -> Advice:
    """The model of the category that can be counted in money.

    Figures are asked for only as far as they exist, as exactly as those who sign need them.
    """
    if figures == Figures.NONE:
        said = _("Nobody has figures: an amount would be a guess, a described level is not.")
        return Advice(ScoringModel.QUALITATIVE, said)
    if figures == Figures.SOME:
        said = _("Some functions have figures: these count there, elsewhere the levels do.")
        return Advice(ScoringModel.MIXED, said)
    if precision == Precision.ORDER:
        said = _("Those who sign want to know the level; amounts count where they are at hand.")
        return Advice(ScoringModel.MIXED, said)
    if answered_by == Answerer.OWNERS:
        said = _("The owners answer without finance: they give amounts where they know them.")
        return Advice(ScoringModel.MIXED, said)
    said = _("Most functions have figures, finance helps, and those who sign want an amount.")
    return Advice(ScoringModel.QUANTITATIVE, said)


def other() -> Advice:
    """The model of a category that is not counted in money."""
    said = _("Harm of this kind is not counted in money here: described levels are asked.")
    return Advice(ScoringModel.QUALITATIVE, said)


@transaction.atomic
def record(
    scale: ImpactScale,
    *,
    counted: ImpactCategory | None,
    by: User,
    at: datetime,
    version: int | None = None,
) -> dict[str, Advice]:
    """Keep the answers with the draft and give each category its model; the advice by name.

    `counted` is the category that can be counted in money, if there is one.
    """
    services.require(by, "change", scale)
    if scale.state != State.DRAFT:
        raise ValidationError(_("Only a draft is changed; begin the next version."))
    services.save(scale, by=by, at=at, version=version)
    found = {}
    for category in scale.categories.all():
        is_counted = counted is not None and category.pk == counted.pk
        advice = (
            advise(scale.figures, scale.precision, scale.answered_by) if is_counted else other()
        )
        found[category.name] = advice
        if (category.model, category.model_reason) != (advice.model, advice.reason):
            category.model, category.model_reason = advice.model, advice.reason
            services.save(category, by=by, at=at)
    return found
