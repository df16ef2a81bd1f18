"""Conversations: made, joined, left, archived, renamed, shared with another organisation."""

from __future__ import annotations

from sandbox.workspace.posting import Posting
from sandbox.workspace.records import Channel, ChannelKind, Content, Words
from sandbox.workspace.refusal import Refused


class Rooms(Posting):
    """What happens to conversations and who is in them. Events and the grey lines in the channel come along."""

    def create_channel(self, name: str, *, private: bool, by: str) -> Channel:
        """Raises: Refused: name_taken (names of archived and of private channels count too)."""
        self._check_name_free(name)
        now = self.clock.now()
        channel = Channel(
            self.new_id("C"),
            "private" if private else "public",
            name=name,
            creator=by,
            created=int(now),
            members=[by],
            updated=now,
        )
        self.channels[channel.id] = channel
        self.messages[channel.id] = []
        if not private:
            short = {"id": channel.id, "name": name, "created": channel.created, "creator": by}
            self.emit({"type": "channel_created", "channel": short}, channel.id)
        self.let_in(channel, by, announced=False)
        return channel

    def open_dm(self, *user_ids: str) -> tuple[Channel, bool]:
        """The direct message between exactly these people, and whether it was there already."""
        people = sorted(set(user_ids))
        for channel in self.channels.values():
            if channel.is_direct and sorted(channel.members) == people:
                return channel, True
        kind: ChannelKind = "im" if len(people) <= 2 else "mpim"
        new_id = self.new_id("D" if kind == "im" else "C")
        channel = Channel(new_id, kind, members=people, created=int(self.clock.now()), creator=user_ids[0])
        if kind == "mpim":
            channel.name = "mpdm-" + "--".join(self.members[person].name for person in people) + "-1"
        self.channels[channel.id] = channel
        self.messages[channel.id] = []
        self.changed(people)
        return channel, False

    def join(self, channel: Channel, user_id: str, *, inviter: str | None = None) -> None:
        """Bring someone into a channel; nothing happens if they are in already."""
        if user_id not in channel.members:
            channel.members.append(user_id)
            self.let_in(channel, user_id, inviter=inviter)

    def let_in(self, channel: Channel, user_id: str, *, inviter: str | None = None, announced: bool = True) -> None:
        """Tell the channel and the apps of someone who has just become a member."""
        member = self.members[user_id]
        if announced:
            self.post(
                channel.id,
                Content(f"<@{user_id}> has joined the channel"),
                by=user_id,
                subtype=self._line(channel, "join"),
            )
        event = {
            "type": "member_joined_channel",
            "user": user_id,
            "channel": channel.id,
            "channel_type": "C" if channel.kind == "public" else "G",
            "team": member.team_id,
        }
        self.emit(event | ({"inviter": inviter} if inviter else {}), channel.id)
        self.changed()

    def leave(self, channel: Channel, user_id: str) -> None:
        """Let someone go, by their own will or not; nothing happens if they are not in."""
        if user_id not in channel.members:
            return
        self.post(
            channel.id, Content(f"<@{user_id}> has left the channel"), by=user_id, subtype=self._line(channel, "leave")
        )
        channel.members.remove(user_id)
        event = {
            "type": "member_left_channel",
            "user": user_id,
            "channel": channel.id,
            "channel_type": "C" if channel.kind == "public" else "G",
            "team": self.members[user_id].team_id,
        }
        self.emit(event, channel.id)
        self.changed()

    def archive(self, channel: Channel, *, by: str) -> None:
        """Raises: Refused: already_archived, cant_archive_general."""
        if channel.is_archived:
            raise Refused("already_archived")
        if channel.is_general:
            raise Refused("cant_archive_general")
        channel.is_archived = True
        self.emit({"type": self._line(channel, "archive"), "channel": channel.id, "user": by}, channel.id)
        self.changed()

    def unarchive(self, channel: Channel, *, by: str) -> None:
        """Raises: Refused: not_archived."""
        if not channel.is_archived:
            raise Refused("not_archived")
        channel.is_archived = False
        self.emit({"type": self._line(channel, "unarchive"), "channel": channel.id, "user": by}, channel.id)
        self.changed()

    def rename(self, channel: Channel, name: str) -> None:
        """Raises: Refused: name_taken."""
        if name == channel.name:
            return
        self._check_name_free(name)
        channel.previous_names.insert(0, channel.name)
        channel.name, channel.updated = name, self.clock.now()
        short = {"id": channel.id, "name": name, "created": channel.created, "is_channel": True, "is_mpim": False}
        self.emit({"type": self._line(channel, "rename"), "channel": short}, channel.id)
        self.changed()

    def set_topic(self, channel: Channel, value: str, *, by: str) -> None:
        channel.topic = Words(value, by, int(self.clock.now()))
        self.post(
            channel.id, Content(f"<@{by}> set the channel topic: {value}"), by=by, subtype=self._line(channel, "topic")
        )

    def set_purpose(self, channel: Channel, value: str, *, by: str) -> None:
        channel.purpose = Words(value, by, int(self.clock.now()))
        self.post(
            channel.id,
            Content(f"<@{by}> set the channel purpose: {value}"),
            by=by,
            subtype=self._line(channel, "purpose"),
        )

    def share(self, channel: Channel, team_id: str, *, pending: bool = False) -> None:
        """Share with another organisation, or (pending) only invite it.

        Raises:
            Refused: team_not_found.
        """
        if team_id not in self.records.other_teams:
            raise Refused("team_not_found")
        if pending:
            channel.pending_with = sorted({*channel.pending_with, team_id})
            self.changed()
            return
        channel.pending_with = [team for team in channel.pending_with if team != team_id]
        channel.shared_with = sorted({*channel.shared_with, team_id})
        self.emit({"type": "channel_shared", "connected_team_id": team_id, "channel": channel.id}, channel.id)
        self.changed()

    def unshare(self, channel: Channel, team_id: str) -> None:
        """End the sharing; the other organisation's people are out at once."""
        channel.pending_with = [team for team in channel.pending_with if team != team_id]
        if team_id not in channel.shared_with:
            self.changed()
            return
        channel.shared_with.remove(team_id)
        channel.members = [person for person in channel.members if self.members[person].team_id != team_id]
        event = {
            "type": "channel_unshared",
            "previously_connected_team_id": team_id,
            "channel": channel.id,
            "is_ext_shared": channel.is_ext_shared,
        }
        self.emit(event, channel.id)
        self.changed()

    def _check_name_free(self, name: str) -> None:
        if any(channel.name == name for channel in self.channels.values() if not channel.is_direct):
            raise Refused("name_taken")

    def _line(self, channel: Channel, what: str) -> str:
        """`channel_join`, or `group_join` in a private channel; event types follow the same rule."""
        return f"{'group' if channel.kind == 'private' else 'channel'}_{what}"
