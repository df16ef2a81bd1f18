"""A person at the keyboard, who fills in the whole form gesture by gesture as in Slack's own client."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks import payloads
from benchmarks.answers import filled, inputs_of, mended
from benchmarks.methods import Json
from benchmarks.wire import PATIENCE, Ack, Call, Wire

ADD_LINE = "add_line"
"""The action_id of the buttons that add a line to a question (an outcome, a promise, a risk)."""
LINES = 3
"""To each such question: what a handoff of the first tier needs."""


class Stuck(Exception):
    """The form did not go on as it should; the text says where."""


@dataclass(frozen=True)
class Person:
    """Somebody with an account to hand over, and the colleagues they name in the form."""

    id: str
    colleagues: tuple[str, ...]
    account: str


@dataclass(frozen=True)
class Opening:
    """When a command was sent (`perf_counter`), the seconds to its ack and to the modal it asks for, and that modal."""

    sent: float
    ack: float
    view: float
    opened: Json


@dataclass(frozen=True)
class Hand:
    """One person's hand on one app."""

    wire: Wire
    person: Person

    async def command(self) -> Opening:
        """Type the command and wait for its modal."""
        trigger = payloads.new_trigger()
        opened = self.wire.expect(trigger)
        ack = await self.wire.send("slash_commands", payloads.command(self.person.id, trigger))
        try:
            call = await asyncio.wait_for(opened, PATIENCE)
        except TimeoutError:
            return Opening(ack.sent, ack.seconds, math.inf, {})
        return Opening(ack.sent, ack.seconds, call.at - ack.sent, call.answer["view"])

    async def walk(self) -> int:
        """Fill in a form and send it; the number of its steps."""
        view = await self._first()
        for step in range(1, 100):
            ack = await self.send(await self._answered(view))
            if is_receipt(ack):
                return step
            view = self._next(view, ack)
        raise Stuck("The form has no end.")

    async def fill(self, steps: int) -> Json:
        """Fill in a form of so many steps; the last one is answered and comes back unsent."""
        view = await self._first()
        for _ in range(steps - 1):
            view = self._next(view, await self.send(await self._answered(view)))
        return await self._answered(view)

    async def send(self, view: Json) -> Ack:
        """Press the modal's Submit."""
        return await self.wire.send("interactive", payloads.submission(self.person.id, view, payloads.new_trigger()))

    async def _first(self) -> Json:
        opening = await self.command()
        if not opening.opened:
            raise Stuck("The command opened no modal.")
        return opening.opened

    def _next(self, view: Json, ack: Ack) -> Json:
        if ack.payload.get("response_action") != "update" or is_receipt(ack):
            raise Stuck(f"“{view['title']['text']}” was sent and the next step expected; it was answered {ack}.")
        return {**ack.payload["view"], "id": view["id"]}

    async def _answered(self, view: Json) -> Json:
        """The view with every line added and every input filled in."""
        buttons = [
            (block, button)
            for block in view["blocks"]
            if block["type"] == "actions"
            for button in block["elements"]
            if button["action_id"] == ADD_LINE
        ]
        for block, button in buttons:
            for _ in range(LINES):
                view = await self._with_a_line(view, block, button)
        return await self._filled(view)

    async def _with_a_line(self, view: Json, block: Json, button: Json) -> Json:
        trigger = payloads.new_trigger()
        pushed = self.wire.expect(trigger)
        answered = await self._filled(view)
        await self.wire.send("interactive", payloads.press(self.person.id, answered, block, button, trigger))
        line = {**(await _come(pushed)).answer["view"], "previous_view_id": view["id"], "root_view_id": view["id"]}
        redrawn = self.wire.expect(view["id"])
        answered = await self._filled(line)
        ack = await self.send(answered)
        if ack.payload:
            ack = await self.send(mended(answered, ack.payload["errors"]))
        if ack.payload:
            raise Stuck(f"A line of “{view['title']['text']}” was not taken: {ack.payload}.")
        return dict((await _come(redrawn)).answer["view"])

    async def _filled(self, view: Json) -> Json:
        chosen = {
            block["block_id"]: await self._offered(view, block)
            for block in inputs_of(view)
            if block["element"]["type"] == "external_select" and "initial_option" not in block["element"]
        }
        return filled(view, self.person.colleagues, chosen)

    async def _offered(self, view: Json, block: Json) -> Json:
        """The last option that the app offers for the account's name: the one that makes it new."""
        ack = await self.wire.send("interactive", payloads.suggestion(self.person.id, view, block, self.person.account))
        return dict(ack.payload["options"][-1])


def people(count: int) -> list[Person]:
    """So many people, each with an account and with colleagues of their own."""
    return [
        Person(f"UAE{n}", (f"UOWN{n}", f"UDEP{n}", f"USPO{n}", f"UMAN{n}", f"UENG{n}"), f"Customer number {n}")
        for n in range(count)
    ]


def everybody(people: Sequence[Person]) -> list[str]:
    """The ids of all of them, colleagues included."""
    return [id for person in people for id in (person.id, *person.colleagues)]


def is_receipt(ack: Ack) -> bool:
    """Was the whole form taken? Its modal is then one with nothing left to send."""
    return ack.payload.get("response_action") == "update" and "submit" not in ack.payload["view"]


async def _come(call: asyncio.Future[Call]) -> Call:
    try:
        return await asyncio.wait_for(call, PATIENCE)
    except TimeoutError:
        raise Stuck(f"A modal did not come within {PATIENCE:g} s.") from None
