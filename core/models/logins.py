"""Who logged in, who tried to, and the keys of programs."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from knox.models import AbstractAuthToken


class LoginEvent(models.Model):
    """A login, an attempt at one, or what ended a lock-out. Written once and never changed.

    The address typed is kept as a keyed hash only: people type passwords there by mistake.
    """

    class Outcome(models.TextChoices):
        SUCCESS = "success", _("Logged in")
        WRONG = "wrong", _("Wrong password")
        CODE = "code", _("Wrong code")
        LOCKED = "locked", _("Locked out")
        REFUSED = "refused", _("Tried while locked out")
        UNFIT = "unfit", _("Not admitted")
        RESET = "reset", _("Password set")
        LIFTED = "lifted", _("Lock-out lifted")
        FACTOR_OFF = "factoroff", _("Code removed")

    class Method(models.TextChoices):
        PASSWORD = "password", _("Password")
        CODE = "code", _("Password and code")
        PROVIDER = "provider", _("Organisation's login")
        LINK = "link", _("Link by mail")
        DEMO = "demo", _("Demo button")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("person"),
        null=True,
        blank=True,
        related_name="login_events",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        related_name="+",
    )
    login_hash = models.CharField(max_length=64, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    method = models.CharField(_("way"), max_length=10, choices=Method, blank=True)
    address = models.GenericIPAddressField(_("address"), null=True, blank=True)
    agent = models.CharField(_("browser"), max_length=300, blank=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("login")
        verbose_name_plural = _("logins")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["login_hash", "at"], name="login_by_name"),
            models.Index(fields=["address", "at"], name="login_by_address"),
            models.Index(fields=["person", "outcome", "at"], name="login_by_person"),
            models.Index(fields=["-at"], name="login_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.person or _('Unknown')}: {self.get_outcome_display()}"


class ApiToken(AbstractAuthToken):
    """A key with which a program acts as a person. Only its digest is kept."""

    name = models.CharField(_("name"), max_length=100)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ["-created"]

    def __str__(self) -> str:
        return self.name
