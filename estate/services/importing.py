"""Imports: what a source shows is compared with what is stored, shown, and taken over as one."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core import files, services, spreadsheets
from core.durations import parse_duration
from core.models import File, User
from core.workbooks import Unreadable as BadSheet
from estate.choices import Format, Kind, RunState
from estate.imports import native, netbox, sheet
from estate.imports.picture import Picture, Unreadable
from estate.imports.plan import Plan, compare
from estate.models import ImportRun, ImportSource, Item

from .apply import apply_plan
from .changes import write
from .plansaid import counts_of, lines_of, twins_of
from .stored import Known, known_of, resolved, stored_of

Progress = Callable[[int, int, str], None]


def quiet(done: int, total: int, note: str = "") -> None:
    """Progress nobody watches."""


@transaction.atomic
def get_source(
    *, name: str, format: str, by: User | None, at: datetime, unit: Any = None
) -> ImportSource:
    """The source of that name, made where there is none."""
    found: ImportSource | None = ImportSource.objects.filter(name=name).first()
    if found is None:
        return write(ImportSource(name=name, format=format, unit=unit), by=by, at=at)
    if found.format != format:
        sentence = _("“%(name)s” is a source of another format. Choose another name.")
        raise ValidationError({"name": sentence % {"name": name}})
    return found


@transaction.atomic
def begin_run(
    *, source: ImportSource, name: str, content: Any, by: User | None, at: datetime
) -> ImportRun:
    """Keep an uploaded file as the beginning of an import. Raises ValidationError."""
    services.require(by, "import", source)
    run = ImportRun(source=source, started_by=by, at=at, file_name=name[:255])
    write(run, by=by, at=at, trusted=True)
    run.file = files.store(name=name, content=content, subject=run, by=by, at=at, purpose="import")
    return write(run, by=by, at=at, trusted=True)


@transaction.atomic
def set_mapping(
    *, run: ImportRun, mapping: dict[str, str], by: User | None, at: datetime
) -> ImportRun:
    """Say what the columns of this import's sheet mean; the source keeps it for the next one."""
    if run.state == RunState.APPLIED:
        raise ValidationError(_("This import is taken over already. Upload the sheet again."))
    if "name" not in mapping.values():
        raise ValidationError(_("Say which column holds the name."))
    given = [meaning for meaning in mapping.values() if meaning]
    if twice := [meaning for meaning, count in Counter(given).items() if count > 1]:
        sentence = _("Two columns cannot both mean “%(meaning)s”.")
        raise ValidationError(sentence % {"meaning": twice[0]})
    run.mapping = {heading: meaning for heading, meaning in mapping.items() if meaning}
    run.state, run.plan_mark = RunState.READING, ""
    run.source.mapping = run.mapping
    write(run.source, by=by, at=at, trusted=True)
    return write(run, by=by, at=at, trusted=True)


def headings_of(run: ImportRun) -> tuple[list[str], dict[str, str], list[str]]:
    """The headings of a sheet, what they likely mean, and an example of each column."""
    if run.file is None:
        raise ValidationError(_("The file of this import is not here any more. Upload it again."))
    try:
        headings, rows = spreadsheets.read_sheet(run.file_name, bytes_of(run.file))
    except BadSheet as error:
        raise ValidationError({"file": str(error)}) from error
    present = run.mapping or run.source.mapping
    kept = {heading: present.get(heading, "") for heading in headings}
    guessed = kept if any(kept.values()) else sheet.guess(headings)
    examples = [
        next((str(r[n])[:60] for r in rows[:20] if n < len(r) and r[n] not in (None, "")), "")
        for n in range(len(headings))
    ]
    return headings, guessed, examples


def bytes_of(file: File) -> bytes:
    """The content of a stored file."""
    with files.open_file(file) as opened:
        return opened.read()


def read_picture(run: ImportRun, content: bytes) -> Picture:
    """What a file shows; the run keeps how its columns are read. Raises ValidationError."""
    source = run.source
    try:
        if source.format == Format.NETBOX:
            return netbox.read(content)
        if source.format == Format.NATIVE:
            return native.read(content, frozenset(Kind.values))
        headings, rows = spreadsheets.read_sheet(run.file_name, content)
    except (Unreadable, BadSheet) as error:
        raise ValidationError(str(error)) from error
    run.mapping = mapping = run.mapping or source.mapping or sheet.guess(headings)
    if "name" not in {mapping.get(heading) for heading in headings}:
        raise ValidationError(_("No column holds the name. Say what the columns mean first."))
    words = sheet.Words(
        {value: str(label) for value, label in Kind.choices}, parse_duration, Kind.SERVER
    )
    return sheet.read(headings, rows, mapping, words)


def plan_of(
    source: ImportSource, picture: Picture, by: User | None = None
) -> tuple[Plan, Picture, Known]:
    """What taking the picture over would change, with what names stand for."""
    known = known_of(source, by)
    shown = resolved(picture, known)
    plan = compare(shown, stored_of(known), states_links=source.format != Format.NETBOX)
    return plan, shown, known


def mark_of(plan: Plan) -> str:
    """What tells two plans apart."""
    text = json.dumps(asdict(plan), sort_keys=True, default=_plain)
    return sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset) else str(value)


@transaction.atomic
def check_run(
    *, run: ImportRun, by: User | None, at: datetime, progress: Progress = quiet
) -> ImportRun:
    """Read the file and store what it would change; nothing of the estate is touched."""
    if run.state == RunState.APPLIED:
        return run
    progress(0, 3, _("Reading"))
    plan, shown, known = plan_of(run.source, _picture_of(run), by)
    progress(2, 3, _("Comparing"))
    _note(run, plan, shown, known)
    run.state, run.is_overtaken = RunState.CHECKED, False
    return write(run, by=by, at=at, trusted=True)


def _note(run: ImportRun, plan: Plan, shown: Picture, known: Known) -> None:
    """Write the plan into the run, as people read it, with its mark."""
    run.counts = counts_of(plan, shown) | {"twins": twins_of(plan, known)}
    run.sample = lines_of(plan, shown, known)
    run.problems = [[p.place, p.text] for p in plan.problems[:1000]]
    run.plan_mark = mark_of(plan)


@transaction.atomic
def apply_run(
    *, run: ImportRun, by: User | None, at: datetime, progress: Progress = quiet
) -> ImportRun:
    """Take over what was shown when the run was checked, as one: all of it or nothing.

    Where the estate changed since, so that something else would be taken over, nothing is: the run
    is checked anew, says so (`is_overtaken`) and waits to be looked at again.
    """
    locked = _held(run.source_id)
    services.require(by, "import", locked)
    stored: ImportRun = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if stored.state == RunState.APPLIED:
        return stored
    if stored.state != RunState.CHECKED:
        raise ValidationError(_("Look at what would change first, then take it over."))
    seen, picture = stored.plan_mark, _picture_of(stored)
    plan, shown, known = plan_of(stored.source, picture, by)
    _note(stored, plan, shown, known)
    if stored.plan_mark != seen:
        stored.is_overtaken = True
        return write(stored, by=by, at=at, trusted=True)
    return _apply(stored, plan, shown, known, by=by, at=at, progress=progress)


def _held(source: int) -> ImportSource:
    """The source, with its items held until the import is over: nobody changes them meanwhile."""
    locked: ImportSource = ImportSource.objects.select_for_update().get(pk=source)
    items = Item.objects.filter(source=locked).order_by("pk").select_for_update(no_key=True)
    list(items.values_list("pk"))
    return locked


@transaction.atomic
def import_content(
    *,
    source: ImportSource,
    name: str,
    content: bytes,
    by: User | None,
    at: datetime,
    dry_run: bool = False,
    progress: Progress = quiet,
) -> ImportRun:
    """Read, compare and take over in one go, as the command line does; a dry run leaves no trace."""
    _held(source.pk)
    run = ImportRun(source=source, started_by=by, at=at, file_name=name[:255])
    plan, shown, known = plan_of(source, read_picture(run, content), by)
    _note(run, plan, shown, known)
    if dry_run:
        run.state = RunState.CHECKED
        return run
    write(run, by=by, at=at, trusted=True)
    return _apply(run, plan, shown, known, by=by, at=at, progress=progress)


def _picture_of(run: ImportRun) -> Picture:
    if run.file is None:
        raise ValidationError(_("The file of this import is not here any more. Upload it again."))
    return read_picture(run, bytes_of(run.file))


def _apply(
    run: ImportRun,
    plan: Plan,
    shown: Picture,
    known: Known,
    *,
    by: User | None,
    at: datetime,
    progress: Progress,
) -> ImportRun:
    reason = _("Import from %(source)s") % {"source": run.source}
    with services.why(by=by, reason=reason, where="import"):
        apply_plan(plan, shown, known, run=run, by=by, at=at, progress=progress)
    run.state, run.applied_at, run.is_overtaken = RunState.APPLIED, at, False
    return write(run, by=by, at=at, trusted=True)
