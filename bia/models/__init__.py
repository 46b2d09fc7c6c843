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
from .scale import ImpactCategory, ImpactLevel, ImpactScale, TimeBand

__all__ = [
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
