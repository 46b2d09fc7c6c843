"""A paper as a tagged PDF: HTML in, bytes out, nothing fetched but our own static files."""

import mimetypes
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

HOST = "paper.invalid"


def from_html(html: str) -> bytes:
    """A PDF that readers for the blind can follow (PDF/UA-1)."""
    document = HTML(string=html, base_url=f"http://{HOST}/", url_fetcher=OwnFiles())
    pdf: bytes = document.write_pdf(pdf_variant="pdf/ua-1", custom_metadata=True)
    return pdf


class OwnFiles(URLFetcher):  # type: ignore[misc]
    """What a paper refers to: our own static files, nothing from anywhere else."""

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """The file under the static address. Raises ValueError for any other."""
        path = unquote(urlsplit(url).path)
        prefix = f"/{settings.STATIC_URL.strip('/')}/"
        if urlsplit(url).netloc not in ("", HOST) or not path.startswith(prefix):
            raise ValueError(f"A paper fetches nothing from {url}.")
        name = path.removeprefix(prefix)
        found = finders.find(name) or finders.find(_unhashed(name))
        if not found:
            raise ValueError(f"There is no static file {name}.")
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        # Under its own address, so that what a style sheet refers to is looked up here as well.
        return URLFetcherResponse(url, Path(str(found)).read_bytes(), {"Content-Type": kind})


def _unhashed(name: str) -> str:
    """The name a hashed static file had: css/paper.0a1b2c3d4e5f.css is css/paper.css."""
    stem, _dot, kind = name.rpartition(".")
    before, _dot, digest = stem.rpartition(".")
    return f"{before}.{kind}" if len(digest) == 12 else name
