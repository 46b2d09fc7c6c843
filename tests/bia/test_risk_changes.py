"""A change of the estate, of a threat or of a priority reopens exactly the risks it touches, once."""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from bia.models import (
    BusinessFunction,
    ImpactScale,
    Interview,
    Occurrence,
    Risk,
    RiskCause,
    RiskMatrix,
    RiskReview,
    RiskRule,
    Threat,
)
from bia.services import answers, interviews, rejudging, riskoutcome, scales, threats
from core.models import User
from estate import services as estate
from estate.models import Item, RedundancyMember, Site
from tests.bia.building import hours, make_function, make_interview, rates
from tests.bia.risking import make_item, make_matrix, make_risk

pytestmark = pytest.mark.django_db
SMALL = Path(__file__).parents[1] / "estate" / "data" / "netbox-small.json"
LOST = ("circuits.circuit", 2)
"""Delta Telecom's line into AMS-1: the site's second one."""

Read = Callable[[list[dict[str, Any]]], None]


@pytest.fixture
def matrix(cast: SimpleNamespace, noon: datetime) -> RiskMatrix:
    return make_matrix(by=cast.manager, approver=cast.executive, at=noon)


@pytest.fixture
def take(settings: Any, tmp_path: Path, noon: datetime) -> Read:
    """Imports rows as NetBox dumps them."""
    settings.FILES_ROOT = tmp_path

    def read(rows: list[dict[str, Any]]) -> None:
        source = estate.get_source(name="NetBox", format="netbox", by=None, at=noon)
        content = json.dumps(rows).encode()
        estate.import_content(source=source, name="netbox.json", content=content, by=None, at=noon)

    return read


def without(rows: list[dict[str, Any]], model: str, pk: int) -> list[dict[str, Any]]:
    """The dump once a circuit was taken out of NetBox, with its terminations."""
    return [
        row
        for row in rows
        if (row["model"], row["pk"]) != (model, pk)
        and not (
            row["model"] == "circuits.circuittermination" and row["fields"].get("circuit") == pk
        )
    ]


def reopened() -> set[str]:
    return {str(review.risk.item) for review in RiskReview.objects.filter(state="open")}


def everywhere(at: datetime) -> list[Risk]:
    """A risk on every item there is."""
    return [make_risk(item, at=at) for item in Item.objects.all()]


def review_all(by: User, at: datetime) -> None:
    for review in RiskReview.objects.filter(state="open"):
        riskoutcome.complete(review, by=by, at=at, outcome="confirmed")


LATER = {f"rate.all.money.{at}": "1" for at in (1, 2, 3)}
"""The usual answers but for money: by them the MTD is 24 h instead of 8."""


def answered(
    function: BusinessFunction,
    scale: ImpactScale,
    cast: SimpleNamespace,
    at: datetime,
    **changes: str,
) -> Interview:
    """An interview with the usual answers, handed in and approved."""
    interview = make_interview(function, scale)
    answers.keep(interview, {**rates(), "wrt": "2 h", **changes}, version=0)
    interviews.submit(interview, by=cast.owner, at=at)
    return interviews.approve(interview, by=cast.head, at=at)


class TestEstate:
    def test_removed_redundant_circuit_reopens_exactly_the_touched_risks(
        self, matrix: RiskMatrix, take: Read, noon: datetime
    ) -> None:
        rows = json.loads(SMALL.read_text())
        take(rows)
        everywhere(noon)
        take(without(rows, *LOST))
        members = RedundancyMember.objects.filter(group__retired_on=None)
        assert not members.filter(provider__name__contains="DT-200").exists()
        site = Item.objects.get(name="AMS-1")
        above = estate.dependents_of([site.pk])[site.pk]
        expected = {site.name, *(Item.objects.get(pk=pk).name for pk in above)}
        assert reopened() == expected
        assert "UTR-1" not in expected, "the other site keeps what it had"
        cause = RiskCause.objects.get(risk__item=site)
        assert "Redundancy is lost" in cause.words
        assert any(change["fields"] for change in cause.details), "the difference is shown"

    def test_same_file_again_reopens_nothing(
        self, matrix: RiskMatrix, take: Read, noon: datetime
    ) -> None:
        rows = json.loads(SMALL.read_text())
        take(rows)
        everywhere(noon)
        take(without(rows, *LOST))
        count = RiskCause.objects.count()
        take(without(rows, *LOST))
        assert RiskCause.objects.count() == count

    def test_rule_that_is_off_does_not_count(
        self, matrix: RiskMatrix, take: Read, noon: datetime
    ) -> None:
        RiskRule.objects.filter(kind="redundancy").update(is_on=False)
        rows = json.loads(SMALL.read_text())
        take(rows)
        everywhere(noon)
        take(without(rows, *LOST))
        assert reopened() == set()

    def test_big_import_reopens_what_it_touches(
        self, matrix: RiskMatrix, take: Read, noon: datetime
    ) -> None:
        RiskRule.objects.filter(kind="import").update(threshold=3)
        RiskRule.objects.exclude(kind="import").update(is_on=False)
        rows = json.loads(SMALL.read_text())
        take(rows)
        everywhere(noon)
        for row in rows:
            if row["model"] == "dcim.device":
                row["fields"]["description"] = "Replaced"
        take(rows)
        assert "ams-core-1" in reopened()
        assert "many items" in RiskCause.objects.all()[0].words

    @pytest.fixture
    def pair(self, matrix: RiskMatrix, noon: datetime) -> SimpleNamespace:
        """An application on a critical and an ordinary server, a risk on each of the three."""
        app = make_item("Claims core", at=noon)
        critical = make_item("db-1", at=noon, kind="server", tier=1)
        ordinary = make_item("db-2", at=noon, kind="server", tier=3)
        for server in (critical, ordinary):
            estate.add_dependency(dependent=app, provider=server, by=None, at=noon)
        RiskReview.objects.all().delete()
        everywhere(noon)
        return SimpleNamespace(app=app, critical=critical, ordinary=ordinary)

    def test_moved(self, pair: SimpleNamespace, noon: datetime) -> None:
        for server in (pair.ordinary, pair.critical):
            assert reopened() == set()
            place = estate.save_site(Site(name=f"For {server}"), by=None, at=noon)
            server.site = place
            estate.save_item(server, by=None, at=noon)
        assert reopened() == {"Claims core", "db-1"}
        details = RiskCause.objects.filter(risk__item=pair.app).get().details
        assert details[0]["fields"]["Site"] == ["–", "For db-1"]

    def test_retired(self, pair: SimpleNamespace, noon: datetime) -> None:
        link = pair.critical.carries.get()
        estate.end_dependency(dependency=link, by=None, at=noon, reason="Replaced")
        assert reopened() == set()
        estate.retire_item(item=pair.critical, by=None, at=noon, reason="Old")
        assert reopened() == {"db-1"}

    def test_retired_after_an_import_found_it_gone(
        self, pair: SimpleNamespace, noon: datetime
    ) -> None:
        link = pair.critical.carries.get()
        estate.end_dependency(dependency=link, by=None, at=noon, reason="Replaced")
        Item.objects.filter(pk=pair.critical.pk).update(gone_on=noon.date())
        estate.retire_item(item=pair.critical, by=None, at=noon, reason="Old")
        assert reopened() == set(), "its going was the cause"

    def test_something_comes_to_rest_on_a_critical_item(
        self, pair: SimpleNamespace, noon: datetime
    ) -> None:
        fresh = make_item("identity", at=noon, tier=1)
        estate.add_dependency(dependent=pair.app, provider=fresh, by=None, at=noon)
        assert reopened() == {"Claims core"}

    def test_member_taken_out_of_a_group(self, pair: SimpleNamespace, noon: datetime) -> None:
        lines = [make_item(f"line {n}", at=noon, kind="circuit") for n in (1, 2)]
        group = estate.add_group(
            dependent=pair.critical, name="lines", providers=lines, by=None, at=noon
        )
        assert reopened() == set()
        estate.remove_member(group.members.first(), by=None, at=noon)
        assert reopened() == {"Claims core", "db-1"}

    def test_unimportant_changes_are_none(self, pair: SimpleNamespace, noon: datetime) -> None:
        pair.critical.description = "The same, in other words"
        estate.save_item(pair.critical, by=None, at=noon)
        assert reopened() == set()


class TestThreats:
    @pytest.fixture
    def risks(self, matrix: RiskMatrix, noon: datetime) -> dict[str, Risk]:
        """Risks of flood and of ransomware."""
        river = make_item("Archive", at=noon)
        return {
            code: make_risk(river, at=noon, title=code, threat=Threat.objects.get(code=code))
            for code in ("flood", "ransomware")
        }

    def test_raised_reopens_its_own_risks_and_lowered_none(
        self, risks: dict[str, Risk], noon: datetime
    ) -> None:
        threat = Threat.objects.get(code="flood")
        threat.likelihood = 1
        threats.save_threat(threat, by=None, at=noon)
        assert not RiskReview.objects.exists()
        threat.likelihood = 4
        threats.save_threat(threat, by=None, at=noon)
        assert RiskReview.objects.get().risk == risks["flood"]
        assert RiskCause.objects.get().details[0]["fields"]["Typical likelihood"] == ["1", "4"]

    def test_new_one_reopens_the_risks_of_its_class(
        self, risks: dict[str, Risk], noon: datetime
    ) -> None:
        new = Threat(code="wiper", name="Wiper", kind="malicious", likelihood=2)
        threats.save_threat(new, by=None, at=noon)
        assert RiskReview.objects.get().risk == risks["ransomware"]

    def test_event_at_a_supplier_reopens_what_rests_on_it(
        self, risks: dict[str, Risk], noon: datetime
    ) -> None:
        outage = Threat.objects.get(code="supplier-outage")
        vendor, other = (make_item(name, at=noon, kind="vendor") for name in ("Clear", "Else"))
        app = make_item("Payment hub", at=noon)
        estate.add_dependency(dependent=app, provider=vendor, by=None, at=noon)
        for item in (vendor, other, app):
            make_risk(item, at=noon, threat=outage)
        row = Occurrence(
            threat=outage,
            item=vendor,
            where="supplier",
            happened_on=date(2026, 5, 1),
            what="Down for five hours.",
        )
        threats.save_occurrence(row, by=None, at=noon)
        assert reopened() == {"Clear", "Payment hub"}
        threats.save_occurrence(row, by=None, at=noon)
        assert RiskCause.objects.count() == 2

    def test_event_still_to_come_is_refused_at_its_day(
        self, risks: dict[str, Risk], noon: datetime
    ) -> None:
        tomorrow = noon.date() + timedelta(days=1)
        said = {"threat": Threat.objects.get(code="flood"), "where": "here", "what": "Water."}
        with pytest.raises(ValidationError) as refused:
            threats.save_occurrence(Occurrence(happened_on=tomorrow, **said), by=None, at=noon)
        assert list(refused.value.message_dict) == ["happened_on"]
        assert not RiskReview.objects.exists()
        threats.save_occurrence(Occurrence(happened_on=noon.date(), **said), by=None, at=noon)
        assert RiskReview.objects.get().risk == risks["flood"]


class TestPriorities:
    @pytest.fixture
    def function(
        self, matrix: RiskMatrix, units: SimpleNamespace, cast: SimpleNamespace, noon: datetime
    ) -> Any:
        """A function on one application; another application beside it; a risk on each."""
        made = make_function("Claims payment", unit=units.claims, owner=cast.owner, at=noon)
        core = make_item("Claims core", at=noon)
        make_item("Intranet", at=noon)
        estate.add_dependency(dependent=made.item, provider=core, by=None, at=noon)
        everywhere(noon)
        return made

    def test_tier(self, function: Any, noon: datetime) -> None:
        function.item.tier = 1
        estate.save_item(function.item, by=None, at=noon)
        assert reopened() == {"Claims payment", "Claims core"}
        assert RiskCause.objects.filter(kind="priority").count() == 2

    def test_objective_and_again_only_when_it_moves_again(
        self, function: Any, noon: datetime, cast: SimpleNamespace
    ) -> None:
        said = {"item": function.item, "agreed_on": noon.date(), "by": None, "at": noon}
        estate.set_objective(agreed_rto=hours(4), **said)
        assert reopened() == {"Claims payment", "Claims core"}
        for review in RiskReview.objects.all():
            riskoutcome.complete(review, by=cast.manager, at=noon, outcome="confirmed")
        estate.set_objective(agreed_rto=hours(4), **said)
        assert reopened() == set()
        estate.set_objective(agreed_rto=hours(2), **said)
        assert reopened() == {"Claims payment", "Claims core"}

    def test_mtd_with_the_difference_and_what_the_answers_newly_name(
        self, function: Any, scale: ImpactScale, noon: datetime, cast: SimpleNamespace
    ) -> None:
        answered(function, scale, cast, noon, **LATER)
        assert reopened() == set(), "nothing was in force before"
        intranet = Item.objects.get(name="Intranet")
        named = {"need.n1.name": "Intranet", "need.n1.item": str(intranet.pk)}
        answered(function, scale, cast, noon, **named)
        assert reopened() == {"Claims payment", "Claims core", "Intranet"}
        (said,) = {str(cause.details) for cause in RiskCause.objects.all()}
        assert "'MTD': ['24 h', '8 h']" in said
        assert {cause.words for cause in RiskCause.objects.all()} == {
            "The MTD of “Claims payment” changed."
        }

    def test_answers_handed_in_again_as_they_were_reopen_nothing(
        self, function: Any, scale: ImpactScale, noon: datetime, cast: SimpleNamespace
    ) -> None:
        answered(function, scale, cast, noon, **LATER)
        approved = answered(function, scale, cast, noon)
        review_all(cast.manager, noon)
        interviews.return_(approved, by=cast.head, at=noon, comment="A word is misspelt.")
        again = interviews.submit(approved, by=cast.owner, at=noon)
        interviews.approve(again, by=cast.head, at=noon)
        assert reopened() == set()

    def test_answers_that_say_what_a_scale_has_moved_already_reopen_nothing(
        self, function: Any, scale: ImpactScale, noon: datetime, cast: SimpleNamespace
    ) -> None:
        answered(function, scale, cast, noon)
        draft = scales.start_draft(by=cast.manager, at=noon)
        draft.categories.filter(key="money").update(intolerable=3)
        draft.reason = "Money is tighter."
        draft.save()
        draft = scales.submit(draft, by=cast.manager, at=noon)
        present = rejudging.put_in_force(draft, by=cast.executive, at=noon)
        assert "Claims payment" in reopened()
        (said,) = {str(cause.details) for cause in RiskCause.objects.all()}
        assert "'MTD': ['8 h', '4 h']" in said
        review_all(cast.manager, noon)
        answered(function, present, cast, noon)
        assert reopened() == set()
