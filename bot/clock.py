"""The one place that reads the clock."""

from __future__ import annotations

import http.client
import json
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Answers the moment it is asked, aware, in UTC."""

_STOPWATCH = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
"""The first of these that there is goes on while the machine sleeps, on Linux and on macOS; `time.monotonic` stops
(docs.python.org/3/library/time.html#time.CLOCK_BOOTTIME)."""
_ASK_AGAIN_AFTER = 0.2
"""Seconds: a followed clock is asked at most this often, so that a form of twenty questions costs one look."""


class ClockUnanswered(Exception):
    """Whoever sets the clock gave no moment; the text is a sentence."""


def machine_clock() -> datetime:
    return datetime.now(UTC)


def stopwatch() -> float:
    """Seconds since some moment, which nobody can set, and which go on while the machine sleeps."""
    return time.monotonic() if _STOPWATCH is None else time.clock_gettime(_STOPWATCH)


def followed_clock(url: str) -> Clock:
    """A clock somebody else sets: `url` answers `{"now": <ISO moment with zone>}`, as the sandbox's does.

    Raises ClockUnanswered when it does not answer so at first. When it stops answering later, the last offset from the
    machine's clock holds.
    """
    offset = _ahead(url)
    asked = time.monotonic()

    def now() -> datetime:
        nonlocal offset, asked
        if time.monotonic() - asked > _ASK_AGAIN_AFTER:
            asked = time.monotonic()
            with suppress(ClockUnanswered):
                offset = _ahead(url)
        return datetime.fromtimestamp(time.time() + offset, UTC)

    return now


def _ahead(url: str) -> float:
    """Seconds by which that clock is ahead of the machine's."""
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            told = datetime.fromisoformat(json.load(answer)["now"])
    except (OSError, http.client.HTTPException) as lost:
        raise ClockUnanswered(f"no answer from the clock ({lost}).") from lost
    except (ValueError, TypeError, LookupError) as strange:
        raise ClockUnanswered('the clock\'s answer is not {"now": "2026-03-02T09:00:00+00:00"}.') from strange
    if told.tzinfo is None:
        raise ClockUnanswered("the clock tells a time without its zone.")
    return told.timestamp() - time.time()
