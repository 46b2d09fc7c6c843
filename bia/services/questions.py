"""Question sets: a campaign's own questions are drafted, checked, used, and changed by a new version."""

from datetime import datetime
from typing import cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bia.choices import AskedIf, AskedStep, CampaignState, Level, QuestionKind
from bia.models import Campaign, OwnAnswer, Question, QuestionSet
from bia.services import ownanswers
from bia.services.ownanswers import lines
from core import services
from core.models import User
from estate.models import Site

COPIED = (
    "key",
    "position",
    "step",
    "text",
    "help",
    "kind",
    "unit",
    "options",
    "required",
    "asked_if",
    "about",
    "equals",
    "wordings",
)
OPTIONAL = {
    "peaks": AskedStep.FUNCTION,
    "money": AskedStep.IMPACT,
    "resources": AskedStep.RESOURCES,
    "workarounds": AskedStep.WORKAROUNDS,
}
"""Standard questions a campaign may leave out, and the step they stand in."""
MOST = 40
"""Questions of one's own in a set: beyond that nobody answers in ten minutes."""


def draft_of(campaign: Campaign) -> QuestionSet | None:
    """The version being worked on, if there is one."""
    found: QuestionSet | None = QuestionSet.objects.filter(campaign=campaign, used_at=None).first()
    return found


@transaction.atomic
def begin_draft(campaign: Campaign, *, by: User, at: datetime) -> QuestionSet:
    """The draft of a campaign's questions: the present one, or a copy of those used last.

    A campaign without questions of its own begins with those of the campaign before.
    """
    services.require(by, "change", campaign)
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if campaign.state == CampaignState.CLOSED:
        raise ValidationError(_("This campaign is closed. Nobody is asked anything any more."))
    if present := draft_of(campaign):
        return present
    base = ownanswers.in_use(campaign.pk) or _of_campaign_before(campaign, by=by)
    number = base.number + 1 if base and base.campaign_id == campaign.pk else 1
    made = QuestionSet(
        campaign=campaign, number=number, left_out=list(base.left_out) if base else []
    )
    services.save(made, by=by, at=at)
    for one in base.questions.all() if base else ():
        copied = {name: getattr(one, name) for name in COPIED}
        services.save(Question(question_set=made, **copied), by=by, at=at)
    return made


def carried_over(draft: QuestionSet, *, by: User) -> tuple[Campaign, int] | None:
    """The campaign from which a first draft has questions, and how many; None where it has none."""
    base = _of_campaign_before(draft.campaign, by=by)
    if base is None:
        return None
    earlier = base.questions.values("key")
    count = draft.questions.filter(key__in=earlier).count()
    return (base.campaign, count) if count else None


def _of_campaign_before(campaign: Campaign, *, by: User) -> QuestionSet | None:
    rows = QuestionSet.objects.permitted(by, "view").filter(used_at__isnull=False)
    found: QuestionSet | None = (
        rows.exclude(campaign=campaign).order_by("-used_at", "-number").first()
    )
    return found


@transaction.atomic
def use(drafted: QuestionSet, *, by: User, at: datetime) -> QuestionSet:
    """Ask with a draft from now on; interviews that have begun keep the version they began with."""
    services.require(by, "start", drafted)
    held = QuestionSet.objects.select_for_update().select_related("campaign").get(pk=drafted.pk)
    if held.campaign.state != CampaignState.RUNNING:
        raise ValidationError(
            _("The questions are used once the invitations are sent. There is nothing more to do.")
        )
    if held.used_at is not None:
        raise ValidationError(_("These questions are used already."))
    _put_in_use(held, by=by, at=at)
    return cast(QuestionSet, held)


def use_draft(campaign: Campaign, *, by: User, at: datetime) -> None:
    """Ask with the draft of a campaign that begins, if it has one."""
    if found := draft_of(campaign):
        _put_in_use(found, by=by, at=at)


def _put_in_use(drafted: QuestionSet, *, by: User, at: datetime) -> None:
    drafted.used_at = at
    with services.why(by=by):
        drafted.save(update_fields=["used_at", "updated_at"])


def require_draft(question_set: QuestionSet, *, by: User) -> None:
    """Refuse to change what is used already, and whoever may not change it."""
    services.require(by, "change", question_set)
    if QuestionSet.objects.select_for_update().get(pk=question_set.pk).used_at is not None:
        raise ValidationError(
            _("These questions are used already. Begin the next version and change that one.")
        )


@transaction.atomic
def save_question(
    question: Question, *, by: User, at: datetime, version: int | None = None
) -> Question:
    """Add or change a question of a draft. Raises ValidationError with what does not go together."""
    require_draft(question.question_set, by=by)
    others = [one for one in question.question_set.questions.all() if one.pk != question.pk]
    check(question, others)
    if not question.pk:
        if len(others) >= MOST:
            said = _("A set holds %(most)s questions of its own at most. Remove one first.")
            raise ValidationError(said % {"most": MOST})
        question.key = free_key(question.text, {one.key for one in others})
        question.position = max((one.position for one in others), default=0) + 1
    saved: Question = services.save(question, by=by, at=at, version=version)
    return saved


def free_key(text: str, taken: set[str]) -> str:
    """A key made of the words of a question, other than those taken."""
    stem = slugify(text)[:34].strip("-_").replace("_", "-") or "question"
    keys = [stem, *(f"{stem}-{number}" for number in range(2, MOST + 3))]
    return next(key for key in keys if key not in taken)


def check(question: Question, others: list[Question]) -> None:
    """Refuse choices that offer nothing and conditions nobody can meet. Raises ValidationError."""
    errors: dict[str, str] = {}
    if question.kind == QuestionKind.CHOICE:
        options = lines(question.options)
        if len(set(options)) < 2:
            errors["options"] = _("Give two choices at least, one a line.")
        elif len(set(options)) < len(options):
            errors["options"] = _("Each choice stands once. Remove the one that is there twice.")
        errors |= _wording_errors(question, len(options))
    if question.asked_if == AskedIf.ALWAYS:
        question.about = question.equals = ""
    else:
        errors |= _condition_errors(question, others)
    if errors:
        raise ValidationError(errors)


def _wording_errors(question: Question, wanted: int) -> dict[str, str]:
    """Translated choices that do not match the standard ones, by language."""
    said = _("Translate each choice, in the same order, or none.")
    return {
        f"options_{code}": said
        for code, wording in question.wordings.items()
        if len(lines(wording.get("options", ""))) not in (0, wanted)
    }


def _condition_errors(question: Question, others: list[Question]) -> dict[str, str]:
    wanted = [part.strip() for part in question.equals.split(",") if part.strip()]
    if not wanted:
        return {"equals": _("Say which answers or facts it is asked for.")}
    if question.asked_if == AskedIf.ANSWER:
        return _answer_errors(question, others, wanted)
    question.about = ""
    if question.asked_if == AskedIf.TIER:
        known = {"1", "2", "3", "4"}
        question.equals = ", ".join(wanted)
        said = _("A criticality is a number from 1 to 4; a tier such as T1 follows from the MTD.")
    elif question.asked_if == AskedIf.SITE:
        known = {name.casefold() for name in Site.objects.values_list("name", flat=True)}
        said = _("“%(name)s” is no site of the estate. Type its name as it stands there.")
    else:
        labels = {str(label).casefold(): value for value, label in Level.choices}
        wanted = [labels.get(part.casefold(), part) for part in wanted]
        question.equals, known = ", ".join(wanted), set(Level.values)
        said = _("A function is a product or service (product), a process or an activity.")
    strange = [part for part in wanted if part.casefold() not in known]
    return {"equals": said % {"name": strange[0]}} if strange else {}


def _answer_errors(question: Question, others: list[Question], wanted: list[str]) -> dict[str, str]:
    known = {one.key: one for one in others}
    other = known.get(question.about)
    if other is None:
        return {"about": _("Choose another question of this set on whose answer it depends.")}
    if _goes_round(question, other, known):
        said = _(
            "“%(other)s” itself depends on this question: the two would wait for each other and"
            " nobody would ever be asked. Let one of them be asked always."
        )
        return {"about": said % {"other": other}}
    steps = list(AskedStep.values)
    if steps.index(other.step) > steps.index(question.step):
        said = _("“%(other)s” is asked in a later step. Move one of the two.")
        return {"about": said % {"other": other}}
    if other.kind == QuestionKind.YES_NO:
        allowed = {"yes", "no"}
    elif other.kind == QuestionKind.CHOICE:
        allowed = {option.casefold() for option in lines(other.options)}
    else:
        return {}
    strange = [part for part in wanted if part.casefold() not in allowed]
    said = _("“%(answer)s” is no answer to “%(other)s”, so this would never be asked.")
    return {"equals": said % {"answer": strange[0], "other": other}} if strange else {}


def _goes_round(question: Question, other: Question, known: dict[str, Question]) -> bool:
    at: Question | None = other
    seen: set[str] = set()
    while at is not None and at.asked_if == AskedIf.ANSWER and at.key not in seen:
        if question.key and at.about == question.key:
            return True
        seen.add(at.key)
        at = known.get(at.about)
    return False


@transaction.atomic
def leave_out(
    question_set: QuestionSet, name: str, is_out: bool, *, by: User, at: datetime
) -> QuestionSet:
    """Ask an optional standard question no more, or again. Raises ValidationError with the reason."""
    require_draft(question_set, by=by)
    if name not in OPTIONAL:
        raise ValidationError(
            _("This is always asked: MTD, RTO and recovery are reckoned from it.")
        )
    left = set(question_set.left_out) - {name}
    question_set.left_out = sorted(left | {name} if is_out else left)
    saved: QuestionSet = services.save(question_set, by=by, at=at)
    return saved


@transaction.atomic
def move(
    question: Question, *, up: bool, by: User, at: datetime, version: int | None = None
) -> Question:
    """Ask a question of a draft before the one above it in its step, or after the one below.

    Raises ValidationError where there is none, Conflict where it was changed or moved meanwhile.
    """
    require_draft(question.question_set, by=by)
    rows = [
        one
        for one in ownanswers.in_order(question.question_set.questions.all())
        if one.step == question.step
    ]
    place = rows.index(question)
    if up and place == 0:
        raise ValidationError(_("It is the first question of your own in this step already."))
    if not up and place == len(rows) - 1:
        raise ValidationError(_("It is the last question of your own in this step already."))
    moved, other = rows[place], rows[place - 1 if up else place + 1]
    moved.position, other.position = other.position, moved.position
    services.save(moved, by=by, at=at, version=version)
    services.save(other, by=by, at=at)
    return moved


@transaction.atomic
def remove_question(question: Question, *, by: User, at: datetime) -> str:
    """Ask a question no more; what becomes of the answers given, in a sentence."""
    require_draft(question.question_set, by=by)
    waiting = question.question_set.questions.filter(asked_if=AskedIf.ANSWER, about=question.key)
    if first := waiting.first():
        said = _("“%(other)s” is asked depending on this answer. Change or remove that one first.")
        raise ValidationError(said % {"other": first})
    given = OwnAnswer.objects.filter(
        key=question.key, interview__campaign=question.question_set.campaign_id
    ).count()
    with services.why(by=by):
        question.delete()
    if not given:
        return _("“%(question)s” is asked no more.") % {"question": question}
    said = ngettext(
        "“%(question)s” is asked no more. %(count)s answer was given: it stays with its interview,"
        " which keeps the version it began with.",
        "“%(question)s” is asked no more. %(count)s answers were given: they stay with their"
        " interviews, which keep the version they began with.",
        given,
    )
    return said % {"question": question, "count": given}
