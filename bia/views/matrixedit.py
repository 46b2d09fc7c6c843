"""The editor of a risk matrix's draft: words, levels, cells and appetites on one page."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bia.choices import Axis
from bia.forms import MatrixForm
from bia.models import HIGHEST, RiskCategory, RiskMatrix
from bia.services import riskmatrix
from bia.services.riskmatrix import Level, Sheet
from core import services
from core.http import PersonRequest
from core.models.papers import State
from core.values import whole


@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    """Show and save the draft; what was typed stays where it is refused."""
    matrix = get_object_or_404(RiskMatrix.objects.visible_to(request.user), pk=pk)
    services.require(request.user, "change", matrix)
    if matrix.state != State.DRAFT:
        raise PermissionDenied(_("Only a draft is edited; begin the next version."))
    form = MatrixForm(request.POST or None, instance=matrix, actor=request.user)
    typed: Any = request.POST if form.is_bound else stored(matrix)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            _save(request, matrix, form)
        except ValidationError as error:
            form.take(error)
        except services.Conflict as conflict:
            form, status = form.beside(conflict.current), 409
        else:
            messages.success(request, _("The draft is saved."))
            stay = "more" in request.POST
            here = reverse("bia:matrix-edit", args=[pk])
            return HttpResponseRedirect(here if stay else matrix.get_absolute_url())
    shown = {"form": form, "object": matrix, "conflict": form.conflict or None, **parts(typed)}
    return render(request, "bia/matrix_edit.html", shown, status=status)


def _save(request: PersonRequest, matrix: RiskMatrix, form: MatrixForm) -> None:
    riskmatrix.save_draft(
        form.instance,
        read(request.POST),
        by=request.user,
        at=timezone.now(),
        version=form.cleaned_data.get("version"),
    )


def stored(matrix: RiskMatrix) -> dict[str, str]:
    """A draft as its editor sends it."""
    found = riskmatrix.read(matrix)
    typed: dict[str, str] = {}
    axes = dict(zip(Axis, (found.likelihoods, found.impacts, found.ratings), strict=True))
    for axis, levels in axes.items():
        for one in levels:
            head = f"{axis}.{one.level}"
            typed |= {f"{head}.name": one.name, f"{head}.words": one.words}
            typed |= {
                f"{head}.{end}": f"{value.normalize():f}"
                for end, value in (("low", one.low), ("high", one.high))
                if value is not None
            }
    for row, cells in enumerate(found.cells, start=1):
        typed |= {f"cell.{row}.{column}": str(one) for column, one in enumerate(cells, start=1)}
    return typed | {f"borne.{pk}": str(rating) for pk, rating in found.appetite.items()}


def read(typed: QueryDict) -> Sheet:
    """What the editor sent, as values. Levels end at the first without a name."""
    levels = {axis.value: _levels(typed, axis) for axis in Axis}
    cells = [
        [
            whole(typed.get(f"cell.{row.level}.{column.level}", "")) or 0
            for column in levels["impact"]
        ]
        for row in levels["likelihood"]
    ]
    known = RiskCategory.objects.values_list("pk", flat=True)
    given = {pk: whole(typed.get(f"borne.{pk}", "")) for pk in known}
    return Sheet(levels, cells, {pk: rating for pk, rating in given.items() if rating})


def _levels(typed: QueryDict, axis: str) -> list[Level]:
    found: list[Level] = []
    for level in range(1, HIGHEST + 1):
        head = f"{axis}.{level}"
        name = typed.get(f"{head}.name", "").strip()
        if not name:
            break
        low, high = (_amount(typed.get(f"{head}.{end}", ""), name) for end in ("low", "high"))
        found.append(Level(level, name, typed.get(f"{head}.words", "").strip(), low, high))
    return found


def _amount(text: str, name: str) -> Decimal | None:
    """A figure as typed; ValidationError where it is none."""
    plain = text.replace(",", "").replace("\xa0", "").replace(" ", "")
    if not plain:
        return None
    try:
        value = Decimal(plain)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise ValidationError(
            _("“%(text)s” at “%(name)s” is no figure.") % {"text": text, "name": name}
        )
    return value


def parts(typed: Any) -> dict[str, Any]:
    """The rows of the editor, with what was typed in each."""
    axes = {
        axis.value: [
            {"level": level, **{name: typed.get(f"{axis}.{level}.{name}", "") for name in COLUMNS}}
            for level in range(1, HIGHEST + 1)
        ]
        for axis in Axis
    }
    named = {axis: [row for row in rows if row["name"]] for axis, rows in axes.items()}
    ratings = [(str(row["level"]), row["name"]) for row in named["rating"]]
    cells = [
        (
            row,
            [
                {
                    "name": f"cell.{row['level']}.{column['level']}",
                    "value": typed.get(f"cell.{row['level']}.{column['level']}", ""),
                    "said": f"{row['name']} × {column['name']}",
                }
                for column in named["impact"]
            ],
        )
        for row in reversed(named["likelihood"])
    ]
    borne = [
        {"name": f"borne.{one.pk}", "label": one.name, "value": typed.get(f"borne.{one.pk}", "")}
        for one in RiskCategory.objects.in_use()
    ]
    return {
        "axes": axes,
        "columns": named["impact"],
        "ratings": ratings,
        "cells": cells,
        "borne": borne,
    }


COLUMNS = ("name", "words", "low", "high")
