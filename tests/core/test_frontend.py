"""What the browser is sent: every file and icon a template names is there, and nothing forbidden."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from django.template.loader import get_template

from continuity import frontend
from core.templatetags import components

PLACES = [Path(folder) for folder in engines["django"].dirs]  # type: ignore[attr-defined]
TEMPLATES = sorted(path for place in PLACES for path in place.rglob("*.html"))
every_template = pytest.mark.parametrize(
    "path", TEMPLATES, ids=lambda path: "/".join(path.parts[-2:])
)
NAMED_ICON = re.compile(r"""\{% icon ["']([^"']+)""")
NAMED_STATIC = re.compile(r"""\{% static ["']([^"']+)""")
FORBIDDEN = re.compile(
    r"""<style|\sstyle\s*=|<script(?![^>]*\bsrc=)(?![^>]*json)|\son[a-z]+\s*=|javascript:""", re.I
)


@every_template
def test_template_can_be_read(path: Path) -> None:
    place = next(folder for folder in PLACES if folder in path.parents)
    get_template(str(path.relative_to(place)))


@every_template
def test_template_obeys_the_policy(path: Path) -> None:
    assert not FORBIDDEN.findall(re.sub(r"\{#.*?#\}", "", path.read_text()))


@every_template
def test_template_comments_do_not_show(path: Path) -> None:
    """A {# comment #} ends on its line, or it is printed on the page."""
    for line in path.read_text().splitlines():
        assert line.count("{#") == line.count("#}"), line


@every_template
def test_what_a_template_names_is_there(path: Path) -> None:
    text = path.read_text()
    for name in NAMED_ICON.findall(text):
        assert name in frontend.ICONS, f"Add {name} to continuity/icons.txt."
    finder = frontend.FrontendFinder()
    for name in NAMED_STATIC.findall(text):
        own = any((Path(folder) / name).is_file() for folder in settings.STATICFILES_DIRS)
        assert own or finder.find(name), name


def test_every_icon_is_in_the_package() -> None:
    assert [name for name in frontend.ICONS if not frontend.icon_source(name).exists()] == []
    used = {look[0] for look in components.STATES.values()} | set(components.MESSAGE_ICONS.values())
    assert used <= frontend.ICONS


def test_icons_are_listed_in_order() -> None:
    names = (settings.BASE_DIR / "continuity" / "icons.txt").read_text().split()
    assert names == sorted(set(names))


def test_sprite_holds_outline_and_filled_icons() -> None:
    sprite = frontend.build_sprite(["circle-x", "circle-x-filled"])
    assert sprite.count("<symbol") == 2
    assert 'id="i-circle-x-filled" viewBox="0 0 24 24" fill="currentColor"' in sprite
    assert 'd="M0 0h24v24H0z"' not in sprite


@pytest.mark.parametrize("name", frontend.FRONTEND_FILES)
def test_served_file_is_there_with_all_it_refers_to(name: str) -> None:
    path = frontend.PACKAGES / name
    assert path.is_file(), "Run npm ci."
    if path.suffix not in {".css", ".js", ".mjs"}:
        return
    text = path.read_text()
    named = re.findall(r"sourceMappingURL=([^\s*]+)", text[-300:])
    if path.suffix == ".css":
        named += [url for url in re.findall(r"url\(([^)\"']+)\)", text) if url.startswith("./")]
    for reference in named:
        target = (path.parent / reference).resolve()
        assert str(target.relative_to(frontend.PACKAGES.resolve())) in frontend.FRONTEND_FILES


def test_finder_serves_nothing_else_of_the_packages() -> None:
    finder = frontend.FrontendFinder()
    assert finder.find("lib/echarts/package.json") == []
    assert finder.find("lib/../package.json") == []
    assert {name for name, _storage in finder.list(None)} == {
        *frontend.FRONTEND_FILES,
        frontend.SPRITE,
    }


def test_lock_file_names_no_address() -> None:
    lock = (settings.BASE_DIR / "package-lock.json").read_text()
    assert '"resolved"' not in lock
    assert "http" not in re.sub(r'"(url|funding)": "[^"]*"', "", lock)
