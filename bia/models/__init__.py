from .agreement import RecoveryAgreement
from .aims import Contribution, RecoveryTier, StrategicObjective
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
from .delegation import Answerer, Delegation
from .function import BusinessFunction, Gap, Objective
from .guided import GuidedSession, GuidedStep
from .matrix import RiskAppetite, RiskLevel, RiskMatrix
from .needreply import NeedReply
from .questions import OwnAnswer, Question, QuestionSet
from .report import BiaReport
from .responsibility import ResponsibilityMatrix
from .risk import FIGURES, SCORES, Risk, RiskScore
from .riskreview import RiskCause, RiskReview, RiskRule
from .scale import ImpactCategory, ImpactLevel, ImpactScale, TimeBand
from .threat import HIGHEST, Occurrence, RiskCategory, Threat
from .treatment import RiskAcceptance, RiskTreatment
from .validation import Validation, ValidationRound

__all__ = [
    "FIGURES",
    "HIGHEST",
    "SCORES",
    "Answerer",
    "BiaReport",
    "BusinessFunction",
    "Campaign",
    "ChallengeReply",
    "Contribution",
    "Delegation",
    "Gap",
    "GuidedSession",
    "GuidedStep",
    "ImpactCategory",
    "ImpactLevel",
    "ImpactRating",
    "ImpactScale",
    "Interview",
    "LossPoint",
    "MappingTask",
    "Need",
    "NeedReply",
    "Objective",
    "Occurrence",
    "OwnAnswer",
    "Peak",
    "Question",
    "QuestionSet",
    "RecoveryAgreement",
    "RecoveryTier",
    "ResourceNeed",
    "ResponsibilityMatrix",
    "Risk",
    "RiskAcceptance",
    "RiskAppetite",
    "RiskCategory",
    "RiskCause",
    "RiskLevel",
    "RiskMatrix",
    "RiskReview",
    "RiskRule",
    "RiskScore",
    "RiskTreatment",
    "StrategicObjective",
    "Threat",
    "TimeBand",
    "Validation",
    "ValidationRound",
    "Workaround",
]
