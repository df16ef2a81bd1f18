"""Using an element: clicking a button, choosing in a menu, asking an external select for its options."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sandbox.blockkit import judge
from sandbox.gestures.places import Place, Spot
from sandbox.gestures.refused import Impossible
from sandbox.gestures.stage import Outcome, Stage, failure
from sandbox.gestures.values import Values
from sandbox.workspace import Json
from sandbox.workspace.inputs import HOLDS

CLICKED = ("button", "overflow", "icon_button", "feedback_buttons", "workflow_button")
"""Elements that hold no value: using them is a click."""

SHORTEST_QUERY = 3
"""`min_query_length` where an element does not say (docs.slack.dev/reference/block-kit/block-elements/
select-menu-element)."""


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What a menu shows after a query; `acked` is None when the query was too short to be sent."""

    acked: bool | None
    options: tuple[Json, ...] = ()
    option_groups: tuple[Json, ...] = ()
    error: str | None = None


class Elements:
    """Everything that sends block_actions or block_suggestion."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def values(self, place: Place) -> Values:
        """How this person's plain values are read at this place."""
        offered = self._stage.offers.options
        return Values(
            self._stage.workspace,
            place.person.id,
            lambda element: offered[(place.person.id, place.key, element["action_id"])],
        )

    async def click(self, place: Place, spot: Spot, value: str | None = None) -> Outcome:
        """Press a button, or the option `value` of an overflow menu or of feedback buttons.

        Raises:
            Impossible: the element is none that is clicked, or it has no such option.
        """
        kind = spot.element["type"]
        if kind not in CLICKED:
            raise Impossible(f"{spot.action_id!r} is a {kind}: choose a value in it instead of clicking")
        if kind == "overflow":
            return await self._act(place, spot, {"selected_option": self.values(place).option(spot.element, value)})
        if kind == "feedback_buttons":
            return await self._act(place, spot, _feedback(spot.element, value))
        pressed: Json = {name: spot.element[name] for name in ("text", "value", "style", "url") if name in spot.element}
        return await self._act(place, spot, pressed)

    async def choose(self, place: Place, spot: Spot, value: Any) -> Outcome:
        """Enter a value; it is sent unless the element stands in an input block without `dispatch_action`.

        Raises:
            Impossible: the element holds no value or does not offer this one.
        """
        if spot.element["type"] not in HOLDS:
            return await self.click(place, spot, value)
        held = self.values(place).value_object(spot.element, value)
        place.enter(spot, held)
        if not spot.sends:
            return Outcome(None)
        asked = {name: spot.element[name] for name in ("placeholder",) if name in spot.element}
        field = HOLDS[spot.element["type"]][0]
        return await self._act(place, spot, {**asked, field: held[field]})

    async def suggest(self, place: Place, spot: Spot, query: str) -> Suggestions:
        """Type in an external select and see what the app offers.

        Raises:
            Impossible: the element loads nothing from the app.
        """
        stage, element = self._stage, spot.element
        if element["type"] not in ("external_select", "multi_external_select"):
            raise Impossible(f"{spot.action_id!r} is a {element['type']}: it loads no options from the app")
        if len(query) < element.get("min_query_length", SHORTEST_QUERY):
            return Suggestions(None)
        payload = stage.payloads.block_suggestion(
            place.person, place.suggestion_payload(), spot.block_id, spot.action_id, query
        )
        ack = await stage.send("interactive", payload)
        if not ack.arrived:
            stage.workspace.notify(place.person.id, "The options could not be loaded.")
            return Suggestions(False, error=failure(ack))
        options, groups = (ack.payload or {}).get("options"), (ack.payload or {}).get("option_groups")
        if mistakes := _mistakes(element, options, groups):
            return Suggestions(True, error=mistakes)
        seen = [*(options or []), *(option for group in groups or [] for option in group["options"])]
        stage.offers.options[(place.person.id, place.key, spot.action_id)] += seen
        return Suggestions(True, tuple(options or ()), tuple(groups or ()))

    async def _act(self, place: Place, spot: Spot, used: Json) -> Outcome:
        stage, person = self._stage, place.person
        if not stage.workspace.manifest.settings.interactivity.is_enabled:
            stage.workspace.notify(person.id, "This app is not configured to handle interactive responses.")
            return Outcome(False, error="interactivity_disabled")
        action = {"type": spot.element["type"], "action_id": spot.action_id, "block_id": spot.block_id, **used}
        trigger = stage.triggers.issue(person.id)
        payload = stage.payloads.block_actions(person, place.payload(), action, trigger)
        ack = await stage.send("interactive", payload)
        if not ack.arrived:
            stage.workspace.notify(person.id, f"{stage.workspace.bot.real_name} did not respond ({failure(ack)}).")
            return Outcome(False, error=failure(ack))
        return Outcome(True)


def _feedback(element: Json, value: str | None) -> Json:
    for button in (element["positive_button"], element["negative_button"]):
        if button["value"] == value:
            return {"text": button["text"], "value": button["value"]}
    raise Impossible(f"{element['action_id']!r} has no button of value {value!r}")


def _mistakes(element: Json, options: Any, groups: Any) -> str | None:
    """What is wrong with an options answer: it is judged as the menu it is to fill."""
    if not isinstance(options, list) and not isinstance(groups, list):
        return "the app's answer has neither options nor option_groups"
    if options == [] or groups == []:
        return None
    menu = {"type": element["type"].replace("external", "static"), "action_id": element["action_id"]}
    menu |= {"options": options} if options else {"option_groups": groups}
    problems = judge([{"type": "actions", "elements": [menu]}], "modal")
    return (
        "; ".join(f"{problem.pointer.removeprefix('/0/elements/0')}: {problem.message}" for problem in problems) or None
    )
