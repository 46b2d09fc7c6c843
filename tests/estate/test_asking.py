"""Owners asked by link, and services added in bulk."""

import re
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from core.models import MailMessage
from estate import services
from estate.models import CapabilityRequest, Claim, Dependency, Item

pytestmark = pytest.mark.django_db


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


class TestAsking:
    def ask(self, cast: Any, at: datetime) -> CapabilityRequest:
        (row,) = services.ask_owners(people=[cast.service_owner], by=cast.manager, at=at)
        return row

    def test_mails_a_link_for_what_is_owned(
        self, estate: SimpleNamespace, cast: Any, noon: datetime
    ) -> None:
        row = self.ask(cast, noon)
        assert {asked.item for asked in row.asked.all()} == {estate.core, estate.ledger}
        assert "/l/" in MailMessage.objects.get().text

    def test_functions_are_not_asked_about(
        self, estate: SimpleNamespace, cast: Any, noon: datetime
    ) -> None:
        assert services.ask_owners(people=[cast.owner], by=cast.manager, at=noon) == []

    def test_nobody_chosen_is_refused(self, cast: Any, noon: datetime) -> None:
        with pytest.raises(ValidationError, match="at least one"):
            services.ask_owners(people=[], by=cast.manager, at=noon)

    def test_answered_when_all_are(
        self, estate: SimpleNamespace, cast: Any, noon: datetime
    ) -> None:
        row, by = self.ask(cast, noon), cast.service_owner
        services.answer(request=row, said={estate.core.pk: services.Said(hours(1))}, by=by, at=noon)
        assert row.done_at is None
        services.answer(
            request=row, said={estate.ledger.pk: services.Said(hours(2))}, by=by, at=noon
        )
        assert row.done_at == noon
        assert Claim.objects.filter(stated_by=by).count() == 2

    def test_an_answer_counts_from_the_moment_the_last_one_did(
        self, estate: SimpleNamespace, cast: Any, noon: datetime
    ) -> None:
        services.record_claim(
            item=estate.core, likely=hours(3), clock="declaration", by=cast.manager, at=noon
        )
        row = self.ask(cast, noon)
        said = {estate.core.pk: services.Said(hours(1))}
        services.answer(request=row, said=said, by=cast.service_owner, at=noon)
        assert Claim.objects.get(item=estate.core, superseded_at=None).clock == "declaration"

    def test_other_items_are_refused(
        self, estate: SimpleNamespace, cast: Any, noon: datetime
    ) -> None:
        row = self.ask(cast, noon)
        with pytest.raises(ValidationError, match="not asked"):
            services.answer(
                request=row,
                said={estate.host.pk: services.Said(hours(1))},
                by=cast.service_owner,
                at=noon,
            )

    def enter(self, client: Client) -> Any:
        found = re.search(r"https?://[^/]+(/l/\S+?/)(?=[\s\"<)]|$)", MailMessage.objects.get().text)
        assert found
        return client.post(found[1], follow=True)

    def test_five_a_page_and_nothing_typed_is_lost(
        self, make_item: Any, cast: Any, client: Client
    ) -> None:
        for number in range(7):
            make_item("server", f"server {number}", owner=cast.service_owner)
        row = self.ask(cast, timezone.now())
        page = self.enter(client)
        assert len(page.context["rows"]) == 5
        action = page.context["action"]
        first = page.context["rows"][0][0].item_id
        bad = client.post(action, {f"i{first}-likely": "soonish"})
        assert bad.status_code == 422
        assert "soonish" in bad.content.decode()
        good = client.post(action, {f"i{first}-likely": "4 h"}, follow=True)
        assert good.context["number"] == 2
        assert Claim.objects.get().likely == hours(4)
        assert row.asked.filter(answered_at=None).count() == 6

    def test_says_why_it_is_asked(
        self,
        estate: SimpleNamespace,
        client: Client,
        cast: Any,
        noon: datetime,
    ) -> None:
        services.set_objective(
            item=estate.claims, agreed_rto=hours(4), by=None, at=noon, source_ref="bia:1"
        )
        services.refresh_readiness(at=noon)
        services.ask_owners(people=[cast.service_owner], by=cast.manager, at=timezone.now())
        page = self.enter(client).content.decode().replace("\xa0", " ")
        assert "Needed in 4 h, for “Claims payment”." in page
        assert "It rests on Ledger." in page
        assert "(optional)" not in page

    def test_says_how_much_data_may_be_lost(
        self, estate: SimpleNamespace, client: Client, cast: Any, noon: datetime
    ) -> None:
        needs = tuple(services.DataNeed(hours(number), estate.ledger) for number in (2, 1))
        services.set_function_profile(
            item=estate.claims, profile=services.Profile(rpo_needs=needs), by=None, at=noon
        )
        services.set_objective(item=estate.core, rpo=hours(3), by=None, at=noon, source_ref="x")
        self.ask(cast, timezone.now())
        said = {each.item: near.loss for each, _form, near in self.enter(client).context["rows"]}
        assert said == {estate.ledger: hours(1), estate.core: hours(3)}
        page = self.enter(client).content.decode().replace("\xa0", " ")
        assert "At most 1 h of its data may be lost." in page

    def test_an_agreed_loss_counts_instead_of_the_stated_one(
        self, estate: SimpleNamespace, client: Client, cast: Any, noon: datetime
    ) -> None:
        needs = (services.DataNeed(hours(1), estate.ledger),)
        services.set_function_profile(
            item=estate.claims, profile=services.Profile(rpo_needs=needs), by=None, at=noon
        )
        services.set_objective(item=estate.claims, rpo=hours(2), by=None, at=noon, source_ref="x")
        self.ask(cast, timezone.now())
        said = {each.item: near.loss for each, _form, near in self.enter(client).context["rows"]}
        assert said[estate.ledger] == hours(2)

    def test_no_data_loss_is_asked_of_what_holds_none(
        self, estate: SimpleNamespace, make_item: Any, client: Client, cast: Any
    ) -> None:
        make_item("team", "Platform", owner=cast.service_owner)
        self.ask(cast, timezone.now())
        page = self.enter(client)
        asks = {each.item.name: "rpo" in form.fields for each, form, _near in page.context["rows"]}
        assert asks == {"Claims core": True, "Ledger": True, "Platform": False}
        assert page.content.decode().count("Data lost at most") == 2

    def test_whom_nobody_answers_for_is_told(
        self, estate: SimpleNamespace, client: Client, cast: Any
    ) -> None:
        client.force_login(cast.manager)
        page = client.get("/estate/ask-owners/").content.decode()
        assert "4 items have no owner" in page
        assert "/estate/item/?attention=unowned" in page
        assert client.get("/estate/item/?attention=unowned").context["total"] == 4
        Item.objects.filter(pk=estate.ledger.pk).update(owner=cast.manager)
        assert (
            f"{cast.manager.name}: 1 item, 0 stated"
            in client.get("/estate/ask-owners/").content.decode()
        )

    def test_times_out_of_order_are_explained(
        self, estate: SimpleNamespace, cast: Any, client: Client
    ) -> None:
        self.ask(cast, timezone.now())
        page = self.enter(client)
        first = page.context["rows"][0][0].item_id
        data = {f"i{first}-likely": "4 h", f"i{first}-low": "6 h"}
        assert "small to large" in client.post(page.context["action"], data).content.decode()

    def say(self, client: Client, page: Any, item: Item, time: str) -> Any:
        return client.post(page.context["action"], {f"i{item.pk}-likely": time})

    def give_away(self, item: Item, to: Any, noon: datetime) -> None:
        item.owner = to
        services.save_item(item, by=None, at=noon)

    def test_item_given_away_leaves_the_page_and_is_not_overwritten(
        self, estate: SimpleNamespace, cast: Any, client: Client, noon: datetime
    ) -> None:
        self.ask(cast, timezone.now())
        page = self.enter(client)
        self.give_away(estate.ledger, cast.owner, noon)
        refused = self.say(client, page, estate.ledger, "4 h")
        assert refused.status_code == 422
        assert "no longer yours" in refused.content.decode()
        assert [each.item for each, _form, _near in refused.context["rows"]] == [estate.core]
        assert not Claim.objects.exists()

    def test_what_is_not_the_persons_any_more_is_refused(
        self, estate: SimpleNamespace, cast: Any, make_item: Any, noon: datetime
    ) -> None:
        old = make_item("application", "Old portal", owner=cast.service_owner)
        row, by = self.ask(cast, noon), cast.service_owner
        services.retire_item(item=old, by=None, at=noon, reason="Sold")
        self.give_away(estate.core, None, noon)
        for item in (old, estate.core):
            said = {item.pk: services.Said(hours(1)), estate.ledger.pk: services.Said(hours(1))}
            with pytest.raises(ValidationError, match="no longer yours"):
                services.answer(request=row, said=said, by=by, at=noon)
        assert not Claim.objects.exists()
        said = {estate.ledger.pk: services.Said(hours(1))}
        assert services.answer(request=row, said=said, by=by, at=noon).done_at == noon

    def test_draft_is_forgotten_with_its_page(
        self, estate: SimpleNamespace, cast: Any, client: Client
    ) -> None:
        self.ask(cast, timezone.now())
        page = self.enter(client)
        typed = {"version": 0, "data": {f"i{estate.core.pk}-likely": "9 h"}}
        kept = client.post(page.context["draft_url"], typed, content_type="application/json")
        assert kept.status_code == 200
        assert client.get(page.context["draft_url"]).status_code == 200
        self.say(client, page, estate.core, "4 h")
        assert client.get(page.context["draft_url"]).status_code == 204


class TestBulk:
    def test_finds_what_a_service_runs_on(self, make_item: Any) -> None:
        web, _other = make_item("server", "portal-web-01"), make_item("server", "mail-relay")
        (line,) = services.read_lines("Member portal; portal web 01", kind="service")
        assert line.runs_on[0].matches[0].item == web
        assert line.runs_on[0].best

    def test_line_alone_is_matched_by_its_name(self, make_item: Any) -> None:
        make_item("server", "claims-portal-01")
        (line,) = services.read_lines("Claims portal", kind="service")
        assert line.runs_on[0].matches[0].item.name == "claims-portal-01"

    def test_adds_once_and_links(self, make_item: Any, noon: datetime) -> None:
        web = make_item("server", "web")
        wanted = [services.Wanted("Portal", (web.pk,))]
        for _again in range(2):
            services.add_services(kind="service", wanted=wanted, by=None, at=noon)
        assert Item.objects.filter(kind="service").count() == 1
        assert Dependency.objects.get().provider == web

    @pytest.mark.parametrize("text", ["", "\n\n ; ,", "x\n" * 501])
    def test_bad_lists_are_refused(self, organisation: Any, text: str) -> None:
        with pytest.raises(ValidationError):
            services.read_lines(text, kind="service")

    def test_paste_match_confirm(self, make_item: Any, cast: Any, client: Client) -> None:
        web = make_item("server", "portal-web-01")
        client.force_login(cast.manager)
        data = {"kind": "service", "lines": "Portal\tportal-web-01\nArchive"}
        page = client.post("/estate/services/add/", data)
        assert "portal-web-01" in page.content.decode()
        data |= {"confirm": "1", "take-0": "on", "on-0-0": str(web.pk), "take-1": "on"}
        client.post("/estate/services/add/", data)
        assert set(Item.objects.filter(kind="service").values_list("name", flat=True)) == {
            "Portal",
            "Archive",
        }
