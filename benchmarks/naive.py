"""What the clock is not: one APScheduler job for each account, kept in its SQLAlchemyJobStore."""

from __future__ import annotations

import pickle
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from time import perf_counter
from typing import Any

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_EXECUTED, EVENT_JOB_SUBMITTED
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import Engine

_FAR = datetime(2100, 1, 1, tzinfo=UTC)
_AT_A_TIME = 5_000
_WORK: dict[str, Callable[[], object]] = {}
"""What the jobs of each scheduler do: a job in a database can only name what it calls."""


def work(name: str) -> None:
    """A job's work."""
    _WORK[name]()


def nothing() -> None:
    """Scheduling alone."""


class JobEach:
    """A scheduler that has a job for each of `size` accounts, in an empty database of its own."""

    def __init__(self, engine: Engine, size: int) -> None:
        self._name = str(engine.url)
        self._engine = engine
        store = SQLAlchemyJobStore(engine=self._engine)
        self._scheduler = BackgroundScheduler(
            jobstores={"default": store},
            timezone=UTC,
            job_defaults={"misfire_grace_time": None, "coalesce": True},
        )
        self._scheduler.start(paused=True)
        self._scheduler.add_job(work, "interval", [self._name], days=1, id="0", next_run_time=_FAR)
        self._fill(size, store.jobs_t)

    def close(self) -> None:
        self._scheduler.shutdown()
        self._engine.dispose()

    def run(self, due: Sequence[int], does: Callable[[], object]) -> float:
        """The seconds in which the jobs of these accounts come due at once, do it, and wait for the next day."""
        _WORK[self._name] = does
        for number in due:
            self._scheduler.modify_job(str(number), next_run_time=datetime.now(UTC))
        with self._watched(2 * len(due)) as (over, failed):
            begun = perf_counter()
            self._scheduler.resume()
            if not over.wait(600) or failed:
                raise RuntimeError(f"of {len(due)} jobs {len(failed)} failed, or they never ended: {failed[:1]}")
            seconds = perf_counter() - begun
        self._scheduler.pause()
        return seconds

    @contextmanager
    def _watched(self, most: int) -> Iterator[tuple[threading.Event, list[Any]]]:
        """An event that is set when all jobs are done and, in the store, put off; and what failed."""
        over, failed, seen = threading.Event(), list[Any](), list[int]()

        def sees(event: Any) -> None:
            seen.append(event.code)
            if event.code == EVENT_JOB_ERROR:
                failed.append(event.exception)
            if len(seen) == most:
                over.set()

        # That jobs were submitted is told in the end, when the next run of each is in the store.
        self._scheduler.add_listener(sees, EVENT_JOB_EXECUTED | EVENT_JOB_ERROR | EVENT_JOB_SUBMITTED)
        yield over, failed
        self._scheduler.remove_listener(sees)

    def _fill(self, size: int, table: Any) -> None:
        """Rows like that of the one job there is: to add them one by one takes four milliseconds each."""
        with self._engine.begin() as connection:
            job = connection.execute(table.select()).one()
            state = pickle.loads(job.job_state)
            for first in range(1, size + 1, _AT_A_TIME):
                rows = [
                    {
                        "id": str(n),
                        "next_run_time": job.next_run_time,
                        "job_state": pickle.dumps(state | {"id": str(n)}),
                    }
                    for n in range(first, min(first + _AT_A_TIME, size + 1))
                ]
                connection.execute(table.insert(), rows)
