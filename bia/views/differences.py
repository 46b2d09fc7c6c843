"""What of an interview is not as it was last time, for who approves it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bia.choices import OPEN, Frequency, InterviewState, NeedKind, PeakRule, ResourceKind
from bia.models import Interview
from bia.services import interviews, money, objectives, outcome, ownanswers, sheet
from bia.services.doubt import Before
from bia.services.sheet import ALL_DAYS, Reading
from bia.views import steps
from core.durations import format_duration
from core.history import Change

Pair = tuple[str, Any, Any]
Levels = Sequence[int | None]


def differences(seen: interviews.View) -> list[Change]:
    """Every answer that is not as it was last time; what the answers imply stands first."""
    interview = seen.answers.interview
    stays = objectives.staying(interview) if interview.state in OPEN else None
    now = stays.agreed_rto if stays else interview.agreed_rto
    agreed = (_("Agreed RTO"), interviews.agreed_before(interview), now)
    pairs = _since_last_time(seen, agreed) if seen.based_on or agreed[1] else []
    return [
        Change(label, steps.say(old), steps.say(new)) for label, old, new in pairs if old != new
    ]


def approving(interview: Interview) -> dict[str, Any]:
    """What approving leaves in force of the agreed RTO (`staying`) or ends (`ending`).

    `too_late`: why these answers, handed in, cannot be approved.
    `is_source`: what it said when it was approved before is the function's facts until then.
    """
    if interview.state not in OPEN:
        return {}
    handed_in = interview.state == InterviewState.SUBMITTED
    ending = None if interview.agreed_rto else interviews.agreed_before(interview)
    return {
        "staying": objectives.staying(interview),
        "ending": ending,
        "too_late": interviews.too_late(interview) if handed_in else "",
        "is_source": outcome.is_source(interview),
    }


def _since_last_time(seen: interviews.View, agreed: Pair) -> list[Pair]:
    if seen.before is None or seen.based_on is None:
        return [agreed]
    then, now = seen.before.implied, seen.implied
    stated = seen.stated_before
    return [
        (_("MTD"), then.mtd, now.mtd),
        (_("Set by"), then.set_by, now.set_by),
        (_("Catching up"), then.wrt, now.wrt),
        (_("Derived RTO"), then.derived_rto, now.derived_rto),
        (_("Stated RTO"), stated, now.derived_rto if stated else None),
        agreed,
        *_of_function(seen.before.reading, seen.answers.reading),
        *_of_ratings(seen, seen.before),
        *_of_losses(seen, seen.before),
        *_of_lists(seen, seen.before),
        *_own(seen),
    ]


def _of_function(then: Reading, now: Reading) -> Iterator[Pair]:
    labels = dict(Frequency.choices)
    for name, label in (
        ("purpose", _("What it does")),
        ("frequency", _("How often it runs")),
        ("minimum_level", _("Least it must deliver")),
        ("minimum_service", _("Least, in words")),
    ):
        old, new = (reading.values.get(name) or "" for reading in (then, now))
        if name == "frequency":
            old, new = labels.get(old, ""), labels.get(new, "")
        elif name == "minimum_level":
            old, new = (f"{share} %" if share else "" for share in (old, new))
        yield label, old, new


def _of_ratings(seen: interviews.View, before: Before) -> Iterator[Pair]:
    """The levels of each category that moved, by the days they are about."""
    now, scale = seen.answers.reading, seen.answers.scale
    peaks = {row.key: row.values.get("name") or "" for row in now.rows["peak"]}
    for key, curves in now.variants.items():
        for category in scale.categories:
            then = before.reading.variants.get(key, {}).get(category.key) or []
            old, new = _moved(then, curves[category.key], scale.bands)
            days = peaks.get(key, "")
            yield f"{category.name}, {days}" if key != ALL_DAYS else category.name, old, new


def _moved(then: Levels, now: Levels, bands: Sequence[timedelta]) -> tuple[str, str]:
    places = [at for at in range(len(bands)) if _at(then, at) != _at(now, at)]
    said = [
        ", ".join(
            _("%(level)s after %(time)s")
            % {"level": _at(levels, at), "time": format_duration(bands[at])}
            for at in places
            if _at(levels, at) is not None
        )
        for levels in (then, now)
    ]
    return said[0], said[1]


def _at(levels: Levels, at: int) -> int | None:
    return levels[at] if at < len(levels) else None


def _of_losses(seen: interviews.View, before: Before) -> Iterator[Pair]:
    for name, label in (
        ("losses", _("Loss in money")),
        ("lows", _("Loss at least")),
        ("highs", _("Loss at most")),
    ):
        old, new = (
            ", ".join(
                f"{money.in_words(amount, seen.answers.scale.currency)} {_after(bands[at])}"
                for at, amount in sorted(getattr(reading, name).items())
            )
            for reading, bands in (
                (before.reading, before.bands),
                (seen.answers.reading, seen.answers.scale.bands),
            )
        )
        yield label, old, new


def _after(time: timedelta) -> str:
    return _("after %(time)s") % {"time": format_duration(time)}


def _of_lists(seen: interviews.View, before: Before) -> Iterator[Pair]:
    """Peaks, needs, resources and workarounds: those that are new, gone, or said otherwise."""
    for head, (label, words) in LISTS.items():
        then = _by_name(before.reading, head, before.bands, words)
        now = _by_name(seen.answers.reading, head, seen.answers.scale.bands, words)
        for name in dict.fromkeys([*then, *now]):
            yield f"{label}: {name}", then.get(name), now.get(name)


def _by_name(
    reading: Reading, head: str, bands: Sequence[timedelta], words: Callable[..., Iterator[str]]
) -> dict[str, str]:
    return {
        str(row.values.get(sheet.MAIN_FIELD[head])): ", ".join(words(row.values, bands))
        or _("named")
        for row in reading.kept(head)
    }


def _peak(values: Mapping[str, Any], bands: Sequence[timedelta]) -> Iterator[str]:
    if values.get("rule"):
        yield f"{PeakRule(values['rule']).label}: {values.get('days') or '–'}"
    if values.get("when"):
        yield str(values["when"])
    if values.get("own_curve"):
        yield _("its own curve")


def _need(values: Mapping[str, Any], bands: Sequence[timedelta]) -> Iterator[str]:
    yield str(NeedKind(values.get("kind") or NeedKind.APPLICATION).label)
    for name, said in (
        ("needed_within", _("needed within %(time)s")),
        ("tolerates", _("can do without for %(time)s")),
        ("loss", _("may lose %(time)s of data")),
    ):
        if values.get(name) is not None:
            yield said % {"time": format_duration(values[name])}
    if values.get("reenter_from"):
        yield _("typed in again from %(source)s") % {"source": values["reenter_from"]}


def _resource(values: Mapping[str, Any], bands: Sequence[timedelta]) -> Iterator[str]:
    yield str(ResourceKind(values.get("kind") or ResourceKind.PEOPLE).label)
    for number, until in zip(values.get("amounts", ()), bands, strict=False):
        if number is not None:
            yield f"{number} {_after(until)}"
    if values.get("kept_at"):
        yield str(values["kept_at"])


def _workaround(values: Mapping[str, Any], bands: Sequence[timedelta]) -> Iterator[str]:
    if values.get("capacity"):
        yield f"{values['capacity']} %"
    for name, said in (
        ("lasts", _("for %(time)s")),
        ("backlog", _("then %(time)s to catch up")),
    ):
        if values.get(name) is not None:
            yield said % {"time": format_duration(values[name])}
    if values.get("rehearsed_on"):
        yield _("tried on %(day)s") % {"day": values["rehearsed_on"].isoformat()}
    if not values.get("staffed"):
        yield _("not enough people")


LISTS: dict[str, tuple[Any, Callable[..., Iterator[str]]]] = {
    "peak": (gettext_lazy("Peak"), _peak),
    "need": (gettext_lazy("Rests on"), _need),
    "resource": (gettext_lazy("People and places"), _resource),
    "workaround": (gettext_lazy("By hand"), _workaround),
}


def _own(seen: interviews.View) -> list[Pair]:
    """The campaign's own questions that were answered both times."""
    own = seen.answers.own
    if not own or seen.based_on is None:
        return []
    then = ownanswers.earlier(seen.based_on, own)
    return [(one.text, then[one.name], one.words) for one in own if one.shown and one.name in then]
