"""What the API takes and gives where it is not the columns of one row."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from rest_framework import serializers

from bia.models import BusinessFunction, Campaign
from core.api import RecordSerializer, VisibleField
from core.models import Unit, User


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
