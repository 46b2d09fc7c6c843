from .capability import (
    CapabilityRequest,
    Claim,
    Closure,
    KindDefault,
    Measurement,
    Readiness,
    RequestedItem,
)
from .changes import EstateChange, ImportRun, ImportSource, Touched
from .items import Item, Site, Team, TeamMember
from .links import Dependency, RedundancyGroup, RedundancyMember
from .planning import (
    Delay,
    FunctionProfile,
    Objective,
    PlanningScenario,
    ScenarioLoss,
)

__all__ = [
    "CapabilityRequest",
    "Claim",
    "Closure",
    "Delay",
    "Dependency",
    "EstateChange",
    "FunctionProfile",
    "ImportRun",
    "ImportSource",
    "Item",
    "KindDefault",
    "Measurement",
    "Objective",
    "PlanningScenario",
    "Readiness",
    "RedundancyGroup",
    "RedundancyMember",
    "RequestedItem",
    "ScenarioLoss",
    "Site",
    "Team",
    "TeamMember",
    "Touched",
]
