"""Who is to look again, and when: a version number that grows with each change, and those who wait for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable


class Changes:
    """The version counter. Waiting is coalesced: ten changes while a subscriber is busy wake it once."""

    def __init__(self, version: int = 1) -> None:
        self.version = version
        self._waiting: list[tuple[str | None, asyncio.Event]] = []

    def changed(self, person_ids: Iterable[str] | None = None) -> int:
        """Something changed for these people (None: for everybody); return the new version."""
        self.version += 1
        people = None if person_ids is None else set(person_ids)
        for person, event in self._waiting:
            if people is None or person is None or person in people:
                event.set()
        return self.version

    async def subscribe(self, person_id: str | None = None) -> AsyncIterator[int]:
        """Yield the version now, and again after each change that touches `person_id` (None: any change)."""
        event = asyncio.Event()
        entry = (person_id, event)
        self._waiting.append(entry)
        try:
            while True:
                yield self.version
                await event.wait()
                event.clear()
        finally:
            self._waiting.remove(entry)
