"""The words of the estate that a person chooses from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What an item is. The order is the order of layers, from what is promised to what it stands on."""

    FUNCTION = "function", _("Business function")
    SERVICE = "service", _("Service")
    APPLICATION = "application", _("Application")
    DATA = "data", _("Data set")
    DATABASE = "database", _("Database")
    SERVER = "server", _("Server")
    CLUSTER = "cluster", _("Cluster")
    NETWORK = "network", _("Network device")
    CIRCUIT = "circuit", _("Circuit")
    RACK = "rack", _("Rack")
    POWER = "power", _("Power supply")
    TEAM = "team", _("Team")
    VENDOR = "vendor", _("Vendor service")
    REGION = "region", _("Cloud region")
    SITE = "site", _("Site")


class Lifecycle(models.TextChoices):
    """Where an item stands in its life."""

    PLANNED = "planned", _("Planned")
    LIVE = "live", _("In service")
    LEAVING = "leaving", _("Being replaced")
    STOPPED = "stopped", _("Out of service")


class Tier(models.IntegerChoices):
    """How critical an item is, 1 the most."""

    ONE = 1, _("1 of 4")
    TWO = 2, _("2 of 4")
    THREE = 3, _("3 of 4")
    FOUR = 4, _("4 of 4")


class Phase(models.TextChoices):
    """When a dependency counts."""

    RESTORE = "restore", _("Needed to be restored")
    RUN = "run", _("Needed only to run")


class Clock(models.TextChoices):
    """From when a recovery time is counted."""

    DISRUPTION = "disruption", _("the disruption")
    DETECTION = "detection", _("its detection")
    DECLARATION = "declaration", _("the declaration")


class Method(models.TextChoices):
    """How a recovery was done."""

    RESTORE = "restore", _("Restore from backup")
    FAILOVER = "failover", _("Failover")
    REBUILD = "rebuild", _("Rebuild")
    MANUAL = "manual", _("By hand")


class DelayStep(models.TextChoices):
    """What takes time before recovery starts."""

    DETECT = "detect", _("Detection")
    DECLARE = "declare", _("Decision")
    MOBILISE = "mobilise", _("Mobilisation")


class Basis(models.TextChoices):
    """Whether a time is aimed at or was measured."""

    TARGET = "target", _("Target")
    MEASURED = "measured", _("Measured in real events")


class ScenarioKind(models.TextChoices):
    """What is planned for."""

    SITE = "site", _("Site lost")
    IT = "it", _("IT service lost")
    DATA = "data", _("Data destroyed by attack")
    SUPPLIER = "supplier", _("Supplier lost")
    PEOPLE = "people", _("People lost")


class Format(models.TextChoices):
    """What an import reads."""

    NETBOX = "netbox", _("NetBox")
    SHEET = "sheet", _("Sheet (CSV or XLSX)")
    NATIVE = "native", _("Continuity JSON")


class RunState(models.TextChoices):
    """Where an import stands."""

    READING = "reading", _("Being read")
    CHECKED = "checked", _("Checked, not taken over")
    APPLIED = "applied", _("Taken over")
    FAILED = "failed", _("Not readable")


class Verb(models.TextChoices):
    """What happened to something of the estate."""

    CREATED = "created", _("Created")
    CHANGED = "changed", _("Changed")
    GONE = "gone", _("Gone from its source")
    BACK = "back", _("Back in its source")
    RETIRED = "retired", _("Retired")
    LINKED = "linked", _("Now rests on")
    RELINKED = "relinked", _("Rests on, differently")
    UNLINKED = "unlinked", _("No longer rests on")
    CLAIMED = "claimed", _("Recovery stated")
    MEASURED = "measured", _("Recovery measured")
    CLEARED = "cleared", _("Recovery unaffected")
    OBJECTIVE = "objective", _("Objective set")
    REMOVED = "removed", _("Removed")


class Verdict(models.TextChoices):
    """What need, claim and proof of an item come to."""

    GAP = "gap", _("Gap")
    UNKNOWN = "unknown", _("Unknown")
    EXPIRED = "expired", _("Expired")
    STALE = "stale", _("Stale")
    CLAIMED = "claimed", _("Claimed")
    HELD = "held", _("Held")
