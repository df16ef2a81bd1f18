"""A workspace in which every kind of message falls due, day after day, while people go on working."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import uuid4

from sqlalchemy import select

from bot import deeds
from bot.deeds import Gesture
from bot.rules.facts import LINE_ID, Account, Draft, Record, Saying, Speech, Touch
from bot.store import accounts, mornings, said, tables, touches
from bot.store.engine import reading, writing
from tests.cast import MONDAY
from tests.flows.nudging import has_gone_quiet
from tests.support.at_work import Bot
from tests.support.sold import PROMISE

CROWD: Final = [f"UCROWD{n}" for n in range(8)]
OWNERS: Final = ["UANN", "UMEG", "UDEV", "UBEN", *CROWD]
ACCOUNTS: Final = 16
NIGHT, MORNING, AFTERNOON = time(2), time(9, 30), time(15, 30)
"""In UTC: before anybody's day begins; when it has in Europe and in India; when it has in New York, and in London it is
past the hour at which one hears of a promise that is due today."""


def moments(number: int) -> list[datetime]:
    """When there is something to say on a working day; the tests' Monday is number 0."""
    day = MONDAY.date() + timedelta(days=number + 2 * (number // 5))
    return [datetime.combine(day, at, UTC) for at in (NIGHT, MORNING, AFTERNOON)]


def fills(bot: Bot) -> list[Account]:
    """Accounts with channels, quiet for five to fifty days, with reviews in the weeks to come. One channel is gone."""
    box = bot.box
    for number, person in enumerate(CROWD):
        box.welcome(person, f"crowd{number}", f"Crowd {number}", tz="Europe/Berlin")
    bot.calls_the_roll()
    made = []
    for number in range(ACCOUNTS):
        channel = box.meg.creates_channel(f"customer-{number}")
        box.invite("UHEARTH", channel)
        last = MONDAY.date() - timedelta(days=5 + 2 * number)
        owner, deputy = OWNERS[number % len(OWNERS)], OWNERS[(number + 1) % len(OWNERS)]
        made.append(has_gone_quiet(bot, f"Customer {number}", last=last, channel=channel, owner=owner, deputy=deputy))
        if number % 2:
            plans_a_review(bot, made[-1], MONDAY.date() + timedelta(days=number + 3))
    box.archive(channel)
    return made


def works(bot: Bot, made: list[Account], number: int) -> None:
    """A day of the people: a customer is handed over, the one of the day before is accepted, some are talked to."""
    owner = OWNERS[number % len(OWNERS)]
    [tomorrow, *_] = moments(number + 1)
    soon = {**PROMISE, LINE_ID: "soon", "keeper": owner, "due_on": tomorrow.date().isoformat()}
    bot.is_handed(f"New customer {number}", owner=owner, deputy="UDEV" if owner == "UMEG" else "UMEG", promises=[soon])
    if number:
        bot.is_accepted(bot.record(f"New customer {number - 1}"))
    for account in made[number::10]:
        talks(bot, account, bot.office.clock().date())


def plans_a_review(bot: Bot, account: Account, on: date) -> None:
    """As the form would have sent it."""
    office, now = bot.office, bot.office.clock()
    answers = {"account": {"id": account.id, "name": account.name}, "kind": "qbr", "on": on.isoformat()}
    draft = Draft(office.workspace, uuid4().hex, "review", "UMEG", 0, answers, None, now)
    with writing(office.memory) as connection:
        assert isinstance(deeds.submit(office, connection, draft, Gesture("UMEG", now, "modal")), Record)


def talks(bot: Bot, account: Account, on: date) -> None:
    """A call is logged."""
    office = bot.office
    call = Touch(account.id, f"record/{account.id}/{on}", on, "UANN", "video", two_way=True, live=True)
    with writing(office.memory) as connection:
        touches.add(connection, office.workspace, call, office.clock())
        accounts.look_again(connection, office.workspace, [account.id], office.clock())


def is_due(bot: Bot) -> bool:
    """Whether there is anything to do now: to look at, to greet somebody for, to say, or to find out if it was said."""
    return bool(bot.messages(Saying.SENDING)) or is_at_hand(bot)


def is_at_hand(bot: Bot) -> bool:
    """The same, without what somebody has in hand, or had."""
    with reading(bot.office.memory) as connection:
        waits = said.due(connection, bot.office.workspace, bot.office.clock(), limit=1)
    return bool(waits) or is_to_look(bot) or is_to_greet(bot)


def is_to_look(bot: Bot) -> bool:
    """Whether an account is due to be looked at."""
    due = select(tables.accounts.c.id).where(tables.accounts.c.look_at <= bot.office.clock()).limit(1)
    with reading(bot.office.memory) as connection:
        return connection.execute(due).first() is not None


def is_to_greet(bot: Bot) -> bool:
    """Whether somebody's morning has come."""
    with reading(bot.office.memory) as connection:
        return bool(mornings.due(connection, bot.office.workspace, bot.office.clock(), limit=1))


def is_to_note(bot: Bot) -> bool:
    """Whether what will be said first is noted before."""
    with reading(bot.office.memory) as connection:
        first = said.due(connection, bot.office.workspace, bot.office.clock(), limit=1)
    return any(row.message.kind in (Speech.DIGEST, Speech.NUDGE) for row in first)
