"""Days in the forms people and programs write them."""

from __future__ import annotations

from datetime import date

import pytest

from bot.portfolio.dates import day_of, orders

LAST = date(2026, 12, 31)


@pytest.mark.parametrize("day_first", [True, False])
@pytest.mark.parametrize(
    "text",
    [
        "2026-12-31",
        "2026/12/31",
        "2026.12.31",
        "20261231",
        "2026-12-31T00:00:00.000Z",
        "2026-12-31 00:00:00",
        "2026-12-31T00:00:00+02:00",
        "2026-12-31 12:00 AM",
        "31.12.2026",
        "31.12.26",
        "31 Dec 2026",
        "31-Dec-26",
        "31st December 2026",
        "December 31, 2026",
        "Dec 31 2026",
        "31. Dezember 2026",
        "31 décembre 2026",
    ],
)
def test_whatever_comes_first_it_is_the_same_day(text: str, day_first: bool) -> None:
    assert day_of(text, day_first) == LAST


@pytest.mark.parametrize(
    ("text", "day_first", "day"),
    [
        ("03/04/2026", True, date(2026, 4, 3)),
        ("03/04/2026", False, date(2026, 3, 4)),
        ("3-4-2026", True, date(2026, 4, 3)),
        ("3/4/26", False, date(2026, 3, 4)),
        ("03.04.2026", False, date(2026, 4, 3)),
        ("31/12/2026", False, None),
        ("12/31/2026", True, None),
        ("1er mars 2026", True, date(2026, 3, 1)),
        ("1. März 2026", True, date(2026, 3, 1)),
    ],
)
def test_the_order_decides_where_there_is_a_choice(text: str, day_first: bool, day: date | None) -> None:
    assert day_of(text, day_first) == day


@pytest.mark.parametrize(
    "text",
    [
        "TBD",
        "46022",
        "2026",
        "2026-02-30",
        "30.02.2026",
        "03-04-26",
        "2026-12-31T23:00:00Z",
        "31.12.2026 14:30",
        "31.12.0206",
        "12/31-2026",
        "31 Smarch 2026",
        "٣١/١٢/٢٠٢٦",
    ],
)
def test_what_is_no_day_or_may_be_two_is_none(text: str) -> None:
    assert day_of(text, True) is None


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["31/12/2026", "03/04/2026"], ("31/12/2026", None, "03/04/2026")),
        (["03/04/2026", "12/31/2026"], (None, "12/31/2026", "03/04/2026")),
        (["31/12/2026", "12/31/2026"], ("31/12/2026", "12/31/2026", None)),
        (["3/4/2026 12:00 AM"], (None, None, "3/4/2026 12:00 AM")),
        (["2026-03-04", "03.04.2026", "04/04/2026", "TBD"], (None, None, None)),
    ],
)
def test_a_column_tells_what_comes_first_in_it(texts: list[str], found: tuple[str | None, ...]) -> None:
    assert orders(texts) == found
