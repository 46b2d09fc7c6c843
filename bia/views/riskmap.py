"""The heat map, the top risks and their trend on one page."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bia.models import Risk
from bia.services import heatmap, riskmatrix, riskstanding
from bia.tables.risk import arrow, rating_chip
from core.figures import trend_chart
from core.http import PersonRequest

TOP = 10


@require_safe
def show(request: PersonRequest) -> HttpResponse:
    """The map of the risks the person may see: residual, or inherent if asked for."""
    if not request.user.access.may("view", Risk):
        raise PermissionDenied
    kind = request.GET.get("kind", "")
    kind = kind if kind in heatmap.KINDS else heatmap.KINDS[0]
    matrix = riskmatrix.read_in_force()
    risks = list(heatmap.seen_by(request.user))
    shown = {"title": _("Heat map"), "kind": kind, "total": len(risks), "matrix": matrix}
    if matrix is not None and risks:
        over_time = riskstanding.above_over_time(request.user, at=timezone.now())
        highest = max(4, *(count for _label, count in over_time))
        shown |= {
            "map": heatmap.draw(matrix, risks, kind=kind),
            "top": [_line(risk, matrix) for risk in risks[:TOP] if _counts(risk)],
            "above": sum(risk.is_above for risk in risks),
            "trend": trend_chart(_("Risks above appetite"), over_time, highest=highest),
            "over_time": over_time,
        }
    return render(request, "bia/heatmap.html", shown)


def _counts(risk: Risk) -> bool:
    """Whether a risk may stand among the worst: rated, or above appetite till it is."""
    return bool(risk.residual_rating or risk.is_above)


def _line(risk: Risk, matrix: riskmatrix.Matrix) -> dict[str, object]:
    found = riskstanding.score(matrix, risk.residual_likelihood, risk.residual_impact)
    look, word = riskstanding.state_of(risk, matrix)
    moved = arrow(riskstanding.movement(risk))
    return {"risk": risk, "chip": rating_chip(found), "arrow": moved, "look": look, "word": word}
