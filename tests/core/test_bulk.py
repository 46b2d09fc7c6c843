"""Many rows at once: left as it is by default, all or none, each under its own right and version."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from bia.models import BusinessFunction, Gap
from core.bulkforms import EMPTY
from core.models import User
from estate import services
from estate.models import Item
from tests.bia.building import make_function

pytestmark = pytest.mark.django_db

EDIT, RETIRE, LIST = "estate:item-bulk", "estate:item-bulk-retire", "estate:item-list"


@pytest.fixture
def browser(client: Client, cast: SimpleNamespace) -> Client:
    """The continuity manager's browser."""
    client.force_login(cast.manager)
    return client


@pytest.fixture
def items(units: SimpleNamespace, cast: SimpleNamespace) -> SimpleNamespace:
    """Two items of claims, one of them owned, and one of payments."""
    make = Item.objects.create
    return SimpleNamespace(
        core=make(kind="application", name="Core", unit=units.claims, owner=cast.owner, tier=2),
        ledger=make(kind="database", name="Ledger", unit=units.claims),
        card=make(kind="application", name="Card switch", unit=units.payments),
    )


@pytest.fixture
def function(cast: SimpleNamespace, units: SimpleNamespace, noon: Any) -> BusinessFunction:
    """Claims payment, of the unit of claims."""
    return make_function("Claims payment", unit=units.claims, owner=cast.owner, at=noon)


def chosen(*rows: Any) -> list[str]:
    """Rows as the page carries them, each with its version."""
    return [f"{row.pk}:{type(row).objects.get(pk=row.pk).version}" for row in rows]


def post(browser: Client, rows: list[str], route: str = EDIT, **said: Any) -> Any:
    return browser.post(reverse(route), {"selected": rows, **said})


def now(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)


def test_shows_the_rows_and_leaves_every_field_as_it_is(
    browser: Client, items: SimpleNamespace
) -> None:
    asked = {"selected": [items.core.pk, items.ledger.pk], "back": "kind=database"}
    answer = browser.get(reverse(EDIT), asked)
    page = answer.content.decode()
    assert page.count("Leave as it is") == 6
    assert "Edit 2 items" in page
    assert [row.name for row in answer.context["chosen"].rows] == ["Core", "Ledger"]
    refused = post(browser, chosen(items.core), reason="No change at all")
    assert refused.status_code == 422
    assert "Choose something to change." in refused.content.decode()
    assert now(items.core).version == items.core.version


def test_changes_what_is_chosen_and_nothing_else(
    browser: Client, items: SimpleNamespace, cast: SimpleNamespace
) -> None:
    said = {"owner": cast.service_owner.pk, "back": "kind=database", "reason": "Handed over"}
    answer = post(browser, chosen(items.core, items.ledger), **said)
    assert answer["Location"] == f"{reverse(LIST)}?kind=database"
    for row in (items.core, items.ledger):
        assert now(row).owner == cast.service_owner
    assert (now(items.core).tier, now(items.ledger).tier) == (2, None)
    event = Item.pgh_event_model.objects.filter(pgh_obj_id=items.core.pk).order_by("-pgh_id")[0]
    assert event.pgh_context.metadata["reason"] == "Handed over"
    assert now(items.card).owner is None


def test_empties_a_field_where_that_is_chosen(browser: Client, items: SimpleNamespace) -> None:
    post(browser, chosen(items.core), owner=EMPTY, tier=EMPTY)
    assert (now(items.core).owner, now(items.core).tier) == (None, None)


def test_a_field_that_must_be_filled_cannot_be_emptied(
    browser: Client, items: SimpleNamespace
) -> None:
    assert post(browser, chosen(items.core), lifecycle=EMPTY).status_code == 422
    assert now(items.core).lifecycle == "live"


def test_a_row_changed_meanwhile_is_named_and_none_is_saved(
    browser: Client, items: SimpleNamespace
) -> None:
    rows = chosen(items.core, items.ledger)
    Item.objects.filter(pk=items.ledger.pk).update(description="Somebody was faster")
    answer = post(browser, rows, tier=1, reason="Tiering")
    assert answer.status_code == 409
    assert [each.record.name for each in answer.context["problems"]] == ["Ledger"]
    assert (now(items.core).tier, now(items.ledger).tier) == (2, None)
    page = answer.content.decode()
    assert '<option value="1" selected>' in page
    assert "Tiering</textarea>" in page
    again = [f"{row.pk}:{row.version}" for row in answer.context["chosen"].rows]
    assert post(browser, again, tier=1).status_code == 302
    assert (now(items.core).tier, now(items.ledger).tier) == (1, 1)


def test_a_row_without_its_version_is_not_written_over(
    browser: Client, items: SimpleNamespace
) -> None:
    assert post(browser, [str(items.core.pk)], tier=1).status_code == 409
    assert now(items.core).tier == 2


def test_rows_one_may_not_change_are_named_and_left_alone(
    client: Client, items: SimpleNamespace, cast: SimpleNamespace
) -> None:
    client.force_login(cast.coordinator)
    shown = client.get(reverse(EDIT), {"selected": [items.core.pk, items.card.pk]})
    assert [row.name for row in shown.context["chosen"].left_alone] == ["Card switch"]
    assert "One row is left alone" in shown.content.decode()
    assert post(client, chosen(items.core, items.card), tier=1).status_code == 302
    assert (now(items.core).tier, now(items.card).tier) == (1, None)


def test_nothing_is_moved_to_where_one_has_no_right(
    client: Client, items: SimpleNamespace, cast: SimpleNamespace, units: SimpleNamespace
) -> None:
    client.force_login(cast.coordinator)
    rows = chosen(items.core, items.ledger)
    answer = post(client, rows, unit=units.payments.pk)
    assert answer.status_code in (409, 422)
    assert now(items.core).unit == units.claims


def test_a_rule_one_row_breaks_stops_all(
    browser: Client, items: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Item._meta.get_field("name"), "validators", [no_card])
    answer = post(browser, chosen(items.core, items.card), tier=1)
    assert [str(each.record) for each in answer.context["problems"]] == ["Card switch"]
    assert now(items.core).tier == 2


def no_card(value: str) -> None:
    """A rule that one of the rows breaks."""
    if value.startswith("Card"):
        raise ValidationError("Not this one.")


@pytest.mark.parametrize("rows", [[], ["x"], ["-1:1"], ["9" * 30], ["²:1"], ["0"], ["999999:1"]])
def test_without_rows_it_leads_back_to_the_list(
    browser: Client, items: SimpleNamespace, rows: list[str]
) -> None:
    for answer in (browser.get(reverse(EDIT), {"selected": rows}), post(browser, rows, tier=1)):
        assert answer["Location"] == reverse(LIST)


def test_boxes_only_for_those_who_may_change_a_row(
    client: Client, items: SimpleNamespace, cast: SimpleNamespace, person: Any
) -> None:
    def offered(user: User) -> list[str]:
        client.force_login(user)
        shown = client.get(reverse(LIST))
        has_boxes = 'name="selected"' in shown.content.decode()
        labels = [each.label for each in shown.context["bulk_actions"]]
        assert has_boxes == bool(labels)
        return labels

    every = ["Edit selected", "Retire selected", "Export selected"]
    assert offered(cast.manager) == every
    assert offered(cast.coordinator) == [every[0], every[2]]
    assert offered(cast.auditor) == []
    assert offered(person("ownsnothing", "service_owner")) == []


def test_exports_the_chosen_and_no_row_of_another(
    client: Client, cast: SimpleNamespace, function: BusinessFunction, units: Any, noon: Any
) -> None:
    theirs = make_function("Card payments", unit=units.payments, owner=None, at=noon)
    third = make_function("Claims intake", unit=units.claims, owner=None, at=noon)
    client.force_login(cast.coordinator)
    asked = {"_export": "csv", "selected": [function.pk, theirs.pk], "back": ""}
    text = client.get(reverse("bia:businessfunction-list"), asked).content.decode()
    assert "Claims payment" in text
    assert "Card payments" not in text
    assert str(third) not in text


def test_functions_take_their_owner_to_their_item(
    browser: Client, cast: SimpleNamespace, function: BusinessFunction
) -> None:
    answer = post(
        browser,
        chosen(function),
        "bia:businessfunction-bulk",
        owner=cast.service_owner.pk,
        frequency="daily",
    )
    assert answer.status_code == 302
    known = now(function)
    assert (known.item.owner, known.frequency) == (cast.service_owner, "daily")
    assert (known.item.name, known.item.unit) == ("Claims payment", function.item.unit)


def test_gaps_get_a_date(browser: Client, function: BusinessFunction, noon: Any) -> None:
    gap = Gap.objects.create(function=function, title="Late", opened_at=noon)
    assert post(browser, chosen(gap), "bia:gap-bulk", due_on="2027-01-31").status_code == 302
    assert now(gap).due_on.isoformat() == "2027-01-31"


class TestRetiring:
    def test_needs_a_reason(self, browser: Client, items: SimpleNamespace) -> None:
        assert post(browser, chosen(items.core), RETIRE).status_code == 422
        assert now(items.core).retired_on is None

    def test_what_only_the_chosen_use_goes_with_them(
        self, browser: Client, items: SimpleNamespace, noon: Any
    ) -> None:
        services.add_dependency(dependent=items.core, provider=items.card, by=None, at=noon)
        rows = chosen(items.card, items.core)
        answer = post(browser, rows, RETIRE, reason="Replaced by the new suite")
        assert answer.status_code == 302
        assert now(items.core).retired_reason == "Replaced by the new suite"
        assert now(items.card).retired_on

    def test_what_others_use_is_named_and_none_is_retired(
        self, browser: Client, items: SimpleNamespace, noon: Any
    ) -> None:
        services.add_dependency(dependent=items.core, provider=items.card, by=None, at=noon)
        answer = post(browser, chosen(items.card, items.ledger), RETIRE, reason="Replaced")
        assert answer.status_code == 409
        assert [each.record.name for each in answer.context["problems"]] == ["Card switch"]
        assert now(items.ledger).retired_on is None

    def test_a_row_changed_meanwhile_stays(self, browser: Client, items: SimpleNamespace) -> None:
        rows = chosen(items.core)
        Item.objects.filter(pk=items.core.pk).update(description="Still needed")
        assert post(browser, rows, RETIRE, reason="Replaced").status_code == 409
        assert now(items.core).retired_on is None
