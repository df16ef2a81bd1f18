"""Three weeks of downtime: afterwards everybody hears once how things stand now, and nothing of the days gone by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

import pytest

from bot.rules.facts import LINE_ID, Saying
from tests.cast import MONDAY
from tests.faults.busy import plans_a_review
from tests.flows.nudging import has_gone_quiet
from tests.support.at_work import Bot
from tests.support.hand import Control, words_of
from tests.support.sold import PROMISE

CROWD: Final = [f"UCROWD{number}" for number in range(8)]
PEOPLE: Final = ["UANN", "UMEG", "UDEV", "UBEN", *CROWD]
BACK: Final = datetime.fromisoformat("2026-03-23T05:00:00Z")
"""A Monday three weeks on: in Kolkata the day has begun."""
RED_AFTER: Final = {"T1": 30, "T2": 45}
"""Days without contact."""


@dataclass(frozen=True)
class Customer:
    """Somebody's account. Every third has a review, the first two of them while nobody is there to remind of it."""

    number: int

    @property
    def name(self) -> str:
        return f"Customer {self.number}"

    @property
    def tier(self) -> str:
        return ("T1", "T2")[self.number % 2]

    @property
    def last(self) -> date:
        return MONDAY.date() - timedelta(days=4 + 3 * self.number)

    @property
    def review(self) -> date | None:
        return MONDAY.date() + timedelta(days=16 + self.number) if self.number % 3 == 0 else None


CUSTOMERS: Final = [Customer(number) for number in range(len(PEOPLE))]


@pytest.fixture
def channels(box: Control, bot: Bot) -> Mapping[str, str]:
    """The channel of each customer, by its id, when the bot stops on the evening of the tests' Monday. Everybody has
    promised something for one of the next fortnight's days."""
    for number, person in enumerate(CROWD):
        box.welcome(person, f"crowd{number}", f"Crowd {number}", tz=("Europe/Berlin", "America/New_York")[number % 2])
    bot.calls_the_roll()
    made = {}
    for one, person in zip(CUSTOMERS, PEOPLE, strict=True):
        channel = box.meg.creates_channel(f"customer-{one.number}")
        deputy = PEOPLE[one.number - 1]
        account = has_gone_quiet(bot, one.name, one.tier, one.last, channel, owner=person, deputy=deputy)
        if one.review:
            plans_a_review(bot, account, one.review)
        due_on = MONDAY.date() + timedelta(days=7 + one.number)
        promise = {**PROMISE, LINE_ID: f"line{one.number}", "keeper": person, "due_on": due_on.isoformat()}
        handed = bot.is_handed(f"New {one.number}", "USUE", owner=person, deputy=deputy, ae="USUE", promises=[promise])
        bot.is_accepted(handed)
        made[channel] = one.name
    for hours in (-7, 0, 6):
        is_quiet_at(bot, MONDAY + timedelta(hours=hours))
    return made


def is_quiet_at(bot: Bot, moment: datetime) -> None:
    """It is that moment, and all that is to be said then is."""
    bot.box.clock.set(moment.timestamp())
    while (next_at := bot.goes_round(1)) and next_at < moment + timedelta(minutes=5):
        pass


def test_after_three_weeks_everybody_hears_once_how_things_stand(
    box: Control, bot: Bot, channels: Mapping[str, str]
) -> None:
    before = len(box.posted())
    for hours in (0, 3, 4, 8, 10):  # everybody's nine o'clock, and everybody's afternoon
        is_quiet_at(bot, BACK + timedelta(hours=hours))
    posts = box.posted(before)

    to_people = [post for post in posts if post["to"]]
    assert Counter(post["to"] for post in to_people) == dict.fromkeys([*PEOPLE, "USUE"], 1)
    assert all(post["text"].startswith("Good morning") for post in to_people)  # and no interruption

    in_channels = [post for post in posts if not post["to"]]
    steps = Counter(channels[post["channel"]] for post in in_channels if post["thread_ts"])
    assert steps == {"Customer 0": 1, "Customer 3": 1, "Customer 6": 1, "Customer 9": 2}  # that may still be taken
    told = [(post["channel"], post["text"]) for post in in_channels if not post["thread_ts"]]
    assert len(told) == len(set(told))
    weekly = [text for _, text in told if text.endswith(": how it stands on Mon 23 Mar.")]
    assert len(weekly) == len([one for one in CUSTOMERS if one.tier == "T1"])

    reds = {one.name for one in CUSTOMERS if (BACK.date() - one.last).days > RED_AFTER[one.tier]}
    said = said_at_first(box)
    assert {name for name, words in said.items() if "; red after" in words} == reds & set(said)
    assert reds & set(said)
    assert set(said) - reds

    assert box.refused == {}
    assert [bot.messages(state) for state in (Saying.SENDING, Saying.FAILED, Saying.UNSURE)] == [[], [], []]


def said_at_first(box: Control) -> dict[str, str]:
    """What each channel was told of its silence when it was first told, by account."""
    calls = [seen for seen in box.traffic(name="chat.postMessage") if seen["at"] >= BACK.timestamp()]
    texts = {seen["request"]["text"]: "\n".join(words_of(seen["request"]["blocks"])) for seen in calls}
    return {text.partition(":")[0]: words for text, words in texts.items() if "last in touch" in text[:30]}
