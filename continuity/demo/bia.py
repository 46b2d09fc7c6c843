"""Meridia's impact analysis: the scale, a spreadsheet of before, last year's campaign in full, and this
year's half answered."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from bia.choices import Answerer, Figures, NeedKind, Precision
from bia.models import (
    BusinessFunction,
    Campaign,
    ImpactCategory,
    ImpactLevel,
    ImpactScale,
    Interview,
    TimeBand,
)
from bia.services import (
    answers,
    campaigns,
    delegations,
    functions,
    gaps,
    guidedchoice,
    interviews,
    lastyear,
    scales,
)
from core import services as records
from core.heads import head_of
from core.models import Unit, User
from estate import services as estate
from estate.choices import Kind
from estate.models import Item

from . import guided, questions, validation
from .interviews import ANSWERS, BANDS, CATEGORIES, FIGURES, LEVELS, Answer
from .people import person
from .purposes import PURPOSES

WORDS = {
    "Money": ("nothing", "up to 10,000", "10,000 to 50,000", "50,000 to 250,000", "over 250,000"),
    "Members": (
        "nobody notices",
        "single complaints",
        "hundreds wait a day",
        "care is delayed",
        "members are harmed or in hardship",
    ),
    "Law and regulator": (
        "no duty touched",
        "a term is nearly missed",
        "a term is missed",
        "a report to the regulator",
        "a fine or an order",
    ),
    "Reputation": (
        "none",
        "brokers ask",
        "regional press",
        "national press",
        "members leave in numbers",
    ),
    "Safety": ("none", "discomfort", "minor injury", "serious injury", "danger to life"),
}
MONEY = (0, 10_000, 50_000, 250_000)
NEED_KINDS = {
    Kind.FUNCTION: NeedKind.SERVICE,
    Kind.VENDOR: NeedKind.VENDOR,
    Kind.SERVICE: NeedKind.SERVICE,
    Kind.SITE: NeedKind.SITE,
    Kind.TEAM: NeedKind.TEAM,
    Kind.DATA: NeedKind.DATA,
}


YEAR = timedelta(days=350)
WORSE_SINCE = 5
"""Of every so many functions one is missed sooner than a year ago."""
NEW = "begun"
"""What is being answered for the first time was no function a year ago."""
NEXT_YEAR_ONLY = ("loss", "low", "high", "own")
STATED_BY_TIER = {1: "4 h", 2: "24 h", 3: "3 days", 4: "1 week"}


def spoken(count: float) -> str:
    """Hours as an owner types them."""
    return f"{round(count * 60)} min" if count < 1 else f"{count:g} h"


def build(*, at: datetime) -> None:
    """The scale in force, the functions, and a campaign in which most have answered."""
    manager = person("Iris Vos")
    scale = make_scale(manager, at=at - timedelta(days=420))
    made = {answer.function: make_function(answer, at=at) for answer in ANSWERS}
    import_before(scale, at=at)
    known = [made[answer.function] for answer in ANSWERS if answer.state != NEW]
    ask_last_year(known, at=at - YEAR)
    next_scale(manager, at=at - timedelta(days=45))
    campaign = Campaign(
        name=f"BIA {at.year}",
        due_on=at.date() + timedelta(days=9),
        message="The same questions as last year. Change only what is no longer true.",
    )
    campaigns.plan(campaign, list(made.values()), by=manager, at=at - timedelta(days=24))
    questions.ask(campaign, at=at - timedelta(days=23))
    campaigns.start(campaign, by=manager, at=at - timedelta(days=21))
    for answer in ANSWERS:
        answer_interview(answer, campaign, at=at)
    estate.refresh_readiness(at=at)
    gaps.refresh(at=at)


def ask_last_year(functions: list[BusinessFunction], *, at: datetime) -> None:
    """The first campaign: all handed in and approved; for some, harm came one time later than today."""
    manager = person("Iris Vos")
    campaign = Campaign(
        name=f"BIA {at.year}",
        due_on=at.date() + timedelta(days=9),
        message="Our first analysis on the new scale. Ten minutes for each function.",
    )
    campaigns.plan(campaign, functions, by=manager, at=at - timedelta(days=24))
    campaigns.start(campaign, by=manager, at=at - timedelta(days=21))
    for place, answer in enumerate(answer for answer in ANSWERS if answer.state != NEW):
        told = replace(answer, state="approved", agreed=None)
        if place % WORSE_SINCE == 0:
            told = replace(
                told,
                money=later(told.money),
                members=later(told.members),
                law=later(told.law),
                reputation=later(told.reputation),
                safety=later(told.safety),
            )
        answer_interview(told, campaign, at=at)
    campaigns.close(campaign, by=manager, at=at + timedelta(days=10))
    estate.refresh_readiness(at=at)
    validation.last_year(at=at + timedelta(days=14))


def later(levels: str) -> str:
    """The same harm, one time of the scale later."""
    return levels[0] + levels[:-1]


def make_scale(manager: User, *, at: datetime) -> ImpactScale:
    """The first impact scale, all by levels, put in force by the chief executive."""
    scale = scales.start_draft(by=manager, at=at)
    scale.title = "Meridia impact scale"
    scale.level_names = [level.lower() for level in LEVELS]
    records.save(scale, by=manager, at=at)
    for band in BANDS:
        records.save(TimeBand(scale=scale, until=timedelta(hours=band)), by=manager, at=at)
    for position, (name, hint) in enumerate(CATEGORIES, start=1):
        category = ImpactCategory(scale=scale, name=name, hint=hint, position=position)
        scales.save_category(category, by=manager, at=at)
        for level in ImpactLevel.objects.filter(category=category):
            level.words = WORDS[name][level.level]
            if name == "Money" and level.level:
                level.money_from = MONEY[level.level - 1]
                level.money_to = MONEY[level.level] if level.level < len(MONEY) else None
            records.save(level, by=manager, at=at)
    scale = scales.submit(scale, by=manager, at=at)
    return scales.approve(scale, by=person("Charlotte van Dam"), at=at)


def next_scale(manager: User, *, at: datetime) -> ImpactScale:
    """The second version: money counts where it is known, as the guided choice recommends."""
    scale = scales.start_draft(by=manager, at=at)
    scale.reason = "Finance now knows the loss of three functions: there, money counts."
    scale.figures, scale.precision = Figures.SOME, Precision.AMOUNT
    scale.answered_by = Answerer.FINANCE
    counted = scale.categories.get(name="Money")
    guidedchoice.record(scale, counted=counted, by=manager, at=at)
    counted.refresh_from_db()
    counted.tolerance = Decimal(250_000)
    scales.save_category(counted, by=manager, at=at)
    scales.submit(scale, by=manager, at=at)
    scale.refresh_from_db()
    return scales.approve(scale, by=person("Charlotte van Dam"), at=at)


def make_function(answer: Answer, *, at: datetime) -> BusinessFunction:
    """The function with its item, before anybody was asked."""
    then = at - timedelta(days=400)
    function = functions.save_function(
        BusinessFunction(purpose="", minimum_level=answer.minimum),
        name=answer.function,
        unit=Unit.objects.get(name=answer.unit),
        owner=person(answer.owner),
        by=None,
        at=then,
    )
    function.item.tier = answer.tier
    estate.save_item(function.item, by=None, at=then)
    return function


def import_before(scale: ImpactScale, *, at: datetime) -> None:
    """The spreadsheet of the years before: an RTO by tier, and the first and last ratings of two categories."""
    then = at - timedelta(days=395)
    headings = ["Function", "RTO", "Money 4 h", "Money 24 h", "Members 4 h", "Members 24 h"]
    rows = [
        [
            answer.function,
            STATED_BY_TIER[answer.tier],
            *(
                answer.usually(levels)[band]
                for levels in (answer.money, answer.members)
                for band in (1, 3)
            ),
        ]
        for answer in ANSWERS
    ]
    sheet = lastyear.propose(headings, rows, scales.read(scale))
    lastyear.write(
        sheet.lines, {}, scale=scale, stated_on=then.date(), by=person("Iris Vos"), at=then
    )


def answer_interview(answer: Answer, campaign: Campaign, *, at: datetime) -> None:
    """Fill in the owner's interview and take it as far as the owner and the head of unit did."""
    interview = Interview.objects.get(function__item__name=answer.function, campaign=campaign)
    owner = person(answer.owner)
    if answer.state == "invited":
        return
    when = at - timedelta(days=12)
    interview = interviews.begin(interview, by=owner, at=when)
    sheet = changes_of(interview, sheet_of(answer))
    if answer.state == NEW:
        sheet = {name: value for name, value in sheet.items() if not name.startswith("need")}
    session = guided.begin(interview, at=when) if answer.function == guided.FUNCTION else None
    answers.keep(interview, sheet, version=answers.current(interview).version)
    if answer.state == NEW:
        ask_colleague(interview, at=when + timedelta(days=1))
        return
    if session is not None:
        guided.end(session, at=when)
    interview = interviews.submit(interview, by=owner, at=when)
    head = head_of(interview.function.item.unit)
    if answer.state == "approved" and head is not None:
        interviews.approve(interview, by=head, at=when + timedelta(days=2))


def ask_colleague(interview: Interview, *, at: datetime) -> None:
    """An owner who does not know what it rests on asks somebody of the unit who does."""
    owner = interview.owner
    colleague = delegations.colleagues(interview, by=owner).first() if owner else None
    if owner and colleague:
        note = "You know the systems better than I do. Could you say what it rests on?"
        delegations.give(interview, to=colleague, by=owner, at=at, step="needs", note=note)


def changes_of(interview: Interview, sheet: dict[str, str]) -> dict[str, str]:
    """What of a sheet is not filled in yet: the rows of last year's campaign stand there already."""
    if interview.scale.number == 1:
        return {name: said for name, said in sheet.items() if not _is_of(name, NEXT_YEAR_ONLY)}
    peak = interview.peaks.first()
    if not interview.needs.exists():
        return sheet
    said = {name: said for name, said in sheet.items() if not _is_of(name, answers.ROWS)}
    if peak is None:
        return said
    return {name.replace("rate.n1.", f"rate.{peak.pk}."): told for name, told in said.items()}


def _is_of(name: str, heads: Iterable[str]) -> bool:
    return name.split(".", maxsplit=1)[0] in heads


def sheet_of(answer: Answer) -> dict[str, str]:
    """The answers as the form sends them."""
    purpose, frequency = PURPOSES[answer.function]
    sheet = {
        "purpose": purpose,
        "frequency": frequency,
        "minimum_level": str(answer.minimum),
        "minimum_service": "of what an ordinary day brings",
        "wrt": spoken(answer.catching_up),
        "agreed_rto": spoken(answer.agreed) if answer.agreed else "",
    }
    ratings = (answer.money, answer.members, answer.law, answer.reputation, answer.safety)
    for (name, _hint), levels in zip(CATEGORIES, ratings, strict=True):
        key = ImpactCategory.objects.get(name=name, scale__state="approved").key
        sheet |= {f"rate.all.{key}.{at}": said for at, said in enumerate(answer.usually(levels))}
        if answer.milder:
            sheet |= {f"rate.n1.{key}.{at}": said for at, said in enumerate(levels)}
    if answer.peak:
        name, _colon, when = answer.peak.partition(": ")
        comes, days = answer.comes
        sheet |= row("peak", 0, name=name.strip(" ."), when=when.strip(" ."), rule=comes, days=days)
        sheet |= row("peak", 0, own_curve="1" if answer.milder else "")
    for head, amounts in FIGURES.get(answer.function, {}).items():
        sheet |= {f"{head}.{at}": said for at, said in enumerate(amounts.split()) if said != "-"}
    for place, (name, within, without) in enumerate(answer.rests_on):
        kind = Item.objects.get(name=name).kind
        sheet |= row(
            "need", place, kind=NEED_KINDS.get(Kind(kind), NeedKind.APPLICATION), name=name
        )
        sheet |= row("need", place, needed_within=spoken(within), tolerates=spoken(without))
    for place, (name, loss) in enumerate(answer.loses, start=len(answer.rests_on)):
        sheet |= row("need", place, kind=NeedKind.DATA, name=f"{name} records", loss=spoken(loss))
    if answer.workaround:
        what, lasts, capacity = answer.workaround
        sheet |= row("workaround", 0, what=what, lasts=spoken(lasts), capacity=str(capacity))
        sheet |= row("workaround", 0, staffed="1", backlog="2 h")
    return sheet | questions.answered(answer.function, answer.tier)


def row(head: str, place: int, **typed: str) -> dict[str, str]:
    """The names of one row of a list."""
    return {f"{head}.n{place + 1}.{name}": str(value) for name, value in typed.items()}
