"""Messages: posted, changed, deleted, scheduled, reacted to."""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import Any

from sandbox.workspace.files import file_in_message
from sandbox.workspace.identifiers import next_ts
from sandbox.workspace.inputs import starting_state
from sandbox.workspace.records import Channel, Content, File, Json, Message, Posted, Reaction, Scheduled
from sandbox.workspace.refusal import Refused
from sandbox.workspace.sight import Sight


class Posting(Sight):
    """Everything that happens to messages. Whether someone may do it is asked first, with `check_…`."""

    def check_may_post(self, user_id: str, channel: Channel) -> None:
        """Raises: Refused: is_archived, not_in_channel, messages_tab_disabled (docs.slack.dev chat.postMessage)."""
        if channel.is_archived:
            raise Refused("is_archived")
        if user_id not in channel.members:
            raise Refused("not_in_channel")
        if self.is_app_dm(channel) and not self.manifest.messages_tab:
            raise Refused("messages_tab_disabled")

    def post(
        self,
        channel_id: str,
        content: Content,
        *,
        by: str,
        thread_ts: str | None = None,
        broadcast: bool = False,
        subtype: str | None = None,
    ) -> Message:
        """Put a message where everyone in the channel sees it.

        Raises:
            Refused: no_text; cannot_reply_to_message when `thread_ts` is no message that can have replies.
        """
        if content.empty:
            raise Refused("no_text")
        message = self._new_message(channel_id, content, by, thread_ts)
        message.reply_broadcast = broadcast and message.is_reply
        message.subtype = subtype or ("thread_broadcast" if message.reply_broadcast else None)
        if subtype is not None:  # a grey line about somebody, or a person's file: not words of the app
            message.bot_id = message.app_id = None
        self._add(message)
        self._note_post(message)
        self.records.read_up_to.setdefault(by, {})[channel_id] = message.ts
        self.emit({"type": "message", **self.event_message(message)}, channel_id)
        for file_id in message.files:
            self.emit(
                {
                    "type": "file_shared",
                    "file_id": file_id,
                    "user_id": by,
                    "file": {"id": file_id},
                    "channel_id": channel_id,
                },
                channel_id,
            )
        return message

    def add_file(self, name: str, content: bytes, *, by: str, channel_id: str) -> File:
        """A file that was sent whole and is about to be posted in a channel."""
        file = File(
            id=self.new_id("F"),
            name=name,
            title=name,
            size=len(content),
            user=by,
            created=int(self.clock.now()),
            content=base64.b64encode(content).decode(),
            completed=True,
            channels=[channel_id],
        )
        self.files[file.id] = file
        return file

    def delete_file(self, file: File) -> None:
        """Take a file away; the messages it was in keep its tombstone."""
        file.deleted, file.content = True, None
        self.emit({"type": "file_deleted", "file_id": file.id})
        self.changed()

    def ephemeral(
        self, channel_id: str, content: Content, *, to: str, by: str, thread_ts: str | None = None
    ) -> Message:
        """Show a message to one person only, until they reload. Apps hear nothing of it.

        Raises:
            Refused: no_text, cannot_reply_to_message.
        """
        if content.empty:
            raise Refused("no_text")
        message = self._new_message(channel_id, content, by, thread_ts)
        message.seen_by = to
        self._add(message)
        return message

    def find_message(self, channel_id: str, ts: str) -> Message:
        """Raises: Refused: message_not_found, also for an ephemeral one: those cannot be changed by their ts."""
        for message in self.messages.get(channel_id, []):
            if message.ts == ts and not message.ephemeral:
                return message
        raise Refused("message_not_found")

    def update(self, message: Message, content: Content, *, by: str) -> Message:
        """Change a message in place: what is given replaces, and text without blocks removes the blocks.

        Only a change by text shows the "(edited)" flag; metadata stays unless new is given
        (docs.slack.dev/reference/methods/chat.update).
        """
        before = self.event_message(message)
        if content.text is not None:
            message.text = content.text
        if content.blocks is not None or content.text is not None:
            message.blocks = content.blocks or []
            message.state = starting_state(message.blocks)
        if content.attachments is not None:
            message.attachments = content.attachments
        if content.metadata is not None:
            message.metadata = content.metadata
        if content.text is not None and not content.blocks:
            message.edited = {"user": by, "ts": f"{self.clock.now():.6f}"}
        if posted := self._post_of(message):
            posted.edits += 1
        channel = self.channels[message.channel]
        self.changed([message.seen_by] if message.seen_by else self.viewers(channel))
        if not message.ephemeral:
            self._emit_aside(message, "message_changed", message=self.event_message(message), previous_message=before)
        return message

    def delete(self, message: Message) -> None:
        """Take a message away; an ephemeral one silently. A parent with replies leaves a tombstone, as in Slack."""
        thread = self.replies(message)
        listed = self.messages[message.channel]
        if thread and not message.ephemeral:
            gone = replace(message, text="This message was deleted.", blocks=[], attachments=[], metadata=None)
            gone.subtype, gone.user, gone.bot_id = "tombstone", "USLACKBOT", None
            listed[listed.index(message)] = gone
        else:
            listed.remove(message)
        if posted := self._post_of(message):
            posted.deleted = True
        channel = self.channels[message.channel]
        self.changed([message.seen_by] if message.seen_by else self.viewers(channel))
        if not message.ephemeral:
            self._emit_aside(
                message, "message_deleted", deleted_ts=message.ts, previous_message=self.event_message(message)
            )

    def replies(self, parent: Message) -> list[Message]:
        """The thread under a message, without the parent, oldest first."""
        return [
            message
            for message in self.messages.get(parent.channel, [])
            if message.thread_ts == parent.ts and message.is_reply and not message.ephemeral
        ]

    def react(self, message: Message, name: str, *, by: str) -> None:
        """Raises: Refused: already_reacted."""
        reaction = next((reaction for reaction in message.reactions if reaction.name == name), None)
        if reaction is None:
            message.reactions.append(reaction := Reaction(name, []))
        if by in reaction.users:
            raise Refused("already_reacted")
        reaction.users.append(by)
        self.changed(self.viewers(self.channels[message.channel]))
        item = {"type": "message", "channel": message.channel, "ts": message.ts}
        self.emit(
            {"type": "reaction_added", "user": by, "reaction": name, "item_user": message.user, "item": item},
            message.channel,
        )

    def schedule(self, channel_id: str, content: Content, post_at: int, thread_ts: str | None) -> Scheduled:
        """Keep a message for later; `post_what_is_due` posts it."""
        scheduled = Scheduled(self.new_id("Q"), channel_id, post_at, int(self.clock.now()), content, thread_ts)
        self.records.scheduled.append(scheduled)
        self.changed([])
        return scheduled

    def unschedule(self, scheduled: Scheduled) -> None:
        self.records.scheduled.remove(scheduled)
        self.changed([])

    def post_what_is_due(self) -> list[Message]:
        """Post the scheduled messages whose time has come, in order.

        One with metadata is dropped: it is never posted, a bug Slack documents (docs.slack.dev chat.scheduleMessage).
        """
        due = sorted(
            (s for s in self.records.scheduled if s.post_at <= self.clock.now()),
            key=lambda scheduled: scheduled.post_at,
        )
        posted = []
        for scheduled in due:
            self.unschedule(scheduled)
            channel = self.channels[scheduled.channel]
            if not scheduled.content.metadata and self.bot.id in channel.members and not channel.is_archived:
                posted.append(self.post(channel.id, scheduled.content, by=self.bot.id, thread_ts=scheduled.thread_ts))
        return posted

    def event_message(self, message: Message) -> Json:
        """The message as events and histories carry it (without replies' counts, which only histories have)."""
        author = self.members.get(message.user)
        fields: Json = {
            "type": "message",
            "subtype": message.subtype,
            "channel": message.channel,
            "channel_type": channel_type(self.channels[message.channel]),
            "user": message.user,
            "text": message.text,
            "ts": message.ts,
            "thread_ts": message.thread_ts,
            "team": message.team,
            "bot_id": message.bot_id,
            "app_id": message.app_id,
            "username": message.username,
            "icons": message.icons,
            "blocks": message.blocks or None,
            "files": [file_in_message(self, self.files[id], message.channel) for id in message.files] or None,
            "upload": False if message.files else None,  # true belonged to files.upload, which is gone
            "attachments": message.attachments or None,
            "edited": message.edited,
            "metadata": message.metadata,
        }
        if author is not None and self.channels[message.channel].is_ext_shared:
            fields |= {"user_team": author.team_id, "source_team": author.team_id}
        return {name: value for name, value in fields.items() if value is not None}

    def _note_post(self, message: Message) -> None:
        if message.bot_id is not None:
            channel = self.channels[message.channel]
            self.posted[message.channel, message.ts] = Posted(
                n=len(self.posted) + 1,
                at=self.clock.now(),
                channel=message.channel,
                ts=message.ts,
                thread_ts=message.thread_ts,
                to=self.other_side(message.user, channel),
                text=message.text,
                metadata=message.metadata,
            )

    def _post_of(self, message: Message) -> Posted | None:
        return None if message.ephemeral else self.posted.get((message.channel, message.ts))

    def _new_message(self, channel_id: str, content: Content, by: str, thread_ts: str | None) -> Message:
        author = self.members[by]
        channel = self.channels[channel_id]
        if thread_ts is not None:
            self._check_can_have_replies(channel_id, thread_ts)
        channel.last_ts = next_ts(channel.last_ts, self.clock.now())
        return Message(
            ts=channel.last_ts,
            channel=channel_id,
            user=by,
            team=author.team_id,
            text=content.text or "",
            bot_id=author.bot_id,
            app_id=author.app_id,
            username=content.username,
            icons=content.icons,
            blocks=content.blocks or [],
            attachments=content.attachments or [],
            thread_ts=thread_ts,
            metadata=content.metadata,
            files=list(content.files),
            state=starting_state(content.blocks or []),
        )

    def _check_can_have_replies(self, channel_id: str, thread_ts: str) -> None:
        """A reply has none either: Slack asks for the parent's ts (docs.slack.dev chat.postMessage, `thread_ts`)."""
        try:
            parent = self.find_message(channel_id, thread_ts)
        except Refused:
            raise Refused("thread_not_found") from None
        if parent.is_reply or (parent.subtype or "").startswith("channel_"):
            raise Refused("cannot_reply_to_message")

    def _add(self, message: Message) -> None:
        self.messages.setdefault(message.channel, []).append(message)
        self.changed([message.seen_by] if message.seen_by else self.viewers(self.channels[message.channel]))

    def _emit_aside(self, about: Message, subtype: str, **fields: Any) -> None:
        """An event about a message that is itself a hidden message, with a ts of its own."""
        aside = {
            "type": "message",
            "subtype": subtype,
            "hidden": True,
            "channel": about.channel,
            "channel_type": channel_type(self.channels[about.channel]),
            "ts": f"{self.clock.now():.6f}",
            **fields,
        }
        self.emit(aside, about.channel)


def channel_type(channel: Channel) -> str:
    """The `channel_type` of message events (docs.slack.dev/reference/events/message)."""
    return {"public": "channel", "private": "group", "im": "im", "mpim": "mpim"}[channel.kind]
