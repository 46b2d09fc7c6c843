"""The impact scale in force, its next version, and what a new version would move."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from bia.choices import MODEL_WORDS, ScoringModel
from bia.models import ImpactCategory, ImpactLevel, ImpactScale, TimeBand
from bia.services import money
from core import approvals, services
from core.models import Organisation, User
from core.models.papers import State


@dataclass(frozen=True)
class Category:
    """A category of a scale, as plain values."""

    pk: int
    key: str
    name: str
    hint: str
    intolerable: int
    tolerance: Decimal | None
    words: tuple[str, ...] = ()
    model: str = ScoringModel.QUALITATIVE
    reason: str = ""
    ranges: tuple[tuple[Decimal | None, Decimal | None], ...] = ()
    """Of each level the amounts it stands for; none where it has no range of money."""

    @property
    def model_words(self) -> str:
        """The model, and what it asks for."""
        return str(MODEL_WORDS[ScoringModel(self.model)])

    @property
    def is_counted(self) -> bool:
        """Whether it is asked in money only."""
        return self.model == ScoringModel.QUANTITATIVE


@dataclass(frozen=True)
class Scale:
    """A scale as plain values, read once in three queries."""

    pk: int
    number: int
    categories: tuple[Category, ...]
    bands: tuple[timedelta, ...]
    band_pks: tuple[int, ...]
    level_names: tuple[str, ...]
    currency: str

    @property
    def rows(self) -> list[tuple[Category, list[tuple[str, str]]]]:
        """Each category with its levels: the name, and the words it has in this category."""
        return [
            (one, list(zip(self.level_names, one.words, strict=True))) for one in self.categories
        ]


COMMON_HOURS = (1, 4, 8, 24, 72, 168, 720)


def in_force() -> ImpactScale | None:
    """The approved scale, if there is one."""
    scale: ImpactScale | None = ImpactScale.objects.filter(state=State.APPROVED).first()
    return scale


def draft() -> ImpactScale | None:
    """The scale being worked on, if there is one."""
    scale: ImpactScale | None = ImpactScale.objects.filter(
        state__in=(State.DRAFT, State.REVIEW)
    ).first()
    return scale


def read(scale: ImpactScale) -> Scale:
    """The scale with its categories, words and bands."""
    words: dict[int, dict[int, str]] = {}
    ranges: dict[int, dict[int, tuple[Decimal | None, Decimal | None]]] = {}
    for level in ImpactLevel.objects.filter(category__scale=scale):
        words.setdefault(level.category_id, {})[level.level] = _level_words(level, scale.currency)
        ranges.setdefault(level.category_id, {})[level.level] = level.money_from, level.money_to
    bands = list(TimeBand.objects.filter(scale=scale).order_by("until"))
    count = len(scale.level_names)
    return Scale(
        scale.pk,
        scale.number,
        tuple(
            Category(
                one.pk,
                one.key,
                one.name,
                one.hint,
                one.intolerable,
                _counted(one),
                tuple(words.get(one.pk, {}).get(level, "") for level in range(count)),
                ScoringModel.QUALITATIVE if _counted(one) is None else one.model,
                one.model_reason,
                tuple(ranges.get(one.pk, {}).get(level, (None, None)) for level in range(count)),
            )
            for one in ImpactCategory.objects.filter(scale=scale).order_by("position", "pk")
        ),
        tuple(band.until for band in bands),
        tuple(band.pk for band in bands),
        tuple(scale.level_names),
        scale.currency,
    )


def _counted(category: ImpactCategory) -> Decimal | None:
    """The most we would lose, of a category that is judged by money too."""
    return None if category.model == ScoringModel.QUALITATIVE else category.tolerance


def _level_words(level: ImpactLevel, currency: str) -> str:
    if level.words or (level.money_from is None and level.money_to is None):
        return str(level.words)
    if level.money_to is None:
        return _("%(currency)s %(low)s or more") % {
            "currency": currency,
            "low": f"{level.money_from:,.0f}",
        }
    if level.money_from is None:
        return _("up to %(currency)s %(high)s") % {
            "currency": currency,
            "high": f"{level.money_to:,.0f}",
        }
    return f"{currency} {level.money_from:,.0f} – {level.money_to:,.0f}"


@transaction.atomic
def start_draft(*, by: User | None, at: datetime) -> ImpactScale:
    """The next version of the scale, with all parts of the one in force; the draft there is, if any."""
    _one_at_a_time()
    present = draft()
    if present:
        return present
    base = in_force()
    if base:
        return approvals.start_draft(
            ImpactScale, by=by, at=at, based_on=base, copy_parts=_copy_parts, reason=""
        )
    return approvals.start_draft(ImpactScale, by=by, at=at, title=_("Impact scale"))


@transaction.atomic
def first_draft(*, by: User, at: datetime) -> ImpactScale:
    """The next version; where there is none yet, one with common categories and times to change."""
    _one_at_a_time()
    present = draft() or in_force()
    made = start_draft(by=by, at=at)
    if present is None:
        for number in COMMON_HOURS:
            services.save(TimeBand(scale=made, until=timedelta(hours=number)), by=by, at=at)
        for place, (name, hint) in enumerate(_common_categories(), start=1):
            model = ScoringModel.QUALITATIVE if place > 1 else ScoringModel.MIXED
            category = ImpactCategory(scale=made, name=name, hint=hint, position=place, model=model)
            save_category(category, by=by, at=at)
    return made


def _one_at_a_time() -> None:
    """Let others who begin a version wait until this one is there; then they find it."""
    list(Organisation.objects.select_for_update(no_key=True).values_list("pk"))


def _common_categories() -> list[tuple[str, str]]:
    return [
        (_("Money"), _("Lost income, extra cost, penalties, added up from the start.")),
        (_("Law and regulator"), _("Duties, terms and licences.")),
        (_("Reputation"), _("Who hears of it, and who turns away.")),
        (_("Customers and operations"), _("How many are let down, and what piles up.")),
        (_("Safety"), _("Harm to people.")),
        (_("Environment"), _("Harm to air, water, land and what lives there.")),
    ]


def _copy_parts(base: ImpactScale, made: ImpactScale) -> None:
    approvals.copy_rows(base.bands.all(), scale=made)
    for pk, category in approvals.copy_rows(base.categories.all(), scale=made).items():
        approvals.copy_rows(ImpactLevel.objects.filter(category=pk), category=category)


def save_category(category: ImpactCategory, **said: object) -> ImpactCategory:
    """Save a category; a new one gets its key from its name and a row for each level."""
    adding = category.pk is None
    if adding and not category.key:
        category.key = free_key(category.scale, category.name)
    saved: ImpactCategory = services.save(category, **said)  # type: ignore[arg-type]
    if adding:
        ImpactLevel.objects.bulk_create(
            ImpactLevel(category=saved, level=level)
            for level in range(len(saved.scale.level_names))
        )
    return saved


def free_key(scale: ImpactScale, name: str) -> str:
    """A key no other category of the scale has."""
    base = slugify(name)[:36] or "category"
    taken = set(ImpactCategory.objects.filter(scale=scale).values_list("key", flat=True))
    keys = [base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))]
    return next(key for key in keys if key not in taken)


def submit(scale: ImpactScale, *, by: User, at: datetime) -> ImpactScale:
    """Ask an executive to put a draft in force. Raises ValidationError with what is missing."""
    services.require(by, "submit", scale)
    check_ready(scale)
    return approvals.submit(scale, by=by, at=at)


def approve(
    scale: ImpactScale,
    *,
    by: User,
    at: datetime,
    comment: str = "",
    version: int | None = None,
) -> ImpactScale:
    """An executive puts the scale in force; the one before is kept and no longer asked with."""
    if "executive" not in by.access.roles():
        raise PermissionDenied(_("An executive approves the impact scale."))
    return approvals.approve(scale, by=by, at=at, comment=comment, version=version)


def return_(scale: ImpactScale, *, by: User, at: datetime, comment: str) -> ImpactScale:
    """Give a scale back as a draft, with what should change."""
    return approvals.return_(scale, by=by, at=at, comment=comment)


def reason_wanted() -> str:
    """What is said where the next version of a scale gives no reason."""
    return _("Say what changes, and why: the executive reads it first.")


def check_ready(scale: ImpactScale) -> None:
    """Refuse a scale one cannot ask with: no categories, or fewer than two times."""
    problems = []
    if not scale.categories.exists():
        problems.append(_("Add at least one impact category."))
    if scale.bands.count() < 2:
        problems.append(_("Add at least two time bands."))
    if not scale.reason and scale.based_on_id:
        problems.append(reason_wanted())
    problems += [*_money_unsaid(scale), *_tolerances_elsewhere(scale)]
    if problems:
        raise ValidationError(problems)


def _money_unsaid(scale: ImpactScale) -> list[str]:
    """What is missing where money counts: the amount that is too much, and one category for it."""
    counted = list(scale.categories.exclude(model=ScoringModel.QUALITATIVE))
    problems = [
        _("%(category)s is judged by money: say the most we would lose.") % {"category": one.name}
        for one in counted
        if one.model == ScoringModel.QUANTITATIVE and one.tolerance is None
    ]
    names = [one.name for one in counted if one.tolerance is not None]
    if len(names) > 1:
        problems.append(
            _("All losses add up to one amount: choose one category for money, not %(names)s.")
            % {"names": ", ".join(names)}
        )
    return problems


def _tolerances_elsewhere(scale: ImpactScale) -> list[str]:
    """Amounts that are too much but lie outside the level that is called intolerable."""
    levels = ImpactLevel.objects.filter(category__scale=scale).select_related("category")
    return [
        _(
            "%(category)s: %(amount)s is too much, but the intolerable level %(level)s is %(range)s. "
            "Change one of both."
        )
        % {
            "category": one.category.name,
            "amount": money.in_words(one.category.tolerance, scale.currency),
            "level": one.level,
            "range": _level_words(one, scale.currency),
        }
        for one in levels
        if one.level == one.category.intolerable
        and _counted(one.category) is not None
        and not _holds(one, one.category.tolerance)
    ]


def _holds(level: ImpactLevel, amount: Decimal) -> bool:
    low, high = level.money_from, level.money_to
    return (low is None or low <= amount) and (high is None or amount < high)


def rebased(asked: Scale, judged: Scale) -> Scale:
    """The times and categories that were asked, judged by another scale's limits."""
    limits = {one.key: one for one in judged.categories}
    kept = tuple(
        replace(
            one,
            intolerable=limits[one.key].intolerable,
            tolerance=limits[one.key].tolerance,
            name=limits[one.key].name,
        )
        for one in asked.categories
        if one.key in limits
    )
    return replace(asked, categories=kept)


def judged_by_force(asked: Scale) -> Scale:
    """What was asked, judged by the limits in force now."""
    present = in_force()
    if present is None or present.pk == asked.pk:
        return asked
    return rebased(asked, read(present))
