"""The catalogue of threats, what has happened of them, and the kinds of harm risks are sorted by."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bia.choices import Happened, ThreatKind
from core.constraints import FieldCheck
from core.models import Record

HIGHEST = 6
"""The most levels an axis of a risk matrix has."""
A_LEVEL = Q(likelihood=None) | Q(likelihood__range=(1, HIGHEST))
SAY_WHY = _("Say why it is retired.")
REASONED = Q(retired_on=None) | ~Q(retired_reason="")


@pghistory.track()
class Threat(Record):
    """Something that may happen and interrupt the work: flood, ransomware, a strike, a bankrupt supplier."""

    actions = ("retire",)

    code = models.SlugField(
        _("code"), max_length=40, help_text=_("Short and lasting, such as flood.")
    )
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("class"), max_length=12, choices=ThreatKind)
    description = models.TextField(_("description"), blank=True)
    likelihood = models.PositiveSmallIntegerField(
        _("typical likelihood"),
        null=True,
        blank=True,
        help_text=_("A level of the risk matrix. Raised, the risks of this threat are reviewed."),
    )
    retired_on = models.DateField(_("retired"), null=True, blank=True, editable=False)
    retired_reason = models.CharField(_("why retired"), max_length=300, blank=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = _("threat")
        verbose_name_plural = _("threats")
        ordering = ["kind", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                name="threat_code_once",
                violation_error_message=_("There is already a threat with this code."),
            ),
            FieldCheck(
                at_field="likelihood",
                condition=A_LEVEL,
                name="threat_likelihood_is_a_level",
                violation_error_message=_("Give a level from 1 to 6."),
            ),
            models.CheckConstraint(
                condition=REASONED, name="threat_retired_why", violation_error_message=SAY_WHY
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Occurrence(Record):
    """A threat that came true: here, at a supplier, or at others like us."""

    threat = models.ForeignKey(
        Threat, models.PROTECT, related_name="occurrences", verbose_name=_("threat")
    )
    happened_on = models.DateField(_("happened on"))
    where = models.CharField(_("where"), max_length=10, choices=Happened)
    item = models.ForeignKey(
        "estate.Item",
        models.PROTECT,
        verbose_name=_("item"),
        null=True,
        blank=True,
        related_name="occurrences",
        help_text=_("What it struck. Then only risks on it and on what rests on it are reviewed."),
    )
    what = models.TextField(_("what happened"), max_length=2000)

    class Meta(Record.Meta):
        verbose_name = _("threat event")
        verbose_name_plural = _("threat events")
        ordering = ["-happened_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.threat}, {self.happened_on}"


@pghistory.track()
class RiskCategory(Record):
    """A kind of risk with an appetite of its own: availability, information, people, law."""

    actions = ("retire",)

    name = models.CharField(_("name"), max_length=80)
    description = models.CharField(_("description"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    retired_on = models.DateField(_("retired"), null=True, blank=True, editable=False)
    retired_reason = models.CharField(_("why retired"), max_length=300, blank=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = _("risk category")
        verbose_name_plural = _("risk categories")
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(retired_on=None),
                name="risk_category_once",
                violation_error_message=_("There is already a category of that name."),
            ),
            models.CheckConstraint(
                condition=REASONED,
                name="risk_category_retired_why",
                violation_error_message=SAY_WHY,
            ),
        ]

    def __str__(self) -> str:
        return self.name
