"""Slack takes its time over a call, and something happens meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot.jobs.door import guard
from tests.support.at_work import Bot, meanwhile
from tests.support.hand import Control, eventually


@contextmanager
def while_asking(bot: Bot, method: str) -> Iterator[Callable[[], None]]:
    """A round in which the next call of this method is answered late: it has begun when the block does, and what was
    asked is done by then. The block is what happens meanwhile; with its end the round goes on to its own, as it does
    when what the block is given is called."""
    box = bot.box
    box.fault(method, "slow", seconds=1)
    going = meanwhile(lambda: guard("round", lambda: bot.goes_round(1)))
    eventually(lambda: None if _waits(box, method) else True, lambda: f"{method} should have been called")

    def goes_on() -> None:
        eventually(lambda: going.done() or box.clock.advance(1), lambda: "the round should be over")
        going.result()

    yield goes_on
    goes_on()


def _waits(box: Control, method: str) -> bool:
    return any(fault["method"] == method for fault in box.wire.get("/faults")["faults"])
