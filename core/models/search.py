"""What Ctrl-K finds, and the lists people keep."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from .papers import Subject


class SearchEntry(Subject):
    """One findable record: its label, its folded text and the unit that may read it."""

    kind = models.CharField(max_length=80)
    url = models.CharField(max_length=300)
    hint = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    vector = SearchVectorField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id"], name="search_entry_once")
        ]
        indexes = [GinIndex(fields=["vector"], name="search_entry_vector")]


class SavedView(models.Model):
    """A list as somebody likes it: its filters and order under a name."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    page = models.CharField(max_length=80)
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=1000)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["person", "page", "name"], name="saved_view_once")
        ]
