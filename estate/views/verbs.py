"""What can be done with items, dependencies and measurements."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import files, uploads
from core.http import PersonRequest
from core.services import InUse, require
from estate import services
from estate.forms import ClaimForm, MeasurementForm, ReasonForm, stated_times
from estate.models import Claim, Dependency, EstateChange, Item, Measurement, RedundancyGroup

Do = Callable[[Any], Any]


def take(form: forms.Form, error: ValidationError) -> None:
    """Show what a service refused, at its field where the form has it."""
    said = error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}
    for name, sentences in said.items():
        form.add_error(name if name in form.fields else None, sentences)


def ask(
    request: PersonRequest,
    form: forms.Form,
    *,
    record: Any,
    title: str,
    verb: str,
    do: Do,
    about: str = "",
    template: str = "estate/verb_form.html",
    beside: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show a form about a record; when it is filled well, do it and go to the record."""
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                done = do(form.cleaned_data)
        except ValidationError as error:
            take(form, error)
        except InUse as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, done)
            return redirect(record)
    if form.is_bound and isinstance(form, uploads.KeepsFile):
        form.keep()
    shown = {"form": form, "record": record, "title": title, "verb": verb, "about": about}
    status = 422 if form.is_bound else 200
    return render(request, template, shown | (beside or {}), status=status)


def found(request: PersonRequest, model: Any, pk: int, action: str, of: str = "") -> Any:
    """The record: 404 where it may not be seen, 403 where this may not be done with it."""
    record = get_object_or_404(model.objects.visible_to(request.user), pk=pk)
    require(request.user, action, getattr(record, of) if of else record)
    return record


@login_required
@require_http_methods(["GET", "POST"])
def claim(request: PersonRequest, pk: int) -> HttpResponse:
    """State an item's recovery time."""
    item = found(request, Item, pk, "record")
    present = Claim.objects.filter(item=item, superseded_at=None).first()
    initial = stated_times(present) if present else None

    def do(data: dict[str, Any]) -> str:
        services.record_claim(item=item, by=request.user, at=timezone.now(), **data)
        return _("The recovery time of “%(item)s” is stated.") % {"item": item}

    return ask(
        request,
        ClaimForm(request.POST or None, initial=initial),
        record=item,
        title=_("How fast is %(item)s back?") % {"item": item},
        about=_("Its own work only, once what it rests on is back. The chain is added up for you."),
        verb=_("State it"),
        do=do,
    )


@login_required
@require_http_methods(["GET", "POST"])
def measure(request: PersonRequest, pk: int) -> HttpResponse:
    """Record a measured recovery, with its proof; one of long ago is asked whether it still holds."""
    item = found(request, Item, pk, "record")
    since = services.told(
        changes_of_day(item, (request.POST or request.GET).get("measured_on", ""))
    )
    initial = {"measured_on": request.GET["measured_on"]} if "measured_on" in request.GET else None

    def do(data: dict[str, Any]) -> str:
        at, upload = timezone.now(), data.pop("file")
        row = services.record_measurement(item=item, by=request.user, at=at, **data)
        if upload:
            stored = files.store(
                name=upload.name,
                content=uploads.content_of(upload),
                subject=row,
                by=request.user,
                at=at,
                purpose="proof",
            )
            services.attach_proof(measurement=row, file=stored, by=request.user, at=at)
        return _("The measurement of “%(item)s” is recorded.") % {"item": item}

    return ask(
        request,
        MeasurementForm(
            request.POST or None,
            request.FILES or None,
            has_changed=bool(since),
            initial=initial,
            actor=request.user,
            at=timezone.now(),
        ),
        record=item,
        title=_("A measured recovery of %(item)s") % {"item": item},
        verb=_("Record it"),
        do=do,
        template="estate/measure_form.html",
        beside={"changes": since},
    )


def changes_of_day(item: Item, day: str) -> Iterable[EstateChange]:
    """What changed beneath an item since a day as a form gives it; nothing where it is no day."""
    try:
        given = forms.DateField().clean(day)
    except ValidationError:
        return ()
    return services.changes_since(item=item, day=given)


@login_required
@require_http_methods(["GET", "POST"])
def retire(request: PersonRequest, pk: int) -> HttpResponse:
    """Take an item out of use."""
    item = found(request, Item, pk, "retire")

    def do(data: dict[str, Any]) -> str:
        services.retire_item_by_hand(item=item, by=request.user, at=timezone.now(), **data)
        return _("“%(item)s” is retired.") % {"item": item}

    return ask(
        request,
        ReasonForm(request.POST or None),
        record=item,
        title=_("Retire %(item)s") % {"item": item},
        about=_("It leaves lists and the computation; its history and what was proven on it stay."),
        verb=_("Retire"),
        do=do,
    )


@login_required
@require_http_methods(["GET", "POST"])
def end_dependency(request: PersonRequest, pk: int) -> HttpResponse:
    """One item no longer rests on another."""
    row = found(request, Dependency, pk, "retire")

    def do(data: dict[str, Any]) -> str:
        services.end_dependency(dependency=row, by=request.user, at=timezone.now(), **data)
        return _("The dependency is ended.")

    title = _("End “%(row)s”") % {"row": row}
    form = ReasonForm(request.POST or None)
    return ask(request, form, record=row, title=title, verb=_("End it"), do=do)


@login_required
@require_http_methods(["GET", "POST"])
def end_group(request: PersonRequest, pk: int) -> HttpResponse:
    """An item no longer rests on a redundancy group."""
    row = found(request, RedundancyGroup, pk, "retire")

    def do(data: dict[str, Any]) -> str:
        services.end_group(group=row, by=request.user, at=timezone.now(), **data)
        return _("The group is ended.")

    title = _("End “%(row)s”") % {"row": row}
    form = ReasonForm(request.POST or None)
    return ask(request, form, record=row, title=title, verb=_("End it"), do=do)


@login_required
@require_http_methods(["GET", "POST"])
def clear(request: PersonRequest, pk: int) -> HttpResponse:
    """Say that what changed since does not bear on recovery."""
    row = found(request, Measurement, pk, "record", of="item")
    changes = services.told(services.unsettled(measurement=row))

    def do(data: dict[str, Any]) -> str:
        services.clear_measurement(measurement=row, by=request.user, at=timezone.now(), **data)
        return _("The measurement counts again.")

    return ask(
        request,
        ReasonForm(request.POST or None),
        record=row,
        title=_("Recovery is unaffected"),
        about=_("Say why the test still holds. Your reason is kept with your name."),
        verb=_("Say so"),
        do=do,
        beside={"changes": changes},
    )


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a measurement back that was a mistake."""
    row = found(request, Measurement, pk, "record", of="item")

    def do(data: dict[str, Any]) -> str:
        services.withdraw_measurement(measurement=row, by=request.user, at=timezone.now(), **data)
        return _("The measurement is withdrawn.")

    title = _("Withdraw the measurement of %(row)s") % {"row": row}
    form = ReasonForm(request.POST or None)
    return ask(request, form, record=row, title=title, verb=_("Withdraw"), do=do)
