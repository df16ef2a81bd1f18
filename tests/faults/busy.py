"""A workspace in which every kind of message falls due, day after day, and people who go on working meanwhile."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final
from uuid import uuid4

from bot import deeds
from bot.deeds import Gesture
from bot.rules.facts import LINE_ID, Account, Draft, Record, Touch
from bot.store import accounts, touches
from bot.store.engine import writing
from tests.cast import MONDAY
from tests.flows.nudging import has_gone_quiet
from tests.support.at_work import Bot
from tests.support.hand import Control
from tests.support.sold import PROMISE

CROWD: Final = [f"UCROWD{n}" for n in range(8)]
OWNERS: Final = ["UANN", "UMEG", "UDEV", "UBEN", *CROWD]
ACCOUNTS: Final = 24
MORNING, EVENING = timedelta(hours=0), timedelta(hours=8)
"""From nine in London until New York's noon: everybody's nine o'clock is over, and Berlin's three."""


def working_day(number: int) -> date:
    """The days from the tests' Monday on, weekends left out."""
    return MONDAY.date() + timedelta(days=number + 2 * (number // 5))


def fills(box: Control, bot: Bot) -> list[Account]:
    """Accounts with channels, quiet for five to fifty days, with reviews in the weeks to come."""
    for number, person in enumerate(CROWD):
        box.welcome(person, f"crowd{number}", f"Crowd {number}", tz="Europe/Berlin")
    bot.calls_the_roll()
    made = []
    for number in range(ACCOUNTS):
        channel = box.meg.creates_channel(f"customer-{number}")
        box.invite("UHEARTH", channel)
        last = MONDAY.date() - timedelta(days=5 + 2 * number)
        owner, deputy = OWNERS[number % len(OWNERS)], OWNERS[(number + 1) % len(OWNERS)]
        account = has_gone_quiet(bot, f"Customer {number}", last=last, channel=channel, owner=owner, deputy=deputy)
        made.append(account)
        if number % 2:
            plans_a_review(bot, account, MONDAY.date() + timedelta(days=number + 3))
    return made


def plans_a_review(bot: Bot, account: Account, on: date) -> None:
    """As the form would have sent it."""
    office, now = bot.office, bot.office.clock()
    answers = {"account": {"id": account.id, "name": account.name}, "kind": "qbr", "on": on.isoformat()}
    draft = Draft(office.workspace, uuid4().hex, "review", "UMEG", 0, answers, None, now)
    with writing(office.memory) as connection:
        assert isinstance(deeds.submit(office, connection, draft, Gesture("UMEG", now, "modal")), Record)


def works(bot: Bot, made: list[Account], number: int) -> None:
    """A day's morning: a customer is handed over, yesterday's is accepted, some are talked to."""
    owner = OWNERS[number % len(OWNERS)]
    soon = {**PROMISE, LINE_ID: "soon", "keeper": owner, "due_on": working_day(number + 2).isoformat()}
    bot.is_handed(f"New customer {number}", owner=owner, deputy="UDEV" if owner == "UMEG" else "UMEG", promises=[soon])
    for account in bot.accounts():
        if account == f"New customer {number - 1}":
            bot.is_accepted(bot.record(account))
    for account in made[number::10]:
        talked_to(bot, account, working_day(number))


def talked_to(bot: Bot, account: Account, on: date) -> None:
    """A call was logged."""
    office = bot.office
    call = Touch(account.id, f"record/{account.id}/{on}", on, "UANN", "video", two_way=True, live=True)
    with writing(office.memory) as connection:
        touches.add(connection, office.workspace, call, office.clock())
        accounts.look_again(connection, office.workspace, [account.id], office.clock())
