"""Opens pages in Chromium and watches: policy violations, console errors, accessibility, looks."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
SCREENSHOTS = ROOT / "var" / "screenshots"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--force-color-profile=srgb",
]
DESK, PHONE = (1440, 900), (360, 740)
LOOKS = [(DESK, "light"), (PHONE, "dark")]
"""Both sizes and both themes for every page; tokens and layout do not meet in the other pairs."""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
REPORT_VIOLATIONS = """document.addEventListener("securitypolicyviolation", (event) =>
    console.error(`Policy refused ${event.violatedDirective}: ${event.blockedURI} ${event.sample}`));"""


def chromium_path() -> str:
    """The machine's Chromium; CHROMIUM names another one."""
    found = (
        os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    )
    return found or "/usr/bin/chromium"


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser for a whole session of tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Visit:
    """A page in a window of its own, and what went wrong on it.

    `expected` are patterns of console messages that belong to the test, such as a 422.
    """

    page: Page
    name: str = "page"
    problems: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Note every console error, every uncaught error and every refusal by the policy."""
        self.page.add_init_script(REPORT_VIOLATIONS)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.problems.append(f"Uncaught: {error}"))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.problems.append(f"{message.text} ({message.location.get('url', '')})")

    def open(self, url: str) -> "Visit":
        """Go to an address and wait until its style and its scripts are there."""
        self.page.goto(url, wait_until="load")
        self.page.evaluate("document.fonts.ready")
        return self

    @contextmanager
    def unfolded(self) -> Iterator[None]:
        """The window as tall as its page, so that nothing sticks over anything else."""
        window = self.page.viewport_size or {"width": DESK[0], "height": DESK[1]}
        height = self.page.evaluate("document.documentElement.scrollHeight")
        tall = max(window["height"], height)
        self.page.set_viewport_size({"width": window["width"], "height": tall})
        yield
        self.page.set_viewport_size(window)

    def violations(self) -> list[str]:
        """What axe finds against WCAG 2.2 A and AA, one sentence per element."""
        options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
        with self.unfolded():
            self.page.evaluate(AXE.read_text())
            found = self.page.evaluate("(options) => axe.run(document, options)", options)
        return [
            f"{rule['id']}: {node['html'][:160]} {node['failureSummary'].splitlines()[-1].strip()}"
            for rule in found["violations"]
            for node in rule["nodes"]
        ]

    def overflow(self) -> int:
        """By how many pixels the page is wider than its window; 0 is right."""
        return int(
            self.page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
        )

    def shot(self, name: str = "", *, full: bool = True) -> Path:
        """Keep a picture under var/screenshots: of the whole page, or of what the window shows."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        target = SCREENSHOTS / f"{re.sub(r'[^a-z0-9]+', '-', (name or self.name).lower())}.png"
        with self.unfolded() if full else nullcontext():
            # Hiding the caret would leave style attributes behind, which the policy refuses to copy.
            self.page.screenshot(path=target, caret="initial")
        return target

    def unexpected(self) -> list[str]:
        """The problems the test did not announce."""
        return [
            problem
            for problem in self.problems
            if not any(re.search(pattern, problem) for pattern in self.expected)
        ]

    def check(self, name: str = "") -> None:
        """Keep a picture, then fail on any problem, any axe violation and a page too wide."""
        self.shot(name)
        found = [*self.unexpected(), *self.violations()]
        if wide := self.overflow():
            found.append(f"The page is {wide} px wider than its window.")
        assert not found, "\n".join([self.page.url, *found])


Opener = Callable[..., Visit]


@contextmanager
def visiting(browser: Browser, base_url: str = "") -> Iterator[Opener]:
    """Gives a function that opens windows: open("/units/", size=PHONE, theme="dark").

    Cookies are Playwright's dictionaries; a relative address is taken from `base_url`.
    """
    contexts = []

    def open_page(
        path: str,
        *,
        size: tuple[int, int] = DESK,
        theme: str = "light",
        cookies: list[Any] | None = None,
        script: bool = True,
        name: str = "",
    ) -> Visit:
        context = browser.new_context(
            base_url=base_url or None,
            viewport={"width": size[0], "height": size[1]},
            color_scheme=theme,  # type: ignore[arg-type]
            has_touch=size[0] < 768,
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.add_cookies(cookies or [])
        visit = Visit(context.new_page(), name or path)
        visit.watch()
        return visit.open(path)

    yield open_page
    for context in contexts:
        context.close()
