"""Question sets: what a campaign asks besides the standard questions, and what was answered."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bia.choices import AskedIf, AskedStep, QuestionKind
from core.models import Record

from .answers import Answer
from .campaign import Campaign, Interview


@pghistory.track()
class QuestionSet(Record):
    """A version of what a campaign asks besides the standard questions; a draft until it is used."""

    unit_path = "campaign__unit"
    actions = ("start",)

    campaign = models.ForeignKey(
        Campaign, models.CASCADE, related_name="question_sets", verbose_name=_("campaign")
    )
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    used_at = models.DateTimeField(_("used since"), null=True, blank=True, editable=False)
    left_out = ArrayField(
        models.CharField(max_length=20), default=list, blank=True, verbose_name=_("left out")
    )

    class Meta(Record.Meta):
        verbose_name = _("question set")
        verbose_name_plural = _("question sets")
        ordering = ["campaign", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="questionset_number_once"),
            models.UniqueConstraint(
                fields=["campaign"],
                condition=Q(used_at=None),
                name="questionset_one_draft",
                violation_error_message=_("There is a draft of these questions already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign} v{self.number}"


@pghistory.track()
class Question(Record):
    """A question of one's own: where it stands, how it is answered, and when it is asked.

    The key stays the same in later versions and campaigns, so that answers can be compared.
    """

    unit_path = "question_set__campaign__unit"

    question_set = models.ForeignKey(
        QuestionSet, models.CASCADE, related_name="questions", verbose_name=_("question set")
    )
    key = models.CharField(max_length=40, editable=False)
    position = models.PositiveSmallIntegerField(_("place"), default=0, editable=False)
    step = models.CharField(_("step"), max_length=12, choices=AskedStep)
    text = models.CharField(_("question"), max_length=300)
    help = models.CharField(
        _("help"), max_length=300, blank=True, help_text=_("Stands below the question.")
    )
    kind = models.CharField(_("answered by"), max_length=10, choices=QuestionKind)
    unit = models.CharField(
        _("unit"), max_length=30, blank=True, help_text=_("Of a number: people, euros, km.")
    )
    options = models.TextField(
        _("choices"), blank=True, help_text=_("One a line, two at least, where one is chosen.")
    )
    required = models.BooleanField(
        _("must be answered"),
        default=False,
        help_text=_("Where it is asked: nobody must answer what is not shown to them."),
    )
    asked_if = models.CharField(_("asked"), max_length=10, choices=AskedIf, default=AskedIf.ALWAYS)
    about = models.CharField(_("which question"), max_length=40, blank=True)
    equals = models.CharField(
        _("one of"),
        max_length=300,
        blank=True,
        help_text=_("Several with commas: “Yes”, “1, 2” for criticality, “Utrecht” for a site."),
    )
    wordings = models.JSONField(_("in other languages"), default=dict, blank=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["question_set", "key"], name="question_key_once"),
        ]

    def __str__(self) -> str:
        return self.text


@pghistory.track()
class OwnAnswer(Answer):
    """The answer to a question of one's own, in the column of its kind."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="own_answers")
    key = models.CharField(max_length=40)
    kind = models.CharField(_("answered by"), max_length=10, choices=QuestionKind)
    text = models.TextField(_("text"), blank=True)
    number = models.DecimalField(
        _("number"), max_digits=20, decimal_places=4, null=True, blank=True
    )
    day = models.DateField(_("day"), null=True, blank=True)
    is_so = models.BooleanField(_("yes or no"), null=True, blank=True)

    class Meta(Answer.Meta):
        verbose_name = _("answer to a question of one's own")
        verbose_name_plural = _("answers to questions of one's own")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["interview", "key"], name="own_answer_once"),
            models.CheckConstraint(
                condition=~Q(text="", number=None, day=None, is_so=None),
                name="own_answer_says_something",
            ),
        ]

    def __str__(self) -> str:
        return self.key
