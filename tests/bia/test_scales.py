"""The impact scale: a draft nobody feels, in force by an executive, versioned, with its moves shown."""

from datetime import datetime
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from bia.models import BusinessFunction, ImpactScale
from bia.services import answers, interviews, posture, scales
from core.models.papers import State
from estate import services as estate
from tests.bia.building import hours, make_interview, rates

pytestmark = pytest.mark.django_db


def test_the_next_version_has_all_parts_of_the_one_in_force(
    scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    draft = scales.start_draft(by=cast.manager, at=noon)
    assert (draft.number, draft.state, draft.based_on) == (2, State.DRAFT, scale)
    old, new = scales.read(scale), scales.read(draft)
    assert new.bands == old.bands
    assert [one.name for one in new.categories] == [one.name for one in old.categories]
    assert scales.in_force() == scale
    assert scales.start_draft(by=cast.manager, at=noon) == draft


def test_only_an_executive_who_did_not_hand_it_in_puts_it_in_force(
    scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    draft = scales.start_draft(by=cast.manager, at=noon)
    with pytest.raises(ValidationError, match="what changes"):
        scales.submit(draft, by=cast.manager, at=noon)
    draft.reason = "Money is tighter."
    draft.save()
    draft = scales.submit(draft, by=cast.manager, at=noon)
    for other in (cast.manager, cast.head, cast.owner):
        with pytest.raises(PermissionDenied):
            scales.approve(draft, by=other, at=noon)
    assert scales.approve(draft, by=cast.executive, at=noon).state == State.APPROVED
    scale.refresh_from_db()
    assert scale.state == State.SUPERSEDED


def test_a_scale_in_force_and_its_parts_cannot_be_changed(scale: ImpactScale) -> None:
    category = scale.categories.first()
    category.intolerable = 1
    with pytest.raises(IntegrityError), transaction.atomic():
        category.save()


def test_a_draft_shows_which_mtds_it_moves(
    function: BusinessFunction, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    interview = make_interview(function, scale)
    answers.keep(interview, rates(), version=0)
    interviews.submit(interview, by=cast.owner, at=noon)
    interviews.approve(interview, by=cast.head, at=noon)
    draft = scales.start_draft(by=cast.manager, at=noon)
    assert interviews.moves(draft) == []
    draft.categories.filter(key="money").update(intolerable=3)
    (move,) = interviews.moves(draft)
    assert (move.function, move.before.mtd, move.after.mtd) == (function, hours(8), hours(4))


def test_once_in_force_every_function_is_judged_by_the_new_limits(
    function: BusinessFunction, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    interview = make_interview(function, scale)
    answers.keep(interview, {**rates(), "need.n1.name": "Core"}, version=0)
    interviews.submit(interview, by=cast.owner, at=noon)
    interviews.approve(interview, by=cast.head, at=noon)
    draft = scales.start_draft(by=cast.manager, at=noon)
    draft.categories.filter(key="money").update(intolerable=3)
    draft.reason = "Money is tighter."
    draft.save()
    draft = scales.submit(draft, by=cast.manager, at=noon)
    interviews.put_in_force(draft, by=cast.executive, at=noon)
    estate.refresh_readiness(at=noon)
    stands = posture.of(BusinessFunction.objects.get(pk=function.pk))
    impact = posture.impact_of(function)
    assert stands.mtd == hours(4)
    assert impact is not None
    assert impact.implied.mtd == hours(4)
