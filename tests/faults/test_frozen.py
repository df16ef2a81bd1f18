"""A process that stood still for longer than its lease says nothing, once it goes on, that another has said."""

from __future__ import annotations

import time

import pytest

from bot.outbox import LEASE
from bot.outbox.mouth import STALE
from bot.rules.facts import Saying
from tests.faults.truth import truth_of
from tests.faults.workers import Workers
from tests.support.at_work import Bot
from tests.support.hand import Control, eventually

LAPSED = LEASE.total_seconds() + 1
FASTER = 50
"""Seconds that its stopwatch makes of one of the machine's: nobody waits for twenty of these."""


def waits_for_slack(box: Control) -> None:
    """Wait until somebody has asked what is answered slowly."""
    eventually(lambda: None if box.wire.get("/faults")["faults"] else True, lambda: "it should have asked by now")


def are_said(bot: Bot, number: int) -> None:
    """Wait until so many messages are said and written down."""
    eventually(
        lambda: True if len(bot.messages(Saying.SAID)) == number else None,
        lambda: f"{number} should be said; in hand are {bot.messages(Saying.SENDING)}",
    )


@pytest.mark.parametrize("method", ["conversations.open", "chat.postMessage"])
def test_who_was_frozen_does_not_say_what_another_has_said_since(
    box: Control, bot: Bot, workers: Workers, method: str
) -> None:
    """It stood still before it said it, or before it heard that it was said."""
    box.fault(method, "slow", seconds=LAPSED / 2)
    bot.is_handed("Acme")
    frozen = workers.hire(bot.database, faster=FASTER)
    waits_for_slack(box)
    workers.freeze(frozen)
    begun = time.monotonic()
    box.clock.advance(LAPSED)
    other = workers.hire(bot.database)
    are_said(bot, 1)
    workers.kill(other)
    time.sleep(max(0.0, begun + STALE / FASTER - time.monotonic()))
    workers.thaw(frozen)
    box.clock.advance(LAPSED)  # it has its answer by then, if it had not begun to wait for that when it was frozen
    bot.is_handed("Globex", owner="UMEG")
    are_said(bot, 2)  # it has gone on, and says what is to be said
    truth = truth_of(bot)
    assert truth.wrong == {}
    assert len([m for m in box.ann.messages() if "hands Acme" in m.text]) == 1
