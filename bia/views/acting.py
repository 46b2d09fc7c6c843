"""What thin verb views share: fetch a row, do something and say so, ask a few words first."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from core import services
from core.values import whole


def seen(model: Any, request: HttpRequest, pk: int) -> Any:
    """The row, as far as the person may read it; 404 otherwise."""
    return get_object_or_404(model.objects.visible_to(request.user), pk=pk)


def read_at(request: HttpRequest) -> int:
    """The version of the record the person had before them; -1, which none has, where unsaid."""
    found = whole(request.GET.get("version", ""))
    return -1 if found is None else found


def attempt(request: HttpRequest, done: Callable[[], str], to: str) -> HttpResponse:
    """Do it and say so, or say why not; then go on."""
    try:
        messages.success(request, done())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except services.Conflict as conflict:
        overtaken(request, conflict)
    return HttpResponseRedirect(to)


def overtaken(request: HttpRequest, conflict: services.Conflict) -> None:
    """Say that somebody else was faster."""
    messages.error(
        request,
        _("“%(record)s” was changed since you opened it. Read it again before you decide.")
        % {"record": conflict.current},
    )


def refuse(form: Any, error: ValidationError) -> None:
    """Show what a service refused, at its field where it names one."""
    named = error.message_dict if hasattr(error, "error_dict") else {None: error.messages}
    for name, said in named.items():
        form.add_error(name if name in form.fields else None, said)


def asked(
    request: HttpRequest,
    record: Any,
    form_class: Any,
    act: Callable[[Any], Any],
    *,
    title: str,
    verb: str,
    about: str = "",
    template: str = "bia/ask.html",
    more: Mapping[str, Any] | None = None,
    **told: Any,
) -> HttpResponse:
    """A short form before a verb; `told` is what the form is told, `more` the page besides."""
    form = form_class(request.POST if request.method == "POST" else None, **told)
    if request.method == "POST" and form.is_valid():
        try:
            act(form)
        except ValidationError as error:
            refuse(form, error)
        except services.Conflict as conflict:
            overtaken(request, conflict)
            return HttpResponseRedirect(record.get_absolute_url())
        else:
            messages.success(request, _("Done."))
            return HttpResponseRedirect(record.get_absolute_url())
    shown = {"form": form, "title": title, "verb": verb, "object": record, "about": about}
    status = 422 if form.is_bound else 200
    return render(request, template, {**shown, **(more or {})}, status=status)
