"""What is worked out over the impact analyses, as numbers: consolidation and calibration."""

from typing import Any

from rest_framework import serializers

from bia.models import Campaign
from bia.services import consolidation
from core.api import IsoDuration, VisibleField

NONE: dict[str, Any] = {"allow_null": True}


def key(source: str, **said: Any) -> Any:
    """The key of what stands at this path; null where there is none."""
    return serializers.IntegerField(source=f"{source}.pk", **NONE, **said)


class RankedSerializer(serializers.Serializer[Any]):
    """A function in the order of how soon its absence is intolerable, with who signed for it."""

    place = serializers.IntegerField()
    function = key("function")
    name = serializers.CharField(source="function.item.name")
    unit = serializers.IntegerField(source="function.item.unit_id", **NONE)
    owner = serializers.IntegerField(source="function.item.owner_id", **NONE)
    mtd = IsoDuration(**NONE)
    mtd_words = serializers.CharField(source="mtd_text")
    set_by = serializers.CharField(source="category")
    need = IsoDuration(source="function.item.readiness.need", **NONE)
    verdict = serializers.CharField()
    tier = serializers.IntegerField(**NONE)
    tier_of_mtd = serializers.IntegerField(source="by_mtd", **NONE)
    criticality = serializers.IntegerField(source="function.item.tier", **NONE)
    differs = serializers.BooleanField()
    analysis = key("known")
    analysis_approved_by = serializers.IntegerField(source="known.approved_by_id", **NONE)
    analysis_approved_at = serializers.DateTimeField(source="known.approved_at", **NONE)
    objective = key("objective")
    objective_approved_by = serializers.IntegerField(source="objective.approved_by_id", **NONE)
    objective_approved_at = serializers.DateTimeField(source="objective.approved_at", **NONE)


class ConflictSerializer(serializers.Serializer[Any]):
    """A function needs an item sooner than it is back, and what becomes of it."""

    function = key("function")
    dependency = key("dependency")
    provider = key("provider")
    provider_name = serializers.CharField(source="provider.name")
    wanted = IsoDuration()
    offered = IsoDuration()
    agreement = key("agreement")
    stands = serializers.CharField()


class LateChainSerializer(serializers.Serializer[Any]):
    """What is in time by its owner's word, and late with all beneath it."""

    function = key("dependency.dependent.function")
    dependency = key("dependency")
    provider = key("provider")
    provider_name = serializers.CharField(source="provider.name")
    needed = IsoDuration()
    late = IsoDuration()
    bound_by = key("bound_by")


class CoverageSerializer(serializers.Serializer[Any]):
    """How much of a unit's functions and of what they rest on is known."""

    unit = key("unit")
    functions = serializers.IntegerField()
    current = serializers.IntegerField()
    older = serializers.IntegerField()
    imported = serializers.IntegerField()
    never = serializers.IntegerField()
    items = serializers.IntegerField()
    without_time = serializers.IntegerField(source="unspoken")
    resting_on_nothing = serializers.IntegerField(source="bare")
    is_whole = serializers.BooleanField()


class MovedSerializer(serializers.Serializer[Any]):
    """What differs between two analyses of a function; each pair is before and after."""

    function = key("function")
    before = key("before")
    after = key("after")
    mtd = serializers.ListField(child=IsoDuration(**NONE))
    rto = serializers.ListField(child=IsoDuration(**NONE))
    reasons = serializers.ListField(child=serializers.CharField())
    is_rejudged = serializers.BooleanField()


class ConsolidationQuery(serializers.Serializer[Any]):
    """Which two campaigns are compared; without them, the last analysis and the one before it."""

    before = VisibleField(queryset=consolidation.comparable(), default=None, allow_null=True)
    after = VisibleField(queryset=consolidation.comparable(), default=None, allow_null=True)

    def validate(self, attrs: Any) -> Any:
        """The earlier campaign comes first."""
        consolidation.require_order(attrs["before"], attrs["after"])
        return attrs


class ConsolidationSerializer(serializers.Serializer[Any]):
    """The impact analyses put together."""

    ranking = RankedSerializer(many=True)
    conflicts = ConflictSerializer(many=True)
    late_chains = LateChainSerializer(many=True)
    coverage = CoverageSerializer(many=True)
    moved = MovedSerializer(many=True)
    compared = serializers.IntegerField()
    differing = serializers.IntegerField()
    without_criticality = serializers.IntegerField(source="unset")
    without_tier = serializers.IntegerField(source="unranked")


class LimitSerializer(serializers.Serializer[Any]):
    """How long the harm can be borne by one way of judging; open: at least so long."""

    state = serializers.CharField()
    time = IsoDuration()
    latest = IsoDuration(**NONE)
    is_open = serializers.BooleanField()
    category = serializers.CharField()
    words = serializers.CharField()


class CategoryRowSerializer(serializers.Serializer[Any]):
    """A category judged by its levels and by money, how far both are apart, and what to do."""

    category = serializers.CharField(source="name")
    by_levels = LimitSerializer(**NONE)
    by_money = LimitSerializer(**NONE)
    counts_money = serializers.BooleanField()
    gap = IsoDuration(**NONE)
    rests_on = serializers.CharField(source="said")
    advice = serializers.CharField()


class CalibratedSerializer(serializers.Serializer[Any]):
    """A function under the three scoring models; of the three, the mixed one counts."""

    function = key("function")
    name = serializers.CharField(source="function.item.name")
    interview = key("interview")
    qualitative = LimitSerializer(**NONE)
    quantitative = LimitSerializer(**NONE)
    mixed = LimitSerializer(**NONE)
    gap = IsoDuration(**NONE)
    categories = CategoryRowSerializer(source="rows", many=True)


class CalibrationQuery(serializers.Serializer[Any]):
    """The campaign whose functions are compared; without one, all."""

    campaign = VisibleField(queryset=Campaign.objects.all(), default=None, allow_null=True)


class CalibrationSerializer(serializers.Serializer[Any]):
    """The same answers under each scoring model, most disagreement first."""

    functions = CalibratedSerializer(many=True)
    apart = serializers.IntegerField()
    uncompared = serializers.IntegerField()
