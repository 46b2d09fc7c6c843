"""Calibration on a phone and a tablet: every figure can be read, none is printed over another."""

from typing import Any

import pytest
from django.utils import timezone

from bia.models import Interview
from bia.services import answers, interviews
from tests.bia.building import rates
from tests.browser.harness import DESK, PHONE, Opener
from tests.browser.test_bia import asked, cookie_of, live_url

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["asked", "live_url"]

UNREADABLE = """() => [...document.querySelectorAll(".bia-models tbody tr")].flatMap((row) => {
  const cells = [...row.children].map((cell) => {
    const range = document.createRange();
    range.selectNodeContents(cell);
    const text = range.getBoundingClientRect(), box = cell.getBoundingClientRect();
    return {name: cell.innerText, left: text.left, top: text.top, right: text.right,
            bottom: text.bottom, over: text.right - Math.min(box.right, innerWidth)};
  });
  const cut = cells.filter((one) => one.over > 1).map((one) => `cut: ${one.name}`);
  const apart = (a, b) => a.right <= b.left + 1 || b.right <= a.left + 1
    || a.bottom <= b.top + 1 || b.bottom <= a.top + 1;
  return cut.concat(cells.flatMap((a, at) => cells.slice(at + 1)
    .filter((b) => !apart(a, b)).map((b) => `over each other: ${a.name} and ${b.name}`)));
})"""
"""Cells whose words are cut off, or lie over those of another."""


@pytest.mark.parametrize("size", [PHONE, (768, 1024), DESK])
def test_every_figure_can_be_read(
    open_page: Opener, asked: str, cast: Any, live_url: str, size: tuple[int, int]
) -> None:
    at, interview = timezone.now(), Interview.objects.get()
    answers.keep(interview, rates(), version=0)
    interviews.submit(interview, by=cast.owner, at=at)
    interviews.approve(interview, by=cast.head, at=at)
    of_one = f"/bia/functions/{interview.function_id}/calibration/"
    for address in ("/bia/calibration/", of_one):
        visit = open_page(address, size=size, cookies=cookie_of(cast.manager, live_url))
        assert visit.page.locator(".bia-models tbody tr").count()
        assert visit.page.evaluate(UNREADABLE) == []
        visit.check(f"calibration {address} {size[0]}")
