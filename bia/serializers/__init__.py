"""What the API takes and gives where it is not the columns of one row."""

from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from rest_framework import serializers

from bia.choices import AgreementWay, ReviewOutcome
from bia.models import (
    FIGURES,
    HIGHEST,
    SCORES,
    BusinessFunction,
    Campaign,
    Risk,
    RiskCause,
    RiskReview,
)
from bia.services import heatmap, riskreviews
from bia.services.items import NAMEABLE
from core.api import IsoDuration, RecordSerializer, VisibleField
from core.models import Unit, User
from estate.models import Item


class FunctionSerializer(RecordSerializer):
    """A function with the name, unit and owner of its item; which item it is stays as it is."""

    name = serializers.CharField(source="item.name", max_length=200)
    unit = VisibleField(source="item.unit", queryset=Unit.objects.all())
    owner = VisibleField(
        source="item.owner",
        queryset=User.objects.all(),
        required=False,
        allow_null=True,
    )

    class Meta:
        model = BusinessFunction
        read_only_fields: ClassVar[list[str]] = [
            "id",
            "version",
            "item",
            "created_at",
            "updated_at",
        ]
        fields: ClassVar[list[str]] = [
            "id",
            "version",
            "item",
            "name",
            "unit",
            "owner",
            "purpose",
            "level",
            "part_of",
            "frequency",
            "minimum_level",
            "minimum_service",
            "created_at",
            "updated_at",
        ]

    def to_internal_value(self, data: Any) -> Any:
        said = super().to_internal_value(data)
        of_item = said.pop("item", {})
        return said | of_item


class CampaignSerializer(RecordSerializer):
    """A campaign; a new one says which functions it asks about."""

    functions = VisibleField(
        queryset=BusinessFunction.objects.all(), many=True, write_only=True, required=False
    )

    class Meta:
        model = Campaign
        read_only_fields: ClassVar[list[str]] = ["id", "version", "created_at", "updated_at"]
        fields: ClassVar[list[str]] = [
            "id",
            "version",
            "name",
            "due_on",
            "message",
            "functions",
            "created_at",
            "updated_at",
        ]

    def validate(self, attrs: Any) -> Any:
        if self.instance is not None and "functions" in attrs:
            raise serializers.ValidationError(
                {"functions": _("Which functions are asked is settled when a campaign is made.")}
            )
        if self.instance is None and not attrs.get("functions"):
            raise serializers.ValidationError({"functions": _("Choose at least one function.")})
        return attrs


class CommentSerializer(serializers.Serializer[Any]):
    """Why something is given back."""

    comment = serializers.CharField(max_length=2000)


class RemarkSerializer(serializers.Serializer[Any]):
    """A remark, if there is one."""

    comment = serializers.CharField(max_length=2000, default="", allow_blank=True)


class ReasonSerializer(serializers.Serializer[Any]):
    """Why something leaves."""

    reason = serializers.CharField(max_length=2000)


class ClosingSerializer(serializers.Serializer[Any]):
    """What became of it."""

    outcome = serializers.CharField(max_length=2000)


class UntilSerializer(serializers.Serializer[Any]):
    """Until when something is borne, and why."""

    until = serializers.DateField()
    reason = serializers.CharField(max_length=2000)


class ItemSerializer(serializers.Serializer[Any]):
    """Which item a typed name means."""

    item = VisibleField(queryset=Item.objects.all())


class KindSerializer(serializers.Serializer[Any]):
    """The kind of item to make of a typed name."""

    kind = serializers.ChoiceField(choices=NAMEABLE)


class DelegationSerializer(serializers.Serializer[Any]):
    """Who answers instead: somebody known, or a name and an e-mail address."""

    to = VisibleField(queryset=User.objects.all(), default=None, allow_null=True)
    name = serializers.CharField(max_length=150, default="", allow_blank=True)
    email = serializers.EmailField(default="", allow_blank=True)
    is_new = serializers.BooleanField(
        default=False, help_text="That nobody known is meant: the person is made."
    )
    step = serializers.CharField(max_length=40, default="", allow_blank=True)
    note = serializers.CharField(max_length=2000, default="", allow_blank=True)


class DelegationQuery(serializers.Serializer[Any]):
    """What was passed on, by its id in `passed_on` of the answers."""

    delegation = serializers.IntegerField()


class ReportQuery(serializers.Serializer[Any]):
    """The unit a report is about; without one it is about the whole organisation."""

    unit = VisibleField(source="about", queryset=Unit.objects.all(), default=None, allow_null=True)


class NeedReplySerializer(serializers.Serializer[Any]):
    """Whether another function needs this one, as it says; why not."""

    dependent = VisibleField(queryset=BusinessFunction.objects.all())
    holds = serializers.BooleanField()
    reason = serializers.CharField(max_length=300, default="", allow_blank=True)


class DecisionSerializer(serializers.Serializer[Any]):
    """The objectives an owner signs; without an RTO, the proposal is accepted."""

    rto = IsoDuration(default=None, allow_null=True)
    rpo = IsoDuration(default=None, allow_null=True)
    reason = serializers.CharField(max_length=2000, default="", allow_blank=True)


class CostSerializer(serializers.Serializer[Any]):
    """What a side's own way would cost."""

    cost = serializers.DecimalField(max_digits=14, decimal_places=2, min_value=0)


class ProposalSerializer(serializers.Serializer[Any]):
    """What a side of a recovery agreement is ready to sign."""

    way = serializers.ChoiceField(choices=AgreementWay.choices)
    time = IsoDuration(default=None, allow_null=True)
    until = serializers.DateField(default=None, allow_null=True)
    reason = serializers.CharField(max_length=2000)


class ReviewSerializer(serializers.Serializer[Any]):
    """What came of a review; levels and figures that are not sent stay as they are."""

    outcome = serializers.ChoiceField(choices=ReviewOutcome.choices)
    note = serializers.CharField(max_length=2000, default="", allow_blank=True)

    def get_fields(self) -> dict[str, Any]:
        level = {"min_value": 1, "max_value": HIGHEST, "allow_null": True, "required": False}
        amount = {"max_digits": 14, "decimal_places": 2, "required": False}
        return (
            super().get_fields()
            | {name: serializers.IntegerField(**level) for name in SCORES}
            | {name: serializers.FloatField(required=False) for name in FIGURES[:3]}
            | {name: serializers.DecimalField(**amount) for name in FIGURES[3:]}
        )


class RiskSerializer(RecordSerializer):
    """A risk with what its levels come to, what it costs a year, and when it is reviewed next."""

    review_due = serializers.SerializerMethodField()

    class Meta:
        model = Risk
        read_only_fields: ClassVar[list[str]] = [
            "id",
            "version",
            "inherent_rating",
            "residual_rating",
            "is_above",
            "state",
            "yearly_loss",
            "bad_year",
            "origin",
            "recorded_on",
            "reviewed_on",
            "retired_on",
            "retired_reason",
            "created_at",
            "updated_at",
        ]
        fields: ClassVar[list[str]] = [
            *read_only_fields,
            "review_due",
            "code",
            "title",
            "item",
            "threat",
            "category",
            "unit",
            "owner",
            "description",
            "controls",
            *SCORES,
            *FIGURES,
            "currency",
        ]

    def get_review_due(self, risk: Risk) -> date | None:
        """Until when its open review is to be done; the register reads it with the rows."""
        if hasattr(risk, "review_due"):
            due: date | None = risk.review_due
            return due
        review = riskreviews.open_review(risk)
        return review.due_on if review else None


class CauseSerializer(serializers.ModelSerializer[RiskCause]):
    """What called for a review, with the differences as people read them."""

    class Meta:
        model = RiskCause
        fields: ClassVar[list[str]] = ["kind", "words", "details", "at"]


class RiskReviewSerializer(RecordSerializer):
    """A review with what called for it, and the scores before and after."""

    causes = CauseSerializer(many=True, read_only=True)

    class Meta:
        model = RiskReview
        fields: ClassVar[list[str]] = [
            "id",
            "version",
            "risk",
            "opened_at",
            "due_on",
            "owner",
            "state",
            "outcome",
            "note",
            "done_at",
            "done_by",
            "before",
            "after",
            "causes",
            "created_at",
            "updated_at",
        ]
        read_only_fields = fields


class LevelSerializer(serializers.Serializer[Any]):
    """A level of the matrix in force: its number and what it is called."""

    level = serializers.IntegerField()
    name = serializers.CharField()


class CellSerializer(serializers.Serializer[Any]):
    """A pair of levels: its rating, the risks in it, and those that came or left at their last review."""

    likelihood = serializers.IntegerField(source="likelihood.level")
    impact = serializers.IntegerField(source="impact.level")
    rating = serializers.IntegerField()
    count = serializers.IntegerField()
    came = serializers.IntegerField()
    left = serializers.IntegerField()


class AboveSerializer(serializers.Serializer[Any]):
    """How many risks were above appetite at the end of a quarter."""

    end_of = serializers.CharField()
    above_appetite = serializers.IntegerField()


class HeatMapQuery(serializers.Serializer[Any]):
    """Which levels are counted."""

    kind = serializers.ChoiceField(choices=heatmap.KINDS, default=heatmap.KINDS[0])


class HeatMapSerializer(serializers.Serializer[Any]):
    """The heat map as numbers, with the levels and ratings of the matrix in force."""

    kind = serializers.CharField()
    matrix = serializers.IntegerField(allow_null=True)
    likelihoods = LevelSerializer(many=True)
    impacts = LevelSerializer(many=True)
    ratings = LevelSerializer(many=True)
    cells = CellSerializer(many=True)
    unrated = serializers.IntegerField()
    above_appetite = serializers.IntegerField()
    over_time = AboveSerializer(many=True)
