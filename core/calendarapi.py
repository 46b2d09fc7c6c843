"""What must be done by when, for programs: the rows of the calendar."""

from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework import serializers, viewsets
from rest_framework.permissions import IsAuthenticated

from core.clock import organisation_day
from core.models import Obligation


class ObligationSerializer(serializers.ModelSerializer[Obligation]):
    """A duty: what, whose, by when, where it is done, and what came of it."""

    class Meta:
        model = Obligation
        fields: ClassVar[list[str]] = [
            "id",
            "kind",
            "title",
            "label",
            "owner",
            "unit",
            "url",
            "due_on",
            "late_after",
            "done_at",
            "done_by",
            "outcome",
            "changed_at",
        ]


class ObligationFilterSet(django_filters.FilterSet):
    """Duties by kind, owner, unit, date and what has become of them."""

    due_after = django_filters.DateFilter("due_on", "gte", label=_("Due on or after"))
    due_before = django_filters.DateFilter("due_on", "lte", label=_("Due on or before"))
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[("open", _("Open")), ("late", _("Late")), ("done", _("Done"))],
        method="standing",
    )

    class Meta:
        model = Obligation
        fields: ClassVar[list[str]] = ["kind", "owner", "unit"]

    def standing(self, rows: Any, name: str, value: str) -> Any:
        """What is still to be done, what of it is late, or what was done."""
        if value == "done":
            return rows.filter(done_at__isnull=False)
        return rows.late(organisation_day(timezone.now())) if value == "late" else rows.open()


class ObligationEndpoint(viewsets.ReadOnlyModelViewSet[Obligation]):
    """What must be done by a date, as far as the calendar shows it to the person."""

    queryset = Obligation.objects.none()
    serializer_class = ObligationSerializer
    permission_classes = [IsAuthenticated]
    filter_backends = [DjangoFilterBackend]
    filterset_class = ObligationFilterSet

    def get_queryset(self) -> QuerySet[Obligation]:
        rows = Obligation.objects.visible_to(self.request.user).filter(dropped_at=None)
        return rows.order_by("due_on", "pk")
