"""Waiting for something, but not longer than the sandbox's clock allows."""

from __future__ import annotations

import asyncio
from typing import Any, TypeVar

from sandbox.clock import Clock

T = TypeVar("T")


async def within(clock: Clock, until: float, awaited: asyncio.Future[T]) -> bool:
    """Wait for `awaited` until the clock shows `until` (epoch seconds); say whether it came. It is not cancelled."""
    bell = asyncio.ensure_future(clock.sleep_until(until))
    either: set[asyncio.Future[Any]] = {awaited, bell}
    try:
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
    finally:
        bell.cancel()
    return awaited.done()
