"""What somebody may choose for their own days: hours, weekdays, holidays, leave."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time

from bot.rules.days import A_YEAR
from bot.rules.facts import Rhythm
from bot.rules.problem import Problem
from bot.rules.regions import is_region


@dataclass(frozen=True)
class Wanted:
    """How somebody wants their days to go; what is None is as the calendar has it. A `region` of "" has no holidays.

    `first` and `last` are the days of a leave to come, None where there is none to add.
    """

    digest_at: time | None = None
    opens: time | None = None
    closes: time | None = None
    working_days: frozenset[int] | None = None
    region: str | None = None
    first: date | None = None
    last: date | None = None


def own(wanted: Wanted, plain: Rhythm) -> Wanted:
    """The same, where only that counts as chosen which is not as the calendar has it (`plain`)."""
    same = {
        name: None
        for name in ("digest_at", "opens", "closes", "working_days")
        if getattr(wanted, name) == getattr(plain, name)
    }
    return replace(wanted, **same, region=None if wanted.region == (plain.region or "") else wanted.region)


def wrong_with(wanted: Wanted, plain: Rhythm, today: date) -> tuple[Problem, ...]:
    """Everything that cannot be: each with the field it stands in, as `Wanted` calls it."""
    return (*_wrong_hours(wanted, plain), *_wrong_days(wanted), *_wrong_leave(wanted, today))


def _wrong_hours(wanted: Wanted, plain: Rhythm) -> Iterator[Problem]:
    opens, closes = wanted.opens or plain.opens, wanted.closes or plain.closes
    digest_at = wanted.digest_at or plain.digest_at
    if closes <= opens:
        yield Problem("closes", "hours_backwards", {"closes": f"{closes:%H:%M}", "opens": f"{opens:%H:%M}"})
    elif digest_at >= closes:
        yield Problem("digest_at", "hours_digest_late", {"closes": f"{closes:%H:%M}"})


def _wrong_days(wanted: Wanted) -> Iterator[Problem]:
    if wanted.working_days is not None and not wanted.working_days:
        yield Problem("working_days", "hours_no_day")
    if wanted.region and not is_region(wanted.region):
        yield Problem("region", "hours_no_region", {"seen": wanted.region})


def _wrong_leave(wanted: Wanted, today: date) -> Iterator[Problem]:
    first, last = wanted.first, wanted.last
    if first is None or last is None:
        if first != last:
            yield Problem("first" if first is None else "last", "leave_half")
    elif last < first:
        yield Problem("last", "leave_backwards", {"since": first})
    elif last < today:
        yield Problem("last", "leave_over", {"day": last})
    elif (last - first).days >= A_YEAR:
        yield Problem("last", "leave_too_long")
