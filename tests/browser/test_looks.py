"""Each generic page in real Chromium: both themes, desk and phone, no violation of any kind.

The pictures are kept under var/screenshots.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.harness import DESK, PHONE, Opener, visiting
from tests.browser.stage import PAGES
from tests.browser.stage_server import stage_url

__all__ = ["stage_url"]

SIZES = {"desk": DESK, "phone": PHONE}


@pytest.fixture
def open_stage(browser: Browser, stage_url: str) -> Iterator[Opener]:
    """Opens pages of the stage."""
    with visiting(browser, stage_url) as opener:
        yield opener


@pytest.mark.parametrize(("size", "theme"), [("desk", "light"), ("phone", "dark")])
@pytest.mark.parametrize("name", PAGES)
def test_looks_right(open_stage: Opener, name: str, size: str, theme: str) -> None:
    open_stage(f"/{name}/", size=SIZES[size], theme=theme).check(f"{name} {size} {theme}")
