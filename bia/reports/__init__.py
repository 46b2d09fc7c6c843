"""The BIA report: one function, one campaign, one unit or the whole organisation, as a tagged PDF."""

import zoneinfo
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bia.choices import GapState
from bia.models import BiaReport, BusinessFunction, Campaign, Gap, Interview
from bia.reports import pdf
from bia.reports.agreed import Agreed, agreed_of
from bia.reports.parts import WORDS, FunctionPart, blocks, part_of
from bia.reports.pictures import Square, SquareLabel, squares_of
from bia.services import consolidation, papers, posture, scales
from bia.services.consolidation import Consolidation
from bia.services.posture import Posture
from core.clock import organisation_zone
from core.jobs import Failed, RunningJob
from core.models import Organisation, Unit, User
from core.models.people import unit_and_below

SHORT = 12
"""So many functions and gaps have room on a page together, with the contents."""
ORDER = ("gap", "unknown", "expired", "stale", "claimed", "held")
KEYS = {
    "held": gettext_lazy("measured within its need, and nothing beneath it has changed since."),
    "claimed": gettext_lazy("said to come back in time, not proven."),
    "stale": gettext_lazy("measured in time, but something beneath it has changed since."),
    "expired": gettext_lazy("measured in time, but too long ago."),
    "unknown": gettext_lazy("nobody can say when it would be back."),
    "gap": gettext_lazy("the best evidence is slower than the need."),
}
"""What the state of a function means."""


@dataclass(frozen=True)
class Report:
    """A BIA report as values."""

    title: str
    about: str
    sentence: str
    organisation: str
    at: datetime
    counts: list[tuple[str, str, int]]
    parts: list[FunctionPart]
    gaps: list[Gap]
    scale: scales.Scale | None
    by: str
    hidden: int = 0
    squares: list[Square] = field(default_factory=list)
    square_labels: list[SquareLabel] = field(default_factory=list)
    zone: str = "UTC"
    """The organisation's time zone, in which all times of the paper are."""
    together: Consolidation | None = None
    """What the analyses come to together; nothing where it is of one function."""
    agreements: list[Agreed] = field(default_factory=list)

    @property
    def together_rows(self) -> dict[str, list[Sequence[Any]]]:
        """Each list of what the analyses come to, in blocks of rows that stay on one page."""
        lists = ("ranking", "coverage", "conflicts", "late_chains", "moved")
        return {name: blocks(getattr(self.together, name)) for name in lists}

    @property
    def agreement_rows(self) -> list[Sequence[Agreed]]:
        """The recovery agreements in blocks of rows that stay on one page."""
        return blocks(self.agreements)

    @property
    def has_ways_out(self) -> bool:
        """Whether anybody has decided on a way out of any gap."""
        return any(gap.way_out for gap in self.gaps)

    @property
    def states(self) -> list[tuple[str, str]]:
        """Each word for a state with what it means."""
        return [(str(WORDS[state]), str(meaning)) for state, meaning in KEYS.items()]

    @property
    def is_short(self) -> bool:
        """Whether its contents, overview and gaps have room on one page."""
        return len(self.parts) + len(self.gaps) <= SHORT

    @property
    def overview(self) -> list[Sequence[FunctionPart]]:
        """The functions in blocks of rows that stay on one page."""
        return blocks(self.parts)

    @property
    def gap_rows(self) -> list[Sequence[Gap]]:
        """The gaps in blocks of rows that stay on one page."""
        return blocks(self.gaps)

    @property
    def is_single(self) -> bool:
        """Whether it is of one function: no contents and no overview then."""
        return len(self.parts) == 1


@dataclass(frozen=True)
class Scope:
    """What a report is about: its functions, its words, and how many more its reader may not see."""

    functions: list[BusinessFunction]
    about: str
    hidden: int = 0
    function: BusinessFunction | None = None
    campaign: Campaign | None = None


def scope_of(what: dict[str, Any], actor: User | None) -> Scope:
    """The functions a report is about, as far as the actor may see them."""
    rows, about, record = _asked(what)
    rows = rows.select_related("item__unit", "item__owner", "item__readiness__bound_by")
    seen = list(rows if actor is None else rows.visible_to(actor))
    if not seen:
        raise Failed(_("There is no function to report on."))
    return Scope(seen, about, rows.count() - len(seen), **record)


def _asked(what: dict[str, Any]) -> tuple[Any, str, dict[str, Any]]:
    rows = BusinessFunction.objects.in_use()
    if what.get("function"):
        function = BusinessFunction.objects.get(pk=what["function"])
        return rows.filter(pk=function.pk), str(function), {"function": function}
    if what.get("campaign"):
        campaign = Campaign.objects.get(pk=what["campaign"])
        asked = Interview.objects.filter(campaign=campaign).values("function")
        return rows.filter(pk__in=asked), str(campaign), {"campaign": campaign}
    if what.get("unit"):
        unit = Unit.objects.get(pk=what["unit"])
        return rows.filter(item__unit__in=unit_and_below({unit.pk})), str(unit), {}
    return rows, str(Organisation.objects.get()), {}


def gather(
    scope: Scope,
    *,
    at: datetime,
    by: User | None,
    progress: Any = None,
) -> Report:
    """All the report says, the functions in the order of the ranking."""
    stands = posture.many(scope.functions)
    together = consolidation.gather(scope.functions, at=at)
    functions = [one.function for one in together.ranking]
    parts = []
    for done, function in enumerate(functions, start=1):
        parts.append(part_of(function, stands[function.pk]))
        if progress:
            progress(done, len(functions) + 2, str(function))
    verdicts = [stands[one.pk].verdict for one in functions]
    scale = scales.in_force()
    organisation = Organisation.objects.first()
    open_gaps = Gap.objects.exclude(state=GapState.CLOSED).filter(function__in=functions)
    counts = [
        (verdict, str(WORDS[verdict]), verdicts.count(verdict)) for verdict in reversed(ORDER)
    ]
    return Report(
        _("Business impact analysis"),
        scope.about,
        summary([stands[one.pk] for one in functions]),
        str(organisation or ""),
        at,
        counts,
        parts,
        list(open_gaps.select_related("function__item", "owner").order_by("due_on", "pk")),
        scales.read(scale) if scale else None,
        by.name if by else "",
        scope.hidden,
        *squares_of(counts),
        organisation_zone(),
        together if len(functions) > 1 else None,
        agreed_of(functions),
    )


def summary(stands: list[Posture]) -> str:
    """The first sentence of the paper."""
    if len(stands) == 1:
        return f"{stands[0].headline}."
    verdicts = [one.verdict for one in stands]
    held = verdicts.count("held")
    return ngettext(
        "%(held)s of %(all)s functions is proven to come back in time.",
        "%(held)s of %(all)s functions are proven to come back in time.",
        held,
    ) % {"held": held, "all": len(verdicts)}


def render(report: Report) -> bytes:
    """The paper as a PDF that readers for the blind can follow (PDF/UA-1)."""
    foot = " · ".join(
        part
        for part in (report.organisation, report.title, report.about, _("Confidential"))
        if part
    )
    said = {
        "report": report,
        "title": f"{report.title}: {report.about}",
        "foot": foot,
        "organisation": report.organisation,
    }
    with timezone.override(zoneinfo.ZoneInfo(report.zone)):
        html = render_to_string("reports/bia.html", said)
    return pdf.from_html(html)


def produce(scope: Scope, *, by: User | None, at: datetime, progress: Any = None) -> BiaReport:
    """Make a report and keep it behind the door of all it says. Raises ValidationError."""
    kept = papers.begin(
        scope.functions,
        about=scope.about,
        by=by,
        at=at,
        function=scope.function,
        campaign=scope.campaign,
    )
    report = gather(scope, at=at, by=by, progress=progress)
    steps = len(scope.functions) + 2
    if progress:
        progress(steps - 1, steps, _("Setting the pages"))
    return papers.keep(kept, render(report), at=at)


def make(*, job: RunningJob, at: datetime, **what: Any) -> BiaReport:
    """Make the report a job asks for."""
    by = User.objects.filter(pk=what.get("person")).first()
    scope = scope_of(what, by)
    try:
        kept = produce(scope, by=by, at=at, progress=job.progress)
    except ValidationError as error:
        raise Failed(" ".join(error.messages)) from error
    steps = len(scope.functions) + 2
    job.progress(steps, steps)
    stored = kept.file
    assert stored is not None
    job.finish({"file": stored.pk, "sha256": stored.sha256}, url=kept.get_absolute_url())
    return kept
