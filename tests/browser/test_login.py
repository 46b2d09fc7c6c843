"""Login in real Chromium: by demo button, by password, by code with the keyboard alone."""

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect

from continuity.demo import people as demo
from core import emergency
from core.accounts import set_up_token
from core.models import Grant, LoginEvent, Organisation, User
from tests.browser.harness import LOOKS, Opener
from tests.conftest import PASSWORD
from tests.core.provider import CLIENT, SECRET, Provider

pytestmark = pytest.mark.django_db(transaction=True)

TABLET = (768, 900)


@pytest.fixture
def live_url(live_server: Any, settings: Any) -> str:
    """The product itself, served to the browser."""
    cache.clear()
    settings.SITE_URL = live_server.url
    return str(live_server.url)


@pytest.fixture
def people(db: None) -> User:
    """A small organisation: an administrator and a process owner."""
    Organisation.objects.create(pk=1, name="Meridia Health", time_zone="Europe/Amsterdam")
    ada = someone("Ada Admin", "administrator")
    someone("Olga Owner", "process_owner")
    return ada


def someone(name: str, role: str) -> User:
    made = User(email=f"{name.split(maxsplit=1)[0].lower()}@example.org", name=name)
    made.set_password(PASSWORD)
    made.save()
    Grant.objects.create(person=made, role=role)
    return made


@pytest.fixture
def demonstration(db: None, settings: Any) -> None:
    """The people of the demo organisation."""
    demo.build(at=timezone.now())
    settings.DEMO = True


def enter(page: Page, email: str, password: str = PASSWORD) -> None:
    """Fill the login form and press Enter."""
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_label("Password").press("Enter")


@pytest.mark.parametrize(("size", "theme"), [*LOOKS, (TABLET, "light")])
def test_the_login_page_looks_right(
    open_page: Opener, demonstration: None, size: tuple[int, int], theme: str
) -> None:
    open_page("/account/login/", size=size, theme=theme).check(f"login demo {size[0]} {theme}")


def set_up_path() -> str:
    """The address of the first set-up, as the installation's log tells it."""
    return f"/setup/?token={set_up_token()}"


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_the_set_up_page_looks_right(
    open_page: Opener, db: None, size: tuple[int, int], theme: str
) -> None:
    visit = open_page("/setup/", size=size, theme=theme)
    visit.check(f"set up where {size[0]} {theme}")
    visit = open_page(set_up_path(), size=size, theme=theme)
    visit.check(f"set up {size[0]} {theme}")


def test_sets_an_empty_installation_up(open_page: Opener, db: None) -> None:
    visit = open_page(set_up_path())
    page = visit.page
    page.get_by_label("Name of the organisation").fill("Meridia Health")
    page.get_by_label("Time zone").select_option("Europe/Amsterdam")
    page.get_by_label("Your name").fill("Ada Admin")
    page.get_by_label("Your e-mail").fill("ada@example.org")
    page.get_by_label("Password").fill("short")
    page.get_by_role("button", name="Set up and log in").click()
    expect(page.get_by_text("This password is too short")).to_be_visible()
    visit.expected.append("422")
    visit.check("set up wrong")
    expect(page.get_by_label("Your name")).to_have_value("Ada Admin")
    page.get_by_label("Password").fill("seven green bicycles stand there")
    page.get_by_role("button", name="Set up and log in").click()
    expect(page.get_by_text("Welcome, Ada Admin")).to_be_visible()


def test_logs_in_by_a_demo_button(open_page: Opener, demonstration: None) -> None:
    visit = open_page("/profile/")
    page = visit.page
    page.get_by_role("button", name="Continuity manager Iris Vos").click()
    expect(page).to_have_url(f"{page.url.split('/profile')[0]}/profile/")
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    assert not visit.unexpected()


def test_says_that_the_password_is_wrong_and_keeps_the_address(
    open_page: Opener, people: User
) -> None:
    visit = open_page("/account/login/")
    enter(visit.page, "ada@example.org", "not the one")
    expect(visit.page.get_by_role("alert")).to_contain_text("E-mail or password is wrong")
    expect(visit.page.get_by_label("E-mail")).to_have_value("ada@example.org")
    visit.check("login wrong")
    for _ in range(4):
        enter(visit.page, "ada@example.org", "not the one")
    enter(visit.page, "ada@example.org")
    expect(visit.page.get_by_role("alert")).to_contain_text("Try again in 15 minutes")
    visit.check("login locked")


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_sets_up_a_code_by_keyboard_alone(
    open_page: Opener, people: User, size: tuple[int, int], theme: str
) -> None:
    visit = open_page("/account/login/?next=/profile/", size=size, theme=theme)
    page = visit.page
    page.keyboard.type("ada@example.org")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    visit.check(f"profile {size[0]} {theme}")
    tab_to(page, "Set up")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Log in with a code as well")).to_be_visible()
    secret = (page.locator(".secret code").text_content() or "").replace(" ", "")
    visit.check(f"code set up {size[0]} {theme}")
    tab_to(page, "", name="code")
    page.keyboard.type(now(secret))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Keep these codes")).to_be_visible()
    visit.check(f"recovery codes {size[0]} {theme}")

    again = open_page("/account/login/", size=size, theme=theme)
    enter(again.page, "ada@example.org")
    expect(again.page.get_by_label("Code", exact=True)).to_be_focused()
    again.check(f"code {size[0]} {theme}")
    again.page.keyboard.type("000000")
    again.page.keyboard.press("Enter")
    expect(again.page.get_by_text("That code is wrong or too old")).to_be_visible()
    again.check(f"code wrong {size[0]} {theme}")
    assert LoginEvent.objects.filter(outcome="code").count() == 1


def tab_to(page: Page, text: str, name: str = "") -> None:
    """Press Tab until the focus is where the text or the name of the field says."""
    for _ in range(80):
        page.keyboard.press("Tab")
        found = page.evaluate(
            "() => [document.activeElement.textContent.trim(), document.activeElement.name]"
        )
        if (name and found[1] == name) or (text and found[0] == text):
            return
    pytest.fail(f"Tab does not reach {text or name}.")


def now(secret: str) -> str:
    """The code an app shows."""
    return format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // 30))


def test_what_was_typed_survives_an_ended_login(open_page: Opener, people: User) -> None:
    visit = open_page("/account/login/?next=/user/new/")
    page = visit.page
    enter(page, "ada@example.org")
    page.get_by_label("Name").fill("Bo New")
    page.get_by_label("E-mail").fill("bo@example.org")
    page.context.clear_cookies(name="sessionid")
    visit.expected.append("401")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("What you typed is kept")).to_be_visible()
    visit.check("login typed kept")
    enter(page, "ada@example.org")
    expect(page.get_by_role("heading", name="What you typed is kept")).to_be_visible()
    visit.check("typed")
    page.get_by_role("button", name="Send it now").click()
    expect(page.get_by_role("heading", name="Bo New")).to_be_visible()
    assert User.objects.filter(email="bo@example.org").exists()


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_the_pages_of_administration_look_right(
    open_page: Opener, people: User, size: tuple[int, int], theme: str
) -> None:
    ines = someone("Ines Commander", "incident_commander")
    emergency.designate(ines, by=people, at=timezone.now())
    visit = open_page("/account/login/", size=size, theme=theme)
    enter(visit.page, "ada@example.org")
    expect(visit.page.get_by_role("heading", name="First steps")).to_be_visible()
    for path in (
        "/user/",
        f"/user/{ines.pk}/",
        "/user/new/",
        "/grant/",
        "/admin/roles/",
        "/admin/logins/",
        "/admin/emergency/",
        "/admin/organisation/",
    ):
        visit.open(path)
        visit.check(f"admin {path.strip('/').replace(str(ines.pk), 'one')} {size[0]} {theme}")


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    """The organisation's login, on loopback."""
    started = Provider()
    app = {
        "provider_id": "organisation",
        "name": "Meridia",
        "client_id": CLIENT,
        "secret": SECRET,
        "settings": {"server_url": started.url},
    }
    settings.OIDC_ISSUER, settings.OIDC_NAME = started.url, "Meridia"
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
    }
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    settings.CONTENT_SECURITY_POLICY = {
        "DIRECTIVES": {**policy, "form-action": [*policy["form-action"], started.url]}
    }
    yield started
    started.stop()


def test_goes_to_the_provider_and_back(
    open_page: Opener, people: User, provider: Provider, settings: Any
) -> None:
    settings.OIDC_ONLY = True
    provider.claims["email"] = "ada@example.org"
    visit = open_page("/profile/")
    visit.check("login provider")
    visit.page.get_by_role("button", name="Log in with Meridia").click()
    expect(visit.page.get_by_role("heading", name="Your account")).to_be_visible()
    assert not visit.unexpected()
