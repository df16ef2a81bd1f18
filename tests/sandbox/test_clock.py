"""The sandbox's clock: every limit of the workspace is measured on it, so it must not lose or reorder anybody."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest

from sandbox.clock import Clock

T = TypeVar("T")

NINE = 1772442000.0  # Monday 2 March 2026, 9:00 UTC


def test_it_stands_where_it_is_put() -> None:
    clock = Clock.at(NINE, running=False)
    assert clock.now() == NINE
    assert clock.moment().isoformat() == "2026-03-02T09:00:00+00:00"


def test_it_runs_on_from_where_it_stood() -> None:
    clock = Clock.at(NINE, running=False)
    clock.run()
    assert NINE <= clock.now() < NINE + 60
    assert clock.running


def test_a_frozen_clock_keeps_its_moment() -> None:
    clock = Clock.at(NINE)
    clock.freeze()
    assert clock.now() == clock.now()


def test_a_second_clock_goes_on_from_the_reading_of_the_first() -> None:
    assert Clock(Clock.at(NINE, running=False).reading).now() == NINE
    assert NINE <= Clock(Clock.at(NINE).reading).now() < NINE + 60


def test_sleepers_wake_in_the_order_of_their_moments_each_at_their_own() -> None:
    async def story(clock: Clock) -> list[tuple[str, float]]:
        woken: list[tuple[str, float]] = []

        async def sleeper(name: str, seconds: float) -> None:
            await clock.sleep(seconds)
            woken.append((name, clock.now() - NINE))

        tasks = [asyncio.create_task(sleeper(name, seconds)) for name, seconds in [("b", 60), ("c", 300), ("a", 1)]]
        await clock.advance(400)
        await asyncio.gather(*tasks)
        return woken

    assert _run(story) == [("a", 1), ("b", 60), ("c", 300)]


def test_one_advance_lets_a_sleeper_sleep_again_and_again() -> None:
    async def story(clock: Clock) -> list[float]:
        woken: list[float] = []

        async def every_minute() -> None:
            while True:
                await clock.sleep(60)
                woken.append(clock.now() - NINE)

        task = asyncio.create_task(every_minute())
        await clock.advance(200)
        task.cancel()
        return woken

    assert _run(story) == [60, 120, 180]


def test_a_sleeper_that_was_cancelled_is_forgotten() -> None:
    async def story(clock: Clock) -> float:
        task = asyncio.create_task(clock.sleep(5))
        await asyncio.sleep(0)
        task.cancel()
        await clock.advance(10)
        return clock.now() - NINE

    assert _run(story) == 10


def test_setting_the_clock_wakes_whoever_is_due_by_then() -> None:
    async def story(clock: Clock) -> bool:
        task = asyncio.create_task(clock.sleep(60))
        await asyncio.sleep(0)
        clock.set(NINE + 61)
        await asyncio.wait_for(task, 5)
        return task.done()

    assert _run(story)


def test_on_a_running_clock_sleep_ends_by_itself() -> None:
    async def story(_: Clock) -> bool:
        await asyncio.wait_for(Clock.at(NINE).sleep(0.01), 5)
        return True

    assert _run(story)


def test_nobody_sleeps_past_a_moment_that_is_over() -> None:
    async def story(clock: Clock) -> bool:
        await asyncio.wait_for(clock.sleep_until(NINE - 1), 5)
        return True

    assert _run(story)


def test_it_does_not_advance_backwards() -> None:
    with pytest.raises(ValueError, match="by 0 seconds or more"):
        _run(lambda clock: clock.advance(-1))


def _run(story: Callable[[Clock], Awaitable[T]]) -> T:
    async def told() -> T:
        return await story(Clock.at(NINE, running=False))

    return asyncio.run(told())
