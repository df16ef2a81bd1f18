"""What the demo begins with: a past that the forms would have taken, and a first morning with something of each."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.rules import submission
from tests.cast import EVERYBODY
from tests.support.at_work import Bot
from tests.support.hand import Control
from tools.past import MORNING, SAMPLE, next_morning, remember

PAST = YAML(typ="safe").load(SAMPLE / "past.yml")["past"]
SENT = [done for done in PAST if "send" in done]


@pytest.mark.parametrize("done", SENT, ids=lambda done: f"{done['send']}, {done['to']}, {done['on']}")
def test_whatever_was_sent_is_what_its_form_takes(bot: Bot, done: dict[str, Any]) -> None:
    remember(bot.office)
    habit = bot.office.blueprint.habits[done["send"]]
    sent = next(one for one in bot.records(done["to"]) if (one.habit, one.opened_at.date()) == (habit.id, done["on"]))
    tier = bot.account(done["to"]).tier
    answers = {**sent.answers, "tier": tier}
    wrong = submission.problems(habit.questions, answers, EVERYBODY, bot.office.blueprint.tier_ids, done["on"])
    assert [problem for problem in wrong if problem.question != "account"] == []
    assert done["answers"].keys() <= sent.answers.keys()


@pytest.mark.parametrize("day", [date(2026, 3, 2) + timedelta(days=n) for n in range(7)], ids=lambda day: f"{day:%a}")
def test_on_whichever_day_it_is_begun_the_first_morning_has_something_of_each(
    box: Control, bot: Bot, day: date
) -> None:
    box.clock.set(f"{day}T15:00:00+01:00")
    remember(bot.office)
    bot.goes_round()
    box.clock.set(f"{next_morning(day)}T09:00:00+01:00")
    bot.goes_round()
    told = box.ann.sees_message("Good morning Ann").words
    for words in (
        "Promised to them",
        "They expect to hear",
        "It is our turn",
        "amber",
        "Planned",
        "Business review",
        "renews",
    ):
        assert words in told


def test_the_sample_is_told_from_a_tuesday() -> None:
    assert next_morning(date(2026, 3, 2)) == MORNING
