"""Where an element stands: in a message, in a modal, on the Home tab."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.delivery.response_urls import Occasion
from sandbox.gestures.refused import Impossible, unseen
from sandbox.gestures.stage import Stage
from sandbox.workspace import Channel, Json, Member, Message, View
from sandbox.workspace.inputs import State, elements_of, starting_state
from sandbox.workspace.wire import message_object, view_object


@dataclass(frozen=True, slots=True)
class Spot:
    """One element and the block it stands in."""

    block: Json
    element: Json

    @property
    def block_id(self) -> str:
        return str(self.block["block_id"])

    @property
    def action_id(self) -> str:
        return str(self.element["action_id"])

    @property
    def sends(self) -> bool:
        """Whether using it sends block_actions: always, but in an input block only with `dispatch_action`.

        Source: docs.slack.dev/reference/interaction-payloads/block_actions-payload.
        """
        return self.block["type"] != "input" or bool(self.block.get("dispatch_action"))


class Place:
    """One surface as one person has it before them."""

    key: str
    title: str
    blocks: list[Json]
    state: State

    def __init__(self, person: Member) -> None:
        self.person = person

    def spot(self, action_id: str, block_id: str | None = None) -> Spot:
        """The one element of this name.

        Raises:
            Impossible: there is none, or there are several and no block_id says which.
        """
        spots = [
            Spot(block, element)
            for block, element in elements_of(self.blocks)
            if element["action_id"] == action_id and block_id in (None, block["block_id"])
            if self.person.id in element.get("visible_to_user_ids", [self.person.id])
        ]
        if not spots:
            there = ", ".join(repr(element["action_id"]) for _, element in elements_of(self.blocks)) or "none"
            within = f" in block {block_id!r}" if block_id else ""
            raise unseen(f"{self.title} has no element {action_id!r}{within}; its elements are {there}")
        if len(spots) > 1:
            blocks = ", ".join(repr(spot.block_id) for spot in spots)
            raise Impossible(f"{self.title} has several elements {action_id!r}: say which block_id of {blocks}")
        return spots[0]

    def enter(self, spot: Spot, value: Json) -> None:
        """The person typed or chose this."""
        raise NotImplementedError

    def payload(self) -> Json:
        """What block_actions says about the place."""
        raise NotImplementedError

    def suggestion_payload(self) -> Json:
        """What block_suggestion says about it."""
        return {name: value for name, value in self.payload().items() if name not in ("response_url", "state")}


class ViewPlace(Place):
    """A modal on top of the person's stack, or their Home tab."""

    def __init__(self, stage: Stage, person: Member, view: View) -> None:
        super().__init__(person)
        self._stage = stage
        self.view = view
        self.key = view.id
        self.title = f"the {'Home tab' if view.type == 'home' else 'modal'} {view.id}"
        self.blocks = view.blocks
        self.state = view.state

    def enter(self, spot: Spot, value: Json) -> None:
        self._stage.workspace.views.fill(self.view, spot.block_id, spot.action_id, value)

    def payload(self) -> Json:
        shown = view_object(self._stage.workspace, self.view)
        return {"container": {"type": "view", "view_id": self.view.id}, "view": shown}


class MessagePlace(Place):
    """A message in a channel the person is in; of ephemeral ones only their own."""

    def __init__(self, stage: Stage, person: Member, channel: Channel, message: Message) -> None:
        super().__init__(person)
        self._stage = stage
        self.channel = channel
        self.message = message
        self.key = f"{channel.id}/{message.ts}"
        self.title = f"the message {message.ts} in {channel.id}"
        self.blocks = [*message.blocks]
        for attachment in message.attachments:
            self.blocks += attachment.get("blocks", [])
        chosen = stage.offers.chosen.get((person.id, channel.id, message.ts))
        self.state = starting_state(self.blocks, kept=chosen)

    def enter(self, spot: Spot, value: Json) -> None:
        self.state.setdefault(spot.block_id, {})[spot.action_id] = value
        self._stage.offers.chosen[self.person.id, self.channel.id, self.message.ts] = self.state

    def payload(self) -> Json:
        """An ephemeral message is not repeated, it is only named in the container."""
        stage, message = self._stage, self.message
        container = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": self.channel.id,
            "is_ephemeral": message.ephemeral,
        }
        if message.is_reply:
            container["thread_ts"] = message.thread_ts
        thread_ts = message.thread_ts if message.is_reply else None
        url = stage.urls.issue(Occasion(self.person.id, self.channel.id, source=message, thread_ts=thread_ts))
        shown = {} if message.ephemeral else {"message": message_object(stage.workspace, message)}
        return {
            "container": container,
            "channel": stage.payloads.channel(self.channel),
            **shown,
            "state": {"values": self.state},
            "response_url": url,
        }


class Places:
    """Finds the surface a gesture points at."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def find(
        self,
        person: Member,
        *,
        channel: str | None = None,
        ts: str | None = None,
        view_id: str | None = None,
        home: bool = False,
    ) -> Place:
        """The message `ts` of `channel`, the modal `view_id`, or the Home tab.

        Raises:
            Impossible: the person does not see it, or none or several of the three are named.
        """
        if [channel is not None and ts is not None, view_id is not None, home].count(True) != 1:
            raise Impossible("say where: channel and ts of a message, or view_id of a modal, or home: true")
        if home:
            return ViewPlace(self._stage, person, self.home(person))
        if view_id is not None:
            return ViewPlace(self._stage, person, self.view(person, view_id))
        return self.message(person, channel or "", ts or "")

    def message(self, person: Member, channel_id: str, ts: str) -> MessagePlace:
        """Raises: Impossible: the person is not in the channel, or sees no such message there."""
        channel = self._stage.channel(person, channel_id)
        for message in self._stage.workspace.messages.get(channel_id, []):
            if message.ts == ts and message.seen_by in (None, person.id):
                return MessagePlace(self._stage, person, channel, message)
        raise unseen(f"{person.real_name} sees no message {ts!r} in {channel_id}")

    def view(self, person: Member, view_id: str) -> View:
        """The person's topmost modal; those beneath it, and everybody else's, are out of reach.

        Raises:
            Impossible: it is not this one.
        """
        home = self._stage.workspace.views.home(person.id)
        if home is not None and home.id == view_id:
            return home
        stack = self._stage.workspace.views.stack(person.id)
        if not any(view.id == view_id for view in stack):
            raise unseen(f"{person.real_name} has no view {view_id!r} open")
        if stack[-1].id != view_id:
            raise Impossible(f"the modal {view_id} lies under {stack[-1].id}: only the topmost can be used")
        return stack[-1]

    def home(self, person: Member) -> View:
        """Raises: Impossible: the Home tab is off, the app has published none for them, or they are from outside."""
        workspace = self._stage.workspace
        view = workspace.views.home(person.id)
        if view is None or not workspace.manifest.home_tab or workspace.is_outsider(person):
            raise unseen(f"{person.real_name} sees nothing on the Home tab of {workspace.bot.real_name}")
        return view
