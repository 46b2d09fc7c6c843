"""Questions of one's own: added for a campaign, asked where they make sense, answered, compared."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from bia.models import BusinessFunction, Campaign, ImpactScale, Interview, OwnAnswer, Question
from bia.reports.parts import part_of
from bia.services import answers, campaigns, interviews, ownanswers, posture, questions, returning
from bia.views.differences import differences
from core.services import Conflict
from tests.bia.building import make_campaign, rates
from tests.bia.test_interviews import fill, keep, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(
    function: BusinessFunction, scale: ImpactScale, cast: SimpleNamespace, noon: datetime
) -> Campaign:
    """A campaign planned and not yet sent."""
    return campaigns.plan(make_campaign(), [function], by=cast.manager, at=noon)


@pytest.fixture
def add(campaign: Campaign, cast: SimpleNamespace, noon: datetime) -> Any:
    """Adds a question of one's own to the draft."""

    def added(text: str, kind: str = "text", step: str = "needs", **values: Any) -> Question:
        draft = questions.begin_draft(campaign, by=cast.manager, at=noon)
        made = Question(question_set=draft, text=text, kind=kind, step=step, **values)
        return questions.save_question(made, by=cast.manager, at=noon)

    return added


@pytest.fixture
def started(campaign: Campaign, cast: SimpleNamespace, noon: datetime) -> Any:
    """Sends the invitations; the interview of the function."""

    def start() -> Interview:
        campaigns.start(campaign, by=cast.manager, at=noon)
        return Interview.objects.select_related("function__item", "campaign").get(campaign=campaign)

    return start


def own(interview: Interview) -> dict[str, Any]:
    return {one.question.key: one for one in answers.current(interview).own}


def test_each_kind_is_answered_typed_and_kept(
    add: Any, started: Any, cast: SimpleNamespace, noon: datetime
) -> None:
    add("Outside?", "yes_no")
    add("Which shift?", "choice", options="Day\nNight")
    add("How many from home?", "number", unit="people")
    add("Why?", "text")
    add("Tried when?", "date")
    interview = started()
    said = {"outside": "yes", "which-shift": "Night", "how-many-from-home": "1,200.5"}
    said |= {"why": "Because", "tried-when": "2026-03-14"}
    fill(interview, **{f"own.needs.{key}": value for key, value in said.items()})
    interviews.begin(interview, by=cast.owner, at=noon)
    assert not answers.write_step(answers.current(interview), "needs", by=cast.owner, at=noon)
    rows = {row.key: row for row in OwnAnswer.objects.filter(interview=interview)}
    assert rows["outside"].is_so is True
    assert rows["which-shift"].text == "Night"
    assert rows["how-many-from-home"].number == Decimal("1200.5")
    assert rows["tried-when"].day == date(2026, 3, 14)
    words = {key: one.words for key, one in own(interview).items()}
    assert words["how-many-from-home"] == "1200.5 people"
    assert words["tried-when"] == "14 March 2026"
    assert answers.current(interview).draft_names.isdisjoint(f"own.needs.{key}" for key in said)


@pytest.mark.parametrize(
    "told",
    [
        ("number", "a few", "Give a number such as 12 or 2.5."),
        ("date", "soon", "Give a date such as 2026-03-14."),
        ("yes_no", "maybe", "Choose yes or no."),
        ("choice", "C", "This is not offered any more. Choose one from the list."),
        ("text", "x" * 4001, "Too long: at most 4,000 characters."),
    ],
)
def test_what_cannot_be_read_is_kept_and_said(
    add: Any, started: Any, cast: Any, noon: datetime, told: tuple[str, str, str]
) -> None:
    kind, typed, said = told
    add("Outside?", kind, options="A\nB" if kind == "choice" else "")
    interview = started()
    keep(interview, {"own.needs.outside": typed})
    found = answers.current(interview)
    assert found.sheet["own.needs.outside"] == typed
    assert answers.write_step(found, "needs", by=cast.owner, at=noon) == {"own.needs.outside": said}


def test_must_be_answered_before_handing_in_but_only_where_it_is_asked(
    add: Any, started: Any, cast: SimpleNamespace, noon: datetime
) -> None:
    add("Outside?", "yes_no", required=True)
    add("By whom?", required=True, asked_if="answer", about="outside", equals="Yes")
    interview = started()
    fill(interview)
    with pytest.raises(
        ValidationError, match=r"Not answered yet: “Outside\?” \(What it rests on\)\."
    ):
        submit(interview, cast, noon)
    keep(interview, {"own.needs.outside": "yes"})
    with pytest.raises(ValidationError, match=r"“By whom\?”"):
        submit(interview, cast, noon)
    keep(interview, {"own.needs.outside": "no"})
    assert not own(interview)["by-whom"].shown
    submit(interview, cast, noon)


@pytest.mark.parametrize("told", [("tier", "1, 2", "3"), ("level", "Process", "activity")])
def test_depends_on_a_fact_of_the_function(
    add: Any, started: Any, function: BusinessFunction, told: tuple[str, str, str]
) -> None:
    fact, holds, fails = told
    function.item.tier = 2
    function.item.save()
    add("Here", asked_if=fact, equals=holds)
    add("Not here", asked_if=fact, equals=fails)
    shown = {key: one.shown for key, one in own(started()).items()}
    assert shown == {"here": True, "not-here": False}


def test_conditions_that_cannot_be_met_are_refused(
    add: Any, cast: SimpleNamespace, noon: datetime
) -> None:
    first = add("First", "yes_no", step="impact")
    second = add("Second", "yes_no", step="impact", asked_if="answer", about="first", equals="yes")
    first.asked_if, first.about, first.equals = "answer", "second", "yes"
    with pytest.raises(ValidationError, match="wait for each other"):
        questions.save_question(first, by=cast.manager, at=noon)
    for values, said in (
        ({"asked_if": "answer", "about": "first", "equals": "maybe"}, "never be asked"),
        ({"asked_if": "answer", "about": "none", "equals": "yes"}, "Choose another question"),
        ({"asked_if": "tier", "equals": "9"}, "from 1 to 4"),
        ({"asked_if": "tier", "equals": "T1"}, "follows from the MTD"),
        ({"asked_if": "site", "equals": "Atlantis"}, "“Atlantis” is no site"),
        ({"asked_if": "level", "equals": "thing"}, "a process or an activity"),
        ({"asked_if": "tier", "equals": " "}, "Say which answers"),
        ({"asked_if": "answer", "about": "second", "equals": "yes", "step": "function"}, "later"),
        ({"kind": "choice", "options": "One"}, "two choices"),
        ({"kind": "choice", "options": "One\nTwo\nOne"}, "stands once"),
    ):
        with pytest.raises(ValidationError, match=said):
            add("Third", **{"step": "needs", **values})
    with pytest.raises(ValidationError, match="“Second” is asked depending on this"):
        questions.remove_question(first, by=cast.manager, at=noon)
    assert "asked no more" in questions.remove_question(second, by=cast.manager, at=noon)


def test_who_has_begun_keeps_the_version(
    add: Any, started: Any, campaign: Campaign, cast: SimpleNamespace, noon: datetime
) -> None:
    add("Outside?", "yes_no")
    interview = started()
    interviews.begin(interview, by=cast.owner, at=noon)
    keep(interview, {"own.needs.outside": "yes"})
    answers.write_step(answers.current(interview), "needs", by=cast.owner, at=noon)
    campaign.refresh_from_db()
    draft = questions.begin_draft(campaign, by=cast.manager, at=noon)
    assert draft.number == 2
    (copied,) = draft.questions.all()
    assert "1 answer was given" in questions.remove_question(copied, by=cast.manager, at=noon)
    questions.use(draft, by=cast.manager, at=noon)
    interview.refresh_from_db()
    assert own(interview).keys() == {"outside"}
    late = Question(question_set=draft, text="Late", kind="text", step="needs")
    with pytest.raises(ValidationError, match="used already"):
        questions.save_question(late, by=cast.manager, at=noon)


def test_is_filled_in_next_time_compared_and_printed(
    add: Any, started: Any, cast: SimpleNamespace, noon: datetime
) -> None:
    add("From home?", "number", unit="people")
    interview = started()
    fill(interview, **{"own.needs.from-home": "12"})
    submit(interview, cast, noon)
    interviews.approve(interview, by=cast.head, at=noon)
    (told,) = part_of(interview.function, posture.of(interview.function)).own
    assert (told.text, told.words) == ("From home?", "12 people")
    again = make_campaign("BIA 2027", due_on=(noon + timedelta(days=400)).date())
    campaigns.plan(again, [interview.function], by=cast.manager, at=noon)
    draft = questions.begin_draft(again, by=cast.manager, at=noon)
    more = Question(question_set=draft, text="And by night?", kind="yes_no", step="needs")
    questions.save_question(more, by=cast.manager, at=noon)
    campaigns.start(again, by=cast.manager, at=noon)
    second = Interview.objects.get(campaign=again)
    assert own(second)["from-home"].words == "12 people"
    news = returning.news(interviews.view(second))
    assert [(one.text, one.place) for one in news] == [("A new question: “And by night?”", "needs")]
    keep(second, {"own.needs.from-home": "8"})
    changed = {one.label: (one.before, one.after) for one in differences(interviews.view(second))}
    assert changed["From home?"] == ("12 people", "8 people")


def test_stands_in_its_step_in_the_readers_language(
    add: Any, started: Any, client: Client, cast: SimpleNamespace
) -> None:
    add("Outside?", wordings={"nl": {"text": "Buiten?"}}, help="Think of suppliers.")
    interview = started()
    client.force_login(cast.owner)
    url = reverse("bia:interview-place", args=[interview.pk, "needs"])
    page = client.get(url).content.decode()
    assert "Outside?" in page
    assert "Think of suppliers." in page
    assert 'name="own.needs.outside"' in page
    dutch = client.get(url, headers={"Accept-Language": "nl-BE,en;q=0.5"}).content.decode()
    assert '<span lang="nl">Buiten?</span>' in dutch
    assert "Think of suppliers." in dutch
    english = client.get(url, headers={"Accept-Language": "en-GB,nl;q=0.5"}).content.decode()
    assert "Outside?" in english
    assert "Outside?" in client.get(url.replace("needs", "review")).content.decode()


def test_is_translated_into_a_language_the_administrator_chose(
    campaign: Campaign, started: Any, client: Client, cast: SimpleNamespace, noon: datetime
) -> None:
    client.force_login(cast.administrator)
    home = reverse("core:organisation")
    settings = {"name": "Meridia", "time_zone": "Europe/Amsterdam", "currency": "EUR"}
    client.post(home, settings | {"version": "1", "another_language": "nl"})
    client.post(home, settings | {"version": "2", "languages": "nl", "another_language": "fr"})
    client.force_login(cast.manager)
    draft = questions.begin_draft(campaign, by=cast.manager, at=noon)
    url = reverse("bia:question-add", args=[draft.pk])
    assert "Question (Dutch)" in client.get(url).content.decode()
    asked = {"text": "Which shift?", "step": "needs", "kind": "choice", "asked_if": "always"}
    asked |= {"options": "Day\nNight", "text_nl": "Welke dienst?", "options_nl": "Dag\nNacht"}
    assert client.post(url, asked | {"text_fr": "Quelle équipe ?"}).status_code == 302
    interview = started()
    client.force_login(cast.owner)
    client.post(reverse("core:account"), {"name": "Owner", "language": "nl", "version": "1"})
    page = client.get(reverse("bia:interview-place", args=[interview.pk, "needs"]))
    assert '<span lang="nl">Welke dienst?</span>' in page.content.decode()
    assert '<option value="Night">Nacht</option>' in page.content.decode()
    assert '<html lang="en"' in page.content.decode()


def test_a_wording_stays_when_its_language_is_chosen_no_more(
    add: Any, client: Client, cast: SimpleNamespace
) -> None:
    question = add("Outside?", wordings={"nl": {"text": "Buiten?"}})
    client.force_login(cast.manager)
    url = reverse("bia:question-edit", args=[question.pk])
    assert 'value="Buiten?"' in client.get(url).content.decode()


def test_the_page_of_questions_adds_one_and_keeps_what_was_typed(
    client: Client, campaign: Campaign, cast: SimpleNamespace
) -> None:
    client.force_login(cast.manager)
    home = reverse("bia:campaign-questions", args=[campaign.pk])
    assert "The standard questions, and none of your own." in client.get(home).content.decode()
    assert client.post(home).status_code == 405
    page = client.post(reverse("bia:questions-draft", args=[campaign.pk]), follow=True)
    assert "Version 1, a draft." in page.content.decode()
    draft = questions.draft_of(campaign)
    assert draft is not None
    url = reverse("bia:question-add", args=[draft.pk])
    said = {"text": "Outside?", "step": "needs", "kind": "choice", "asked_if": "always"}
    refused = client.post(url, said | {"options": "One"})
    assert refused.status_code == 422
    assert "Give two choices at least" in refused.content.decode()
    assert "Outside?" in refused.content.decode()
    done = client.post(url, said | {"options": "One\nTwo"}, follow=True).content.decode()
    assert "Outside?" in done
    assert client.get(home).content.decode().count("always asked") == 5


def asked_in(campaign: Campaign) -> list[str]:
    draft = questions.draft_of(campaign)
    assert draft is not None
    return [one.text for one in ownanswers.in_order(draft.questions.all())]


def test_a_question_is_asked_earlier_or_later_within_its_step(
    add: Any, campaign: Campaign, cast: SimpleNamespace, noon: datetime
) -> None:
    first = add("First")
    add("Elsewhere", step="impact")
    last = add("Last")
    assert asked_in(campaign) == ["Elsewhere", "First", "Last"]
    moved = questions.move(last, up=True, by=cast.manager, at=noon, version=last.version)
    assert asked_in(campaign) == ["Elsewhere", "Last", "First"]
    with pytest.raises(ValidationError, match="the first question of your own"):
        questions.move(moved, up=True, by=cast.manager, at=noon)
    first.refresh_from_db()
    with pytest.raises(ValidationError, match="the last question of your own"):
        questions.move(first, up=False, by=cast.manager, at=noon)
    with pytest.raises(Conflict):
        questions.move(last, up=False, by=cast.manager, at=noon, version=last.version - 1)
    questions.move(moved, up=False, by=cast.manager, at=noon, version=moved.version)
    assert asked_in(campaign) == ["Elsewhere", "First", "Last"]
    with pytest.raises(PermissionDenied):
        questions.move(first, up=False, by=cast.owner, at=noon)


def test_questions_in_use_keep_their_order(
    add: Any, started: Any, cast: SimpleNamespace, noon: datetime
) -> None:
    add("First")
    last = add("Last")
    started()
    with pytest.raises(ValidationError, match="used already"):
        questions.move(last, up=True, by=cast.manager, at=noon)


def test_the_page_moves_a_question_and_tells_who_had_an_older_order(
    add: Any, client: Client, campaign: Campaign, cast: SimpleNamespace
) -> None:
    add("First")
    last = add("Last")
    client.force_login(cast.manager)
    home = reverse("bia:campaign-questions", args=[campaign.pk])
    page = client.get(home).content.decode()
    assert page.count('name="to" value="up"') == page.count('name="to" value="down"') == 1
    url = f"{reverse('bia:question-move', args=[last.pk])}?version={last.version}"
    assert url in page
    done = client.post(url, {"to": "up"})
    assert done.headers["Location"] == f"{home}#q{last.pk}"
    assert asked_in(campaign) == ["Last", "First"]
    again = client.post(url, {"to": "down"}, follow=True).content.decode()
    assert "was changed since you opened it" in again
    assert asked_in(campaign) == ["Last", "First"]


def test_optional_questions_are_left_out_and_needed_ones_are_not(
    campaign: Campaign, started: Any, client: Client, cast: SimpleNamespace, noon: datetime
) -> None:
    draft = questions.begin_draft(campaign, by=cast.manager, at=noon)
    for name in ("peaks", "money", "resources", "workarounds"):
        questions.leave_out(draft, name, True, by=cast.manager, at=noon)
    questions.leave_out(draft, "workarounds", False, by=cast.manager, at=noon)
    assert draft.left_out == ["money", "peaks", "resources"]
    with pytest.raises(ValidationError, match="always asked"):
        questions.leave_out(draft, "impact", True, by=cast.manager, at=noon)
    interview = started()
    client.force_login(cast.owner)
    pages = {
        step: client.get(reverse("bia:interview-place", args=[interview.pk, step])).content.decode()
        for step in ("function", "impact", "needs", "resources", "review")
    }
    assert 'id="h-peaks"' not in pages["function"]
    assert "bia-money" not in pages["impact"]
    assert "step 3 of 5" in pages["needs"]
    assert "Next: by hand" in pages["needs"]
    assert "Not asked this time" in pages["resources"]
    assert "People and places" not in pages["review"]
    assert "By hand" in pages["review"]


def test_asking_costs_the_same_however_many_questions(
    add: Any, started: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        add(f"Question {number}")
    interview = started()
    keep(interview, rates())
    with django_assert_max_num_queries(22):
        answers.current(Interview.objects.select_related("scale").get(pk=interview.pk))


def test_a_draft_shows_what_was_taken_over_and_how_an_owner_sees_it(
    add: Any, started: Any, client: Client, cast: SimpleNamespace, noon: datetime
) -> None:
    add("Outside?", "yes_no")
    add("Which part?", asked_if="answer", about="outside", equals="Yes")
    started()
    again = make_campaign("BIA 2027", due_on=(noon + timedelta(days=400)).date())
    again = Campaign.objects.create(name=again.name, due_on=again.due_on)
    questions.begin_draft(again, by=cast.manager, at=noon)
    client.force_login(cast.manager)
    page = client.get(reverse("bia:campaign-questions", args=[again.pk])).content.decode()
    assert "2 questions were taken over from BIA 2026." in page
    assert "As an owner sees them" in page
    assert 'data-asked="own.needs.which-part"' in page
