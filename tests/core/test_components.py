"""The parts of pages: what they draw, what they refuse, and that nothing they name is missing."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from core import figures, sheet
from core.figures import Chain, Group, Link, TimeAxis, percent
from core.templatetags import components, pictures

HOUR = timedelta(hours=1)
NOON = datetime(2026, 5, 12, 12, tzinfo=UTC)


def draw(source: str, **values: Any) -> str:
    """Render a line of template."""
    return Template(source).render(Context(values))


@pytest.mark.parametrize(
    "line",
    [
        '{% icon "home" lable="Home" %}',
        '{% state "gap" chipp=True %}',
        '{% section "A" notes="b" %}{% endsection %}',
        '{% row "A" signs="gap" %}{% endrow %}',
        '{% figure "A" 1 not="b" %}',
        "{% promise need clame=need %}",
        '{% form_group "A" reasons="b" %}{% endform_group %}',
        '{% empty "A" acton="b" %}{% endempty %}',
        '{% message states="gap" %}{% endmessage %}',
        '{% job "A" percents=1 %}',
        '{% dialog id="a" title="b" verb="c" actions="d" %}{% enddialog %}',
        '{% diff rows "a" "b" tittle="c" %}',
        "{% chain chain tables=False %}",
        "{% countdown until subs=1 %}",
        '{% chart figure sizes="low" %}',
        "{% time_row row axis boards=True %}",
        "{% children formset ad=1 %}",
        "{% field bound wide=1 %}",
        "{% posture groups each=2 %}",
    ],
)
def test_misspelt_argument_raises(line: str) -> None:
    with pytest.raises(Exception, match="unexpected keyword"):
        Template(line)


@pytest.mark.parametrize("line", ['{% icon "hoem" %}', '{% state "gapp" %}'])
def test_misspelt_name_raises(line: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"hoem|gapp"):
        draw(line)


@pytest.mark.parametrize(
    "line",
    [
        '{% state "gap" bad %}',
        "{% section bad note=bad link=bad more=bad %}{{ bad }}{% endsection %}",
        "{% row bad link=bad verb=bad side=bad %}{{ bad }}{% endrow %}",
        "{% figure bad bad note=bad link=bad %}",
        "{% form_group bad reason=bad %}{% endform_group %}",
        "{% empty bad action=bad link=bad %}{{ bad }}{% endempty %}",
        "{% message %}{{ bad }}{% endmessage %}",
        "{% job bad percent=1 counted=bad note=bad %}",
        "{% dialog id=bad title=bad verb=bad action=bad %}{{ bad }}{% enddialog %}",
        "{% diff rows bad bad bad %}",
        "{% avatar bad %}",
        '{% icon "home" label=bad %}',
        "{{ person|initials }}",
    ],
)
def test_text_is_never_markup(line: str) -> None:
    bad = '"><script>alert(1)</script>'
    rows = [SimpleNamespace(label=bad, before=bad, after=f"{bad} {bad} a b c d")]
    drawn = draw(line, bad=bad, rows=rows, person=bad)
    assert "<script" not in drawn


# States and icons


@pytest.mark.parametrize("name", components.STATES)
def test_state_is_icon_and_word(name: str) -> None:
    drawn = draw(f'{{% state "{name}" chip=True %}}')
    assert f"is-{name}" in drawn
    assert "chip" in drawn
    assert "<use" in drawn
    assert str(components.STATES[name][1]) in drawn


def test_icon_beside_a_word_is_silent_and_alone_it_speaks() -> None:
    assert 'aria-hidden="true"' in draw('{% icon "home" %}')
    assert 'role="img" aria-label="Home"' in draw('{% icon "home" label="Home" %}')


# Need, claim, proof


def bars(need: Any, claim: Any, proof: Any, state: str = "") -> dict[str, Any]:
    """The marks of one bar, times in hours."""
    times = [None if t is None else t * HOUR for t in (need, claim, proof)]
    return pictures.promise(*times, state)


def test_proof_beyond_need_is_split_at_the_need() -> None:
    drawn = bars(6, 5, 9 + 1 / 3)
    assert drawn["claim"] == "47.83%"
    assert drawn["need"] == drawn["proof"] == "57.4%"
    assert drawn["over"] == "31.89%"
    assert drawn["look"] == "within"


def test_claim_beyond_need_without_proof_fails_on_paper() -> None:
    assert bars(1, 2, None)["said_over"] == "44.64%"
    assert bars(1, 2, 0.5)["said_over"] == ""


@pytest.mark.parametrize(
    ("state", "look"), [("held", "proof"), ("stale", "proof stale"), ("expired", "proof expired")]
)
def test_proof_shows_how_much_it_counts(state: str, look: str) -> None:
    assert bars(6, 4, 5, state)["look"] == look


def test_proof_without_need_is_not_green() -> None:
    assert bars(None, 4, 5)["look"] == "within"


def test_promise_says_what_it_shows() -> None:
    assert bars(6, None, 5)["text"] == "Need 6 h, claim –, proof 5 h"


maybe_hours = st.none() | st.timedeltas(timedelta(0), timedelta(days=4000))


@given(maybe_hours, maybe_hours, maybe_hours, maybe_hours)
def test_no_mark_leaves_the_picture(need: Any, claim: Any, proof: Any, mtd: Any) -> None:
    drawn = pictures.promise(need, claim, proof, "", mtd)
    marks = {key: float(drawn[key].rstrip("%") or 0) for key in ("need", "claim", "proof", "over")}
    assert all(0 <= place <= 100 for place in marks.values())
    assert marks["need"] + marks["over"] <= 100.01


# The chain


def test_links_follow_each_other_and_turn_red_at_the_need() -> None:
    steps = [Link("a", 1 * HOUR, 4 * HOUR), Link("b", HOUR, 4 * HOUR, binding=True)]
    shown = pictures.chain(Chain(6 * HOUR, 2 * HOUR, 8 * HOUR, steps))
    first, second = shown["links"]
    assert first["late"] == ""
    assert second["start"] == first["within"]
    assert second["late_from"] == shown["need"]
    assert float(second["late"].rstrip("%")) == pytest.approx(2 / 8.4 * 100, abs=0.01)


def test_a_target_is_drawn_as_one_and_the_next_link_follows_it() -> None:
    steps = [Link("Detection", target=HOUR), Link("a", 2 * HOUR, 2 * HOUR)]
    chain = Chain(6 * HOUR, 2 * HOUR, 3 * HOUR, steps)
    first, second = pictures.chain(chain)["links"]
    assert (first["value"], first["claim"], first["within"]) == ("1 h", "", "")
    assert second["start"] == first["target"]
    assert 'class="target"' in draw("{% chain chain %}", chain=chain)
    assert 'class="target"' not in draw("{% chain chain %}", chain=sheet.chain())


@pytest.mark.parametrize("state", ["stale", "expired"])
def test_a_weak_proof_is_hatched_in_the_chain_as_in_lists(state: str) -> None:
    drawn = draw("{% chain chain %}", chain=Chain(6 * HOUR, 2 * HOUR, 3 * HOUR, state=state))
    assert f'class="proof {state}"' in drawn
    rules = (settings.BASE_DIR / "static/css/components/promise.css").read_text()
    assert f":is(.promise, .ruled) .proof.{state} {{ fill: url(#hatch-{state})" in rules


def test_chain_draws_with_nothing_known() -> None:
    drawn = draw("{% chain chain %}", chain=Chain(None, None, None))
    assert "never measured" in drawn
    assert "None" not in drawn


def test_chain_has_a_table_twin() -> None:
    drawn = draw("{% chain chain %}", chain=sheet.chain())
    assert "<details" in drawn
    assert drawn.count("<tr>") == 7


def test_a_need_of_nothing_is_not_printed_over_the_zero() -> None:
    chain = Chain(0 * HOUR, 2 * HOUR, 3 * HOUR, [], need_text="none left")
    assert "0" not in [tick["label"] for tick in pictures.chain(chain)["ticks"]]


def test_ticks_leave_room_for_the_need() -> None:
    keys = {6 * HOUR: "Need 6 h", 8 * HOUR: "MTD 8 h"}
    labels = [tick.label for tick in figures.duration_ticks(12 * HOUR, keys)]
    assert labels == ["0", "2 h", "4 h", "10 h", "12 h"]
    crowded = {3 * HOUR: "Need 3 h", 8 * HOUR: "MTD 8 h"}
    ticks = figures.duration_ticks(9.75 * HOUR, crowded)
    assert [tick.label for tick in ticks] == ["0", "6 h"]
    less = figures.duration_ticks(24 * HOUR, {6 * HOUR: "Need 6 h"})
    assert [tick.label for tick in less if not tick.phone] == []
    more = figures.duration_ticks(16 * HOUR, {6 * HOUR: "Need 6 h"})
    assert [tick.label for tick in more if not tick.phone] == ["4 h", "8 h"]


def test_a_need_that_is_a_lower_bound_is_named_as_one() -> None:
    chain = Chain(6 * HOUR, 2 * HOUR, None, need_text="≥ 6 h")
    assert ">Need ≥ 6 h</text>" in draw("{% chain chain %}", chain=chain)
    cell = pictures.promise_cell(6 * HOUR, 2 * HOUR, None, "claimed", "≥ 6 h")
    assert 'aria-label="Need ≥ 6 h, claim 2 h, proof –"' in cell


@given(st.timedeltas(timedelta(minutes=1), timedelta(days=30000)))
def test_axis_never_has_too_many_ticks(longest: timedelta) -> None:
    assert len(figures.duration_ticks(longest, {})) <= 8


# Squares


def test_a_square_for_each_function_until_there_are_too_many() -> None:
    few = pictures.posture([Group("held", 14), Group("gap", 0), Group("stale", 3)])
    assert [len(entry["cells"]) for entry in few["groups"]] == [14, 3]
    many = pictures.posture([Group("held", 1000), Group("gap", 1)])
    assert many["each"] == 12
    assert [len(entry["cells"]) for entry in many["groups"]] == [84, 1]


# Times


@pytest.mark.parametrize(
    ("minutes", "look", "digits", "sub"),
    [
        (134, "", "2:14", "h left"),
        (31, "soon", "31", "min left"),
        (-48, "past", "48", "min late"),
        (4320, "", "3", "days left"),
    ],
)
def test_countdown(minutes: int, look: str, digits: str, sub: str) -> None:
    shown = pictures.countdown(NOON + timedelta(minutes=minutes), now=NOON)
    assert (shown["look"], shown["digits"], shown["sub"]) == (look, digits, sub)


def test_ring_shows_the_part_that_is_left() -> None:
    since = NOON - timedelta(minutes=30)
    shown = pictures.countdown(NOON + timedelta(minutes=30), now=NOON, since=since)
    assert shown["dash"] == f"{pictures.TURN / 2:.1f} {pictures.TURN}"


def test_time_row_keeps_spans_inside_the_axis() -> None:
    span = figures.Span(NOON - 5 * HOUR, NOON + 50 * HOUR)
    axis = TimeAxis(NOON, NOON + 10 * HOUR, NOON + HOUR)
    shown = pictures.time_row(figures.TimeRow("a", [span], limit=NOON + 99 * HOUR), axis)
    assert shown["spans"][0]["x"] == "0%"
    assert shown["spans"][0]["width"] == "100%"
    assert shown["limit"] == "100%"
    assert shown["now"] == "10%"


def test_percent_is_the_same_in_every_language() -> None:
    assert [percent(number) for number in (0, 50.0, 33.333, 100)] == ["0%", "50%", "33.33%", "100%"]


# Charts


def test_impact_curve_steps_and_names_its_limit() -> None:
    shown = pictures.chart(sheet.impact())
    subject = shown["paths"][-1]
    assert subject["kind"] == "subject"
    assert subject["d"].startswith("M0.0 750.0 L166.7 750.0 L166.7 500.0 L333.3 500.0")
    assert shown["zone"] == "500.0"
    assert shown["marks"][0]["text"] == "MTD 8 h, set by Money"


@pytest.mark.parametrize(
    ("limit_at", "on_phone"), [(None, True), (3, True), (4, False), (4.5, True)]
)
def test_on_a_phone_the_limit_is_named_before_the_last_time(
    limit_at: float | None, on_phone: bool
) -> None:
    times = ["1 h", "4 h", "8 h", "24 h", "", "7 days"]
    curve = [("Money", [0, 1, 2, 3, 4, 4])]
    chart = figures.impact_chart(
        "", times, ["none", "all"], curve, subject="Money", limit_at=limit_at, room=0.4
    )
    assert chart.x_ticks[-1].phone is on_phone


def test_chart_has_a_table_twin_in_words() -> None:
    drawn = draw("{% chart figure %}", figure=sheet.impact())
    assert '<th scope="row">Members</th>' in drawn
    assert "Intolerable</td>" in drawn


def test_trend_of_one_value_draws() -> None:
    chart = figures.trend_chart("One", [("now", 3)], highest=3)
    assert "<svg" in draw("{% chart figure %}", figure=chart)


# Forms


class Sample(forms.Form):
    """A field of each width."""

    name = forms.CharField(help_text="As it is called.")
    owner = forms.ChoiceField(choices=[("1", "A")])
    on = forms.DateField(required=False)
    agreed = forms.BooleanField(required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


def test_field_ties_label_help_and_error_to_its_input() -> None:
    drawn = draw("{% field form.name %}", form=Sample({"name": ""}))
    assert 'for="id_name"' in drawn
    assert 'aria-describedby="id_name_helptext id_name_error"' in drawn
    assert 'id="id_name_helptext"' in drawn
    assert 'id="id_name_error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert "wrong" in drawn


def test_only_optional_fields_say_so() -> None:
    form = Sample()
    assert "(optional)" in draw("{% field form.on %}", form=form)
    assert "(optional)" not in draw("{% field form.name %}", form=form)


def test_field_takes_the_width_its_content_needs() -> None:
    form = Sample()
    widths = {bound.name: components.field_width(bound) for bound in form}
    assert widths["name"] == ""
    assert widths["owner"] == widths["on"] == "half"
    assert 'class="field third"' in draw('{% field form.name width="third" %}', form=form)


def test_hidden_field_is_only_its_input() -> None:
    assert draw("{% field form.version %}", form=Sample()).strip().startswith("<input")


def test_rows_of_parts_carry_their_form_for_a_new_row() -> None:
    drawn = draw('{% children steps add="Add step" ordered=True %}', steps=sheet.steps())
    assert "steps-TOTAL_FORMS" in drawn
    assert "steps-__prefix__-what" in drawn
    assert drawn.count("data-order") == 3
    assert '<th scope="col">Delete</th>' not in drawn


# Verbs


def verb(label: str, **more: Any) -> SimpleNamespace:
    """An action of a page."""
    plain = {"url": "/x/", "method": "get", "icon": "", "primary": False, "confirm": ""}
    return SimpleNamespace(label=label, **(plain | more))


def test_two_verbs_and_the_next_one_stand_out_and_delete_never() -> None:
    given_verbs = [
        verb("Delete", icon="trash"),
        verb("Edit"),
        verb("Print"),
        verb("Approve", primary=True, method="post", confirm="Sure?"),
        verb("Copy"),
    ]
    shown = components.action_bar(Context(), given_verbs)
    assert [entry.label for entry in shown["first"]] == ["Edit", "Print", "Approve"]
    assert [entry.label for entry in shown["rest"]] == ["Copy", "Delete"]


def test_verbs_that_change_something_are_posted() -> None:
    drawn = draw("{% action_bar verbs %}", verbs=[verb("Approve", method="post")], csrf_token="t")
    assert '<form method="post" action="/x/"' in drawn
    assert 'value="t"' in drawn
