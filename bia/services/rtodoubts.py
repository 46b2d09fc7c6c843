"""Doubts about the agreed RTO: later than the answers imply, or another agreed in the meantime."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from bia.services import objectives
from bia.services.answers import Answers
from bia.services.doubt import Challenge, Reply
from bia.services.implied import Implied
from core.clock import organisation_day
from core.durations import format_duration
from core.values import readable


def raise_all(answers: Answers, implied: Implied) -> Iterator[Challenge]:
    """The doubts about what the owner agrees to."""
    yield from _looser(answers, implied)
    yield from _agreed_since(answers, implied)


def _looser(answers: Answers, implied: Implied) -> Iterator[Challenge]:
    agreed, rto = answers.reading.values.get("agreed_rto"), implied.derived_rto
    if agreed is None or rto is None or agreed <= rto:
        return
    said = _("%(agreed)s is later than the %(rto)s your answers imply.")
    why = _(
        "It stays a gap until the answers or the objective change. Say why, for who approves it."
    )
    if implied.mtd is not None and agreed > implied.mtd:
        said = _("%(agreed)s is even later than the MTD of %(mtd)s: it would be back too late.")
        why = _("It cannot be handed in so. Choose %(mtd)s or sooner, or change what sets the MTD.")
    values = {
        "agreed": format_duration(agreed),
        "rto": format_duration(rto),
        "mtd": format_duration(implied.mtd or rto),
    }
    yield Challenge(
        "looser",
        "review",
        said % values,
        why % values,
        (
            Reply(
                _("Agree to %(rto)s") % {"rto": format_duration(rto)},
                (("agreed_rto", format_duration(rto)),),
            ),
        ),
    )


def _agreed_since(answers: Answers, implied: Implied) -> Iterator[Challenge]:
    """An objective agreed elsewhere since these answers began, which they would replace or end."""
    present = objectives.newer_than(answers.interview)
    agreed = answers.reading.values.get("agreed_rto")
    if present is None or present.approved_at is None or agreed == present.agreed_rto:
        return
    own = agreed or implied.derived_rto
    values = {
        "present": format_duration(present.agreed_rto),
        "by": present.approved_by,
        "day": readable(organisation_day(present.approved_at)),
        "own": format_duration(own) if own else _("no time"),
    }
    keep = Reply(
        _("Keep %(present)s") % values, (("agreed_rto", format_duration(present.agreed_rto)),)
    )
    replace = Reply(_("%(own)s is meant to replace it") % values)
    why = _("The %(present)s stays in force unless you decide otherwise.")
    replies: tuple[Reply, ...] = (keep, replace)
    if implied.mtd is not None and present.agreed_rto > implied.mtd:
        values["mtd"] = format_duration(implied.mtd)
        why = _(
            "The %(present)s cannot stay: it is beyond the MTD of %(mtd)s. Say that yours replaces it."
        )
        replies = (replace,)
    yield Challenge(
        objectives.decides_on(present),
        "review",
        _("%(present)s has been agreed since (%(by)s, %(day)s). You say %(own)s here.") % values,
        why % values,
        replies,
    )
