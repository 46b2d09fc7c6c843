"""The ratings and amounts of many interviews, read together in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from bia.models import ImpactRating, Interview, LossPoint
from bia.services.implied import Losses, curves_of
from bia.services.scales import Scale
from bia.services.sheet import ALL_DAYS

Curves = dict[str, dict[str, list[int | None]]]
"""By variant (a peak by its number, or all days), by category: the level at each time."""


def levels_of(rows: Iterable[Interview], scales: Mapping[int, Scale]) -> defaultdict[int, Curves]:
    """What was rated, by interview; `scales` are those they were asked with, by number."""
    asked = {one.pk: scales[one.scale_id] for one in rows}
    found: defaultdict[int, Curves] = defaultdict(dict)
    for rating in ImpactRating.objects.filter(interview__in=asked).select_related("category"):
        scale = asked[rating.interview_id]
        name = ALL_DAYS if rating.peak_id is None else str(rating.peak_id)
        variant = found[rating.interview_id].setdefault(name, {})
        empty: list[int | None] = [None] * len(scale.bands)
        place = scale.band_pks.index(rating.band_id)
        variant.setdefault(rating.category.key, empty)[place] = rating.level
    return found


def losses_of(rows: Iterable[Interview]) -> defaultdict[int, Losses]:
    """The amounts that were said, by interview, as curves."""
    said: dict[int, list[LossPoint]] = {}
    asked = [one.pk for one in rows]
    for row in LossPoint.objects.filter(interview__in=asked).select_related("band"):
        said.setdefault(row.interview_id, []).append(row)
    found: defaultdict[int, Losses] = defaultdict(Losses)
    for pk, points in said.items():
        found[pk] = curves_of(
            {one.band.until: one.amount for one in points},
            {one.band.until: one.low for one in points if one.low is not None},
            {one.band.until: one.high for one in points if one.high is not None},
        )
    return found
