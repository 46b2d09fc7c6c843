"""Names nobody expects: unbroken, right to left, emoji. No page of the estate grows wider for them."""

from typing import Any

import pytest

from estate import services
from estate.models import Item
from tests.browser.harness import DESK, PHONE, Opener

from .test_estate import filled, live_url, manager_cookie

__all__ = ["filled", "live_url", "manager_cookie"]
pytestmark = pytest.mark.django_db(transaction=True)
ODD = {
    "unbroken": "x" * 200,
    "right to left": "שרת" * 60,
    "emoji": "🧯" * 90,
}


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_odd_names_fit(
    open_page: Opener, manager_cookie: Any, filled: Any, noon: Any, size: Any
) -> None:
    for odd in ODD.values():
        item = services.create_item(
            kind="server", name=odd, type=odd[:100], description=odd, by=None, at=noon
        )
        services.add_dependency(dependent=filled, provider=item, note=odd, by=None, at=noon)
        services.record_claim(item=item, likely=services.time_of(3), basis=odd, by=None, at=noon)
    services.refresh_readiness(at=noon)
    item = Item.objects.get(name=ODD["unbroken"])
    row = item.carries.get()
    pages = {
        "item": item.get_absolute_url(),
        "above": filled.get_absolute_url(),
        "tab": f"{filled.get_absolute_url()}?tab=dependency.dependent",
        "list": "/estate/item/?q=xxx",
        "edit": f"{item.get_absolute_url()}edit/",
        "explorer": f"/estate/explorer/?item={item.pk}",
        "changes": "/estate/estatechange/",
        "dependency": row.get_absolute_url(),
        "dependencies": "/estate/dependency/",
        "measure": f"/estate/item/{item.pk}/measure/",
        "retire": f"/estate/item/{item.pk}/retire/",
        "history": f"{item.get_absolute_url()}history/",
    }
    wide = {}
    for name, url in pages.items():
        visit = open_page(url, size=size, cookies=manager_cookie)
        if found := visit.overflow():
            wide[name] = found
            visit.shot(f"estate-odd-{name}-{size[0]}")
    assert not wide
