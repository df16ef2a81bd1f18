"""The sandbox's own clock, on which every limit is measured: it runs with the machine's, stands still, or jumps."""

from __future__ import annotations

import asyncio
import heapq
import itertools
import time
from dataclasses import dataclass
from datetime import UTC, datetime

TURNS_TO_SETTLE = 20
"""How often `advance` lets the loop turn after each wake-up, so that a woken task can do its work and sleep again."""


@dataclass(frozen=True, slots=True)
class ClockReading:
    """What a clock needs to go on after a restart: seconds ahead of the machine, or the moment at which it stands."""

    offset: float = 0.0
    stands_at: float | None = None


class Clock:
    """Seconds since the epoch, as the workspace counts them. All but `now` belongs to the event loop's thread."""

    def __init__(self, reading: ClockReading | None = None) -> None:
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._order = itertools.count()
        self._alarm: asyncio.TimerHandle | None = None
        self.resume_from(reading or ClockReading())

    @classmethod
    def at(cls, moment: float, *, running: bool = True) -> Clock:
        """A clock that shows `moment` (epoch seconds) now, and runs on from there unless told to stand."""
        if running:
            return cls(ClockReading(offset=moment - time.time()))
        return cls(ClockReading(stands_at=moment))

    def now(self) -> float:
        """Epoch seconds."""
        return time.time() + self._offset if self._stands_at is None else self._stands_at

    def moment(self) -> datetime:
        """`now` as an aware datetime in UTC."""
        return datetime.fromtimestamp(self.now(), UTC)

    @property
    def running(self) -> bool:
        return self._stands_at is None

    @property
    def reading(self) -> ClockReading:
        return ClockReading(self._offset, self._stands_at)

    def resume_from(self, reading: ClockReading) -> None:
        """Go on as an earlier clock that was put away with this reading."""
        self._offset, self._stands_at = reading.offset, reading.stands_at
        self._wake_the_due()

    def freeze(self) -> None:
        """Stand still at the present moment; sleepers sleep on until `advance`, `set` or `run`."""
        self._stands_at = self.now()
        self._set_the_alarm()

    def run(self) -> None:
        """Run again from where the clock stands."""
        self._offset, self._stands_at = self.now() - time.time(), None
        self._wake_the_due()

    def set(self, moment: float) -> None:
        """Jump to `moment` (epoch seconds), forwards or backwards, and wake whoever is due by then, in order."""
        if self._stands_at is None:
            self._offset = moment - time.time()
        else:
            self._stands_at = moment
        self._wake_the_due()

    async def advance(self, seconds: float) -> None:
        """Let `seconds` pass: everyone due on the way is woken in order, each at their own moment, and may sleep again.

        Raises:
            ValueError: `seconds` is negative; use `set` to go back.
        """
        if seconds < 0:
            raise ValueError(f"a clock advances by 0 seconds or more, not by {seconds}")
        end = self.now() + seconds
        await self._settle()
        while (due := self._next_due()) is not None and due <= end:
            self.set(max(due, self.now()))
            await self._settle()
        self.set(max(end, self.now()))
        await self._settle()

    async def sleep(self, seconds: float) -> None:
        """Return when `seconds` have passed on this clock."""
        await self.sleep_until(self.now() + seconds)

    async def sleep_until(self, moment: float) -> None:
        """Return when this clock shows `moment` (epoch seconds) or later."""
        if moment <= self.now():
            await asyncio.sleep(0)
            return
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (moment, next(self._order), woken))
        self._set_the_alarm()
        await woken

    async def _settle(self) -> None:
        for _ in range(TURNS_TO_SETTLE):
            await asyncio.sleep(0)

    def _next_due(self) -> float | None:
        while self._sleepers and self._sleepers[0][2].done():  # cancelled while asleep
            heapq.heappop(self._sleepers)
        return self._sleepers[0][0] if self._sleepers else None

    def _wake_the_due(self) -> None:
        while (due := self._next_due()) is not None and due <= self.now():
            heapq.heappop(self._sleepers)[2].set_result(None)
        self._set_the_alarm()

    def _set_the_alarm(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        due = self._next_due()
        if due is not None and self.running:
            loop = self._sleepers[0][2].get_loop()
            self._alarm = loop.call_later(max(0.0, due - self.now()), self._wake_the_due)
