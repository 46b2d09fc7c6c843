"""Serves the stage on a free port of the loopback, under the product's own policy."""

import threading
from collections.abc import Iterator
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings

PLAIN = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


class Server(ThreadingMixIn, WSGIServer):
    """Answers several requests at once."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """Serves without a line for each request."""

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def stage_url() -> Iterator[str]:
    """The address of the stage."""
    with override_settings(
        DEBUG=True,
        ROOT_URLCONF="tests.browser.stage",
        MIDDLEWARE=["csp.middleware.CSPMiddleware", "continuity.frontend.FragmentMiddleware"],
        STORAGES={**settings.STORAGES, "staticfiles": PLAIN},
    ):
        handler = StaticFilesHandler(WSGIHandler())
        with make_server(
            "127.0.0.1", 0, handler, server_class=Server, handler_class=Quiet
        ) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            yield f"http://127.0.0.1:{server.server_port}"
            server.shutdown()
