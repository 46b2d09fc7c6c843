"""The answers of an interview: rows to a sheet, drafts over it, and back to rows step by step."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bia.models import (
    ChallengeReply,
    ImpactRating,
    Interview,
    LossPoint,
    Need,
    Peak,
    ResourceNeed,
    Workaround,
)
from bia.services import items, ownanswers, scales, sheet
from bia.services.ownanswers import Asked
from bia.services.sheet import ALL_DAYS, Reading, Sheet
from core import drafts
from core.models import Draft, User
from core.services import why

FORM = "bia.interview"
ROWS: dict[str, Any] = {
    "peak": Peak,
    "need": Need,
    "resource": ResourceNeed,
    "workaround": Workaround,
}
RELATED = {
    "peak": "peaks",
    "need": "needs",
    "resource": "resources",
    "workaround": "workarounds",
}


@dataclass(frozen=True)
class Answers:
    """An interview as it stands now: what is stored with what is typed over it."""

    interview: Interview
    scale: scales.Scale
    sheet: Sheet
    reading: Reading
    version: int
    """The draft's; 0 where nothing has been typed since the last step was left."""
    draft_names: frozenset[str]
    own: tuple[Asked, ...] = ()
    """The campaign's own questions, with what is answered."""
    left_out: frozenset[str] = frozenset()
    """The optional standard questions the campaign leaves out."""


def stored(interview: Interview, scale: scales.Scale) -> Sheet:
    """The interview's rows as a sheet."""
    found = {name: sheet.spell(interview, name) for name in sheet.FIELDS}
    for head, model in ROWS.items():
        fields = list(sheet.LISTS[head][1])
        for row in model._base_manager.filter(interview=interview).order_by("pk"):
            for name in fields:
                found[f"{head}.{row.pk}.{name}"] = sheet.spell(row, name)
            if head == "resource":
                for at, number in enumerate(row.amounts):
                    found[f"resource.{row.pk}.at.{at}"] = "" if number is None else str(number)
    column = {pk: at for at, pk in enumerate(scale.band_pks)}
    for rating in ImpactRating.objects.filter(interview=interview).select_related("category"):
        variant = rating.peak_id or ALL_DAYS
        name = f"rate.{variant}.{rating.category.key}.{column[rating.band_id]}"
        found[name] = str(rating.level)
    for loss in LossPoint.objects.filter(interview=interview):
        said = {"loss": loss.amount, "low": loss.low, "high": loss.high}
        for head, amount in said.items():
            if amount is not None:
                found[f"{head}.{column[loss.band_id]}"] = f"{amount.normalize():f}"
    for reply in ChallengeReply.objects.filter(interview=interview):
        found[f"reply.{reply.code}"] = reply.reply
    return found


def reading_of(values: Sheet, scale: scales.Scale) -> Reading:
    """A sheet understood against a scale."""
    return sheet.read(
        values,
        bands=len(scale.bands),
        categories=[one.key for one in scale.categories],
        currency=scale.currency,
    )


def current(interview: Interview, changes: Sheet | None = None) -> Answers:
    """The interview as it stands: rows with the draft over them, and as it would with `changes`."""
    scale = scales.read(interview.scale)
    draft = find_draft(interview)
    typed: Sheet = {**(draft.data if draft else {}), **(changes or {})}
    version = ownanswers.set_of(interview)
    asked = ownanswers.of_set(version)
    values = {**stored(interview, scale), **ownanswers.stored(interview, asked), **typed}
    own = ownanswers.read(asked, values, interview.function)
    reading = reading_of(values, scale)
    unread = {one.name: one.error for one in own if one.error}
    return Answers(
        interview,
        scale,
        values,
        replace(reading, errors=reading.errors | unread),
        draft.version if draft else 0,
        frozenset(typed),
        own,
        frozenset(version.left_out if version else ()),
    )


def find_draft(interview: Interview) -> Draft | None:
    """What was typed and not yet written as rows; one for the interview, whoever types."""
    if interview.owner is None and interview.submitted_by is None:
        return None
    found = drafts.find(person=keeper(interview), form=FORM, subject=interview)
    if found is not None:
        found.data = sheet.known_changes(found.data)
    return found


def keeper(interview: Interview) -> User:
    """The person under whose name the draft lies: the one who was asked.

    Raises ValidationError where nobody has been asked.
    """
    person: User | None = interview.owner or interview.submitted_by
    if person is None:
        raise ValidationError(_("Nobody is asked yet. Name an owner first."))
    return person


def hand_over(interview: Interview, *, before: User) -> None:
    """Let the draft follow the interview to whoever answers it now."""
    if interview.owner is not None:
        drafts.hand_over(before=before, to=interview.owner, form=FORM, subject=interview)


@transaction.atomic
def keep(interview: Interview, changes: Sheet, *, version: int) -> Answers:
    """Keep what was typed. A newer draft than `version` raises core.drafts.Overtaken."""
    draft = find_draft(interview)
    data = {**(draft.data if draft else {}), **sheet.known_changes(changes)}
    drafts.keep(person=keeper(interview), form=FORM, data=data, subject=interview, version=version)
    return current(interview)


@transaction.atomic
def retype(interview: Interview, name: str, text: str) -> None:
    """Let the draft say something else by a name, where it says anything by it."""
    found = find_draft(interview)
    if found is None or name not in found.data:
        return
    draft = Draft.objects.select_for_update().get(pk=found.pk)
    draft.data, draft.version = draft.data | {name: text}, draft.version + 1
    draft.save(update_fields=["data", "version", "updated_at"])


def overtaken_by(
    interview: Interview, mine: Sheet, was: Sheet | None = None
) -> dict[str, dict[str, str]]:
    """Where another tab has said something else meanwhile: name → theirs and mine.

    `was` is what the writer had seen; an answer that is still so was changed by nobody else.
    """
    now, seen = current(interview).sheet, was or {}
    return {
        name: {"theirs": now.get(name, ""), "mine": value}
        for name, value in sheet.known_changes(mine).items()
        if _plain(now.get(name, "")) not in (_plain(value), _plain(seen.get(name, "")))
    }


def _plain(text: str) -> str:
    """A text without what a browser's field may change of it unasked: line ends and spaces."""
    return "".join(text.split())


@transaction.atomic
def write_step(answers: Answers, step: str, *, by: User, at: datetime) -> dict[str, str]:
    """Write a step's answers as rows and take them out of the draft; errors by name, then nothing."""
    errors = {
        name: said for name, said in answers.reading.errors.items() if sheet.step_of(name) == step
    }
    if errors:
        return errors
    with why(by=by):
        _write_fields(answers, step)
        for head, model in ROWS.items():
            if sheet.LISTS[head][0] == step and head != "peak":
                _write_rows(answers, head, model)
        peaks = _settle_peaks(answers, step)
        if step == "impact":
            _write_ratings(answers, peaks)
            _write_losses(answers)
        ownanswers.write(answers.interview, answers.own, step)
        _write_replies(answers)
        _leave_in_draft(answers, step, peaks)
    return {}


def _settle_peaks(answers: Answers, step: str) -> dict[str, int]:
    """Peaks are written with their own step and with their curves: their ids by key, else empty."""
    unread = any(name.startswith("peak.") for name in answers.reading.errors)
    if step == "function" or (step == "impact" and not unread):
        return _write_rows(answers, "peak", Peak)
    return {}


def _write_fields(answers: Answers, step: str) -> None:
    interview = answers.interview
    changed = []
    for name, (where, _reader) in sheet.FIELDS.items():
        if where == step and name in answers.reading.values:
            value = answers.reading.values[name]
            if getattr(interview, name) != value:
                setattr(interview, name, value)
                changed.append(name)
    place = sheet.STEPS.index(step) + 1
    if interview.last_step < place:
        interview.last_step = place
        changed.append("last_step")
    if changed:
        interview.save(update_fields=[*changed, "updated_at"])
        interview.refresh_from_db(fields=["version"])


def _write_rows(answers: Answers, head: str, model: Any) -> dict[str, int]:
    """Write a list's rows; their ids by key. A row sent twice under a new key stays one row."""
    interview = answers.interview
    present = {row.pk: row for row in model.objects.filter(interview=interview)}
    kept: dict[str, int] = {}
    for row in answers.reading.kept(head):
        record = present.get(row.pk) if row.pk else _twin(row, present)
        record = _write_row(interview, head, row, record or model(interview=interview))
        kept[row.key] = record.pk
    model.objects.filter(interview=interview).exclude(pk__in=kept.values()).delete()
    return kept


def _twin(row: sheet.Row, present: dict[int, Any]) -> Any:
    """The stored row that says just this."""
    said = row.values.items()
    return next(
        (
            record
            for record in present.values()
            if all(getattr(record, name) == value for name, value in said)
        ),
        None,
    )


def _write_row(interview: Interview, head: str, row: sheet.Row, record: Any) -> Any:
    fresh = record.pk is None
    before = {name: getattr(record, name) for name in row.values}
    for name, value in row.values.items():
        setattr(record, name, value)
    if head == "need":
        record.kind = record.kind or "application"
        before["item_id"] = record.item_id
        record.item_id = items.named(record.name, record.kind, earlier=record.item_id)
    elif head == "resource":
        record.kind = record.kind or "people"
    if fresh or any(getattr(record, name) != value for name, value in before.items()):
        record.save()
    return record


def _write_ratings(answers: Answers, peaks: dict[str, int]) -> None:
    interview, scale = answers.interview, answers.scale
    pks = {one.key: one.pk for one in scale.categories}
    known = {str(pk): pk for pk in interview.peaks.values_list("pk", flat=True)}
    variants: dict[str, int | None] = {ALL_DAYS: None, **known, **peaks}
    wanted = {
        (variants[variant], pks[key], scale.band_pks[at]): level
        for variant, curves in answers.reading.variants.items()
        if variant in variants
        for key, levels in curves.items()
        for at, level in enumerate(levels)
        if level is not None
    }
    present = {
        (row.peak_id, row.category_id, row.band_id): row
        for row in ImpactRating.objects.filter(interview=interview)
    }
    gone = [row.pk for place, row in present.items() if place not in wanted]
    ImpactRating.objects.filter(pk__in=gone).delete()
    for place, row in present.items():
        if place in wanted and row.level != wanted[place]:
            row.level = wanted[place]
            row.save(update_fields=["level", "updated_at"])
    ImpactRating.objects.bulk_create(
        ImpactRating(
            interview=interview, peak_id=peak, category_id=category, band_id=band, level=level
        )
        for (peak, category, band), level in wanted.items()
        if (peak, category, band) not in present
    )


def _write_losses(answers: Answers) -> None:
    interview, reading = answers.interview, answers.reading
    wanted = {
        answers.scale.band_pks[at]: (lost, reading.lows.get(at), reading.highs.get(at))
        for at, lost in reading.losses.items()
    }
    for row in LossPoint.objects.filter(interview=interview):
        said = wanted.pop(row.band_id, None)
        if said is None:
            row.delete()
        elif said != (row.amount, row.low, row.high):
            row.amount, row.low, row.high = said
            row.save(update_fields=["amount", "low", "high", "updated_at"])
    LossPoint.objects.bulk_create(
        LossPoint(interview=interview, band_id=band, amount=lost, low=low, high=high)
        for band, (lost, low, high) in wanted.items()
    )


def _write_replies(answers: Answers) -> None:
    present = {row.code: row for row in ChallengeReply.objects.filter(interview=answers.interview)}
    for code, said in answers.reading.replies.items():
        reply, _bar, question = said.partition("|")
        row = present.get(code) or ChallengeReply(interview=answers.interview, code=code)
        if row.reply != reply[:300]:
            row.reply, row.question = reply[:300], question[:300] or row.question
            row.save()


def settle_replies(interview: Interview, asked: Mapping[str, str], left: Container[str]) -> None:
    """Note what was asked (code → question) and which of it was left open, for who approves."""
    rows = {row.code: row for row in ChallengeReply.objects.filter(interview=interview)}
    for code, row in rows.items():
        if not row.reply and code not in left:
            row.delete()
        elif not row.question and code in asked:
            row.question = asked[code][:300]
            row.save(update_fields=["question", "updated_at"])
    ChallengeReply.objects.bulk_create(
        ChallengeReply(interview=interview, code=code, question=question[:300])
        for code, question in asked.items()
        if code in left and code not in rows
    )


def _leave_in_draft(answers: Answers, step: str, peaks: dict[str, int]) -> None:
    """Take what became rows out of the draft; what somebody has typed since stays in it."""
    found = find_draft(answers.interview)
    if found is None:
        return
    draft = Draft.objects.select_for_update().get(pk=found.pk)
    left = {
        _settled(name, peaks): value
        for name, value in sheet.known_changes(draft.data).items()
        if not _written(name, step, peaks) or answers.sheet.get(name) != value
    }
    drafts.keep(
        person=keeper(answers.interview),
        form=FORM,
        data=left,
        subject=answers.interview,
        version=draft.version,
    )


def _written(name: str, step: str, peaks: dict[str, int]) -> bool:
    head, *rest = name.split(".")
    if head == "peak" and rest[0] in peaks:
        return True
    if head == "rate" and rest[0].startswith("n") and rest[0] not in peaks:
        return False
    return sheet.step_of(name) in (step, "reply")


def _settled(name: str, peaks: dict[str, int]) -> str:
    """The name of a rating whose peak has become a row."""
    head, *rest = name.split(".")
    if head != "rate" or rest[0] not in peaks:
        return name
    return ".".join((head, str(peaks[rest[0]]), *rest[1:]))
