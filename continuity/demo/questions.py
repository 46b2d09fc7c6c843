"""What Meridia asks this year besides the standard questions: work from home, and who else does it."""

from datetime import datetime

from bia.models import Campaign, Question
from bia.services import questions

from .people import person

OUTSIDE = {"Claims intake": "Dataforma scans the post.", "Contact centre": "Voxline after 18:00."}


def ask(campaign: Campaign, *, at: datetime) -> None:
    """Add the campaign's own questions; they are used once the invitations are sent."""
    manager = person("Iris Vos")
    draft = questions.begin_draft(campaign, by=manager, at=at)
    for one in (
        Question(
            text="How many can work from home on the same day?",
            help="With the equipment they have today.",
            step="resources",
            kind="number",
            unit="people",
        ),
        Question(
            text="Does somebody outside Meridia do a part of it?",
            step="needs",
            kind="yes_no",
            required=True,
        ),
        Question(
            text="Who, and which part?",
            step="needs",
            kind="text",
            required=True,
            asked_if="answer",
            about="does-somebody-outside-meridia-do-a",
            equals="Yes",
        ),
    ):
        one.question_set = draft
        questions.save_question(one, by=manager, at=at)


def answered(function: str, tier: int) -> dict[str, str]:
    """What an owner answered to them."""
    outside = OUTSIDE.get(function, "")
    return {
        "own.resources.how-many-can-work-from-home-on-the": str(28 - 5 * tier),
        "own.needs.does-somebody-outside-meridia-do-a": "yes" if outside else "no",
        "own.needs.who-and-which-part": outside,
    }
