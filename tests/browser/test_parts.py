"""What moves on a page: palette, menus, themes, dialogs, selection, rows of parts, drafts."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.harness import PHONE, Opener, visiting
from tests.browser.stage_server import stage_url

__all__ = ["stage_url"]


@pytest.fixture
def open_stage(browser: Browser, stage_url: str) -> Iterator[Opener]:
    """Opens pages of the stage."""
    with visiting(browser, stage_url) as opener:
        yield opener


def test_search_is_worked_by_keyboard_alone(open_stage: Opener) -> None:
    visit = open_stage("/detail/")
    page = visit.page
    page.keyboard.press("Control+k")
    box = page.get_by_role("combobox")
    expect(box).to_be_focused()
    page.keyboard.type("claims")
    options = page.get_by_role("option")
    expect(options).to_have_count(3)
    expect(options.nth(0)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == options.nth(1).get_attribute("id")
    visit.check("search palette")
    page.keyboard.press("Enter")
    page.wait_for_url("**/detail/")
    assert not page.get_by_role("combobox").is_visible()


def test_escape_closes_the_palette(open_stage: Opener) -> None:
    page = open_stage("/detail/").page
    page.keyboard.press("/")
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("combobox")).to_be_hidden()


def test_a_menu_opens_closes_and_gives_the_focus_back(open_stage: Opener) -> None:
    visit = open_stage("/detail/")
    page = visit.page
    dots = page.locator("summary[aria-label='More actions']")
    dots.click()
    expect(page.get_by_role("link", name="Delete")).to_be_visible()
    visit.check("menu")
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Delete")).to_be_hidden()
    expect(dots).to_be_focused()
    dots.click()
    page.locator("h1").click()
    expect(page.get_by_role("link", name="Delete")).to_be_hidden()


def test_the_chosen_theme_stays(open_stage: Opener) -> None:
    page = open_stage("/detail/").page
    page.locator("summary[aria-label='Theme']").click()
    page.get_by_role("button", name="Dark").click()
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"
    page.reload()
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"
    page.locator("summary[aria-label='Theme']").click()
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")


def test_the_drawer_opens_on_a_phone(open_stage: Opener) -> None:
    visit = open_stage("/list/", size=PHONE)
    page = visit.page
    expect(page.get_by_role("link", name="Vendors")).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    expect(page.get_by_role("link", name="Vendors")).to_be_visible()
    visit.shot("drawer phone", full=False)
    assert visit.violations() == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Vendors")).to_be_hidden()


def test_a_filter_is_set_and_lifted_without_losing_the_place(open_stage: Opener) -> None:
    visit = open_stage("/filtered/")
    page = visit.page
    page.get_by_text("Owner", exact=True).first.click()
    visit.check("filter menu")
    page.get_by_placeholder("Find").fill("Person 7")
    expect(page.get_by_text("Person 7")).to_be_visible()
    expect(page.get_by_text("Person 12")).to_be_hidden()
    page.get_by_text("Person 7").click()
    expect(page).to_have_url(re.compile("owner=7"))
    expect(page.get_by_label("Remove filter Owner")).to_be_visible()
    page.get_by_role("searchbox", name="Search functions").fill("pay")
    expect(page).to_have_url(re.compile("q=pay.*owner=7"))
    expect(page.get_by_role("searchbox", name="Search functions")).to_be_focused()
    page.get_by_label("Remove filter Owner").click()
    expect(page).not_to_have_url(re.compile("owner"))
    assert visit.problems == []


def test_filters_work_without_script(open_stage: Opener) -> None:
    page = open_stage("/filtered/", script=False).page
    page.locator("summary", has_text="Tier").click()
    page.locator("label", has_text="Tier 2").click()
    page.locator(".filter-menu[open] button").click()
    assert "tier=2" in page.url
    assert page.locator(".filter.set").inner_text().strip().startswith("Tier")


def test_chosen_rows_bring_the_bar(open_stage: Opener) -> None:
    visit = open_stage("/list-selectable/")
    page = visit.page
    bar = page.get_by_role("region", name="With the selected rows")
    expect(bar).to_be_hidden()
    page.get_by_label("Select all on this page").check()
    expect(bar).to_contain_text("5 selected")
    visit.check("bulk bar")
    page.locator("input[name=selected]").first.uncheck()
    expect(bar).to_contain_text("4 selected")
    bar.get_by_role("button", name="Clear").click()
    expect(bar).to_be_hidden()


def test_what_changes_something_is_asked_for_first(open_stage: Opener) -> None:
    visit = open_stage("/detail/")
    page = visit.page
    page.get_by_role("button", name="Decide the gap").click()
    question = page.get_by_role("dialog")
    expect(question).to_contain_text("Decide now?")
    visit.check("confirm")
    question.get_by_role("button", name="Cancel").click()
    expect(question).to_be_hidden()
    page.get_by_role("button", name="Decide the gap").click()
    with page.expect_request(lambda sent: sent.method == "POST"):
        question.get_by_role("button", name="Decide the gap").click()


def test_a_conflict_is_settled_field_by_field(open_stage: Opener) -> None:
    page = open_stage("/conflict/").page
    page.get_by_role("button", name="Take theirs").first.click()
    expect(page.get_by_label("Name")).to_have_value("Claims plan")
    page.get_by_role("button", name="Take theirs").nth(1).click()
    expect(page.get_by_label("Deputy")).to_have_value("2")
    page.get_by_role("button", name="Keep yours").first.click()
    expect(page.get_by_label("Name")).to_have_value("Claims recovery plan")


def test_errors_take_the_focus_and_lead_to_their_fields(open_stage: Opener) -> None:
    page = open_stage("/form/").page
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("link", name="Deputy:").click()
    assert page.url.endswith("#id_deputy")


def test_rows_of_parts_are_added_moved_and_removed(open_stage: Opener) -> None:
    page = open_stage("/components/").page
    page.get_by_role("button", name="Add step").click()
    rows = page.locator("[data-children] tbody tr")
    expect(rows).to_have_count(3)
    expect(page.locator("[name=steps-2-what]")).to_be_focused()
    expect(page.locator("[name=steps-TOTAL_FORMS]")).to_have_value("3")
    page.keyboard.type("Tell the members")
    rows.nth(2).get_by_role("button").focus()
    page.keyboard.press("ArrowUp")
    expect(rows.nth(1).locator("input").nth(1)).to_have_value("Tell the members")
    assert rows.nth(1).locator("[data-order]").input_value() == "2"
    rows.nth(0).locator(".gone").click()
    expect(rows.nth(0)).to_be_hidden()
    assert rows.nth(0).locator("[name$=DELETE]").is_checked()
    assert rows.nth(1).locator("[data-order]").input_value() == "1"


def test_what_is_typed_is_kept_and_comes_back(open_stage: Opener) -> None:
    visit = open_stage("/draft-form/")
    page = visit.page
    page.get_by_label("Name").fill("Half a sen")
    expect(page.get_by_text("Draft saved")).to_be_visible()
    visit.check("draft saved")
    page.reload()
    expect(page.get_by_label("Name")).to_have_value("Half a sen")
    expect(page.get_by_text("Your draft is back")).to_be_visible()
    page.get_by_role("button", name="Discard draft").click()
    page.wait_for_load_state()
    expect(page.get_by_label("Name")).to_have_value("")


def test_without_connection_it_is_kept_on_the_device(open_stage: Opener) -> None:
    visit = open_stage("/draft-form/")
    visit.expected.append("ERR_INTERNET_DISCONNECTED|ERR_FAILED")
    page = visit.page
    page.context.set_offline(True)
    expect(page.get_by_text("No connection", exact=True)).to_be_visible()
    page.get_by_label("Name").fill("Typed in a tunnel")
    expect(page.get_by_text("Kept on this device")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("Draft saved")).to_be_visible()
    assert visit.unexpected() == []


def test_the_countdown_counts(open_stage: Opener) -> None:
    page = open_stage("/components/").page
    ring = page.get_by_role("timer").first
    before = ring.get_attribute("aria-label")
    page.evaluate("document.querySelector('.ring').dataset.until = new Date(Date.now() + 5430e3)")
    page.evaluate("document.dispatchEvent(new Event('htmx:afterSettle'))")
    assert ring.get_attribute("aria-label") == "1:30 h left" != before


def test_dialogs_open_from_their_button(open_stage: Opener) -> None:
    visit = open_stage("/components/")
    visit.page.get_by_role("button", name="Accept the gap", exact=True).click()
    expect(visit.page.get_by_role("dialog")).to_contain_text("Until 30 June")
    visit.shot("dialog", full=False)
    assert visit.violations() == []


DRAW = """async () => {
    const [{ default: cytoscape }, { default: dagre }, echarts, { colours }] = await Promise.all([
        import("/static/lib/cytoscape/dist/cytoscape.esm.min.mjs"),
        import("/static/lib/cytoscape-dagre/dist/cytoscape-dagre.min.mjs"),
        import("/static/lib/echarts/dist/echarts.esm.min.mjs"),
        import("/static/js/tokens.js"),
    ]);
    const place = document.querySelector("#content").appendChild(document.createElement("div"));
    place.className = "chart";
    cytoscape.use(dagre);
    const elements = ["a", "b", "c"].map((id) => ({ data: { id } }));
    elements.push({ data: { source: "a", target: "b" } }, { data: { source: "b", target: "c" } });
    const graph = cytoscape({ container: place, elements, layout: { name: "dagre" } });
    const chart = echarts.init(place);
    chart.setOption({
        animation: false,
        tooltip: { renderMode: "richText" },
        xAxis: { type: "category", data: ["a", "b"] },
        yAxis: {},
        series: [{ type: "line", data: [1, 2] }],
    });
    return { heights: graph.nodes().map((node) => node.position().y), gap: colours().gap };
}"""


def test_graph_and_chart_libraries_obey_the_policy(open_stage: Opener) -> None:
    visit = open_stage("/detail/")
    drawn = visit.page.evaluate(DRAW)
    assert drawn["heights"] == sorted(set(drawn["heights"]))
    assert drawn["gap"] == "rgb(192, 31, 44)"
    assert visit.problems == []


def test_libraries_get_the_colours_of_the_theme(open_stage: Opener) -> None:
    visit = open_stage("/detail/", theme="dark")
    assert visit.page.evaluate(DRAW)["gap"] == "rgb(255, 128, 128)"


def test_going_back_shows_the_whole_page(open_stage: Opener) -> None:
    page = open_stage("/filtered/").page
    page.get_by_role("searchbox", name="Search functions").fill("pay")
    expect(page).to_have_url(re.compile("q=pay"))
    page.locator("tbody th a").first.click()
    page.wait_for_url("**/detail/")
    page.go_back()
    expect(page).to_have_url(re.compile("q=pay"))
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    expect(page.get_by_role("searchbox", name="Search functions")).to_have_value("pay")
