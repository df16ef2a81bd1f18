"""The one place that reads the clock."""

from __future__ import annotations

import json
import time
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Answers the moment it is asked, aware, in UTC."""

_ASK_AGAIN_AFTER = 0.2
"""Seconds: a followed clock is asked at most this often, so that a form of twenty questions costs one look."""


def machine_clock() -> datetime:
    return datetime.now(UTC)


def followed_clock(url: str) -> Clock:
    """A clock somebody else sets: `url` answers `{"now": <ISO moment with zone>}`, as the sandbox's does.

    When the other side does not answer, the last offset from the machine's clock holds.
    """
    offset = 0.0
    asked = float("-inf")

    def now() -> datetime:
        nonlocal offset, asked
        if time.monotonic() - asked > _ASK_AGAIN_AFTER:
            asked = time.monotonic()
            try:
                with urllib.request.urlopen(url, timeout=2) as answer:
                    told = datetime.fromisoformat(json.load(answer)["now"])
                offset = told.timestamp() - time.time()
            except OSError:
                pass
        return datetime.fromtimestamp(time.time() + offset, UTC)

    return now
