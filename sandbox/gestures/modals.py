"""Modals: filling them in, submitting them, closing them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sandbox.delivery.response_urls import Occasion
from sandbox.gestures.checks import complaints
from sandbox.gestures.elements import CLICKED, Elements
from sandbox.gestures.places import Place, Spot
from sandbox.gestures.refused import Impossible
from sandbox.gestures.stage import Stage, failure
from sandbox.workspace import Json, Member, Refused, View
from sandbox.workspace.inputs import State, elements_of

TROUBLE = "We had some trouble connecting. Try again?"
"""What a modal says when the ack is late, missing or not understood (github.com/slackapi/bolt-js/issues/1208)."""


@dataclass(frozen=True, slots=True)
class Submitted:
    """What a submit came to. `sent` is false when Slack's client found something wrong, told in `errors`."""

    sent: bool
    acked: bool = False
    errors: dict[str, str] = field(default_factory=dict)
    response_action: str | None = None
    error: str | None = None


class Modals:
    """What a person does with the modal on top of their stack."""

    def __init__(self, stage: Stage, elements: Elements) -> None:
        self._stage = stage
        self._elements = elements

    def fill(self, place: Place, values: Json) -> State:
        """Enter values without sending anything, `{block_id: value}` or `{block_id: {action_id: value}}`.

        Raises:
            Impossible: a name or a value the modal does not have; an element that sends when it is used.
        """
        read = self._elements.values(place)
        entered = [
            (spot, read.value_object(spot.element, value))
            for block_id, plain in values.items()
            for spot, value in self._targets(place, block_id, plain)
        ]
        for spot, held in entered:
            place.enter(spot, held)
        return place.state

    async def submit(self, person: Member, view: View) -> Submitted:
        """Press the modal's submit button.

        Raises:
            Impossible: it has none, or a submit is under way.
        """
        stage = self._stage
        if view.type != "modal" or view.submit is None:
            raise Impossible(f"the view {view.id} has no submit button")
        if view.pending:
            raise Impossible(f"the modal {view.id} is being submitted already")
        view.errors = complaints(view.blocks, view.state)
        if view.errors:
            stage.workspace.changed([person.id])
            return Submitted(False, errors=dict(view.errors))
        view.pending = True
        stage.workspace.changed([person.id])
        try:
            return await self._send(person, view)
        finally:
            view.pending = False
            stage.workspace.changed([person.id])

    async def close(self, person: Member, view: View, *, clear: bool = False) -> None:
        """Press Cancel, or with `clear` the X that closes the whole stack.

        The app hears of it if the view said `notify_on_close`: of the cancelled view, or of the root view with
        `is_cleared` (docs.slack.dev/surfaces/modals, "view_closed").
        """
        views = self._stage.workspace.views
        cleared = clear or view.clear_on_close
        told = views.stack(person.id)[0] if cleared else view
        if cleared:
            views.clear(person.id)
        else:
            views.close(view)
        if told.notify_on_close:
            payload = self._stage.payloads.view_closed(person, told, cleared=cleared)
            await self._stage.send("interactive", payload)

    async def _send(self, person: Member, view: View) -> Submitted:
        stage = self._stage
        trigger = stage.triggers.issue(person.id)
        payload = stage.payloads.view_submission(person, view, self._response_urls(person, view), trigger)
        ack = await stage.send("interactive", payload)
        if not ack.arrived:
            stage.workspace.notify(person.id, TROUBLE)
            return Submitted(True, error=failure(ack))
        try:
            if ack.payload and "response_action" not in ack.payload:
                raise Refused.arguments(f"an ack of view_submission holds a response_action, not {ack.payload!r}")
            errors = stage.workspace.views.apply_response_action(person.id, view, ack.payload)
        except Refused as refused:
            stage.workspace.notify(person.id, TROUBLE)
            return Submitted(True, acked=True, error=_told(refused))
        return Submitted(True, acked=True, errors=errors, response_action=(ack.payload or {}).get("response_action"))

    def _response_urls(self, person: Member, view: View) -> list[Json]:
        """One for each conversation chosen in a select with `response_url_enabled`.

        Source: docs.slack.dev/reference/block-kit/block-elements/select-menu-element.
        """
        urls = []
        for block, element in elements_of(view.blocks):
            if element.get("response_url_enabled"):
                held = view.state[block["block_id"]][element["action_id"]]
                channel_id = held.get("selected_conversation") or held.get("selected_channel")
                if channel_id:
                    urls.append(
                        {
                            "block_id": block["block_id"],
                            "action_id": element["action_id"],
                            "channel_id": channel_id,
                            "response_url": self._stage.urls.issue(Occasion(person.id, channel_id)),
                        }
                    )
        return urls

    def _targets(self, place: Place, block_id: str, plain: Any) -> list[tuple[Spot, Any]]:
        spots = [Spot(block, element) for block, element in elements_of(place.blocks) if block["block_id"] == block_id]
        if not spots:
            blocks = ", ".join(dict.fromkeys(repr(block["block_id"]) for block, _ in elements_of(place.blocks)))
            raise Impossible(f"{place.title} has no block {block_id!r} to fill in; it has {blocks or 'none'}")
        names = {spot.action_id for spot in spots}
        if not (isinstance(plain, dict) and set(plain) <= names):
            if len(spots) > 1:
                raise Impossible(
                    f"block {block_id!r} has several elements: say {{action_id: value}} of {sorted(names)}"
                )
            plain = {spots[0].action_id: plain}
        targets = [(spot, plain[spot.action_id]) for spot in spots if spot.action_id in plain]
        for spot, _ in targets:
            _check_quiet(spot)
        return targets


def _check_quiet(spot: Spot) -> None:
    """Typing sends nothing before Enter; anything else that dispatches cannot be filled in unnoticed."""
    kind = spot.element["type"]
    on = spot.element.get("dispatch_action_config", {}).get("trigger_actions_on", [])
    typed = kind.endswith("_input") and "on_character_entered" not in on
    if kind in CLICKED or (spot.sends and not typed):
        raise Impossible(f"{spot.action_id!r} ({kind}) sends when it is used: click it or choose in it")


def _told(refused: Refused) -> str:
    messages = refused.details.get("response_metadata", {}).get("messages", [])
    return "; ".join([refused.error, *messages])
