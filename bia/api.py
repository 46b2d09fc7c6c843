"""The verbs of the BIA and of the risk register, over the API."""

from datetime import datetime
from typing import Any, ClassVar

from neapolitan.views import Role

from bia.models import (
    BiaReport,
    BusinessFunction,
    Campaign,
    Gap,
    ImpactScale,
    Interview,
    MappingTask,
    Question,
    QuestionSet,
    RecoveryAgreement,
    RecoveryTier,
    Risk,
    RiskCategory,
    RiskCause,
    RiskMatrix,
    RiskReview,
    RiskScore,
    Threat,
    Validation,
    ValidationRound,
)
from bia.serializers import (
    ClosingSerializer,
    CommentSerializer,
    CostSerializer,
    DecisionSerializer,
    DelegationQuery,
    DelegationSerializer,
    HeatMapQuery,
    HeatMapSerializer,
    ItemSerializer,
    KindSerializer,
    NeedReplySerializer,
    ProposalSerializer,
    ReasonSerializer,
    RemarkSerializer,
    ReportQuery,
    ReviewSerializer,
    UntilSerializer,
)
from bia.serializers.answers import AnswersSerializer
from bia.serializers.figures import (
    CalibrationQuery,
    CalibrationSerializer,
    ConsolidationQuery,
    ConsolidationSerializer,
)
from bia.serializers.matrix import MatrixSheetSerializer
from bia.serializers.questions import (
    CampaignOfSetSerializer,
    LeaveOutSerializer,
    MoveSerializer,
    QuestionSerializer,
    QuestionSetSerializer,
)
from bia.serializers.scale import ScaleModelsSerializer, ScaleSheetSerializer
from bia.services import (
    agreementheads,
    agreements,
    answering,
    calibration,
    campaigns,
    consolidation,
    delegations,
    dependants,
    functions,
    gaps,
    heatmap,
    interviews,
    mapping,
    papers,
    questions,
    rejudging,
    riskacceptances,
    riskjudging,
    riskmatrix,
    riskoutcome,
    risks,
    scales,
    scalesheet,
    threats,
    tiers,
    validation,
)
from bia.services.riskjudging import JUDGED
from core.apiparts import Part
from core.apiverbs import Reading, Verb
from core.crud import Pages
from core.models import User


def complete(
    review: RiskReview,
    *,
    by: User,
    at: datetime,
    version: int | None,
    outcome: str,
    note: str,
    **sent: Any,
) -> RiskReview:
    """Close a review: confirmed, changed or retired. What is not sent stays as it is."""
    return riskoutcome.complete(
        review, by=by, at=at, version=version, outcome=outcome, note=note, scores=sent
    )


_CAMPAIGNS = (
    Verb(Campaign, "start", campaigns.start),
    Verb(Campaign, "remind", campaigns.remind),
    Verb(Campaign, "close", campaigns.close),
    Verb(Interview, "submit", interviews.submit, right="view"),
    Verb(
        Interview,
        "delegate",
        delegations.give,
        DelegationSerializer,
        right="view",
        rows=delegations.readable_by,
    ),
    Verb(
        Interview,
        "take-back",
        delegations.take_back_from,
        DelegationQuery,
        right="view",
        rows=delegations.readable_by,
    ),
    Verb(
        Interview,
        "hand-back",
        delegations.hand_back,
        right="view",
        rows=delegations.readable_by,
    ),
    Verb(Interview, "approve", interviews.approve, RemarkSerializer, versioned=True),
    Verb(Interview, "return", interviews.return_, CommentSerializer, versioned=True),
    Verb(Interview, "check", interviews.check, versioned=True),
    Verb(MappingTask, "map", mapping.map_to, ItemSerializer),
    Verb(MappingTask, "create-item", mapping.create, KindSerializer, right="map"),
    Verb(MappingTask, "dismiss", mapping.dismiss, ReasonSerializer, right="map"),
    Verb(Gap, "accept", gaps.accept, UntilSerializer, versioned=True),
    Verb(Gap, "close", gaps.close, ClosingSerializer, right="change", versioned=True),
    Verb(BusinessFunction, "retire", functions.retire, ReasonSerializer),
    Verb(BusinessFunction, "dependants", dependants.reply, NeedReplySerializer, right="answer"),
)
_QUESTIONS = (
    Verb(
        QuestionSet,
        "draft",
        questions.begin_draft,
        CampaignOfSetSerializer,
        right="change",
        whole=True,
    ),
    Verb(QuestionSet, "use", questions.use, right="start"),
    Verb(QuestionSet, "leave-out", questions.leave_out, LeaveOutSerializer, right="change"),
    Verb(Question, "move", questions.move, MoveSerializer, right="change", versioned=True),
    Verb(Question, "remove", questions.remove_question, right="change"),
)
_SETTINGS = (
    Verb(ImpactScale, "next", scales.first_draft, right="add", whole=True),
    Verb(
        ImpactScale,
        "edit",
        scalesheet.write,
        ScaleSheetSerializer,
        right="change",
        versioned=True,
    ),
    Verb(
        ImpactScale,
        "models",
        scalesheet.choose_models,
        ScaleModelsSerializer,
        right="change",
        versioned=True,
    ),
    Verb(ImpactScale, "submit", scales.submit),
    Verb(ImpactScale, "approve", rejudging.put_in_force, RemarkSerializer, versioned=True),
    Verb(ImpactScale, "return", scales.return_, CommentSerializer),
    Verb(RecoveryTier, "take-usual", tiers.take_usual, right="add", whole=True),
    Verb(RiskMatrix, "next", riskmatrix.start_draft, right="add", whole=True),
    Verb(
        RiskMatrix,
        "edit",
        riskmatrix.write,
        MatrixSheetSerializer,
        right="change",
        versioned=True,
    ),
    Verb(RiskMatrix, "submit", riskmatrix.submit),
    Verb(RiskMatrix, "approve", riskjudging.put_in_force, versioned=True),
    Verb(RiskMatrix, "return", riskmatrix.return_, CommentSerializer),
    Verb(Threat, "take-catalogue", threats.take_catalogue, right="add", whole=True),
    Verb(Threat, "retire", threats.retire, ReasonSerializer),
    Verb(RiskCategory, "retire", threats.retire, ReasonSerializer),
)
_RISKS = (
    Verb(Risk, "accept", riskacceptances.accept, UntilSerializer, versioned=True),
    Verb(Risk, "retire", risks.retire, ReasonSerializer),
    Verb(RiskReview, "complete", complete, ReviewSerializer, right="review", versioned=True),
)
_AGREEMENTS = (
    Verb(
        RecoveryAgreement,
        "cost",
        agreements.state_cost,
        CostSerializer,
        right="sign",
        versioned=True,
    ),
    Verb(
        RecoveryAgreement,
        "propose",
        agreements.propose,
        ProposalSerializer,
        right="sign",
        versioned=True,
    ),
    Verb(RecoveryAgreement, "accept", agreements.accept, right="sign", versioned=True),
    Verb(RecoveryAgreement, "approve", agreementheads.approve, RemarkSerializer, versioned=True),
    Verb(RecoveryAgreement, "return", agreementheads.return_, CommentSerializer, versioned=True),
)
_VALIDATION = (
    Verb(ValidationRound, "start", validation.start),
    Verb(ValidationRound, "close", validation.close),
    Verb(Validation, "sign", validation.sign, DecisionSerializer, versioned=True),
    Verb(Validation, "approve", validation.approve, RemarkSerializer, versioned=True),
    Verb(Validation, "return", validation.return_, CommentSerializer, versioned=True),
)
_REPORTS = (
    Verb(BusinessFunction, "report", papers.start, right="view", starts=True),
    Verb(Campaign, "report", papers.start, right="view", starts=True),
    Verb(BiaReport, "start", papers.start, ReportQuery, right="view", whole=True, starts=True),
)
PARTS = (
    Part(
        Interview,
        "answers",
        delegations.readable_by,
        answering.read,
        answering.write,
        AnswersSerializer,
    ),
)
READINGS = (
    Reading(Risk, "heat-map", heatmap.in_numbers, HeatMapSerializer, HeatMapQuery),
    Reading(
        BusinessFunction,
        "consolidation",
        consolidation.in_numbers,
        ConsolidationSerializer,
        ConsolidationQuery,
    ),
    Reading(
        BusinessFunction,
        "calibration",
        calibration.in_numbers,
        CalibrationSerializer,
        CalibrationQuery,
    ),
)


class ScoreRows(Pages):
    """What risks were scored, when, on which matrix and why: their trend. On a page, the risk's own."""

    model = RiskScore
    fields: ClassVar[list[str]] = ["risk", "at", "by", "why", "matrix", *JUDGED]
    list_filter: ClassVar[list[str]] = ["risk", "matrix"]
    search_fields: ClassVar[list[str]] = ["risk__title", "risk__code", "why"]
    roles = (Role.LIST, Role.DETAIL)


class CauseRows(Pages):
    """What called for reviews, with the differences. On a page, the review's own."""

    model = RiskCause
    fields: ClassVar[list[str]] = ["risk", "review", "kind", "words", "details", "at"]
    list_filter: ClassVar[list[str]] = ["risk", "review", "kind"]
    search_fields: ClassVar[list[str]] = ["risk__title", "risk__code", "words"]
    roles = (Role.LIST, Role.DETAIL)


class QuestionSetRows(Pages):
    """What campaigns ask besides the standard questions. On a page, the campaign's own."""

    model = QuestionSet
    fields: ClassVar[list[str]] = ["campaign", "number"]
    list_filter: ClassVar[list[str]] = ["campaign"]
    search_fields: ClassVar[list[str]] = ["campaign__name"]
    serializer_class = QuestionSetSerializer
    roles = (Role.LIST, Role.DETAIL)


class QuestionRows(Pages):
    """The questions of one's own, written while their set is a draft."""

    model = Question
    fields: ClassVar[list[str]] = ["question_set", "step", "kind", "key"]
    list_filter: ClassVar[list[str]] = ["question_set", "step", "kind", "key"]
    search_fields: ClassVar[list[str]] = ["text", "key"]
    serializer_class = QuestionSerializer
    save = staticmethod(questions.save_question)
    roles = (Role.LIST, Role.DETAIL, Role.CREATE, Role.UPDATE)


ROWS = (ScoreRows, CauseRows, QuestionSetRows, QuestionRows)
VERBS = (
    *_CAMPAIGNS,
    *_QUESTIONS,
    *_SETTINGS,
    *_RISKS,
    *_AGREEMENTS,
    *_VALIDATION,
    *_REPORTS,
)
