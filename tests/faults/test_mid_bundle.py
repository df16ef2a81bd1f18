"""Somebody leaves, or a channel is closed, between two messages that belong together: the rest finds its way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeAlias

import pytest

from bot.outbox import LEASE
from bot.outbox.mouth import NO_THREAD
from bot.pages import outbox
from bot.rules.facts import Saying, Speech, Standing
from tests.cast import MONDAY
from tests.faults.busy import plans_a_review
from tests.faults.kinds import is_talked_to
from tests.faults.slowly import while_asking
from tests.flows.nudging import has_gone_quiet, morning_comes
from tests.support.at_work import Bot
from tests.support.hand import Control, Hand, Message
from tests.support.reading import texts

CHANNEL = "C0TEAM"
NINE_IN_NEW_YORK = "2026-03-02T14:00:00Z"
TUESDAY = "2026-03-03T09:00:00Z"
QUIET_SINCE = date(2026, 1, 28)
"""33 days before the tests' Monday: amber for a T2 account."""
ANN_IS_GONE = "Ann Adler is deactivated in Slack"


def leaves(bot: Bot) -> None:
    bot.box.change("UANN", deleted=True)
    bot.hears_of("UANN", Standing.DEACTIVATED)


def digest(person: Hand) -> str:
    """All of their digests' words."""
    return "\n".join(message.words for message in person.messages() if message.text.startswith("Good morning"))


def test_who_leaves_while_their_digest_is_on_its_way_is_told_nothing_and_who_stands_in_hears_it(
    box: Control, bot: Bot
) -> None:
    has_gone_quiet(bot, tier="T2", last=QUIET_SINCE)
    box.clock.set("2026-03-02T02:00:00Z")
    bot.goes_round(1)
    box.clock.set(MONDAY.timestamp())
    bot.in_trouble = True
    with while_asking(bot, "conversations.open"):
        leaves(bot)
    bot.goes_round()
    assert [post for post in box.posted() if post["to"] == "UANN"] == []
    assert ANN_IS_GONE in texts(box.meg)[-1]
    box.clock.set(TUESDAY)
    bot.goes_round()
    assert "Acme" in digest(box.dev)


def test_who_leaves_after_a_worker_died_with_their_digest_is_not_perhaps_told(box: Control, bot: Bot) -> None:
    """Whether it was said cannot be looked up, and makes no difference any more."""
    has_gone_quiet(bot, tier="T2", last=QUIET_SINCE)
    box.clock.set("2026-03-02T02:00:00Z")
    bot.goes_round(1)
    box.clock.set(MONDAY.timestamp())
    box.fault("chat.postMessage", "reset")
    bot.goes_round(1)
    [row] = bot.messages(Saying.SENDING)
    assert row.message.kind is Speech.DIGEST
    leaves(bot)
    bot.in_trouble = True
    bot.loses_its_mouth()
    box.clock.advance(LEASE.total_seconds() + 1)
    bot.goes_round()
    assert (bot.messages(Saying.SENDING), bot.messages(Saying.UNSURE)) == ([], [])
    assert any(ANN_IS_GONE in line for line in outbox.lines_for(bot.office, 9, Saying.FAILED))
    assert ANN_IS_GONE in texts(box.meg)[-1]
    box.clock.set(TUESDAY)
    bot.goes_round()
    assert "Acme" in digest(box.dev)
    assert [post for post in box.posted() if post["to"] == "UANN"] == []


def test_who_leaves_between_two_messages_gets_the_first_and_who_sent_the_second_hears_of_it(
    box: Control, bot: Bot
) -> None:
    for account in ("Acme", "Globex"):
        bot.is_handed(account)
    bot.goes_round(1)
    leaves(bot)
    bot.in_trouble = True
    bot.goes_round()
    assert [text.split()[3] for text in texts(box.ann)] == ["Acme"]
    box.clock.set(NINE_IN_NEW_YORK)
    bot.goes_round()
    [told] = texts(box.ben)
    assert told.startswith(f"A message about Globex could not be delivered: {ANN_IS_GONE}")


def test_who_leaves_while_an_edit_waits_bothers_nobody_and_the_channel_is_put_right(box: Control, bot: Bot) -> None:
    box.invite("UHEARTH", CHANNEL)
    account = has_gone_quiet(bot, tier="T2", last=QUIET_SINCE, channel=CHANNEL)
    morning_comes(bot)
    before = len(box.posted())
    is_talked_to(bot, account, MONDAY.date())
    box.fault("chat.update", "status429", retry_after=20)
    bot.goes_round(1)
    leaves(bot)
    box.clock.advance(20)
    bot.goes_round()
    assert "That is settled" in box.dev.sees_text(CHANNEL)
    assert "Settled" not in digest(box.ann)
    assert (bot.messages(Saying.FAILED), len(box.posted())) == ([], before)


Change: TypeAlias = Callable[[Control, str], None]
CLOSED: dict[str, tuple[Change, Change, str]] = {
    "archived": (Control.archive, Control.unarchive, "The channel is archived."),
    "without the bot": (
        lambda box, channel: box.kick("UHEARTH", channel),
        lambda box, channel: box.invite("UHEARTH", channel),
        "Type /invite @Hearth in it",
    ),
    "shared": (Control.share, Control.unshare, "People from another company can read the channel"),
    "about to be shared": (
        lambda box, channel: box.share(channel, pending=True),
        Control.unshare,
        "People from another company can read the channel",
    ),
}


@pytest.fixture
def channel(box: Control, bot: Bot) -> str:
    """Acme's private channel, in which the thread of a review in eleven days is begun, with its first step."""
    room = box.meg.creates_channel("acme-room", private=True)
    for person in ("UHEARTH", "UANN"):
        box.invite(person, room)
    account = has_gone_quiet(bot, channel=room, last=date(2026, 2, 27))
    plans_a_review(bot, account, date(2026, 3, 13))
    bot.goes_round(4)
    return room


def steps(bot: Bot, channel: str) -> list[Message]:
    """What stands in the one thread."""
    [first] = [message for message in bot.box.meg.messages(channel) if "Each step" in message.words]
    return bot.box.meg.messages(channel, first.ts)[1:]


@pytest.mark.parametrize("how", CLOSED)
def test_a_channel_that_closes_between_two_steps_is_told_nothing_and_goes_on_when_it_is_open_again(
    box: Control, bot: Bot, channel: str, how: str
) -> None:
    close, reopen, why = CLOSED[how]
    before = len([post for post in box.posted() if post["channel"] == channel])
    close(box, channel)
    bot.in_trouble = True
    box.clock.set("2026-03-06T09:00:00Z")  # two steps are due
    bot.goes_round(5)
    assert len([post for post in box.posted() if post["channel"] == channel]) == before
    told = [text for text in texts(box.ann) if "The channel of Acme cannot be told what is due" in text]
    assert len(told) == 1
    assert why in told[0]
    assert "Go through it among ourselves" in digest(box.ann)
    reopen(box, channel)
    box.clock.set("2026-03-11T09:00:00Z")
    bot.goes_round(5)
    assert len(steps(bot, channel)) == 2
    assert len(bot.messages(Saying.FAILED)) == 2


@pytest.mark.parametrize("error", sorted(NO_THREAD))
def test_a_step_that_may_not_stand_in_the_thread_any_more_stands_beside_it(
    box: Control, bot: Bot, channel: str, error: str
) -> None:
    box.fault("chat.postMessage", "refuse", error=error)
    box.clock.set("2026-03-06T09:00:00Z")
    bot.goes_round(1)
    [beside] = [m for m in box.meg.messages(channel) if "Go through it among ourselves" in m.words]
    assert beside.thread_ts is None
    bot.goes_round(2)
    assert (
        len([post for post in box.posted() if "Go through it among ourselves" in post["text"] and not post["to"]]) == 1
    )
