"""How fast one worker may speak: what Slack allows in a second and in a minute, kept to before Slack has to say no."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

MINUTE = timedelta(minutes=1)
BREATH = timedelta(seconds=1)
"""Between two messages in one channel (docs.slack.dev/apis/web-api/rate-limits: one a second a channel)."""
A_MINUTE = {
    "chat.postMessage": 300,
    "chat.update": 50,
    "conversations.info": 50,
    "conversations.join": 50,
    "conversations.open": 50,
    "dnd.teamInfo": 20,
}
"""Calls that a minute allows: what their tiers promise (docs.slack.dev/reference/methods, each one's page), and of
messages "several hundred" in a workspace (docs.slack.dev/apis/web-api/rate-limits), of which 300 is our reading."""

Destination = tuple[str, int]
"""Where a message goes: to a person, or to an account's channel."""


@dataclass
class Pace:
    """What was called lately, and which methods Slack is tired of."""

    _calls: dict[str, deque[datetime]] = field(default_factory=lambda: defaultdict(deque))
    _spoke: dict[Destination, datetime] = field(default_factory=dict)
    _resting: dict[str, datetime] = field(default_factory=dict)

    def called(self, method: str, now: datetime) -> None:
        """A method was called."""
        self._calls[method].append(now)

    def spoke(self, destination: Destination, now: datetime) -> None:
        """Something new was said there."""
        self._spoke[destination] = now

    def rests(self, method: str, until: datetime) -> None:
        """Slack said no, and when to ask again."""
        self._resting[method] = until

    def next_turn(self, methods: Iterable[str], destination: Destination | None, now: datetime) -> datetime | None:
        """When something that takes these methods may be said there, None if that is now. A clock that was put back
        makes nobody wait."""
        rests = [until for method in methods if (until := self._free_at(method, now)) and until > now]
        last = self._spoke.get(destination) if destination else None
        if last is not None and last <= now < last + BREATH:
            rests.append(last + BREATH)
        return max(rests, default=None)

    def _free_at(self, method: str, now: datetime) -> datetime | None:
        calls, most = self._calls[method], A_MINUTE.get(method)
        while calls and not now - MINUTE < calls[0] <= now:
            calls.popleft()
        full = calls[-most] + MINUTE if most and len(calls) >= most else None
        resting = self._resting.get(method)
        return max((at for at in (full, resting) if at), default=None)
