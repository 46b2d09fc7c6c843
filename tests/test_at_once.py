"""Several people who do the same at the same moment: one does it, the others are told, nothing breaks."""

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime
from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, connections, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from bia.models import ImpactScale
from bia.services import scales
from core import services as core
from core.api import explain_error
from core.middleware import NotCarriedOut
from core.models import Unit, User
from estate import services
from estate.models import Dependency
from tests.bia.building import make_scale
from tests.core.waiting import until

OTHERS = 5
JSON = "application/json"
Answers = list[HttpResponse]


@contextmanager
def others(by: User, path: str, data: Any, **how: Any) -> Iterator[Answers]:
    """Others send this while the block holds what it wrote; their answers are there afterwards."""
    answers: Answers = []

    def send(client: Client) -> None:
        with closing(connections["default"]):
            answers.append(client.post(path, data, **how))

    clients = [Client() for _other in range(OTHERS)]
    for client in clients:
        client.force_login(by)
    threads = [Thread(target=send, args=[client]) for client in clients]
    with ExitStack() as held:
        held.enter_context(transaction.atomic())
        yield answers
        for thread in threads:
            thread.start()
        until(all_wait)
    for thread in threads:
        thread.join()


def all_wait() -> bool:
    """Whether all the others are held up by what this test has not yet committed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0] == OTHERS)


@pytest.mark.django_db(transaction=True)
def test_next_version_is_the_one_already_begun(cast: SimpleNamespace, noon: datetime) -> None:
    make_scale(by=cast.manager, approver=cast.executive, at=noon)
    with others(cast.manager, "/bia/scales/next/", {}) as answers:
        draft = scales.first_draft(by=cast.manager, at=noon)
    assert {answer.headers["Location"] for answer in answers} == {f"/bia/scales/{draft.pk}/edit/"}
    assert ImpactScale.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_first_version_is_begun_once(cast: SimpleNamespace, noon: datetime) -> None:
    with others(cast.manager, "/bia/scales/next/", {}) as answers:
        draft = scales.first_draft(by=cast.manager, at=noon)
    assert {answer.headers["Location"] for answer in answers} == {f"/bia/scales/{draft.pk}/edit/"}
    assert ImpactScale.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_form_says_what_is_there_already(
    cast: SimpleNamespace, units: SimpleNamespace, noon: datetime
) -> None:
    values = {"name": "Legal", "parent": units.operations.pk}
    with others(cast.administrator, "/unit/new/", values) as answers:
        core.save(Unit(name="Legal", parent=units.operations), by=None, at=noon)
    assert {answer.status_code for answer in answers} == {422}
    assert all("already has a unit of that name" in a.content.decode() for a in answers)
    assert Unit.objects.filter(name="Legal").count() == 1


@pytest.mark.django_db(transaction=True)
def test_same_dependency_is_made_once(
    cast: SimpleNamespace, noon: datetime, organisation: Any
) -> None:
    one, other = (
        services.create_item(kind="server", name=name, by=None, at=noon) for name in ("A", "B")
    )
    values = {"dependent": one.pk, "provider": other.pk}
    row = Dependency(dependent=one, provider=other)
    with others(cast.manager, reverse("estate:dependency-create"), values) as answers:
        services.save_dependency(row, by=None, at=noon)
    assert {answer.status_code for answer in answers} == {422}
    assert all("recorded already" in answer.content.decode() for answer in answers)
    assert Dependency.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_api_says_it_too(cast: SimpleNamespace, units: SimpleNamespace, noon: datetime) -> None:
    values = {"name": "Legal", "parent": units.operations.pk}
    with others(cast.administrator, "/api/core/unit/", values, content_type=JSON) as answers:
        core.save(Unit(name="Legal", parent=units.operations), by=None, at=noon)
    assert {answer.status_code for answer in answers} == {400}
    assert all("already has a unit of that name" in a.content.decode() for a in answers)


@pytest.mark.parametrize(
    ("error", "status", "sentence"),
    [
        (IntegrityError("duplicate key"), 409, "theirs was first and is kept"),
        (ValidationError("Somebody works on it already."), 422, "Somebody works on it already."),
    ],
)
def test_refusal_nobody_minded_is_a_page(
    error: Exception, status: int, sentence: str, rf: RequestFactory
) -> None:
    request = rf.post("/anything/")
    request.user = AnonymousUser()
    answer = NotCarriedOut(lambda _request: HttpResponse()).process_exception(request, error)
    assert answer is not None
    assert (answer.status_code, sentence in answer.content.decode()) == (status, True)
    assert NotCarriedOut(_never).process_exception(request, KeyError("a fault of ours")) is None


def _never(request: HttpRequest) -> HttpResponse:
    raise AssertionError


def test_api_answers_what_only_the_database_refuses() -> None:
    answer = explain_error(IntegrityError("duplicate key"), {})
    assert answer is not None
    assert (answer.status_code, "at this moment" in answer.data["detail"]) == (409, True)
