"""Each generic page in real Chromium: both themes, desk and phone, no violation of any kind.

The pictures are kept under var/screenshots.
"""

import threading
from collections.abc import Iterator
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings
from playwright.sync_api import Browser

from tests.browser.harness import DESK, PHONE, Opener, visiting
from tests.browser.stage import PAGES

SIZES = {"desk": DESK, "phone": PHONE}
PLAIN = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


class Quiet(WSGIRequestHandler):
    """Serves without a line for each request."""

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def stage_url() -> Iterator[str]:
    """Serves the stage on a free port of the loopback, under the product's own policy."""
    with override_settings(
        DEBUG=True,
        ROOT_URLCONF="tests.browser.stage",
        MIDDLEWARE=["csp.middleware.CSPMiddleware"],
        STORAGES={**settings.STORAGES, "staticfiles": PLAIN},
    ):
        handler = StaticFilesHandler(WSGIHandler())
        with make_server("127.0.0.1", 0, handler, handler_class=Quiet) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            yield f"http://127.0.0.1:{server.server_port}"
            server.shutdown()


@pytest.fixture
def open_stage(browser: Browser, stage_url: str) -> Iterator[Opener]:
    """Opens pages of the stage."""
    with visiting(browser, stage_url) as opener:
        yield opener


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_looks_right(open_stage: Opener, name: str, size: str, theme: str) -> None:
    open_stage(f"/{name}/", size=SIZES[size], theme=theme).check(f"{name} {size} {theme}")
