"""The impact scale: a draft nobody feels, in force by an executive, versioned, with its moves shown."""

from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from bia.choices import ScoringModel
from bia.models import BusinessFunction, ImpactLevel, ImpactScale, Interview
from bia.services import answers, interviews, posture, rejudging, scales
from core.models.papers import State
from estate import services as estate
from tests.bia.building import hours, make_function, make_interview, rates

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
    assert rejudging.moves(draft) == []
    draft.categories.filter(key="money").update(intolerable=3)
    (move,) = rejudging.moves(draft)
    assert (move.function, move.before.mtd, move.after.mtd) == (function, hours(8), hours(4))


def test_what_a_draft_moves_is_read_in_as_many_queries_for_many_functions(
    units: SimpleNamespace,
    scale: ImpactScale,
    cast: SimpleNamespace,
    noon: datetime,
    django_assert_max_num_queries: Any,
) -> None:
    def answered(count: int) -> None:
        for at in range(count):
            function = make_function(f"{count}.{at}", unit=units.claims, owner=cast.owner, at=noon)
            interview = make_interview(function, scale)
            answers.keep(interview, rates(), version=0)
            interviews.submit(interview, by=cast.owner, at=noon)
            interviews.approve(interview, by=cast.head, at=noon)

    answered(3)
    draft = scales.start_draft(by=cast.manager, at=noon)
    draft.categories.filter(key="money").update(intolerable=3)
    with django_assert_max_num_queries(30) as few:
        assert len(rejudging.moves(draft)) == 3
    answered(9)
    with django_assert_max_num_queries(len(few)):
        assert len(rejudging.moves(draft)) == 12


def test_the_next_version_asks_for_its_reason(
    scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    draft = scales.start_draft(by=cast.manager, at=noon)
    client = Client()
    client.force_login(cast.manager)
    address = f"/bia/scales/{draft.pk}/edit/"
    assert client.get(address).context["form"].fields["reason"].required
    answer = client.post(address, {"title": "Scale", "reason": ""})
    assert answer.status_code == 422
    assert "Say what changes, and why" in answer.content.decode()


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
    rejudging.put_in_force(draft, by=cast.executive, at=noon)
    estate.refresh_readiness(at=noon)
    stands = posture.of(BusinessFunction.objects.get(pk=function.pk))
    impact = posture.impact_of(function)
    assert stands.mtd == hours(4)
    assert impact is not None
    assert impact.implied.mtd == hours(4)


def test_what_is_never_intolerable_is_told_as_a_lower_bound(
    interview: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    core = estate.create_item(kind="application", name="Claims core", by=None, at=noon)
    estate.record_claim(item=core, likely=hours(5), by=None, at=noon)
    mild = rates(dict.fromkeys(("money", "members", "law"), "001122"))
    answers.keep(interview, {**mild, "wrt": "8 h", "need.n1.name": "Claims core"}, version=0)
    interviews.submit(interview, by=cast.owner, at=noon)
    interviews.approve(interview, by=cast.head, at=noon)
    estate.refresh_readiness(at=noon)
    stands = posture.of(BusinessFunction.objects.get())
    assert (stands.mtd, stands.mtd_text, stands.need_text) == (
        None,
        "≥\u00a07 days",
        "≥\u00a06 days 16 h",
    )
    client = Client()
    client.force_login(cast.manager)
    for page in ("/bia/businessfunction/", stands_at := interview.function.get_absolute_url()):
        assert "≥\u00a07 days" in client.get(page).content.decode(), page
    assert (
        "nothing becomes intolerable within the times asked"
        in client.get(stands_at).content.decode()
    )
    board = interview.campaign.get_absolute_url() if interview.campaign else "/bia/interview/"
    for page in ("/bia/interview/", board):
        assert "≥\u00a07 days" in client.get(page).content.decode(), page
    assert "≥\u00a06 days 16 h" in client.get("/bia/interview/").content.decode()
    for page in (
        "/bia/businessfunction/",
        stands_at,
        "/estate/item/",
        interview.function.item.get_absolute_url(),
    ):
        told = client.get(page, follow=True).content.decode()
        assert told.count("6 days 16 h") == told.count("≥\u00a06 days 16 h") > 0, page


def test_an_older_interview_says_what_the_scale_in_force_makes_of_it(
    interview: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    answers.keep(interview, {**rates(), "wrt": "1 h"}, version=0)
    interviews.submit(interview, by=cast.owner, at=noon)
    interviews.approve(interview, by=cast.head, at=noon)
    draft = scales.start_draft(by=cast.manager, at=noon)
    draft.categories.filter(key="money").update(intolerable=3)
    draft.reason = "Money is intolerable earlier"
    draft.save()
    client = Client()
    client.force_login(cast.manager)
    page = interview.get_absolute_url()
    assert "in force since" not in client.get(page).content.decode()
    scales.submit(draft, by=cast.manager, at=noon)
    rejudging.put_in_force(draft, by=cast.executive, at=noon)
    assert (
        "Version 2 is in force since 12 May 2026: by it the MTD is 4 h"
        in client.get(page).content.decode()
    )
    assert "by scale version 1" in client.get("/bia/interview/").content.decode()


def test_an_amount_outside_the_intolerable_level_is_refused(
    scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    draft = scales.start_draft(by=cast.manager, at=noon)
    draft.reason = "Money is intolerable earlier"
    draft.save()
    category = draft.categories.get(key="money")
    category.tolerance, category.intolerable = Decimal(250_000), 3
    category.model = ScoringModel.MIXED
    category.save()
    level, _new = ImpactLevel.objects.get_or_create(category=category, level=3)
    level.money_from, level.money_to = Decimal(50_000), Decimal(250_000)
    level.save()
    with pytest.raises(ValidationError, match="250,000 is too much, but the intolerable level 3"):
        scales.submit(draft, by=cast.manager, at=noon)
    level.money_from, level.money_to = Decimal(250_000), None
    level.save()
    assert scales.submit(draft, by=cast.manager, at=noon).state == State.REVIEW


def test_a_scale_folds_on_a_phone_with_its_levels_named(
    scale: ImpactScale, cast: SimpleNamespace, client: Client
) -> None:
    client.force_login(cast.manager)
    page = client.get(scale.get_absolute_url()).content.decode()
    assert 'class="data folds bia-scale"' in page
    assert page.count('data-label="4 · intolerable"') == 3
