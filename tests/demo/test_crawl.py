"""The people of the demo follow every kind of link shown: none is broken, none ends in a refusal."""

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import resolve

from continuity.demo.people import person

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


@pytest.fixture
def demo(db: None, settings: object) -> None:
    """Meridia as it is founded."""
    call_command("demo", verbosity=0)


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


def test_no_link_shown_to_a_persona_is_broken_or_refused(demo: None) -> None:
    wrong = []
    for name in SHOWN_TO:
        client = Client()
        client.force_login(person(name))
        wrong += [f"{name}: {line}" for line in crawl(client)]
    assert not wrong, "\n".join(wrong)
