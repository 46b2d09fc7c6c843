"""What hangs below a record over the API: read in one piece, and changed by naming what changes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, serializers
from rest_framework.decorators import action
from rest_framework.generics import get_object_or_404
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.routers import BaseRouter

from core.api import Rows, serializer_for
from core.models import Record

BODY = {"application/json": {"type": "object", "additionalProperties": {"type": "string"}}}


@dataclass(frozen=True)
class Part:
    """One part of a model's records: GET and PATCH /api/<module>/<model>/<id>/<name>/."""

    model: type[Record]
    name: str
    rows: Callable[[Any], Any]
    """The records whose part a person may read, with a role or without one."""
    read: Callable[..., Any]
    """Takes the record and `by`; what it gives has a `version`."""
    write: Callable[..., Any]
    """Takes the record, the texts sent by name, `by`, `at` and the `version` read; asks the right.

    It compares the version once more, under its lock.
    """
    gives: type[serializers.Serializer[Any]]


class PartEndpoint(Rows):
    """A part of the records of one Pages class."""

    part: Part
    permission_classes = [IsAuthenticated]

    def look(self, pk: str | None) -> Response:
        """Read it as it is now."""
        return self._said(self._record(pk))

    def put(self, pk: str | None) -> Response:
        """Check version and body, in this order; then write it, and read it as it is then."""
        record, by = self._record(pk), self.request.user
        version = self._seen(self.part.read(record, by=by).version)
        sent = self.request.data
        if not isinstance(sent, dict) or not sent:
            raise exceptions.ParseError(
                _("Send what changes: an object of names with their texts.")
            )
        text = serializers.CharField(allow_blank=True, trim_whitespace=False)
        said = serializers.DictField(child=text).run_validation(sent)
        self.part.write(record, said, by=by, at=timezone.now(), version=version)
        return self._said(self._record(pk))

    def _record(self, pk: str | None) -> Any:
        return get_object_or_404(self.part.rows(self.request.user), pk=pk)

    def _said(self, record: Any) -> Response:
        found = self.part.read(record, by=self.request.user)
        return self._tagged(Response(self.part.gives(found).data))


def _endpoint(page: Any, part: Part) -> type[PartEndpoint]:
    """The endpoint class of a part."""

    def show(self: PartEndpoint, request: Any, pk: str | None = None) -> Response:
        return self.look(pk)

    def change(self: PartEndpoint, request: Any, pk: str | None = None) -> Response:
        return self.put(pk)

    show.__doc__, change.__doc__ = part.read.__doc__, part.write.__doc__
    shown = action(detail=True, methods=["get"], url_path=part.name, url_name=part.name)(show)
    changed = shown.mapping.patch(change)
    members: dict[str, Any] = {
        "page": page,
        "queryset": page.model._default_manager.none(),
        "serializer_class": serializer_for(page),
        "part": part,
        # Last: `action` would write over what describes the function.
        "show": extend_schema(responses=part.gives)(shown),
        "change": extend_schema(request=BODY, responses=part.gives)(changed),
    }
    return type(f"{page.model.__name__}PartEndpoint", (PartEndpoint,), members)


def register(router: BaseRouter, parts: Iterable[Part], page_of: dict[type, Any]) -> None:
    """Route parts, before the endpoints of their models."""
    for part in parts:
        page = page_of[part.model]
        name = f"{page.opts().app_label}/{page.url_base}"
        router.register(name, _endpoint(page, part), basename=f"{name.replace('/', '-')}-part")
