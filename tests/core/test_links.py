"""The way in by link: for one person, to one thing, until a moment; what scanners and thieves find."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import Client
from django.utils import timezone

from core import draftviews, links, services
from core.models import Draft, Link, MailMessage, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def views() -> Iterator[None]:
    """Two purposes with their pages; and no misses counted from the test before."""
    cache.clear()

    @links.purpose("test.rename")
    def page(request: HttpRequest, link: Link) -> HttpResponse:
        said = f"{link.subject} for {link.person}; {timezone.get_current_timezone_name()}"
        return HttpResponse(f"{said}; {links.url(link, 'rename', number=3)}")

    @links.link_view("test.rename", "rename/<int:number>/", name="rename")
    def rename(request: HttpRequest, link: Link, number: int) -> HttpResponse:
        link.subject.name = request.POST["name"]
        services.save(link.subject, by=None, at=timezone.now())
        return JsonResponse({"number": number, "unit": link.subject.pk})

    @links.link_view("test.rename", "draft/")
    def draft(request: HttpRequest, link: Link) -> HttpResponse:
        return draftviews.answer(request, person=link.person, form="rename", subject=link.subject)

    @links.purpose("test.other")
    def other(request: HttpRequest, link: Link) -> HttpResponse:
        return HttpResponse("other")

    yield
    for name in ("test.rename", "test.other"):
        del links.PATTERNS[name]


@pytest.fixture
def claims(units: SimpleNamespace) -> Unit:
    found: Unit = units.claims
    return found


def issue(person: Any, subject: Any, *, days: int = 7, purpose: str = "test.rename") -> str:
    """A link's path."""
    now = timezone.now()
    until = now + timedelta(days=days)
    url = links.issue(
        purpose=purpose, subject=subject, person=person, by=None, at=now, expires_at=until
    )
    return url.removeprefix("http://localhost:8000")


def enter(client: Client, path: str) -> str:
    """Press Continue; the path it leads to."""
    answer = client.post(path)
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def test_only_the_hash_is_stored(cast: SimpleNamespace, claims: Unit) -> None:
    path = issue(cast.nobody, claims)
    token = path.split("/")[2]
    stored = Link.objects.values().get()
    assert len(token) == 43
    assert token not in str(stored)
    assert stored["label"] == "Claims"


def test_opening_spends_nothing(client: Client, cast: SimpleNamespace, claims: Unit) -> None:
    path = issue(cast.nobody, claims)
    for _turn in range(3):
        answer = client.get(path)
        client.head(path)
    assert "Continue as Nora" in answer.content.decode()
    assert not answer.cookies.get(links.COOKIE)
    assert "no-store" in answer.headers["Cache-Control"]
    assert Link.objects.get().first_used_at is None


def test_continue_trades_the_token_for_a_cookie(
    client: Client, cast: SimpleNamespace, claims: Unit
) -> None:
    path = issue(cast.nobody, claims)
    token = path.split("/")[2]
    answer = client.post(path)
    home, cookie = answer.headers["Location"], answer.cookies[links.COOKIE]
    assert token not in home
    assert token not in cookie.value
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (home, True, "Lax")
    page = client.get(home)
    assert "Claims for Nora; Europe/Amsterdam" in page.content.decode()
    assert Link.objects.get().first_used_at
    assert enter(client, path) == home


def test_person_s_own_clock(client: Client, cast: SimpleNamespace, claims: Unit) -> None:
    cast.nobody.time_zone = "Asia/Tokyo"
    cast.nobody.save()
    home = enter(client, issue(cast.nobody, claims))
    assert "Asia/Tokyo" in client.get(home).content.decode()


def test_views_under_the_link_act_on_its_subject(
    client: Client, cast: SimpleNamespace, claims: Unit
) -> None:
    home = enter(client, issue(cast.nobody, claims))
    answer = client.post(f"{home}rename/3/", {"name": "Claims and more"})
    assert answer.json() == {"number": 3, "unit": claims.pk}
    assert f"{home}rename/3/" in client.get(home).content.decode()
    assert client.get(f"{home}nothing/").status_code == 404


def test_history_names_link_and_person(client: Client, cast: SimpleNamespace, claims: Unit) -> None:
    client.force_login(cast.manager)
    home = enter(client, issue(cast.nobody, claims))
    client.post(f"{home}rename/3/", {"name": "Claims and more"})
    event = Unit.pgh_event_model.objects.filter(pgh_obj=claims).order_by("-pgh_id").first()
    said = event.pgh_context.metadata
    assert (said["user"], said["link"]) == (cast.nobody.pk, Link.objects.get().pk)
    token_like = re.compile(r"[A-Za-z0-9_-]{43}")
    assert not token_like.search(str(said))


def test_draft_behind_a_link(client: Client, cast: SimpleNamespace, claims: Unit) -> None:
    home = enter(client, issue(cast.nobody, claims))
    body = {"data": {"name": ["x"]}, "version": 0}
    answer = client.post(f"{home}draft/", body, content_type="application/json")
    assert answer.json()["version"] == 1
    assert Draft.objects.get().person == cast.nobody


def test_without_the_cookie_nothing_opens(
    client: Client, cast: SimpleNamespace, claims: Unit
) -> None:
    home = enter(client, issue(cast.nobody, claims))
    stranger = Client()
    for path in (home, f"{home}rename/3/"):
        answer = stranger.post(path, {"name": "Stolen"})
        assert answer.status_code == 403
        assert "Open the link in your mail again" in answer.content.decode()
        assert "Claims" not in answer.content.decode()
    claims.refresh_from_db()
    assert claims.name == "Claims"


def test_cookie_of_one_link_opens_no_other(
    client: Client, cast: SimpleNamespace, units: SimpleNamespace
) -> None:
    enter(client, issue(cast.nobody, units.claims))
    held = client.cookies[links.COOKIE].value
    other = enter(Client(), issue(cast.nobody, units.payments))
    thief = Client()
    thief.cookies[links.COOKIE] = held
    assert thief.get(other).status_code == 403


def test_link_opens_the_views_of_its_purpose_only(
    client: Client, cast: SimpleNamespace, claims: Unit
) -> None:
    home = enter(client, issue(cast.nobody, claims, purpose="test.other"))
    assert client.get(home).content == b"other"
    assert client.post(f"{home}rename/3/", {"name": "x"}).status_code == 404


def test_run_out_says_so_and_sends_a_new_one(
    client: Client, cast: SimpleNamespace, claims: Unit
) -> None:
    path = issue(cast.nobody, claims)
    home = enter(client, path)
    now = timezone.now()
    Link.objects.update(created_at=now - timedelta(days=7), expires_at=now - timedelta(minutes=1))
    for closed in (client.get(path), client.post(path), client.get(home)):
        assert closed.status_code == 410
        assert "Send me a new link" in closed.content.decode()
    for _turn in range(2):
        assert client.post(f"{path}again/").status_code == 200
        assert client.post(f"{home}again/").status_code == 200
    message = MailMessage.objects.get()
    assert message.to == cast.nobody.email
    found = re.search(r"/l/[A-Za-z0-9_-]{43}/", message.text)
    assert found
    fresh = enter(Client(), found.group())
    assert fresh != home
    assert Link.objects.count() == 2


def test_a_new_link_lasts_as_long_as_the_old_one_but_a_month_at_most(
    cast: SimpleNamespace, claims: Unit
) -> None:
    now = timezone.now()
    for days, lasts in ((7, 7), (400, 30)):
        issue(cast.owner, claims, days=days)
        old = Link.objects.latest("pk")
        links.renew(old, at=now)
        fresh = Link.objects.latest("pk")
        assert fresh.pk != old.pk
        assert round((fresh.expires_at - now) / timedelta(days=1)) == lasts


def test_taken_back_is_not_sent_again(client: Client, cast: SimpleNamespace, claims: Unit) -> None:
    path = issue(cast.nobody, claims)
    home = enter(client, path)
    assert links.revoke(subject=claims, at=timezone.now(), purpose="test.other") == 0
    assert links.revoke(subject=claims, at=timezone.now()) == 1
    for closed in (client.get(path), client.post(path), client.get(home)):
        assert closed.status_code == 410
        assert "Send me a new link" not in closed.content.decode()
    client.post(f"{path}again/")
    assert not MailMessage.objects.exists()


def test_closed_with_the_person_and_the_subject(
    client: Client, cast: SimpleNamespace, units: SimpleNamespace
) -> None:
    passing = Unit.objects.create(name="Passing")
    path = issue(cast.nobody, passing)
    passing.delete()
    assert client.get(path).status_code == 410
    path = issue(cast.nobody, units.claims)
    home = enter(client, path)
    cast.nobody.is_active = False
    cast.nobody.save()
    for closed in (client.get(path), client.post(path), client.get(home)):
        assert closed.status_code == 410


@pytest.mark.parametrize("path", ["/l/" + "x" * 43 + "/", "/l/0123456789abcdef/"])
def test_unknown_link(client: Client, path: str, cast: SimpleNamespace) -> None:
    for answer in (client.get(path), client.post(path), client.post(f"{path}again/")):
        assert answer.status_code == 404
        assert "This link is not known" in answer.content.decode()


def test_guessing_is_slowed(client: Client, cast: SimpleNamespace, claims: Unit) -> None:
    path = issue(cast.nobody, claims)
    for number in range(links.MISSES_ALLOWED):
        assert client.get(f"/l/{number:043}/").status_code == 404
    for miss in (f"/l/{0:043}/", f"/l/{0:043}/again/", "/l/0123456789abcdef/"):
        answer = client.post(miss)
        assert answer.status_code == 429
        assert answer.headers["Retry-After"]
    assert Client(REMOTE_ADDR="192.0.2.7").get(f"/l/{0:043}/").status_code == 404
    assert client.get(path).status_code == 200


def test_cache_away_lets_people_in(
    client: Client, cast: SimpleNamespace, claims: Unit, settings: Any
) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "unix:///nowhere/queue.sock",
        }
    }
    assert client.get(issue(cast.nobody, claims)).status_code == 200
    assert client.get("/l/" + "x" * 43 + "/").status_code == 404


def test_cookie_ends_with_the_link(client: Client, cast: SimpleNamespace, claims: Unit) -> None:
    path = issue(cast.nobody, claims)
    Link.objects.update(expires_at=timezone.now() + timedelta(minutes=10))
    enter(client, path)
    assert 0 < int(client.cookies[links.COOKIE]["max-age"]) <= 600


def test_issued_by_name(cast: SimpleNamespace, claims: Unit, noon: datetime) -> None:
    links.issue(
        purpose="test.rename",
        subject=claims,
        person=cast.nobody,
        by=cast.manager,
        at=noon,
        expires_at=noon,
    )
    assert Link.objects.get().created_by == cast.manager
