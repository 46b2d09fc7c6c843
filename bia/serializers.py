"""What the API takes and gives where it is not the columns of one row."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from rest_framework import serializers

from bia.choices import AgreementWay, ReviewOutcome
from bia.models import HIGHEST, SCORES, BusinessFunction, Campaign
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
    step = serializers.CharField(max_length=40, default="", allow_blank=True)
    note = serializers.CharField(max_length=2000, default="", allow_blank=True)


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
    """What came of a review; levels that are not sent stay as they are."""

    outcome = serializers.ChoiceField(choices=ReviewOutcome.choices)
    note = serializers.CharField(max_length=2000, default="", allow_blank=True)

    def get_fields(self) -> dict[str, Any]:
        level = {"min_value": 1, "max_value": HIGHEST, "allow_null": True, "required": False}
        return super().get_fields() | {name: serializers.IntegerField(**level) for name in SCORES}
