"""The interview on a phone at night: no connection, two tabs, logged out, too long, odd names."""

import re
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.urls import reverse
from playwright.sync_api import Route

from bia.models import Interview
from bia.services import answers
from estate.models import Item
from tests.bia.building import CLAIMS, rates
from tests.browser.harness import PHONE, Opener, Visit
from tests.browser.test_bia import asked, cookie_of, enter, go_on, live_url, saved
from tests.installation import wait_until

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["asked", "live_url"]


def away(visit: Visit) -> None:
    """The connection goes; what is typed meanwhile waits."""
    visit.expected = ["Failed to load resource", "ERR_INTERNET_DISCONNECTED"]
    visit.page.context.set_offline(True)


def back(visit: Visit) -> None:
    """The connection returns."""
    visit.page.context.set_offline(False)
    visit.page.evaluate("window.dispatchEvent(new Event('online'))")


def fits(visit: Visit) -> None:
    """Nothing is wider than the window, and every button in it can be pressed."""
    assert visit.overflow() == 0, visit.page.url
    width = visit.page.viewport_size["width"]  # type: ignore[index]
    for button in visit.page.locator("button:visible, aside a:visible, .bar a:visible").all():
        box = button.bounding_box()
        if box is None:
            continue
        assert box["x"] >= 0, button.inner_text()
        assert box["x"] + box["width"] <= width + 1, button.inner_text()


def test_things_added_one_after_the_other_all_stay(open_page: Opener, asked: str) -> None:
    visit = enter(open_page, asked)
    page = visit.page
    for text in ("First thing", "Second thing", "Third thing"):
        page.goto(re.sub(r"\w+/$", "needs/", page.url))
        page.locator("[data-finds]").last.fill(text)
        saved(page)
        page.locator("[data-finds]").last.fill(f"{text} too")
        saved(page)
    page.reload()
    names = [field.input_value() for field in page.locator("[data-finds]").all()]
    assert names == [
        text + more
        for text in ("First thing", "Second thing", "Third thing")
        for more in ("", " too")
    ] + [""]


def test_rows_typed_without_a_connection_come_back_after_a_reload(
    open_page: Opener, asked: str
) -> None:
    visit = enter(open_page, asked)
    page = visit.page
    visit.expected = ["503"]
    page.goto(re.sub(r"\w+/$", "needs/", page.url))
    page.route("**/save/", lambda route: route.fulfill(status=503, body="away"))
    page.locator("[data-finds]").last.fill("Typed while away")
    page.locator("[data-finds]").last.fill("Typed next")
    page.wait_for_selector("text=Continuity does not answer")
    page.reload()
    names = [field.input_value() for field in page.locator("[data-finds]").all()]
    assert names == ["Typed while away", "Typed next", ""]
    page.unroute("**/save/")
    page.reload()
    saved(page)
    page.reload()
    assert page.locator("[data-finds]").first.input_value() == "Typed while away"


def test_a_text_too_long_stays_in_its_field_and_is_said(open_page: Opener, asked: str) -> None:
    visit = enter(open_page, asked, size=PHONE, name="bia-long")
    page = visit.page
    page.fill("#purpose", "x" * 5000)
    saved(page)
    page.locator("[data-error=purpose]", has_text="at most 4,000 characters").wait_for()
    fits(visit)
    page.fill("#purpose", "x" * 25_000)
    page.locator("[data-error=purpose]", has_text="20,000").wait_for()
    page.wait_for_selector("text=Not saved: one answer is too long.")
    page.click("aside .actions .btn-primary")
    assert page.evaluate("document.activeElement.id") == "purpose"
    fits(visit)
    visit.check()
    page.fill("#purpose", "short")
    saved(page)


def test_what_is_typed_before_the_script_has_come_is_saved(open_page: Opener, asked: str) -> None:
    page = enter(open_page, asked).page
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(re.compile("bia-interview"), hold)
    page.goto(page.url, wait_until="commit")
    page.fill("#purpose", "Typed on a slow line")
    page.wait_for_timeout(100)
    held[0].continue_()
    saved(page)
    page.unroute_all()
    page.reload()
    assert page.input_value("#purpose") == "Typed on a slow line"


def test_the_grid_by_keyboard(open_page: Opener, asked: str) -> None:
    page = enter(open_page, asked).page
    page.goto(re.sub(r"\w+/$", "impact/", page.url))
    page.focus("select[name='rate.all.money.0']")
    for key in "123444":
        page.keyboard.press(key)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("3")
    saved(page)
    page.reload()
    money = [page.input_value(f"select[name='rate.all.money.{at}']") for at in range(6)]
    assert "".join(money) == "123444"
    assert page.input_value("select[name='rate.all.members.4']") == "3"
    page.focus("select[name='rate.all.members.4']")
    page.keyboard.press("Delete")
    assert page.input_value("select[name='rate.all.members.4']") == ""


CURVES = [
    {},
    {"members": "444444", "law": "......"},
    {"money": "011122", "members": "......", "law": "0.1..2"},
    {"money": "0.4...", "law": "000044"},
    {"money": "000004"},
]


@pytest.mark.parametrize("curves", CURVES)
def test_the_curve_moves_without_a_connection_and_looks_like_the_servers(
    open_page: Opener, asked: str, curves: dict[str, str]
) -> None:
    visit = enter(open_page, asked)
    page = visit.page
    page.goto(re.sub(r"\w+/$", "impact/", page.url))
    away(visit)
    for name, level in rates({**CLAIMS, **curves}).items():
        page.select_option(f"select[name='{name}']", level.replace(".", ""))
    page.wait_for_selector("text=Not saved, no connection.")
    drawn = page.inner_html("[data-implied] svg.chart"), page.inner_text("[data-limit]")
    label = page.get_attribute("[data-implied] svg.chart", "aria-label")
    assert page.is_visible(".bia-drawn")
    back(visit)
    saved(page)
    page.reload()
    served = page.inner_html("[data-implied] svg.chart"), page.inner_text("[data-limit]")
    assert drawn == served
    assert label == page.get_attribute("[data-implied] svg.chart", "aria-label")
    assert not page.is_visible(".bia-drawn")


WORDS_ON_AXIS = """() => [...document.querySelectorAll("[data-implied] svg.chart > text")]
  .filter((one) => one.textContent && one.getBoundingClientRect().width)
  .map((one) => one.getBoundingClientRect())
  .filter((box, at, all) => all.some((other) =>
    other !== box && Math.abs(other.top - box.top) < 8 && other.left < box.right + 2 && other.right > box.left))
  .length"""


def test_times_under_the_curve_do_not_touch_on_a_phone(open_page: Opener, asked: str) -> None:
    page = enter(open_page, asked).page
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(re.sub(r"\w+/$", "impact/", page.url))
    for levels in ("044444", "004444", "000444", "000044", "000004", "000000"):
        for name, level in rates(dict.fromkeys(CLAIMS, levels)).items():
            page.select_option(f"select[name='{name}']", level)
        saved(page)
        assert page.evaluate(WORDS_ON_AXIS) == 0, levels
        page.reload()
        assert page.evaluate(WORDS_ON_AXIS) == 0, levels


def test_who_was_logged_out_is_told_and_goes_on_after_the_login(
    open_page: Opener, asked: str, cast: Any, live_url: str
) -> None:
    cookies = cookie_of(cast.owner, live_url)
    path = f"{reverse('bia:interview-answer', args=[Interview.objects.get().pk])}function/"
    visit = open_page(path, size=PHONE, cookies=cookies, name="bia-logged-out")
    page = visit.page
    visit.expected = ["401"]
    page.context.clear_cookies(name=django_settings.SESSION_COOKIE_NAME)
    page.fill("#purpose", "Typed after the session had ended")
    page.wait_for_selector("text=You were logged out.")
    fits(visit)
    visit.check()
    page.click("text=Log in and go on")
    assert "next=" in page.url
    page.context.add_cookies(cookies)  # type: ignore[arg-type]
    page.goto(live_url + path)
    saved(page)
    page.reload()
    assert page.input_value("#purpose") == "Typed after the session had ended"


ODD = "W" * 200
ARABIC, FACES = (
    "\u0645\u0637\u0627\u0644\u0628\u0627\u062a" * 20,
    "\U0001f3e5\U0001f468\u200d\U0001f469\u200d\U0001f467" * 30,
)


@pytest.mark.parametrize("name", [ODD, ARABIC, FACES])
def test_nothing_is_wider_than_a_phone_in_any_state(
    open_page: Opener, asked: str, name: str
) -> None:
    Item.objects.filter(kind="function").update(name=name)
    visit = enter(open_page, asked, size=PHONE)
    page = visit.page
    page.fill("#purpose", name)
    page.locator("[data-rows=peak] input").first.fill(name[:80])
    page.locator("[data-rows=peak] [type=checkbox]").first.check()
    fits(visit)
    for step, field in (
        ("impact", "#wrt"),
        ("needs", "[data-finds]"),
        ("resources", ".grow input"),
    ):
        go_on(visit, step)
        if step == "impact":
            for level in rates():
                page.select_option(f"select[name='{level}']", "3")
        page.locator(field).first.fill("2 h" if step == "impact" else name[:200])
        saved(page)
        fits(visit)
    go_on(visit, "workarounds")
    page.locator(".grow input").first.fill(name)
    go_on(visit, "review")
    fits(visit)
    page.fill("#agreed_rto", name[:60])
    page.keyboard.press("Tab")
    page.wait_for_selector("[data-error=agreed_rto]")
    away(visit)
    page.fill("#comment", name)
    page.wait_for_selector("text=Not saved, no connection.")
    fits(visit)
    assert "is-away" in (page.get_attribute("[data-saved]", "class") or "")


@pytest.mark.parametrize("text", ["from the second", ODD * 5, ARABIC])
def test_a_conflict_fits_on_a_phone_and_waits_for_a_choice(
    open_page: Opener, asked: str, text: str
) -> None:
    visit = enter(open_page, asked, size=PHONE, name="bia-conflict")
    page = visit.page
    second = page.context.new_page()
    second.goto(page.url)
    second.fill("#purpose", f"{text} there")
    saved(second)
    visit.expected = ["409"]
    page.fill("#purpose", text)
    page.wait_for_selector("[data-overtaken]:visible")
    fits(visit)
    visit.check()
    page.fill("#minimum_service", "urgent ones")
    interview = Interview.objects.get()
    wait_until(lambda: answers.current(interview).sheet["minimum_service"] == "urgent ones", 20)
    assert answers.current(interview).sheet["purpose"] == f"{text} there"
    page.reload()
    page.wait_for_selector("[data-overtaken]:visible")
    page.click("text=Keep mine")
    saved(page)
    assert answers.current(interview).sheet["purpose"] == text


def test_targets_are_large_enough_for_a_finger(open_page: Opener, asked: str) -> None:
    page = enter(open_page, asked, size=PHONE).page
    small = []
    for step in ("function", "impact", "needs", "resources", "workarounds", "review"):
        page.goto(re.sub(r"\w+/$", f"{step}/", page.url))
        for target in page.locator(
            "main :is(a, button, select, summary, input:not([type=hidden])):visible"
        ).all():
            box = target.bounding_box()
            if box and box["height"] < (20 if target.get_attribute("type") == "checkbox" else 24):
                small.append((step, target.evaluate("one => one.outerHTML.slice(0, 90)"), box))
    assert not small
