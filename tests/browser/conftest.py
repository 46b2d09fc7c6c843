"""A browser for all journeys. The address of the product comes from the fixture `live_url`."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.harness import Opener, chromium, visiting

# The browser is driven by a loop in this thread; the database is asked beside it, not within it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole session."""
    with chromium() as found:
        yield found


@pytest.fixture
def open_page(browser: Browser, live_url: str) -> Iterator[Opener]:
    """Opens pages of the product: open_page("/units/", size=PHONE, theme="dark").check()."""
    with visiting(browser, live_url) as opener:
        yield opener
