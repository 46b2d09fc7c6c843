"""BIA reports as they are kept: with what they are about, and behind the door of all they say."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from bia.models import BiaReport, BusinessFunction, Campaign
from core import files, jobs, services
from core.clock import organisation_day
from core.models import Job, Record, Unit, User
from core.models.people import smallest_unit

JOB = "bia.report"
PURPOSE = "bia.report"
KINDS: dict[type[Record], str] = {
    BusinessFunction: "function",
    Campaign: "campaign",
    Unit: "unit",
}
"""What a report can be about, and what its work calls it."""


def start(about: Record | None = None, *, by: User, at: datetime) -> Job:
    """Have a report made of a function, a campaign, a unit, or of all there is.

    Asked for twice in a minute it is made once. Raises PermissionDenied.
    """
    if not by.access.may("view", BusinessFunction):
        raise PermissionDenied
    what = {} if about is None else {KINDS[type(about)]: about.pk}
    named = "-".join(f"{kind}{pk}" for kind, pk in what.items()) or "all"
    return jobs.start(
        JOB,
        key=f"{JOB}:{named}:{by.pk}:{at:%Y%m%d%H%M}",
        title=_("BIA report: %(name)s") % {"name": about or _("the whole organisation")},
        by=by,
        person=by.pk,
        **what,
    )


@transaction.atomic
def begin(
    functions: list[BusinessFunction],
    *,
    about: str,
    by: User | None,
    at: datetime,
    function: BusinessFunction | None = None,
    campaign: Campaign | None = None,
) -> BiaReport:
    """The record of a report about to be made.

    Raises ValidationError where its maker could not read it: roles in several units, none over all.
    """
    report = BiaReport(
        about=about[:300],
        function=function,
        campaign=campaign,
        unit=smallest_unit(one.item.unit for one in functions),
        functions=len(functions),
        made_by=by,
        made_at=at,
    )
    services.save(report, by=None, at=at)
    if by is not None and not BiaReport.objects.visible_to(by).filter(pk=report.pk).exists():
        raise ValidationError(
            _("Your roles are in several units and in none above them all. Ask for one unit.")
        )
    return report


def keep(report: BiaReport, content: bytes, *, at: datetime) -> BiaReport:
    """Store the PDF of a report."""
    name = f"bia-{slugify(report.about)[:60] or _('report')}-{organisation_day(at)}.pdf"
    report.file = files.store(
        name=name, content=content, subject=report, by=report.made_by, at=at, purpose=PURPOSE
    )
    return services.save(report, by=None, at=at)
