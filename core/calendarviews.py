"""Pages of the calendar: what is due and what was done, and the address for calendar programs."""

from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from core import calendarfeed, calendars, languages, linkviews
from core.clock import organisation_day
from core.http import PersonRequest
from core.models import CalendarAddress, Obligation, Unit, User
from core.models.people import unit_and_below
from core.obligations import kind_label
from core.values import whole


class Active(NamedTuple):
    """A filter that is set, with the address without it."""

    name: str
    value: str
    url: str


class FilterForm(forms.Form):
    """By what the calendar is narrowed; only what occurs in it can be chosen."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False, widget=forms.RadioSelect)
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), required=False, widget=forms.RadioSelect)
    person = forms.ChoiceField(
        label=gettext_lazy("Person"), required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, rows: Any, mine: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = rows.order_by()
        kinds = rows.values_list("kind", flat=True).distinct()
        units = Unit.objects.filter(pk__in=rows.values("unit"))
        named = sorted(((one, kind_label(one)) for one in kinds), key=lambda pair: pair[1])
        self.fields["kind"].choices = named  # type: ignore[attr-defined]
        self.fields["unit"].choices = [(str(unit.pk), unit.name) for unit in units]  # type: ignore[attr-defined]
        if mine:
            del self.fields["person"]
            return
        people = User.objects.filter(pk__in=rows.values("owner"))
        self.fields["person"].choices = [(str(one.pk), str(one)) for one in people]  # type: ignore[attr-defined]


@login_required
@require_safe
def month(request: PersonRequest) -> HttpResponse:
    """A month of what is due, what is late before it, and what was done with its evidence."""
    today = organisation_day(timezone.now())
    seen = Obligation.objects.visible_to(request.user).filter(dropped_at=None)
    mine = seen.filter(owner=request.user)
    others = seen.exclude(owner=request.user).exists()
    is_mine = request.GET.get("show", "all" if overseer(request.user) else "mine") != "all"
    rows = mine if is_mine else seen
    form = FilterForm(request.GET, rows=rows, mine=is_mine)
    chosen = calendars.month_of(request.GET.get("month", ""), today)
    rows = narrowed(rows, form).select_related("owner", "done_by", "unit", "evidence_type")
    rows = rows.prefetch_related("escalations__person")
    return render(
        request,
        "core/calendar.html",
        {
            "title": _("Calendar"),
            "form": form,
            "active_filters": active(request, form),
            "tabs": tabs(request, is_mine=is_mine) if others or not is_mine else [],
            "show": "mine" if is_mine else "all",
            **month_context(rows, chosen, request=request, today=today),
        },
    )


def overseer(person: User) -> bool:
    """Whether the person looks after the duties of others."""
    return person.access.overseen() != frozenset()


def narrowed(rows: Any, form: FilterForm) -> Any:
    """The rows of the chosen kind, unit (with all below it) and person; what is unreadable is ignored."""
    asked = {name: str(form.data.get(name, "")) for name in form.fields}
    if kind := asked["kind"].replace("\0", ""):
        rows = rows.filter(kind=kind)
    if (unit := whole(asked["unit"])) is not None:
        rows = rows.filter(unit__in=unit_and_below({unit}))
    if (person := whole(asked.get("person", ""))) is not None:
        rows = rows.filter(owner=person)
    return rows


def month_context(
    rows: Any, chosen: date, *, request: PersonRequest, today: date
) -> dict[str, Any]:
    """The grid, the agenda of the month, and what is late before."""
    first, last = calendars.span(chosen)
    shown = calendars.entries(
        rows.filter(due_on__range=(first, last)).order_by("due_on", "pk"),
        actor=request.user,
        today=today,
    )
    late = rows.late(today).order_by("due_on", "pk")
    of_month = [one for one in shown if one.duty.due_on.month == chosen.month]
    return {
        "month": chosen,
        "weeks": calendars.weeks(chosen, shown, today=today),
        "late": calendars.entries(late[: calendars.LATE_SHOWN], actor=request.user, today=today),
        "late_total": late.count(),
        "agenda": [one for one in of_month if not one.is_late],
        "previous_url": address(request, month=f"{calendars.next_month(chosen, -1):%Y-%m}"),
        "next_url": address(request, month=f"{calendars.next_month(chosen):%Y-%m}"),
        "today_url": address(request, month=""),
        "is_this_month": (chosen.year, chosen.month) == (today.year, today.month),
        "today": today,
    }


def address(request: HttpRequest, **changed: str) -> str:
    """The address of now with something else in it; an empty value leaves it out."""
    query = request.GET.copy()
    for name, value in changed.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"{request.path}?{query.urlencode()}"


def tabs(request: PersonRequest, *, is_mine: bool) -> list[dict[str, Any]]:
    """Mine, and what else the person may see."""
    units = request.user.access.overseen()
    label = _("Everybody's") if units is None else _("My units") if units else _("All I may see")
    wide = address(request, show="all", person="")
    return [
        {"name": _("Mine"), "url": address(request, show="mine", person=""), "current": is_mine},
        {"name": label, "url": wide, "current": not is_mine},
    ]


def active(request: PersonRequest, form: FilterForm) -> list[Active]:
    """The filters that are set, each with the address without it."""
    found = []
    for name in form.fields:
        value = str(form.data.get(name, ""))
        labels = dict(form.fields[name].choices)  # type: ignore[attr-defined]
        if value:
            found.append(Active(name, labels.get(value, value), address(request, **{name: ""})))
    return found


# The address for calendar programs


@login_required
@require_safe
def subscription(request: PersonRequest) -> HttpResponse:
    """Whether the person has an address, when it was last read, and how to make another."""
    held = CalendarAddress.objects.filter(person=request.user, revoked_at=None).first()
    shown = {
        "title": _("Your calendar program"),
        "address": held,
        "new_address": request.session.pop("calendar_address", ""),
    }
    response = render(request, "core/calendar_address.html", shown)
    add_never_cache_headers(response)
    return response


@login_required
@require_POST
def make_address(request: PersonRequest) -> HttpResponse:
    """Make or renew the address; it is shown on the next page and never again."""
    made = calendarfeed.make_address(by=request.user, at=timezone.now())
    request.session["calendar_address"] = made
    return redirect("core:calendar-address")


@login_required
@require_POST
def revoke_address(request: PersonRequest) -> HttpResponse:
    """Close the address."""
    calendarfeed.revoke_address(by=request.user, at=timezone.now())
    messages.success(request, _("The address is revoked. Calendar programs read nothing any more."))
    return redirect("core:calendar-address")


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of the person whose address this is; 404 for any other, guessing is limited."""
    at = timezone.now()
    person = calendarfeed.reader_of(token, at=at)
    if person is None:
        return linkviews.missed(request)
    with translation.override(languages.of_interface(person.language) or None):
        text = calendarfeed.feed(person, at=at)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="continuity.ics"'
    response["X-Robots-Tag"] = "noindex, nofollow"
    add_never_cache_headers(response)
    return response
