"""What the component sheet shows: one made-up value for each part."""

from collections import namedtuple
from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms

from core.fields import DurationInput
from core.figures import (
    Chain,
    Group,
    Link,
    Span,
    TimeAxis,
    TimeRow,
    impact_chart,
    trend_chart,
)

Change = namedtuple("Change", "label before after")
NOW = datetime(2026, 5, 12, 5, 42, tzinfo=UTC)
COLOURS = (
    "paper",
    "canvas",
    "sunken",
    "hairline",
    "control",
    "ink",
    "ink-2",
    "ink-3",
    "accent",
    "held",
    "stale",
    "expired",
    "gap",
    "claimed",
    "over",
)
BEGAN = datetime(2026, 5, 12, 2, 10, tzinfo=UTC)


def hours(number: float) -> timedelta:
    """So many hours."""
    return timedelta(hours=number)


def promises() -> list[dict[str, Any]]:
    """Every case of a need, claim and proof bar, with how it reads."""
    rows = (
        ("Proof within need", 6, 4, 5, "held", "measured in time"),
        ("Proof beyond need", 6, 5, 9 + 1 / 3, "gap", "the part beyond need is red"),
        ("Claim beyond need, no proof", 1, 2, None, "gap", "even on paper it fails"),
        ("Something changed since", 10, 6, 6.5, "stale", "hatched until the re-test"),
        ("Too old", 22, 10, 14, "expired", "wide hatch"),
        ("Only said", 7, 4, None, "claimed", "outline, nothing inside"),
        ("Nothing said", 44, None, None, "unknown", "need alone"),
        ("Far faster than needed", 72, 24, 6, "over", "under a quarter of the need"),
        ("Measured, need unknown", None, 4, 5, "unknown", "no line to hold it against"),
    )
    return [
        {
            "case": case,
            "need": hours(need) if need else None,
            "claim": hours(claim) if claim else None,
            "proof": hours(proof) if proof else None,
            "state": state,
            "reads": reads,
        }
        for case, need, claim, proof, state, reads in rows
    ]


def chain() -> Chain:
    """A function that comes back too late, and what binds it."""
    steps = (
        ("Identity", 1, 1.5, "IT Platform, claimed 1 h", False),
        ("Storage AMS-2", 0.5, 1, "IT Platform, claimed 30 min", False),
        ("Ledger database", 1.5, 3 + 2 / 3, "IT Data, claimed 1 h 30 min", True),
        ("Claims core", 0.75, 11 / 6, "Claims IT, claimed 45 min", False),
        ("Clearpath gateway", 1.25, 4 / 3, "vendor, claimed 1 h 15 min", False),
    )
    links = [
        Link(name, hours(claim), hours(proof), note, binding=binding)
        for name, claim, proof, note, binding in steps
    ]
    return Chain(
        need=hours(6),
        mtd=hours(8),
        claim=hours(5),
        proof=hours(9 + 1 / 3),
        links=links,
        proof_note="restore test, 14 Mar 2026",
        state="gap",
    )


def clock_rows() -> list[TimeRow]:
    """Functions in an event, with what is left to each."""
    end = BEGAN + hours(14)
    return [
        TimeRow(
            "Claims payment",
            [
                Span(BEGAN, NOW, "past"),
                Span(NOW, BEGAN + hours(8), "todo"),
                Span(BEGAN + hours(8), BEGAN + hours(9.25), "late"),
            ],
            note="plan runs, step 9 of 31",
            limit=BEGAN + hours(8),
            state="gap",
            end="breaks by 1 h 16 min",
            end_note="MTD 10:10, back 11:26",
        ),
        TimeRow(
            "Member portal",
            [Span(BEGAN, NOW, "past"), Span(NOW, BEGAN + hours(7.5), "todo")],
            note="not started, needs Level 3",
            limit=BEGAN + hours(8),
            end="start by 06:13",
            end_note="MTD 10:10",
        ),
        TimeRow(
            "Card authorisation",
            [Span(BEGAN, BEGAN + hours(0.2), "done")],
            note="runs from Dublin",
            state="held",
            end="Restored",
            end_note="back 02:22, took 12 min",
            limit=end,
        ),
    ]


class SheetForm(forms.Form):
    """One field of each kind, two of them wrong."""

    name = forms.CharField(max_length=200)
    deputy = forms.ChoiceField(
        choices=[("1", "Marta Nowak"), ("2", "Joost de Wit")],
        help_text="Steps in when the owner cannot be reached.",
    )
    within = DurationInput(label="Assemble within", help_text="Such as 30 min or 2 h.")
    start = forms.CharField(
        label="Start when",
        widget=forms.Textarea,
        help_text="Plain enough to judge at three in the morning.",
    )
    review_on = forms.DateField(
        label="Review on", widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    share = forms.IntegerField(label="Share of volume", required=False)
    tell = forms.MultipleChoiceField(
        label="Tell when it changes",
        choices=[("crisis", "Crisis team"), ("owners", "Service owners"), ("vendors", "Vendors")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    offline = forms.BooleanField(label="Include in the offline pack", required=False)

    def clean_deputy(self) -> str:
        raise forms.ValidationError("Name a deputy who is not the plan owner.")


class StepForm(forms.Form):
    """A step of a plan."""

    what = forms.CharField(label="Step")
    by = forms.CharField(label="By")
    takes = DurationInput(label="Takes")


def form() -> SheetForm:
    """The form as it comes back with something to mend."""
    return SheetForm(
        {
            "name": "Claims recovery plan",
            "deputy": "1",
            "within": "30 min",
            "start": "Claims core or its ledger is down.",
            "tell": ["crisis", "owners"],
            "offline": "on",
        }
    )


def steps() -> Any:
    """Rows of parts."""
    made = forms.formset_factory(StepForm, extra=0, can_delete=True, can_order=True)
    rows = (
        ("Freeze claim runs and tell Meridia Pay", "Claims desk", timedelta(minutes=10)),
        ("Restore the ledger in Dublin", "IT Data", hours(2.5)),
    )
    return made(initial=[{"what": w, "by": b, "takes": t} for w, b, t in rows], prefix="steps")


def impact() -> Any:
    """Impact over time with the limit one category sets."""
    return impact_chart(
        "Impact over time; becomes intolerable at 8 hours, set by financial loss",
        ["1 h", "4 h", "8 h", "1 day", "2 days", "1 week"],
        ["None", "Minor", "Serious", "Severe", "Intolerable"],
        [
            ("Money", [1, 2, 3, 4, 4, 4]),
            ("Members", [0, 1, 2, 3, 3, 4]),
            ("Law and regulator", [0, 1, 1, 2, 3, 3]),
            ("Reputation", [0, 0, 1, 2, 2, 3]),
        ],
        subject="Money",
        limit_at=3,
        limit_text="MTD 8 h, set by Money",
    )


def trend() -> Any:
    """Proven functions by quarter against a plan."""
    names = ["Q3 24", "Q4", "Q1 25", "Q2", "Q3", "Q4", "Q1 26", "now"]
    counts = [5, 6, 8, 9, 11, 12, 15, 14]
    label = "Functions proven within need per quarter, 5 to 14; plan was 22"
    return trend_chart(
        label, list(zip(names, counts, strict=True)), highest=28, aim=22, aim_text="plan 22"
    )


STATES = [
    "held",
    "gap",
    "stale",
    "expired",
    "claimed",
    "unknown",
    "over",
    "overdue",
    "due",
    "done",
    "live",
]
GROUPS = (
    Group("proven", 14, "#h-squares", "proven, held"),
    Group("stale", 6, "#h-squares"),
    Group("expired", 2, "#h-squares"),
    Group("claimed", 6, "#h-squares", "claimed only"),
    Group("unknown", 1, "#h-squares"),
    Group("gap", 5, "#h-squares"),
)


def values() -> dict[str, Any]:
    """The context of core/components.html."""
    return {
        "title": "Components",
        "promises": promises(),
        "chain": chain(),
        "groups": GROUPS,
        "now": NOW,
        "axis": TimeAxis(BEGAN, BEGAN + hours(14), NOW),
        "rows": clock_rows(),
        "until": [NOW + hours(2.25), NOW + timedelta(minutes=31), NOW - timedelta(minutes=48)],
        "began": BEGAN,
        "impact": impact(),
        "trend": trend(),
        "form": form(),
        "steps": steps(),
        "changes": [
            Change("Step 3", "Restore the ledger in Amsterdam", "Restore the ledger in Dublin"),
            Change("Takes", "1 h 30 min", "2 h 30 min"),
            Change("Deputy", "", "Marta Nowak"),
        ],
        "times": [timedelta(minutes=40), hours(4), hours(9 + 1 / 3), hours(48)],
        "moments": [NOW, BEGAN, NOW.date(), NOW - timedelta(days=400)],
        "states": STATES,
        "colours": COLOURS,
    }
