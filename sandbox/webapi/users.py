"""users.* and dnd.info: who people are, and whether they want to be left alone."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sandbox.webapi.method import Answer, Call, Method
from sandbox.webapi.paging import next_page, page
from sandbox.workspace import Json, Member, Refused
from sandbox.workspace.wire import profile_object, user_object

DND_BEGINS, DND_ENDS = time(22), time(8)
"""Slack's default do-not-disturb hours, in each person's own zone."""


def info(call: Call) -> Answer:
    return {"user": _user(call, call.workspace.member(call.arguments.text("user")))}


def list_all(call: Call) -> Answer:
    """People of other organisations are not in it (docs.slack.dev/apis/slack-connect); deactivated ones are."""
    ours = [member for member in call.workspace.members.values() if not call.workspace.is_outsider(member)]
    found, cursor = page(ours, call.arguments, key=lambda member: member.id, default=len(ours))
    now = int(call.workspace.clock.now())
    return {"members": [_user(call, member) for member in found], "cache_ts": now, **next_page(cursor)}


def lookup_by_email(call: Call) -> Answer:
    """Raises: Refused: users_not_found, also for somebody deactivated."""
    wanted = call.arguments.text("email").lower()
    for member in call.workspace.members.values():
        if member.email.lower() == wanted and not member.deleted:
            return {"user": _user(call, member)}
    raise Refused("users_not_found")


def get_presence(call: Call) -> Answer:
    member = call.workspace.member(call.arguments.text_or_none("user") or call.caller.user)
    return {"presence": "away" if member.deleted else member.presence}


def profile_get(call: Call) -> Answer:
    member = call.workspace.member(call.arguments.text_or_none("user") or call.caller.user)
    return {"profile": profile_object(call.workspace, member, with_email=_sees_emails(call))}


def dnd_info(call: Call) -> Answer:
    """The next quiet hours of a person: those under way, or those of the coming evening."""
    member = call.workspace.member(call.arguments.text_or_none("user") or call.caller.user)
    begins, ends = _quiet_hours(member, call.workspace.clock.moment())
    answer: Answer = {
        "dnd_enabled": True,
        "next_dnd_start_ts": int(begins.timestamp()),
        "next_dnd_end_ts": int(ends.timestamp()),
        "snooze_enabled": False,
    }
    if member.snoozed_until is not None and member.snoozed_until > call.workspace.clock.now():
        remaining = int(member.snoozed_until - call.workspace.clock.now())
        answer |= {
            "snooze_enabled": True,
            "snooze_endtime": int(member.snoozed_until),
            "snooze_remaining": remaining,
        }
    return answer


def _quiet_hours(member: Member, now: datetime) -> tuple[datetime, datetime]:
    zone = ZoneInfo(member.tz)
    today = now.astimezone(zone).date()
    for day in (today - timedelta(days=1), today):
        begins = datetime.combine(day, DND_BEGINS, zone)
        ends = datetime.combine(day + timedelta(days=1), DND_ENDS, zone)
        if now < ends:
            break
    return begins, ends


def _user(call: Call, member: Member) -> Json:
    return user_object(call.workspace, member, with_email=_sees_emails(call))


def _sees_emails(call: Call) -> bool:
    return "users:read.email" in call.caller.scopes


READ = ("users:read",)

METHODS = (
    Method("users.info", info, tier=4, scopes=READ, tokens=("bot", "user")),
    Method("users.list", list_all, tier=2, scopes=READ, tokens=("bot", "user")),
    Method("users.lookupByEmail", lookup_by_email, tier=3, scopes=("users:read.email",)),
    Method("users.getPresence", get_presence, tier=3, scopes=READ, tokens=("bot", "user")),
    Method("users.profile.get", profile_get, tier=4, scopes=("users.profile:read",)),
    Method("dnd.info", dnd_info, tier=3, scopes=("dnd:read",)),
)
