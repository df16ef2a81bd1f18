"""chat.scheduleMessage and its companions."""

from __future__ import annotations

from sandbox.webapi.chat import content_of, thread_of
from sandbox.webapi.method import Answer, Call, Method
from sandbox.webapi.paging import next_page, page
from sandbox.workspace import Refused
from sandbox.workspace.records import Scheduled

FARTHEST = 120 * 86_400
"""Seconds ahead (docs.slack.dev/reference/methods/chat.scheduleMessage)."""

WINDOW, MOST_IN_WINDOW = 300, 30
"""Seconds, and messages a channel may have in them (same page, restricted_too_many)."""


def schedule(call: Call) -> Answer:
    """Raises: Refused: invalid_time, time_in_past, time_too_far, restricted_too_many."""
    content = content_of(call)
    channel = call.channel()
    call.workspace.check_may_post(call.caller.user, channel)
    if not call.arguments.has("post_at"):
        raise Refused.arguments("missing required field: post_at")
    post_at = call.arguments.number("post_at", error="invalid_time") or 0
    now = call.workspace.clock.now()
    if post_at <= now:
        raise Refused("time_in_past")
    if post_at > now + FARTHEST:
        raise Refused("time_too_far")
    if sum(_same_window(post_at, other.post_at) for other in _waiting(call, channel.id)) >= MOST_IN_WINDOW:
        raise Refused("restricted_too_many")
    scheduled = call.workspace.schedule(channel.id, content, post_at, thread_of(call))
    return {
        "channel": channel.id,
        "scheduled_message_id": scheduled.id,
        "post_at": post_at,
        "message": {"type": "delayed_message", "text": content.text or "", "bot_id": call.member.bot_id},
        "warnings": content.warnings,
    }


def delete_scheduled(call: Call) -> Answer:
    """Raises: Refused: invalid_scheduled_message_id."""
    channel = call.channel()
    wanted = call.arguments.text("scheduled_message_id")
    for scheduled in _waiting(call, channel.id):
        if scheduled.id == wanted:
            call.workspace.unschedule(scheduled)
            return {}
    raise Refused("invalid_scheduled_message_id")


def list_scheduled(call: Call) -> Answer:
    channel_id = call.channel().id if call.arguments.has("channel") else None
    found, cursor = page(_waiting(call, channel_id), call.arguments, key=lambda scheduled: scheduled.id)
    listed = [
        {
            "id": scheduled.id,
            "channel_id": scheduled.channel,
            "post_at": scheduled.post_at,
            "date_created": scheduled.created,
            "text": scheduled.content.text or "",
        }
        for scheduled in found
    ]
    return {"scheduled_messages": listed, **next_page(cursor)}


def _waiting(call: Call, channel_id: str | None) -> list[Scheduled]:
    return [s for s in call.workspace.records.scheduled if channel_id in (None, s.channel)]


def _same_window(one: int, other: int) -> bool:
    return one // WINDOW == other // WINDOW


METHODS = (
    Method("chat.scheduleMessage", schedule, tier=3, scopes=("chat:write",)),
    Method("chat.deleteScheduledMessage", delete_scheduled, tier=3, scopes=("chat:write",)),
    Method("chat.scheduledMessages.list", list_scheduled, tier=3),
)
