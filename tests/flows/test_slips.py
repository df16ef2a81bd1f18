"""A promise that slips gets another day, and whether the customer was told before is kept."""

from __future__ import annotations

from datetime import date

from bot.rules.facts import Deed
from bot.store import marks, nudges, tasks
from bot.store.engine import reading
from tests.support.at_work import Bot
from tests.support.hand import Control, Message

PROMISE = "Promised to them"


def told_of_promise(box: Control, bot: Bot) -> Message:
    """Ann's digest on the morning before her promise to Acme is due, Friday 1 May, which is free in Berlin."""
    bot.goes_round()
    box.clock.set("2026-04-30T09:05:00+02:00")
    bot.goes_round()
    return box.ann.sees_message(PROMISE)


def due_days(bot: Bot) -> list[date]:
    with reading(bot.office.memory) as connection:
        return [task.due_on for task in tasks.open_of_account(connection, bot.office.workspace, 1) if task.promise]


def test_it_is_told_the_day_before_with_a_button_that_moves_it(box: Control, bot: Bot, accepted: None) -> None:
    [due_on] = due_days(bot)
    message = told_of_promise(box, bot)
    box.ann.clicks("nudge:slip", message)
    asked = box.ann.sees_modal("nudge:slip")
    assert not box.ann.submits({"day": "2026-05-08", "reason": "told_them"}, asked).errors
    bot.goes_round()
    assert due_days(bot) == [date(2026, 5, 8)] != [due_on]
    again = box.ann.sees_message(PROMISE)
    assert "It comes Fri 8 May instead, and they know" in again.words
    with reading(bot.office.memory) as connection:
        [(nudge, _)] = nudges.get_many(connection, bot.office.workspace, [told(bot)]).values()
        [mark] = marks.of(connection, bot.office.workspace, [nudge.key])[nudge.key]
    assert (mark.deed, mark.until, mark.reason) == (Deed.SLIPPED, date(2026, 5, 8), "told_them")
    assert nudge.due_on == date(2026, 5, 8)


def told(bot: Bot) -> str:
    with reading(bot.office.memory) as connection:
        found = nudges.open_of(connection, bot.office.workspace, [1])[1]
    return next(nudge.key for nudge in found if nudge.watch == "todo/promises")


def test_a_day_that_has_passed_is_no_new_day(box: Control, bot: Bot, accepted: None) -> None:
    message = told_of_promise(box, bot)
    box.ann.clicks("nudge:slip", message)
    refused = box.ann.submits({"day": "2026-04-30", "reason": "not_told_yet"}, box.ann.sees_modal("nudge:slip"))
    assert "Choose a day after today" in str(refused.errors)
