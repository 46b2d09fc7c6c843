"""How lists are searched and filtered, on pages and in the API alike."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import django_filters
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.values import readable, storable


class FilterSet(django_filters.FilterSet):
    """Adds a `q` box over the declared search_fields, and offers only rows the person may see."""

    q = django_filters.CharFilter(method="search", label=_("Search"))
    search_fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in self.filters.values():
            queryset = getattr(each, "queryset", None)
            if queryset is not None and hasattr(queryset, "visible_to"):
                each.queryset = queryset.all().visible_to(self.request.user)

    def search(self, queryset: Any, name: str, value: str) -> Any:
        """The rows in which every typed word occurs in some search field, case and accents aside."""
        for word in storable(value).split():
            match = Q()
            for field in self.search_fields:
                match |= Q(**{f"{field}__has": word})
            queryset = queryset.filter(match)
        return queryset


class AttentionFilter(django_filters.ChoiceFilter):
    """Rows that ask for something, by what they ask for: words and condition of each choice."""

    def __init__(self, **kinds: tuple[Any, Q | Callable[[], Q]]) -> None:
        self.conditions = {name: condition for name, (_label, condition) in kinds.items()}
        choices = [(name, label) for name, (label, _condition) in kinds.items()]
        super().__init__(label=_("Needs attention"), choices=choices)

    def filter(self, qs: Any, value: Any) -> Any:
        """The rows of the chosen kind."""
        if value not in self.conditions:
            return qs
        condition = self.conditions[value]
        return qs.filter(condition if isinstance(condition, Q) else condition())


def filterset_for(page: Any) -> type[FilterSet]:
    """A FilterSet of the page's list_filter and search_fields."""
    meta = type("Meta", (), {"model": page.model, "fields": list(page.list_filter)})
    members = {"Meta": meta, "search_fields": tuple(page.search_fields)}
    return type(f"{page.model.__name__}FilterSet", (FilterSet,), members)


@dataclass(frozen=True)
class ActiveFilter:
    """A filter in force: its words and the address of the list without it."""

    name: str
    label: str
    value: str
    url: str


def active_filters(filterset: FilterSet, request: HttpRequest) -> list[ActiveFilter]:
    """The filters in force, the search box aside."""
    if not filterset.form.is_valid():
        return []
    active = []
    for name, value in filterset.form.cleaned_data.items():
        if name == "q" or value in (None, "", [], ()):
            continue
        query = request.GET.copy()
        query.pop(name, None)
        query.pop("page", None)
        field = filterset.form.fields[name]
        choices = dict(getattr(field, "choices", [])) if not hasattr(field, "queryset") else {}
        shown = choices.get(request.GET.get(name)) or readable(value)
        active.append(ActiveFilter(name, str(field.label), str(shown), f"?{query.urlencode()}"))
    return active
