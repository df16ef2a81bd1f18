"""How the days of our people go, reckoned here once more: weekdays, holidays, leave, the hour on their wall."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from holidays import country_holidays

from tests.year.company import WORKERS, Leaves, Vacation, Worker

A_DAY = timedelta(days=1)
QUIET_FROM = time(22)


@dataclass
class Days:
    """Everybody's, as far as is known by now. `holidays` is whose public holidays a zone keeps, as the calendar has it;
    `gone` are those who are not with us any more."""

    holidays: Mapping[str, str]
    workers: dict[str, Worker] = field(default_factory=lambda: dict(WORKERS))
    leaves: dict[str, list[tuple[date, date]]] = field(default_factory=lambda: defaultdict(list))
    vacations: dict[str, date] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)

    def leave(self, event: Leaves) -> None:
        """Somebody is away for a while, or is not after all."""
        known, these = self.leaves[event.person], (event.first, event.last)
        if event.back:
            self.leaves[event.person] = [other for other in known if other != these]
        elif these not in known:
            known.append(these)

    def vacation(self, event: Vacation) -> None:
        """Somebody's status says so, or no more."""
        if event.last is None:
            self.vacations.pop(event.person, None)
        else:
            self.vacations[event.person] = event.last

    def move(self, person: str, zone: str) -> None:
        """Somebody is in another zone from now on."""
        self.workers[person] = replace(self.workers[person], zone=zone)

    def quit(self, person: str) -> None:
        """Somebody is not with us any more, and Slack tells no more of where they are: their hours are those of UTC."""
        self.gone.add(person)
        self.move(person, "UTC")

    def today(self, person: str, at: datetime) -> date:
        """Which day it is for them."""
        return at.astimezone(ZoneInfo(self.workers[person].zone)).date()

    def hour(self, person: str, at: datetime) -> time:
        """What time it is for them."""
        return at.astimezone(ZoneInfo(self.workers[person].zone)).time()

    def moment(self, person: str, day: date, hour: time) -> datetime:
        """When it is that hour of that day for them."""
        return datetime.combine(day, hour, ZoneInfo(self.workers[person].zone)).astimezone(UTC)

    def away(self, person: str, day: date) -> bool:
        """Whether they are on leave."""
        on_leave = any(first <= day <= last for first, last in self.leaves[person])
        return on_leave or day <= self.vacations.get(person, date.min)

    def works(self, person: str, day: date) -> bool:
        """Whether it is a working day of theirs."""
        worker = self.workers[person]
        region = worker.region if worker.chosen else self.holidays.get(worker.zone)
        return day.weekday() in worker.days and not _is_holiday(region, day) and not self.away(person, day)

    def next(self, person: str, day: date) -> date:
        """Their next working day after that one."""
        return next(then for n in range(1, 366) if self.works(person, then := day + n * A_DAY))

    def in_hours(self, person: str, at: datetime) -> bool:
        """Whether they are at work."""
        worker = self.workers[person]
        return worker.opens <= self.hour(person, at) < worker.closes and self.works(person, self.today(person, at))

    def left_alone(self, person: str, at: datetime) -> bool:
        """Whether they want to be, as Slack has it."""
        return not self.workers[person].quiet_until <= self.hour(person, at) < QUIET_FROM

    def opening(self, person: str, at: datetime) -> datetime:
        """When their hours begin next."""
        opens, day = self.workers[person].opens, self.today(person, at)
        if self.works(person, day) and (begins := self.moment(person, day, opens)) > at:
            return begins
        return self.moment(person, self.next(person, day), opens)

    def woken(self, person: str, at: datetime) -> datetime:
        """When they need not be left alone any more."""
        until, day = self.workers[person].quiet_until, self.today(person, at)
        return self.moment(person, day if self.hour(person, at) < until else day + A_DAY, until)

    def begins_week(self, person: str, day: date) -> bool:
        """Whether it is their first working day since Monday."""
        earlier = (day - n * A_DAY for n in range(1, day.weekday() + 1))
        return self.works(person, day) and not any(self.works(person, one) for one in earlier)


@cache
def _holidays(region: str, year: int) -> frozenset[date]:
    country, _, part = region.partition("-")
    return frozenset(country_holidays(country, part or None, years=year))


def _is_holiday(region: str | None, day: date) -> bool:
    return region is not None and day in _holidays(region, day.year)
