"""One digest a working day, at the person's own morning: in every zone there is, on every day of five years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import given
from hypothesis import strategies as st

from bot.rules.days import digest_day, is_free, morning_after, opening, works_on
from bot.rules.facts import Rhythm

FIRST, LAST = date(2024, 1, 1), date(2028, 12, 31)
DAYS = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
WEEKDAYS = [day for day in DAYS if day.weekday() < 5]
OFFICE_HOURS = Rhythm("UTC", frozenset(range(5)), time(9), time(17), time(9))
ALL_DAY = Rhythm("UTC", frozenset(range(7)), time(0), time(23, 59), time(0))
STEP = timedelta(minutes=15)


class Change(NamedTuple):
    """A clock is put forward or back, in UTC; by how much it is ahead of UTC before and after."""

    at: datetime
    before: timedelta
    after: timedelta


def ahead_by_day(zone: str) -> list[timedelta]:
    """By how much a zone's clocks are ahead of UTC at the beginning of each day in UTC."""
    there = ZoneInfo(zone)
    return [datetime.combine(day, time(0), UTC).astimezone(there).utcoffset() or timedelta(0) for day in DAYS]


def changes_of(zone: str, ahead: list[timedelta]) -> Iterator[Change]:
    there = ZoneInfo(zone)
    for day, before, after in zip(DAYS, ahead, ahead[1:], strict=False):
        if before != after:
            moment = datetime.combine(day, time(0), UTC)
            while (moment + STEP).astimezone(there).utcoffset() == before:
                moment += STEP
            yield Change(moment + STEP, before, after)


@cache
def kinds() -> dict[tuple[timedelta, tuple[Change, ...]], list[str]]:
    """Every zone there is, those together whose clocks go alike in all these years: each kind is tried once."""
    found: dict[tuple[timedelta, tuple[Change, ...]], list[str]] = defaultdict(list)
    for zone in sorted(available_timezones()):
        ahead = ahead_by_day(zone)
        found[ahead[0], tuple(changes_of(zone, ahead))].append(zone)
    return found


def test_no_zone_is_left_out() -> None:
    assert sum(map(len, kinds().values())) == len(available_timezones()) > 590


def test_every_working_day_of_five_years_has_one_morning_in_every_zone() -> None:
    for zone, *_ in kinds().values():
        there, rhythm = ZoneInfo(zone), replace(OFFICE_HOURS, zone=zone)
        told, moment = [], datetime.combine(FIRST - timedelta(days=2), time(12), UTC)
        while (local := (moment := morning_after(moment, rhythm)).astimezone(there)).date() <= LAST:
            assert local.time() == rhythm.digest_at, local
            assert digest_day(moment, rhythm) == local.date(), local
            assert opening(moment, rhythm) == moment, local
            told.append(local.date())
        assert told == WEEKDAYS, zone


def test_what_waits_for_hours_waits_for_the_first_moment_of_them_in_every_zone() -> None:
    """Asked once a day, at hours that wander through the day."""
    for zone, *_ in kinds().values():
        there, rhythm = ZoneInfo(zone), replace(OFFICE_HOURS, zone=zone)
        for number, day in enumerate(DAYS):
            moment = datetime.combine(day, time(number * 5 % 24, number % 60), UTC)
            opens, local = opening(moment, rhythm), moment.astimezone(there)
            if is_in_hours(local):
                assert opens == moment, local
            else:
                assert opens.astimezone(there).replace(tzinfo=None) == next_opening(local), local
                assert opening(opens, rhythm) == opens, local


def is_in_hours(local: datetime) -> bool:
    return local.weekday() < 5 and 9 <= local.hour < 17


def next_opening(local: datetime) -> datetime:
    """What a wall clock shows then, by a way of its own: hour by hour."""
    wall = local.replace(minute=0, second=0, microsecond=0, tzinfo=None)
    while not is_in_hours(wall):
        wall += timedelta(hours=1)
    return wall


def test_whatever_hour_of_the_night_somebody_chose_comes_once_when_clocks_change() -> None:
    """For every different way in which a clock changes in these years, and digests at every quarter of an hour."""
    changes = {change: zones[0] for (_, changes), zones in kinds().items() for change in changes}
    assert len(changes) > 250
    for change, zone in changes.items():
        walls = walls_around(change)
        for quarter in range(95):
            hour = (datetime.combine(FIRST, time(0)) + quarter * STEP).time()
            rhythm = replace(ALL_DAY, zone=zone, digest_at=hour)
            expected = [moment for day in days_around(change) if (moment := first_of(day, hour, walls, change))]
            assert mornings_around(change, rhythm) == expected, (zone, change.at, hour)


def walls_around(change: Change) -> dict[datetime, datetime]:
    """Two days before a change and two days after it: what a clock on the wall shows, and when it first does so."""
    walls: dict[datetime, datetime] = {}
    for number in range(-2 * 96, 2 * 96):
        moment = change.at + number * STEP
        ahead = change.before if number < 0 else change.after
        walls.setdefault((moment + ahead).replace(tzinfo=None), moment)
    return walls


def days_around(change: Change) -> list[date]:
    """The day before a change, its own, and the one after."""
    middle = (change.at + min(change.before, change.after)).date()
    return [middle + timedelta(days=number) for number in (-1, 0, 1)]


def first_of(day: date, hour: time, walls: dict[datetime, datetime], change: Change) -> datetime | None:
    """When it is that hour; in the gap later by its length, unless that is another day: then not at all."""
    wall = datetime.combine(day, hour)
    later = wall if wall in walls else wall + (change.after - change.before)
    return walls[later] if later.date() == day and later.time() < ALL_DAY.closes else None


def mornings_around(change: Change, rhythm: Rhythm) -> list[datetime]:
    days, there = days_around(change), ZoneInfo(rhythm.zone)
    moment = change.at - timedelta(days=3)
    found = []
    while (moment := morning_after(moment, rhythm)).astimezone(there).date() <= days[-1]:
        if moment.astimezone(there).date() >= days[0]:
            found.append(moment)
    return found


NAMES = st.deferred(lambda: st.sampled_from(sorted(available_timezones())))
HOURS = st.times(min_value=time(0), max_value=time(23, 58)).map(lambda at: at.replace(second=0, microsecond=0))
SPANS = st.tuples(st.sampled_from(DAYS), st.integers(0, 20)).map(lambda s: (s[0], s[0] + timedelta(days=s[1])))


@st.composite
def rhythms(draw: st.DrawFn) -> Rhythm:
    """Anybody's days, but for those of who never works."""
    opens = draw(HOURS)
    closes = draw(HOURS.filter(lambda at: at > opens) | st.just(time(23, 59)))
    return Rhythm(
        zone=draw(NAMES),
        working_days=draw(st.frozensets(st.integers(0, 6), min_size=1)),
        opens=opens,
        closes=closes,
        digest_at=draw(HOURS.filter(lambda at: at < closes)),
        region=draw(st.sampled_from([None, "DE", "US-NY", "GB-SCT", "IN", "SA", "XX-none"])),
        leaves=tuple(draw(st.lists(SPANS, max_size=3))),
        away_until=draw(st.none() | st.sampled_from(DAYS[:30])),
    )


MOMENTS = st.integers(0, len(DAYS) * 1440).map(
    lambda minutes: datetime.combine(FIRST, time(0), UTC) + minutes * STEP / 15
)


@given(MOMENTS, rhythms())
def test_mornings_come_one_a_working_day_and_never_on_a_free_one(moment: datetime, rhythm: Rhythm) -> None:
    there, told = ZoneInfo(rhythm.zone), set()
    for _ in range(20):
        after, moment = moment, morning_after(moment, rhythm)
        day = moment.astimezone(there).date()
        assert moment > after
        assert works_on(day, rhythm)
        assert digest_day(moment, rhythm) == day
        assert day not in told
        told.add(day)


@given(MOMENTS, rhythms())
def test_what_waits_is_let_through_in_hours_and_never_earlier(moment: datetime, rhythm: Rhythm) -> None:
    opens = opening(moment, rhythm)
    local = opens.astimezone(ZoneInfo(rhythm.zone))
    assert opens >= moment
    assert opening(opens, rhythm) == opens
    assert works_on(local.date(), rhythm)
    assert not is_free(local.date(), rhythm)
    between = opens - timedelta(minutes=1)
    assert between < moment or opening(between, rhythm) == opens
