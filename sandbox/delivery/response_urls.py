"""response_urls: the right to answer a gesture five times in half an hour, wherever it was made."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from sandbox.workspace import Content, Json, Message, Refused, Workspace, compose

LASTS = 30 * 60.0
"""Seconds (docs.slack.dev/interactivity/handling-user-interaction, "Message responses")."""

USES = 5
"""Times (same page)."""

KEPT = 5_000
"""How many are remembered, so that an old one can be told from an invented one."""


class ResponseRefused(Exception):
    """What a response_url answers instead of `ok`; Slack documents neither status nor names."""

    def __init__(self, status: int, error: str) -> None:
        super().__init__(error)
        self.status = status
        self.error = error


@dataclass(slots=True)
class Occasion:
    """The gesture that is answered: who made it and where, on which message, by which typed command.

    `source` is the message whose element was used; a slash command has none, and so nothing to replace or delete
    (github.com/slackapi/bolt-js/issues/2287).
    """

    person: str
    channel: str
    source: Message | None = None
    typed: str | None = None
    thread_ts: str | None = None


@dataclass(slots=True)
class _Permit:
    occasion: Occasion
    until: float
    left: int = USES


class ResponseUrls:
    """Issues response_urls under `base` and does what is posted to them.

    A response needs no membership and no scope: it "bypasses channel posting permissions"
    (docs.slack.dev/interactivity/handling-user-interaction).
    """

    def __init__(self, workspace: Workspace, base: str) -> None:
        self._workspace = workspace
        self._base = base
        self._permits: dict[str, _Permit] = {}

    def issue(self, occasion: Occasion) -> str:
        """A fresh URL for this occasion."""
        word = secrets.token_urlsafe(24)
        self._permits[word] = _Permit(occasion, self._workspace.clock.now() + LASTS)
        while len(self._permits) > KEPT:
            del self._permits[next(iter(self._permits))]
        return f"{self._base}/hooks/{word}"

    def forget_everything(self) -> None:
        self._permits.clear()

    def use(self, word: str, said: Any) -> None:
        """Do what was posted to the URL that ends in `word`.

        Raises:
            ResponseRefused: an unknown, expired or used-up URL, or content that Slack would not take.
        """
        permit = self._permits.get(word)
        if permit is None:
            raise ResponseRefused(404, "invalid_url")
        if self._workspace.clock.now() > permit.until:
            raise ResponseRefused(404, "expired_url")
        if not permit.left:
            raise ResponseRefused(404, "used_url")
        if not isinstance(said, dict):
            raise ResponseRefused(400, "invalid_payload")
        try:
            self.respond(permit.occasion, said)
        except Refused as refused:
            raise ResponseRefused(400, refused.error) from None
        permit.left -= 1

    def respond(self, occasion: Occasion, said: Json) -> None:
        """Post, replace or delete (and then post, if there is something to say); also what an ack with a message does.

        Raises:
            Refused: no_text, message_not_found, cannot_reply_to_message, and what `compose` refuses.
        """
        content = compose(said, self._workspace.new_word)
        in_channel = said.get("response_type") == "in_channel"
        if _truth(said.get("delete_original")):
            if occasion.source is not None:
                self._workspace.delete(self._still_there(occasion.source))
            if content.empty:
                return
        elif content.empty and not (in_channel and occasion.typed):
            raise Refused("no_text")
        if _truth(said.get("replace_original")) and occasion.source is not None:
            replaced = Content(content.text or "", content.blocks or [], content.attachments, content.metadata)
            self._workspace.update(self._still_there(occasion.source), replaced, by=self._bot)
        elif in_channel:
            self._post_for_all(occasion, content, said.get("thread_ts") or occasion.thread_ts)
        else:
            thread_ts = said.get("thread_ts") or occasion.thread_ts
            self._workspace.ephemeral(occasion.channel, content, to=occasion.person, by=self._bot, thread_ts=thread_ts)

    @property
    def _bot(self) -> str:
        return self._workspace.installation.bot_user

    def _post_for_all(self, occasion: Occasion, content: Content, thread_ts: str | None) -> None:
        """In the channel; the first time, what the person typed is shown above it, or alone if nothing else is said.

        Source: docs.slack.dev/interactivity/implementing-slash-commands, "Message visibility" and "Best practices".
        """
        if occasion.typed is not None:
            self._workspace.post(occasion.channel, Content(occasion.typed), by=occasion.person, subtype="slash_command")
            occasion.typed = None
        if not content.empty:
            self._workspace.post(occasion.channel, content, by=self._bot, thread_ts=thread_ts)

    def _still_there(self, source: Message) -> Message:
        """The message as it stands now: ephemeral ones go with a reload, others may be deleted."""
        for message in self._workspace.messages.get(source.channel, []):
            if message.ts == source.ts and message.seen_by == source.seen_by:
                return message
        raise Refused("message_not_found")


def _truth(value: Any) -> bool:
    """Slack's own examples write these flags as strings (docs.slack.dev/interactivity/handling-user-interaction)."""
    return value is True or value == "true"
