"""What of an interview is not as it was last time, for who approves it."""

from typing import Any

from django.utils.translation import gettext as _

from bia.choices import OPEN
from bia.models import Interview
from bia.services import interviews, objectives, outcome, ownanswers
from bia.views import steps
from core.history import Change


def differences(seen: interviews.View) -> list[Change]:
    """What an approver wants to see first: what is not as it was last time."""
    interview = seen.answers.interview
    stays = objectives.staying(interview) if interview.state in OPEN else None
    now = stays.agreed_rto if stays else interview.agreed_rto
    agreed = (_("Agreed RTO"), interviews.agreed_before(interview), now)
    pairs = [*_since_last_time(seen), agreed] if seen.based_on or agreed[1] else []
    return [
        Change(label, steps.say(old), steps.say(new)) for label, old, new in pairs if old != new
    ]


def approving(interview: Interview) -> dict[str, Any]:
    """What approving leaves in force of the agreed RTO (`staying`) or ends (`ending`).

    `is_source`: what it said when it was approved before is the function's facts until then.
    """
    if interview.state not in OPEN:
        return {}
    ending = None if interview.agreed_rto else interviews.agreed_before(interview)
    return {
        "staying": objectives.staying(interview),
        "ending": ending,
        "is_source": outcome.is_source(interview),
    }


def _since_last_time(seen: interviews.View) -> list[tuple[str, Any, Any]]:
    if seen.before is None or seen.based_on is None:
        return []
    stated = seen.based_on.stated_rto
    return [
        (_("MTD"), seen.before.implied.mtd, seen.implied.mtd),
        (_("Set by"), seen.before.implied.category, seen.implied.category),
        (_("Catching up"), seen.before.implied.wrt, seen.implied.wrt),
        (_("Derived RTO"), seen.before.implied.derived_rto, seen.implied.derived_rto),
        (_("Stated RTO"), stated, seen.implied.derived_rto if stated else None),
        (_("Rests on"), _names(seen.before.reading), _names(seen.answers.reading)),
        *_own(seen),
    ]


def _own(seen: interviews.View) -> list[tuple[str, Any, Any]]:
    """The campaign's own questions that were answered both times."""
    own = seen.answers.own
    if not own or seen.based_on is None:
        return []
    then = ownanswers.earlier(seen.based_on, own)
    return [(one.text, then[one.name], one.words) for one in own if one.shown and one.name in then]


def _names(reading: Any) -> str:
    return ", ".join(sorted(str(row.values["name"]) for row in reading.kept("need")))
