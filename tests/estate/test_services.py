from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from core.services import InUse
from engine import load
from engine.analyse import analyse
from estate import services
from estate.choices import Verb
from estate.models import (
    Claim,
    Dependency,
    EstateChange,
    FunctionProfile,
    Item,
    PlanningScenario,
    Readiness,
    ScenarioLoss,
    Site,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 12)


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


def last_change() -> EstateChange:
    return EstateChange.objects.order_by("-pk")[0]


def touched(change: EstateChange) -> set[str]:
    return set(change.touched.values_list("item__name", flat=True))


class TestItems:
    def test_site_comes_with_its_place(self, estate: SimpleNamespace) -> None:
        assert estate.ams.place == Site.objects.get()
        assert estate.ams.site == estate.ams.place

    def test_team_comes_with_its_crew(self, make_item: Any) -> None:
        assert make_item("team", "DBA").crew.capacity == 1

    def test_renaming_a_site_renames_its_item(
        self, estate: SimpleNamespace, noon: datetime
    ) -> None:
        site = estate.ams.place
        site.name = "Amsterdam South"
        services.save_site(site, by=None, at=noon)
        estate.ams.refresh_from_db()
        assert estate.ams.name == "Amsterdam South"

    def test_change_names_fields_and_what_it_touches(
        self, estate: SimpleNamespace, noon: datetime, make_item: Any
    ) -> None:
        dublin = make_item("site", "Dublin")
        estate.host.site = dublin.place
        services.save_item(estate.host, by=None, at=noon)
        change = last_change()
        assert change.fields == {"site": ["Amsterdam", "Dublin"]}
        assert change.is_material
        assert touched(change) == {"host-1", "Ledger", "Claims core", "Claims payment"}

    def test_same_values_are_no_change(self, estate: SimpleNamespace, noon: datetime) -> None:
        before = EstateChange.objects.count()
        services.save_item(estate.host, by=None, at=noon)
        assert EstateChange.objects.count() == before

    def test_name_is_not_material(self, estate: SimpleNamespace, noon: datetime) -> None:
        estate.host.name = "host-01"
        services.save_item(estate.host, by=None, at=noon)
        assert not last_change().is_material

    def test_item_in_use_is_not_retired(self, estate: SimpleNamespace, noon: datetime) -> None:
        with pytest.raises(InUse, match="Claims core"):
            services.retire_item(item=estate.ledger, by=None, at=noon, reason="old")

    def test_retired_item_leaves_the_graph(self, estate: SimpleNamespace, noon: datetime) -> None:
        services.retire_item(item=estate.claims, by=None, at=noon, reason="sold")
        assert str(estate.claims.pk) not in {node.id for node in services.load_model().nodes}
        assert not Dependency.objects.filter(dependent=estate.claims, retired_on=None).exists()

    def test_retiring_asks_why(self, estate: SimpleNamespace, noon: datetime) -> None:
        with pytest.raises(ValidationError):
            services.retire_item(item=estate.claims, by=None, at=noon, reason=" ")

    def test_auditor_changes_nothing(
        self, estate: SimpleNamespace, cast: SimpleNamespace, noon: datetime
    ) -> None:
        with pytest.raises(PermissionDenied):
            services.retire_item(item=estate.claims, by=cast.auditor, at=noon, reason="x")


class TestLinks:
    def test_same_dependency_again_changes_nothing(
        self, estate: SimpleNamespace, noon: datetime
    ) -> None:
        before = EstateChange.objects.count()
        services.add_dependency(dependent=estate.claims, provider=estate.core, by=None, at=noon)
        assert EstateChange.objects.count() == before
        assert Dependency.objects.filter(dependent=estate.claims).count() == 1

    def test_restated_dependency_says_what_differs(
        self, estate: SimpleNamespace, noon: datetime
    ) -> None:
        services.add_dependency(
            dependent=estate.claims,
            provider=estate.core,
            phase="run",
            needed_within=hours(2),
            by=None,
            at=noon,
        )
        assert last_change().verb == Verb.RELINKED
        assert set(last_change().fields) == {"phase", "needed_within"}

    def test_nothing_rests_on_itself(self, estate: SimpleNamespace, noon: datetime) -> None:
        with pytest.raises(ValidationError, match="itself"):
            services.add_dependency(dependent=estate.core, provider=estate.core, by=None, at=noon)

    def test_retired_item_is_no_provider(self, estate: SimpleNamespace, noon: datetime) -> None:
        services.retire_item(item=estate.claims, by=None, at=noon, reason="sold")
        estate.claims.refresh_from_db()
        with pytest.raises(ValidationError, match="retired"):
            services.add_dependency(dependent=estate.host, provider=estate.claims, by=None, at=noon)

    def test_group_needs_as_many_members(self, estate: SimpleNamespace, noon: datetime) -> None:
        with pytest.raises(ValidationError):
            services.add_group(
                dependent=estate.ams,
                name="x",
                providers=[estate.line_a],
                required=2,
                by=None,
                at=noon,
            )

    def test_ended_dependency_is_kept(self, estate: SimpleNamespace, noon: datetime) -> None:
        row = Dependency.objects.get(dependent=estate.claims)
        services.end_dependency(dependency=row, by=None, at=noon, reason="moved")
        row.refresh_from_db()
        assert row.retired_on == TODAY
        assert services.load_model().requires[0].dependent != str(estate.claims.pk)

    def test_new_link_touches_what_is_above(
        self, estate: SimpleNamespace, noon: datetime, make_item: Any
    ) -> None:
        services.add_dependency(
            dependent=estate.core, provider=make_item("service", "Identity"), by=None, at=noon
        )
        assert touched(last_change()) == {"Claims core", "Claims payment"}


class TestCapability:
    def test_new_claim_replaces_and_keeps_the_old(
        self, estate: SimpleNamespace, noon: datetime
    ) -> None:
        services.record_claim(item=estate.core, likely=hours(2), by=None, at=noon)
        services.record_claim(item=estate.core, likely=hours(3), by=None, at=noon)
        assert Claim.objects.count() == 2
        assert Claim.objects.get(superseded_at=None).likely == hours(3)

    def test_service_owner_records_for_own_items_only(
        self, estate: SimpleNamespace, cast: SimpleNamespace, noon: datetime
    ) -> None:
        by = cast.service_owner
        services.record_claim(item=estate.core, likely=hours(2), by=by, at=noon)
        with pytest.raises(PermissionDenied):
            services.record_claim(item=estate.host, likely=hours(2), by=by, at=noon)

    def test_claim_goes_from_small_to_large(self, estate: SimpleNamespace, noon: datetime) -> None:
        with pytest.raises(ValidationError, match="small to large"):
            services.record_claim(item=estate.core, low=hours(5), likely=hours(2), by=None, at=noon)

    def measure(self, item: Item, noon: datetime, took: float = 1, **values: Any) -> Any:
        return services.record_measurement(
            item=item,
            took=hours(took),
            measured_on=date(2026, 5, 1),
            method="restore",
            by=None,
            at=noon,
            **values,
        )

    def test_same_test_again_is_the_same_measurement(
        self, estate: SimpleNamespace, noon: datetime
    ) -> None:
        first = self.measure(estate.core, noon, source_ref="restore:1")
        again = self.measure(estate.core, noon, took=2, source_ref="restore:1")
        assert first.pk == again.pk

    def test_future_measurement_is_refused(self, estate: SimpleNamespace, noon: datetime) -> None:
        with pytest.raises(ValidationError, match="not come"):
            services.record_measurement(
                item=estate.core,
                took=hours(1),
                measured_on=date(2026, 5, 13),
                method="restore",
                by=None,
                at=noon,
            )

    def test_material_change_makes_a_proof_stale_and_clearing_mends_it(
        self, estate: SimpleNamespace, noon: datetime, make_item: Any
    ) -> None:
        proof = self.measure(estate.core, noon, end_to_end=True)
        services.set_objective(item=estate.core, agreed_rto=hours(4), by=None, at=noon)
        estate.ledger.name = "Ledger 2"
        services.save_item(estate.ledger, by=None, at=noon)
        difference = services.what_changed(measurement=proof)
        assert difference
        assert not difference.changed
        estate.host.site = make_item("site", "Dublin").place
        services.save_item(estate.host, by=None, at=noon)
        difference = services.what_changed(measurement=proof)
        assert difference
        assert str(estate.host.pk) in difference.changed
        services.clear_measurement(measurement=proof, by=None, at=noon, reason="same hardware")
        proof.refresh_from_db()
        assert proof.cleared != proof.closure

    def test_withdrawn_measurement_counts_no_more(
        self, estate: SimpleNamespace, noon: datetime
    ) -> None:
        proof = self.measure(estate.core, noon)
        services.withdraw_measurement(measurement=proof, by=None, at=noon, reason="wrong item")
        assert not any(node.measured for node in services.load_model().nodes)


def profile() -> services.Profile:
    curve = services.ImpactCurve(
        "money", 4, ((hours(1), 1), (hours(4), 2), (hours(8), 4)), tolerance=250_000
    )
    return services.Profile(
        impact=(curve,),
        loss=(services.LossAt(hours(0), 0), services.LossAt(hours(24), 900_000)),
        workaround=services.Workaround(hours(12), 0.4, rehearsed_on=date(2026, 2, 1)),
        wrt=hours(1),
        minimum_level=0.6,
    )


class TestGraph:
    def test_profile_reaches_the_engine(self, estate: SimpleNamespace, noon: datetime) -> None:
        for _again in range(2):
            services.set_function_profile(
                item=estate.claims, profile=profile(), by=None, at=noon, source_ref="bia:1"
            )
        assert FunctionProfile.objects.get().version == 1
        node = next(n for n in services.load_model().nodes if n.impact)
        assert node.wrt
        assert node.wrt.likely == 1
        assert node.workaround
        assert node.workaround.rehearsed_on == date(2026, 2, 1)

    def test_exported_model_is_judged_as_the_stored_one(
        self, estate: SimpleNamespace, noon: datetime
    ) -> None:
        services.set_objective(item=estate.claims, agreed_rto=hours(9), by=None, at=noon)
        for item in Item.objects.exclude(passes_on=True):
            services.record_measurement(
                item=item, took=hours(1), measured_on=TODAY, method="restore", by=None, at=noon
            )
        services.refresh_readiness(at=noon)
        model = load.from_dict(services.export_model(as_of=TODAY))
        judged = analyse(model, as_of=TODAY, subjects=[node.id for node in model.nodes])
        stored = dict(Readiness.objects.values_list("item_id", "verdict"))
        assert {int(each.id): each.verdict for each in judged.functions} == stored
        assert stored[estate.claims.pk] == "held"

    def test_exported_model_reads_back(self, estate: SimpleNamespace, noon: datetime) -> None:
        services.set_function_profile(item=estate.claims, profile=profile(), by=None, at=noon)
        services.record_claim(item=estate.core, likely=hours(2), by=None, at=noon)
        model = load.from_dict(services.export_model(as_of=TODAY))
        assert analyse(model, as_of=TODAY).functions[0].verdict == "unknown"

    def test_variant_replaces_the_usual_curve(
        self, estate: SimpleNamespace, noon: datetime
    ) -> None:
        usual, tight = services.Profile(mtd=hours(8)), services.Profile(mtd=hours(2))
        services.set_function_profile(item=estate.claims, profile=usual, by=None, at=noon)
        services.set_function_profile(
            item=estate.claims, profile=tight, variant="month end", by=None, at=noon
        )
        mtd = {n.id: n.mtd_h for n in services.load_model(variant="month end").nodes}
        assert mtd[str(estate.claims.pk)] == 2

    def test_queries_do_not_grow(
        self, estate: SimpleNamespace, make_item: Any, django_assert_max_num_queries: Any
    ) -> None:
        with django_assert_max_num_queries(40) as few:
            services.load_model()
        for number in range(9):
            make_item("server", f"more {number}", site=estate.ams.place)
        with django_assert_max_num_queries(len(few)):
            services.load_model()

    def test_every_change_raises_the_revision(
        self, estate: SimpleNamespace, noon: datetime
    ) -> None:
        before = services.revision()
        services.record_claim(item=estate.core, likely=hours(2), by=None, at=noon)
        assert services.revision() > before

    def test_scenario_loses_what_stands_at_a_site(
        self, estate: SimpleNamespace, noon: datetime
    ) -> None:
        scenario = PlanningScenario.objects.create(name="Amsterdam lost", kind="site")
        ScenarioLoss.objects.create(scenario=scenario, site=estate.ams.place)
        PlanningScenario.objects.create(name="Nothing lost", kind="it")
        (planned,) = services.load_model().scenarios
        assert set(planned.ids) == {str(estate.ams.pk), str(estate.host.pk)}


class TestReadiness:
    def test_unknown_names_what_is_missing(self, estate: SimpleNamespace, noon: datetime) -> None:
        services.set_objective(item=estate.claims, agreed_rto=hours(4), by=None, at=noon)
        assert services.refresh_readiness(at=noon) == 7
        row = Readiness.objects.get(item=estate.claims)
        assert row.verdict == "unknown"
        assert estate.host.pk in row.why["missing"]
        assert "host-1" in " ".join(row.why["reasons"])

    def test_chain_adds_up_to_a_gap(self, estate: SimpleNamespace, noon: datetime) -> None:
        services.set_objective(item=estate.claims, agreed_rto=hours(4), by=None, at=noon)
        for item in Item.objects.all():
            services.record_claim(item=item, likely=hours(1), by=None, at=noon)
        services.refresh_readiness(at=noon)
        row = Readiness.objects.get(item=estate.claims)
        assert (row.verdict, row.claim, row.need) == ("gap", hours(5), hours(4))

    def test_need_used_up_above_says_so(
        self, estate: SimpleNamespace, cast: Any, client: Client, noon: datetime
    ) -> None:
        services.set_objective(item=estate.claims, agreed_rto=hours(4), by=None, at=noon)
        services.record_claim(item=estate.core, likely=hours(5), by=None, at=noon)
        for item in (estate.ledger, estate.host, estate.ams, estate.line_a, estate.line_b):
            services.record_claim(item=item, likely=hours(1), by=None, at=noon)
        services.refresh_readiness(at=noon)
        row = Readiness.objects.get(item=estate.host)
        assert (row.verdict, row.need) == ("gap", hours(0))
        said = row.why["reasons"][0]
        assert "Nothing is left of the 4 h of Claims payment" in said
        assert "Claims core" in said
        client.force_login(cast.manager)
        page = client.get(estate.host.get_absolute_url()).content.decode()
        assert "<dd>none left<small>Nothing is left of the 4 h of Claims payment" in page
        assert page.count("Nothing is left") == 1, "said at the figure, not again below"
        assert "used up above" in client.get("/estate/item/").content.decode()
        export = client.get("/estate/item/?_export=csv").content.decode()
        assert "<small>" not in export

    def test_single_points_are_marked(self, estate: SimpleNamespace, noon: datetime) -> None:
        services.refresh_readiness(at=noon)
        points = Readiness.objects.filter(is_single_point=True)
        assert set(points.values_list("item__name", flat=True)) == {
            "Claims core",
            "Ledger",
            "host-1",
            "Amsterdam",
        }

    def test_is_asked_for_once_per_revision(self, estate: SimpleNamespace, noon: datetime) -> None:
        assert services.request_readiness(at=noon) == services.request_readiness(at=noon)
        services.refresh_readiness(at=noon)
        assert services.request_readiness(at=noon) is None


class TestExplorer:
    def test_blast_says_what_is_missed_first(self, estate: SimpleNamespace, noon: datetime) -> None:
        services.set_objective(item=estate.claims, agreed_rto=hours(4), by=None, at=noon)
        services.record_claim(item=estate.host, likely=hours(9), by=None, at=noon)
        answer = services.blast(item=estate.host, at=noon)
        assert [each.item.name for each in answer.functions] == ["Claims payment"]
        assert answer.first_after == hours(4)

    def test_one_of_two_lines_takes_nothing_down(
        self, estate: SimpleNamespace, noon: datetime
    ) -> None:
        assert services.blast(item=estate.line_a, at=noon).down == []

    def test_neighbourhood_goes_so_many_steps(self, estate: SimpleNamespace) -> None:
        part = services.neighbourhood(items=[estate.ledger], up=1, down=1)
        assert [item.name for item in part.items] == ["Claims core", "Ledger", "host-1"]
        assert part.above[estate.core.pk] == 1
        assert part.below[estate.host.pk] == 1

    def test_neighbourhood_is_cut_at_its_limit(self, estate: SimpleNamespace) -> None:
        part = services.neighbourhood(items=[estate.ledger], up=9, down=9, limit=3)
        assert len(part.items) == 3
        assert part.is_cut
