"""Days going by, each from nine in the morning of Berlin on, and what is said on them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tests.support.at_work import Bot
from tests.support.hand import Control, Hand, Message

BERLIN = ZoneInfo("Europe/Berlin")
FIVE_PAST_NINE = time(9, 5)


def wakes(box: Control, bot: Bot, day: str | date) -> None:
    """It is five past nine on that day, and the clock has gone round."""
    morning = datetime.combine(date.fromisoformat(str(day)), FIVE_PAST_NINE, BERLIN)
    box.clock.set(morning.isoformat())
    bot.goes_round()


def lives_until(box: Control, bot: Bot, until: str) -> None:
    """Each morning from Monday to Friday after today, up to and with that day."""
    for day in _days(bot, until):
        wakes(box, bot, day)


def said_in(box: Control, channel: str, since: int = 0) -> list[tuple[str, str, bool]]:
    """What the bot has posted in a channel: the day, what its notification says, and whether it is a reply."""
    ours = (post for post in box.posted(since) if post["channel"] == channel and post["text"])
    return [(post["iso"][:10], post["text"], post["thread_ts"] is not None) for post in ours]


def digests(person: Hand) -> list[Message]:
    """A person's digests, in order."""
    return [message for message in person.messages() if message.text.startswith("Good morning")]


def _days(bot: Bot, until: str) -> Iterator[date]:
    today = bot.office.clock().astimezone(BERLIN).date()
    days = (today + timedelta(days=n) for n in range(1, (date.fromisoformat(until) - today).days + 1))
    return (day for day in days if day.weekday() < 5)
