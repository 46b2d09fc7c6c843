"""An owner asks a colleague: the link, the way back, circles, and who approves."""

import re
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from bia.choices import InterviewState
from bia.models import Delegation, Interview
from bia.services import answers, campaigns, delegations, interviews
from core.models import Deputy, Link, MailMessage, User
from tests.bia.building import DESCRIBED, make_campaign, rates


@pytest.fixture
def noon() -> datetime:
    """Now: links that were sent then would have run out."""
    return timezone.now()


@pytest.fixture
def colleague(person: Any, units: SimpleNamespace) -> User:
    """Somebody of the same unit without any role."""
    return person("bert", home=units.claims)


def give(interview: Interview, noon: datetime, to: User, by: User, **more: Any) -> Delegation:
    return delegations.give(interview, to=to, by=by, at=noon, **more)


def enter(text: str) -> tuple[Client, str]:
    """A browser that came by the link of a mail, and the address of the interview."""
    found = re.search(r"/l/[A-Za-z0-9_-]+/", text)
    assert found
    client = Client()
    return client, client.post(found[0]).headers["Location"]


def mail_to(person: User) -> str:
    return str(MailMessage.objects.filter(to=person.email).latest("pk").text)


def test_a_colleague_answers_by_a_link_of_their_own_and_the_owner_hands_in(
    interview: Interview, colleague: User, cast: SimpleNamespace, noon: datetime
) -> None:
    give(interview, noon, colleague, cast.owner, note="You know the ledger.")
    assert "You know the ledger." in mail_to(colleague)
    client, home = enter(mail_to(colleague))
    page = client.get(f"{home}review/").content.decode()
    assert "Hand back to Olga" in page
    assert ">Hand in<" not in page
    answers.keep(interview, {**rates(), "wrt": "2 h"}, version=0)
    assert client.post(f"{home}submit/").status_code == 403
    with pytest.raises(PermissionDenied):
        interviews.submit(interview, by=colleague, at=noon)
    assert client.post(f"{home}back/", {"step": "review"}).status_code == 302
    assert "hands them in" in client.get(home).content.decode()
    assert "has answered" in mail_to(cast.owner)
    assert interviews.submit(interview, by=cast.owner, at=noon).state == InterviewState.SUBMITTED


def test_history_names_the_link_and_the_colleague(
    interview: Interview, colleague: User, cast: SimpleNamespace, noon: datetime
) -> None:
    give(interview, noon, colleague, cast.owner)
    client, home = enter(mail_to(colleague))
    client.post(f"{home}function/", {"purpose": "Pays", "version": "0"})
    event = interview.events.filter(purpose="Pays").latest("pgh_id")  # type: ignore[attr-defined]
    assert event.pgh_context.metadata["user"] == colleague.pk
    assert event.pgh_context.metadata["link"] == Link.objects.get(person=colleague).pk


def test_one_step_opens_that_step_and_nothing_else(
    interview: Interview, colleague: User, cast: SimpleNamespace, noon: datetime
) -> None:
    give(interview, noon, colleague, cast.owner, step="needs")
    client, home = enter(mail_to(colleague))
    assert client.get(home).headers["Location"].endswith("/needs/")
    assert client.get(f"{home}impact/").status_code == 404
    said = {"version": 0, "changes": {"purpose": "Mine", "need.n1.name": "Ledger"}, "step": "needs"}
    client.post(f"{home}save/", said, content_type="application/json")
    kept = answers.current(interview).sheet
    assert kept["need.n1.name"] == "Ledger"
    assert kept["purpose"] == DESCRIBED["purpose"]
    client.post(f"{home}needs/", {"purpose": "Mine", "version": "1"})
    assert answers.current(interview).sheet["purpose"] == DESCRIBED["purpose"]


def test_it_is_not_passed_round_in_a_circle(
    interview: Interview, colleague: User, person: Any, cast: SimpleNamespace, noon: datetime
) -> None:
    third = person("cora")
    give(interview, noon, colleague, cast.owner)
    give(interview, noon, third, colleague)
    with pytest.raises(ValidationError, match="Olga was asked first"):
        give(interview, noon, cast.owner, third)
    with pytest.raises(ValidationError, match="has passed it on already"):
        give(interview, noon, colleague, third)
    with pytest.raises(ValidationError, match="That is you"):
        give(interview, noon, third, third)


def test_whoever_approves_is_not_asked_and_whoever_was_asked_does_not_approve(
    interview: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    with pytest.raises(ValidationError, match="approves these answers"):
        give(interview, noon, cast.head, cast.owner)
    give(interview, noon, cast.executive, cast.owner)
    answers.keep(interview, {**rates(), "wrt": "2 h"}, version=0)
    handed_in = interviews.submit(interview, by=cast.owner, at=noon)
    with pytest.raises(PermissionDenied):
        interviews.approve(handed_in, by=cast.executive, at=noon)
    interviews.approve(handed_in, by=cast.head, at=noon)


def test_a_person_nobody_knows_is_made_without_a_login(
    interview: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    with pytest.raises(ValidationError, match="This is no e-mail address"):
        delegations.give(interview, to=None, email="not one", name="X", by=cast.owner, at=noon)
    with pytest.raises(ValidationError, match="Type the name too"):
        delegations.give(interview, to=None, email="new@example.org", by=cast.owner, at=noon)
    new: dict[str, Any] = {"email": "New@example.org", "name": "New One", "by": cast.owner}
    with pytest.raises(ValidationError, match="New One is new"):
        delegations.give(interview, to=None, at=noon, **new)
    assert not User.objects.filter(email__iexact="new@example.org").exists()
    row = delegations.give(interview, to=None, at=noon, is_new=True, **new)
    assert (row.to.email, row.to.has_usable_password()) == ("new@example.org", False)
    assert "/l/" in mail_to(row.to)


def test_taken_back_with_all_below_it_the_links_close(
    interview: Interview, colleague: User, person: Any, cast: SimpleNamespace, noon: datetime
) -> None:
    third = person("cora")
    first = give(interview, noon, colleague, cast.owner)
    second = give(interview, noon, third, colleague)
    with pytest.raises(PermissionDenied):
        delegations.take_back(first, by=third, at=noon)
    delegations.take_back(first, by=cast.owner, at=noon)
    second.refresh_from_db()
    assert second.ended_at == noon
    assert not Link.objects.filter(person__in=[colleague, third], revoked_at=None).exists()
    assert list(delegations.holders(interview, delegations.rows_of(interview))) == [
        (cast.owner, "")
    ]


def test_reminders_go_to_who_has_it(
    function: Any, scale: Any, colleague: User, cast: SimpleNamespace, noon: datetime
) -> None:
    due_on = timezone.localdate(noon) + timedelta(days=30)
    campaign = campaigns.plan(make_campaign(due_on=due_on), [function], by=cast.manager, at=noon)
    campaign = campaigns.start(campaign, by=cast.manager, at=noon)
    interview = campaign.interviews.get()
    give(interview, noon, colleague, cast.owner)
    before = MailMessage.objects.filter(to=cast.owner.email).count()
    assert campaigns.remind(campaign, by=cast.manager, at=noon) == 1
    assert "Reminder" in MailMessage.objects.filter(to=colleague.email).latest("pk").subject
    assert "(for Olga)" in mail_to(colleague)
    assert MailMessage.objects.filter(to=cast.owner.email).count() == before


def test_the_owner_sees_who_has_it_and_takes_it_back_on_the_page(
    interview: Interview, colleague: User, client: Client, cast: SimpleNamespace, noon: datetime
) -> None:
    client.force_login(cast.owner)
    base = f"/bia/interviews/{interview.pk}/answer/"
    page = client.post(f"{base}delegate/", {"step": "all", "to": colleague.pk, "note": "Please"})
    assert page.status_code == 302
    assert "Bert has all of it." in client.get(f"{base}function/").content.decode()
    row = Delegation.objects.get()
    client.force_login(colleague)
    assert client.get(f"{base}function/").status_code == 200
    client.force_login(cast.owner)
    assert client.post(f"{base}take/", {"row": row.pk}).status_code == 302
    client.force_login(colleague)
    assert client.get(f"{base}function/").status_code == 404
    client.force_login(cast.owner)
    wrong = client.post(f"{base}delegate/", {"step": "all", "to": "", "email": ""})
    assert wrong.status_code == 422
    assert "type a name and an e-mail" in wrong.content.decode()


def test_a_stranger_neither_passes_on_nor_opens(
    interview: Interview, colleague: User, client: Client, cast: SimpleNamespace
) -> None:
    for someone in (colleague, cast.stranger, cast.auditor):
        client.force_login(someone)
        page = client.post(
            f"/bia/interviews/{interview.pk}/answer/delegate/", {"to": cast.manager.pk}
        )
        assert page.status_code in {403, 404}
    assert not Delegation.objects.exists()


def test_a_mistyped_address_asks_who_is_meant_before_a_mail_goes(
    interview: Interview, person: Any, client: Client, cast: SimpleNamespace
) -> None:
    joost = person("joost.de.wit")
    typed = joost.email.replace("joost.de.wit", "joost.dewit")
    client.force_login(cast.owner)
    url = f"/bia/interviews/{interview.pk}/answer/delegate/"
    said = {"step": "all", "to": "", "name": "Joost", "email": typed}
    page = client.post(url, said)
    assert page.status_code == 422
    assert f"Did you mean {joost}, {joost.email}?" in page.content.decode()
    assert f"Joost is new: the link goes to {typed}." in page.content.decode()
    assert not MailMessage.objects.filter(to=typed).exists()
    assert client.post(url, said | {"meant": joost.email}).status_code == 302
    assert Delegation.objects.get().to == joost


def test_somebody_new_is_confirmed_with_the_address_that_was_shown(
    interview: Interview, client: Client, cast: SimpleNamespace
) -> None:
    client.force_login(cast.owner)
    url = f"/bia/interviews/{interview.pk}/answer/delegate/"
    said = {"step": "all", "to": "", "name": "Nele", "email": "nele@elsewhere.example"}
    page = client.post(url, said).content.decode()
    assert "Did you mean" not in page
    other = said | {"email": "nell@elsewhere.example", "is_new": said["email"]}
    assert client.post(url, other).status_code == 422
    assert client.post(url, said | {"is_new": said["email"]}).status_code == 302
    assert Delegation.objects.get().to.email == said["email"]


def test_a_deputy_who_hands_back_is_thanked_and_told_who_hands_in(
    interview: Interview, colleague: User, client: Client, cast: SimpleNamespace, noon: datetime
) -> None:
    Deputy.objects.create(person=cast.owner, deputy=colleague, from_on=noon.date())
    give(interview, noon, colleague, cast.owner, step="needs")
    client.force_login(colleague)
    base = f"/bia/interviews/{interview.pk}/answer/"
    page = client.post(f"{base}back/", {"step": "needs", "version": "0"}, follow=True)
    assert "has your answers on “Claims payment” and hands them in." in page.content.decode()
    assert "Hand in" not in page.content.decode()
    client.force_login(cast.owner)
    assert client.get(f"{base}handed-back/").status_code == 404
