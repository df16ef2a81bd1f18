"""A Monday on which one message of every kind that the bot says is due in the same round, each somewhere else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.outbox import put
from bot.rules.facts import ACCOUNT_CHANNEL, LINE_ID, Account, Message, Record, Speech, Touch
from bot.store import accounts, touches
from bot.store.engine import writing
from tests.faults.busy import plans_a_review
from tests.flows.nudging import has_gone_quiet
from tests.support.at_work import Bot
from tests.support.hand import Control
from tests.support.sold import PROMISE

THAT_DAY = "2026-03-02"
THURSDAY, MORNING, THEN = "2026-02-26T15:00:00Z", f"{THAT_DAY}T10:00:00Z", f"{THAT_DAY}T15:00:00Z"
"""At three in London it is ten in New York and four in Berlin: everybody but Dev is at work."""
CUSTOMERS = {"alert": "Globex", "red": "Hooli", "mended": "Umbrella", "pulse": "Tyrell", "step": "Wonka"}
"""Ben's, each with a channel of the kind's name."""


@dataclass(frozen=True)
class Kind:
    """A message to somebody or to a channel, known by the `words` it begins with.
    Where it cannot be said the admins' list has it with what is `listed`, its name and whom it is about, and `hears` is
    told something `about` it; that is "" where nobody is."""

    to: str
    words: str
    listed: tuple[str, str]
    hears: str = ""
    about: str = "-"
    is_edit: bool = False


GONE_QUIET = "No contact at all for long"
CHANGED = f"{GONE_QUIET} (changed where it stands)"
KINDS: Mapping[str, Kind] = {
    "card": Kind("UANN", "Ben Brand hands Acme", ("Handoff: card", "Acme"), "UBEN", "A message about Acme"),
    "announcement": Kind(
        ACCOUNT_CHANNEL,
        "Dev Das owns Initech",
        ("Handoff: announcement", "Initech"),
        "UDEV",
        "The account channel of Initech",
    ),
    "digest": Kind("UBEN", "Good morning Ben", ("The morning digest", "Ben Brand"), "UANN", "Ben Brand cannot be told"),
    "interrupt": Kind(
        "UMEG",
        "Stark (T2). Promised to them: SSO by May. Due today.",
        ("A promise to the customer", "Stark"),
        "UANN",
        "Meg Moss cannot",
    ),
    "alert": Kind(ACCOUNT_CHANNEL, "Globex: last in touch", (GONE_QUIET, "Globex"), "UBEN", "The channel of Globex"),
    "red": Kind(ACCOUNT_CHANNEL, "red after 45 days", (CHANGED, "Hooli"), is_edit=True),
    "mended": Kind(ACCOUNT_CHANNEL, "That is settled", (CHANGED, "Umbrella"), is_edit=True),
    "pulse": Kind(
        ACCOUNT_CHANNEL,
        "Tyrell (Strategic): how it stands",
        ("The weekly word on an account", "Tyrell"),
        "UBEN",
        "The channel of Tyrell",
    ),
    "step": Kind(
        ACCOUNT_CHANNEL,
        "Ben Brand, by Mon 2 Mar: Go through it among ourselves",
        ("A business review", "Wonka"),
        "UBEN",
        "The channel of Wonka",
    ),
    "word": Kind("UEVA", "Dev Das cannot be told what is due", ("A notice", "Eva Ernst")),
}


def comes(box: Control, bot: Bot) -> dict[str, str]:
    """Live until the moment at which all of them are said next; the channels by their names."""
    box.welcome("UEVA", "eva", "Eva Ernst", tz="Europe/Berlin")
    bot.calls_the_roll()
    channels = {kind: box.meg.creates_channel(kind) for kind in CUSTOMERS}
    is_at(bot, THURSDAY)
    is_quiet(bot, "red", date(2026, 1, 15), channels)
    is_quiet(bot, "mended", date(2026, 1, 20), channels)
    plans_a_review(bot, is_quiet(bot, "step", date(2026, 2, 25), channels), date(2026, 3, 9))
    promise = {**PROMISE, LINE_ID: "today", "keeper": "UMEG", "due_on": THAT_DAY}
    bot.is_accepted(is_handed(bot, "Stark", "UEVA", promises=[promise]))
    bot.goes_round(4)
    is_at(bot, MORNING)
    is_quiet(bot, "alert", date(2026, 1, 30), channels)
    is_quiet(bot, "pulse", date(2026, 2, 25), channels, tier="T1")
    to_be_announced = is_handed(
        bot, "Initech", "UDEV", promises=[{**promise, "keeper": "UDEV", "due_on": "2026-05-01"}]
    )
    bot.goes_round(4)
    is_at(bot, THEN)
    bot.is_accepted(to_be_announced)
    is_handed(bot, "Acme", "UANN", by="UBEN")
    is_talked_to(bot, bot.account(CUSTOMERS["mended"]), date.fromisoformat(THAT_DAY))
    is_told_a_word(bot, "UEVA")
    return channels


def stands(box: Control, kind: str, channels: Mapping[str, str]) -> int:
    """How many messages there are to read that say it on that day, as Slack has them."""
    one = KINDS[kind]
    if one.is_edit:
        return len([message for message in box.meg.messages(channels[kind]) if one.words in message.words])
    posts = [post for post in box.posted() if post["text"].startswith(one.words) and post["iso"].startswith(THAT_DAY)]
    return len([post for post in posts if one.to in (post["to"] or ACCOUNT_CHANNEL)])


def loses_its_thread(bot: Bot, channels: Mapping[str, str]) -> None:
    """Somebody deletes the message under which the step is to stand."""
    first = next(message for message in bot.box.meg.messages(channels["step"]) if "Each step" in message.words)
    bot.office.slack.call("chat.delete", channel=channels["step"], ts=first.ts)


def is_at(bot: Bot, moment: str) -> None:
    bot.box.clock.set(moment)


def is_quiet(bot: Bot, kind: str, last: date, channels: Mapping[str, str], tier: str = "T2") -> Account:
    return has_gone_quiet(bot, CUSTOMERS[kind], tier, last, channels[kind], owner="UBEN")


def is_talked_to(bot: Bot, account: Account, on: date) -> None:
    """Ann logs a call."""
    office = bot.office
    call = Touch(account.id, f"record/{account.id}/{on}", on, "UANN", "video", two_way=True, live=True)
    with writing(office.memory) as connection:
        touches.add(connection, office.workspace, call, office.clock())
        accounts.look_again(connection, office.workspace, [account.id], office.clock())


def is_handed(bot: Bot, account: str, owner: str, by: str = "USUE", **answers: object) -> Record:
    return bot.is_handed(account, by, owner=owner, ae=by, deputy="UDEV", **answers)


def is_told_a_word(bot: Bot, person: str) -> None:
    facts = {"person": "Dev Das", "why": "He has left."}
    sentence = Message("a word", person, "", "person_not_told", None, None, "", facts=facts, kind=Speech.WORD)
    with writing(bot.office.memory) as connection:
        put(connection, bot.office, [sentence], bot.office.clock())
