from .contacts import ContactMethod
from .logins import ApiToken, LoginEvent
from .papers import Approval, File, Versioned
from .people import Deputy, Grant, Organisation, Unit, User
from .record import Record, RecordQuerySet
from .search import SavedView, SearchEntry
from .work import (
    CalendarAddress,
    Draft,
    Job,
    JobLog,
    Link,
    MailMessage,
    Notification,
    Obligation,
    ObligationEscalation,
)

__all__ = [
    "ApiToken",
    "Approval",
    "CalendarAddress",
    "ContactMethod",
    "Deputy",
    "Draft",
    "File",
    "Grant",
    "Job",
    "JobLog",
    "Link",
    "LoginEvent",
    "MailMessage",
    "Notification",
    "Obligation",
    "ObligationEscalation",
    "Organisation",
    "Record",
    "RecordQuerySet",
    "SavedView",
    "SearchEntry",
    "Unit",
    "User",
    "Versioned",
]
