"""The sandbox's clock is skipped through a day while the bot follows it: each thing is said at its hour."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.processes.conftest import A_WHILE, Door, Hire
from tests.processes.test_at_work import is_accepted
from tests.support.hand import eventually

A_STEP = timedelta(minutes=30)


def test_what_waits_for_the_morning_is_said_then_and_not_where_the_skip_ends(socket_door: Door, hire: Hire) -> None:
    """Nine in New York is two in the afternoon, UTC. A round that a step falls into has seen the hour before it."""
    box = socket_door.box
    box.reset()
    hire(socket_door)
    is_accepted(box, "Acme")
    box.clock.skip_to("2026-03-02T21:00:00Z", pause_ms=0)
    eventually(lambda: True if box.clock.skips is None else None, lambda: "the day should have passed", within=A_WHILE)
    [told] = [post for post in box.posted() if post["to"] == "UBEN" and "accepted Acme" in post["text"]]
    morning = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
    assert morning <= datetime.fromtimestamp(told["at"], UTC) < morning + 3 * A_STEP
