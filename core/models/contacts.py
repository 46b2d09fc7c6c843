"""How a person is reached."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from .people import User
from .record import Record


@pghistory.track()
class ContactMethod(Record):
    """A way to reach a person: a telephone number, another address."""

    unit_path = "person__unit"
    owner_path = "person"
    members_view = False

    class Kind(models.TextChoices):
        MOBILE = "mobile", _("Mobile")
        PHONE = "phone", _("Telephone")
        HOME = "home", _("Private telephone")
        EMAIL = "email", _("Other e-mail")
        CHAT = "chat", _("Chat")

    person = models.ForeignKey(
        User, models.CASCADE, verbose_name=_("person"), related_name="contact_methods"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.MOBILE)
    value = models.CharField(_("number or address"), max_length=200)
    position = models.PositiveSmallIntegerField(
        _("order"), default=1, help_text=_("1 is tried first.")
    )
    checked_on = models.DateField(_("confirmed on"), null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("contact method")
        verbose_name_plural = _("contact methods")
        ordering = ["person", "position"]
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "value"], name="contact_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.value}"
