"""Skipping: the clock goes to a later moment in steps, so that whoever follows it does each thing at its hour."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest

from sandbox.clock import Clock
from sandbox.skipping import Skipping
from tests.support.hand import Control, NotPossible, eventually

T = TypeVar("T")

NINE = 1772442000.0  # Monday 2 March 2026, 9:00 UTC
HOUR, MINUTE = 3600.0, 60.0


def test_it_comes_by_each_step_and_ends_at_the_very_moment() -> None:
    async def story(clock: Clock) -> list[float]:
        seen: list[float] = []
        skipping = Skipping(clock, lambda: seen.append(clock.now() - NINE))
        skipping.start(NINE + 100 * MINUTE, 30 * MINUTE, 0)
        await _done(skipping)
        return seen

    assert _run(story) == [0, 30 * MINUTE, 60 * MINUTE, 90 * MINUTE, 100 * MINUTE, 100 * MINUTE]


def test_who_sleeps_on_the_clock_wakes_at_their_own_moment_within_a_step() -> None:
    async def story(clock: Clock) -> float:
        woken: list[float] = []

        async def sleeper() -> None:
            await clock.sleep(47 * MINUTE)
            woken.append(clock.now() - NINE)

        skipping = Skipping(clock, lambda: None)
        task = asyncio.create_task(sleeper())
        skipping.start(NINE + HOUR, HOUR, 0)
        await _done(skipping)
        await task
        return woken[0]

    assert _run(story) == 47 * MINUTE


def test_a_step_waits_until_a_follower_has_looked_at_the_clock() -> None:
    async def story(clock: Clock) -> list[float]:
        skipping = Skipping(clock, lambda: None)
        skipping.looked()
        skipping.start(NINE + 3 * HOUR, HOUR, 0)
        seen = []
        for _ in range(3):
            await asyncio.sleep(0.05)  # long enough for all three steps, were nobody waited for
            seen.append((clock.now() - NINE) / HOUR)
            skipping.looked()
        await _done(skipping)
        return seen

    assert _run(story) == [1, 2, 3]


def test_a_step_waits_for_the_acks_under_way() -> None:
    async def story(clock: Clock) -> list[float]:
        owed = True
        skipping = Skipping(clock, lambda: None, lambda: not owed)
        skipping.start(NINE + 2 * HOUR, HOUR, 0)
        await asyncio.sleep(0.05)
        before = (clock.now() - NINE) / HOUR
        owed = False
        await _done(skipping)
        return [before, (clock.now() - NINE) / HOUR]

    assert _run(story) == [1, 2]


def test_stopped_it_stays_where_it_is() -> None:
    async def story(clock: Clock) -> tuple[float, object]:
        skipping = Skipping(clock, lambda: None)
        skipping.start(NINE + 10 * HOUR, HOUR, 60)
        await asyncio.sleep(0.02)
        skipping.stop()
        await asyncio.sleep(0)
        return (clock.now() - NINE) / HOUR, skipping.under_way

    assert _run(story) == (1, None)


def test_it_never_goes_back() -> None:
    async def story(clock: Clock) -> None:
        Skipping(clock, lambda: None).start(NINE, HOUR, 0)

    with pytest.raises(ValueError, match="a clock skips forwards"):
        _run(story)


def test_the_control_api_tells_how_far_it_has_come(box: Control) -> None:
    box.clock.stand()
    box.clock.set("2026-03-02T09:00:00Z")
    box.clock.skip_to("2026-03-02T13:00:00Z", step_minutes=60, pause_ms=60_000)
    eventually(lambda: True if box.clock.now > NINE else None, lambda: "the first step should have been taken")
    assert box.clock.skips == {"from": NINE, "to": NINE + 4 * HOUR, "done": 0.25}
    assert box.state["skip"] == box.clock.skips
    box.clock.skip_to("2026-03-03T09:00:00Z", step_minutes=600, pause_ms=0)
    eventually(lambda: True if box.clock.skips is None else None, lambda: "the second skip should have ended")
    assert box.clock.now == NINE + 24 * HOUR


@pytest.mark.parametrize("otherwise", [{"advance": 0}, {"set": "2026-03-02T09:00:00Z"}, {"running": True}])
def test_whatever_else_is_done_to_the_clock_ends_it(box: Control, otherwise: dict[str, object]) -> None:
    box.clock.skip_to("2026-03-09T09:00:00Z", step_minutes=1, pause_ms=60_000)
    assert box.clock.skips
    box.wire.post("/clock", **otherwise)
    assert box.clock.skips is None


def test_a_reset_ends_it(box: Control) -> None:
    box.clock.skip_to("2026-03-09T09:00:00Z", step_minutes=1, pause_ms=60_000)
    box.reset()
    assert box.clock.skips is None


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        ({"skip_to": "2026-03-02T08:00:00Z"}, "the clock shows 2026-03-02T09:00:00"),
        ({"skip_to": "tomorrow"}, "'skip_to' is 'tomorrow': epoch seconds or"),
        ({"skip_to": "2026-03-03T09:00:00Z", "step_minutes": 0}, "'step_minutes' is 0"),
        ({"advance": 60, "pause_ms": 5}, "step_minutes and pause_ms go with skip_to alone"),
        ({"skip_to": "2026-03-03T09:00:00Z", "advance": 60}, "exactly one of advance, set, skip_to and running"),
    ],
)
def test_a_skip_that_cannot_be_is_told_in_a_sentence(box: Control, ask: dict[str, object], sentence: str) -> None:
    box.clock.set("2026-03-02T09:00:00Z")
    with pytest.raises(NotPossible, match=sentence):
        box.wire.post("/clock", **ask)


async def _done(skipping: Skipping) -> None:
    async with asyncio.timeout(5):
        while skipping.under_way is not None:
            await asyncio.sleep(0.001)


def _run(story: Callable[[Clock], Awaitable[T]]) -> T:
    async def told() -> T:
        return await story(Clock.at(NINE, running=False))

    return asyncio.run(told())
