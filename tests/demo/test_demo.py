"""The demo organisation is whole and shown whole: no link its people see is broken or refused.

It is built once, for that takes most of a minute, and only where nothing is yet.
"""

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import resolve

from bia.models import BiaReport, BusinessFunction, Gap, Interview
from bia.services import investment
from continuity.demo import people
from continuity.demo.people import person
from core.models import Organisation, User
from estate.models import Item, Readiness

pytestmark = [pytest.mark.django_db, pytest.mark.long]

LINK = re.compile(r'<a [^>]*?href="([^"#]+)"')
SHOWN_TO = (
    "Iris Vos",
    "Ruben Smit",
    "Marta Nowak",
    "Joost de Wit",
    "Tom Okafor",
    "Margaret Shaw",
    "Admin Meridia",
)
"""One of each kind of reader; of every kind of page one is opened."""
APART = ("/account/logout/", "/static/", "/api/schema/")


def crawl(client: Client, start: str = "/") -> list[str]:
    """Follow the links from a page; what went wrong, one line each."""
    waiting, seen, opened, wrong = [(start, "")], {start}, set[str](), []
    while waiting:
        url, page = waiting.pop(0)
        kind = resolve(urlsplit(url).path).view_name + ("?" if "?" in url else "")
        if kind in opened:
            continue
        opened.add(kind)
        answer = client.get(url)
        if answer.status_code >= 400:
            wrong.append(f"{answer.status_code} {url}, shown on {page}")
        if answer.status_code != 200 or "html" not in answer.headers["Content-Type"]:
            continue
        for found in LINK.findall(answer.content.decode()):
            target = urljoin(url, unescape(found))
            if target.startswith("/") and not target.startswith(APART) and target not in seen:
                seen.add(target)
                waiting.append((target, url))
    return wrong


def assert_in_full_swing() -> None:
    """Everything the product shows has something to show."""
    assert Organisation.objects.get().is_demo
    for name, _label in people.PERSONAS:
        user = people.person(name)
        assert user.check_password(people.PASSWORD)
        assert user.access.is_member
    assert Item.objects.count() > 100
    states = set(Interview.objects.values_list("state", flat=True))
    assert {"invited", "begun", "submitted", "approved"} <= states
    verdicts = Readiness.objects.filter(item__kind="function").values_list("verdict", flat=True)
    assert {"held", "gap", "unknown", "stale"} <= set(verdicts)
    assert Gap.objects.filter(kind="recovery").exists()
    assert BiaReport.objects.get().file.size > 0
    over = investment.over(list(BusinessFunction.objects.in_use()))
    assert any(one.money for one in over)


def test_is_a_programme_in_full_swing_of_which_no_link_is_broken_or_refused() -> None:
    call_command("demo", verbosity=0)
    assert_in_full_swing()
    wrong = []
    for name in SHOWN_TO:
        client = Client()
        client.force_login(person(name))
        wrong += [f"{name}: {line}" for line in crawl(client)]
    assert not wrong, "\n".join(wrong)


def test_is_refused_where_people_are() -> None:
    User.objects.create(email="ann@example.org", name="Ann")
    with pytest.raises(CommandError, match="empty database"):
        call_command("demo", verbosity=0)
    assert User.objects.count() == 1
