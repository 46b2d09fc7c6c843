"""What the browser needs to draw the impact curve by itself, in the look of the server's."""

from typing import Any

from django.utils.translation import gettext as _

from bia.services import interviews, posture
from bia.services.implied import hours
from core.durations import format_duration
from core.templatetags import pictures

MTD, CATEGORY, LEAST = "{mtd}", "{category}", "{least}"


def data(seen: interviews.View) -> dict[str, Any]:
    """Bands, categories with their limits, and the frame of the picture, as plain values."""
    answers, scale = seen.answers, seen.answers.scale
    return {
        "bands": [[hours(until), format_duration(until)] for until in scale.bands],
        "levels": len(scale.level_names),
        "frame": [11, pictures.CHART_RIGHT, pictures.CHART_TOP, pictures.CHART_BOTTOM],
        "room": posture.NARROW_ROOM,
        "said": {
            "shown": _("Impact over time; intolerable after %(mtd)s, set by %(category)s")
            % {"mtd": MTD, "category": CATEGORY},
            "never": _("Impact over time; never intolerable within the times asked"),
        },
        "categories": [
            {
                "key": category.key,
                "name": category.name,
                "intolerable": category.intolerable,
                "fixed": category.tolerance is not None and bool(answers.reading.losses),
                "levels": one.levels,
                "mtd": None if one.mtd is None else [hours(one.mtd), format_duration(one.mtd)],
            }
            for category, one in zip(scale.categories, seen.implied.curves, strict=True)
        ],
    }
