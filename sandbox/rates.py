"""How often an app may call: a tier a method, and one message a second a channel, all on the sandbox's clock."""

from __future__ import annotations

import math
from collections import Counter, deque
from dataclasses import dataclass

from sandbox.clock import Clock

MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class Limits:
    """The figures of docs.slack.dev/apis/web-api/rate-limits.

    Slack promises at least the tiers' numbers a minute and publishes no bursts; here the promise is the limit.
    `posting_burst` ("short bursts") and `workspace_posts` ("several hundred a minute") are our readings.
    """

    tiers: tuple[int, ...] = (1, 20, 50, 100)
    special: int = 300
    posting_burst: int = 3
    posting_per_second: float = 1.0
    workspace_posts: int = 300


class RateLimited(Exception):
    """Too many calls: HTTP 429 with `Retry-After: retry_after` (whole seconds)."""

    def __init__(self, retry_after: float) -> None:
        self.retry_after = max(1, math.ceil(retry_after))
        super().__init__(f"ratelimited, retry after {self.retry_after} s")


class Rates:
    """Counts what was let through. A refused call costs nothing: the ban ends when `Retry-After` says so."""

    def __init__(self, clock: Clock, limits: Limits | None = None) -> None:
        self._clock = clock
        self.limits = limits or Limits()
        self.forget()

    def forget(self) -> None:
        """Everybody starts afresh."""
        self.refused: Counter[str] = Counter()
        """How often each method was answered 429, for whatever reason."""
        self._calls: dict[str, deque[float]] = {}
        self._credit: dict[str, tuple[float, float]] = {}

    def admit(self, method: str, tier: int | None) -> None:
        """Let one call of a method through; `tier` None means a method with special limits.

        Raises:
            RateLimited: as many were let through in the last minute as its tier has.
        """
        self._in_a_minute(method, self.limits.special if tier is None else self.limits.tiers[tier - 1])

    def admit_post(self, channel_id: str) -> None:
        """Let one message into a channel, by whichever way it is posted.

        Raises:
            RateLimited: the channel's burst is used up, or the workspace's posts of this minute are.
        """
        now, burst, pace = self._clock.now(), self.limits.posting_burst, self.limits.posting_per_second
        credit, since = self._credit.get(channel_id, (float(burst), now))
        if now < since:  # the clock was set back: what has not happened yet counts for nothing
            credit, since = float(burst), now
        credit = min(float(burst), credit + (now - since) * pace)
        if credit < 1 - 1e-6:
            raise RateLimited((1 - credit) / pace)
        self._in_a_minute("posts of the workspace", self.limits.workspace_posts)
        self._credit[channel_id] = (credit - 1, now)

    def _in_a_minute(self, what: str, most: int) -> None:
        now = self._clock.now()
        calls = self._calls.setdefault(what, deque())
        while calls and not now - MINUTE < calls[0] <= now:  # older than a minute, or the clock was set back
            calls.popleft()
        if len(calls) >= most:
            raise RateLimited(calls[0] + MINUTE - now)
        calls.append(now)
