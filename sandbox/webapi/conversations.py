"""conversations.*: looking at channels, making them, and who is in them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from sandbox.webapi.access import FAMILY
from sandbox.webapi.method import Answer, Call, Method
from sandbox.webapi.paging import next_page, page
from sandbox.workspace import Channel, Json, Member, Message, Refused
from sandbox.workspace.identifiers import micros_of
from sandbox.workspace.wire import channel_object, is_stranger, message_object

KINDS = {"public_channel": "public", "private_channel": "private", "im": "im", "mpim": "mpim"}
LONGEST_NAME = 80
MOST_INVITED = 100
MOST_IN_DM = 8
MOST_HISTORY = 999
LONGEST_TOPIC = 250


def info(call: Call) -> Answer:
    channel = call.channel()
    call.caller.need_for(channel, "read")
    fields = channel_object(call.workspace, channel, call.caller.user)
    if call.arguments.flag("include_num_members"):
        fields["num_members"] = len(channel.members)
    return {"channel": fields}


def list_all(call: Call) -> Answer:
    """Everything the caller can see: public channels, and of the others those they are in."""
    return _listed(call, call.workspace.visible_channels(call.caller.user), of=call.caller.user)


def list_of_user(call: Call) -> Answer:
    """users.conversations: what a member is in; of another member only what the caller sees too."""
    user_id = call.arguments.text_or_none("user") or call.caller.user
    call.workspace.member(user_id)
    seen = call.workspace.visible_channels(call.caller.user)
    return _listed(call, [channel for channel in seen if user_id in channel.members], of=call.caller.user)


def members(call: Call) -> Answer:
    """People of other organisations included (docs.slack.dev/apis/slack-connect)."""
    channel = call.channel()
    call.caller.need_for(channel, "read")
    found, cursor = page(channel.members, call.arguments, key=str)
    return {"members": found, **next_page(cursor)}


def history(call: Call) -> Answer:
    channel = _readable(call)
    seen = call.workspace.messages_seen(call.caller.user, channel.id)
    is_within = _span_of(call)
    within = [message for message in seen if not message.ephemeral and is_within(message)]
    newest_first = sorted(within, key=lambda message: micros_of(message.ts), reverse=True)
    return _page_of_messages(call, newest_first) | {"pin_count": 0}


def replies(call: Call) -> Answer:
    """A thread, parent first, oldest first.

    Raises:
        Refused: thread_not_found.
    """
    channel = _readable(call)
    ts = call.arguments.text("ts")
    try:
        named = call.workspace.find_message(channel.id, ts)
    except Refused:
        raise Refused("thread_not_found") from None
    parent = call.workspace.find_message(channel.id, named.thread_ts) if named.is_reply and named.thread_ts else named
    return _page_of_messages(call, [parent, *filter(_span_of(call), call.workspace.replies(parent))])


def open_dm(call: Call) -> Answer:
    """Raises: Refused: users_list_not_supplied, too_many_users, user_not_found, user_disabled, user_not_visible …"""
    if call.arguments.has("channel"):
        channel = call.channel()
        if not channel.is_direct:
            raise Refused("method_not_supported_for_channel_type")
        return _opened(call, channel, already=True)
    people = list(dict.fromkeys(call.arguments.names("users")))
    if not people:
        raise Refused("users_list_not_supplied")
    if len(people) > MOST_IN_DM:
        raise Refused("too_many_users")
    if people == [call.caller.user]:
        raise Refused("not_enough_users")
    call.caller.need("mpim:write" if len(people) > 1 else "im:write")
    for person in people:
        _check_may_be_written_to(call, person, alone=len(people) == 1)
    channel, already = call.workspace.open_dm(call.caller.user, *people)
    return _opened(call, channel, already)


def close(call: Call) -> Answer:
    channel = call.channel()
    call.caller.need_for(channel, "write")
    if not channel.is_direct:
        raise Refused("method_not_supported_for_channel_type")
    return {}


def create(call: Call) -> Answer:
    name = _checked_name(call)
    private = call.arguments.flag("is_private")
    call.caller.need("groups:write" if private else "channels:manage")
    channel = call.workspace.create_channel(name, private=private, by=call.caller.user)
    return _shown(call, channel)


def invite(call: Call) -> Answer:
    """Raises: Refused: the first person's error, with `errors` naming each; with `force` only if nobody is left."""
    channel = _room(call)
    family = FAMILY[channel.kind]
    call.caller.need("channels:manage" if family == "channels" else "groups:write", f"{family}:write.invites")
    if call.caller.user not in channel.members:
        raise Refused("not_in_channel")
    if channel.is_archived:
        raise Refused("is_archived")
    people = list(dict.fromkeys(call.arguments.names("users")))
    if not people:
        raise Refused("no_user")
    if len(people) > MOST_INVITED:
        raise Refused("too_many_users")
    wrong = {person: error for person in people if (error := _why_not_invited(call, channel, person))}
    errors: list[Json] = [{"user": person, "ok": False, "error": error} for person, error in wrong.items()]
    if wrong and (len(wrong) == len(people) or not call.arguments.flag("force")):
        raise Refused(errors[0]["error"], errors=errors)
    for person in people:
        if person not in wrong:
            call.workspace.join(channel, person, inviter=call.caller.user)
    return _shown(call, channel) | ({"errors": errors} if errors else {})


def join(call: Call) -> Answer:
    """Raises: Refused: method_not_supported_for_channel_type for all but public channels, is_archived."""
    channel = call.channel()
    if channel.kind != "public":
        raise Refused("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise Refused("is_archived")
    if call.caller.user in channel.members:
        return _shown(call, channel) | {"warnings": ("already_in_channel",)}
    call.workspace.join(channel, call.caller.user)
    return _shown(call, channel)


def leave(call: Call) -> Answer:
    channel = _room(call)
    _need_to_manage(call, channel)
    if channel.is_general:
        raise Refused("cant_leave_general")
    if channel.is_archived:
        raise Refused("is_archived")
    if call.caller.user not in channel.members:
        return {"not_in_channel": True}
    call.workspace.leave(channel, call.caller.user)
    return {}


def kick(call: Call) -> Answer:
    """Raises: Refused: cant_kick_self, cant_kick_from_general, not_in_channel, user_not_found."""
    channel = _room(call)
    _need_to_manage(call, channel)
    person = call.arguments.text("user")
    call.workspace.member(person)
    if person == call.caller.user:
        raise Refused("cant_kick_self")
    if channel.is_general:
        raise Refused("cant_kick_from_general")
    if not {call.caller.user, person} <= set(channel.members):
        raise Refused("not_in_channel")
    call.workspace.leave(channel, person)
    return {"errors": {}}


def archive(call: Call) -> Answer:
    channel = _managed(call)
    call.workspace.archive(channel, by=call.caller.user)
    return {}


def unarchive(call: Call) -> Answer:
    channel = _managed(call)
    call.workspace.unarchive(channel, by=call.caller.user)
    return {}


def rename(call: Call) -> Answer:
    """Raises: Refused: not_authorized, unless the caller made the channel."""
    channel = _managed(call)
    if channel.creator != call.caller.user:
        raise Refused("not_authorized")
    call.workspace.rename(channel, _checked_name(call))
    return _shown(call, channel)


def set_topic(call: Call) -> Answer:
    channel = _described(call, "topic")
    call.workspace.set_topic(channel, call.arguments.text_or_none("topic") or "", by=call.caller.user)
    return _shown(call, channel)


def set_purpose(call: Call) -> Answer:
    channel = _described(call, "purpose")
    call.workspace.set_purpose(channel, call.arguments.text_or_none("purpose") or "", by=call.caller.user)
    return {"purpose": channel.purpose.value} | _shown(call, channel)


def _listed(call: Call, channels: list[Channel], *, of: str) -> Answer:
    kinds = call.arguments.names("types") or ["public_channel"]
    if not set(kinds) <= set(KINDS):
        raise Refused("invalid_types")
    for kind in kinds:
        call.caller.need(f"{FAMILY[KINDS[kind]]}:read")
    wanted = {KINDS[kind] for kind in kinds}
    without_archived = call.arguments.flag("exclude_archived")
    chosen = [
        channel
        for channel in sorted(channels, key=lambda channel: channel.id)
        if channel.kind in wanted and not (without_archived and channel.is_archived)
    ]
    found, cursor = page(chosen, call.arguments, key=lambda channel: channel.id)
    return {"channels": [_listed_object(call, channel, of) for channel in found], **next_page(cursor)}


def _listed_object(call: Call, channel: Channel, of: str) -> Json:
    fields = channel_object(call.workspace, channel, of)
    return fields if channel.is_direct else fields | {"num_members": len(channel.members)}


def _readable(call: Call) -> Channel:
    """Raises: Refused: channel_not_found, missing_scope, not_in_channel."""
    channel = call.channel()
    call.caller.need_for(channel, "history")
    if call.caller.user not in channel.members:
        raise Refused("not_in_channel")
    return channel


def _span_of(call: Call) -> Callable[[Message], bool]:
    """Whether a message is between `oldest` and `latest`, which are themselves out unless `inclusive`.

    Source: docs.slack.dev/reference/methods/conversations.history.
    """
    oldest = call.arguments.ts("oldest", error="invalid_ts_oldest")
    latest = call.arguments.ts("latest", error="invalid_ts_latest")
    edge = 1 if call.arguments.flag("inclusive") else 0
    after = micros_of(oldest) - edge if oldest is not None else -1
    before = micros_of(latest) + edge if latest is not None else math.inf
    return lambda message: after < micros_of(message.ts) < before


def _page_of_messages(call: Call, messages: list[Message]) -> Answer:
    found, cursor = page(messages, call.arguments, key=lambda message: message.ts, most=MOST_HISTORY)
    whole = call.arguments.flag("include_all_metadata")
    shown = [message_object(call.workspace, message, all_metadata=whole) for message in found]
    return {"messages": shown, "has_more": bool(cursor)} | (next_page(cursor) if cursor else {})


def _check_may_be_written_to(call: Call, person: str, *, alone: bool) -> None:
    member = call.workspace.member(person)
    if member.deleted:
        raise Refused("user_disabled")
    if is_stranger(call.workspace, member):
        raise Refused("user_not_visible" if alone else "invalid_user_combination")


def _opened(call: Call, channel: Channel, already: bool) -> Answer:
    whole = call.arguments.flag("return_im")
    shown = channel_object(call.workspace, channel, call.caller.user) if whole else {"id": channel.id}
    return {"channel": shown} | ({"no_op": True, "already_open": True} if already else {})


def _checked_name(call: Call) -> str:
    """docs.slack.dev/reference/methods/conversations.create, "Naming"."""
    name = call.arguments.text_or_none("name") or ""
    if not name:
        raise Refused("invalid_name_required")
    if len(name) > LONGEST_NAME:
        raise Refused("invalid_name_maxlength")
    if not re.search(r"\w", name):
        raise Refused("invalid_name_punctuation")
    if name != name.lower() or not re.fullmatch(r"[\w-]+", name):
        raise Refused("invalid_name_specials")
    return name


def _why_not_invited(call: Call, channel: Channel, person: str) -> str | None:
    member = call.workspace.members.get(person)
    if member is None:
        return "user_not_found"
    if person == call.caller.user:
        return "cant_invite_self"
    if person in channel.members:
        return "already_in_channel"
    if member.deleted or person == "USLACKBOT":
        return "cant_invite"
    if call.workspace.is_outsider(member) and member.team_id not in channel.shared_with:
        return "no_external_invite_permission"
    return "ura_max_channels" if _is_full(call, member) else None


def _is_full(call: Call, member: Member) -> bool:
    """A single-channel guest who has their channel."""
    rooms = (channel for channel in call.workspace.channels.values() if not channel.is_direct)
    return member.is_ultra_restricted and any(member.id in channel.members for channel in rooms)


def _room(call: Call) -> Channel:
    """Raises: Refused: channel_not_found, method_not_supported_for_channel_type."""
    channel = call.channel()
    if channel.is_direct:
        raise Refused("method_not_supported_for_channel_type")
    return channel


def _managed(call: Call) -> Channel:
    """Raises: Refused: as `_room`; missing_scope, not_in_channel."""
    channel = _room(call)
    _need_to_manage(call, channel)
    if call.caller.user not in channel.members:
        raise Refused("not_in_channel")
    return channel


def _need_to_manage(call: Call, channel: Channel) -> None:
    call.caller.need("groups:write" if channel.kind == "private" else "channels:manage")


def _described(call: Call, what: str) -> Channel:
    """Raises: Refused: as `_room`; missing_scope, not_in_channel, is_archived, too_long."""
    channel = _room(call)
    family = FAMILY[channel.kind]
    call.caller.need("channels:manage" if family == "channels" else "groups:write", f"{family}:write.topic")
    if call.caller.user not in channel.members:
        raise Refused("not_in_channel")
    if channel.is_archived:
        raise Refused("is_archived")
    if len(call.arguments.text_or_none(what) or "") > LONGEST_TOPIC:
        raise Refused("too_long")
    return channel


def _shown(call: Call, channel: Channel) -> Answer:
    return {"channel": channel_object(call.workspace, channel, call.caller.user)}


READ = ("channels:read", "groups:read", "im:read", "mpim:read")
HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")
MANAGE = ("channels:manage", "groups:write")
INVITE = (*MANAGE, "channels:write.invites", "groups:write.invites")
TOPIC = (*MANAGE, "channels:write.topic", "groups:write.topic")
DIRECT = ("im:write", "mpim:write")

METHODS = (
    Method("conversations.info", info, tier=3, scopes=READ),
    Method("conversations.list", list_all, tier=2, scopes=READ),
    Method("users.conversations", list_of_user, tier=2, scopes=READ),
    Method("conversations.members", members, tier=4, scopes=READ),
    Method("conversations.history", history, tier=3, scopes=HISTORY),
    Method("conversations.replies", replies, tier=3, scopes=HISTORY),
    Method("conversations.open", open_dm, tier=3, scopes=DIRECT),
    Method("conversations.close", close, tier=2, scopes=DIRECT),
    Method("conversations.create", create, tier=2, scopes=MANAGE),
    Method("conversations.invite", invite, tier=3, scopes=INVITE),
    Method("conversations.join", join, tier=3, scopes=("channels:join",)),
    Method("conversations.leave", leave, tier=3, scopes=MANAGE),
    Method("conversations.kick", kick, tier=3, scopes=MANAGE),
    Method("conversations.archive", archive, tier=2, scopes=MANAGE),
    Method("conversations.unarchive", unarchive, tier=2, scopes=MANAGE),
    Method("conversations.rename", rename, tier=2, scopes=MANAGE),
    Method("conversations.setTopic", set_topic, tier=2, scopes=TOPIC),
    Method("conversations.setPurpose", set_purpose, tier=2, scopes=TOPIC),
)
