"""Programs answer an interview: read by name what is asked, write it as the page does, hand in."""

import json
from collections.abc import Callable
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bia.choices import InterviewState
from bia.models import (
    Answerer,
    BusinessFunction,
    Campaign,
    Delegation,
    ImpactScale,
    Interview,
    Question,
)
from bia.services import answering, answers, campaigns, delegations, papers, questions
from core.models import Draft, Job, User
from core.services import Conflict
from tests.bia.building import DESCRIBED, make_campaign, make_function, make_interview, rates

pytestmark = pytest.mark.django_db
Send = Callable[..., Any]
WHOLE = rates() | DESCRIBED | {"wrt": "2 h"}


@pytest.fixture
def send(client: Client, interview: Interview) -> Send:
    """Reads or writes the answers as a person; the answer's status and what it says."""

    def sent(person: User, said: Any = None, version: str = "", *, of: Any = interview) -> Any:
        client.force_login(person)
        address = reverse("bia-interview-part-answers", args=[of.pk])
        if said is None:
            answer = client.get(address)
        else:
            headers = {"If-Match": f'"{version}"'} if version else {}
            kind = "application/json"
            answer = client.patch(address, json.dumps(said), content_type=kind, headers=headers)
        return answer.status_code, answer.json()

    return sent


@pytest.fixture
def write(send: Send, cast: SimpleNamespace) -> Send:
    """Writes answers from what is there now, as the owner if nobody else is named."""

    def written(by: User | None = None, /, **said: Any) -> Any:
        person = by or cast.owner
        return send(person, said, send(person)[1]["version"])

    return written


@pytest.fixture
def do(client: Client, interview: Interview) -> Send:
    """Does something with the interview as a person; the status and what is said, if anything."""

    def done(person: User, verb: str, **said: Any) -> Any:
        interview.refresh_from_db()
        client.force_login(person)
        answer = client.post(
            reverse(f"bia-interview-verb-{verb}", args=[interview.pk]),
            said,
            content_type="application/json",
            headers={"If-Match": f'"{interview.version}"'},
        )
        return answer.status_code, answer.json() if answer.content else None

    return done


@pytest.fixture
def colleague(person: Callable[..., User], units: SimpleNamespace) -> User:
    """Somebody of the unit without any role."""
    return person("bert", home=units.claims)


class TestReading:
    def test_says_answers_scale_and_what_is_missing(
        self, send: Send, cast: SimpleNamespace
    ) -> None:
        status, said = send(cast.owner)
        assert (status, said["is_open"], said["step"]) == (200, True, "")
        assert said["answers"]["purpose"] == DESCRIBED["purpose"]
        assert [one["key"] for one in said["scale"]["categories"]] == ["money", "members", "law"]
        assert said["scale"]["times"][:2] == ["PT1H", "PT4H"]
        assert [one["step"] for one in said["missing"]] == ["impact"]
        assert (said["implied"]["mtd"], said["implied"]["state"]) == (None, "not asked")

    def test_says_what_the_answers_imply(self, write: Send) -> None:
        status, said = write(**WHOLE)
        assert status == 200, said
        assert (said["implied"]["mtd"], said["implied"]["derived_rto"]) == ("PT8H", "PT6H")
        assert (said["implied"]["set_by"], said["mtd_words"]) == ("Money", "8 h")
        assert said["missing"] == []

    def test_of_another_unit_is_not_there_and_a_stranger_is_asked_who_he_is(
        self, send: Send, cast: SimpleNamespace, client: Client, interview: Interview
    ) -> None:
        for person in (cast.stranger, cast.nobody):
            assert send(person)[0] == 404
            assert send(person, {"wrt": "1 h"}, "1.0")[0] == 404
        client.logout()
        assert client.get(f"/api/bia/interview/{interview.pk}/answers/").status_code == 401

    def test_takes_as_many_queries_for_one_row_as_for_nine(
        self, write: Send, send: Send, cast: SimpleNamespace
    ) -> None:
        def asked() -> int:
            with CaptureQueriesContext(connection) as queries:
                assert send(cast.owner)[0] == 200
            return len(queries)

        write(**WHOLE, **{"need.new1.name": "Ledger 1"})
        few = asked()
        write(**{f"need.new{at}.name": f"Ledger {at}" for at in range(2, 10)})
        assert asked() == few


class TestWriting:
    def test_what_is_written_is_read_again_and_lies_in_the_rows(
        self, write: Send, send: Send, cast: SimpleNamespace, interview: Interview
    ) -> None:
        status, said = write(**WHOLE, **{"need.new1.name": "Claims core", "need.new1.loss": ""})
        assert status == 200, said
        need = interview.needs.get()
        assert said["answers"][f"need.{need.pk}.name"] == "Claims core"
        assert said["answers"]["rate.all.money.2"] == "3"
        assert send(cast.owner)[1] == said
        assert (interview.ratings.count(), Draft.objects.get().data) == (18, {})
        assert write(**{f"need.{need.pk}.gone": "1"})[0] == 200
        assert not interview.needs.exists()

    def test_a_peak_and_its_curve_are_written_at_once(
        self, write: Send, interview: Interview
    ) -> None:
        peak = {"peak.new1.name": "Month end", "peak.new1.own_curve": "1"}
        status, said = write(**WHOLE, **peak, **rates({"money": "444444"}, "new1"))
        assert status == 200, said
        row = interview.peaks.get()
        assert interview.ratings.filter(peak=row).count() == 6
        assert said["answers"][f"rate.{row.pk}.money.0"] == "4"
        assert Draft.objects.get().data == {}

    def test_who_typed_has_answered_and_it_is_begun(
        self, write: Send, cast: SimpleNamespace, interview: Interview
    ) -> None:
        assert write(cast.coordinator, wrt="2 h")[0] == 200
        assert [row.person for row in Answerer.objects.all()] == [cast.coordinator]
        interview.refresh_from_db()
        assert interview.state == InterviewState.BEGUN
        assert delegations.has_answered(interview, cast.coordinator)

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("nonsense", "1"),
            ("rate.all.fame.1", "2"),
            ("rate.all.money.6", "2"),
            ("rate.new7.money.1", "2"),
            ("loss.9", "100"),
            ("need.999.name", "Ledger"),
            ("own.needs.unknown", "yes"),
            ("reply.unknown", "Because"),
            ("wrt", "soon"),
            ("rate.all.money.1", "9"),
            ("frequency", "at whim"),
            ("purpose", "x" * 20_001),
            ("purpose", None),
            ("purpose", ["a"]),
        ],
    )
    def test_what_cannot_be_taken_is_said_at_its_name_and_nothing_is_written(
        self, write: Send, interview: Interview, name: str, value: Any
    ) -> None:
        status, said = write(**{"minimum_level": "40", "comment": "Fine", name: value})
        assert (status, list(said)) == (400, [name]), said
        interview.refresh_from_db()
        assert (interview.minimum_level, interview.comment) == (None, "")
        assert interview.state == InterviewState.INVITED
        assert not Draft.objects.exists()
        assert not Answerer.objects.exists()

    @pytest.mark.parametrize("said", [{}, [], ["wrt"], "wrt"])
    def test_what_names_no_answer_is_refused_and_nobody_has_answered(
        self, send: Send, cast: SimpleNamespace, said: Any
    ) -> None:
        status, told = send(cast.owner, said, send(cast.owner)[1]["version"])
        assert (status, list(told)) == (400, ["detail"])
        assert not Answerer.objects.exists()

    def test_what_somebody_typed_on_the_page_and_cannot_be_read_stands_in_the_way(
        self, write: Send, send: Send, cast: SimpleNamespace, interview: Interview
    ) -> None:
        answers.keep(interview, {"wrt": "soon"}, version=0)
        assert list(send(cast.owner)[1]["errors"]) == ["wrt"]
        status, said = write(**rates())
        assert (status, list(said)) == (400, ["wrt"])
        assert write(**rates(), wrt="2 h")[0] == 200

    def test_rows_of_another_interview_are_no_answers_here(
        self,
        write: Send,
        scale: ImpactScale,
        units: SimpleNamespace,
        cast: SimpleNamespace,
        noon: datetime,
    ) -> None:
        other = make_interview(
            make_function("Payouts", unit=units.payments, owner=cast.service_owner, at=noon), scale
        )
        need = other.needs.create(kind="application", name="Theirs")
        assert write(**{f"need.{need.pk}.name": "Mine"})[0] == 400
        need.refresh_from_db()
        assert need.name == "Theirs"

    def test_version_is_asked_for_and_an_old_one_refused(
        self, send: Send, cast: SimpleNamespace, interview: Interview
    ) -> None:
        old = send(cast.owner)[1]["version"]
        assert send(cast.owner, {"wrt": "1 h"})[0] == 428
        answers.keep(interview, {"wrt": "2 h"}, version=0)
        assert send(cast.owner, {"wrt": "1 h"}, old)[0] == 412
        assert answers.current(interview).sheet["wrt"] == "2 h"

    def test_of_two_who_read_the_same_the_second_is_refused_under_the_lock(
        self, interview: Interview, cast: SimpleNamespace, noon: datetime
    ) -> None:
        read = answering.read(interview, by=cast.owner).version
        how: dict[str, Any] = {"by": cast.owner, "at": noon, "version": read}
        answering.write(interview, {"wrt": "2 h"}, **how)
        with pytest.raises(Conflict):
            answering.write(interview, {"comment": "Mine"}, **how)
        assert answers.current(interview).sheet["comment"] == ""

    def test_version_of_before_it_was_handed_in_is_old(
        self, write: Send, send: Send, do: Send, cast: SimpleNamespace
    ) -> None:
        version = send(cast.owner)[1]["version"]
        write(**WHOLE)
        assert do(cast.owner, "submit")[0] == 200
        assert do(cast.head, "return", comment="Look again.")[0] == 200
        assert send(cast.owner, {"wrt": "1 h"}, version)[0] == 412

    def test_whoever_only_reads_writes_nothing(
        self, send: Send, cast: SimpleNamespace, interview: Interview
    ) -> None:
        for person in (cast.auditor, cast.head, cast.executive):
            status, said = send(person)
            assert status == 200
            for sent in ({"wrt": "1 h"}, {"nonsense": "1"}):
                assert send(person, sent, said["version"])[0] == 403
        assert answers.current(interview).sheet["wrt"] == ""
        assert not Answerer.objects.exists()

    def test_an_interview_of_nobody_asks_for_an_owner(
        self, write: Send, cast: SimpleNamespace, interview: Interview
    ) -> None:
        Interview.objects.filter(pk=interview.pk).update(owner=None)
        status, said = write(cast.manager, wrt="2 h")
        assert (status, "Name an owner first" in str(said)) == (400, True)


class TestHandingIn:
    def test_answers_are_handed_in_after_they_were_written(
        self, write: Send, do: Send, cast: SimpleNamespace, interview: Interview
    ) -> None:
        status, said = do(cast.owner, "submit")
        assert (status, "step 2 is still empty" in str(said)) == (400, True)
        write(**WHOLE)
        assert do(cast.owner, "submit")[0] == 200
        interview.refresh_from_db()
        assert interview.state == InterviewState.SUBMITTED
        status, said = write(wrt="1 h")
        assert (status, "handed in already" in str(said)) == (400, True)

    def test_answers_say_with_which_version_it_is_handed_in(
        self, write: Send, cast: SimpleNamespace, interview: Interview, client: Client
    ) -> None:
        _status, said = write(**WHOLE)
        answer = client.post(
            reverse("bia-interview-verb-submit", args=[interview.pk]),
            headers={"If-Match": f'"{said["interview_version"]}"'},
        )
        assert answer.status_code == 200, answer.content

    def test_a_doubt_is_shown_and_replied_to(
        self, write: Send, send: Send, do: Send, cast: SimpleNamespace, interview: Interview
    ) -> None:
        _status, said = write(**WHOLE | {"rate.all.money.4": "2"})
        doubt = next(one for one in said["doubts"] if one["code"].startswith("falls"))
        assert (doubt["step"], doubt["reply"]) == ("impact", "")
        assert doubt["question"]
        assert doubt["why"]
        fix = next(one for one in doubt["replies"] if one["sets"])
        name = f"reply.{doubt['code']}"
        _status, said = write(**{name: "It recovers."})
        shown = {one["code"]: one["reply"] for one in said["doubts"]}
        assert shown[doubt["code"]] == "It recovers."
        assert interview.replies.get(code=doubt["code"]).reply == "It recovers."
        _status, said = write(**fix["sets"])
        assert doubt["code"] not in {one["code"] for one in said["doubts"]}


class TestOwnQuestions:
    @pytest.fixture
    def interview(
        self,
        function: BusinessFunction,
        scale: ImpactScale,
        cast: SimpleNamespace,
        noon: datetime,
    ) -> Interview:
        """Asked whether anybody outside is needed, and if so who."""
        campaign: Campaign = campaigns.plan(make_campaign(), [function], by=cast.manager, at=noon)
        draft = questions.begin_draft(campaign, by=cast.manager, at=noon)
        first: dict[str, Any] = {"question_set": draft, "step": "needs"}
        outside = Question(**first, text="Anybody outside?", kind="yes_no", required=True)
        outside = questions.save_question(outside, by=cast.manager, at=noon)
        who = Question(**first, text="Who?", kind="choice", options="A bank\nA printer")
        who.asked_if, who.about, who.equals = "answer", outside.key, "Yes"
        questions.save_question(who, by=cast.manager, at=noon)
        campaigns.start(campaign, by=cast.manager, at=noon)
        return Interview.objects.get(campaign=campaign)

    def test_are_read_with_condition_and_choices_and_answered(
        self, write: Send, send: Send, cast: SimpleNamespace
    ) -> None:
        outside, who = send(cast.owner)[1]["own"]
        assert (outside["text"], outside["required"], outside["is_asked"]) == (
            "Anybody outside?",
            True,
            True,
        )
        assert (who["is_asked"], who["equals"]) == (False, "Yes")
        assert who["options"] == {"A bank": "A bank", "A printer": "A printer"}
        status, said = write(**{who["name"]: "A bank"})
        assert (status, list(said)) == (400, [who["name"]])
        status, said = write(**{outside["name"]: "yes", who["name"]: "A bank"})
        assert (status, [one["value"] for one in said["own"]]) == (200, ["yes", "A bank"])
        assert write(**{who["name"]: "A baker"})[0] == 400

    def test_one_that_must_be_answered_is_missing(
        self, write: Send, do: Send, send: Send, cast: SimpleNamespace
    ) -> None:
        _status, said = write(**WHOLE)
        assert ["Anybody outside?" in one["text"] for one in said["missing"]] == [True]
        assert do(cast.owner, "submit")[0] == 400


class TestColleague:
    def test_reads_and_answers_the_step_passed_on_and_hands_it_back(
        self, send: Send, write: Send, do: Send, cast: SimpleNamespace, colleague: User
    ) -> None:
        assert do(cast.owner, "delegate", to=colleague.pk, step="needs")[0] == 200
        status, said = send(colleague)
        assert (status, said["step"], "purpose" in said["answers"]) == (200, "needs", False)
        status, said = write(colleague, purpose="Mine")
        assert (status, list(said)) == (400, ["purpose"])
        assert write(colleague, **{"need.new1.name": "Ledger"})[0] == 200
        status, said = write(colleague, **{"reply.unrated": "Later."})
        assert (status, list(said)) == (400, ["reply.unrated"])
        assert do(colleague, "submit")[0] == 403
        assert do(colleague, "hand-back")[0] == 204
        assert Delegation.objects.get().ending == "back"
        assert send(colleague)[0] == 404

    def test_is_taken_back_by_who_passed_it_on(
        self, send: Send, do: Send, cast: SimpleNamespace, colleague: User
    ) -> None:
        do(cast.owner, "delegate", to=colleague.pk)
        (row,) = send(cast.owner)[1]["passed_on"]
        assert (row["to"], row["step"]) == (colleague.pk, "")
        assert do(cast.auditor, "take-back", delegation=row["id"])[0] == 403
        assert do(cast.owner, "take-back", delegation=0)[0] == 400
        assert do(cast.owner, "take-back", delegation=row["id"])[0] == 200
        assert Delegation.objects.get().ending == "taken"
        assert send(colleague)[0] == 404
        assert do(cast.owner, "hand-back")[0] == 403


class TestReport:
    @pytest.fixture
    def ask(self, client: Client) -> Send:
        """Asks for a report as a person; the status and what is said."""

        def asked(person: User, name: str, about: Any = None, **said: Any) -> Any:
            client.force_login(person)
            answer = client.post(
                reverse(name, args=[about.pk] if about else []),
                said,
                content_type="application/json",
                headers={"If-Match": f'"{about.version}"'} if about else {},
            )
            return answer.status_code, answer.json()

        return asked

    def test_is_begun_and_answered_with_where_it_is_made(
        self, ask: Send, function: BusinessFunction, cast: SimpleNamespace
    ) -> None:
        name = "bia-businessfunction-verb-report"
        status, said = ask(cast.manager, name, function)
        job = Job.objects.get()
        assert (status, said["job"], said["state"]) == (202, job.pk, "queued")
        assert (said["address"], said["title"]) == (job.get_absolute_url(), job.title)
        assert job.args == {"person": cast.manager.pk, "function": function.pk}

    def test_asked_for_twice_at_once_is_made_once(
        self, function: BusinessFunction, cast: SimpleNamespace, noon: datetime
    ) -> None:
        first = papers.start(function, by=cast.manager, at=noon)
        assert papers.start(function, by=cast.manager, at=noon) == first
        assert papers.start(function, by=cast.coordinator, at=noon) != first

    def test_is_made_of_a_campaign(self, ask: Send, cast: SimpleNamespace) -> None:
        by, campaign = cast.manager, Campaign.objects.create(name="BIA", due_on=date(2026, 6, 30))
        assert ask(by, "bia-campaign-verb-report", campaign)[0] == 202
        assert Job.objects.get().args == {"person": by.pk, "campaign": campaign.pk}

    def test_is_made_of_a_unit_or_of_all(
        self, ask: Send, units: SimpleNamespace, cast: SimpleNamespace
    ) -> None:
        name, by = "bia-biareport-verb-start", cast.coordinator
        assert ask(by, name, unit=units.claims.pk)[0] == 202
        assert ask(by, name)[0] == 202
        made = [job.args for job in Job.objects.filter(name="bia.report").order_by("pk")]
        assert made == [{"person": by.pk, "unit": units.claims.pk}, {"person": by.pk}]

    def test_of_what_one_may_not_see_is_not_made(
        self, ask: Send, function: BusinessFunction, cast: SimpleNamespace
    ) -> None:
        assert ask(cast.stranger, "bia-businessfunction-verb-report", function)[0] == 404
        assert ask(cast.nobody, "bia-businessfunction-verb-report", function)[0] == 403
        assert ask(cast.nobody, "bia-biareport-verb-start")[0] == 403
        assert not Job.objects.exists()


def test_description_says_what_answers_take_and_give(client: Client, cast: SimpleNamespace) -> None:
    client.force_login(cast.manager)
    said = client.get(reverse("api-schema"), {"format": "json"}).json()
    answered = said["paths"]["/api/bia/interview/{id}/answers/"]
    assert "Answers" in str(answered["get"]["responses"]["200"])
    assert "additionalProperties" in str(answered["patch"]["requestBody"])
    begun = said["paths"]["/api/bia/campaign/{id}/report/"]["post"]
    assert list(begun["responses"]) == ["202"]
