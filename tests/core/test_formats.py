"""How values are written: times, dates, money, names, differences."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from core.templatetags import components, formats

NOON = datetime(2026, 5, 12, 12, tzinfo=UTC)


def test_difference_marks_words_of_a_sentence_and_short_values_whole() -> None:
    old, new = components.marked_words("we restore it in Cork", "we restore it in Dublin")
    assert (old, new) == (
        "we restore it in <del>Cork</del>",
        "we restore it in <ins>Dublin</ins>",
    )
    assert components.marked_words("4 h", "4 days") == ("<del>4 h</del>", "<ins>4 days</ins>")
    assert components.marked_words(None, "x") == ("", "<ins>x</ins>")
    assert components.marked_words("–", "x") == ("", "<ins>x</ins>")


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (NOON, "just now"),
        (NOON - timedelta(minutes=12), "12 min ago"),
        (NOON - timedelta(hours=3), "today 09:00"),
        (NOON - timedelta(days=1), "yesterday 12:00"),
        (NOON + timedelta(days=2), "Thu 14 May 12:00"),
        (NOON - timedelta(days=20), "22 Apr 12:00"),
        (NOON - timedelta(days=400), "7 Apr 2025"),
    ],
)
def test_moments_are_relative_when_near(moment: datetime, said: str) -> None:
    assert formats.spoken_moment(moment, NOON) == said


def test_when_carries_the_exact_moment() -> None:
    drawn = formats.when(NOON - timedelta(days=400))
    assert 'datetime="2025-04-07T12:00:00+00:00"' in drawn
    assert 'title="7 April 2025, 12:00 UTC"' in drawn
    assert formats.when(None) == "–"


def test_a_day_passed_is_late_unless_done() -> None:
    today = date(2026, 5, 12)
    late = formats.due(date(2026, 5, 2), today=today)
    assert late["late"] == "10\u00a0days late".replace(" ", "\u00a0")
    assert formats.due(date(2026, 5, 2), done=True, today=today)["late"] == ""
    assert formats.due(today, today=today)["late"] == ""
    assert formats.due(None)["late"] == ""


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (96000, "€ 96,000"),
        (0, "€ 0"),
        (12.5, "€ 12.50"),
        (-4000, "€ -4,000"),
        (None, "–"),
    ],
)
def test_money_puts_its_currency_first(value: Any, said: str) -> None:
    assert formats.money(value, "EUR").replace("\u00a0", " ") == said


def test_money_in_passing() -> None:
    short = [formats.money_short(n, "EUR").replace("\u00a0", " ") for n in (1_700_000, 96_000, 12)]
    assert short == ["€ 1.7 m", "€ 96.0 k", "€ 12"]


def test_money_reads_amount_and_currency_of_a_value() -> None:
    value = SimpleNamespace(amount=1200, currency="SEK")
    assert formats.money(value) == "SEK\u00a01,200"


def test_duration_does_not_part_at_a_line_end() -> None:
    assert formats.duration(timedelta(minutes=560)) == "9\u00a0h\u00a020\u00a0min"
    assert formats.duration(None) == "–"


@pytest.mark.parametrize(
    ("name", "letters"), [("Ingrid Vos", "IV"), ("Cher", "C"), ("", "?"), ("Ana de la Cruz", "AC")]
)
def test_initials(name: str, letters: str) -> None:
    assert formats.initials(name) == letters
