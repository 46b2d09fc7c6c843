"""REST endpoints from the same declaration as the pages: same rows, fields, filters and services."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from rest_framework import exceptions, serializers, status, viewsets
from rest_framework.permissions import BasePermission
from rest_framework.response import Response
from rest_framework.routers import BaseRouter
from rest_framework.views import APIView, exception_handler

from core import services
from core.durations import iso_duration, parse_duration
from core.fields import DurationField
from core.models import User

ACTION = {
    "GET": "view",
    "HEAD": "view",
    "OPTIONS": "view",
    "POST": "add",
    "PUT": "change",
    "PATCH": "change",
    "DELETE": "delete",
}


class MayUse(BasePermission):
    """Asks the one table of roles for the action on the model."""

    def has_permission(self, request: Any, view: Any) -> bool:
        user = request.user
        allowed: bool = user.is_authenticated and user.access.may(view.right, view.page.model)
        return allowed


class IsoDuration(serializers.Field):  # type: ignore[type-arg]
    """An elapsed time: ISO 8601 out, ISO 8601 or words in."""

    def to_representation(self, value: Any) -> str:
        return iso_duration(value)

    def to_internal_value(self, data: Any) -> Any:
        try:
            return parse_duration(str(data))
        except ValueError as error:
            raise serializers.ValidationError(str(error)) from error


class DescribeDuration(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]
    """Tells the API description what a duration looks like."""

    target_class = "core.api.IsoDuration"

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        return {"type": "string", "format": "duration", "example": "PT4H"}


class VisibleField(serializers.PrimaryKeyRelatedField[Any]):
    """A relation by its key; rows the person may not see do not exist.

    What is retired and who is deactivated stay where they stand and are given nothing new.
    """

    default_error_messages = {
        "retired": gettext_lazy("“{record}” is retired. Choose one in use."),
        "deactivated": gettext_lazy("“{record}” is deactivated. Choose somebody else."),
    }

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        if rows is None or not hasattr(rows, "visible_to"):
            return rows
        request = self.context.get("request")
        return rows.visible_to(request.user) if request else rows.none()

    def to_internal_value(self, data: Any) -> Any:
        record = super().to_internal_value(data)
        if getattr(record, "is_in_use", True) or record.pk == self._present():
            return record
        self.fail("deactivated" if isinstance(record, User) else "retired", record=record)

    def _present(self) -> Any:
        """The key of the row that stands here now."""
        stored = getattr(self.parent, "instance", None)
        return getattr(self.get_attribute(stored), "pk", None) if stored else None


class RecordSerializer(serializers.ModelSerializer[Any]):
    """Relations may name only rows the person may see."""

    serializer_related_field = VisibleField
    serializer_field_mapping = {
        **serializers.ModelSerializer.serializer_field_mapping,
        DurationField: IsoDuration,
    }
    prefetch: tuple[str, ...] = ()
    """Relations from which many rows are read with each record."""


def serializer_for(page: Any) -> type[RecordSerializer]:
    """A serializer of the page's fields with id, version and dates."""
    own_class: type[RecordSerializer] | None = page.serializer_class
    if own_class:
        return own_class
    own = ["id", "version", "created_at", "updated_at"]
    meta = type(
        "Meta",
        (),
        {
            "model": page.model,
            "fields": [*own[:2], *page.fields, *own[2:]],
            "read_only_fields": own,
        },
    )
    return type(f"{page.model.__name__}Serializer", (RecordSerializer,), {"Meta": meta})


class PreconditionFailed(exceptions.APIException):
    """If-Match names another version than the stored one."""

    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_code = "changed_meanwhile"


class PreconditionRequired(exceptions.APIException):
    """A change came without If-Match."""

    status_code = status.HTTP_428_PRECONDITION_REQUIRED
    default_code = "if_match_required"


def explain_error(error: Exception, context: dict[str, Any]) -> Response | None:
    """Errors of our services as answers with a sentence."""
    if isinstance(error, ValidationError):
        detail = (
            error.message_dict
            if hasattr(error, "error_dict")
            else {"non_field_errors": error.messages}
        )
        return Response(detail, status=status.HTTP_400_BAD_REQUEST)
    if isinstance(error, services.InUse):
        return Response({"detail": str(error)}, status=status.HTTP_409_CONFLICT)
    if isinstance(error, services.Conflict):
        return Response({"detail": str(error)}, status=status.HTTP_412_PRECONDITION_FAILED)
    if isinstance(error, IntegrityError):
        sentence = _("Somebody else wrote the same at this moment. Read what is stored now.")
        return Response({"detail": sentence}, status=status.HTTP_409_CONFLICT)
    return exception_handler(error, context)


class Rows(viewsets.GenericViewSet[Any]):
    """The rows of one Pages class, as far as the person may see them and has the right asked for."""

    page: Any
    request: Any
    serializer_class: type[RecordSerializer]
    permission_classes = [MayUse]

    @property
    def right(self) -> str:
        """The action of the table of roles that this request asks for."""
        return ACTION[self.request.method]

    def get_queryset(self) -> Any:
        return self.page.rows(self.request.user, "view").order_by("pk")

    def get_object(self) -> Any:
        record = super().get_object()
        services.require(self.request.user, self.right, record)
        return record

    def _expected(self, record: Any) -> int:
        return int(self._seen(record.version))

    def _seen(self, version: int | str) -> str:
        """The version in If-Match; refused where it is missing or another than this one."""
        tag: str = self.request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
        if not tag:
            raise PreconditionRequired(_("Send the version you read in the header If-Match."))
        if tag != str(version):
            raise PreconditionFailed(_("The record was changed meanwhile. Read it again."))
        return tag

    @staticmethod
    def _tagged(response: Response) -> Response:
        response["ETag"] = f'"{response.data["version"]}"'
        return response


class Endpoint(Rows, viewsets.ModelViewSet[Any]):
    """The endpoint of one Pages class."""

    def get_queryset(self) -> Any:
        return super().get_queryset().prefetch_related(*self.serializer_class.prefetch)

    def filter_queryset(self, queryset: Any) -> Any:
        if self.action != "list":
            return queryset
        filterset = self.page.make_filterset()(
            self.request.GET, queryset=queryset, request=self.request
        )
        if not filterset.is_valid():
            raise exceptions.ValidationError(filterset.errors)
        return filterset.qs

    def retrieve(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        return self._tagged(super().retrieve(request, *args, **kwargs))

    def create(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        return self._tagged(super().create(request, *args, **kwargs))

    def update(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        return self._tagged(super().update(request, *args, **kwargs))

    def perform_create(self, serializer: Any) -> None:
        self._write(serializer, self.page.model(), None)

    def perform_update(self, serializer: Any) -> None:
        self._write(serializer, serializer.instance, self._expected(serializer.instance))

    def perform_destroy(self, instance: Any) -> None:
        self._expected(instance)
        self.page.remove(instance, by=self.request.user, at=timezone.now())

    def _write(self, serializer: Any, record: Any, version: int | None) -> None:
        values = dict(serializer.validated_data)
        serializer.instance = self.page.change(
            record, values, by=self.request.user, at=timezone.now(), version=version
        )


class Nowhere(APIView):
    """An address of the API that leads nowhere: said as every other refusal is."""

    schema = None

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        raise exceptions.NotFound(_("There is nothing here. The addresses stand at /api/docs/."))


def viewset_for(page: Any) -> type[Endpoint]:
    """The endpoint class of a Pages class; reads only where the pages only read."""
    offered = {role.value for role in page.roles}
    methods = ["get", "head", "options"]
    methods += ["post"] if "create" in offered else []
    methods += ["put", "patch"] if "update" in offered else []
    methods += ["delete"] if "delete" in offered else []
    members = {
        "page": page,
        "queryset": page.model._default_manager.none(),
        "serializer_class": serializer_for(page),
        "http_method_names": methods,
        "__doc__": (page.model.__doc__ or "").strip(),
    }
    return type(f"{page.model.__name__}Endpoint", (Endpoint,), members)


def register(router: BaseRouter, *pages: Any) -> None:
    """Route the endpoints of these Pages classes under /api/<module>/<model>/."""
    for page in pages:
        name = f"{page.opts().app_label}/{page.url_base}"
        router.register(name, viewset_for(page), basename=name.replace("/", "-"))
