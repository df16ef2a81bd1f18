"""Working days and hours are counted where the person is, and as they keep them."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from bot.blueprint import Calendar, Digest, Span
from bot.rules.days import (
    digest_day,
    due_day,
    is_away,
    is_free,
    local_day,
    morning_after,
    next_workday,
    opening,
    plain_rhythm,
    told_by,
    works_on,
)
from bot.rules.facts import Rhythm

CALENDAR = Calendar(
    working_days=frozenset(range(5)),
    opens=time(9),
    closes=time(17),
    interrupts=frozenset(),
    interrupts_a_week=3,
    digest=Digest(time(9), (), 12, "manager", 3, (), ()),
    holidays={"Europe/Berlin": "DE-BE"},
)
ANN = Rhythm("Europe/Berlin", frozenset(range(5)), time(9), time(17), time(9))
SUNDAY_TO_THURSDAY = replace(ANN, zone="Asia/Riyadh", working_days=frozenset({6, 0, 1, 2, 3}))
WEEKENDS_ONLY = replace(ANN, working_days=frozenset({5, 6}))
NEVER = replace(ANN, working_days=frozenset())


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment)


def on(day: str) -> date:
    return date.fromisoformat(day)


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
    found = opening(datetime.fromisoformat(moment), plain_rhythm(zone, CALENDAR))
    assert found == datetime.fromisoformat(opens)


@pytest.mark.parametrize(
    ("zone", "moment", "morning"),
    [
        ("Europe/Berlin", "2026-03-02T07:59Z", "2026-03-02T08:00Z"),
        ("Europe/Berlin", "2026-03-02T08:00Z", "2026-03-03T08:00Z"),  # strictly after
        ("Europe/Berlin", "2026-03-27T12:00Z", "2026-03-30T07:00Z"),  # over a weekend with a change of clocks
        ("Europe/Berlin", "2026-10-23T12:00Z", "2026-10-26T08:00Z"),
        ("America/New_York", "2026-03-02T09:00Z", "2026-03-02T14:00Z"),
        ("America/New_York", "2026-03-06T20:00Z", "2026-03-09T13:00Z"),
        ("Asia/Kolkata", "2026-03-02T12:00Z", "2026-03-03T03:30Z"),
        ("Pacific/Chatham", "2026-03-02T09:00Z", "2026-03-02T19:15Z"),  # 13:45 ahead
        ("Pacific/Chatham", "2026-04-03T00:00Z", "2026-04-05T20:15Z"),  # and 12:45 since Sunday
        ("Australia/Lord_Howe", "2026-03-02T09:00Z", "2026-03-02T22:00Z"),
        ("Australia/Lord_Howe", "2026-04-03T00:00Z", "2026-04-05T22:30Z"),  # back by half an hour
        ("Pacific/Apia", "2026-03-02T09:00Z", "2026-03-02T20:00Z"),
        ("Pacific/Apia", "2011-12-29T19:00Z", "2012-01-01T19:00Z"),  # after a Friday that never was
        ("Africa/Casablanca", "2026-02-13T12:00Z", "2026-02-16T09:00Z"),  # Ramadan: an hour back
        ("Africa/Casablanca", "2026-03-20T12:00Z", "2026-03-23T08:00Z"),
        ("America/St_Johns", "2026-03-02T09:00Z", "2026-03-02T12:30Z"),
        ("America/St_Johns", "2026-03-06T20:00Z", "2026-03-09T11:30Z"),
    ],
)
def test_a_digest_comes_at_nine_where_the_person_is(zone: str, moment: str, morning: str) -> None:
    assert morning_after(at(moment), replace(ANN, zone=zone)) == at(morning)


@pytest.mark.parametrize(
    ("rhythm", "after", "day"),
    [
        (ANN, "2026-03-05", "2026-03-06"),
        (ANN, "2026-03-06", "2026-03-09"),
        (SUNDAY_TO_THURSDAY, "2026-03-05", "2026-03-08"),
        (WEEKENDS_ONLY, "2026-03-02", "2026-03-07"),
        (replace(ANN, region="DE"), "2026-04-02", "2026-04-07"),  # Good Friday to Easter Monday
        (replace(ANN, region="DE"), "2026-01-05", "2026-01-06"),
        (replace(ANN, region="DE-BY"), "2026-01-05", "2026-01-07"),  # Epiphany, in Bavaria
        (replace(ANN, region="US-NY"), "2026-07-02", "2026-07-06"),  # the fourth is a Saturday, observed on Friday
        (replace(ANN, region="US-NY"), "2026-12-31", "2027-01-04"),  # in the next year, too
        (replace(ANN, region="XX-YZ"), "2026-04-02", "2026-04-03"),  # no region: no holidays
        (replace(ANN, leaves=((on("2026-03-03"), on("2026-03-13")),)), "2026-03-02", "2026-03-16"),
        (replace(ANN, leaves=((on("2026-03-03"), on("2026-03-03")),)), "2026-03-02", "2026-03-04"),
        (replace(ANN, away_until=on("2026-03-10")), "2026-03-02", "2026-03-11"),
        (NEVER, "2026-03-02", "2027-03-03"),  # looked at again in a year
    ],
)
def test_the_next_working_day_knows_weeks_holidays_and_leave(rhythm: Rhythm, after: str, day: str) -> None:
    assert next_workday(on(after), rhythm) == on(day)
    assert works_on(on(day), rhythm) is (rhythm is not NEVER)


def test_leave_is_no_free_day_and_a_holiday_is_no_leave() -> None:
    rhythm = replace(ANN, region="DE", leaves=((on("2026-12-21"), on("2026-12-24")),))
    assert [is_away(on(f"2026-12-{day}"), rhythm) for day in (20, 21, 24, 25)] == [False, True, True, False]
    assert [is_free(on(f"2026-12-{day}"), rhythm) for day in (20, 21, 24, 25)] == [True, False, False, True]


@pytest.mark.parametrize(
    ("rhythm", "day", "due_on", "told"),
    [
        (ANN, "2026-03-05", "2026-03-05", True),
        (ANN, "2026-03-05", "2026-03-06", False),
        (ANN, "2026-03-06", "2026-03-07", True),  # on Friday, for the weekend
        (ANN, "2026-03-06", "2026-03-08", True),
        (ANN, "2026-03-06", "2026-03-09", False),
        (SUNDAY_TO_THURSDAY, "2026-03-05", "2026-03-07", True),
        (SUNDAY_TO_THURSDAY, "2026-03-05", "2026-03-08", False),
        (replace(ANN, region="DE"), "2026-04-02", "2026-04-06", True),  # Easter Monday
        (replace(ANN, leaves=((on("2026-03-09"), on("2026-03-13")),)), "2026-03-06", "2026-03-15", True),
        (replace(ANN, leaves=((on("2026-03-09"), on("2026-03-13")),)), "2026-03-06", "2026-03-16", False),
    ],
)
def test_what_falls_on_days_off_is_told_on_the_last_day_before(
    rhythm: Rhythm, day: str, due_on: str, told: bool
) -> None:
    assert told_by(on(day), rhythm, on(due_on)) is told


@pytest.mark.parametrize(
    ("rhythm", "moment", "opens"),
    [
        (ANN, "2026-03-02T15:59Z", "2026-03-02T15:59Z"),
        (ANN, "2026-03-02T16:00Z", "2026-03-03T08:00Z"),  # at five sharp it is over
        (ANN, "2026-03-06T16:00Z", "2026-03-09T08:00Z"),
        (SUNDAY_TO_THURSDAY, "2026-03-06T08:00Z", "2026-03-08T06:00Z"),
        (replace(ANN, region="DE"), "2026-12-25T10:00Z", "2026-12-28T08:00Z"),
        (replace(ANN, leaves=((on("2026-03-02"), on("2026-03-04")),)), "2026-03-02T10:00Z", "2026-03-05T08:00Z"),
        (replace(ANN, digest_at=time(7)), "2026-03-02T06:30Z", "2026-03-02T08:00Z"),  # the digest's hour opens nothing
        (NEVER, "2026-03-02T10:00Z", "2027-03-02T08:00Z"),
    ],
)
def test_what_comes_at_another_time_waits_for_the_next_hours(rhythm: Rhythm, moment: str, opens: str) -> None:
    assert opening(at(moment), rhythm) == at(opens)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-03-02T06:59Z", None),
        ("2026-03-02T07:00Z", "2026-03-02"),
        ("2026-03-02T15:59Z", "2026-03-02"),  # late, but still today
        ("2026-03-02T16:00Z", None),
        ("2026-03-07T10:00Z", None),
    ],
)
def test_a_digest_may_come_before_the_other_hours_and_not_after_them(moment: str, day: str | None) -> None:
    assert digest_day(at(moment), replace(ANN, digest_at=time(8))) == (on(day) if day else None)


def test_a_zone_left_at_noon_gives_no_second_digest_that_day() -> None:
    in_new_york = replace(ANN, zone="America/New_York")
    told_on = digest_day(at("2026-03-03T08:00Z"), ANN)
    again = morning_after(at("2026-03-03T11:00Z"), in_new_york)
    assert again == at("2026-03-03T14:00Z")  # Tuesday at nine once more,
    assert digest_day(again, in_new_york) == told_on == on("2026-03-03")  # and that day's digest is told
    assert morning_after(again, in_new_york) == at("2026-03-04T14:00Z")


def test_who_never_works_is_looked_at_again_in_a_year_and_told_nothing() -> None:
    again = morning_after(at("2026-03-02T09:00Z"), NEVER)
    assert again == at("2027-03-02T08:00Z")
    assert digest_day(again, NEVER) is None


def test_who_chose_nothing_has_the_days_of_the_calendar_and_the_holidays_of_their_zone() -> None:
    assert plain_rhythm("Europe/Berlin", CALENDAR) == replace(ANN, region="DE-BE")
    assert plain_rhythm("Asia/Kolkata", CALENDAR) == replace(ANN, zone="Asia/Kolkata")


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "Europe", "../etc/passwd", "Europe/Berlin\0", "é"])
def test_a_zone_nobody_knows_is_read_as_utc_and_loses_nothing(zone: str) -> None:
    assert local_day(datetime(2026, 3, 2, 23, tzinfo=UTC), zone) == date(2026, 3, 2)
