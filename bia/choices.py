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


class Level(models.TextChoices):
    """How large a piece of what the organisation does a function is."""

    PRODUCT = "product", _("Product or service")
    PROCESS = "process", _("Process")
    ACTIVITY = "activity", _("Activity")


LEVELS = tuple(Level.values)
"""From the whole to its parts."""


class Degree(models.IntegerChoices):
    """How much a function serves an objective of the organisation."""

    SUPPORTING = 1, _("Supports it")
    IMPORTANT = 2, _("Is important for it")
    ESSENTIAL = 3, _("Is essential for it")


class PeakRule(models.TextChoices):
    """When a peak comes, as a rule that can be reckoned."""

    MONTH_END = "month_end", _("Last working days of the month")
    MONTH_START = "month_start", _("First working days of the month")
    MONTH_DAYS = "month_days", _("Certain days of each month")
    PAY_DAY = "pay_day", _("A day of each month, or the working day before")
    QUARTER_END = "quarter_end", _("Last working days of the quarter")
    QUARTER_START = "quarter_start", _("First working days of the quarter")
    WEEKLY = "weekly", _("Certain days of each week")
    SEASON = "season", _("A season, each year")
    DATES = "dates", _("Certain dates, once")


class ScoringModel(models.TextChoices):
    """How the harm in a category is judged."""

    QUALITATIVE = "qualitative", _("Qualitative")
    MIXED = "mixed", _("Mixed")
    QUANTITATIVE = "quantitative", _("Quantitative")


MODEL_WORDS = {
    ScoringModel.QUALITATIVE: _("Qualitative: levels in words"),
    ScoringModel.MIXED: _("Mixed: levels, or money where it is known"),
    ScoringModel.QUANTITATIVE: _("Quantitative: money over time"),
}
"""Each model with what it asks for."""


class Figures(models.TextChoices):
    """For how many functions the loss is known in money."""

    NONE = "none", _("For none: nobody has figures")
    SOME = "some", _("For some: income per hour, penalties or contracts are known")
    MOST = "most", _("For most: finance has them, or they can be asked for")


class Precision(models.TextChoices):
    """How exactly those who sign want to know the loss."""

    ORDER = "order", _("Which level it is: bearable or not is enough")
    AMOUNT = "amount", _("An amount: they weigh it against what recovery costs")


class Answerer(models.TextChoices):
    """Who answers for the money."""

    OWNERS = "owners", _("The owners alone")
    FINANCE = "finance", _("The owners together with finance")


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


class DelegationEnd(models.TextChoices):
    """How it ended that a colleague had an interview."""

    BACK = "back", _("Handed back")
    TAKEN = "taken", _("Taken back")
    OVER = "over", _("The interview was handed in or closed")


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


class ThreatKind(models.TextChoices):
    """The classes of the threat catalogue."""

    NATURAL = "natural", _("Nature")
    TECHNICAL = "technical", _("Technical failure")
    UTILITY = "utility", _("Utilities and buildings")
    MALICIOUS = "malicious", _("Malice")
    HUMAN = "human", _("People and error")
    SUPPLIER = "supplier", _("Suppliers")
    LEGAL = "legal", _("Law and politics")
    HEALTH = "health", _("Health")


class Happened(models.TextChoices):
    """Where a threat came true."""

    HERE = "here", _("With us")
    SUPPLIER = "supplier", _("At a supplier")
    OTHERS = "others", _("At others like us")


class Axis(models.TextChoices):
    """What a level of a risk matrix is a level of."""

    LIKELIHOOD = "likelihood", _("Likelihood")
    IMPACT = "impact", _("Impact")
    RATING = "rating", _("Rating")


class RiskState(models.TextChoices):
    """Where a risk stands."""

    OPEN = "open", _("Open")
    ACCEPTED = "accepted", _("Accepted")


class RiskOrigin(models.TextChoices):
    """How a risk came into the register."""

    HAND = "hand", _("Recorded by hand")
    RULE = "rule", _("Found by a rule")


class TreatmentKind(models.TextChoices):
    """What a treatment does. To accept is none: it is a decision, not something done."""

    AVOID = "avoid", _("Avoid")
    REDUCE = "reduce", _("Reduce")
    TRANSFER = "transfer", _("Transfer")


class TreatmentState(models.TextChoices):
    """Where a treatment stands."""

    PLANNED = "planned", _("Planned")
    RUNNING = "running", _("Under way")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


class ReviewState(models.TextChoices):
    """Where a review of a risk stands."""

    OPEN = "open", _("Open")
    DONE = "done", _("Done")


class ReviewOutcome(models.TextChoices):
    """What came of a review."""

    CONFIRMED = "confirmed", _("Confirmed")
    CHANGED = "changed", _("Changed")
    RETIRED = "retired", _("Retired")


class CauseKind(models.TextChoices):
    """What calls for a review."""

    QUARTER = "quarter", _("Quarterly review")
    ESTATE = "estate", _("Change of the estate")
    THREAT = "threat", _("Changed threat")
    PRIORITY = "priority", _("Changed priority")
    INCIDENT = "incident", _("Threat event")
    ACCEPTANCE = "acceptance", _("Acceptance ended")
    MATRIX = "matrix", _("New risk matrix")


class RuleKind(models.TextChoices):
    """Which changes call for a review of the risks they touch."""

    ADDED = "added", _("A critical item is added, or something comes to rest on one")
    RETIRED = "retired", _("A critical item is retired or gone from its source")
    MOVED = "moved", _("A critical item moves to another site, region or country")
    REDUNDANCY = "redundancy", _("Redundancy is lost: fewer spare members in a group")
    IMPORT = "import", _("One import changes many items")
    THREAT = "threat", _("A threat is raised, added to a class with risks, or comes true")
    PRIORITY = "priority", _("A function's tier, MTD or objective changes")


class ValidationState(models.TextChoices):
    """Where the validation of a function's objectives stands."""

    WAITING = "waiting", _("Waits for the owner")
    SIGNED = "signed", _("Waits for the head")
    AGREED = "agreed", _("Agreed")
    DROPPED = "dropped", _("Not decided")


OPEN_VALIDATIONS = (ValidationState.WAITING, ValidationState.SIGNED)


class Decision(models.TextChoices):
    """What an owner decided on a proposed objective."""

    ACCEPTED = "accepted", _("Accepted")
    TIGHTENED = "tightened", _("Tightened")
    RELAXED = "relaxed", _("Relaxed")


class Area(models.TextChoices):
    """What somebody must do for a service that is bought."""

    BACKUP = "backup", _("Backup")
    RESTORE = "restore", _("Data restore")
    FAILOVER = "failover", _("Failover")
    PATCHING = "patching", _("Patching")
    IDENTITY = "identity", _("Identity and access")
    MONITORING = "monitoring", _("Monitoring")


class Holder(models.TextChoices):
    """Who does it."""

    PROVIDER = "provider", _("Provider")
    US = "us", _("We")
    SHARED = "shared", _("Shared")
    NOBODY = "nobody", _("Nobody")


class Settled(models.TextChoices):
    """Whether it is clear who does it."""

    SETTLED = "settled", _("Settled")
    NOBODY = "nobody", _("Nobody")
    UNDEFINED = "undefined", _("Shared, undefined")
    UNSAID = "unsaid", _("Not said")


RISKY = (Settled.NOBODY, Settled.UNDEFINED)


class AskedStep(models.TextChoices):
    """The steps of the interview in which questions of one's own can stand."""

    FUNCTION = "function", _("The function")
    IMPACT = "impact", _("Impact over time")
    NEEDS = "needs", _("What it rests on")
    RESOURCES = "resources", _("People and places")
    WORKAROUNDS = "workarounds", _("By hand")


class QuestionKind(models.TextChoices):
    """How a question of one's own is answered."""

    YES_NO = "yes_no", _("Yes or no")
    CHOICE = "choice", _("A choice")
    NUMBER = "number", _("A number")
    TEXT = "text", _("A text")
    DATE = "date", _("A date")


class AskedIf(models.TextChoices):
    """On what it depends whether a question is asked."""

    ALWAYS = "always", _("Always")
    ANSWER = "answer", _("If another question was answered so")
    TIER = "tier", _("If the function is of a criticality")
    SITE = "site", _("If the function is at a site")
    LEVEL = "level", _("If the function is of a kind")


class AgreementState(models.TextChoices):
    """Where a recovery agreement stands."""

    OPEN = "open", _("Waits for both")
    PROPOSED = "proposed", _("Waits for the other side")
    SIGNED = "signed", _("Waits for the head")
    AGREED = "agreed", _("Signed by both")
    GONE = "gone", _("No conflict any more")


SIGNABLE = (AgreementState.OPEN, AgreementState.PROPOSED)
"""Agreements of which a side has not signed yet."""
OPEN_AGREEMENTS = (*SIGNABLE, AgreementState.SIGNED)


class AgreementWay(models.TextChoices):
    """How a conflict between a dependent and its provider is settled."""

    TIME = "time", _("Agree on one time")
    BEAR = "bear", _("Bear the gap until a date")
