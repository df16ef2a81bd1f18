"""users.* and dnd.*: who people are, and when they want to be left alone."""

from __future__ import annotations

from sandbox.webapi.method import Answer, Call, Method
from sandbox.webapi.paging import next_page, page
from sandbox.workspace import Json, Member, Refused
from sandbox.workspace.dnd import dnd_status, snooze_status
from sandbox.workspace.wire import profile_object, user_object

MOST_ASKED_FOR = 50
"""People in one call of dnd.teamInfo (docs.slack.dev/reference/methods/dnd.teamInfo)."""


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
    """The quiet hours of a person, under way or the next; of a snooze nobody hears but they themselves.

    Raises:
        Refused: user_not_found.
    """
    member = call.workspace.member(call.arguments.text_or_none("user") or call.caller.user)
    now = call.workspace.clock.moment()
    return dnd_status(member, now) | (snooze_status(member, now) if member.id == call.caller.user else {})


def dnd_team_info(call: Call) -> Answer:
    """The quiet hours of up to fifty people of ours.

    Raises:
        Refused: no_users_provided, too_many_users, user_not_found, user_not_visible for people of other organisations.
    """
    wanted = list(dict.fromkeys(call.arguments.names("users")))
    if not wanted:
        raise Refused("no_users_provided")
    if len(wanted) > MOST_ASKED_FOR:
        raise Refused("too_many_users")
    people = [call.workspace.member(person) for person in wanted]
    if any(call.workspace.is_outsider(member) for member in people):
        raise Refused("user_not_visible")
    now = call.workspace.clock.moment()
    return {"users": {member.id: dnd_status(member, now) for member in people}}


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
    Method("dnd.info", dnd_info, tier=3, scopes=("dnd:read",), tokens=("bot", "user")),
    Method("dnd.teamInfo", dnd_team_info, tier=2, scopes=("dnd:read",), tokens=("bot", "user")),
)
