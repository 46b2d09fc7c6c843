"""Amounts of money as they are typed in Europe and elsewhere."""

from decimal import Decimal

import pytest

from bia.services import money

READ = {
    "20000": "20000",
    "50,000": "50000",
    "50.000": "50000",
    "50 000": "50000",
    "50\u202f000": "50000",
    "50\u00a0000,75": "50000.75",
    "1.000": "1000",
    "1.000,50": "1000.50",
    "1,000.50": "1000.50",
    "20.000,00": "20000",
    "1.234.567": "1234567",
    "1,234,567.8": "1234567.8",
    "12,34,567.50": "1234567.50",
    "1'234'567": "1234567",
    "€ 50.000": "50000",
    "50.000 €": "50000",
    "EUR 50.000": "50000",
    "50.000 Euro": "50000",
    "50,- €": "50",
    "50k": "50000",
    "50 K€": "50000",
    "2 m": "2000000",
    "2,5 Mio. EUR": "2500000",
    "1.250m": "1250000",
    "0,5": "0.5",
    "0.500": "0.5",
    "1500.75": "1500.75",
    "1234,567": "1234.57",
    "0": "0",
}
REFUSED = ("-5", "1.00.000", "1,0000,000", "abc", "1.2.3,4,5", "€", "²", "5-3", "9" * 39, "1" * 50)


@pytest.mark.parametrize(("text", "amount"), READ.items())
def test_amounts_are_read_as_meant(text: str, amount: str) -> None:
    assert money.amount(text, "EUR") == Decimal(amount)


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_amount_is_refused_with_what_to_type(text: str) -> None:
    with pytest.raises(ValueError, match="20,000"):
        money.amount(text, "EUR")


@pytest.mark.parametrize("text", ["$ 50", "50 CHF", "£20k"])
def test_another_currency_is_not_taken_for_this_one(text: str) -> None:
    with pytest.raises(ValueError, match="in EUR"):
        money.amount(text, "EUR")


def test_only_bare_digits_need_no_word_about_how_they_were_read() -> None:
    assert money.echo("50000", Decimal(50000), "EUR") == ""
    assert money.echo("1.000", Decimal(1000), "EUR") == "read as €\u00a01,000"
    assert money.echo("12,5", Decimal("12.5"), "USD") == "read as $\u00a012.50"
