"""When a demo had better start: at an hour at which the most people are at work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

OPENS, CLOSES = time(9, 0), time(17, 0)
SATURDAY = 5
STEP = timedelta(minutes=15)
LOOK_AHEAD = timedelta(days=7)


def working_moment(now: datetime, zones: Sequence[ZoneInfo]) -> datetime:
    """The first moment, from `now` on, at which as many people are at work as ever in the coming week.

    It is `now` itself or a quarter of an hour. At work means Monday to Friday 09:00-17:00 in one's own zone; `zones`
    names each person's.
    """
    begin = now.astimezone(UTC)
    first = begin.replace(minute=begin.minute // 15 * 15, second=0, microsecond=0) + STEP
    moments = [begin, *(first + STEP * step for step in range(LOOK_AHEAD // STEP))]
    best = max(moments, key=lambda moment: _at_work(moment, zones))  # the earliest of equals
    return best.astimezone(now.tzinfo)


def _at_work(moment: datetime, zones: Sequence[ZoneInfo]) -> int:
    local = (moment.astimezone(zone) for zone in zones)
    return sum(there.weekday() < SATURDAY and OPENS <= there.time() < CLOSES for there in local)
