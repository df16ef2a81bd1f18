"""Slack tells of another zone or a vacation, and somebody's days go otherwise from then on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.store import mornings, people, rhythms
from bot.store.engine import reading, writing
from tests.cast import ANN
from tests.support.at_work import Bot
from tests.support.hand import Control, eventually


def next_mornings(bot: Bot) -> list[str]:
    """Who is looked after now."""
    with reading(bot.office.memory) as connection:
        return [person for person, _ in mornings.due(connection, bot.office.workspace, bot.office.clock(), 10)]


def is_looked_after_tomorrow(bot: Bot, person: str) -> None:
    office = bot.office
    with writing(office.memory) as connection:
        mornings.begin(connection, office.workspace, {person: office.clock() + timedelta(days=1)})


def hears_of_vacation(bot: Bot, person: str, last: date | None) -> None:
    eventually(
        lambda: True if (known := bot.knows(person)) and known.away_until == last else None,
        lambda: f"{person} should be away until {last}, and is {bot.knows(person)}",
    )


def test_a_vacation_counts_from_the_moment_slack_tells_of_it_until_it_tells_of_its_end(box: Control, bot: Bot) -> None:
    is_looked_after_tomorrow(bot, "UANN")
    box.change("UANN", status_emoji=":palm_tree:", status_expiration=1773356399)
    hears_of_vacation(bot, "UANN", date(2026, 3, 12))
    assert next_mornings(bot) == ["UANN"]
    with reading(bot.office.memory) as connection:
        days = rhythms.of(connection, bot.office.workspace, bot.office.blueprint.calendar, ["UANN"])["UANN"]
    assert days.away_until == date(2026, 3, 12)
    box.change("UANN", status_emoji="", status_expiration=0)
    hears_of_vacation(bot, "UANN", None)


def test_a_vacation_without_an_end_goes_on_with_each_roll_call(box: Control, bot: Bot) -> None:
    box.change("UANN", status_emoji=":palm_tree:")
    hears_of_vacation(bot, "UANN", date(2026, 3, 5))
    box.clock.advance(2 * 86_400)
    bot.calls_the_roll()
    hears_of_vacation(bot, "UANN", date(2026, 3, 7))


def test_what_changes_nothing_of_somebodys_days_wakes_nobody(box: Control, bot: Bot) -> None:
    is_looked_after_tomorrow(bot, "UANN")
    box.change("UANN", title="Head of Accounts", real_name="Ann Adler-Ames")
    eventually(
        lambda: True if (ann := bot.knows("UANN")) and ann.name == "Ann Adler-Ames" else None,
        lambda: f"{bot.knows('UANN')}",
    )
    bot.calls_the_roll()
    assert next_mornings(bot) == []


def test_a_move_that_only_the_roll_call_shows_counts_too(bot: Bot) -> None:
    is_looked_after_tomorrow(bot, "UANN")
    with writing(bot.office.memory) as connection:
        people.remember(connection, replace(ANN, zone="Asia/Tokyo", seen_at=bot.office.clock()))
    bot.calls_the_roll()
    assert next_mornings(bot) == ["UANN"]
