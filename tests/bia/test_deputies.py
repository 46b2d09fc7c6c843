"""An owner and their deputy are one side: neither decides on what the other owns, signed or answered."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bia.choices import GapKind, ValidationState
from bia.models import (
    BusinessFunction,
    Gap,
    ImpactScale,
    Interview,
    Need,
    Risk,
    RiskTreatment,
    Validation,
)
from bia.services import (
    campaigns,
    gaps,
    interviews,
    invitations,
    riskacceptances,
    scales,
    validation,
)
from bia.work import answers as answers_work
from bia.work import objectives as objectives_work
from bia.work import risks as risks_work
from core.models import Deputy, Grant, MailMessage, Notification, Obligation, User
from core.providers import work_of
from estate.models import Item
from tests.bia.building import hours, make_campaign, make_function, make_interview
from tests.bia.risking import BAD, make_item, make_matrix, make_risk
from tests.bia.test_interviews import fill
from tests.bia.test_validation import round_, row

__all__ = ["round_", "row"]

pytestmark = pytest.mark.django_db

YEAR = timedelta(days=366)


def stand_in(deputy: User, person: User) -> User:
    """The deputy, who stands in for the person besides."""
    Deputy.objects.create(person=person, deputy=deputy, from_on=date(2020, 1, 1))
    return again(deputy)


def again(person: User) -> User:
    """The person as the next request finds them."""
    found: User = User.objects.get(pk=person.pk)
    return found


def head_too(person: User, units: SimpleNamespace) -> User:
    """The person, who is head of claims besides."""
    Grant.objects.get_or_create(person=person, role="unit_head", unit=units.claims)
    units.claims.head = person
    units.claims.save()
    return again(person)


@pytest.fixture
def deputy(cast: SimpleNamespace, person: Callable[..., User]) -> User:
    """Dora, who stands in for the owner."""
    return stand_in(person("dora"), cast.owner)


def actions(record: Interview | Validation | Gap | Risk, person: User) -> str:
    """The page of a record as the person sees it."""
    client = Client()
    client.force_login(person)
    return client.get(record.get_absolute_url()).content.decode()


def handed_in(interview: Interview, *, by: User, at: datetime) -> Interview:
    fill(interview)
    return interviews.submit(interview, by=by, at=at)


# Interviews


def test_the_owners_deputy_who_typed_does_not_approve_for_the_head(
    interview: Interview, cast: SimpleNamespace, person: Callable[..., User], noon: datetime
) -> None:
    dora = stand_in(person("dora"), cast.head)
    interviews.begin(interview, by=stand_in(dora, cast.owner), at=noon)
    Deputy.objects.filter(person=cast.owner).delete()
    dora = again(dora)
    given = handed_in(interview, by=cast.owner, at=noon)
    assert Interview.objects.permitted(dora, "approve").filter(pk=given.pk).exists()
    with pytest.raises(PermissionDenied, match="Whoever answered"):
        interviews.approve(given, by=dora, at=noon)
    assert interviews.approve(given, by=cast.head, at=noon).state == "approved"


def test_a_head_who_stands_in_for_the_owner_does_not_approve(
    interview: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    head = stand_in(cast.head, cast.owner)
    given = handed_in(interview, by=cast.owner, at=noon)
    assert not Notification.objects.filter(person=head).exists()
    assert not list(answers_work.to_approve(head))
    assert "/approve/" not in actions(given, head)
    with pytest.raises(PermissionDenied, match="Whoever answered"):
        interviews.approve(given, by=head, at=noon)


def test_a_head_approves_what_their_own_deputy_owns(
    interview: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    owner = stand_in(cast.owner, cast.head)
    given = handed_in(interview, by=owner, at=noon)
    with pytest.raises(PermissionDenied, match="Whoever answered"):
        interviews.approve(given, by=owner, at=noon)
    assert interviews.approve(given, by=cast.head, at=noon).state == "approved"


# Objectives, gaps, risks, scales


@pytest.mark.parametrize("signer_is_deputy", [True, False])
def test_owner_and_deputy_do_not_approve_what_the_other_signed(
    *,
    row: Validation,
    cast: SimpleNamespace,
    units: SimpleNamespace,
    deputy: User,
    noon: datetime,
    signer_is_deputy: bool,
) -> None:
    signer, other = (deputy, cast.owner) if signer_is_deputy else (cast.owner, deputy)
    other = head_too(other, units)
    signed = validation.sign(row, by=signer, at=noon, rto=hours(5), reason="Later.")
    assert not Notification.objects.filter(person=other, key__contains="signed").exists()
    with pytest.raises(PermissionDenied, match="nor their deputy"):
        validation.approve(signed, by=other, at=noon)
    assert not [one for one in objectives_work.to_validate(other) if one.icon == "signature"]
    assert "/approve/" not in actions(signed, other)
    assert validation.approve(signed, by=cast.head, at=noon).state == ValidationState.AGREED


def test_what_the_owners_deputy_proposed_and_the_owner_accepts_waits_for_the_head(
    row: Validation, cast: SimpleNamespace, noon: datetime
) -> None:
    stand_in(cast.coordinator, cast.owner)
    assert validation.sign(row, by=cast.owner, at=noon).state == ValidationState.SIGNED


@pytest.mark.parametrize("owns", ["gap", "function"])
@pytest.mark.parametrize("as_deputy", [True, False])
def test_a_gap_is_not_accepted_by_its_own_side(
    *,
    function: BusinessFunction,
    cast: SimpleNamespace,
    units: SimpleNamespace,
    deputy: User,
    noon: datetime,
    owns: str,
    as_deputy: bool,
) -> None:
    gap = Gap.objects.create(function=function, kind=GapKind.RECOVERY, title="Late", opened_at=noon)
    if owns == "gap":
        Item.objects.filter(pk=function.item_id).update(owner=None)
        gap.owner = cast.owner
        gap.save()
    side = head_too(deputy if as_deputy else cast.owner, units)
    gap = Gap.objects.get()
    with pytest.raises(PermissionDenied, match="does not accept it"):
        gaps.accept(gap, by=side, at=noon, until=noon.date() + YEAR, reason="Soon.")
    assert "/accept/" not in actions(gap, side)
    assert "/accept/" in actions(gap, cast.head)
    assert gaps.accept(gap, by=cast.head, at=noon, until=noon.date() + YEAR, reason="Soon.").outcome


def test_a_gap_is_borne_a_year_at_most(
    function: BusinessFunction, cast: SimpleNamespace, noon: datetime
) -> None:
    gap = Gap.objects.create(function=function, kind=GapKind.DATA, title="Late", opened_at=noon)
    longer = noon.date() + YEAR + timedelta(days=1)
    with pytest.raises(ValidationError, match="within a year"):
        gaps.accept(gap, by=cast.head, at=noon, until=longer, reason="Soon.")


def test_the_deputy_of_a_risks_owner_does_not_accept_it(
    cast: SimpleNamespace, units: SimpleNamespace, deputy: User, noon: datetime
) -> None:
    make_matrix(by=cast.manager, approver=cast.executive, at=noon)
    item = make_item("Claims core", unit=units.claims, owner=cast.owner, at=noon)
    risk = Risk.objects.get(pk=make_risk(item, at=noon, **BAD).pk)
    side, until = head_too(deputy, units), noon.date() + YEAR
    with pytest.raises(PermissionDenied, match="Who owns a risk"):
        riskacceptances.accept(risk, by=side, at=noon, until=until, reason="Soon.")
    assert "/accept/" not in actions(risk, side)
    assert not list(risks_work.risks_nobody_bears(side))
    assert list(risks_work.risks_nobody_bears(head_too(cast.head, units)))
    assert riskacceptances.accept(risk, by=cast.head, at=noon, until=until, reason="Soon.").pk


def test_the_deputy_of_who_submits_a_scale_does_not_approve_it(
    scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> None:
    draft = scales.start_draft(by=cast.manager, at=noon)
    draft.reason = "Clearer words."
    draft.save()
    scales.submit(draft, by=cast.manager, at=noon)
    side = stand_in(cast.executive, cast.manager)
    assert not list(answers_work.to_approve(side))
    with pytest.raises(PermissionDenied, match="Who submits does not approve"):
        scales.approve(ImpactScale.objects.get(pk=draft.pk), by=side, at=noon)


# What waits, and what is sent


def test_what_waits_for_an_owner_waits_for_their_deputy_too(
    interview: Interview,
    cast: SimpleNamespace,
    units: SimpleNamespace,
    deputy: User,
    noon: datetime,
) -> None:
    make_matrix(by=cast.manager, approver=cast.executive, at=noon)
    mine = {"owner": cast.owner, "at": noon, "unit": units.claims}
    risk = make_risk(make_item("Claims core", **mine), residual_likelihood=None, at=noon)
    gap = Gap.objects.create(
        function=interview.function, kind=GapKind.DATA, title="Late", reason="No copy.",
        owner=cast.owner, opened_at=noon,
    )  # fmt: skip
    treatment = RiskTreatment.objects.create(
        risk=risk, what="A second line", owner=cast.owner, due_on=noon.date(), state="planned"
    )
    duty = Obligation.objects.create(
        key="x", kind="x", title="Test the copy", owner=cast.owner, due_on=noon.date(),
        late_after=noon.date(), url="/calendar/",
    )  # fmt: skip
    for person in (cast.owner, deputy):
        found = {one.url: one.why for one in work_of(person)}
        for record in (gap, treatment, risk):
            assert found[record.get_absolute_url()]
        assert found[f"/bia/interviews/{interview.pk}/answer/"]
        assert duty.url in found
    assert found[gap.get_absolute_url()] == "For Olga: No copy."
    assert "For " not in {one.url: one.why for one in work_of(cast.owner)}[gap.get_absolute_url()]
    assert gap.get_absolute_url() not in {one.url for one in work_of(cast.stranger)}


def test_who_rests_on_a_function_is_asked_of_the_owners_deputy_too(
    interview: Interview, cast: SimpleNamespace, deputy: User, noon: datetime
) -> None:
    other = make_function("Letters", unit=interview.function.item.unit, owner=None, at=noon)
    said = make_interview(
        other, interview.scale, state="approved", approved_at=noon, approved_by=cast.head
    )
    Need.objects.create(
        interview=said, kind="service", name="Claims payment", item=interview.function.item
    )
    (waiting,) = answers_work.to_confirm(deputy)
    assert waiting.why == "For Olga: Say whether it is so: Letters."


def test_the_deputys_work_takes_as_many_queries_for_many_as_for_few(
    *,
    function: BusinessFunction,
    scale: ImpactScale,
    cast: SimpleNamespace,
    units: SimpleNamespace,
    deputy: User,
    noon: datetime,
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            list(work_of(again(deputy)))
        return len(seen)

    def more(count: int) -> None:
        for number in range(count):
            name = f"{count} {number}"
            made = make_function(name, unit=units.claims, owner=cast.owner, at=noon)
            make_interview(made, scale)
            Gap.objects.create(
                function=made, kind=GapKind.DATA, title=name, owner=cast.owner, opened_at=noon
            )

    more(3)
    few = queries()
    more(9)
    assert queries() == few


def test_what_an_owner_is_sent_about_a_campaign_goes_to_their_deputy_too(
    function: BusinessFunction,
    scale: ImpactScale,
    cast: SimpleNamespace,
    units: SimpleNamespace,
    deputy: User,
) -> None:
    now = timezone.now()
    own = make_function("Letters", unit=units.claims, owner=deputy, at=now)
    campaign = make_campaign(due_on=now.date() + timedelta(days=20))
    campaigns.plan(campaign, [function, own], by=cast.manager, at=now)
    campaign = campaigns.start(campaign, by=cast.manager, at=now)
    (mail,) = MailMessage.objects.filter(to=deputy.email)
    assert mail.text.count("(for Olga)") == 1
    assert mail.text.count("/l/") == 2
    assert MailMessage.objects.get(to=cast.owner.email).text.count("/l/") == 1
    assert campaigns.remind(campaign, by=cast.manager, at=now + timedelta(days=1)) == 2
    assert MailMessage.objects.filter(to=deputy.email).count() == 2
    interview = Interview.objects.get(function=function)
    invitations.ask_to_confirm(interview, by=cast.manager, at=now)
    last = MailMessage.objects.filter(to=deputy.email).latest("pk")
    assert last.subject == "For Olga: What you said about “Claims payment”"
    client = Client()
    home = client.post(re.findall(r"/l/\S+", last.text)[0]).headers["Location"]
    assert ">Hand in<" in client.get(f"{home}review/").content.decode()
