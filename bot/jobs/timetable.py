"""Everything that happens because time passes, and how often."""

from __future__ import annotations

import threading
from datetime import UTC, timedelta
from functools import partial

from apscheduler.schedulers.background import BackgroundScheduler

from bot.clock import machine_clock
from bot.jobs.door import guard
from bot.jobs.looking import judge_by_blueprint
from bot.jobs.put_right import put_right
from bot.jobs.roll import call_roll
from bot.jobs.round import go_round
from bot.office import Office
from bot.outbox import Mouth

ROLL_EVERY = timedelta(hours=1)
"""Somebody may leave without our being told: what is theirs goes to another within the hour."""
SOONEST = timedelta(milliseconds=50)


class Timetable:
    """The scheduler with its few jobs; nothing runs before `start`.

    Jobs live in memory: what is due lives in our own rows, so a restart forgets nothing. A late tick still runs
    (`misfire_grace_time=None`) and a hundred late ones run as one (`coalesce`). Every replica runs the same timetable:
    the database decides who says what.
    """

    def __init__(self, office: Office, worker: str, tick: timedelta) -> None:
        self._office = office
        self._mouth = Mouth(office, worker)
        self._tick = tick
        self._rung = threading.Event()
        self._at_work = threading.Lock()
        self._scheduler = BackgroundScheduler(
            timezone=UTC, job_defaults={"max_instances": 3, "coalesce": True, "misfire_grace_time": None}
        )
        self._scheduler.add_job(self._round, "interval", seconds=tick.total_seconds(), id="tick")
        self._scheduler.add_job(self._roll, "interval", seconds=ROLL_EVERY.total_seconds(), id="roll")

    def start(self) -> None:
        """Begin; what waited is said at once and not a tick later, while the roll is called."""
        guard("edited blueprints", partial(judge_by_blueprint, self._office))
        self._scheduler.start()
        self._scheduler.add_job(self._roll)
        self.ring()

    def ring(self) -> None:
        """Something new waits: go round now."""
        if self._scheduler.running:
            self._scheduler.add_job(self._round)

    def stop(self) -> None:
        """Finish the round at work, then stop.

        The round is waited for here: APScheduler waits for it while it bars the very lock that a round needs to plan
        the next one, and neither would ever end.
        """
        with self._at_work:
            self._scheduler.shutdown(wait=True)

    def _roll(self) -> None:
        guard("roll call", partial(call_roll, self._office))
        guard("a clock that was wrong", partial(put_right, self._office))

    def _round(self) -> None:
        """One round at a time; a ring during a round leads to exactly one more."""
        self._rung.set()
        while self._rung.is_set() and self._at_work.acquire(blocking=False):
            try:
                self._rung.clear()
                guard("round", self._go)
            finally:
                self._at_work.release()

    def _go(self) -> None:
        next_at = go_round(self._office, self._mouth)
        if next_at is None:
            return
        wait = max(next_at - self._office.clock(), SOONEST)
        if wait < self._tick:
            self._scheduler.add_job(
                self._round, "date", run_date=machine_clock() + wait, id="soon", replace_existing=True
            )
