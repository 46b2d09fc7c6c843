"""Asked in person: who may, the clock and the notes, who typed, and who still hands in and approves."""

import json
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bia.models import GuidedSession, GuidedStep, Interview
from bia.services import answers, guided, interviews
from core.models import Draft, MailMessage, User
from tests.bia.building import make_campaign, rates

pytestmark = pytest.mark.django_db


@pytest.fixture
def noon() -> datetime:
    """Now: links that were sent then would have run out."""
    return timezone.now()


@pytest.fixture
def asking(interview: Interview, client: Client, cast: SimpleNamespace) -> Client:
    """The continuity manager's browser, who has begun to ask."""
    client.force_login(cast.manager)
    client.post(reverse("bia:interview-guide", args=[interview.pk]))
    return client


def at(interview: Interview, place: str) -> str:
    return reverse("bia:interview-guiding", args=[interview.pk, place])


def noted(client: Client, interview: Interview, **said: Any) -> Any:
    body = {"step": "impact", "seconds": 90, "notes": "", "present": "Olga"} | said
    return client.post(at(interview, "notes"), json.dumps(body), content_type="application/json")


def test_who_asks_sees_prompts_and_types_for_the_owner(
    asking: Client, interview: Interview, cast: SimpleNamespace
) -> None:
    page = asking.get(at(interview, "impact")).content.decode()
    assert "At which moment would you call the board?" in page
    assert "of about 12 min" in page
    body = json.dumps({"version": 0, "changes": {"wrt": "2 h"}, "step": "impact"})
    saved = asking.post(at(interview, "save"), body, content_type="application/json")
    assert saved.status_code == 200
    form = {"version": saved.json()["version"], "shown": "{}", "go": "needs"}
    left = asking.post(at(interview, "impact"), form)
    assert left["Location"] == at(interview, "needs")
    interview.refresh_from_db()
    assert interview.wrt is not None
    said = interview.events.exclude(pgh_context=None).last().pgh_context.metadata
    assert said["user"] == cast.manager.pk
    assert said["reason"] == f"Typed by {cast.manager} while asking {interview.owner}"


def test_time_and_notes_are_kept_and_two_tabs_take_nothing_away(
    asking: Client, interview: Interview
) -> None:
    assert noted(asking, interview, notes="Month end!").json() == {"said": "Noted"}
    noted(asking, interview, seconds=30, notes="Month end!", present="Olga, Bert")
    row = GuidedStep.objects.get()
    assert (row.seconds, row.notes, row.session.present) == (90, "Month end!", "Olga, Bert")
    assert noted(asking, interview, notes="x" * 4001).status_code == 422
    for odd in ({"step": "none"}, {"seconds": "5"}, {"seconds": True}):
        assert noted(asking, interview, **odd).status_code == 404
    page = asking.get(interview.get_absolute_url()).content.decode()
    assert "Asked in person" in page
    assert "Month end!" in page


def test_the_owner_hands_in_and_who_typed_neither_hands_in_nor_approves(
    asking: Client, interview: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    answers.keep(interview, {**rates(), "wrt": "2 h"}, version=0)
    refused = asking.post(at(interview, "submit"), {"version": 1, "shown": "{}"})
    assert refused.status_code == 403
    assert "End the asking, and it goes to them." in refused.content.decode()
    ended = asking.post(at(interview, "end"), {"version": 1, "shown": "{}"}, follow=True)
    assert "is asked to read it over and hand it in" in ended.content.decode()
    assert GuidedSession.objects.get().ended_at is not None
    assert "read it over" in MailMessage.objects.get(to=cast.owner.email).text.lower()
    assert asking.get(at(interview, "impact"))["Location"] == interview.get_absolute_url()
    with pytest.raises(PermissionDenied, match="You typed these answers"):
        interviews.submit(interview, by=cast.manager, at=noon)
    interviews.submit(interview, by=cast.owner, at=noon)
    User.objects.filter(pk=cast.head.pk).update(name="Head")
    GuidedSession.objects.update(facilitator=cast.head)
    with pytest.raises(PermissionDenied, match="Whoever answered does not approve"):
        interviews.approve(interview, by=cast.head, at=noon)


def test_only_one_asks_at_a_time_and_not_who_approves_or_answers(
    asking: Client, interview: Interview, cast: SimpleNamespace, person: Any, noon: datetime
) -> None:
    assert guided.begin(interview, by=cast.manager, at=noon) == GuidedSession.objects.get()
    other = person("other", "continuity_manager")
    with pytest.raises(ValidationError, match="is asking already"):
        guided.begin(interview, by=other, at=noon)
    GuidedSession.objects.all().delete()
    with pytest.raises(PermissionDenied):
        guided.begin(interview, by=cast.head, at=noon)
    unit = interview.function.item.unit
    unit.head = other
    unit.save()
    other.grants.create(role="unit_head", unit=unit)
    with pytest.raises(ValidationError, match="You approve these answers"):
        guided.begin(Interview.objects.get(), by=User.objects.get(pk=other.pk), at=noon)
    Interview.objects.update(owner=cast.manager)
    with pytest.raises(ValidationError, match="You are asked yourself"):
        guided.begin(Interview.objects.get(), by=cast.manager, at=noon)
    Interview.objects.update(state="approved", approved_by=cast.head, approved_at=noon)
    with pytest.raises(ValidationError, match="that is open"):
        guided.begin(Interview.objects.get(), by=cast.manager, at=noon)


def quiet_for(hours: float) -> None:
    """Nothing has been typed or noted for so long."""
    then = timezone.now() - timedelta(hours=hours)
    for model in (GuidedSession, GuidedStep, Interview, Draft):
        model.objects.update(updated_at=then)


@pytest.fixture
def other(person: Any, interview: Interview) -> User:
    """Who may ask in claims, and runs no campaign that asks about it."""
    found: User = person("otto", "unit_coordinator", interview.function.item.unit)
    return found


@pytest.mark.parametrize("gone", ["quiet", "inactive"])
def test_an_abandoned_asking_is_taken_up_by_another(
    asking: Client,
    interview: Interview,
    cast: SimpleNamespace,
    other: User,
    gone: str,
) -> None:
    noted(asking, interview, notes="Month end!")
    quiet_for(3.9)
    with pytest.raises(ValidationError, match="Who runs the campaign can end it"):
        guided.begin(interview, by=other, at=timezone.now())
    with pytest.raises(PermissionDenied):
        guided.end(GuidedSession.objects.get(), by=other, at=timezone.now())
    if gone == "quiet":
        quiet_for(4.1)
    else:
        User.objects.filter(pk=cast.manager.pk).update(is_active=False)
    client = Client()
    client.force_login(other)
    assert "Ask in person" in client.get(interview.get_absolute_url()).content.decode()
    assert guided.begin(interview, by=other, at=timezone.now()).facilitator == other
    assert GuidedSession.objects.get(facilitator=cast.manager).ended_at is not None
    refused = noted(asking, interview, notes="Later.")
    assert refused.status_code in (401, 410)
    assert GuidedStep.objects.get().notes == "Month end!"


def test_who_runs_the_campaign_ends_what_another_asks(
    interview: Interview, cast: SimpleNamespace, other: User, client: Client
) -> None:
    campaign = make_campaign()
    campaign.unit = interview.function.item.unit.parent
    campaign.save()
    Interview.objects.update(campaign=campaign)
    guided.begin(Interview.objects.get(), by=other, at=timezone.now())
    client.force_login(cast.coordinator)
    page = client.get(interview.get_absolute_url()).content.decode()
    assert "End the asking by Otto" in page
    assert "Ask in person" not in page
    client.post(at(interview, "stop"))
    assert GuidedSession.objects.get().ended_at is not None
    assert "Otto has typed what you said" in MailMessage.objects.get(to=cast.owner.email).text


def test_handing_in_ends_the_asking_and_closes_its_notes(
    asking: Client, interview: Interview, cast: SimpleNamespace, noon: datetime
) -> None:
    noted(asking, interview, notes="Month end!")
    session = GuidedSession.objects.get()
    answers.keep(interview, {**rates(), "wrt": "2 h"}, version=0)
    interviews.submit(interview, by=cast.owner, at=noon)
    assert GuidedSession.objects.get().ended_at is not None
    refused = noted(asking, interview, notes="Afterwards.")
    assert refused.status_code == 410
    assert "the asking is over" in refused.json()["said"]
    with pytest.raises(ValidationError, match="the asking is over"):
        guided.note(session, "impact", seconds=1, notes="Afterwards.", present="")
    assert GuidedStep.objects.get().notes == "Month end!"
