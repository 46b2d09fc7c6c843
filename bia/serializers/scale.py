"""An impact scale over the API: its words, times, categories and levels as one sheet."""

from decimal import Decimal
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from bia.choices import Answerer, Figures, Precision, ScoringModel
from bia.models import ImpactCategory, ImpactLevel, ImpactScale
from bia.models.scale import TOP_LEVEL
from core.api import IsoDuration, RecordSerializer
from core.durations import iso_duration

CENT = Decimal("0.01")
AMOUNT: dict[str, Any] = {"max_digits": 14, "decimal_places": 2}


class ImpactLevelSerializer(serializers.ModelSerializer[ImpactLevel]):
    """What a level of a category means, in words and as a range of money; from the lowest up."""

    class Meta:
        model = ImpactLevel
        fields: ClassVar[list[str]] = ["words", "money_from", "money_to"]

    def validate(self, attrs: Any) -> Any:
        low, high = attrs.get("money_from"), attrs.get("money_to")
        if low is not None and high is not None and high <= low:
            said = _("The range must end above where it begins.")
            raise serializers.ValidationError({"money_to": said})
        return attrs


class ImpactCategorySerializer(serializers.ModelSerializer[ImpactCategory]):
    """A category with its levels. Its key says which it is; one without is new."""

    key = serializers.SlugField(max_length=40, required=False)
    intolerable = serializers.IntegerField(min_value=1, max_value=TOP_LEVEL)
    model = serializers.ChoiceField(choices=ScoringModel.choices)
    tolerance = serializers.DecimalField(**AMOUNT, min_value=CENT, allow_null=True, default=None)
    levels = ImpactLevelSerializer(many=True, min_length=TOP_LEVEL + 1, max_length=TOP_LEVEL + 1)

    class Meta:
        model = ImpactCategory
        fields: ClassVar[list[str]] = [
            "key",
            "name",
            "hint",
            "model",
            "model_reason",
            "intolerable",
            "tolerance",
            "levels",
        ]


class ScaleSheetSerializer(serializers.Serializer[Any]):
    """The whole sheet of a draft: what is not in it any more is removed."""

    title = serializers.CharField(max_length=200)
    reason = serializers.CharField(default="", allow_blank=True)
    level_names = serializers.ListField(
        child=serializers.CharField(max_length=40),
        min_length=TOP_LEVEL + 1,
        max_length=TOP_LEVEL + 1,
    )
    currency = serializers.RegexField("^[A-Z]{3}$")
    bands = serializers.ListField(child=IsoDuration())
    categories = ImpactCategorySerializer(many=True)


class ScaleModelsSerializer(serializers.Serializer[Any]):
    """What is known and who asks, from which the scoring models follow."""

    figures = serializers.ChoiceField(choices=Figures.choices)
    precision = serializers.ChoiceField(choices=Precision.choices)
    answered_by = serializers.ChoiceField(choices=Answerer.choices)
    counted = serializers.SlugField(
        default="",
        allow_blank=True,
        help_text="The key of the category that can be counted in money, if there is one.",
    )


class ImpactScaleSerializer(RecordSerializer):
    """A scale with its times, and its categories with their levels."""

    bands = serializers.SerializerMethodField()
    categories = ImpactCategorySerializer(many=True, read_only=True)
    prefetch = ("bands", "categories__levels")

    class Meta:
        model = ImpactScale
        fields: ClassVar[list[str]] = [
            "id",
            "version",
            "number",
            "state",
            "based_on",
            "title",
            "reason",
            "level_names",
            "currency",
            "figures",
            "precision",
            "answered_by",
            "bands",
            "categories",
            "approved_by",
            "approved_at",
            "created_at",
            "updated_at",
        ]
        read_only_fields = fields

    @extend_schema_field(serializers.ListField(child=IsoDuration()))
    def get_bands(self, scale: ImpactScale) -> list[str]:
        return [iso_duration(one.until) for one in scale.bands.all()]
