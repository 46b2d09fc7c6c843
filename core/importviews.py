"""The pages of an import: upload, columns, dry run, done. The sheet waits in a draft."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import drafts, exports
from core.http import PersonRequest
from core.imports import Importer, Result, guess_mapping
from core.models import Draft
from core.spreadsheets import read_upload
from core.workbooks import Unreadable

SHOWN = 200
MOST = 1_000
"""Rows that are tried while a person waits for the page."""


class UploadForm(forms.Form):
    """The sheet to import."""

    file = forms.FileField(label=gettext_lazy("CSV or XLSX file"))


class MappingForm(forms.Form):
    """One drop-down per field: the column it is read from.

    Its inputs have a prefix: a noun may have a field of the name of one of the page's own.
    """

    prefix = "column"

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
    return _carried_on(request, page, apply=step == "apply")


@transaction.atomic
def _carried_on(request: PersonRequest, page: Any, *, apply: bool) -> HttpResponse:
    """The next step of a sheet, where it is still the one that the person was shown.

    The draft is held, so that of two presses of one button the second finds nothing left.
    """
    draft = drafts.find_sheet(person=request.user, form=_draft_name(page), is_held=True)
    if draft is not None and drafts.mark(draft) == request.POST.get("sheet"):
        return _mapped(request, page, draft, apply=apply)
    if draft is None:
        sentence = _(
            "The uploaded sheet is no longer here: it is imported already, or was taken away. Look"
            " at the list, and upload it again where rows are missing."
        )
    else:
        sentence = _(
            "Nothing was imported: another sheet, %(file)s, was uploaded after the one you looked"
            " at. Upload yours again."
        ) % {"file": draft.data["name"]}
    messages.error(request, sentence)
    return redirect(request.path)


def _upload(request: PersonRequest, page: Any) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, page, step="upload", form=form, status=422)
    file = form.cleaned_data["file"]
    try:
        headings, rows = read_upload(file)
        if sum(map(bool, rows)) > MOST:
            sentence = _("The sheet has more than %(count)s rows. Split it and import each part.")
            raise Unreadable(sentence % {"count": MOST})
    except Unreadable as error:
        form.add_error("file", str(error))
        return _show(request, page, step="upload", form=form, status=422)
    draft = drafts.keep(
        person=request.user,
        form=_draft_name(page),
        data={"name": file.name, "headings": headings, "rows": rows},
    )
    guessed = guess_mapping(page, headings)
    mapping = MappingForm(page=page, headings=headings, initial=guessed)
    count = sum(map(bool, rows))
    return _show(request, page, step="mapping", form=mapping, draft=draft, rows=count)


def _mapped(request: PersonRequest, page: Any, draft: Draft, *, apply: bool) -> HttpResponse:
    data = draft.data
    form = MappingForm(request.POST, page=page, headings=data["headings"])
    if not form.is_valid():
        return _show(request, page, step="mapping", form=form, draft=draft, status=422)
    run = Importer(
        page,
        actor=request.user,
        at=timezone.now(),
        mapping=form.mapping(),
        where=_("import of %(file)s") % {"file": data["name"]},
    )
    seen = request.POST.get("seen", "") if apply else ""
    result = run.run(data["headings"], data["rows"], seen=seen)
    if apply and not result.refused and result.mark == seen:
        return _done(request, page, draft, result)
    if apply and result.mark != seen:
        sentence = _("Nothing was imported: the list has changed since you looked. Look again.")
        messages.error(request, sentence)
    shown: dict[str, Any] = {"form": form, "result": result, "rows_shown": _sample(result)}
    return _show(request, page, step="dry-run", draft=draft, **shown)


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
    request: PersonRequest,
    page: Any,
    *,
    step: str,
    draft: Draft | None = None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    shown = {
        "opts": page.opts(),
        "title": _("Import %(kind)s") % {"kind": page.opts().verbose_name_plural},
        "list_url": page.url_named("list"),
        "template_url": f"{request.path}?template=1",
        "step": step,
        "file_name": draft.data["name"] if draft else "",
        "sheet": drafts.mark(draft) if draft else "",
        **context,
    }
    return render(request, "core/object_import.html", shown, status=status)
