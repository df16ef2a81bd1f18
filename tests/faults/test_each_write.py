"""The database goes away at each write of a delivery: said once when it is back, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event, text

from bot.outbox import LEASE
from bot.rules.facts import Saying
from bot.store.engine import writing
from tests.faults.kinds import KINDS, comes, stands
from tests.faults.slowly import while_asking
from tests.support.at_work import Bot
from tests.support.hand import Control

WRITES = {
    "claim": "UPDATE ON said WHEN NEW.state = 'sending'",
    "note": "INSERT ON told",
    "settle": "UPDATE ON said WHEN OLD.state = 'sending' AND NEW.state = 'said'",
    "fail": "UPDATE ON said WHEN NEW.state = 'failed'",
}
"""What the mouth writes, as SQLite's triggers name it."""


@contextmanager
def refusing(bot: Bot, write: str) -> Iterator[None]:
    """The disk is full, say, whenever this is to be written."""
    with writing(bot.office.memory) as connection:
        connection.execute(text(f"CREATE TRIGGER away BEFORE {WRITES[write]} BEGIN SELECT RAISE(ABORT, 'full'); END"))
    yield
    with writing(bot.office.memory) as connection:
        connection.execute(text("DROP TRIGGER away"))


def is_impatient(bot: Bot) -> None:
    """Wait for other writers a twentieth of a second and not five."""
    event.listen(bot.office.memory, "connect", lambda raw, _: raw.execute("PRAGMA busy_timeout = 50"))
    bot.office.memory.dispose()


def comes_to_itself(bot: Bot) -> None:
    """What it had begun with is looked for by another worker."""
    for _ in range(2):
        bot.loses_its_mouth()
        bot.box.clock.advance(LEASE.total_seconds() + 1)
        bot.goes_round(2)


@pytest.mark.parametrize("write", ["claim", "note", "settle"])
def test_every_kind_is_said_once_though_a_write_was_refused(box: Control, bot: Bot, write: str) -> None:
    channels = comes(box, bot)
    bot.in_trouble = True
    with refusing(bot, write):
        bot.goes_round(3)
    comes_to_itself(bot)
    assert {kind: stands(box, kind, channels) for kind in KINDS} == dict.fromkeys(KINDS, 1)
    assert [bot.messages(state) for state in (Saying.SENDING, Saying.FAILED, Saying.UNSURE)] == [[], [], []]


def test_every_kind_is_said_once_though_the_database_was_locked_for_long(box: Control, bot: Bot) -> None:
    """Before anything was claimed, and then while the first of them was said."""
    channels = comes(box, bot)
    is_impatient(bot)
    bot.in_trouble = True
    with bot.locked_out():
        bot.goes_round(2)
    with while_asking(bot, "chat.postMessage") as goes_on, bot.locked_out():
        goes_on()
    comes_to_itself(bot)
    assert {kind: stands(box, kind, channels) for kind in KINDS} == dict.fromkeys(KINDS, 1)
    assert [bot.messages(state) for state in (Saying.SENDING, Saying.FAILED, Saying.UNSURE)] == [[], [], []]


def test_who_can_mend_it_hears_though_that_could_not_be_written_at_first(box: Control, bot: Bot) -> None:
    bot.is_handed()
    bot.in_trouble = True
    with refusing(bot, "fail"):
        box.fault("chat.postMessage", "refuse", error="restricted_action")
        bot.goes_round(1)
    assert len(bot.messages(Saying.SENDING)) == 1
    box.fault("chat.postMessage", "refuse", error="restricted_action")
    comes_to_itself(bot)
    box.clock.set("2026-03-02T14:05:00Z")
    bot.goes_round()
    assert "A workspace admin can change that" in box.ben.sees_message("somebody was not reached").words
