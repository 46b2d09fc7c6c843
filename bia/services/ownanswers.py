"""The questions of one's own in an interview: which are asked, what was answered, what is missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from bia.choices import AskedIf, AskedStep, InterviewState, QuestionKind
from bia.models import BusinessFunction, Interview, OwnAnswer, Question, QuestionSet
from core import languages
from core.values import cell

LONGEST = 4000
NOT_BEGUN = (InterviewState.PLANNED, InterviewState.INVITED)
COLUMNS: dict[str, str] = {
    QuestionKind.YES_NO: "is_so",
    QuestionKind.CHOICE: "text",
    QuestionKind.NUMBER: "number",
    QuestionKind.TEXT: "text",
    QuestionKind.DATE: "day",
}
YES, NO = "yes", "no"


@dataclass(frozen=True)
class Asked:
    """A question as one reader sees it, with what was answered."""

    question: Question
    text: str
    help: str
    options: list[tuple[str, str]]
    """What is stored, and how it is said in the reader's language."""
    value: str
    read: Any = None
    error: str = ""
    shown: bool = True
    language: str = ""
    """What its text is in where that is not the language of the page."""

    @property
    def name(self) -> str:
        """The name of the answer in the interview's sheet."""
        return name_of(self.question)

    @property
    def is_missing(self) -> bool:
        """Whether it must be answered and is not."""
        return self.shown and self.question.required and self.read is None

    @property
    def words(self) -> str:
        """The answer as people say it; empty where there is none."""
        return worded(self.question, self.read, dict(self.options))


def name_of(question: Question) -> str:
    """The name a question's answer has in the sheet; the step is part of it."""
    return f"own.{question.step}.{question.key}"


def set_of(interview: Interview) -> QuestionSet | None:
    """The version an interview is asked with: the one it began with, before that the latest used."""
    if interview.state not in NOT_BEGUN or interview.question_set_id:
        return interview.question_set
    return in_use(interview.campaign_id)


def in_use(campaign: int | None) -> QuestionSet | None:
    """The version a campaign asks with now, if it asks anything of its own."""
    rows = QuestionSet.objects.filter(campaign=campaign, used_at__isnull=False)
    return rows.order_by("-number").first() if campaign else None


def questions_of(interview: Interview) -> list[Question]:
    """The questions of one's own of an interview, in the order they are asked."""
    return of_set(set_of(interview))


def of_set(found: QuestionSet | None) -> list[Question]:
    """The questions of a set in the order they are asked; none where there is no set."""
    return in_order(found.questions.all()) if found else []


def in_order(questions: Iterable[Question]) -> list[Question]:
    """Questions by step, then by place."""
    steps = list(AskedStep.values)
    return sorted(questions, key=lambda one: (steps.index(one.step), one.position, one.pk))


def stored(interview: Interview, questions: list[Question]) -> dict[str, str]:
    """The answers stored to these questions, as a sheet; those of another kind are left out."""
    if not questions:
        return {}
    rows = {row.key: row for row in OwnAnswer.objects.filter(interview=interview)}
    return {
        name_of(one): spell(rows[one.key])
        for one in questions
        if one.key in rows and rows[one.key].kind == one.kind
    }


def spell(row: OwnAnswer) -> str:
    """A stored answer as it would be typed."""
    if row.kind == QuestionKind.YES_NO:
        return YES if row.is_so else NO
    if row.kind == QuestionKind.NUMBER and row.number is not None:
        return f"{row.number.normalize():f}"
    return str(cell(row, COLUMNS[row.kind]))


def understand(question: Question, value: str) -> Any:
    """A typed answer as a value, None where nothing is said. Raises ValueError with what to do."""
    plain = value.strip()
    if not plain:
        return None
    if question.kind == QuestionKind.YES_NO:
        if plain not in (YES, NO):
            raise ValueError(_("Choose yes or no."))
        return plain == YES
    if question.kind == QuestionKind.CHOICE:
        if plain not in lines(question.options):
            raise ValueError(_("This is not offered any more. Choose one from the list."))
        return plain
    if question.kind == QuestionKind.NUMBER:
        return _number(plain)
    if question.kind == QuestionKind.DATE:
        return _day(plain)
    if len(plain) > LONGEST:
        most = number_format(LONGEST, force_grouping=True)
        raise ValueError(_("Too long: at most %(limit)s characters.") % {"limit": most})
    return plain


def _number(text: str) -> Decimal:
    try:
        value = Decimal(text.replace("\xa0", "").replace(" ", "").replace(",", ""))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or abs(value) >= 10**15:
        raise ValueError(_("Give a number such as 12 or 2.5."))
    return round(value, 4)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(_("Give a date such as 2026-03-14.")) from error


def lines(text: str) -> list[str]:
    """The lines of a text that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def read(
    questions: list[Question], values: Mapping[str, str], function: BusinessFunction
) -> tuple[Asked, ...]:
    """The questions with what is answered; one whose condition does not hold is not shown."""
    found: dict[str, Asked] = {}
    pending = list(questions)
    while pending:
        ready = [
            one
            for one in pending
            if one.asked_if != AskedIf.ANSWER or one.about not in {each.key for each in pending}
        ]
        for one in ready or pending:
            found[one.key] = _asked(one, values.get(name_of(one), ""), found, function)
        pending = [one for one in pending if one.key not in found]
    return tuple(found[one.key] for one in questions)


def _asked(
    question: Question, value: str, known: Mapping[str, Asked], function: BusinessFunction
) -> Asked:
    read_as, error = None, ""
    shown = _holds(question, known, function)
    try:
        read_as = understand(question, value)
    except ValueError as problem:
        error = str(problem) if shown else ""
    return replace(unanswered(question), value=value, read=read_as, error=error, shown=shown)


def unanswered(question: Question) -> Asked:
    """A question as its reader sees it before anything is answered."""
    said = worded_in(question, languages.best(frozenset(question.wordings)))
    options = lines(question.options)
    labels = dict(zip(options, said.options, strict=False))
    offered = [(one, labels.get(one, one)) for one in options]
    return Asked(question, said.text, said.help, offered, "", language=said.language)


def _holds(question: Question, known: Mapping[str, Asked], function: BusinessFunction) -> bool:
    if question.asked_if == AskedIf.ALWAYS:
        return True
    wanted = {part.strip().casefold() for part in question.equals.split(",")}
    if question.asked_if == AskedIf.ANSWER:
        other = known.get(question.about)
        return other is not None and other.shown and _plainly(other).casefold() in wanted
    return fact(question.asked_if, function).casefold() in wanted


def _plainly(one: Asked) -> str:
    """An answer as conditions name it: the stored words, whatever the reader's language."""
    if one.read is None:
        return ""
    return one.value if one.question.kind == QuestionKind.YES_NO else worded(one.question, one.read)


def fact(name: str, function: BusinessFunction) -> str:
    """A fact of a function that questions can depend on: its criticality, site or kind."""
    item = function.item
    if name == AskedIf.TIER:
        return str(item.tier or "")
    if name == AskedIf.SITE:
        return str(item.site.name) if item.site else ""
    return str(function.level)


@dataclass(frozen=True)
class Wording:
    """A question in one language."""

    text: str
    help: str = ""
    options: list[str] = field(default_factory=list)
    language: str = ""


def worded_in(question: Question, language: str) -> Wording:
    """A question in a language; what is not translated stands in the standard wording."""
    told = question.wordings.get(language) or {}
    options = lines(told.get("options", ""))
    standard = lines(question.options)
    return Wording(
        told.get("text") or question.text,
        told.get("help") or question.help,
        options if len(options) == len(standard) else standard,
        language if told.get("text") else "",
    )


def worded(question: Question, value: Any, labels: Mapping[str, str] | None = None) -> str:
    """An answer as people say it."""
    if value is None:
        return ""
    if question.kind == QuestionKind.YES_NO:
        return _("Yes") if value else _("No")
    if question.kind == QuestionKind.NUMBER:
        plain = f"{value.normalize():f}"
        return f"{plain} {question.unit}".strip()
    if question.kind == QuestionKind.DATE:
        return date_format(value, "j F Y")
    return (labels or {}).get(value, str(value))


def write(interview: Interview, own: Iterable[Asked], step: str) -> None:
    """Write the answers of a step as rows; what is not shown stays as it was."""
    asked = [one for one in own if one.question.step == step and one.shown]
    if not asked:
        return
    rows = {row.key: row for row in OwnAnswer.objects.filter(interview=interview)}
    for one in asked:
        row = rows.get(one.question.key)
        if one.read is None:
            if row is not None:
                row.delete()
            continue
        column, kind = COLUMNS[one.question.kind], one.question.kind
        if row is None or row.kind != kind or getattr(row, column) != one.read:
            if row is not None and row.kind != kind:
                row.text, row.number, row.day, row.is_so = "", None, None, None
            row = row or OwnAnswer(interview=interview, key=one.question.key)
            row.kind = kind
            setattr(row, column, one.read)
            row.save()


def missing(own: Iterable[Asked]) -> list[tuple[str, str]]:
    """What must be answered and is not, and the step it is asked in."""
    return [
        (
            _("Not answered yet: “%(question)s” (%(step)s).")
            % {"question": one.text, "step": AskedStep(one.question.step).label},
            one.question.step,
        )
        for one in own
        if one.is_missing
    ]


def said_in(interview: Interview) -> tuple[Asked, ...]:
    """What an interview's stored answers say to the questions it was asked."""
    questions = questions_of(interview)
    return read(questions, stored(interview, questions), interview.function)


def earlier(interview: Interview, own: Iterable[Asked]) -> dict[str, str]:
    """What an earlier interview answered to the same questions: name of the answer → words."""
    questions = [one.question for one in own]
    then = read(questions, stored(interview, questions), interview.function)
    return {one.name: one.words for one in then if one.read is not None}
