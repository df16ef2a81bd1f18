"""Carries events to the app, again and again as Slack does, and gestures once."""

from __future__ import annotations

import asyncio

from sandbox.delivery.ack import Ack, Kind, Transport
from sandbox.delivery.payloads import Payloads
from sandbox.workspace import Channel, Workspace
from sandbox.workspace.records import Json

ROOM_EVENTS = {"im": "im", "mpim": "mpim", "channel": "channels", "group": "groups"}
"""`channel_type` of a message event -> the last part of the name under which apps subscribe to it."""

SCOPES = {
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "app_mention": "app_mentions:read",
    "file_shared": "files:read",
    "file_deleted": "files:read",
    "user_change": "users:read",
    "user_profile_changed": "users:read",
    "user_status_changed": "users:read",
    "team_join": "users:read",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "dnd_updated_user": "dnd:read",
    "team_rename": "team:read",
}
"""Event -> the scope without which it is not sent (docs.slack.dev/reference/events, each event's page)."""

ABOUT_MEMBERS = (
    "message",
    "file_shared",
    "member_joined_channel",
    "member_left_channel",
    "app_mention",
    "reaction_added",
)
"""Events of a channel that reach an app only while its bot is in that channel."""


class Courier:
    """The way from the workspace to the app; set as `workspace.on_event`."""

    def __init__(self, workspace: Workspace, transport: Transport) -> None:
        self._workspace = workspace
        self._payloads = Payloads(workspace)
        self._transport = transport
        self._under_way: set[asyncio.Task[None]] = set()
        self._in_the_air = 0

    @property
    def quiet(self) -> bool:
        """Whether the app owes no ack at this moment; what waits for its next attempt does not count."""
        return self._in_the_air == 0

    async def deliver(self, kind: Kind, payload: Json) -> Ack:
        """Make the one attempt that a gesture gets."""
        return await self._attempt(kind, payload)

    def announce(self, event: Json, channel_id: str | None = None) -> None:
        """Send an event if the app subscribes to it and may know of it; retries go on in the background."""
        channel = self._workspace.channels.get(channel_id) if channel_id else None
        if self._wanted(event, channel):
            self._carry(self._payloads.event_callback(event, channel))
        if self._mentions_the_app(event, channel):
            mention = {**event, "type": "app_mention"}
            mention.pop("channel_type", None)
            if self._wanted(mention, channel):
                self._carry(self._payloads.event_callback(mention, channel))

    def forget_everything(self) -> None:
        """Give up whatever is still under way."""
        for task in list(self._under_way):
            task.cancel()

    def _carry(self, payload: Json) -> None:
        task = asyncio.create_task(self._attempts(payload))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _attempts(self, payload: Json) -> None:
        ack = await self._attempt("events_api", payload)
        for retry, pause in enumerate(self._transport.retries_after, start=1):
            if ack.arrived or ack.final:
                return
            await self._workspace.clock.sleep(pause)
            ack = await self._attempt("events_api", payload, retry, ack.reason or "unknown_error")

    async def _attempt(self, kind: Kind, payload: Json, retry: int = 0, reason: str | None = None) -> Ack:
        self._in_the_air += 1
        try:
            return await self._transport.attempt(kind, payload, retry=retry, reason=reason)
        finally:
            self._in_the_air -= 1

    def _wanted(self, event: Json, channel: Channel | None) -> bool:
        name = _subscription(event)
        installation = self._workspace.installation
        if not installation.installed and name not in ("app_uninstalled", "tokens_revoked"):
            return False
        if name not in self._workspace.manifest.events:
            return False
        needed = SCOPES.get(name) or _channel_scope(name, channel)
        if needed is not None and needed not in installation.scopes:
            return False
        return channel is None or self._in_the_know(event, channel)

    def _in_the_know(self, event: Json, channel: Channel) -> bool:
        bot = self._workspace.installation.bot_user
        if bot in channel.members or event.get("user") == bot:
            return True
        return channel.kind == "public" and event["type"] not in ABOUT_MEMBERS

    def _mentions_the_app(self, event: Json, channel: Channel | None) -> bool:
        """Words that come with a file mention nobody (github.com/slackapi/bolt-python/issues/925)."""
        if channel is None or channel.is_direct or event["type"] != "message" or "subtype" in event:
            return False
        return f"<@{self._workspace.installation.bot_user}>" in event.get("text", "")


def _subscription(event: Json) -> str:
    """The name in `settings.event_subscriptions.bot_events` that stands for this event."""
    if event["type"] == "message":
        return f"message.{ROOM_EVENTS.get(event.get('channel_type', ''), 'channels')}"
    return str(event["type"])


def _channel_scope(name: str, channel: Channel | None) -> str | None:
    if name.startswith(("channel_", "group_", "member_")) and channel is not None:
        return "channels:read" if channel.kind == "public" else "groups:read"
    return None
