"""Made-up rows for the stage: what the generic pages are given."""

from datetime import timedelta
from types import SimpleNamespace as Thing
from typing import Any

import django_filters
import django_tables2
from django import forms
from django.http import HttpRequest, QueryDict
from django.template.loader import get_template
from django.test import RequestFactory
from django.utils.safestring import mark_safe
from django.utils.timezone import now

from core import sheet
from core.models import User
from core.templatetags.components import state
from core.templatetags.pictures import promise_cell

NAMES = (
    "Claims payment",
    "Hospital pre-approval",
    "Pharmacy authorisation",
    "SEPA provider payments",
    "Payroll",
    "Premium collection",
    "Card authorisation",
    "Überweisungen und سداد المطالبات 🏥 with a name that is far longer than anybody expected",
)
OWNERS = ("Marta Nowak", "Joost de Wit", "Aoife Byrne", "Lukas Weber", "Sanne Mulder")


def menu() -> list[Any]:
    """Modules as the side navigation draws them."""
    labels = ("Functions", "Objectives", "Risk register")
    pages = [
        Thing(label=label, url="/list/", current=label == "Functions", count=None)
        for label in labels
    ]
    modules = (
        ("Assets and dependencies", "server-2"),
        ("BIA", "clipboard-text"),
        ("Vendors", "building-store"),
        ("Recovery", "rotate-clockwise-2"),
        ("Governance", "scale"),
    )
    return [
        Thing(label=label, icon=icon, url="/list/", current=label == "BIA", count=None, pages=pages)
        for label, icon in modules
    ]


class Person:
    """Who looks."""

    is_authenticated = True
    email = "ingrid.vos@example.org"

    def __str__(self) -> str:
        return "Ingrid Vos"


def request(query: str = "") -> HttpRequest:
    """A request as the templates see it."""
    made = RequestFactory().get(f"/list/?{query}")
    made.htmx = False  # type: ignore[attr-defined]
    made.user = Person()  # type: ignore[assignment]
    return made


class FunctionTable(django_tables2.Table):
    """Functions with a figure, a bar and a state."""

    name = django_tables2.Column(linkify=lambda: "/detail/")
    owner = django_tables2.Column()
    mtd = django_tables2.Column("MTD", attrs={"td": {"class": "n drop"}})
    need = django_tables2.Column(attrs={"td": {"class": "n lead-n drop"}})
    against = django_tables2.Column(
        "against need", orderable=False, attrs={"td": {"class": "bar-cell wide"}}
    )
    state = django_tables2.Column(attrs={"td": {"class": "end"}})
    bound_by = django_tables2.Column()

    def __init__(self, *args: Any, selectable: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.selectable = selectable


def function_rows() -> list[dict[str, Any]]:
    """Rows in every state."""
    cases = sheet.promises()
    return [
        {
            "pk": place,
            "name": name,
            "owner": OWNERS[place % 5],
            "mtd": "8 h",
            "need": "6 h",
            "against": promise_cell(
                *(cases[place][k] for k in ("need", "claim", "proof", "state"))
            ),
            "state": state(cases[place]["state"], chip=True),
            "bound_by": "Ledger database" if place % 3 else None,
        }
        for place, name in enumerate(NAMES)
    ]


class FunctionFilter(django_filters.FilterSet):
    """A search, a choice with few values, one with many, and a date."""

    q = django_filters.CharFilter(label="Search")
    tier = django_filters.ChoiceFilter(label="Tier", choices=[("1", "Tier 1"), ("2", "Tier 2")])
    owner = django_filters.ChoiceFilter(
        label="Owner", choices=[(str(n), f"Person {n}") for n in range(30)]
    )
    critical = django_filters.BooleanFilter(label="Critical")
    after = django_filters.DateFilter(
        label="Reviewed after", widget=forms.DateInput(attrs={"type": "date"})
    )


def function_list(
    query: str = "", *, rows: bool = True, selectable: bool = False
) -> dict[str, Any]:
    """The context of a list page."""
    asked = QueryDict(query)
    here = request(query)
    table = FunctionTable(function_rows() if rows else [], selectable=selectable, order_by="-state")
    table.paginate(page=1, per_page=5)
    set_filters = [Thing(name="tier", label="Tier", value="Tier 1", url="/list/")]
    return {
        "request": here,
        "opts": opts(),
        "title": "Functions",
        "intro": "What the organisation does, how fast it must be back, and whether that is proven.",
        "filterset": FunctionFilter(asked, queryset=User.objects.none()),
        "active_filters": set_filters if "tier" in asked else [],
        "table": table,
        "total": len(NAMES) if rows else 0,
        "list_url": "/list/",
        "views": [
            Thing(name="Critical", url="/list/", count=34, current=True),
            Thing(name="Recovery gaps", url="/list/", count=5, current=False),
            Thing(name="All", url="/list/", count=58, current=False),
        ],
        "can_add": True,
        "can_import": True,
        "create_url": "/form/",
        "import_url": "/import-upload/",
        "export_urls": {"CSV": "?_export=csv", "XLSX": "?_export=xlsx"},
        "bulk_actions": [Thing(label="Start BIA", url="#"), Thing(label="Plan re-test", url="#")],
    }


def opts() -> Any:
    """What a page asks of a model's options."""
    return Thing(
        app_config=Thing(verbose_name="BIA"),
        verbose_name="function",
        verbose_name_plural="functions",
        label_lower="bia.function",
    )


class Record:
    """The record shown."""

    pk = 7
    retired_on = None

    def __str__(self) -> str:
        return "Claims payment"

    def get_absolute_url(self) -> str:
        return "/detail/"


def facts(*pairs: tuple[str, str, str]) -> list[Any]:
    """Facts of label, value and icon."""
    return [
        Thing(label=label, value=value, icon=icon, url="/list/" if icon else "", help="")
        for label, value, icon in pairs
    ]


def record_head(current: str) -> dict[str, Any]:
    """Title, facts, verbs and sides of a record."""
    sides = (("Overview", None), ("Dependencies", 14), ("Plans", 2), ("History", None))
    verbs = (
        ("Plan re-test", "get", "player-play", False),
        ("Edit", "get", "pencil", False),
        ("Decide the gap", "post", "", True),
        ("Print", "get", "printer", False),
        ("Delete", "get", "trash", False),
    )
    return {
        "object": Record(),
        "opts": opts(),
        "title": "Claims payment",
        "list_url": "/list/",
        "state": Thing(name="gap", word=""),
        "facts": facts(
            ("Unit", "Claims", "users"), ("Owner", "Marta Nowak", "user"), ("Tier", "1", "")
        ),
        "tabs": [Thing(label=n, count=c, url="/detail/", current=n == current) for n, c in sides],
        "actions": [
            Thing(label=n, url="#", method=m, icon=i, primary=p, confirm="Decide now?" if p else "")
            for n, m, i, p in verbs
        ],
    }


def detail() -> dict[str, Any]:
    """The context of a detail page with a panel."""
    panel = get_template("components/section.html").render(
        {"title": "If it stops", "content": mark_safe("<p>Manual payment file.</p>"), "id": "h-x"}
    )
    return record_head("Overview") | {
        "fields": facts(
            ("Purpose", "Pays hospitals and members for approved claims.", ""),
            ("Code", "F-012", ""),
            ("Site", "Amsterdam", ""),
            ("Works without systems for", "12 h", ""),
            ("Note", "First line.\nSecond line.", ""),
        ),
        "panels": [panel],
        "sections": [],
    }


def form_page(**more: Any) -> dict[str, Any]:
    """The context of a form with two things to mend."""
    return {
        "object": Record(),
        "opts": opts(),
        "title": "Claims recovery plan",
        "list_url": "/list/",
        "form": sheet.form(),
        "delete_url": "/confirm-delete/",
        "about": "Version 6 stays in force until this draft is approved.",
        **more,
    }


def conflict() -> dict[str, Any]:
    """Two writers at once."""
    return form_page(
        conflict=[
            Thing(field="name", label="Name", yours="Claims recovery plan", theirs="Claims plan"),
            Thing(field="deputy", label="Deputy", yours="Marta Nowak", theirs="Joost de Wit"),
        ]
    )


def kinds(*pairs: tuple[str, int]) -> list[Any]:
    """What goes along, or stands in the way."""
    return [Thing(label=n, count=c, examples=["Ledger database", "Identity"]) for n, c in pairs]


def delete_page(**more: Any) -> dict[str, Any]:
    """The context of the question before a deletion."""
    return record_head("Overview") | {"consequences": [], "blocked_by": [], **more}


def history() -> dict[str, Any]:
    """Three changes of a record."""
    changes = [sheet.Change("Owner", "Joost de Wit", "Marta Nowak"), *sheet.values()["changes"]]
    shown = [
        Thing(
            at=now() - timedelta(minutes=12),
            who="Marta Nowak",
            where="page /bia/functions/7/",
            action="Changed",
            reason="After the reorganisation of April.",
            changes=changes[:2],
        ),
        Thing(
            at=now() - timedelta(days=3),
            who="Continuity",
            where="import of functions.xlsx",
            action="Changed",
            reason="",
            changes=changes[2:],
        ),
        Thing(
            at=now() - timedelta(days=500),
            who="Ingrid Vos",
            where="API",
            action="Created",
            reason="",
            changes=[],
        ),
    ]
    return record_head("History") | {"entries": shown}


class Upload(forms.Form):
    """The sheet."""

    file = forms.FileField(label="CSV or XLSX file")


class Columns(forms.Form):
    """Which column fills which field."""

    name = forms.ChoiceField(choices=[("", "Leave out"), ("Name", "Name")])
    owner = forms.ChoiceField(choices=[("", "Leave out"), ("Owner", "Owner")], required=False)


def import_page(step: str, **more: Any) -> dict[str, Any]:
    """The context of one step of an import."""
    return {
        "step": step,
        "opts": opts(),
        "title": "Import functions",
        "list_url": "/list/",
        "template_url": "?template=1",
        "file_name": "functions.xlsx" if step != "upload" else "",
        "form": Upload() if step == "upload" else Columns(initial={"name": "Name"}),
        **more,
    }


def dry_run() -> dict[str, Any]:
    """What an import would do, two rows refused."""

    def outcome(row: int, label: str, changes: Any = (), column: str = "", error: str = "") -> Any:
        return Thing(row=row, label=label, changes=changes, column=column, error=error)

    refused = [
        outcome(9, "Payroll", column="MTD", error="“asap” is not a time. Write it like 4 h.")
    ]
    created = [
        outcome(2, "Card authorisation", [("Owner", "", "Nadia Haddad"), ("Need", "", "15 min")])
    ]
    changed = [outcome(4, "Claims payment", [("Owner", "Joost de Wit", "Marta Nowak")])]
    result = Thing(
        created=created, changed=changed, unchanged=[outcome(5, "Fraud")] * 40, refused=refused
    )
    return import_page(
        "dry-run",
        result=result,
        rows_shown=[
            ("Refused", refused),
            ("Would be created", created),
            ("Would be changed", changed),
        ],
    )


def live() -> dict[str, Any]:
    """A page while an event runs, with something done and something gone wrong."""
    figures = (
        ("3 h 32 min", "since it began"),
        ("31 min", "to declare Level 3"),
        ("2 of 9", "objectives will be missed"),
    )
    event = Thing(
        name="Ransomware at Amsterdam",
        note="Level 2 declared 02:48, commander Pieter Brandt",
        url="/detail/",
        figures=[Thing(value=value, note=note) for value, note in figures],
    )

    class Said(str):
        """A message with its level."""

        level = 25

    wrong = Said("The draft could not be sent: Marta Nowak has no mail address.")
    wrong.level = 40
    return detail() | {"live_event": event, "messages": [Said("11 owners reminded"), wrong]}
