"""The records of administration: people, their roles, deputies and ways to be reached."""

from collections.abc import Iterable
from typing import Any, ClassVar

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from neapolitan.views import Role

from core import accounts, details, emergency, logins
from core.clock import organisation_day
from core.crud import Pages
from core.forms_accounts import PersonForm
from core.models import ContactMethod, Deputy, Grant, LoginEvent, User
from core.rolewords import roles_of

DAILY = {"mail-forward", "lock-open", "user-check", "pencil"}
LOGIN_READERS = frozenset({"administrator", "auditor"})
KEPT: tuple[Role, ...] = tuple(role for role in Role if role is not Role.DELETE)
"""Ended or deactivated, never deleted: evidence rests on them."""


class UserPages(Pages):
    """People. One is deactivated, not deleted."""

    model = User
    fields: ClassVar[list[str]] = ["name", "email", "job_title", "unit", "time_zone"]
    list_display: ClassVar[list[str]] = ["name", "job_title", "unit", "email", "is_active"]
    list_filter: ClassVar[list[str]] = ["unit", "is_active", "is_emergency"]
    search_fields: ClassVar[list[str]] = ["name", "email", "job_title"]
    select_related: ClassVar[list[str]] = ["unit"]
    key: ClassVar[list[str]] = ["email"]
    facts: ClassVar[list[str]] = ["job_title", "unit", "email"]
    form_class = PersonForm
    roles = KEPT
    save = staticmethod(accounts.save_person)
    intro = lazy(  # type: ignore[assignment]
        "Everybody the programme knows: those who log in, and those who are reached by link."
    )

    def write(self, form: Any) -> Any:
        return accounts.save_person(
            form.instance,
            by=self.request.user,
            at=timezone.now(),
            version=form.cleaned_data.get("version") if form.instance.pk else None,
            invited=bool(form.cleaned_data.get("invited")),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if "actions" in kwargs:
            # What is done every day stands on the page, what ends things behind the dots.
            kwargs["actions"].sort(key=lambda action: action.icon not in DAILY)
        return super().get_context_data(**kwargs)

    def actions(self) -> Iterable[details.Action]:
        person, actor = self.object, self.request.user
        if "change" not in details.permitted_actions(person, actor, ["change"]):
            return
        if not person.is_active:
            yield self._verb("reactivate", _("Let in again"), "user-check")
            return
        waits = not person.has_usable_password()
        invite = _("Send invitation") if waits else _("Send link for a new password")
        yield self._verb("invite", invite, "mail-forward", primary=waits)
        if logins.account_locked_until(person, at=timezone.now()):
            yield self._verb("unlock", _("Lift the lock-out"), "lock-open", primary=not waits)
        if person.pk != actor.pk:
            yield from self._grave_verbs(person)

    def _grave_verbs(self, person: User) -> Iterable[details.Action]:
        if is_mfa_enabled(person, [Authenticator.Type.TOTP]):
            sentence = _("Remove the code from the login of %s?") % person
            yield self._verb("remove-code", _("Remove the code"), "shield-off", confirm=sentence)
        if person.is_emergency:
            yield self._verb("withdraw", _("No emergency account any more"), "shield-x")
        else:
            yield self._verb("designate", _("Make an emergency account"), "shield-lock")
        sentence = _("Deactivate %s? The login, all roles, tokens and links end now.") % person
        yield self._verb("deactivate", _("Deactivate"), "user-off", confirm=sentence)

    def _verb(self, name: str, label: str, icon: str, **more: Any) -> details.Action:
        url = reverse(f"core:user-{name}", args=[self.object.pk])
        return details.Action(label, url, "post", icon, **more)

    def sections(self) -> Iterable[str]:
        person, access = self.object, self.request.user.access
        held = Grant.objects.current(timezone.now()).filter(person=person)
        held = held.visible_to(self.request.user) if person != self.request.user else held
        shown: dict[str, Any] = {"person": person, "roles": roles_of(held.select_related("unit"))}
        if access.may("view", Grant):
            events = LoginEvent.objects.filter(person=person)
            shown |= {
                "detailed": True,
                "may_see_logins": access.roles() & LOGIN_READERS,
                "may_grant": access.may("add", Grant),
                "last": events.filter(outcome=LoginEvent.Outcome.SUCCESS).first(),
                "locked_until": logins.account_locked_until(person, at=timezone.now()),
                "second_factor": is_mfa_enabled(person, [Authenticator.Type.TOTP]),
                "check": emergency.check_of(person) if person.is_emergency else None,
                "today": organisation_day(timezone.now()),
            }
        yield render_to_string("core/person_login.html", shown, self.request)


class GrantPages(Pages):
    """Roles of people. One is ended, not deleted."""

    model = Grant
    fields: ClassVar[list[str]] = ["person", "role", "unit", "from_at", "until", "reason"]
    list_display: ClassVar[list[str]] = ["person", "role", "unit", "from_at", "until"]
    list_filter: ClassVar[list[str]] = ["role", "unit", "person"]
    search_fields: ClassVar[list[str]] = ["person__name", "person__email", "reason"]
    select_related: ClassVar[list[str]] = ["person", "unit"]
    facts: ClassVar[list[str]] = ["person", "unit"]
    ordering: ClassVar[list[Any]] = ["person__name", "role"]
    roles = KEPT
    save = staticmethod(accounts.save_grant)
    intro = lazy(  # type: ignore[assignment]
        "Who may do what, and where. What each role means stands under “What roles may do”."
    )

    def actions(self) -> Iterable[details.Action]:
        grant, actor = self.object, self.request.user
        ended = grant.until is not None and grant.until <= timezone.now()
        if ended or "change" not in details.permitted_actions(grant, actor, ["change"]):
            return
        url = reverse("core:grant-end", args=[grant.pk])
        sentence = _("Take the role “%(role)s” from %(person)s now?") % {
            "role": grant.get_role_display(),
            "person": grant.person,
        }
        yield details.Action(_("End now"), url, "post", "user-minus", confirm=sentence)


class DeputyPages(Pages):
    """Who stands in for whom. People name their own on their profile."""

    model = Deputy
    fields: ClassVar[list[str]] = ["person", "deputy", "from_on", "until_on"]
    list_display: ClassVar[list[str]] = ["person", "deputy", "from_on", "until_on"]
    list_filter: ClassVar[list[str]] = ["person", "deputy"]
    search_fields: ClassVar[list[str]] = ["person__name", "deputy__name"]
    select_related: ClassVar[list[str]] = ["person", "deputy"]
    key: ClassVar[list[str]] = ["person", "deputy"]
    save = staticmethod(accounts.save_deputy)
    intro = lazy(  # type: ignore[assignment]
        "A deputy owns what the person owns and receives what the person is sent."
    )


class ContactMethodPages(Pages):
    """How people are reached. They keep their own on their profile."""

    model = ContactMethod
    fields: ClassVar[list[str]] = ["person", "kind", "value", "position", "checked_on"]
    list_display: ClassVar[list[str]] = ["value", "person", "kind", "position", "checked_on"]
    list_filter: ClassVar[list[str]] = ["kind", "person"]
    search_fields: ClassVar[list[str]] = ["value", "person__name"]
    select_related: ClassVar[list[str]] = ["person"]
    key: ClassVar[list[str]] = ["person", "kind", "value"]
    intro = lazy(  # type: ignore[assignment]
        "How people are reached when it matters, the first one first."
    )


ADMIN_PAGES = [UserPages, GrantPages, DeputyPages, ContactMethodPages]
