"""Doubts about answers, said as they are typed: both values, the reason to doubt, ready replies.

What was replied is kept and shown to the head of the unit, and so is what was left without a reply.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _

from bia.services import complete, curvedoubts, money, rtodoubts, tiers
from bia.services.answers import Answers
from bia.services.doubt import Before, Challenge, Reply
from bia.services.implied import Implied, worst
from bia.services.scales import Category
from core.durations import format_duration


def raise_all(answers: Answers, implied: Implied, before: Before | None) -> list[Challenge]:
    """Every doubt about the answers as they stand."""
    found = [
        *_unrated(answers),
        *curvedoubts.of_curves(answers),
        *_tolerance_doubts(answers, implied),
        *_loss_doubts(answers, implied),
        *curvedoubts.of_rhythm(answers),
        *curvedoubts.of_changes(answers, implied, before),
        *_need_doubts(answers, implied),
        *rtodoubts.raise_all(answers, implied),
        *_over_budget(answers, implied),
    ]
    reason = answers.reading.values.get("rto_reason") or ""
    said = {"looser": reason, **answers.reading.replies}
    return [
        Challenge(
            one.code,
            one.step,
            one.question,
            one.why,
            one.replies,
            said.get(one.code, "").partition("|")[0],
        )
        for one in found
    ]


def _unrated(answers: Answers) -> Iterator[Challenge]:
    found = complete.unrated(answers.reading, answers.scale)
    if found:
        yield Challenge(
            "unrated",
            "review",
            complete.sentence(answers, found),
            _("Without it nobody knows how long it may be down."),
            (
                Reply(
                    _("As bad as the time before, at first nothing"),
                    tuple(fill for one in found for fill in one.fills),
                ),
            ),
        )


def _over_budget(answers: Answers, implied: Implied) -> Iterator[Challenge]:
    function, found = answers.interview.function, tiers.table()
    tier = found.number(tiers.limit_of(implied))
    budget = None if tier is None else found.budgets[tier]
    if tier is None or budget is None or function.item.unit_id is None:
        return
    others = tiers.others_in(tier, function, found)
    if others >= budget:
        values = {"unit": function.item.unit, "count": others, "tier": f"T{tier}", "most": budget}
        yield Challenge(
            "budget",
            "impact",
            _(
                "%(unit)s already has all the functions foreseen in tier %(tier)s"
                " (%(count)s of %(most)s). Is this one as urgent as those?"
            )
            % values,
            _("When everything comes first, nothing does."),
            (Reply(_("Yes, as urgent as those")), Reply(_("Yes, another of them can wait"))),
        )


def _tolerance_doubts(answers: Answers, implied: Implied) -> Iterator[Challenge]:
    if implied.state == "no tolerance shown":
        yield Challenge(
            "no-tolerance",
            "impact",
            _("%(category)s is intolerable after %(time)s already.")
            % {
                "category": implied.category,
                "time": format_duration(answers.scale.bands[0]),
            },
            _("That leaves no time at all to be down. Is there not a short while one can bear?"),
            (Reply(_("Not even that long")),),
        )
    if implied.is_used_up:
        yield Challenge(
            "wrt-too-long",
            "impact",
            _("Catching up takes %(wrt)s, yet the limit is %(mtd)s.")
            % {"wrt": format_duration(implied.wrt), "mtd": format_duration(implied.mtd)},
            _("No time is left for the systems to come back. Can part of it be caught up later?"),
        )


def _loss_doubts(answers: Answers, implied: Implied) -> Iterator[Challenge]:
    losses, currency = answers.reading.losses, answers.scale.currency
    bands = [format_duration(until) for until in answers.scale.bands]
    for before, at in pairwise(sorted(losses)):
        if losses[at] >= losses[before]:
            continue
        high = money.in_words(losses[before], currency)
        yield Challenge(
            "loss-falls",
            "impact",
            _(
                "The loss falls from %(high)s to %(low)s at %(time)s. Is it all that is lost by then?"
            )
            % {
                "high": high,
                "low": money.in_words(losses[at], currency),
                "time": bands[at],
            },
            _("What is lost stays lost: the lower amount is left out of the limit."),
            (
                Reply(
                    _("Keep it at %(amount)s") % {"amount": high},
                    ((f"loss.{at}", f"{losses[before].normalize():f}"),),
                ),
                Reply(_("Part of it comes back")),
            ),
        )
        break
    yield from _loss_against_levels(answers, implied)


def _loss_against_levels(answers: Answers, implied: Implied) -> Iterator[Challenge]:
    """Where the amounts and the levels rated say different limits for the same category."""
    if not answers.reading.losses:
        return
    rated = worst(list(answers.reading.variants.values()), answers.scale)
    for category, curve in zip(answers.scale.categories, implied.curves, strict=True):
        levels = rated[category.key]
        if category.tolerance is None or all(level is None for level in levels):
            continue
        by_levels = _first_at(levels, category.intolerable)
        if by_levels == _first_at(curve.levels, category.intolerable):
            continue
        yield Challenge(
            f"loss-differs-{category.key}",
            "impact",
            _loss_question(answers, category, by_levels),
            _("The amounts count as long as they stand: the curve follows them."),
            (
                Reply(_("The amounts hold")),
                Reply(
                    _("The levels hold"),
                    tuple((f"loss.{at}", "") for at in range(len(answers.scale.bands))),
                ),
            ),
        )


def _loss_question(answers: Answers, category: Category, by_levels: int | None) -> str:
    tolerance = money.in_words(category.tolerance or Decimal(0), answers.scale.currency)
    if by_levels is None:
        said = _("%(category)s never gets intolerable as rated, yet the loss reaches %(amount)s.")
        return said % {"category": category.name, "amount": tolerance}
    said = _(
        "%(category)s is rated intolerable after %(time)s, yet not by the amounts: "
        "only %(amount)s in all cannot be borne."
    )
    when = format_duration(answers.scale.bands[by_levels])
    return said % {"category": category.name, "time": when, "amount": tolerance}


def _first_at(levels: Sequence[int | None], intolerable: int) -> int | None:
    return next(
        (at for at, level in enumerate(levels) if level is not None and level >= intolerable), None
    )


def _need_doubts(answers: Answers, implied: Implied) -> Iterator[Challenge]:
    rto = implied.derived_rto
    for row in answers.reading.kept("need"):
        within = row.values.get("needed_within")
        if rto is None or within is None or within <= rto:
            continue
        yield Challenge(
            f"late-{row.key}",
            "needs",
            _("%(name)s is needed within %(within)s, but this must be back in %(rto)s.")
            % {
                "name": row.values.get("name"),
                "within": format_duration(within),
                "rto": format_duration(rto),
            },
            _(
                "It can only be back once what it rests on is, unless it can do without for a while."
            ),
            (
                Reply(
                    _("Needed within %(rto)s") % {"rto": format_duration(rto)},
                    ((f"need.{row.key}.needed_within", format_duration(rto)),),
                ),
                Reply(_("We can do without until then")),
            ),
        )
