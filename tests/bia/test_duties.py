"""Who answered does not approve; who may only read returns nothing and imports nothing."""

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bia.models import BusinessFunction, GuidedSession, ImpactScale, Interview
from bia.services import answers, answersheet, answersheetread, campaigns, interviews
from bia.work import answers as answers_work
from core.models import Deputy, Draft, Grant, Notification, User
from tests.bia.building import DESCRIBED, make_function, make_interview, rates
from tests.bia.test_answersheet import filled, proposed
from tests.bia.test_interviews import fill

pytestmark = pytest.mark.django_db

SHEET = b"Process,Department,Owner\nClaims handling,Claims,olga@example.org\n"


def head_of_claims(person: User, units: SimpleNamespace) -> User:
    """The person, who is head of claims besides."""
    Grant.objects.create(person=person, role="unit_head", unit=units.claims)
    return User.objects.get(pk=person.pk)


def hand_in(interview: Interview, *, by: User, at: datetime) -> Interview:
    answers.keep(interview, {**rates(), "wrt": "2 h"}, version=0)
    return interviews.submit(interview, by=by, at=at)


def test_an_owner_who_is_head_too_does_not_approve(
    interview: Interview, cast: SimpleNamespace, units: SimpleNamespace, noon: datetime
) -> None:
    handed_in = hand_in(interview, by=cast.owner, at=noon)
    owner = head_of_claims(cast.owner, units)
    assert Interview.objects.permitted(owner, "approve").filter(pk=interview.pk).exists()
    with pytest.raises(PermissionDenied, match="Whoever answered"):
        interviews.approve(handed_in, by=owner, at=noon)
    assert interviews.approve(handed_in, by=cast.head, at=noon).state == "approved"


def test_whoever_handed_in_does_not_approve_as_head(
    interview: Interview, cast: SimpleNamespace, units: SimpleNamespace, noon: datetime
) -> None:
    Deputy.objects.create(person=cast.owner, deputy=cast.manager, from_on=date(2020, 1, 1))
    manager = head_of_claims(cast.manager, units)
    handed_in = hand_in(interview, by=manager, at=noon)
    Deputy.objects.all().delete()
    manager = User.objects.get(pk=manager.pk)
    with pytest.raises(PermissionDenied, match="Whoever answered"):
        interviews.approve(handed_in, by=manager, at=noon)
    assert Interview.objects.get(pk=interview.pk).state == "submitted"
    assert interviews.approve(handed_in, by=cast.head, at=noon).state == "approved"


def by_upload(interview: Interview, *, by: User, at: datetime) -> None:
    """The person takes a workbook over for the owner."""
    back = filled(answersheet.workbook([interview], at=at), purpose="Pays")
    (found,) = proposed(back, interview)
    answersheetread.take_over(found, {}, by=by, at=at)


def by_typing(interview: Interview, *, by: User, at: datetime) -> None:
    """The person types on the owner's page."""
    client = Client()
    client.force_login(by)
    was = {"purpose": DESCRIBED["purpose"]}
    said = {"changes": {"purpose": "Pays"}, "was": was, "version": 0}
    place = reverse("bia:interview-place", args=[interview.pk, "save"])
    assert client.post(place, said, content_type="application/json").status_code == 200


def by_asking(interview: Interview, *, by: User, at: datetime) -> None:
    """The person asks the owner and types; the session alone says so."""
    GuidedSession.objects.create(interview=interview, facilitator=by, began_at=at, ended_at=at)


@pytest.mark.parametrize("answered", [by_upload, by_typing, by_asking])
def test_whoever_put_answers_in_for_the_owner_does_not_approve_them(
    interview: Interview,
    cast: SimpleNamespace,
    units: SimpleNamespace,
    noon: datetime,
    answered: Any,
) -> None:
    answered(interview, by=cast.coordinator, at=noon)
    fill(interview)
    handed_in = interviews.submit(interview, by=cast.owner, at=noon)
    head = head_of_claims(cast.coordinator, units)
    units.claims.head = head
    units.claims.save()
    with pytest.raises(PermissionDenied, match="Whoever answered"):
        interviews.approve(handed_in, by=head, at=noon)
    assert not list(answers_work.to_approve(head))
    client = Client()
    client.force_login(head)
    assert "/approve/" not in client.get(interview.get_absolute_url()).content.decode()
    assert interviews.approve(handed_in, by=cast.head, at=noon).state == "approved"


@pytest.mark.parametrize("answered", [by_upload, by_typing, by_asking])
def test_whoever_put_answers_in_for_the_owner_does_not_hand_them_in(
    interview: Interview, cast: SimpleNamespace, noon: datetime, answered: Any
) -> None:
    answered(interview, by=cast.manager, at=noon)
    fill(interview)
    with pytest.raises(PermissionDenied, match=r"Olga .*hands (it|them) in"):
        interviews.submit(interview, by=cast.manager, at=noon)
    client = Client()
    client.force_login(cast.manager)
    page = client.get(reverse("bia:interview-place", args=[interview.pk, "review"]))
    assert "Done: Olga hands it in" in page.content.decode()
    refused = client.post(reverse("bia:interview-place", args=[interview.pk, "submit"]))
    assert refused.status_code == 403
    assert "What you typed is kept" in refused.content.decode()
    Deputy.objects.create(person=cast.owner, deputy=cast.service_owner, from_on=date(2020, 1, 1))
    stands_in = User.objects.get(pk=cast.service_owner.pk)
    assert interviews.submit(interview, by=stands_in, at=noon).submitted_by == stands_in


def test_a_head_who_answered_is_not_told_to_approve(
    interview: Interview, cast: SimpleNamespace, units: SimpleNamespace, noon: datetime
) -> None:
    units.claims.head = head_of_claims(cast.coordinator, units)
    units.claims.save()
    by_upload(interview, by=cast.coordinator, at=noon)
    fill(interview)
    interviews.submit(interview, by=cast.owner, at=noon)
    assert not Notification.objects.filter(person=cast.coordinator).exists()


def test_an_owner_who_has_answered_and_handed_over_does_not_approve(
    interview: Interview, cast: SimpleNamespace, units: SimpleNamespace, noon: datetime
) -> None:
    interviews.begin(interview, by=cast.owner, at=noon)
    Interview.objects.filter(pk=interview.pk).update(owner=cast.manager)
    interview.refresh_from_db()
    handed_in = hand_in(interview, by=cast.manager, at=noon)
    with pytest.raises(PermissionDenied, match="Whoever answered"):
        interviews.approve(handed_in, by=head_of_claims(cast.owner, units), at=noon)


@pytest.mark.parametrize("has_begun", [True, False])
def test_an_owner_whose_answers_moved_along_does_not_approve_them(
    interview: Interview,
    function: BusinessFunction,
    cast: SimpleNamespace,
    noon: datetime,
    has_begun: bool,
) -> None:
    Interview.objects.update(owner=cast.head, begun_at=noon if has_begun else None)
    interview.refresh_from_db()
    if not has_begun:
        fill(interview)
    assert campaigns.hand_over(function, by=None, at=noon) == 1
    moved = Interview.objects.get()
    assert moved.owner == cast.owner
    fill(moved)
    given = interviews.submit(moved, by=cast.owner, at=noon)
    with pytest.raises(PermissionDenied, match="Whoever answered"):
        interviews.approve(given, by=cast.head, at=noon)


def test_an_owner_who_handed_over_before_anything_was_typed_approves(
    interview: Interview, function: BusinessFunction, cast: SimpleNamespace, noon: datetime
) -> None:
    Interview.objects.update(owner=cast.head)
    campaigns.hand_over(function, by=None, at=noon)
    moved = Interview.objects.get()
    fill(moved)
    given = interviews.submit(moved, by=cast.owner, at=noon)
    assert interviews.approve(given, by=cast.head, at=noon).state == "approved"


def test_the_oldest_to_be_checked_is_the_same_at_every_visit(
    scale: ImpactScale, cast: SimpleNamespace, units: SimpleNamespace, noon: datetime
) -> None:
    made = [
        make_interview(
            make_function(name, unit=units.claims, owner=cast.owner, at=noon),
            scale,
            state="submitted",
            submitted_at=noon,
        )
        for name in ("Claims", "Letters", "Payroll")
    ]

    def oldest() -> str:
        (item,) = [one for one in answers_work.to_check(cast.manager) if "answered" in one.what]
        return item.url

    for touched in (*made, *reversed(made)):
        touched.save()
        assert oldest() == made[0].get_absolute_url()


@pytest.mark.parametrize("role", ["owner", "auditor", "stranger", "service_owner"])
def test_only_those_who_may_return_do(
    interview: Interview, cast: SimpleNamespace, noon: datetime, role: str
) -> None:
    handed_in = hand_in(interview, by=cast.owner, at=noon)
    with pytest.raises(PermissionDenied):
        interviews.return_(handed_in, by=getattr(cast, role), at=noon, comment="Look again.")
    assert Interview.objects.get(pk=interview.pk).state == "submitted"
    returned = interviews.return_(handed_in, by=cast.head, at=noon, comment="Look again.")
    assert returned.state == "returned"


def test_what_is_to_be_looked_at_again_is_asked_for(
    client: Client, interview: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    handed_in = hand_in(interview, by=cast.owner, at=noon)
    client.force_login(cast.head)
    address = f"/bia/interviews/{interview.pk}/return/?version={handed_in.version}"
    assert "(optional)" not in client.get(address).content.decode()
    answer = client.post(address, {"comment": ""})
    assert answer.status_code == 422
    assert "Say what should be looked at again." in answer.content.decode()


@pytest.mark.parametrize("role", ["coordinator", "owner", "auditor", "head", "administrator"])
def test_last_year_is_imported_by_those_only_who_may(
    client: Client, scale: ImpactScale, cast: SimpleNamespace, role: str
) -> None:
    client.force_login(getattr(cast, role))
    sheet = {"file": SimpleUploadedFile("bia.csv", SHEET), "stated_on": "2025-06-30"}
    assert client.post("/bia/last-year/", sheet).status_code == 403
    assert client.post("/bia/last-year/confirm/").status_code == 403
    assert not Draft.objects.exists()
    assert not BusinessFunction.objects.exists()
    client.force_login(cast.manager)
    sheet["file"] = SimpleUploadedFile("bia.csv", SHEET)
    assert client.post("/bia/last-year/", sheet).status_code == 302
    mark = client.get("/bia/last-year/confirm/").context["sheet"]
    client.post("/bia/last-year/confirm/", {"sheet": mark})
    assert str(BusinessFunction.objects.get()) == "Claims handling"
