"""Verdicts are called current only when they have seen every change that raised the revision."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connections, transaction

from core.models import Job, Unit
from estate import services
from estate.models import Item, Readiness
from tests.conftest import NOON

pytestmark = pytest.mark.django_db(transaction=True)

SOON = NOON + timedelta(minutes=1)
LATER = NOON + timedelta(minutes=2)


@pytest.fixture
def item(units: SimpleNamespace) -> Item:
    """A server that must be back in an hour."""
    unit: Unit = units.operations
    made = services.create_item(kind="server", name="host-1", unit=unit, by=None, at=NOON)
    services.set_objective(item=made, agreed_rto=timedelta(hours=1), by=None, at=NOON)
    return made


@contextmanager
def meanwhile(change: Callable[[], object], *, keep: bool = True) -> Iterator[None]:
    """Another connection has made a change and commits it, or takes it back, only at the end."""
    made, end = threading.Event(), threading.Event()

    def write() -> None:
        with closing(connections["default"]), transaction.atomic():
            change()
            made.set()
            end.wait(20)
            transaction.set_rollback(not keep)

    other = threading.Thread(target=write)
    other.start()
    assert made.wait(20)
    try:
        yield
    finally:
        end.set()
        other.join()


def claim(item: Item) -> Callable[[], object]:
    return lambda: services.record_claim(item=item, likely=timedelta(hours=9), by=None, at=NOON)


def test_what_was_not_seen_is_not_called_current(item: Item) -> None:
    with meanwhile(claim(item)):
        services.refresh_readiness(at=NOON)
        assert not services.is_current(at=NOON)
    assert Readiness.objects.get(item=item).claim is None
    assert not services.is_current(at=NOON)
    services.refresh_readiness(at=SOON)
    assert Readiness.objects.get(item=item).claim == timedelta(hours=9)
    assert services.is_current(at=SOON)


def test_what_is_taken_back_leaves_current_verdicts_behind(item: Item) -> None:
    with meanwhile(claim(item), keep=False):
        services.refresh_readiness(at=NOON)
    services.refresh_readiness(at=SOON)
    assert Readiness.objects.get(item=item).claim is None
    assert services.is_current(at=SOON)


def test_the_graph_of_this_process_is_not_kept_while_others_write(item: Item) -> None:
    with meanwhile(claim(item)):
        services.load_graph()
    (node,) = (node for node in services.load_graph().model.nodes if node.id == str(item.pk))
    assert node.claim is not None


def test_it_is_asked_for_again_after_a_look_that_saw_too_little(item: Item) -> None:
    Job.objects.all().delete()
    with meanwhile(claim(item)):
        first = services.request_readiness(at=NOON)
        assert first is not None
        services.refresh_readiness(at=NOON)
        Job.objects.filter(pk=first.pk).update(state=Job.State.DONE)
    second = services.request_readiness(at=SOON)
    assert second is not None
    assert second.pk != first.pk
    assert second.state == Job.State.QUEUED
    services.refresh_readiness(at=LATER)
    assert services.request_readiness(at=LATER) is None


def test_ones_own_change_is_seen_and_not_kept_when_it_is_taken_back(item: Item) -> None:
    with transaction.atomic():
        claim(item)()
        services.refresh_readiness(at=NOON)
        assert services.is_current(at=NOON)
        transaction.set_rollback(True)
    (node,) = (node for node in services.load_graph().model.nodes if node.id == str(item.pk))
    assert node.claim is None
