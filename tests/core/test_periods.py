"""How often something recurs: read as people write it, reckoned without losing month ends."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from core.fields import PeriodField
from core.periods import Period

periods = st.builds(Period, st.integers(0, 120), st.integers(1, 400))
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("quarterly", Period(3)),
        ("Yearly", Period(12)),
        ("18 months", Period(18)),
        ("biannual", Period(6)),
        ("every 2 weeks", Period(0, 14)),
        ("every month and 10 days", Period(1, 10)),
        ("p3m", Period(3)),
        ("P1Y2W", Period(12, 14)),
    ],
)
def test_is_read_as_people_write_it(text: str, period: Period) -> None:
    assert Period.read(text) == period


@pytest.mark.parametrize(
    "text", ["", "soon", "0 days", "P", "P0D", "-1 month", "700 months", "٣ days"]
)
def test_what_is_no_period_gets_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w+ .*\."):
        Period.read(text)


@given(periods)
def test_is_read_back_as_it_is_said_and_stored(period: Period) -> None:
    assert Period.read(str(period)) == Period.read(period.iso) == period


def test_month_ends_come_back_after_a_short_month() -> None:
    ends = [Period(1).after(date(2027, 12, 31), times) for times in range(1, 5)]
    assert ends == [date(2028, 1, 31), date(2028, 2, 29), date(2028, 3, 31), date(2028, 4, 30)]
    assert Period(12).after(date(2028, 2, 29)) == date(2029, 2, 28)
    assert Period(12).after(date(2028, 2, 29), 4) == date(2032, 2, 29)


@given(periods, days, days)
def test_the_next_date_is_the_first_after_the_day(period: Period, start: date, day: date) -> None:
    found = period.next_after(day, start=start)
    dates = [period.after(start, times) for times in range(1, 40)]
    later = [one for one in dates if one > day]
    assert found > day
    assert found == later[0] if later else found > dates[-1]


def test_a_field_refuses_with_a_sentence_and_keeps_iso() -> None:
    field = PeriodField()
    assert field.get_prep_value(field.to_python("18 months")) == "P18M"
    with pytest.raises(ValidationError, match="Write it like quarterly"):
        field.to_python("sometimes")
    field.run_validators(Period(18))
    form = field.formfield(required=False)
    assert form is not None
    assert (form.clean("yearly"), form.clean("")) == (Period(12), None)
    assert form.prepare_value(Period(12)) == "yearly"
