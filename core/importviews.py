"""The pages of an import: upload, columns, dry run, done. The sheet waits in a draft."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import drafts, exports
from core.http import PersonRequest
from core.imports import Importer, Result, Unreadable, guess_mapping, read_upload
from core.models import Draft

SHOWN = 200


class UploadForm(forms.Form):
    """The sheet to import."""

    file = forms.FileField(label=gettext_lazy("CSV or XLSX file"))


class MappingForm(forms.Form):
    """One drop-down per field: the column it is read from."""

    def __init__(self, *args: Any, page: Any, headings: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = [("", _("Leave out")), *((heading, heading) for heading in headings if heading)]
        for name in page.fields:
            label = capfirst(page.model._meta.get_field(name).verbose_name)
            self.fields[name] = forms.ChoiceField(
                label=label, choices=columns, required=name in page.key
            )

    def mapping(self) -> dict[str, str]:
        """Field → heading, of the fields that are read."""
        return {name: heading for name, heading in self.cleaned_data.items() if heading}


def importer(page: Any) -> Callable[[PersonRequest], HttpResponse]:
    """The import view of a Pages class."""

    def view(request: PersonRequest) -> HttpResponse:
        if not all(request.user.access.may(right, page.model) for right in ("add", "change")):
            raise PermissionDenied
        if request.GET.get("template"):
            return exports.response("xlsx", page.opts().model_name, *exports.sheet(page, ()))
        if request.method == "POST":
            return _posted(request, page)
        return _show(request, page, step="upload", form=UploadForm())

    return view


def _draft_name(page: Any) -> str:
    return f"import:{page.opts().label_lower}"


def _posted(request: PersonRequest, page: Any) -> HttpResponse:
    step = request.POST.get("step", "upload")
    if step == "upload":
        return _upload(request, page)
    draft = drafts.find(person=request.user, form=_draft_name(page))
    if draft is None:
        messages.error(request, _("The uploaded sheet is no longer here. Upload it again."))
        return redirect(request.path)
    return _mapped(request, page, draft, apply=step == "apply")


def _upload(request: PersonRequest, page: Any) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, page, step="upload", form=form, status=422)
    file = form.cleaned_data["file"]
    try:
        headings, rows = read_upload(file)
    except Unreadable as error:
        form.add_error("file", str(error))
        return _show(request, page, step="upload", form=form, status=422)
    drafts.keep(
        person=request.user,
        form=_draft_name(page),
        data={"name": file.name, "headings": headings, "rows": rows},
    )
    guessed = guess_mapping(page, headings)
    mapping = MappingForm(page=page, headings=headings, initial=guessed)
    return _show(request, page, step="mapping", form=mapping, file_name=file.name, rows=len(rows))


def _mapped(request: PersonRequest, page: Any, draft: Draft, *, apply: bool) -> HttpResponse:
    data = draft.data
    form = MappingForm(request.POST, page=page, headings=data["headings"])
    if not form.is_valid():
        return _show(request, page, step="mapping", form=form, file_name=data["name"], status=422)
    run = Importer(
        page,
        actor=request.user,
        at=timezone.now(),
        mapping=form.mapping(),
        where=_("import of %(file)s") % {"file": data["name"]},
    )
    result = run.run(data["headings"], data["rows"], apply=apply)
    if apply and not result.refused:
        return _done(request, page, draft, result)
    shown: dict[str, Any] = {"form": form, "result": result, "rows_shown": _sample(result)}
    return _show(request, page, step="dry-run", file_name=data["name"], **shown)


def _done(request: PersonRequest, page: Any, draft: Draft, result: Result) -> HttpResponse:
    draft.delete()
    counts = {"created": len(result.created), "changed": len(result.changed)}
    messages.success(request, _("Imported: %(created)s created, %(changed)s changed.") % counts)
    return redirect(page.url_named("list"))


def _sample(result: Result) -> list[tuple[str, list[Any]]]:
    kinds = (
        (_("Refused"), result.refused),
        (_("Would be created"), result.created),
        (_("Would be changed"), result.changed),
        (_("Left alone"), result.unchanged),
    )
    return [(label, rows[:SHOWN]) for label, rows in kinds if rows]


def _show(
    request: PersonRequest, page: Any, *, step: str, status: int = 200, **context: Any
) -> HttpResponse:
    shown = {
        "opts": page.opts(),
        "title": _("Import %(kind)s") % {"kind": page.opts().verbose_name_plural},
        "list_url": page.url_named("list"),
        "template_url": f"{request.path}?template=1",
        "step": step,
        **context,
    }
    return render(request, "core/object_import.html", shown, status=status)
