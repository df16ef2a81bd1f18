"""Working days and hours are counted where the person is."""

from datetime import UTC, date, datetime, time

import pytest

from bot.blueprint import Calendar, Digest, Span
from bot.rules.days import due_day, in_hours, local_day, next_working_moment

CALENDAR = Calendar(
    working_days=frozenset(range(5)),
    opens=time(9),
    closes=time(17),
    interrupts=frozenset(),
    interrupts_a_week=3,
    digest=Digest(time(9), (), 12, 3, (), ()),
)


@pytest.mark.parametrize(
    ("start", "span", "due"),
    [
        (date(2026, 3, 2), Span(1, working=True), date(2026, 3, 3)),
        (date(2026, 3, 6), Span(1, working=True), date(2026, 3, 9)),  # Friday to Monday
        (date(2026, 3, 7), Span(1, working=True), date(2026, 3, 9)),  # a Saturday counts from the next working day
        (date(2026, 3, 2), Span(10, working=True), date(2026, 3, 16)),
        (date(2026, 3, 2), Span(30, working=False), date(2026, 4, 1)),
        (date(2026, 2, 27), Span(2, working=False), date(2026, 3, 1)),  # calendar days may end on a Sunday
    ],
)
def test_a_due_day_counts_working_or_calendar_days(start: date, span: Span, due: date) -> None:
    assert due_day(start, span, CALENDAR) == due


@pytest.mark.parametrize(
    ("zone", "moment", "opens"),
    [
        ("Europe/Berlin", "2026-03-02T09:00Z", "2026-03-02T09:00Z"),  # ten in the morning: now
        ("America/New_York", "2026-03-02T09:00Z", "2026-03-02T14:00Z"),  # four in the morning: at nine
        ("Asia/Kolkata", "2026-03-02T12:00Z", "2026-03-03T03:30Z"),  # half past five: tomorrow at nine
        ("Europe/Berlin", "2026-03-06T16:00Z", "2026-03-09T08:00Z"),  # Friday at five sharp: Monday at nine
        ("Europe/Berlin", "2026-03-28T12:00Z", "2026-03-30T07:00Z"),  # over the change to summer time: still nine
        ("America/New_York", "2026-03-07T12:00Z", "2026-03-09T13:00Z"),
        ("Pacific/Apia", "2026-03-02T09:00Z", "2026-03-02T20:00Z"),  # their Tuesday begins in our Monday
    ],
)
def test_what_comes_outside_hours_waits_for_the_persons_own_morning(zone: str, moment: str, opens: str) -> None:
    found = next_working_moment(datetime.fromisoformat(moment), zone, CALENDAR)
    assert found == datetime.fromisoformat(opens)
    assert in_hours(found, zone, CALENDAR)


def test_a_zone_nobody_knows_is_read_as_utc_and_loses_nothing() -> None:
    assert local_day(datetime(2026, 3, 2, 23, tzinfo=UTC), "Mars/Olympus") == date(2026, 3, 2)
