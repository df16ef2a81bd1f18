"""Whoever wants to be left alone is, as Slack has it at that moment; and nothing depends on its answer."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.outbox.dnd import quiet_people
from tests.support.at_work import Bot
from tests.support.hand import Control

EIGHT_IN_NEW_YORK = datetime(2026, 3, 2, 13, tzinfo=UTC)


def test_at_night_people_are_left_alone_until_their_own_morning(box: Control, bot: Bot) -> None:
    """Ten in the morning in Berlin, four in New York; Slack's own hours are 22 to 8."""
    assert quiet_people(bot.office, ["UANN", "UBEN"]) == {"UBEN": EIGHT_IN_NEW_YORK}
    box.clock.set(EIGHT_IN_NEW_YORK.timestamp())
    assert quiet_people(bot.office, ["UANN", "UBEN"]) == {}


def test_hours_of_ones_own_count_and_so_do_none(box: Control, bot: Bot) -> None:
    box.change("UANN", dnd={"enabled": True, "start": "09:30", "end": "11:30"})
    box.change("UBEN", dnd={"enabled": False, "start": "22:00", "end": "08:00"})
    assert quiet_people(bot.office, ["UANN", "UBEN"]) == {"UANN": datetime(2026, 3, 2, 10, 30, tzinfo=UTC)}


def test_many_people_are_few_questions(box: Control, bot: Bot) -> None:
    quiet_people(bot.office, ["UBEN", *(f"U0NOBODY{number:02}" for number in range(60))])
    assert len(box.traffic(name="dnd.teamInfo")) == 2


def test_nobody_is_no_question(box: Control, bot: Bot) -> None:
    assert quiet_people(bot.office, []) == {}
    assert box.traffic(name="dnd.teamInfo") == []


@pytest.mark.parametrize("kind", ["status429", "status500", "reset", "silence"])
def test_without_an_answer_nobody_is_left_alone(box: Control, bot: Bot, kind: str) -> None:
    box.fault("dnd.teamInfo", kind)
    assert quiet_people(bot.office, ["UBEN"]) == {}


def test_without_the_permission_nobody_is_left_alone(box: Control, bot: Bot) -> None:
    box.revoke("dnd:read")
    assert quiet_people(bot.office, ["UBEN"]) == {}
