"""What the browser is sent from the front-end packages: named files and one sprite of icons."""

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage, Error
from django.core.files.storage import FileSystemStorage
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from whitenoise.storage import CompressedManifestStaticFilesStorage

PACKAGES = Path(__file__).resolve().parent.parent / "node_modules"
PREFIX = "lib/"
SPRITE = "img/icons.svg"

INTER_SUBSETS = (
    "cyrillic",
    "cyrillic-ext",
    "greek",
    "greek-ext",
    "latin",
    "latin-ext",
    "vietnamese",
)
PAPER_WEIGHTS = (400, 500, 600)

# A style sheet or script needs every file it refers to, its source map too.
FRONTEND_FILES = (
    "@tabler/core/dist/css/tabler.min.css",
    "@tabler/core/dist/css/tabler.min.css.map",
    "@fontsource-variable/inter/opsz.css",
    *(f"@fontsource-variable/inter/files/inter-{s}-opsz-normal.woff2" for s in INTER_SUBSETS),
    *(f"@fontsource/inter/{weight}.css" for weight in PAPER_WEIGHTS),
    *(
        f"@fontsource/inter/files/inter-{subset}-{weight}-normal.{kind}"
        for weight in PAPER_WEIGHTS
        for subset in INTER_SUBSETS
        for kind in ("woff2", "woff")
    ),
    "htmx.org/dist/htmx.min.js",
    "cytoscape/dist/cytoscape.esm.min.mjs",
    "cytoscape-dagre/dist/cytoscape-dagre.min.mjs",
    "cytoscape-dagre/dist/cytoscape-dagre.min.mjs.map",
    "echarts/dist/echarts.esm.min.mjs",
)

# Names of Tabler's outline icons; "-filled" at the end takes the filled one.
ICONS = frozenset((Path(__file__).parent / "icons.txt").read_text().split())


# The one style sheet Cytoscape writes into the page; the policy knows it by its hash.
CYTOSCAPE_STYLE = ".__________cytoscape_container { position: relative; }"
CYTOSCAPE_HASH = f"'sha256-{b64encode(sha256(CYTOSCAPE_STYLE.encode()).digest()).decode()}'"


def icon_source(name: str) -> Path:
    """The file of an icon in the package, outline or filled."""
    folder = "filled" if name.endswith("-filled") else "outline"
    return PACKAGES / "@tabler/icons/icons" / folder / f"{name.removesuffix('-filled')}.svg"


def icon_symbol(name: str) -> str:
    """One icon as a `symbol` of the sprite; its id is `i-` and the name."""
    svg = ElementTree.fromstring(icon_source(name).read_text())
    shapes = [
        f'<{shape.tag.rpartition("}")[2]} d="{shape.attrib["d"]}"/>'
        for shape in svg
        if shape.get("fill") != "none"
    ]
    look = ' fill="currentColor" stroke="none"' if name.endswith("-filled") else ""
    return f'<symbol id="i-{name}" viewBox="0 0 24 24"{look}>{"".join(shapes)}</symbol>'


def build_sprite(names: Iterable[str]) -> str:
    """One SVG file with a symbol for each icon, in the order of their names."""
    symbols = "\n".join(icon_symbol(name) for name in sorted(names))
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'


def write_sprite() -> Path:
    """Writes the sprite where it is served from, if it is new; returns its folder."""
    folder = Path(settings.DATA_DIR) / "frontend"
    target, text = folder / SPRITE, build_sprite(ICONS)
    if not target.exists() or target.read_text() != text:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
    return folder


class Packages(FileSystemStorage):
    """The front-end packages, their files served under `lib/`."""

    prefix = PREFIX.rstrip("/")


class FrontendFinder(BaseFinder):
    """Finds FRONTEND_FILES under `lib/` and the sprite, and nothing else of the packages."""

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        missing = [name for name in FRONTEND_FILES if not (PACKAGES / name).exists()]
        if not missing:
            return []
        hint = "Run npm ci in the folder of package.json."
        return [Error(f"Front-end files are missing: {', '.join(missing)}", hint=hint)]

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        name = path.removeprefix(PREFIX)
        if path == SPRITE:
            found = str(write_sprite() / SPRITE)
        elif path.startswith(PREFIX) and name in FRONTEND_FILES:
            found = str(PACKAGES / name)
        else:
            return []
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Any]]:
        packages = Packages(location=PACKAGES)
        for name in FRONTEND_FILES:
            yield name, packages
        yield SPRITE, FileSystemStorage(location=write_sprite())


class HashedStaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed and compressed files, in which our script modules import each other by hashed name."""

    support_js_module_import_aggregation = True
    _js_module_import_aggregation_patterns = (
        "js/*.js",
        CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1],
    )


class FragmentMiddleware:
    """Keeps a fragment fetched by htmx from being shown as the page of the same address.

    Without it, going back in the browser's history may find the fragment in its cache.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        patch_vary_headers(response, ["HX-Request"])
        return response
