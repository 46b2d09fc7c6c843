"""Mail about a person's own login: written to the outbox with what it tells of."""

import secrets
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from core import mail
from core.models import User

# What allauth tells people of, by the name of its own template.
NOTICES = {
    "account/email/password_changed": lazy("Your password was changed"),
    "account/email/password_set": lazy("A password was set for your login"),
    "account/email/password_reset": lazy("Your password was set anew"),
    "mfa/email/totp_activated": lazy("Your login now asks for a code"),
    "mfa/email/totp_deactivated": lazy("Your login asks for no code any more"),
    "mfa/email/recovery_codes_generated": lazy("You have new recovery codes"),
}


def send(person: User, *, template: str, subject: str, **context: Any) -> None:
    """Put one mail to a person into the outbox."""
    mail.queue(
        to=person.email,
        person=person,
        subject=subject,
        template=template,
        context=context,
        key=f"account:{secrets.token_urlsafe(16)}",
    )


def tell_former_address(person: User, address: str, *, by: User | None) -> None:
    """Tell the address a person had that mail and password links go elsewhere from now on."""
    mail.queue(
        to=address,
        person=person,
        subject=_("Your address in Continuity was changed"),
        template="address_changed",
        context={"by": by},
        key=f"account:{secrets.token_urlsafe(16)}",
    )


def of_allauth(person: User, *, name: str, context: dict[str, Any]) -> None:
    """Put a mail that allauth wants sent into the outbox, in our words."""
    if name == "account/email/password_reset_key":
        url = context["password_reset_url"]
        send(person, template="password_reset", subject=_("Set a new password"), url=url)
    elif name in NOTICES:
        send(person, template="login_notice", subject=str(NOTICES[name]), **context)
