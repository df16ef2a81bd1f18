"""Time passing fast, a step after another, so that an app that follows the clock does each thing at its hour."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.clock import Clock

FOLLOWED = 5.0
"""Machine seconds after its last look during which somebody counts as following the clock."""
MOST_PATIENCE = 3.0
"""Machine seconds that a step waits at most for the app, which may be busy, or gone."""
GLANCE = 0.01
"""Machine seconds between two looks at whether it is still to be waited for."""


@dataclass(frozen=True, slots=True)
class Skip:
    """A skip under way, all in epoch seconds of the sandbox's clock, but `pause` in machine seconds."""

    begun: float
    to: float
    step: float
    pause: float


class Skipping:
    """Moves a clock to a later moment in steps, with a pause after each.

    A bot looks for what is due once a tick of the machine's clock. Were the clock set to the next week at once, it
    would find all of that week at its end. So a step also waits until whoever asks for the time has asked again; where
    nobody does, the pauses alone set the pace. And it waits for the acks that are under way, which half an hour later
    would be late.
    """

    def __init__(self, clock: Clock, changed: Callable[[], None], quiet: Callable[[], bool] = lambda: True) -> None:
        """`changed` is called after each step, and when a skip begins or ends; `quiet` says that no ack is owed."""
        self._clock = clock
        self._changed = changed
        self._quiet = quiet
        self._at_work: asyncio.Task[None] | None = None
        self._looked_at = -FOLLOWED
        self.under_way: Skip | None = None

    def start(self, to: float, step: float, pause: float) -> Skip:
        """Begin to skip to `to` (epoch seconds), `step` seconds at a time; a skip under way is given up for it.

        Raises:
            ValueError: `to` is not after the clock's present moment.
        """
        now = self._clock.now()
        if to <= now:
            raise ValueError(f"a clock skips forwards; it shows {now} already, and {to} is not after that")
        self.stop()
        skip = self.under_way = Skip(now, to, step, pause)
        self._at_work = asyncio.create_task(self._go(skip))
        self._changed()
        return skip

    def stop(self) -> None:
        """Stay where the clock is now; nothing happens when no skip is under way."""
        if self._at_work is not None:
            self._at_work.cancel()
            self._at_work = None
        if self.under_way is not None:
            self.under_way = None
            self._changed()

    def looked(self) -> None:
        """Somebody asks for the time, as whoever follows this clock does again and again."""
        self._looked_at = _machine_time()

    async def _go(self, skip: Skip) -> None:
        while (rest := skip.to - self._clock.now()) > 0:
            await self._clock.advance(min(skip.step, rest))
            self._changed()
            await self._pause(skip.pause)
        self.under_way = self._at_work = None
        self._changed()

    async def _pause(self, seconds: float) -> None:
        stepped = _machine_time()
        followed = stepped - self._looked_at < FOLLOWED
        await asyncio.sleep(seconds)
        until = _machine_time() + MOST_PATIENCE
        while _machine_time() < until and not (self._quiet() and (self._looked_at >= stepped or not followed)):
            await asyncio.sleep(GLANCE)


def _machine_time() -> float:
    """Seconds of the machine, which run whatever the sandbox's clock does."""
    return asyncio.get_running_loop().time()
