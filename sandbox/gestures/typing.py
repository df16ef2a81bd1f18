"""Reading what a person types as Slack's client does: @names and #channels become links."""

from __future__ import annotations

import re

from sandbox.workspace import Member, Workspace
from sandbox.workspace.content import sanitized

AT = re.compile(r"(?<![\w<@|])@([\w.-]*\w)")
HASH = re.compile(r"(?<![\w<#|&/])#([\w-]+)")
LINKED_PERSON = re.compile(r"<@(\w+)(?:\|[^>]*)?>")
LINKED_CHANNEL = re.compile(r"<#(\w+)(?:\|[^>]*)?>")
URL = re.compile(r"(?<![<|])\bhttps?://[^\s<>|]+")
EVERYBODY = ("here", "channel", "everyone")


class Typing:
    """Typed text on its way out: as a message, or behind a slash command."""

    def __init__(self, workspace: Workspace, person: Member) -> None:
        self._workspace = workspace
        self._person = person

    def message(self, text: str) -> str:
        """What a message says: names linked, the rest escaped (docs.slack.dev/messaging/formatting-message-text)."""
        linked = AT.sub(lambda found: self._broadcast(found[1]) or self._mention(found), text)
        return sanitized(HASH.sub(self._room, linked))

    def escaped(self, text: str) -> str:
        """A command's text with `should_escape`: `<@U…>`, `<#C…|name>` (private: no name) and `<https://…>`.

        Source: docs.slack.dev/interactivity/implementing-slash-commands, "Enabling escaping".
        """
        linked = AT.sub(self._mention, LINKED_PERSON.sub(r"<@\1>", URL.sub(r"<\g<0>>", text)))
        return HASH.sub(self._room, LINKED_CHANNEL.sub(self._room_again, linked))

    def plain(self, text: str) -> str:
        """A command's text without `should_escape`: `@name` and `#channel` as they were typed."""
        named = LINKED_PERSON.sub(lambda found: self._handle(found[1]) or found[0], text)
        return LINKED_CHANNEL.sub(lambda found: self._tag(found[1]) or found[0], named)

    def _mention(self, found: re.Match[str]) -> str:
        handle = found[1].lower()
        for member in self._workspace.members.values():
            if member.name.lower() == handle and not member.deleted:
                return f"<@{member.id}>"
        return found[0]

    def _broadcast(self, word: str) -> str | None:
        return f"<!{word}>" if word in EVERYBODY else None

    def _room(self, found: re.Match[str]) -> str:
        for channel in self._workspace.visible_channels(self._person.id):
            if channel.name == found[1] and not channel.is_direct:
                return f"<#{channel.id}|{'' if channel.is_private else channel.name}>"
        return found[0]

    def _room_again(self, found: re.Match[str]) -> str:
        channel = self._workspace.channels.get(found[1])
        if channel is None:
            return found[0]
        return f"<#{channel.id}|{'' if channel.is_private else channel.name}>"

    def _handle(self, user_id: str) -> str | None:
        member = self._workspace.members.get(user_id)
        return f"@{member.name}" if member is not None else None

    def _tag(self, channel_id: str) -> str | None:
        channel = self._workspace.channels.get(channel_id)
        return f"#{channel.name}" if channel is not None else None
