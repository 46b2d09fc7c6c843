"""Imports in the browser: upload, columns, what would change, take over."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import jobs, uploads
from core.clock import organisation_day
from core.http import PersonRequest
from core.jobwords import counted
from core.models import Job
from core.services import require
from estate import services
from estate.choices import Format, Kind, RunState, Verb
from estate.forms import UploadForm
from estate.models import ImportRun, ImportSource

from .verbs import take

JOB = "estate.import"
MEANINGS = {
    "name": gettext_lazy("Name"),
    "kind": gettext_lazy("Kind"),
    "external_id": gettext_lazy("Id in the source"),
    "type": gettext_lazy("Type"),
    "description": gettext_lazy("Description"),
    "unit": gettext_lazy("Unit"),
    "owner": gettext_lazy("Owner (name or e-mail)"),
    "site": gettext_lazy("Site"),
    "region": gettext_lazy("Region"),
    "country": gettext_lazy("Country"),
    "supplier": gettext_lazy("Supplier"),
    "lifecycle": gettext_lazy("Lifecycle"),
    "tier": gettext_lazy("Criticality"),
    "rests_on": gettext_lazy("Rests on (several: ;)"),
    "recovery_time": gettext_lazy("Stated recovery time"),
    "recovery_point": gettext_lazy("Stated recovery point"),
    "address": gettext_lazy("Address (sites)"),
    "latitude": gettext_lazy("Latitude (sites)"),
    "longitude": gettext_lazy("Longitude (sites)"),
}


@login_required
@require_http_methods(["GET", "POST"])
def upload(request: PersonRequest) -> HttpResponse:
    """The first step: which source, which file."""
    if not request.user.access.may("import", ImportSource):
        raise PermissionDenied
    initial = {name: request.GET[name] for name in ("source", "format") if name in request.GET}
    form = UploadForm(
        request.POST or None,
        request.FILES or None,
        actor=request.user,
        at=timezone.now(),
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                run = _begin(request, form)
        except ValidationError as error:
            take(form, error)
        else:
            return _next(request, run)
    if form.is_bound:
        form.keep()
    shown = {"form": form, "title": _("Import an inventory")}
    return render(request, "estate/import_upload.html", shown, status=422 if form.is_bound else 200)


def _begin(request: PersonRequest, form: UploadForm) -> ImportRun:
    at, by, given, data = timezone.now(), request.user, form.given, form.cleaned_data
    source = data["source"] or services.get_source(
        name=data["name"].strip(), format=data["format"], by=by, at=at
    )
    content = uploads.content_of(given)
    run = services.begin_run(source=source, name=given.name, content=content, by=by, at=at)
    if source.format == Format.SHEET:
        services.headings_of(run)
    return run


def _next(request: PersonRequest, run: ImportRun) -> HttpResponse:
    if run.source.format == Format.SHEET:
        return redirect("estate:import-columns", pk=run.pk)
    start(run, request, apply=False)
    return redirect(run)


def start(run: ImportRun, request: PersonRequest, *, apply: bool) -> Job:
    """Have the file read, or taken over, by a worker."""
    step = f"{'apply' if apply else 'check'}:{run.version}"
    title = _("Taking over %(file)s") if apply else _("Comparing %(file)s")
    return jobs.start(
        JOB,
        key=f"{JOB}:{run.pk}:{step}",
        title=title % {"file": run.file_name},
        by=request.user,
        run=run.pk,
        apply=apply,
        person=request.user.pk,
    )


def own(request: PersonRequest, pk: int) -> ImportRun:
    """An import the person may carry on."""
    rows = ImportRun.objects.visible_to(request.user).select_related("source", "file")
    run: ImportRun = get_object_or_404(rows, pk=pk)
    require(request.user, "import", run.source)
    return run


@login_required
@require_http_methods(["GET", "POST"])
def columns(request: PersonRequest, pk: int) -> HttpResponse:
    """The second step for a sheet: what its columns mean; kept for the next time."""
    run = own(request, pk)
    headings, guessed, examples = services.headings_of(run)
    choices = [("", _("Leave it out")), *MEANINGS.items()]
    form = forms.Form(request.POST or None)
    for place, heading in enumerate(headings):
        form.fields[f"c{place}"] = forms.ChoiceField(
            label=heading or _("Column %(number)s") % {"number": place + 1},
            choices=choices,
            required=False,
            initial=guessed.get(heading, ""),
            help_text=_("Such as %(example)s") % {"example": examples[place]}
            if examples[place]
            else "",
        )
    if request.method == "POST" and form.is_valid():
        mapping = {h: form.cleaned_data[f"c{p}"] for p, h in enumerate(headings)}
        try:
            services.set_mapping(run=run, mapping=mapping, by=request.user, at=timezone.now())
        except ValidationError as error:
            take(form, error)
        else:
            start(run, request, apply=False)
            return redirect(run)
    shown = {"form": form, "run": run, "title": _("What the columns mean")}
    return render(
        request, "estate/import_columns.html", shown, status=422 if form.is_bound else 200
    )


@login_required
@require_POST
def apply(request: PersonRequest, pk: int) -> HttpResponse:
    """Take the checked file over, as the page showed it."""
    run = own(request, pk)
    if run.state == RunState.APPLIED:
        messages.info(request, _("This import is taken over already."))
    elif run.plan_mark != request.POST.get("seen"):
        sentence = _("Nothing was taken over: this import was compared anew. Look at it again.")
        messages.error(request, sentence)
    elif run.state == RunState.CHECKED:
        start(run, request, apply=True)
    return redirect(run)


@login_required
@require_safe
def part(request: PersonRequest, pk: int) -> HttpResponse:
    """How far an import is: asked again every two seconds until it stands still."""
    rows = ImportRun.objects.visible_to(request.user).select_related("source")
    run = get_object_or_404(rows, pk=pk)
    return render(request, "estate/run_part.html", run_context(run, request))


@login_required
@require_safe
def model(request: PersonRequest) -> HttpResponse:
    """The estate as `python -m engine analyse` reads it, and as our own import takes it back."""
    access = request.user.access
    if not (access.may("import", ImportSource) or access.may("export", ImportSource)):
        raise PermissionDenied
    today = organisation_day(timezone.now())
    answer = JsonResponse(services.export_model(as_of=today), json_dumps_params={"indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="continuity-model-{today}.json"'
    return answer


def run_context(run: ImportRun, request: Any) -> dict[str, Any]:
    """What the page of an import shows: the work on it, and what it changes."""
    rows = Job.objects.filter(name=JOB, args__run=run.pk)
    job = rows.order_by("-pk").first()
    alive = job is not None and not job.is_over
    kinds, verbs = dict(Kind.choices), dict(Verb.choices)
    may = ImportSource.objects.permitted(request.user, "import").filter(pk=run.source_id)
    return {
        "run": run,
        "job": job,
        "kinds": [(kinds.get(kind, kind), n) for kind, n in run.counts.get("kinds", {}).items()],
        "lines": [_line(line, kinds, verbs) for line in run.sample],
        "counted": counted(job, at=timezone.now()) if job else "",
        "alive": alive,
        "failed": job is not None and job.state in (Job.State.FAILED, Job.State.CANCELLED),
        "may_apply": run.state == RunState.CHECKED and not alive and may.exists(),
    }


def _line(line: dict[str, Any], kinds: dict[Any, Any], verbs: dict[Any, Any]) -> dict[str, Any]:
    """A change of an import in words."""
    about = line.get("other") or kinds.get(line.get("kind"), "")
    words = verbs.get(line["verb"], "")
    rows = services.differences(line.get("fields", {}))
    return {"name": line["name"], "words": words, "about": about, "rows": rows}
