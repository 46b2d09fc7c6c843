"""The words of the impact analysis that a person chooses from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Frequency(models.TextChoices):
    """How often a function does its work."""

    ALWAYS = "always", _("All the time")
    DAILY = "daily", _("Every day")
    WEEKLY = "weekly", _("Every week")
    MONTHLY = "monthly", _("Every month")
    QUARTERLY = "quarterly", _("Every quarter")
    YEARLY = "yearly", _("Every year")


class CampaignState(models.TextChoices):
    """Where a campaign stands."""

    PLANNED = "planned", _("Planned")
    RUNNING = "running", _("Running")
    CLOSED = "closed", _("Closed")


class InterviewState(models.TextChoices):
    """Where an interview stands."""

    PLANNED = "planned", _("Planned")
    INVITED = "invited", _("Invited")
    BEGUN = "begun", _("Begun")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned")
    APPROVED = "approved", _("Approved")
    IMPORTED = "imported", _("Imported")
    DROPPED = "dropped", _("Not answered")


ANSWERABLE = (InterviewState.INVITED, InterviewState.BEGUN, InterviewState.RETURNED)
OPEN = (InterviewState.PLANNED, *ANSWERABLE, InterviewState.SUBMITTED)
KNOWN = (InterviewState.APPROVED, InterviewState.IMPORTED)


class NeedKind(models.TextChoices):
    """What an owner can name among the things a function rests on."""

    APPLICATION = "application", _("Application")
    SERVICE = "service", _("Service")
    VENDOR = "vendor", _("Supplier")
    SITE = "site", _("Site")
    TEAM = "team", _("Team")
    DATA = "data", _("Records and data")


class ResourceKind(models.TextChoices):
    """What a function needs besides systems."""

    PEOPLE = "people", _("People")
    SEATS = "seats", _("Seats")
    EQUIPMENT = "equipment", _("Equipment")
    RECORDS = "records", _("Vital records")


class GapKind(models.TextChoices):
    """What is wrong between need and evidence."""

    RECOVERY = "recovery", _("Recovery gap")
    DATA = "data", _("Data loss gap")
    UNKNOWN = "unknown", _("Recovery unknown")
    PROOF = "proof", _("Proof missing or out of date")
    OBJECTIVE = "objective", _("Agreed RTO looser than derived")


class GapState(models.TextChoices):
    """Where a gap stands."""

    OPEN = "open", _("Open")
    ACCEPTED = "accepted", _("Accepted until a date")
    CLOSED = "closed", _("Closed")


class MappingState(models.TextChoices):
    """Where something an owner typed freely stands."""

    OPEN = "open", _("To be mapped")
    MAPPED = "mapped", _("Mapped")
    DISMISSED = "dismissed", _("Not needed")
