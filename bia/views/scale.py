"""The editor of a scale's draft: its words, times, categories and levels on one page."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bia.forms.scale import BandRows, CategoryRows, LevelForm, ScaleForm
from bia.models import ImpactLevel, ImpactScale
from bia.services import scales
from core import services
from core.forms import Difference
from core.http import PersonRequest
from core.models.papers import State
from core.values import readable


def edit(request: PersonRequest, pk: int) -> HttpResponse:
    """Show and save the draft."""
    scale = get_object_or_404(ImpactScale.objects.visible_to(request.user), pk=pk)
    services.require(request.user, "change", scale)
    if scale.state != State.DRAFT:
        raise PermissionDenied(_("Only a draft is edited; begin the next version."))
    data = request.POST or None
    form = ScaleForm(data, instance=scale, actor=request.user)
    rows = {
        "bands": BandRows(data, instance=scale, prefix="bands"),
        "categories": CategoryRows(data, instance=scale, prefix="categories"),
    }
    levels = _level_forms(data, scale)
    conflict: list[Difference] | None = None
    parts = [form, *rows.values(), *(one for _category, forms in levels for one in forms)]
    if request.method == "POST" and _all_valid(parts):
        try:
            _save(request, scale, form, rows, levels)
        except services.Conflict as overtaken:
            form = form.beside(overtaken.current)
            conflict = [*form.conflict, *_unlike(levels)]
        else:
            messages.success(request, _("The draft is saved."))
            stay = "more" in request.POST
            return HttpResponseRedirect(
                reverse("bia:scale-edit", args=[pk]) if stay else scale.get_absolute_url()
            )
    shown = {
        "form": form,
        **rows,
        "levels": levels,
        "object": scale,
        "title": _("Impact scale"),
        "conflict": conflict,
    }
    status = 409 if conflict is not None else 422 if data else 200
    return render(request, "bia/scale_edit.html", shown, status=status)


def _unlike(levels: list[tuple[Any, list[Any]]]) -> list[Difference]:
    """Where the levels typed are not those now stored."""
    return [
        Difference(
            one.add_prefix(name),
            f"{category.name}, {one.instance.level}: {one.fields[name].label}",
            readable(one.cleaned_data[name]),
            readable(one.initial[name]),
        )
        for category, forms in levels
        for one in forms
        for name in one.changed_data
    ]


def _all_valid(parts: list[Any]) -> bool:
    """Whether all parts are; each is asked, so that each shows its errors."""
    return not [part for part in parts if not part.is_valid()]


def _level_forms(data: Any, scale: ImpactScale) -> list[tuple[Any, list[Any]]]:
    found = []
    for category in scale.categories.all():
        rows = ImpactLevel.objects.filter(category=category).order_by("level")
        found.append(
            (category, [LevelForm(data, instance=row, prefix=f"level-{row.pk}") for row in rows])
        )
    return found


@transaction.atomic
def _save(
    request: PersonRequest,
    scale: ImpactScale,
    form: Any,
    rows: dict[str, Any],
    levels: list[tuple[Any, list[Any]]],
) -> None:
    said: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    services.save(form.instance, version=form.cleaned_data.get("version"), **said)
    for _category, forms in levels:
        for one in forms:
            if one.has_changed():
                services.save(one.instance, **said)
    for formset in rows.values():
        formset.save(commit=False)
        for gone in formset.deleted_objects:
            services.delete(gone, **said)
        for one in formset.ordered_forms if formset.can_order else formset.forms:
            if not one.has_changed() or one in formset.deleted_forms:
                continue
            one.instance.scale = scale
            if formset.can_order:
                one.instance.position = one.cleaned_data.get("ORDER") or one.instance.position
                scales.save_category(one.instance, **said)
            else:
                services.save(one.instance, **said)
