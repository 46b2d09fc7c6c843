"""How somebody came to an interview: who, which, and what of it they are asked."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from bia.models import Delegation, GuidedSession, Interview
from bia.services import delegations, sheet
from core.models import User


@dataclass(frozen=True)
class Way:
    """How somebody came to an interview: who, which, and the address everything hangs under."""

    interview: Interview
    person: User
    base: str
    away: str = ""
    """Where "finish later" leads; empty for those who came by link."""
    held: Delegation | None = None
    """What a colleague has passed to this person; none for the owner."""

    session: GuidedSession | None = None
    """In which this person asks the owner and types; none for everybody else."""

    @property
    def only(self) -> str:
        """The one step this person is asked about; empty for all of them."""
        return self.held.step if self.held else ""

    @property
    def hands_in(self) -> bool:
        """Whether this person hands in; whoever only answers for the owner does not."""
        return not (self.held or self.session) and delegations.is_asked(self.interview, self.person)

    def may_say(self, name: str) -> bool:
        """Whether an answer belongs to what this person is asked."""
        return not self.only or sheet.step_of(name) in (self.only, "reply")

    def to(self, place: str) -> str:
        """An address under the base."""
        return f"{self.base}{place}/"

    def login_to(self, place: str) -> str:
        """Where to log in again and come back; empty for those who came by link."""
        if not self.away:
            return ""
        return f"{reverse('account_login')}?{urlencode({'next': self.to(place)})}"
