"""What can be done with records and worked out over them, by the API: the services behind the pages."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.fields import empty
from rest_framework.generics import get_object_or_404
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.routers import BaseRouter

from core.api import Rows, serializer_for
from core.models import Record


class Nothing(serializers.Serializer[Any]):
    """A verb that asks for nothing more."""


class Started(serializers.Serializer[Any]):
    """Work that was begun and goes on: where to see how far it is."""

    job = serializers.IntegerField(source="pk")
    title = serializers.CharField()
    state = serializers.CharField()
    address = serializers.CharField(source="get_absolute_url")


class Outcome(serializers.Serializer[Any]):
    """How many were touched by a verb about no single record."""

    count = serializers.IntegerField()


@dataclass(frozen=True)
class Verb:
    """One verb of a model: POST /api/<module>/<model>/<id>/<name>/."""

    model: type[Record]
    name: str
    do: Callable[..., Any]
    """Takes the record (none where `whole`), `by`, `at` and what the body says."""
    takes: type[serializers.Serializer[Any]] = Nothing
    right: str | None = None
    """The action of the table of roles, where it is not the name; "view" where the service itself
    asks whether this is the person's to do."""
    whole: bool = False
    """About no record: POST /api/<module>/<model>/<name>/."""
    versioned: bool = False
    """The service compares the version once more, under its lock."""
    rows: Callable[[Any], Any] | None = None
    """The records it can be done to, role or not, where the service itself asks the right."""

    starts: bool = False
    """It begins work that goes on: the answer is 202 with the job."""

    @property
    def asks(self) -> str:
        """The action of the table of roles."""
        return self.name if self.right is None else self.right


@dataclass(frozen=True)
class Reading:
    """What is worked out over the rows of a model: GET /api/<module>/<model>/<name>/."""

    model: type[Record]
    name: str
    read: Callable[..., Any]
    """Takes `actor`, `at` and what the query says; counts only what the actor may see."""
    gives: type[serializers.Serializer[Any]]
    asks: type[serializers.Serializer[Any]] = Nothing


class ReadingEndpoint(Rows):
    """The readings of one Pages class, for whoever may read its rows."""

    readings: dict[str, Reading]

    def look(self) -> Response:
        """Read what the query asks for."""
        reading = self.readings[self.action]
        asked = reading.asks(data=self.request.query_params, context=self.get_serializer_context())
        asked.is_valid(raise_exception=True)
        found = reading.read(actor=self.request.user, at=timezone.now(), **asked.validated_data)
        return Response(reading.gives(found).data)


class VerbEndpoint(Rows):
    """The verbs of one Pages class; each answers with the record as it is now."""

    verbs: dict[str, Verb]

    @property
    def right(self) -> str:
        verb = self.verbs.get(self.action)
        return verb.asks if verb else super().right

    def get_permissions(self) -> Any:
        return super().get_permissions() if self._rows is None else [IsAuthenticated()]

    def get_object(self) -> Any:
        if self._rows is None:
            return super().get_object()
        return get_object_or_404(self._rows(self.request.user), pk=self.kwargs["pk"])

    @property
    def _rows(self) -> Callable[[Any], Any] | None:
        verb = self.verbs.get(self.action)
        return verb.rows if verb else None

    def carry_out(self) -> Response:
        """Check right, version and body, in this order; then do it."""
        verb = self.verbs[self.action]
        record = None if verb.whole else self.get_object()
        given: dict[str, Any] = {"by": self.request.user, "at": timezone.now()}
        version = None if record is None else self._expected(record)
        if verb.versioned:
            given["version"] = version
        body = verb.takes(data=self.request.data, context=self.get_serializer_context())
        body.is_valid(raise_exception=True)
        made = verb.do(*([] if record is None else [record]), **given, **body.validated_data)
        if verb.starts:
            return Response(Started(made).data, status=status.HTTP_202_ACCEPTED)
        return self._answer(made if record is None else record, new=verb.whole)

    def _answer(self, found: Any, *, new: bool) -> Response:
        if not isinstance(found, Record):
            return Response({"count": found})
        stored = self.page.rows(self.request.user, "view").filter(pk=found.pk).first()
        if stored is None:
            return Response(status=status.HTTP_204_NO_CONTENT)
        said = self.get_serializer(stored).data
        return self._tagged(Response(said, status=201 if new else 200))


def _endpoint(page: Any, verbs: Iterable[Verb]) -> type[VerbEndpoint]:
    """The endpoint class of a model's verbs."""
    members: dict[str, Any] = {
        "page": page,
        "queryset": page.model._default_manager.none(),
        "serializer_class": serializer_for(page),
        "verbs": {},
    }
    for verb in verbs:
        key = f"do_{verb.name.replace('-', '_')}"
        members["verbs"][key] = verb
        members[key] = _handler(key, verb)
    return type(f"{page.model.__name__}VerbEndpoint", (VerbEndpoint,), members)


def _handler(key: str, verb: Verb) -> Any:
    def handle(self: VerbEndpoint, request: Any, pk: str | None = None) -> Response:
        return self.carry_out()

    handle.__name__ = key
    handle.__doc__ = (verb.do.__doc__ or "").strip()
    routed = action(
        detail=not verb.whole, methods=["post"], url_path=verb.name, url_name=verb.name
    )(handle)
    # Last: `action` would write over what describes the function.
    takes = None if verb.takes is Nothing else verb.takes
    gives: Any = {status.HTTP_202_ACCEPTED: Started} if verb.starts else empty
    return extend_schema(request=takes, responses=gives)(routed)


def _readings(page: Any, readings: Iterable[Reading]) -> type[ReadingEndpoint]:
    """The endpoint class of a model's readings."""
    members: dict[str, Any] = {
        "page": page,
        "queryset": page.model._default_manager.none(),
        "serializer_class": serializer_for(page),
        "readings": {},
    }
    for reading in readings:
        key = f"read_{reading.name.replace('-', '_')}"
        members["readings"][key] = reading
        members[key] = _looker(key, reading)
    return type(f"{page.model.__name__}ReadingEndpoint", (ReadingEndpoint,), members)


def _looker(key: str, reading: Reading) -> Any:
    def handle(self: ReadingEndpoint, request: Any) -> Response:
        return self.look()

    handle.__name__ = key
    handle.__doc__ = (reading.read.__doc__ or "").strip()
    query = [] if reading.asks is Nothing else [reading.asks]
    named = {"url_path": reading.name, "url_name": reading.name}
    routed = action(detail=False, methods=["get"], pagination_class=None, **named)(handle)
    return extend_schema(parameters=query, responses=reading.gives)(routed)


def register(router: BaseRouter, found: Iterable[Verb | Reading], page_of: dict[type, Any]) -> None:
    """Route verbs and readings, before the endpoints of their models: a name is no key of a record."""
    grouped: dict[tuple[type, type], list[Any]] = {}
    for one in found:
        grouped.setdefault((one.model, type(one)), []).append(one)
    for (model, sort), ones in grouped.items():
        page = page_of[model]
        name = f"{page.opts().app_label}/{page.url_base}"
        made, word = (_endpoint, "verb") if sort is Verb else (_readings, "reading")
        router.register(name, made(page, ones), basename=f"{name.replace('/', '-')}-{word}")
