"""A morning in a process of its own: everybody's digest is put, composed and said to a Slack that answers at once."""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from time import perf_counter
from typing import Any

import psutil  # type: ignore[import-untyped]

from benchmarks.portfolio import FAR, Time, hush, office
from benchmarks.watched import MAXRSS
from bot.jobs import greeting
from bot.jobs.door import guard
from bot.office import Office
from bot.outbox import Mouth
from bot.outbox.kinds import kind_of
from bot.outbox.not_now import Moot
from bot.rehearsal.silent import Silent
from bot.store import said
from bot.store.engine import open_engine, reading

MORNING = datetime.fromisoformat("2026-03-03T09:00+00:00")
"""The working day after everything was looked at."""
BREATH = timedelta(milliseconds=50)
MIB = 1024 * 1024
_MOST = 100_000


@dataclass(frozen=True)
class Morning:
    """A morning's digests: the seconds to put all of them, to compose them, and to say them, which composes them once
    more; how many there were; and memory in MiB, before and at most."""

    put: float
    composed: float
    said: float
    digests: int
    before: float
    most: float


def main(database: str) -> None:
    """Go through it and print what it took."""
    time = Time(MORNING)
    heard: list[Any] = []
    memory = open_engine(f"sqlite:///{database}")
    bot = office(memory, time, Silent(time, lambda _at, post: heard.append(post["text"])))
    bot.words.try_all()
    hush(memory)
    before = psutil.Process().memory_info().rss
    put = _timed(lambda: _put(bot))
    composed = _timed(lambda: _compose(bot))
    spoken = _timed(lambda: _say(bot, time))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * MAXRSS
    print(json.dumps(asdict(Morning(put, composed, spoken, len(heard), before / MIB, most / MIB))))
    memory.dispose()


def _put(bot: Office) -> None:
    while (next_at := greeting.greet(bot)) is not None and next_at <= MORNING:
        pass


def _compose(bot: Office) -> None:
    with reading(bot.memory) as connection:
        for row in said.due(connection, bot.workspace, MORNING, limit=_MOST):
            with suppress(Moot):
                kind_of(row.message).spoken(bot, connection, row.message, MORNING)


def _say(bot: Office, time: Time) -> None:
    """As fast as the pace allows, on a clock that is put forward to whatever comes next."""
    mouth = Mouth(bot, "benchmark")
    while (next_at := mouth.deliver(guard).next_at) is not None and next_at < FAR:
        time.now = max(next_at, time.now + BREATH)


def _timed(work: Callable[[], None]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


if __name__ == "__main__":
    main(sys.argv[1])
