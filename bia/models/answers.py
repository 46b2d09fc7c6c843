"""The answers of an interview, a row each, and what of them waits for the continuity manager."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bia.choices import MappingState, NeedKind, PeakRule, ResourceKind
from core.fields import DurationField
from core.models import Record

from .campaign import Interview
from .scale import TOP_LEVEL, ImpactCategory, TimeBand


class Answer(Record):
    """One row of an interview."""

    unit_path = "interview__function__item__unit"
    owner_path = "interview__owner"
    members_view = False

    class Meta(Record.Meta):
        abstract = True


@pghistory.track()
class Peak(Answer):
    """A time at which stopping is worse: month end, payroll, the season; it may have its own curve."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="peaks")
    name = models.CharField(_("peak"), max_length=80)
    when = models.CharField(_("when"), max_length=120, blank=True)
    rule = models.CharField(_("comes"), max_length=14, choices=PeakRule, blank=True)
    days = models.CharField(_("which days"), max_length=200, blank=True)
    own_curve = models.BooleanField(_("worse than other days"), default=False)

    class Meta(Answer.Meta):
        verbose_name = _("peak")
        verbose_name_plural = _("peaks")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["interview", "name"], name="peak_once")]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class ImpactRating(Answer):
    """How bad it is in one category after one time."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="ratings")
    peak = models.ForeignKey(
        Peak, models.CASCADE, null=True, blank=True, related_name="ratings", verbose_name=_("peak")
    )
    category = models.ForeignKey(
        ImpactCategory, models.PROTECT, related_name="+", verbose_name=_("impact category")
    )
    band = models.ForeignKey(
        TimeBand, models.PROTECT, related_name="+", verbose_name=_("time band")
    )
    level = models.PositiveSmallIntegerField(_("level"))

    class Meta(Answer.Meta):
        verbose_name = _("impact rating")
        verbose_name_plural = _("impact ratings")
        ordering = ["category__position", "band__until"]
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "peak", "category", "band"],
                name="rating_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(level__gte=0, level__lte=TOP_LEVEL), name="rating_is_a_level"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category} {self.band}: {self.level}"


@pghistory.track()
class LossPoint(Answer):
    """Money lost in all by one time, where the owner knows it."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="losses")
    band = models.ForeignKey(
        TimeBand, models.PROTECT, related_name="+", verbose_name=_("time band")
    )
    amount = models.DecimalField(_("lost in all"), max_digits=14, decimal_places=2)
    low = models.DecimalField(_("at least"), max_digits=14, decimal_places=2, null=True, blank=True)
    high = models.DecimalField(_("at most"), max_digits=14, decimal_places=2, null=True, blank=True)

    class Meta(Answer.Meta):
        verbose_name = _("loss")
        verbose_name_plural = _("losses")
        ordering = ["band__until"]
        constraints = [
            models.UniqueConstraint(fields=["interview", "band"], name="loss_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="loss_not_negative"),
            models.CheckConstraint(
                condition=(Q(low=None) | Q(low__gte=0, low__lte=F("amount")))
                & (Q(high=None) | Q(high__gte=F("amount"))),
                name="loss_range_ascends",
                violation_error_message=_("Give amounts that go from low over likely to high."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.band}: {self.amount}"


@pghistory.track()
class Need(Answer):
    """Something the function rests on, as its owner names it: how soon, and how long without."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="needs")
    kind = models.CharField(_("kind"), max_length=12, choices=NeedKind)
    name = models.CharField(_("name"), max_length=200)
    item = models.ForeignKey(
        "estate.Item",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("item"),
    )
    needed_within = DurationField(_("needed within"), null=True, blank=True)
    tolerates = DurationField(_("can do without for"), null=True, blank=True)
    loss = DurationField(_("data loss that can be borne"), null=True, blank=True)
    reenter_from = models.CharField(_("typed in again from"), max_length=200, blank=True)

    class Meta(Answer.Meta):
        verbose_name = _("dependency answer")
        verbose_name_plural = _("dependency answers")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "item"], condition=Q(item__isnull=False), name="need_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class ResourceNeed(Answer):
    """People, seats, equipment or vital records that are needed, and how many by when."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="resources")
    kind = models.CharField(_("kind"), max_length=12, choices=ResourceKind)
    name = models.CharField(_("what"), max_length=200)
    amounts = ArrayField(
        models.PositiveIntegerField(null=True), default=list, verbose_name=_("how many, by time")
    )
    kept_at = models.CharField(_("where it is kept"), max_length=200, blank=True)

    class Meta(Answer.Meta):
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        ordering = ["kind", "pk"]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Workaround(Answer):
    """How the function goes on by hand: at what share, for how long, and what piles up."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="workarounds")
    what = models.CharField(_("workaround"), max_length=300)
    lasts = DurationField(_("for"), null=True, blank=True)
    capacity = models.PositiveSmallIntegerField(_("share of the work"), null=True, blank=True)
    backlog = DurationField(_("to catch up afterwards"), null=True, blank=True)
    rehearsed_on = models.DateField(_("last tried"), null=True, blank=True)
    staffed = models.BooleanField(_("enough people"), default=True)

    class Meta(Answer.Meta):
        verbose_name = _("workaround")
        verbose_name_plural = _("workarounds")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(capacity__lte=100), name="workaround_share"
            )
        ]

    def __str__(self) -> str:
        return self.what


@pghistory.track()
class ChallengeReply(Answer):
    """What the owner answered when an answer looked unlikely."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="replies")
    code = models.CharField(_("challenge"), max_length=80)
    question = models.CharField(_("asked"), max_length=300)
    reply = models.CharField(_("answered"), max_length=300, blank=True)
    """Empty: handed in without one."""

    class Meta(Answer.Meta):
        verbose_name = _("answer to a challenge")
        verbose_name_plural = _("answers to challenges")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["interview", "code"], name="reply_once")]

    def __str__(self) -> str:
        return self.reply


@pghistory.track()
class MappingTask(Record):
    """Something an owner typed freely that is no item yet: which item is meant?"""

    unit_path = "need__interview__function__item__unit"
    members_view = False
    actions = ("map",)

    need = models.OneToOneField(
        Need, models.CASCADE, related_name="mapping", verbose_name=_("dependency answer")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=MappingState, default=MappingState.OPEN, editable=False
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True, editable=False)
    done_at = models.DateTimeField(_("done"), null=True, blank=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = _("name to be mapped")
        verbose_name_plural = _("names to be mapped")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.need.name)
