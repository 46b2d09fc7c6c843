"""Programs write the sheets people write: a campaign's questions, a scale, a matrix; and read figures."""

from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bia.models import (
    BusinessFunction,
    Campaign,
    ImpactScale,
    Interview,
    Question,
    QuestionSet,
    RiskCategory,
    RiskMatrix,
)
from bia.services import answers, campaigns, interviews, questions, riskmatrix, scales, threats
from core.models import Organisation
from tests.bia.building import make_campaign, make_function, make_interview, rates
from tests.bia.risking import make_matrix

pytestmark = pytest.mark.django_db
Ask = Callable[..., Any]


@pytest.fixture
def ask(client: Client) -> Ask:
    """Sends a request as a person, with the version of the record if there is one; the answer."""

    def asked(
        person: Any, method: str, name: str, row: Any = None, body: Any = None, *, version: Any = ""
    ) -> Any:
        client.force_login(person)
        tag = version or (row.version if row else "")
        return client.generic(
            method,
            reverse(name, args=[row.pk] if row else []),
            "" if body is None else client._encode_json(body, "application/json"),  # type: ignore[attr-defined]
            content_type="application/json",
            headers={"If-Match": f'"{tag}"'} if tag else {},
        )

    return asked


@pytest.fixture
def campaign(
    function: BusinessFunction, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> Campaign:
    """A campaign planned and not yet sent."""
    return campaigns.plan(make_campaign(), [function], by=cast.manager, at=noon)


@pytest.fixture
def draft(campaign: Campaign, cast: SimpleNamespace, noon: datetime) -> QuestionSet:
    """Its questions, being drafted."""
    return questions.begin_draft(campaign, by=cast.manager, at=noon)


@pytest.fixture
def add(draft: QuestionSet, cast: SimpleNamespace, noon: datetime) -> Callable[..., Question]:
    """Adds a question of one's own to the draft."""

    def added(text: str, **values: Any) -> Question:
        said: dict[str, Any] = {"step": "needs", "kind": "yes_no"} | values
        made = Question(question_set=draft, text=text, **said)
        return questions.save_question(made, by=cast.manager, at=noon)

    return added


class TestQuestions:
    SHIFT = {
        "text": "Which shift?",
        "step": "needs",
        "kind": "choice",
        "options": "Day\nNight",
        "asked_if": "answer",
        "about": "outside",
        "equals": "Yes",
        "wordings": {"nl": {"text": "Welke dienst?", "options": "Dag\nNacht"}},
    }

    def test_set_is_drafted_filled_and_used(
        self, campaign: Campaign, cast: SimpleNamespace, noon: datetime, ask: Ask
    ) -> None:
        Organisation.objects.update(languages=["nl"])
        campaigns.start(campaign, by=cast.manager, at=noon)
        body = {"campaign": campaign.pk}
        said = ask(cast.manager, "POST", "bia-questionset-verb-draft", body=body)
        assert said.status_code == 201, said.content
        made = QuestionSet.objects.get()
        assert (said.json()["id"], said.json()["used_at"]) == (made.pk, None)
        first = {"question_set": made.pk, "text": "Outside?", "step": "needs", "kind": "yes_no"}
        for one in (first, self.SHIFT | {"question_set": made.pk}):
            added = ask(cast.manager, "POST", "bia-question-list", body=one)
            assert added.status_code == 201, added.content
        out = {"name": "peaks", "is_out": True}
        ask(cast.manager, "POST", "bia-questionset-verb-leave-out", made, out)
        made.refresh_from_db()
        used = ask(cast.manager, "POST", "bia-questionset-verb-use", made)
        assert used.status_code == 200, used.content
        said = ask(cast.auditor, "GET", "bia-questionset-detail", made).json()
        assert said["used_at"]
        assert said["left_out"] == ["peaks"]
        outside, shift = said["questions"]
        assert (outside["key"], outside["position"]) == ("outside", 1)
        assert {name: shift[name] for name in self.SHIFT} == self.SHIFT

    def test_question_is_changed_moved_and_removed(
        self, add: Callable[..., Question], cast: SimpleNamespace, ask: Ask
    ) -> None:
        first, second = add("Outside?"), add("Inside?")
        said = ask(cast.manager, "PATCH", "bia-question-detail", second, {"help": "Think."})
        assert (said.status_code, said.json()["help"]) == (200, "Think.")
        second.refresh_from_db()
        moved = ask(cast.manager, "POST", "bia-question-verb-move", second, {"up": True})
        assert (moved.status_code, moved.json()["position"]) == (200, 1)
        first.refresh_from_db()
        assert ask(cast.manager, "POST", "bia-question-verb-remove", first).status_code == 204
        assert Question.objects.get() == second

    @pytest.mark.parametrize(
        "told",
        [
            ({"options": "Day", "wordings": {}}, "options"),
            ({"about": "nothing"}, "about"),
            ({"equals": "Perhaps"}, "equals"),
            ({"kind": "song"}, "kind"),
            ({"wordings": {"nl": {"options": "Dag"}}}, "options_nl"),
            ({"wordings": {"xx": {"text": "?"}}}, "wordings"),
        ],
    )
    def test_what_does_not_go_together_is_refused_by_name(
        self,
        add: Callable[..., Question],
        cast: SimpleNamespace,
        ask: Ask,
        told: tuple[dict[str, Any], str],
    ) -> None:
        sent, field = told
        Organisation.objects.update(languages=["nl"])
        first = add("Outside?")
        body = self.SHIFT | {"question_set": first.question_set_id} | sent
        said = ask(cast.manager, "POST", "bia-question-list", body=body)
        assert (said.status_code, list(said.json())) == (400, [field])
        assert Question.objects.get() == first

    def test_question_stays_in_its_set(
        self,
        add: Callable[..., Question],
        cast: SimpleNamespace,
        noon: datetime,
        ask: Ask,
    ) -> None:
        question = add("Outside?")
        other = QuestionSet.objects.create(
            campaign=Campaign.objects.create(name="Other", due_on=noon.date())
        )
        said = ask(
            cast.manager, "PATCH", "bia-question-detail", question, {"question_set": other.pk}
        )
        assert (said.status_code, list(said.json())) == (400, ["question_set"])

    def test_what_is_used_is_changed_no_more(
        self,
        add: Callable[..., Question],
        draft: QuestionSet,
        cast: SimpleNamespace,
        noon: datetime,
        ask: Ask,
    ) -> None:
        question, second = add("Outside?"), add("Inside?")
        QuestionSet.objects.update(used_at=noon)
        draft.refresh_from_db()
        out = {"name": "peaks", "is_out": True}
        refused = [
            ask(cast.manager, "PATCH", "bia-question-detail", question, {"help": "Think."}),
            ask(cast.manager, "POST", "bia-question-verb-remove", question),
            ask(cast.manager, "POST", "bia-question-verb-move", second, {"up": True}),
            ask(cast.manager, "POST", "bia-questionset-verb-leave-out", draft, out),
        ]
        assert [said.status_code for said in refused] == [400] * 4
        assert all("used already" in str(said.json()) for said in refused)

    def test_stale_version_and_none_are_refused(
        self, add: Callable[..., Question], draft: QuestionSet, cast: SimpleNamespace, ask: Ask
    ) -> None:
        question = add("Outside?")
        for one in (("PATCH", "bia-question-detail"), ("POST", "bia-question-verb-remove")):
            said = ask(cast.manager, *one, question, {}, version=99)
            assert said.status_code == 412
        bare = ask(cast.manager, "POST", "bia-questionset-verb-use", draft, version=99)
        assert bare.status_code == 412

    def test_who_may_not_change_the_campaign_may_not_change_its_questions(
        self,
        add: Callable[..., Question],
        draft: QuestionSet,
        units: SimpleNamespace,
        cast: SimpleNamespace,
        ask: Ask,
    ) -> None:
        question = add("Outside?")
        Campaign.objects.update(unit=units.claims)
        new = {"question_set": draft.pk, "text": "Why?", "step": "needs", "kind": "text"}
        tried = [
            ("PATCH", "bia-question-detail", question, {"help": "Think."}),
            ("POST", "bia-question-verb-remove", question),
            ("POST", "bia-question-verb-move", question, {"up": True}),
            ("POST", "bia-question-list", None, new),
            ("POST", "bia-questionset-verb-draft", None, {"campaign": draft.campaign_id}),
            ("POST", "bia-questionset-verb-use", draft, None),
        ]
        for person, statuses in ((cast.auditor, {403}), (cast.stranger, {400, 404})):
            for one in tried:
                said = ask(person, *one)
                assert said.status_code in statuses, (person, one, said.content)
        assert Question.objects.get().help == ""
        assert ask(cast.coordinator, *tried[0]).status_code == 200

    def test_as_many_queries_for_three_sets_as_for_twelve(
        self, draft: QuestionSet, cast: SimpleNamespace, noon: datetime, ask: Ask
    ) -> None:
        def asked(count: int) -> int:
            for turn in range(count):
                name = f"{count} {turn}"
                made = Campaign.objects.create(name=name, due_on=noon.date())
                found = QuestionSet.objects.create(campaign=made)
                Question.objects.create(
                    question_set=found, key="k", step="needs", text="?", kind="text"
                )
            with CaptureQueriesContext(connection) as queries:
                said = ask(cast.auditor, "GET", "bia-questionset-list").json()
            assert said["count"] == len(said["results"])
            return len(queries)

        asked(0)
        assert asked(2) == asked(9)


class TestScale:
    @pytest.fixture
    def sheet(self, scale: ImpactScale, cast: SimpleNamespace, noon: datetime) -> ImpactScale:
        """The next version, being drafted."""
        return scales.start_draft(by=cast.manager, at=noon)

    @staticmethod
    def body(said: dict[str, Any]) -> dict[str, Any]:
        names = ("title", "level_names", "currency", "bands", "categories")
        return {name: said[name] for name in names} | {"reason": "Money is tighter."}

    @pytest.fixture
    def read(self, sheet: ImpactScale, cast: SimpleNamespace, ask: Ask) -> dict[str, Any]:
        """What the draft says, ready to be sent back."""
        return self.body(ask(cast.manager, "GET", "bia-impactscale-detail", sheet).json())

    def write(self, ask: Ask, person: Any, row: ImpactScale, body: Any, **how: Any) -> Any:
        return ask(person, "POST", "bia-impactscale-verb-edit", row, body, **how)

    def test_what_is_read_is_written_whole(
        self, sheet: ImpactScale, read: dict[str, Any], cast: SimpleNamespace, ask: Ask
    ) -> None:
        money, _members, law = read["categories"]
        assert (money["key"], money["intolerable"], len(money["levels"])) == ("money", 4, 5)
        money |= {"intolerable": 3, "model": "mixed", "model_reason": "Some know.", "tolerance": 9}
        money["levels"][1] |= {"words": "A little", "money_from": "1.00", "money_to": "9.00"}
        new = {key: law[key] for key in law if key != "key"} | {"name": "Safety"}
        read |= {"bands": ["PT2H", "P1D"], "categories": [law, money, new]}
        said = self.write(ask, cast.manager, sheet, read)
        assert said.status_code == 200, said.content
        stored = said.json()
        assert (stored["bands"], stored["reason"]) == (["PT2H", "P1D"], "Money is tighter.")
        assert [one["key"] for one in stored["categories"]] == ["law", "money", "safety"]
        assert stored["categories"][1] == money | {"tolerance": "9.00"}
        sheet.refresh_from_db()
        again = self.write(ask, cast.manager, sheet, self.body(stored)).json()
        kept = {name: again[name] for name in ("bands", "categories")}
        assert kept == {name: stored[name] for name in kept}

    def test_model_changed_without_a_reason_has_none(
        self, sheet: ImpactScale, read: dict[str, Any], cast: SimpleNamespace, ask: Ask
    ) -> None:
        sheet.categories.update(model_reason="Because.")
        for one in read["categories"]:
            del one["model_reason"]
        read["categories"][0]["model"] = "mixed"
        said = self.write(ask, cast.manager, sheet, read).json()
        assert [one["model_reason"] for one in said["categories"]] == ["", "Because.", "Because."]

    @pytest.mark.parametrize(
        "told",
        [
            ("reason", ""),
            ("currency", "euro"),
            ("level_names", ["none", "bad"]),
            ("bands", ["PT2H", "PT2H"]),
            ("bands", ["PT0S", "PT2H"]),
            ("bands", ["soon"]),
            ("categories", [{"key": "money"}]),
            ("categories.0.key", "weather"),
            ("categories.0.key", "law"),
            ("categories.0.intolerable", 5),
            ("categories.0.model", "guessed"),
            ("categories.0.tolerance", 0),
            ("categories.0.levels", []),
            ("categories.0.levels.1.money_to", "-1"),
        ],
    )
    def test_what_cannot_be_taken_is_refused_by_name_and_nothing_is_written(
        self,
        sheet: ImpactScale,
        read: dict[str, Any],
        cast: SimpleNamespace,
        ask: Ask,
        told: tuple[str, Any],
    ) -> None:
        path, value = told
        before = scales.read(sheet)
        read["categories"][0]["levels"][1]["money_from"] = 1
        *way, last = path.split(".")
        at: Any = read
        for step in way:
            at = at[int(step)] if step.isdigit() else at[step]
        at[last] = value
        said = self.write(ask, cast.manager, sheet, read)
        assert (said.status_code, list(said.json())) == (400, [(*way, last)[0]])
        assert scales.read(sheet) == before

    def test_scale_in_force_is_not_written(
        self, scale: ImpactScale, read: dict[str, Any], cast: SimpleNamespace, ask: Ask
    ) -> None:
        before = scales.read(scale)
        said = self.write(ask, cast.manager, scale, read)
        assert (said.status_code, "Only a draft" in str(said.json())) == (400, True)
        assert scales.read(scale) == before

    def test_sheet_written_from_an_old_version_is_refused_also_where_only_parts_moved(
        self, sheet: ImpactScale, read: dict[str, Any], cast: SimpleNamespace, ask: Ask
    ) -> None:
        assert self.write(ask, cast.manager, sheet, read).status_code == 200
        sheet.refresh_from_db()
        bands = read | {"bands": ["PT2H", "P1D"]}
        assert self.write(ask, cast.manager, sheet, bands).status_code == 200
        assert self.write(ask, cast.manager, sheet, read).status_code == 412
        assert len(scales.read(sheet).bands) == 2

    def test_only_who_may_change_the_scale_writes_it(
        self, sheet: ImpactScale, read: dict[str, Any], cast: SimpleNamespace, ask: Ask
    ) -> None:
        for person in (cast.executive, cast.coordinator, cast.owner, cast.auditor):
            assert self.write(ask, person, sheet, read).status_code == 403
            assert ask(person, "GET", "bia-impactscale-detail", sheet).status_code == 200

    def test_models_follow_from_what_is_known(
        self, sheet: ImpactScale, cast: SimpleNamespace, ask: Ask
    ) -> None:
        body = {"figures": "some", "precision": "order", "answered_by": "owners"}
        name = "bia-impactscale-verb-models"
        wrong = ask(cast.manager, "POST", name, sheet, body | {"counted": "weather"})
        assert (wrong.status_code, list(wrong.json())) == (400, ["counted"])
        said = ask(cast.manager, "POST", name, sheet, body | {"counted": "money"})
        assert said.status_code == 200, said.content
        money = said.json()["categories"][0]
        assert (money["model"], said.json()["figures"]) == ("mixed", "some")
        assert money["model_reason"]


class TestMatrix:
    @pytest.fixture
    def sheet(self, cast: SimpleNamespace, noon: datetime) -> RiskMatrix:
        """The version after the common one, being drafted."""
        make_matrix(by=cast.manager, approver=cast.executive, at=noon)
        return riskmatrix.start_draft(by=cast.manager, at=noon)

    @pytest.fixture
    def read(self, sheet: RiskMatrix, cast: SimpleNamespace, ask: Ask) -> dict[str, Any]:
        """What the draft says, ready to be sent back."""
        said = ask(cast.manager, "GET", "bia-riskmatrix-detail", sheet).json()
        names = ("title", "currency", "likelihoods", "impacts", "ratings", "cells", "appetite")
        return {name: said[name] for name in names} | {"reason": "Fewer levels."}

    def write(self, ask: Ask, person: Any, row: RiskMatrix, body: Any, **how: Any) -> Any:
        return ask(person, "POST", "bia-riskmatrix-verb-edit", row, body, **how)

    def test_what_is_read_is_written_whole(
        self,
        sheet: RiskMatrix,
        read: dict[str, Any],
        cast: SimpleNamespace,
        noon: datetime,
        ask: Ask,
    ) -> None:
        assert (len(read["cells"]), read["ratings"][3]["name"]) == (5, "critical")
        read |= {"impacts": read["impacts"][:2], "cells": [row[:2] for row in read["cells"]]}
        read["likelihoods"][0] |= {"name": "Never yet", "low": "60.00"}
        read["appetite"][0]["rating"] = 1
        retired = RiskCategory.objects.get(pk=read["appetite"][1]["category"])
        threats.retire(retired, by=cast.manager, at=noon, reason="Not told apart.")
        said = self.write(ask, cast.manager, sheet, read)
        assert said.status_code == 200, said.content
        stored = said.json()
        assert {name: stored[name] for name in read} == read
        assert len(riskmatrix.read(sheet).impacts) == 2

    @pytest.mark.parametrize(
        "told",
        [
            ("likelihoods", lambda said: said["likelihoods"][:1]),
            ("impacts", lambda said: [{"name": ""}, *said["impacts"][1:]]),
            ("ratings", lambda said: said["ratings"] * 2),
            ("cells", lambda said: said["cells"][:4]),
            ("cells", lambda said: [[9] * 5] * 5),
            ("cells", lambda said: [*said["cells"][:4], [1] * 5]),
            ("appetite", lambda said: [said["appetite"][0] | {"rating": 5}]),
            ("appetite", lambda said: [{"category": 0, "rating": 1}]),
            ("impacts", lambda said: [{"name": "x", "low": 2, "high": 1}, *said["impacts"][1:]]),
        ],
    )
    def test_what_cannot_be_rated_with_is_refused_by_name(
        self,
        sheet: RiskMatrix,
        read: dict[str, Any],
        cast: SimpleNamespace,
        ask: Ask,
        told: tuple[str, Callable[[Any], Any]],
    ) -> None:
        name, change = told
        before = riskmatrix.read(sheet)
        said = self.write(ask, cast.manager, sheet, read | {name: change(read)})
        assert (said.status_code, list(said.json())) == (400, [name])
        assert riskmatrix.read(sheet) == before

    def test_matrix_in_force_is_not_written(
        self, sheet: RiskMatrix, read: dict[str, Any], cast: SimpleNamespace, ask: Ask
    ) -> None:
        in_force = RiskMatrix.objects.get(state="approved")
        said = self.write(ask, cast.manager, in_force, read | {"title": "Other"})
        assert (said.status_code, "Only a draft" in str(said.json())) == (400, True)

    def test_stale_version_and_who_may_not(
        self, sheet: RiskMatrix, read: dict[str, Any], cast: SimpleNamespace, ask: Ask
    ) -> None:
        for person in (cast.executive, cast.coordinator, cast.auditor):
            assert self.write(ask, person, sheet, read).status_code == 403
        assert self.write(ask, cast.manager, sheet, read, version=99).status_code == 412

    def test_as_many_queries_for_few_versions_as_for_many(
        self, sheet: RiskMatrix, scale: ImpactScale, cast: SimpleNamespace, ask: Ask
    ) -> None:
        def asked(name: str) -> int:
            with CaptureQueriesContext(connection) as queries:
                assert ask(cast.auditor, "GET", name).status_code == 200
            return len(queries)

        names = ("bia-riskmatrix-list", "bia-impactscale-list")
        asked(names[0])
        few = [asked(name) for name in names]
        for made in (sheet, scale):
            for number in range(7, 12):
                copy = type(made).objects.create(series=uuid4(), number=number, title="More")
                if isinstance(copy, RiskMatrix):
                    copy.levels.create(axis="impact", level=1, name="One")
                    copy.appetites.create(category=RiskCategory.objects.first(), rating=1)
                else:
                    copy.bands.create(until=made.bands.first().until)
                    copy.categories.create(name="Money", key="money").levels.create(level=0)
        assert [asked(name) for name in names] == few


class TestFigures:
    @pytest.fixture
    def approved(self, interview: Interview, cast: SimpleNamespace, noon: datetime) -> Interview:
        """The analysis of a function, answered and approved."""
        answers.keep(interview, rates(), version=0)
        interviews.submit(interview, by=cast.owner, at=noon)
        return interviews.approve(interview, by=cast.head, at=noon)

    @pytest.fixture
    def read(self, client: Client) -> Ask:
        def asked(person: Any, name: str, **query: Any) -> Any:
            client.force_login(person)
            answer = client.get(reverse(f"bia-businessfunction-reading-{name}"), query)
            return answer.status_code, answer.json()

        return asked

    def test_consolidation_says_what_the_page_does(
        self, approved: Interview, cast: SimpleNamespace, read: Ask
    ) -> None:
        status, said = read(cast.auditor, "consolidation")
        assert status == 200
        (row,) = said["ranking"]
        assert (row["place"], row["function"]) == (1, approved.function_id)
        assert (row["analysis"], row["analysis_approved_by"]) == (approved.pk, cast.head.pk)
        assert (row["objective"], row["objective_approved_at"]) == (None, None)
        (unit,) = said["coverage"]
        assert (unit["functions"], unit["current"], unit["never"]) == (1, 1, 0)
        assert (said["conflicts"], said["late_chains"], said["moved"]) == ([], [], [])

    def test_calibration_says_what_the_page_does(
        self, approved: Interview, cast: SimpleNamespace, read: Ask
    ) -> None:
        _status, said = read(cast.auditor, "calibration")
        (row,) = said["functions"]
        assert (row["function"], row["interview"]) == (approved.function_id, approved.pk)
        assert row["mixed"]["time"] == row["qualitative"]["time"] == "PT8H"
        assert row["quantitative"] is row["gap"] is None
        assert [one["category"] for one in row["categories"]] == ["Money", "Members", "Law"]
        assert (said["apart"], said["uncompared"]) == (0, 1)

    def test_only_what_one_may_see_is_counted(
        self, approved: Interview, cast: SimpleNamespace, read: Ask
    ) -> None:
        assert read(cast.stranger, "consolidation")[1]["ranking"] == []
        assert read(cast.stranger, "calibration")[1]["functions"] == []
        assert read(cast.nobody, "consolidation")[0] == read(cast.nobody, "calibration")[0] == 403

    def test_campaigns_are_compared_in_order_and_a_planned_one_is_not(
        self, campaign: Campaign, cast: SimpleNamespace, noon: datetime, read: Ask
    ) -> None:
        assert list(read(cast.manager, "consolidation", before=campaign.pk)[1]) == ["before"]
        campaigns.start(campaign, by=cast.manager, at=noon)
        for person, status in ((cast.manager, 200), (cast.nobody, 403)):
            assert read(person, "consolidation", after=campaign.pk)[0] == status
        same = read(cast.manager, "consolidation", before=campaign.pk, after=campaign.pk)
        assert same[0] == 400
        assert "twice" in str(same[1])
        assert read(cast.manager, "calibration", campaign=campaign.pk)[0] == 200
        assert read(cast.manager, "calibration", campaign=0)[0] == 400

    @pytest.mark.parametrize("name", ["consolidation", "calibration"])
    def test_as_many_queries_for_few_functions_as_for_many(
        self,
        name: str,
        approved: Interview,
        cast: SimpleNamespace,
        noon: datetime,
        read: Ask,
    ) -> None:
        unit = approved.function.item.unit

        def asked(count: int) -> int:
            for turn in range(count):
                of = make_function(f"{count} {turn}", unit=unit, owner=cast.owner, at=noon)
                one = make_interview(of, approved.scale)
                answers.keep(one, rates(), version=0)
                interviews.submit(one, by=cast.owner, at=noon)
                interviews.approve(one, by=cast.head, at=noon)
            with CaptureQueriesContext(connection) as queries:
                assert read(cast.auditor, name)[0] == 200
            return len(queries)

        asked(0)
        assert asked(2) == asked(5)


def test_description_says_what_sheets_and_figures_hold(
    cast: SimpleNamespace, client: Client
) -> None:
    client.force_login(cast.manager)
    said = client.get(reverse("api-schema"), {"format": "json"}).json()
    for kind, sheet in (("impactscale", "ScaleSheet"), ("riskmatrix", "MatrixSheet")):
        verb = said["paths"][f"/api/bia/{kind}/{{id}}/edit/"]["post"]
        assert f"{sheet}Request" in str(verb["requestBody"])
    reading = said["paths"]["/api/bia/businessfunction/consolidation/"]["get"]
    assert {one["name"] for one in reading["parameters"]} == {"before", "after"}
    parts = said["components"]["schemas"]
    assert "Question" in str(parts["QuestionSet"]["properties"]["questions"])
    assert "ImpactCategory" in str(parts["ImpactScale"]["properties"]["categories"])
