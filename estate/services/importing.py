"""Imports: what a source shows is compared with what is stored, shown, and taken over as one."""

import json
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core import files, imports, services
from core.durations import parse_duration
from core.models import File, User
from estate.choices import Format, Kind, RunState
from estate.imports import native, netbox, sheet
from estate.imports.picture import Picture, Unreadable
from estate.imports.plan import Plan, compare
from estate.models import ImportRun, ImportSource

from .apply import apply_plan
from .changes import write
from .stored import Known, known_of, resolved, stored_of

SHOWN = 300
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
    *, source: ImportSource, mapping: dict[str, str], by: User | None, at: datetime
) -> ImportSource:
    """Keep what the columns of a source's sheets mean, for this time and the next."""
    if "name" not in mapping.values():
        raise ValidationError(_("Say which column holds the name."))
    given = [meaning for meaning in mapping.values() if meaning]
    if twice := [meaning for meaning, count in Counter(given).items() if count > 1]:
        sentence = _("Two columns cannot both mean “%(meaning)s”.")
        raise ValidationError(sentence % {"meaning": twice[0]})
    source.mapping = {heading: meaning for heading, meaning in mapping.items() if meaning}
    return write(source, by=by, at=at, trusted=True)


def headings_of(run: ImportRun) -> tuple[list[str], dict[str, str], list[str]]:
    """The headings of a sheet, what they likely mean, and an example of each column."""
    if run.file is None:
        raise ValidationError(_("The file of this import is not here any more. Upload it again."))
    try:
        headings, rows = imports.read_sheet(run.file_name, bytes_of(run.file))
    except imports.Unreadable as error:
        raise ValidationError({"file": str(error)}) from error
    kept = {heading: run.source.mapping.get(heading, "") for heading in headings}
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


def read_picture(source: ImportSource, name: str, content: bytes) -> Picture:
    """What a file of this source shows. Raises ValidationError with a sentence."""
    try:
        if source.format == Format.NETBOX:
            return netbox.read(content)
        if source.format == Format.NATIVE:
            return native.read(content, frozenset(Kind.values))
        headings, rows = imports.read_sheet(name, content)
    except Unreadable as error:
        raise ValidationError(str(error)) from error
    except imports.Unreadable as error:
        raise ValidationError(str(error)) from error
    mapping = source.mapping or sheet.guess(headings)
    if "name" not in {mapping.get(heading) for heading in headings}:
        raise ValidationError(_("No column holds the name. Say what the columns mean first."))
    words = sheet.Words(
        {value: str(label) for value, label in Kind.choices}, parse_duration, Kind.SERVER
    )
    return sheet.read(headings, rows, mapping, words)


def plan_of(source: ImportSource, picture: Picture) -> tuple[Plan, Picture, Known]:
    """What taking the picture over would change, with what names stand for."""
    known = known_of(source)
    shown = resolved(picture, known)
    plan = compare(shown, stored_of(known), states_links=source.format != Format.NETBOX)
    return plan, shown, known


@transaction.atomic
def check_run(
    *, run: ImportRun, by: User | None, at: datetime, progress: Progress = quiet
) -> ImportRun:
    """Read the file and store what it would change; nothing of the estate is touched."""
    progress(0, 3, _("Reading"))
    plan, picture, _known = plan_of(run.source, _picture_of(run))
    progress(2, 3, _("Comparing"))
    run.counts, run.sample = counts_of(plan, picture), lines_of(plan, picture)
    run.problems = [[p.place, p.text] for p in plan.problems[:1000]]
    run.state = RunState.CHECKED
    return write(run, by=by, at=at, trusted=True)


@transaction.atomic
def apply_run(
    *, run: ImportRun, by: User | None, at: datetime, progress: Progress = quiet
) -> ImportRun:
    """Take over what the file shows now, as one: all of it or nothing."""
    locked = ImportSource.objects.select_for_update().get(pk=run.source_id)
    services.require(by, "import", locked)
    stored: ImportRun = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if stored.state == RunState.APPLIED:
        return stored
    return _apply(stored, _picture_of(stored), by=by, at=at, progress=progress)


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
    ImportSource.objects.select_for_update().get(pk=source.pk)
    picture = read_picture(source, name, content)
    run = ImportRun(source=source, started_by=by, at=at, file_name=name[:255])
    if dry_run:
        plan, shown, _known = plan_of(source, picture)
        run.counts, run.sample = counts_of(plan, shown), lines_of(plan, shown)
        run.problems = [[p.place, p.text] for p in plan.problems]
        run.state = RunState.CHECKED
        return run
    write(run, by=by, at=at, trusted=True)
    return _apply(run, picture, by=by, at=at, progress=progress)


def _picture_of(run: ImportRun) -> Picture:
    if run.file is None:
        raise ValidationError(_("The file of this import is not here any more. Upload it again."))
    return read_picture(run.source, run.file_name, bytes_of(run.file))


def _apply(
    run: ImportRun, picture: Picture, *, by: User | None, at: datetime, progress: Progress
) -> ImportRun:
    plan, shown, known = plan_of(run.source, picture)
    run.counts, run.sample = counts_of(plan, shown), lines_of(plan, shown)
    run.problems = [[p.place, p.text] for p in plan.problems[:1000]]
    reason = _("Import from %(source)s") % {"source": run.source}
    with services.why(by=by, reason=reason, where="import"):
        apply_plan(plan, shown, known, run=run, by=by, at=at, progress=progress)
    run.state, run.applied_at = RunState.APPLIED, at
    return write(run, by=by, at=at, trusted=True)


def counts_of(plan: Plan, picture: Picture) -> dict[str, Any]:
    """How many of each, as the person and the command line are told."""
    return {
        "kinds": dict(sorted(Counter(item.kind for item in picture.items).items())),
        "created_kinds": dict(sorted(Counter(item.kind for item in plan.created).items())),
        "items": len(picture.items),
        "dependencies": len(picture.dependencies),
        "groups": len(picture.groups),
        "changes": plan.count,
        "created": len(plan.created),
        "changed": len({each.external_id for each in (*plan.changed, *plan.places)}),
        "unchanged": plan.unchanged,
        "gone": len(plan.gone),
        "back": len(plan.back),
        "linked": len(plan.links) + len(plan.groups),
        "relinked": len(plan.relinked) + len(plan.regrouped),
        "unlinked": len(plan.unlinked) + len(plan.ungrouped),
        "refused": len(plan.problems),
        "left_out": picture.left_out,
    }


def lines_of(plan: Plan, picture: Picture) -> list[dict[str, Any]]:
    """The changes of a plan, one a line, as people read them; the rest is counted."""
    names = {item.external_id: item.name for item in picture.items}
    lines: list[dict[str, Any]] = []
    for each in (*plan.changed, *plan.places):
        fields = {
            name: [_said(old, names), _said(new, names)]
            for name, (old, new) in each.changes.items()
        }
        lines.append(
            {
                "verb": "changed",
                "name": names.get(each.external_id, each.external_id),
                "fields": fields,
            }
        )
    lines += [{"verb": "gone", "name": key} for key in plan.gone]
    lines += [{"verb": "back", "name": names.get(key, key)} for key in plan.back]
    lines += [
        {"verb": "unlinked", "name": names.get(one, one), "other": names.get(other, other)}
        for one, other in plan.unlinked
    ]
    lines += [
        {"verb": "relinked", "name": names[each.dependent], "other": names[each.provider]}
        for each, _changes in plan.relinked
    ]
    lines += [
        {"verb": "relinked", "name": names[g.dependent], "other": g.name} for g in plan.regrouped
    ]
    lines += [{"verb": "created", "name": item.name, "kind": item.kind} for item in plan.created]
    if not plan.created or len(lines) < SHOWN:
        lines += [
            {"verb": "linked", "name": names[each.dependent], "other": names[each.provider]}
            for each in plan.links
        ]
    return json.loads(json.dumps(lines[:SHOWN], default=str))  # type: ignore[no-any-return]


def _said(value: Any, names: dict[str, str]) -> str:
    return "–" if value in (None, "") else names.get(str(value), str(value))
