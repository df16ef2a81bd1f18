"""chat.*: posting, changing and deleting messages."""

from __future__ import annotations

from typing import Any

from sandbox.webapi.method import Answer, Call, Method
from sandbox.workspace import Channel, Content, Message, Refused, compose
from sandbox.workspace.wire import is_stranger, message_object, permalink

LONGEST_UPDATE = 4_000
"""Characters of text that chat.update takes (docs.slack.dev/reference/methods/chat.update, msg_too_long)."""


def post_message(call: Call) -> Answer:
    content = content_of(call)
    channel = _destination(call, content)
    thread_ts = thread_of(call)
    call.workspace.rates.admit_post(channel.id)
    message = call.workspace.post(
        channel.id,
        content,
        by=call.caller.user,
        thread_ts=thread_ts,
        broadcast=call.arguments.flag("reply_broadcast"),
    )
    return {
        "channel": channel.id,
        "ts": message.ts,
        "message": message_object(call.workspace, message),
        "warnings": content.warnings,
    }


def post_ephemeral(call: Call) -> Answer:
    """Raises: Refused: user_not_in_channel; the answer's message_ts is one that chat.update does not know."""
    content = content_of(call)
    channel = call.channel()
    call.workspace.check_may_post(call.caller.user, channel)
    person = call.arguments.text("user")
    if person not in channel.members:
        raise Refused("user_not_in_channel")
    thread_ts = thread_of(call)
    call.workspace.rates.admit_post(channel.id)
    message = call.workspace.ephemeral(channel.id, content, to=person, by=call.caller.user, thread_ts=thread_ts)
    return {"message_ts": message.ts, "warnings": content.warnings}


def update(call: Call) -> Answer:
    """Raises: Refused: message_not_found, cant_update_message, is_inactive, msg_too_long, no_text."""
    content = content_of(call, may_be_empty=True)
    channel, message = _own_message(call, "cant_update_message")
    if channel.is_archived:
        raise Refused("is_inactive")
    if content.text is not None and len(content.text) > LONGEST_UPDATE:
        raise Refused("msg_too_long")
    if content.empty:
        raise Refused("no_text")
    call.workspace.update(message, content, by=call.caller.user)
    shown = message_object(call.workspace, message)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shown}


def delete(call: Call) -> Answer:
    """Raises: Refused: message_not_found, cant_delete_message."""
    channel, message = _own_message(call, "cant_delete_message")
    call.workspace.delete(message)
    return {"channel": channel.id, "ts": message.ts}


def get_permalink(call: Call) -> Answer:
    channel = call.channel()
    message = call.workspace.find_message(channel.id, call.arguments.text("message_ts"))
    return {"channel": channel.id, "permalink": permalink(call.workspace, message)}


def content_of(call: Call, *, may_be_empty: bool = False) -> Content:
    """What the call wants said.

    Raises:
        Refused: as `compose`; no_text; missing_scope for another name or icon without chat:write.customize.
    """
    arguments: dict[str, Any] = call.arguments.given
    if any(arguments.get(name) for name in ("username", "icon_url", "icon_emoji")):
        call.caller.need("chat:write.customize")
    content = compose(arguments, call.workspace.new_word)
    if content.empty and not may_be_empty:
        raise Refused("no_text")
    return content


def thread_of(call: Call) -> str | None:
    """Raises: Refused: invalid_thread_ts, when it is no ts at all."""
    thread_ts = call.arguments.ts("thread_ts", error="invalid_thread_ts")
    if thread_ts is not None and "." not in thread_ts:
        raise Refused(
            "invalid_thread_ts", response_metadata={"messages": [f"[ERROR] {thread_ts} is not a valid thread_ts"]}
        )
    return thread_ts


def _destination(call: Call, content: Content) -> Channel:
    """The conversation to post in: an id, a name, or a person whose direct message is opened.

    Raises:
        Refused: channel_not_found, not_in_channel, is_archived, messages_tab_disabled.
    """
    wanted = call.arguments.text("channel")
    workspace = call.workspace
    if wanted in workspace.members:
        return _direct_message(call, wanted, renamed=bool(content.username or content.icons))
    channel = _by_name(call, wanted) or workspace.channel_seen_by(call.caller.user, wanted)
    if not (channel.kind == "public" and "chat:write.public" in call.caller.scopes and not channel.is_archived):
        workspace.check_may_post(call.caller.user, channel)
    return channel


def _direct_message(call: Call, person: str, *, renamed: bool) -> Channel:
    """A deactivated person's is opened like any other (github.com/slackapi/python-slack-sdk/issues/1156).

    Under another name or icon a message lands with Slackbot (docs.slack.dev/reference/methods/chat.postMessage).
    """
    workspace = call.workspace
    member = workspace.members[person]
    if member.is_bot or is_stranger(workspace, member):
        raise Refused("channel_not_found")
    channel, _ = workspace.open_dm("USLACKBOT" if renamed else call.caller.user, person)
    if not renamed:
        workspace.check_may_post(call.caller.user, channel)
    return channel


def _by_name(call: Call, wanted: str) -> Channel | None:
    name = wanted.removeprefix("#")
    for channel in call.workspace.visible_channels(call.caller.user):
        if channel.name == name and not channel.is_direct:
            return channel
    return None


def _own_message(call: Call, error: str) -> tuple[Channel, Message]:
    channel = call.channel()
    message = call.workspace.find_message(channel.id, call.arguments.text("ts"))
    if message.user != call.caller.user:
        raise Refused(error)
    return channel, message


WRITE = ("chat:write",)

METHODS = (
    Method("chat.postMessage", post_message, tier=None, scopes=WRITE),
    Method("chat.postEphemeral", post_ephemeral, tier=4, scopes=WRITE),
    Method("chat.update", update, tier=3, scopes=WRITE),
    Method("chat.delete", delete, tier=3, scopes=WRITE),
    Method("chat.getPermalink", get_permalink, tier=None),
)
