"""What an approved interview leads to: facts for the estate, an objective, gaps, and news for people."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from bia.choices import InterviewState, MappingState, NeedKind
from bia.models import BusinessFunction, Interview, Need, Objective
from bia.services import answers, invitations, objectives, scales
from bia.services.implied import Points, imply, losses_of, worst
from bia.services.sheet import Reading
from core import jobs, notifications
from core.clock import organisation_day
from core.models import User
from core.models.papers import State
from estate import services as estate
from estate.models import Dependency, FunctionProfile, Item

FOLLOW_UP = "bia.follow_up"
FROM_INTERVIEW = "bia.interview:"


def reference(interview: Interview) -> str:
    """Where a fact comes from, as the estate keeps it."""
    return f"{FROM_INTERVIEW}{interview.pk}"


def sources_of(items: Iterable[int]) -> dict[int, str]:
    """The interviews these items' facts come from, by item, as references."""
    rows = FunctionProfile.objects.filter(
        item__in=items, variant="", source_ref__startswith=FROM_INTERVIEW
    )
    return dict(rows.values_list("item", "source_ref"))


def is_source(interview: Interview) -> bool:
    """Whether the function's facts come from this interview, as it was last approved."""
    item = interview.function.item_id
    return sources_of([item]).get(item) == reference(interview)


def is_in_force(interview: Interview) -> bool:
    """Whether these approved answers are the function's facts; later ones may be by now."""
    return interview.state == InterviewState.APPROVED and is_source(interview)


@transaction.atomic
def take_over(interview: Interview, *, by: User, at: datetime) -> None:
    """Make an approved interview's answers the function's facts."""
    function = interview.function
    for name in ("purpose", "frequency", "minimum_level", "minimum_service"):
        setattr(function, name, getattr(interview, name))
    function.reviewed_on = organisation_day(at)
    function.save()
    write_dependencies(interview, by=by, at=at)
    settle(interview, by=by, at=at)
    write_profile(interview, by=by, at=at)
    settle_objective(interview, by=by, at=at)
    transaction.on_commit(start_follow_up)


def start_follow_up() -> None:
    """Have the verdicts computed and the gaps opened or closed, once for this state of the estate."""
    jobs.start(FOLLOW_UP, key=f"{FOLLOW_UP}:{estate.work_key()}")


def write_profile(interview: Interview, *, by: User | None, at: datetime) -> None:
    """Hand the estate what the function needs: its worst curve, WRT, data loss, workaround."""
    asked = scales.read(interview.scale)
    reading = answers.reading_of(answers.stored(interview, asked), asked)
    scale = scales.judged_by_force(asked)
    levels = worst(list(reading.variants.values()), scale)
    losses = losses_of(reading, scale)
    curves = tuple(
        estate.ImpactCurve(
            category.name,
            float(category.intolerable),
            tuple(
                (until, float(level))
                for until, level in zip(scale.bands, levels[category.key], strict=True)
                if level is not None and not category.is_counted
            ),
            tolerance,
            *((_timed(losses.high), _timed(losses.low)) if tolerance is not None else ()),
        )
        for category in scale.categories
        for tolerance in [_tolerance(category, reading)]
        if tolerance is not None or any(level is not None for level in levels[category.key])
    )
    estate.set_function_profile(
        item=interview.function.item,
        by=by,
        at=at,
        profile=estate.Profile(
            impact=curves,
            loss=_losses(interview),
            rpo_needs=_data_needs(interview),
            workaround=_workaround(interview),
            wrt=interview.wrt,
            minimum_level=interview.minimum_level / 100 if interview.minimum_level else None,
            minimum_service=interview.minimum_service,
        ),
        source_ref=reference(interview),
    )


def mtd_of(interview: Interview) -> timedelta | None:
    """The MTD of stored answers by the scale in force: the one the function is judged by."""
    asked = scales.read(interview.scale)
    reading = answers.reading_of(answers.stored(interview, asked), asked)
    scale, losses = scales.judged_by_force(asked), losses_of(reading, asked)
    return imply(reading.variants, scale, wrt=interview.wrt, losses=losses).mtd


def _tolerance(category: scales.Category, reading: Reading) -> float | None:
    """The amount that is too much, where amounts were given."""
    return float(category.tolerance) if category.tolerance is not None and reading.losses else None


def _timed(points: Points) -> tuple[tuple[timedelta, float], ...]:
    return tuple((timedelta(hours=at), amount) for at, amount in points)


def _losses(interview: Interview) -> tuple[estate.LossAt, ...]:
    found: list[estate.LossAt] = []
    for row in interview.losses.select_related("band").order_by("band__until"):
        if not found or float(row.amount) >= found[-1].amount:
            found.append(estate.LossAt(row.band.until, float(row.amount)))
    return tuple(found)


def _data_needs(interview: Interview) -> tuple[estate.DataNeed, ...]:
    rows = interview.needs.filter(loss__isnull=False, item__isnull=False).select_related("item")
    return tuple(estate.DataNeed(row.loss, row.item, reenter_from=row.reenter_from) for row in rows)


def _workaround(interview: Interview) -> estate.Workaround | None:
    """The workaround that lasts longest among those at or above the least level, else the largest."""
    rows = [
        row
        for row in interview.workarounds.all()
        if row.lasts is not None and row.capacity is not None
    ]
    if not rows:
        return None
    least = interview.minimum_level or 0
    best = max(rows, key=lambda row: (row.capacity >= least, row.lasts, row.capacity))
    return estate.Workaround(
        best.lasts,
        best.capacity / 100,
        rehearsed_on=best.rehearsed_on,
        backlog=best.backlog or timedelta(0),
        staffed=best.staffed,
    )


def write_dependencies(interview: Interview, *, by: User | None, at: datetime) -> None:
    """Make what the owner named the function's dependencies; what they named before and not now ends."""
    function, source = interview.function.item, reference(interview)
    named = set()
    for need in interview.needs.filter(item__isnull=False).select_related("item"):
        known = Dependency.objects.in_use().filter(dependent=function, provider=need.item).first()
        estate.add_dependency(
            dependent=function,
            provider=need.item,
            by=by,
            at=at,
            phase=known.phase if known else "",
            is_data=need.kind == NeedKind.DATA or need.loss is not None,
            needed_within=need.needed_within,
            tolerates=need.tolerates,
            source_ref=source,
        )
        named.add(need.item_id)
    own = Dependency.objects.in_use().filter(
        dependent=function, source_ref__startswith=FROM_INTERVIEW
    )
    for dependency in own.exclude(provider__in=named):
        estate.end_dependency(
            dependency=dependency,
            by=None,
            at=at,
            reason=_("Not named any more in the interview."),
        )


def settle(interview: Interview, *, by: User | None, at: datetime) -> None:
    """Say whether all a function rests on is known: then it is back as soon as that is.

    A function of which a name is still open, or that names nothing, keeps needing a time of its
    own, which nobody has stated: its recovery stays unknown and is never taken for held.
    """
    item = interview.function.item
    unmapped = (
        interview.needs.filter(item=None).exclude(mapping__state=MappingState.DISMISSED).exists()
    )
    rests = Dependency.objects.in_use().filter(dependent=item).exists()
    if item.passes_on != (rests and not unmapped):
        item.passes_on = rests and not unmapped
        estate.save_item(item, by=None, at=at, reason=reference(interview))


def needs_from_estate(interview: Interview) -> list[Need]:
    """What the estate knows a function rests on, as answers to start from."""
    kinds = {
        "application": NeedKind.APPLICATION,
        "service": NeedKind.SERVICE,
        "vendor": NeedKind.VENDOR,
        "site": NeedKind.SITE,
        "region": NeedKind.SITE,
        "team": NeedKind.TEAM,
        "data": NeedKind.DATA,
        "database": NeedKind.DATA,
    }
    rows = Dependency.objects.in_use().filter(
        dependent=interview.function.item, provider__kind__in=kinds
    )
    return [
        Need(
            interview=interview,
            kind=kinds[row.provider.kind],
            name=row.provider.name[:200],
            item=row.provider,
            needed_within=row.needed_within,
            tolerates=row.tolerates,
        )
        for row in rows.select_related("provider").order_by("provider__name")
    ]


def settle_objective(interview: Interview, *, by: User, at: datetime) -> None:
    """Leave a newer objective, put what was agreed in force, or end it; the answers know of it."""
    if stays := objectives.staying(interview):
        interview.objective = stays
    elif interview.agreed_rto is not None:
        interview.objective = agree(interview.function, interview=interview, by=by, at=at)
    else:
        end_agreement(interview.function, interview=interview, by=by, at=at)
        interview.objective = None
    interview.save(update_fields=["objective", "updated_at"])


@transaction.atomic
def agree(function: BusinessFunction, *, interview: Interview, by: User, at: datetime) -> Objective:
    """Put an agreed RTO in force as the function's next objective, and tell the estate."""
    present = Objective.objects.approved().filter(function=function).first()
    return objectives.put_in_force(
        function,
        agreed_rto=interview.agreed_rto,
        agreed_rpo=present.agreed_rpo if present else None,
        derived_rto=interview.derived_rto,
        mtd=interview.mtd,
        reason=interview.rto_reason,
        submitted_by=interview.submitted_by,
        submitted_at=interview.submitted_at,
        by=by,
        at=at,
    )


def end_agreement(
    function: BusinessFunction, *, interview: Interview, by: User, at: datetime
) -> None:
    """An agreed RTO that was not agreed again is in force no more; the derived one stands."""
    present = Objective.objects.filter(function=function, state=State.APPROVED).first()
    if present is None:
        return
    present.state = State.SUPERSEDED
    present.save(update_fields=["state", "updated_at"])
    estate.set_objective(
        item=function.item,
        by=by,
        at=at,
        agreed_rto=None,
        rpo=None,
        source_ref=reference(interview),
    )


def take_item(need: Need, item: Item, *, by: User, at: datetime) -> None:
    """Once a typed name is known to be an item: the answer names it, and so do approved facts."""
    need.item, need.name = item, item.name[:200]
    need.save(update_fields=["item", "name", "updated_at"])
    interview = need.interview
    if is_in_force(interview):
        write_dependencies(interview, by=by, at=at)
        write_profile(interview, by=by, at=at)
        settle(interview, by=by, at=at)
        transaction.on_commit(start_follow_up)


def tell_owner(interview: Interview, *, by: User, at: datetime) -> None:
    """Tell the owner that the interview came back, with the comment."""
    if interview.owner is None:
        return
    notifications.notify(
        person=interview.owner,
        text=_("“%(function)s” came back to you: %(comment)s")
        % {"function": interview.function, "comment": interview.return_comment},
        url=interview.get_absolute_url(),
        key=f"bia.returned.{interview.pk}.{at:%Y%m%d%H%M%S}",
        at=at,
        subject=interview,
        mail=False,
    )
    invitations.send_back(interview, by=by, at=at)
