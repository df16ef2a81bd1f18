"""What one may choose for one's own days, and what of it counts as chosen."""

from datetime import date, time

import pytest

from bot.rules.facts import Rhythm
from bot.rules.hours import Wanted, own, wrong_with

PLAIN = Rhythm("Europe/Berlin", frozenset(range(5)), time(9), time(17), time(9), region="DE")
TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [
        (Wanted(), Wanted()),
        (Wanted(time(9), time(9), time(17), frozenset(range(5)), "DE"), Wanted()),
        (Wanted(digest_at=time(8), opens=time(9)), Wanted(digest_at=time(8))),
        (Wanted(region=""), Wanted(region="")),  # no holidays is a choice where the calendar has some
        (Wanted(region="DE-BY"), Wanted(region="DE-BY")),
        (Wanted(working_days=frozenset({6, 0, 1, 2, 3})), Wanted(working_days=frozenset({6, 0, 1, 2, 3}))),
    ],
)
def test_what_is_as_the_calendar_has_it_is_not_chosen(wanted: Wanted, kept: Wanted) -> None:
    assert own(wanted, PLAIN) == kept


def test_no_holidays_are_no_choice_where_the_calendar_has_none() -> None:
    assert own(Wanted(region=""), Rhythm("UTC", frozenset(range(5)), time(9), time(17), time(9))) == Wanted()


@pytest.mark.parametrize(
    ("wanted", "wrong"),
    [
        (Wanted(), []),
        (Wanted(digest_at=time(7)), []),  # before the day begins: their own wish
        (Wanted(digest_at=time(17)), [("digest_at", "hours_digest_late")]),
        (Wanted(closes=time(8)), [("closes", "hours_backwards")]),
        (Wanted(opens=time(17)), [("closes", "hours_backwards")]),
        (Wanted(closes=time(8), opens=time(6)), [("digest_at", "hours_digest_late")]),
        (Wanted(closes=time(8), opens=time(6), digest_at=time(6)), []),
        (Wanted(working_days=frozenset()), [("working_days", "hours_no_day")]),
        (Wanted(region="XX"), [("region", "hours_no_region")]),
        (Wanted(first=TODAY, last=TODAY), []),
        (Wanted(first=date(2026, 2, 23), last=TODAY), []),  # begun already
        (Wanted(first=date(2026, 2, 23), last=date(2026, 3, 1)), [("last", "leave_over")]),
        (Wanted(first=TODAY), [("last", "leave_half")]),
        (Wanted(last=TODAY), [("first", "leave_half")]),
        (Wanted(first=date(2026, 3, 4), last=date(2026, 3, 3)), [("last", "leave_backwards")]),
        (Wanted(first=date(2026, 3, 4), last=date(2027, 3, 4)), []),
        (Wanted(first=date(2026, 3, 4), last=date(2027, 3, 5)), [("last", "leave_too_long")]),
        (
            Wanted(digest_at=time(18), working_days=frozenset(), last=TODAY),
            [("digest_at", "hours_digest_late"), ("working_days", "hours_no_day"), ("first", "leave_half")],
        ),
    ],
)
def test_what_cannot_be_is_told_where_it_stands(wanted: Wanted, wrong: list[tuple[str, str]]) -> None:
    assert [(problem.question, problem.phrase) for problem in wrong_with(wanted, PLAIN, TODAY)] == wrong
