"""What each person can see."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.workspace.identifiers import micros_of
from sandbox.workspace.ledger import Ledger
from sandbox.workspace.records import Channel, File, Message
from sandbox.workspace.refusal import Refused


@dataclass(frozen=True, slots=True)
class SidebarSection:
    """A titled piece of a person's sidebar, with the ids of its channels."""

    title: str
    channels: tuple[str, ...]


class Sight(Ledger):
    """Who can see which channel and which message, and what they have not read yet."""

    def can_see(self, user_id: str, channel: Channel) -> bool:
        """Members of a conversation see it; a public channel is seen by every full member of our own team too."""
        if user_id in channel.members:
            return True
        member = self.members[user_id]
        return channel.kind == "public" and not self.is_guest(member) and not self.is_outsider(member)

    def channel_seen_by(self, user_id: str, channel_id: str) -> Channel:
        """Raises: Refused: channel_not_found, also for a private channel this person is not in."""
        channel = self.channels.get(channel_id)
        if channel is None or not self.can_see(user_id, channel):
            raise Refused("channel_not_found")
        return channel

    def file_seen_by(self, user_id: str, file_id: str) -> File:
        """A finished upload of this person's own, or one that stands in a conversation they see.

        Raises:
            Refused: file_not_found, file_deleted.
        """
        file = self.files.get(file_id)
        if file is None or not file.completed:
            raise Refused("file_not_found")
        shared = [self.channels[channel_id] for channel_id in file.channels]
        if file.user != user_id and not any(self.can_see(user_id, channel) for channel in shared):
            raise Refused("file_not_found")
        if file.deleted:
            raise Refused("file_deleted")
        return file

    def visible_channels(self, user_id: str) -> list[Channel]:
        return [channel for channel in self.channels.values() if self.can_see(user_id, channel)]

    def is_app_dm(self, channel: Channel) -> bool:
        return channel.kind == "im" and self.installation.bot_user in channel.members

    def other_side(self, user_id: str, channel: Channel) -> str | None:
        """Whom this person talks to in a direct message (themselves, in the one with themselves)."""
        if channel.kind != "im":
            return None
        return next((member for member in channel.members if member != user_id), user_id)

    def sections(self, user_id: str) -> list[SidebarSection]:
        """The sidebar: channels joined (archived ones are gone from it), direct messages, apps."""
        joined = [channel for channel in self.visible_channels(user_id) if user_id in channel.members]
        rooms = sorted((c for c in joined if not c.is_direct and not c.is_archived), key=lambda channel: channel.name)
        apps = [channel for channel in joined if self.is_app_dm(channel)]
        direct = [channel for channel in joined if channel.is_direct and channel not in apps]
        return [
            SidebarSection("Channels", tuple(channel.id for channel in rooms)),
            SidebarSection("Direct messages", tuple(channel.id for channel in direct)),
            SidebarSection("Apps", tuple(channel.id for channel in apps)),
        ]

    def messages_seen(self, user_id: str, channel_id: str, thread_ts: str | None = None) -> list[Message]:
        """The channel, or one of its threads with its parent first, oldest first, as this person sees it.

        Raises:
            Refused: channel_not_found.
        """
        self.channel_seen_by(user_id, channel_id)
        mine = [message for message in self.messages.get(channel_id, []) if message.seen_by in (None, user_id)]
        if thread_ts is None:
            return [message for message in mine if not message.is_reply or message.reply_broadcast]
        return [message for message in mine if thread_ts in (message.ts, message.thread_ts)]

    def unread(self, user_id: str, channel_id: str) -> list[Message]:
        """What others said since this person last read the channel; to post is to have read (`Posting.post`)."""
        read = micros_of(self.records.read_up_to.get(user_id, {}).get(channel_id, "0"))
        if user_id not in self.channels[channel_id].members:
            return []
        return [
            message
            for message in self.messages_seen(user_id, channel_id)
            if not message.ephemeral and micros_of(message.ts) > read
        ]

    def mentions(self, user_id: str, channel_id: str) -> int:
        """How many unread messages call this person: all in a direct message, else those that name them or all."""
        unread = self.unread(user_id, channel_id)
        if self.channels[channel_id].is_direct:
            return len(unread)
        calls = (f"<@{user_id}>", f"<@{user_id}|", "<!channel>", "<!here>", "<!everyone>")
        return sum(any(call in message.text for call in calls) for message in unread)

    def mark_read(self, user_id: str, channel_id: str) -> None:
        """Raises: Refused: channel_not_found."""
        channel = self.channel_seen_by(user_id, channel_id)
        self.records.read_up_to.setdefault(user_id, {})[channel_id] = channel.last_ts
        self.changed([user_id])

    def reload(self, user_id: str) -> None:
        """The person reloads Slack: their ephemeral messages are gone (docs.slack.dev/messaging)."""
        for channel_id, messages in self.messages.items():
            self.messages[channel_id] = [message for message in messages if message.seen_by != user_id]
        self.changed([user_id])

    def viewers(self, channel: Channel) -> list[str] | None:
        """Whom a change in this channel concerns; None means everybody."""
        return None if channel.kind == "public" else list(channel.members)
