"""What every gesture needs: the workspace, the way to the app, and who may stand where."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from sandbox.delivery.ack import Ack, Kind
from sandbox.delivery.courier import Courier
from sandbox.delivery.payloads import Payloads
from sandbox.delivery.response_urls import ResponseUrls
from sandbox.delivery.triggers import Triggers
from sandbox.gestures.refused import Impossible, unseen
from sandbox.workspace import Channel, Json, Member, Workspace
from sandbox.workspace.inputs import State

NOT_IN_TIME = "operation_timeout"
"""What a person reads when no ack came in time (docs.slack.dev/interactivity/implementing-slash-commands)."""

NOT_REACHED = "dispatch_failed"
"""… and when the app could not be reached or did not answer with a 200; seen in Slack, documented nowhere."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a gesture came to: `acked` is None when it sends nothing; `response` is what the ack carried."""

    acked: bool | None
    response: Json | None = None
    error: str | None = None


@dataclass(slots=True)
class Offers:
    """What people have before them that the workspace does not remember.

    `options` are those an app has answered with, per person, place and element; `chosen` is what they chose in a
    message's elements, which other people do not see.
    """

    options: dict[tuple[str, ...], list[Json]] = field(default_factory=lambda: defaultdict(list))
    chosen: dict[tuple[str, str, str], State] = field(default_factory=dict)

    def forget_everything(self) -> None:
        self.options.clear()
        self.chosen.clear()


@dataclass(frozen=True, slots=True)
class Stage:
    """Where gestures are made."""

    workspace: Workspace
    courier: Courier
    payloads: Payloads
    triggers: Triggers
    urls: ResponseUrls
    offers: Offers = field(default_factory=Offers)

    def person(self, person_id: str) -> Member:
        """Somebody who can act.

        Raises:
            Impossible: there is nobody of this id, they are deactivated, or they are a bot.
        """
        member = self.workspace.members.get(person_id)
        if member is None:
            raise unseen(f"there is nobody of id {person_id!r} in this workspace")
        if member.deleted:
            raise Impossible(f"{member.real_name} is deactivated and cannot do anything in Slack")
        if member.is_bot:
            raise Impossible(f"{member.real_name} is a bot: only people make gestures")
        return member

    def channel(self, person: Member, channel_id: str) -> Channel:
        """A conversation the person is in.

        Raises:
            Impossible: they do not see it, or see it without being a member.
        """
        channel = self.workspace.channels.get(channel_id)
        if channel is None or not self.workspace.can_see(person.id, channel):
            raise unseen(f"{person.real_name} sees no conversation {channel_id!r}")
        if person.id not in channel.members:
            raise Impossible(f"{person.real_name} is not a member of {titled(channel)}; joining comes first")
        return channel

    def composer(self, person: Member, channel_id: str) -> Channel:
        """A conversation in which the person has a box to type in.

        Raises:
            Impossible: as `channel`; it is archived; or it is the app's, whose Messages tab is off or read-only.
        """
        channel = self.channel(person, channel_id)
        if channel.is_archived:
            raise Impossible(f"{titled(channel)} is archived: nothing can be typed there")
        manifest = self.workspace.manifest
        if self.workspace.is_app_dm(channel) and (not manifest.messages_tab or manifest.messages_tab_read_only):
            raise Impossible(f"the Messages tab of {self.workspace.bot.real_name} takes no messages")
        return channel

    async def send(self, kind: Kind, payload: Json) -> Ack:
        """Deliver once to the app."""
        return await self.courier.deliver(kind, payload)


def titled(channel: Channel) -> str:
    """The channel as people name it."""
    return channel.id if channel.kind == "im" else f"#{channel.name}"


def failure(ack: Ack) -> str:
    """The error a person reads when `ack` did not arrive."""
    return NOT_IN_TIME if ack.late else NOT_REACHED
