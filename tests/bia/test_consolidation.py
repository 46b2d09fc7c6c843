"""The analyses put together: in which order, with which contradictions, what is known, what moved."""

import csv
import io
from collections.abc import Callable
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bia.choices import Degree
from bia.models import (
    BusinessFunction,
    Campaign,
    Contribution,
    ImpactScale,
    Interview,
    RecoveryAgreement,
    StrategicObjective,
)
from bia.services import agreements, aims, consolidation, objectives, sincelast
from bia.services.tiers import Tier
from core import services
from core.clock import organisation_day
from estate import services as estate
from estate.models import Dependency, Item, Readiness
from tests.bia.building import hours, make_campaign, make_function, make_interview
from tests.bia.risking import make_item

pytestmark = pytest.mark.django_db

Named = Callable[..., BusinessFunction]


@pytest.fixture
def named(units: SimpleNamespace, cast: SimpleNamespace, noon: datetime) -> Named:
    """A function with a stored verdict: its MTD and need in hours."""

    def make(name: str, mtd: float | None = None, need: float | None = None) -> BusinessFunction:
        function = make_function(name, unit=units.claims, owner=cast.owner, at=noon)
        judge(function.item, noon, mtd=mtd, need=need)
        return function

    return make


def judge(item: Item, noon: datetime, **said: float | None) -> None:
    """Store a verdict with these figures, in hours."""
    times = {name: None if value is None else hours(value) for name, value in said.items()}
    state = "shown" if said.get("mtd") is not None else "not asked"
    Readiness.objects.update_or_create(
        item=item,
        defaults=times
        | {
            "verdict": "claimed",
            "why": {"mtd": {"state": state, "at_least_h": None}},
            "revision": 1,
            "computed_at": noon,
        },
    )


def whole(noon: datetime) -> consolidation.Consolidation:
    rows = BusinessFunction.objects.select_related("item__unit", "item__readiness")
    return consolidation.gather(rows, at=noon)


def approved(
    function: BusinessFunction, scale: ImpactScale, at: datetime, **said: Any
) -> Interview:
    signed = {"approved_by": function.item.owner, "approved_at": at}
    return make_interview(function, scale, state="approved", **(signed | said))


class TestRanking:
    def test_by_mtd_then_need_and_what_is_not_known_last(
        self, named: Named, noon: datetime
    ) -> None:
        named("Unknown")
        named("Slow", 48, 40)
        named("Quick, later", 8, 6)
        named("Quick, sooner", 8, 2)
        found = whole(noon)
        assert [str(each.function) for each in found.ranking] == [
            "Quick, sooner",
            "Quick, later",
            "Slow",
            "Unknown",
        ]
        assert [each.tier_text for each in found.ranking] == ["T2", "T2", "T3", "–"]
        assert found.unranked == 1

    @pytest.mark.parametrize(("used", "differs"), [(None, False), (2, False), (1, True), (3, True)])
    def test_tier_in_use_beside_the_rule(
        self, named: Named, noon: datetime, used: int | None, differs: bool
    ) -> None:
        Item.objects.filter(pk=named("Pay", 8, 6).item_id).update(tier=used)
        found = whole(noon)
        assert (found.ranking[0].differs, found.unset) == (differs, int(used is None))

    def test_the_tier_by_rule_is_the_one_of_the_functions_own_page(
        self, named: Named, cast: SimpleNamespace, noon: datetime
    ) -> None:
        named("Ahead by its MTD", 5, 3)
        pay = named("Pay", 8, 6)
        Item.objects.filter(pk=pay.item_id).update(tier=1)
        aim = StrategicObjective(name="Members are paid", weight=60)
        aims.save_objective(aim, by=cast.manager, at=noon)
        Contribution.objects.create(function=pay, objective=aim, degree=Degree.ESSENTIAL)
        first = whole(noon).ranking[0]
        served = aims.alignments([pay])[pay.pk]
        assert str(aims.criticality(Tier(2, ""), served)) == first.tier_text == "T1"
        assert (first.function, first.raised_from, first.differs) == (pay, "T2", False)


class TestConflicts:
    @pytest.fixture
    def needs(self, named: Named, cast: SimpleNamespace, noon: datetime) -> Dependency:
        """Pay needs the ledger of another owner within 2 h."""
        ledger = make_item("Ledger", owner=cast.service_owner, at=noon)
        made: Dependency = estate.add_dependency(
            dependent=named("Pay", 8, 6).item,
            provider=ledger,
            needed_within=hours(2),
            by=None,
            at=noon,
        )
        return made

    @pytest.mark.parametrize(("claim", "number"), [(8, 1), (2, 0), (None, 0)])
    def test_needed_sooner_than_stated_and_the_agreement_that_settles_it(
        self, needs: Dependency, noon: datetime, claim: float | None, number: int
    ) -> None:
        if claim:
            estate.record_claim(item=needs.provider, likely=hours(claim), by=None, at=noon)
        agreements.refresh(at=noon)
        found = whole(noon).conflicts
        assert [one.agreement for one in found] == list(RecoveryAgreement.objects.all())
        assert len(found) == number
        assert [one.stands for one in found] == ["Waits for both, due 2 June 2026."] * number

    def test_of_two_functions_what_is_derived_for_the_other_counts_until_it_is_agreed(
        self, named: Named, cast: SimpleNamespace, noon: datetime
    ) -> None:
        pay, ledger = named("Pay", 8, 6), named("Ledger", 48, 24)
        estate.add_dependency(
            dependent=pay.item, provider=ledger.item, needed_within=hours(2), by=None, at=noon
        )
        (conflict,) = whole(noon).conflicts
        assert (conflict.wanted, conflict.offered) == (hours(2), hours(48))
        agree(ledger, 24, cast, noon)
        (conflict,) = whole(noon).conflicts
        assert (conflict.wanted, conflict.offered) == (hours(2), hours(24))
        assert conflict.stands == f"{cast.owner} owns both sides and changes one of the two."

    def test_once_signed_only_a_chain_that_is_late_is_left_and_it_is_a_recovery_gap(
        self, needs: Dependency, cast: SimpleNamespace, noon: datetime
    ) -> None:
        estate.record_claim(item=needs.provider, likely=hours(8), by=None, at=noon)
        judge(needs.provider, noon, claim=9)
        agreements.refresh(at=noon)
        assert whole(noon).late_chains == [], "a conflict is not told twice"
        row = RecoveryAgreement.objects.get()
        terms: dict[str, Any] = {"way": "time", "time": hours(4), "reason": "We meet."}
        agreements.propose(row, by=cast.service_owner, at=noon, **terms)
        agreements.accept(row, by=cast.owner, at=noon)
        judge(needs.provider, noon, claim=5)
        found = whole(noon)
        assert found.conflicts == []
        assert [(one.needed, one.late) for one in found.late_chains] == [(hours(4), hours(5))]
        judge(needs.provider, noon, claim=4)
        assert whole(noon).late_chains == []

    def test_what_both_bear_stays_a_conflict_and_says_until_when(
        self, needs: Dependency, cast: SimpleNamespace, noon: datetime
    ) -> None:
        estate.record_claim(item=needs.provider, likely=hours(8), by=None, at=noon)
        agreements.refresh(at=noon)
        row = RecoveryAgreement.objects.get()
        until = organisation_day(noon) + timedelta(days=30)
        agreements.propose(row, by=cast.owner, at=noon, way="bear", until=until, reason="A month.")
        agreements.accept(row, by=cast.service_owner, at=noon)
        assert [one.stands for one in whole(noon).conflicts] == [
            "Borne by both until 11 June 2026."
        ]
        estate.record_claim(item=needs.provider, likely=hours(9), by=None, at=noon)
        assert "is opened within" in whole(noon).conflicts[0].stands, "it has grown"

    def test_each_line_leads_to_its_agreement(
        self, needs: Dependency, cast: SimpleNamespace, client: Client, noon: datetime
    ) -> None:
        estate.record_claim(item=needs.provider, likely=hours(8), by=None, at=noon)
        agreements.refresh(at=noon)
        client.force_login(cast.manager)
        page = client.get(reverse("bia:consolidation")).content.decode()
        assert RecoveryAgreement.objects.get().get_absolute_url() in page


class TestCoverage:
    @pytest.fixture
    def pay(self, named: Named, noon: datetime) -> BusinessFunction:
        """A function that rests on a ledger with a stated time."""
        function, ledger = named("Pay", 8, 6), make_item("Ledger", at=noon)
        estate.add_dependency(dependent=function.item, provider=ledger, by=None, at=noon)
        estate.record_claim(item=ledger, likely=hours(2), by=None, at=noon)
        return function

    def test_whole_only_where_all_is_known(
        self, pay: BusinessFunction, named: Named, scale: ImpactScale, noon: datetime
    ) -> None:
        assert not whole(noon).coverage[0].is_whole, "nobody has analysed it"
        approved(pay, scale, noon - timedelta(days=30))
        row = whole(noon).coverage[0]
        assert (row.functions, row.current, row.items, row.unspoken) == (1, 1, 1, 0)
        assert row.is_whole
        bare = named("Post", 8, 6)
        approved(bare, scale, noon)
        assert not whole(noon).coverage[0].is_whole, "one rests on nothing known"

    def test_an_analysis_counts_for_a_year(
        self, pay: BusinessFunction, scale: ImpactScale, noon: datetime
    ) -> None:
        approved(pay, scale, noon - timedelta(days=366))
        row = whole(noon).coverage[0]
        assert (row.current, row.older, row.never) == (0, 1, 0)

    def test_item_without_a_time_is_counted(
        self, pay: BusinessFunction, scale: ImpactScale, noon: datetime
    ) -> None:
        approved(pay, scale, noon)
        silent = make_item("Silent", at=noon)
        estate.add_dependency(dependent=pay.item, provider=silent, by=None, at=noon)
        row = whole(noon).coverage[0]
        assert (row.unspoken, row.items, row.is_whole) == (1, 2, False)

    def test_last_years_sheet_is_no_approval(
        self, pay: BusinessFunction, scale: ImpactScale, noon: datetime
    ) -> None:
        make_interview(pay, scale, state="imported")
        row = whole(noon).coverage[0]
        assert (row.current, row.imported, row.never) == (0, 1, 0)


class TestSinceLastTime:
    def test_what_moved_by_how_much_and_why(
        self, named: Named, scale: ImpactScale, noon: datetime
    ) -> None:
        pay = named("Pay", 8, 6)
        then = noon - timedelta(days=370)
        old = {"mtd": hours(24), "mtd_category": "Money", "derived_rto": hours(20)}
        new = {"mtd": hours(8), "mtd_category": "Law", "derived_rto": hours(6)}
        approved(pay, scale, then, wrt=hours(4), **old)
        approved(pay, scale, noon, wrt=hours(2), comment="A new duty to report.", **new)
        found = whole(noon)
        assert (found.compared, len(found.moved)) == (1, 1)
        moved = found.moved[0]
        assert (moved.rto, moved.by) == ((hours(20), hours(6)), hours(-14))
        assert moved.reasons == [
            "Law sets the MTD instead of Money.",
            "Catching up takes 2 h instead of 4 h.",
            "A new duty to report.",
        ]

    def test_nothing_moved_is_compared_and_not_listed(
        self, named: Named, scale: ImpactScale, noon: datetime
    ) -> None:
        pay = named("Pay", 8, 6)
        for day in (370, 0):
            approved(pay, scale, noon - timedelta(days=day), mtd=hours(8), derived_rto=hours(6))
        found = whole(noon)
        assert (found.compared, found.moved) == (1, [])

    def test_what_was_agreed_after_the_analysis_counts_as_now(
        self, named: Named, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
    ) -> None:
        pay, then = named("Pay", 24, 9), noon - timedelta(days=370)
        agree(pay, 20, cast, then)
        approved(pay, scale, then, mtd=hours(24), agreed_rto=hours(20))
        agree(pay, 22, cast, then + timedelta(days=30))
        approved(pay, scale, noon, mtd=hours(24), derived_rto=hours(12))
        assert whole(noon).moved == [], "what was agreed in between still counts"
        agree(pay, 9, cast, noon + timedelta(hours=1))
        (moved,) = whole(noon).moved
        assert (moved.rto, moved.reasons) == ((hours(22), hours(9)), ["9 h is agreed."])

    def test_each_row_says_which_two_are_compared(
        self, named: Named, scale: ImpactScale, noon: datetime
    ) -> None:
        campaign = services.save(make_campaign("BIA 2026"), by=None, at=noon)
        pay, sheet = named("Pay", 8, 6), {"stated_rto": hours(4), "stated_on": noon.date()}
        make_interview(pay, scale, state="imported", **sheet)
        approved(pay, scale, noon, campaign=campaign, mtd=hours(8), derived_rto=hours(6))
        found = whole(noon)
        assert [each.span for each in found.moved] == ["sheet of May 2026 → BIA 2026"]
        assert not found.is_rejudged
        Interview.objects.filter(state="imported").update(scale=next_version(scale))
        found = whole(noon)
        span = found.moved[0].span.replace("\xa0", " ")
        assert span == "sheet of May 2026 (scale 2) → BIA 2026 (scale 1)"
        assert found.is_rejudged
        assert "scale" not in " ".join(found.moved[0].reasons), "said once, not in every row"

    def test_two_chosen_campaigns(self, named: Named, scale: ImpactScale, noon: datetime) -> None:
        pay, made = named("Pay", 8, 6), []
        for number, limit in enumerate((48, 24, 8)):
            campaign = make_campaign(f"BIA {number}")
            services.save(campaign, by=None, at=noon)
            then = noon - timedelta(days=400 - number)
            approved(
                pay, scale, then, campaign=campaign, mtd=hours(limit), derived_rto=hours(limit)
            )
            made.append(campaign.pk)
        assert [each.mtd for each in compared(noon)] == [(hours(24), hours(8))]
        first = compared(noon, before=made[0])
        assert [(each.mtd, each.reasons) for each in first] == [
            ((hours(48), hours(8)), ["The harm comes sooner."])
        ]
        assert [each.mtd for each in compared(noon, after=made[1])] == [(hours(48), hours(24))]
        assert compared(noon, before=made[2], after=made[0]) == []


def agree(function: BusinessFunction, rto: float, cast: SimpleNamespace, at: datetime) -> None:
    """An objective put in force outside any interview."""
    objectives.put_in_force(
        function,
        agreed_rto=hours(rto),
        agreed_rpo=None,
        derived_rto=None,
        mtd=None,
        reason="",
        submitted_by=cast.owner,
        submitted_at=at,
        by=cast.head,
        at=at,
    )


def next_version(scale: ImpactScale) -> ImpactScale:
    """A later version of a scale."""
    scale.pk, scale.number, scale.state = None, scale.number + 1, "draft"
    scale.save()
    return scale


def compared(noon: datetime, **chosen: int) -> list[sincelast.Moved]:
    rows = BusinessFunction.objects.select_related("item__unit", "item__owner", "item__readiness")
    return consolidation.gather(rows, at=noon, **chosen).moved


class TestPage:
    def test_campaigns_are_chosen_and_an_odd_choice_is_said(
        self, named: Named, cast: SimpleNamespace, client: Client
    ) -> None:
        named("Pay", 8, 6)
        client.force_login(cast.manager)
        page = client.get(reverse("bia:consolidation"), {"before": "x"}).content.decode()
        assert "That campaign cannot be compared." in page

    def test_a_choice_the_wrong_way_round_is_said(
        self, named: Named, cast: SimpleNamespace, client: Client, noon: datetime
    ) -> None:
        named("Pay", 8, 6)
        client.force_login(cast.manager)
        old, new = (
            services.save(make_campaign(name, due_on=day), by=None, at=noon).pk
            for name, day in (("BIA 2025", date(2025, 6, 30)), ("BIA 2026", date(2026, 6, 30)))
        )
        Campaign.objects.update(state="closed")
        for chosen, said in (
            ((new, old), "“BIA 2026” is the later of the two."),
            ((new, new), "That is the same campaign twice."),
            ((old, new), "No function has an analysis in both"),
        ):
            asked = {"before": chosen[0], "after": chosen[1]}
            page = client.get(reverse("bia:consolidation"), asked).content.decode()
            assert said in page
            assert "No function has two analyses yet" not in page

    def test_shows_only_what_one_may_see(
        self, named: Named, cast: SimpleNamespace, client: Client
    ) -> None:
        named("Pay", 8, 6)
        client.force_login(cast.manager)
        assert "Pay" in client.get(reverse("bia:consolidation")).content.decode()
        client.force_login(cast.stranger)
        assert not client.get(reverse("bia:consolidation")).context["found"].ranking

    def test_sheet_has_a_row_for_each_function(
        self, named: Named, cast: SimpleNamespace, client: Client
    ) -> None:
        named("=Pay", 8, 6)
        client.force_login(cast.auditor)
        sheet = client.get(reverse("bia:consolidation"), {"_export": "csv"}).content.decode()
        rows = list(csv.DictReader(io.StringIO(sheet.lstrip("\ufeff"))))
        assert (rows[0]["Function"], rows[0]["Tier by rule"]) == ("'=Pay", "T2")

    def test_same_queries_however_many(
        self,
        named: Named,
        scale: ImpactScale,
        cast: SimpleNamespace,
        client: Client,
        noon: datetime,
    ) -> None:
        client.force_login(cast.manager)
        client.get(reverse("bia:consolidation"))
        counts = []
        for number in (3, 6):
            for each in range(number):
                approved(named(f"Function {number} {each}", each + 1, each + 1), scale, noon)
            with CaptureQueriesContext(connection) as caught:
                client.get(reverse("bia:consolidation"))
            counts.append(len(caught))
        assert counts[0] == counts[1]
