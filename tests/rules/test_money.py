"""Amounts are understood as people write them, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.money import Money, parse


@pytest.mark.parametrize(
    ("typed", "minor", "currency"),
    [
        ("120000 EUR", 12_000_000, "EUR"),
        ("120,000 EUR", 12_000_000, "EUR"),
        ("€120.000", 12_000_000, "EUR"),
        ("EUR 120.000,50", 12_000_050, "EUR"),
        ("$1,234.5", 123_450, "USD"),
        ("$1.2m", 120_000_000, "USD"),
        ("1.250k gbp", 125_000, "GBP"),
        ("CHF 90'000.05", 9_000_005, "CHF"),
        ("120 000 eur", 12_000_000, "EUR"),
        ("¥5,000", 5_000, "JPY"),
        ("1.5 KWD", 1_500, "KWD"),
        ("0 EUR", 0, "EUR"),
    ],
)
def test_an_amount_is_read_with_its_currency(typed: str, minor: int, currency: str) -> None:
    assert parse(typed) == Money(minor, currency)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "120000",
        "EUR",
        "about 5 EUR",
        "5 EUR or 6 EUR",
        "$5 USD",
        "1,2,3 EUR",
        "1.23.4 EUR",
        "0.001 EUR",
        "-5 EUR",
        "¥0.5",
    ],
)
def test_what_is_not_one_amount_with_a_currency_is_not_guessed(typed: str) -> None:
    assert parse(typed) is None


@given(st.integers(0, 10**12), st.sampled_from(["EUR", "USD", "JPY", "KWD"]))
def test_an_amount_shown_is_the_amount_read_again(minor: int, currency: str) -> None:
    money = Money(minor, currency)
    assert parse(str(money)) == money


@given(st.text(max_size=40))
def test_whatever_is_typed_is_read_or_refused_and_never_breaks(typed: str) -> None:
    found = parse(typed)
    assert found is None or found.minor >= 0
