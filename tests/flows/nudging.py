"""An account that has gone quiet, and the messages in which people are told so."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import delete

from bot.rules.facts import Account, Mark, Nudge, Touch
from bot.store import accounts, marks, nudges, tables, touches
from bot.store.engine import reading, writing
from tests.cast import MONDAY
from tests.support.at_work import Bot
from tests.support.hand import Hand, Message

LAST_TALK = date(2026, 1, 20)
"""41 days before the tests' Monday: with a T1 account amber after 35, and red after 60."""
TEAM = {"owner": "UANN", "deputy": "UDEV", "manager": "UMEG"}


def has_gone_quiet(
    bot: Bot, name: str = "Acme", tier: str = "T1", last: date = LAST_TALK, channel: str = "", **roles: str
) -> Account:
    """An account of old that nobody has talked to since; the next round finds that out."""
    office = bot.office
    since = MONDAY - timedelta(days=400)
    talk = Touch(0, f"record/{name}", last, "UANN", "video", two_way=True, live=True)
    with writing(office.memory) as connection:
        account = accounts.create(connection, office.workspace, name, since, tier)
        accounts.take_roles(connection, office.workspace, account.id, {**TEAM, **roles}, since)
        if channel:
            accounts.bind_channel(connection, office.workspace, account.id, channel, since)
        touches.add(connection, office.workspace, Touch(**{**vars(talk), "account": account.id}), since)
        accounts.look_again(connection, office.workspace, [account.id], office.clock())
    return account


def wrote_last(bot: Bot, on: date) -> Account:
    """Acme, whose people wrote on a day, so that it is our turn."""
    account = has_gone_quiet(bot, last=on)
    wrote_again(bot, account, on)
    return account


def wrote_again(bot: Bot, account: Account, on: date) -> None:
    """They write in the channel that we share with them."""
    message = Touch(account.id, f"channel/C0/{on}/theirs", on, "UOLA", "message", two_way=True, live=False, ball="us")
    with writing(bot.office.memory) as connection:
        touches.again(connection, bot.office.workspace, message, bot.office.clock())
        accounts.look_again(connection, bot.office.workspace, [account.id], bot.office.clock())


def morning_comes(bot: Bot) -> None:
    """Accounts were looked at before anybody's Monday began; now it is ten in Berlin."""
    for moment in ("2026-03-02T02:00:00Z", "2026-03-02T09:00:00Z"):
        bot.box.clock.set(moment)
        bot.goes_round()


def is_told(bot: Bot, person: Hand) -> Message:
    """The person's digest of this morning."""
    morning_comes(bot)
    return person.sees_message("Good morning")


def open_nudges(bot: Bot, account: Account) -> dict[str, Nudge]:
    """What is open of an account, by watch; of each what opens first."""
    with reading(bot.office.memory) as connection:
        found = nudges.open_of(connection, bot.office.workspace, [account.id])[account.id]
    return {nudge.watch: nudge for nudge in sorted(found, key=lambda nudge: nudge.opens_on, reverse=True)}


def marked(bot: Bot, account: Account) -> list[Mark]:
    """What people did about an account's nudges, in order."""
    with reading(bot.office.memory) as connection:
        found = marks.of_accounts(connection, bot.office.workspace, [account.id])
    return list(found[account.id])


def is_looked_at(bot: Bot, account: Account) -> None:
    """The clock judges an account anew."""
    with writing(bot.office.memory) as connection:
        accounts.look_again(connection, bot.office.workspace, [account.id], bot.office.clock())
    bot.goes_round()


def wrong_counts(bot: Bot) -> dict[str, int]:
    """How often each watch was said to be wrong."""
    with reading(bot.office.memory) as connection:
        return marks.count_wrong(connection, bot.office.workspace, MONDAY - timedelta(days=1))


def is_open(bot: Bot, nudge: Nudge) -> None:
    """A nudge as a look at its account would have left it."""
    with writing(bot.office.memory) as connection:
        nudges.settle(connection, bot.office.workspace, [nudge.account], [nudge], bot.office.clock())


def knows(bot: Bot, account: Account, **facts: str) -> None:
    """What is known of an account, as a form would have left it."""
    with writing(bot.office.memory) as connection:
        accounts.keep_facts(connection, bot.office.workspace, account.id, facts, bot.office.clock())


def forgets(bot: Bot, nudge: Nudge) -> None:
    """A nudge is no more, as after its table was made anew."""
    with writing(bot.office.memory) as connection:
        connection.execute(delete(tables.nudges).where(tables.nudges.c.key == nudge.key))
