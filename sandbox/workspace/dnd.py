"""When somebody wants to be left alone: the quiet hours of each evening, in their own zone."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sandbox.workspace.records import Json, Member

A_DAY = timedelta(days=1)


def dnd_status(member: Member, now: datetime) -> Json:
    """What everybody may know: the quiet hours that are under way at `now`, or else the next ones.

    Without any, both moments are 1 (docs.slack.dev/reference/methods/dnd.teamInfo).
    """
    if not member.dnd_enabled or member.is_bot:
        return {"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}
    begins, ends = quiet_hours(member, now)
    return {
        "dnd_enabled": True,
        "next_dnd_start_ts": int(begins.timestamp()),
        "next_dnd_end_ts": int(ends.timestamp()),
    }


def snooze_status(member: Member, now: datetime) -> Json:
    """What only they themselves are told (docs.slack.dev/reference/methods/dnd.info, "Snooze properties")."""
    until = member.snoozed_until
    if until is None or until <= now.timestamp():
        return {"snooze_enabled": False}
    return {
        "snooze_enabled": True,
        "snooze_endtime": int(until),
        "snooze_remaining": int(until - now.timestamp()),
        "snooze_is_indefinite": False,
    }


def quiet_hours(member: Member, now: datetime) -> tuple[datetime, datetime]:
    """The first quiet hours of this person that end after `now`; overnight where they end before they begin."""
    zone = ZoneInfo(member.tz)
    starts, stops = time.fromisoformat(member.dnd_start), time.fromisoformat(member.dnd_end)
    overnight = A_DAY if stops <= starts else timedelta()
    day = now.astimezone(zone).date() - A_DAY
    while (ends := datetime.combine(day + overnight, stops, zone)) <= now:
        day += A_DAY
    return datetime.combine(day, starts, zone), ends
