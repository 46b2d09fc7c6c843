"""A risk matrix over the API: its words, levels, cells and appetites as one sheet."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from bia.choices import Axis
from bia.models import HIGHEST, RiskAppetite, RiskCategory, RiskLevel, RiskMatrix
from bia.services import riskmatrix
from core.api import RecordSerializer


class RiskLevelSerializer(serializers.ModelSerializer[RiskLevel]):
    """A level or rating: its name, what it means, its range; from the lowest up."""

    class Meta:
        model = RiskLevel
        fields: ClassVar[list[str]] = ["name", "words", "low", "high"]

    def validate(self, attrs: Any) -> Any:
        low, high = attrs.get("low"), attrs.get("high")
        if low is not None and high is not None and high <= low:
            said = _("The range must end above where it begins.")
            raise serializers.ValidationError({"high": said})
        return attrs


class AppetiteSerializer(serializers.ModelSerializer[RiskAppetite]):
    """The highest rating that is borne in a category."""

    # Also one retired since: a draft keeps its appetite, and is sent back as it was read.
    category = serializers.PrimaryKeyRelatedField(queryset=RiskCategory.objects.all())
    rating = serializers.IntegerField(min_value=1, max_value=HIGHEST)

    class Meta:
        model = RiskAppetite
        fields: ClassVar[list[str]] = ["category", "rating"]


ENDS: dict[str, Any] = {"many": True, "min_length": riskmatrix.FEWEST, "max_length": HIGHEST}


class MatrixSheetSerializer(serializers.Serializer[Any]):
    """The whole sheet of a draft; a category without an appetite in it keeps the one it has."""

    title = serializers.CharField(max_length=200)
    reason = serializers.CharField(default="", allow_blank=True)
    currency = serializers.RegexField("^[A-Z]{3}$")
    likelihoods = RiskLevelSerializer(**ENDS)
    impacts = RiskLevelSerializer(**ENDS)
    ratings = RiskLevelSerializer(**ENDS)
    cells = serializers.ListField(
        child=serializers.ListField(child=serializers.IntegerField()),
        help_text="A row for each likelihood, the rarest first; in it a rating for each impact.",
    )
    appetite = AppetiteSerializer(many=True)


class RiskMatrixSerializer(RecordSerializer):
    """A matrix with its levels, the rating of each pair, and what is borne in each category."""

    likelihoods = serializers.SerializerMethodField()
    impacts = serializers.SerializerMethodField()
    ratings = serializers.SerializerMethodField()
    cells = serializers.ListField(
        source="ratings",
        child=serializers.ListField(child=serializers.IntegerField()),
        read_only=True,
    )
    appetite = AppetiteSerializer(source="appetites", many=True, read_only=True)
    prefetch = ("levels", "appetites")

    class Meta:
        model = RiskMatrix
        fields: ClassVar[list[str]] = [
            "id",
            "version",
            "number",
            "state",
            "based_on",
            "title",
            "reason",
            "currency",
            "likelihoods",
            "impacts",
            "ratings",
            "cells",
            "appetite",
            "approved_by",
            "approved_at",
            "created_at",
            "updated_at",
        ]
        read_only_fields = fields

    @extend_schema_field(RiskLevelSerializer(many=True))
    def get_likelihoods(self, matrix: RiskMatrix) -> Any:
        return _levels(matrix, Axis.LIKELIHOOD)

    @extend_schema_field(RiskLevelSerializer(many=True))
    def get_impacts(self, matrix: RiskMatrix) -> Any:
        return _levels(matrix, Axis.IMPACT)

    @extend_schema_field(RiskLevelSerializer(many=True))
    def get_ratings(self, matrix: RiskMatrix) -> Any:
        return _levels(matrix, Axis.RATING)


def _levels(matrix: RiskMatrix, axis: Axis) -> Any:
    rows = [one for one in matrix.levels.all() if one.axis == axis]
    return RiskLevelSerializer(sorted(rows, key=lambda one: one.level), many=True).data
