from .answers import (
    ChallengeReply,
    ImpactRating,
    LossPoint,
    MappingTask,
    Need,
    Peak,
    ResourceNeed,
    Workaround,
)
from .campaign import Campaign, Interview
from .function import BusinessFunction, Gap, Objective
from .report import BiaReport
from .scale import ImpactCategory, ImpactLevel, ImpactScale, TimeBand

__all__ = [
    "BiaReport",
    "BusinessFunction",
    "Campaign",
    "ChallengeReply",
    "Gap",
    "ImpactCategory",
    "ImpactLevel",
    "ImpactRating",
    "ImpactScale",
    "Interview",
    "LossPoint",
    "MappingTask",
    "Need",
    "Objective",
    "Peak",
    "ResourceNeed",
    "TimeBand",
    "Workaround",
]
