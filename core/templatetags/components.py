"""The parts of every page: one function here, one template in templates/components/."""

from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any

from django import template
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.forms import BoundField, Widget
from django.forms import widgets as kinds
from django.template.context import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from core.templatetags.formats import initials

register = template.Library()

# state: (icon, word). The class is "is-" and the state.
STATES = {
    "held": ("circle-check-filled", _("Held")),
    "proven": ("circle-check-filled", _("Proven")),
    "gap": ("circle-x-filled", _("Gap")),
    "stale": ("circle-half-2", _("Stale")),
    "expired": ("hourglass", _("Expired")),
    "claimed": ("circle", _("Claimed")),
    "unknown": ("circle-dotted", _("Unknown")),
    "unneeded": ("circle-dotted", _("No need known")),
    "over": ("arrow-bar-up", _("Over-invested")),
    "overdue": ("alarm-filled", _("Overdue")),
    "due": ("calendar-due", _("Due")),
    "done": ("check", _("Done")),
    "live": ("broadcast", _("Live")),
}
SENTENCE = 5  # words from which on a text is compared word by word
MESSAGE_ICONS = {"": "info-circle", "expired": "alert-octagon", "live": "broadcast"}


def state_look(name: str) -> tuple[str, Any]:
    """Icon and word of a state; a name that is not in the vocabulary raises."""
    if name not in STATES:
        raise ImproperlyConfigured(f"No state {name!r}. There are: {', '.join(STATES)}.")
    return STATES[name]


@register.simple_tag
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """A picture beside a word: {% icon "home" %}; alone it needs `label`. Size: "lg"."""
    if name not in settings.ICONS:
        raise ImproperlyConfigured(f"Add {name!r} to continuity/icons.txt.")
    says = (
        format_html('role="img" aria-label="{}"', label)
        if label
        else mark_safe('aria-hidden="true"')
    )
    css = f"icon icon-{size}" if size else "icon"
    target = f"{static('img/icons.svg')}#i-{name}"
    return format_html('<svg class="{}" {}><use href="{}"/></svg>', css, says, target)


@register.simple_tag
def state(name: str, word: str = "", chip: bool = False) -> SafeString:
    """A state as icon and word: {% state "gap" %}, {% state "overdue" "10 days late" chip=True %}."""
    picture, own_word = state_look(name)
    css = f"state chip is-{name}" if chip else f"state is-{name}"
    return format_html('<span class="{}">{}{}</span>', css, icon(picture), word or own_word)


@register.simple_tag
def avatar(person: Any) -> SafeString:
    """The initials of a person in a small disc, beside the name: {% avatar user %}."""
    return format_html('<span class="avatar-mini" aria-hidden="true">{}</span>', initials(person))


@register.inclusion_tag("components/figure.html")
def figure(
    label: str, value: Any, note: str = "", link: str = "", state: str = ""
) -> dict[str, Any]:
    """A key figure that opens its list, inside <dl class="figures">:
    {% figure "Overdue" 7 note="3 more than last week" link=url %}
    """
    return {"label": label, "value": value, "note": note, "link": link, "state": state}


@register.simple_block_tag
def section(
    content: str, title: str, *, note: str = "", link: str = "", more: str = "", id: str = ""
) -> str:
    """A heading, a line and what belongs under it; `more` is the words of the link at the end:
    {% section "Due next" link=calendar more="Calendar" %} … {% endsection %}
    """
    values = {"content": content, "title": title, "note": note, "link": link, "more": more}
    return render_to_string("components/section.html", values | {"id": id or f"h-{slugify(title)}"})


@register.simple_block_tag
def row(
    content: str,
    what: str,
    *,
    sign: str = "",
    link: str = "",
    verb: str = "",
    verb_link: str = "",
    primary: bool = False,
    side: str = "",
) -> str:
    """A thing to do, inside <ul class="rows">. `sign` is a state or an icon; the block says why:
    {% row "Decide the gap" sign="gap" link=url verb="Decide" %} Needs 6 h. {% endrow %}
    """
    values = {"content": content, "what": what, "link": link, "verb": verb, "side": side}
    look = {"sign": sign, "icon": STATES[sign][0] if sign in STATES else sign}
    css = {"state": sign if sign in STATES else ""}
    target = {"verb_link": verb_link or link, "primary": primary}
    return render_to_string("components/row.html", values | look | css | target)


@register.simple_tag(takes_context=True)
def data_table(context: Context, table: Any) -> str:
    """A django-tables2 table in the one form tables have: {% data_table table %}."""
    values = context.flatten() | {"table": table}
    return render_to_string("core/table.html", values)


@register.simple_block_tag
def form_group(content: str, title: str, reason: str = "") -> str:
    """Fields that belong together, with why we ask:
    {% form_group "Who runs it" reason="Reached by phone first." %} … {% endform_group %}
    """
    values = {"content": content, "title": title, "reason": reason}
    return render_to_string("components/form_group.html", values)


CONTROLS: tuple[tuple[type[Widget] | tuple[type[Widget], ...], str], ...] = (
    ((kinds.CheckboxInput, kinds.RadioSelect, kinds.CheckboxSelectMultiple), "form-check-input"),
    (kinds.Select, "form-select"),
    (kinds.Widget, "form-control"),
)
SHORT_INPUTS = (kinds.NumberInput, kinds.DateInput, kinds.DateTimeInput, kinds.TimeInput)
NATIVE_TYPES = {"date": "date", "datetime": "datetime-local", "time": "time"}


def control_attributes(bound: BoundField) -> dict[str, str | bool]:
    """The attributes our look adds to a field's control."""
    widget = bound.field.widget
    css = next(name for kind, name in CONTROLS if isinstance(widget, kind))
    short = isinstance(widget, SHORT_INPUTS) or str(widget.attrs.get("size", "")).isdigit()
    classes = [widget.attrs.get("class", ""), css, "short num" if short else ""]
    given: dict[str, str | bool] = {"class": " ".join(name for name in classes if name)}
    if isinstance(widget, kinds.Textarea) and str(widget.attrs.get("rows", "10")) == "10":
        given["rows"] = "3"
    return given


def field_width(bound: BoundField) -> str:
    """How many of the six columns a field takes, unless its template says otherwise."""
    widget = bound.field.widget
    if isinstance(widget, kinds.SelectMultiple | kinds.Textarea | kinds.CheckboxSelectMultiple):
        return ""
    if isinstance(widget, kinds.Select | kinds.DateTimeInput | kinds.ClearableFileInput):
        return "half"
    attributes = control_attributes(bound)
    return "half" if "short" in str(attributes["class"]) else ""


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, width: str = "", unit: str = "") -> dict[str, Any]:
    """Label, help, input and error of one form field: {% field form.deputy width="half" %}.

    Width: "full", "half" or "third" of the form; `unit` stands beside the input.
    """
    widget = bound.field.widget
    several = isinstance(widget, kinds.RadioSelect | kinds.CheckboxSelectMultiple)
    if several:
        widget.attrs.setdefault("class", "form-check-input")
    own = width or getattr(bound.field, "width", "") or field_width(bound)
    return {
        "field": bound,
        "width": "" if own == "full" else own,
        "unit": unit or getattr(bound.field, "unit", ""),
        "control": bound.as_widget(attrs=control_attributes(bound)),
        "several": several,
        "check": isinstance(widget, kinds.CheckboxInput),
        "optional": not (bound.field.required or several or hasattr(bound.field, "unmarked")),
    }


@register.filter
def control(bound: BoundField, label: str = "") -> SafeString:
    """The input alone, named for those who do not see the column: {{ row.name|control:"Step 1" }}."""
    named: dict[str, str | bool] = {"aria-label": label} if label else {}
    return bound.as_widget(attrs=control_attributes(bound) | named)


@register.inclusion_tag("components/children.html")
def children(formset: Any, add: str = "", ordered: bool = False) -> dict[str, Any]:
    """Rows of parts, each with its own inputs, to add, remove and bring in order:
    {% children steps add="Add step" ordered=True %}
    """
    skipped = {"DELETE", "ORDER"}
    columns = [
        bound for bound in formset.empty_form if bound.name not in skipped and not bound.is_hidden
    ]
    return {"formset": formset, "columns": columns, "add": add, "ordered": ordered}


@register.simple_block_tag
def empty(
    content: str,
    title: str,
    *,
    icon: str = "folder-open",
    action: str = "",
    link: str = "",
    second: str = "",
    second_link: str = "",
) -> str:
    """What belongs here and the first step, or what failed and what to do:
    {% empty "No data sets yet" icon="database" action="Add the first" link=url %} … {% endempty %}
    """
    values = {"content": content, "title": title, "icon": icon, "action": action, "link": link}
    more = {"second": second, "second_link": second_link}
    return render_to_string("components/empty.html", values | more)


@register.simple_block_tag
def message(content: str, state: str = "", icon: str = "", alert: bool = False) -> str:
    """Something to know, where the matter is: {% message state="stale" %} … {% endmessage %}."""
    picture = icon or MESSAGE_ICONS.get(state) or state_look(state)[0]
    values = {"content": content, "state": state, "icon": picture, "alert": alert}
    return render_to_string("components/message.html", values)


@register.inclusion_tag("components/job.html")
def job(
    title: str,
    *,
    percent: int | None = None,
    counted: str = "",
    note: str = "",
    state: str = "",
    word: str = "",
    stop: str = "",
    refresh: str = "",
) -> dict[str, Any]:
    """Work that takes time: {% job "Simulating" percent=64 counted="6,400" stop=url refresh=url %}.

    `refresh` is asked every two seconds for the same part again, until it comes without it.
    """
    values = {"title": title, "percent": percent, "counted": counted, "note": note}
    return values | {"state": state, "word": word, "stop": stop, "refresh": refresh}


@register.simple_block_tag(takes_context=True)
def dialog(
    context: Context,
    content: str,
    *,
    id: str,
    title: str,
    verb: str,
    action: str,
    cancel: str = "",
) -> str:
    """Asks before what cannot be undone; opened by a button with data-dialog="id":
    {% dialog id="accept" title="Accept?" verb="Accept until 30 June" action=url %} … {% enddialog %}
    """
    values = {"content": content, "id": id, "title": title, "verb": verb, "action": action}
    token = {"csrf_token": context.get("csrf_token"), "cancel": cancel}
    return render_to_string("components/dialog.html", values | token)


@register.inclusion_tag("components/diff.html")
def diff(rows: Iterable[Any], before: str, after: str, title: str = "") -> dict[str, Any]:
    """Two versions side by side, what changed struck and marked: {% diff changes "v6" "v7" %}.

    Each row has `label`, `before` and `after`.
    """
    marked = [(entry.label, *marked_words(entry.before, entry.after)) for entry in rows]
    return {"rows": marked, "before": before, "after": after, "title": title}


def marked_words(before: Any, after: Any) -> tuple[SafeString, SafeString]:
    """Two texts with the words that differ in <del> and <ins>; short texts are marked whole.

    >>> marked_words("Restore the ledger in Amsterdam", "Restore the ledger in Dublin")
    ('Restore the ledger in <del>Amsterdam</del>', 'Restore the ledger in <ins>Dublin</ins>')
    >>> marked_words("4 h", "4 days")
    ('<del>4 h</del>', '<ins>4 days</ins>')
    """
    old, new = (_words(text) for text in (before, after))
    parts: tuple[list[SafeString], list[SafeString]] = ([], [])
    for kind, start, end, start_new, end_new in SequenceMatcher(None, old, new).get_opcodes():
        sides = (("del", old[start:end], parts[0]), ("ins", new[start_new:end_new], parts[1]))
        for element, words, kept in sides:
            text = conditional_escape(" ".join(words))
            if words:
                kept.append(text if kind == "equal" else _marked(element, text))
    joined = [format_html_join(" ", "{}", ((part,) for part in side)) for side in parts]
    return joined[0], joined[1]


def _words(value: Any) -> list[str]:
    """The parts of a text that are compared: its words, or all of it when it is short."""
    text = str("" if value in (None, "–") else value)
    return text.split() if len(text.split()) >= SENTENCE else [text] if text else []


def _marked(element: str, text: str) -> SafeString:
    return format_html("<{0}>{1}</{0}>", mark_safe(element), text)


@register.inclusion_tag("components/filter_menu.html")
def filter_menu(bound: BoundField, active: Iterable[Any]) -> dict[str, Any]:
    """One filter above a table, with its value once it is set: {% filter_menu field active_filters %}."""
    widget = bound.field.widget
    chosen = {str(value) for value in _listed(bound.value())}
    choices = [
        {"value": value, "label": label, "chosen": str(value) in chosen}
        for value, label in _flat(getattr(widget, "choices", ()))
        if str(value) != ""
    ]
    return {
        "field": bound,
        "active": next((entry for entry in active if entry.name == bound.name), None),
        "choices": choices,
        "several": isinstance(widget, kinds.SelectMultiple | kinds.CheckboxSelectMultiple),
    }


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _flat(choices: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield value, label


@register.inclusion_tag("components/action_bar.html", takes_context=True)
def action_bar(context: Context, actions: Iterable[Any]) -> dict[str, Any]:
    """The verbs of a page: the next one first and filled, two beside it, the rest behind dots.

    Each has `label`, `url`, `method`, `icon`, `primary` and `confirm`: {% action_bar actions %}.
    """
    given = list(actions or ())
    apart = [entry for entry in given if entry.icon == "trash"]
    plain = [entry for entry in given if not entry.primary and entry not in apart]
    first = [*plain[:2], *(entry for entry in given if entry.primary)]
    return {
        "first": first,
        "rest": [*plain[2:], *apart],
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag(takes_context=True)
def page_url(context: Context, prefix: str, number: int) -> str:
    """The present address with another page number: {% page_url "page" 2 %}."""
    query = context["request"].GET.copy()
    query[prefix] = str(number)
    return f"?{query.urlencode()}"


@register.filter
def is_labelled(css: str | None) -> bool:
    """Whether a cell tells its column's name on a phone: not the state, the bar or what is hidden."""
    return not {"end", "drop", "bar-cell", "plain"} & set((css or "").split())
