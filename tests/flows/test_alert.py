"""What an account's channel is told when it goes quiet: one message, changed where it stands, until it is settled."""

from __future__ import annotations

from datetime import date

import pytest

from bot.rules.facts import Account
from tests.flows.forms import opened
from tests.flows.looking import is_known
from tests.flows.mornings import digests, lives_until, said_in, wakes
from tests.flows.nudging import has_gone_quiet
from tests.flows.touches import TALK, logs, sends
from tests.support.at_work import Bot
from tests.support.hand import Control, Hand, Message
from tests.support.reading import actions, block_of, values

CHANNEL = "C0TEAM"
FRIDAY = date(2026, 2, 27)
AMBER, RED = "2026-03-30", "2026-04-14"
"""The days after 30 and after 45 of them: a Monday and a Tuesday."""
QUIET = "They were last in touch"


@pytest.fixture
def acme(box: Control, bot: Bot) -> Account:
    """Ann's, a T2 account with a channel, last talked to on the Friday before."""
    box.invite("UHEARTH", CHANNEL)
    account = has_gone_quiet(bot, tier="T2", last=FRIDAY, channel=CHANNEL)
    bot.goes_round()
    return account


@pytest.fixture
def amber(box: Control, bot: Bot, acme: Account) -> Message:
    """What the channel reads on the first morning of being quiet for too long."""
    wakes(box, bot, AMBER)
    return alert(box.dev)


def alert(person: Hand) -> Message:
    """The one message of ours in the channel."""
    [found] = [message for message in person.messages(CHANNEL) if message.user == "UHEARTH" and message.blocks]
    return found


def line(person: Hand) -> Message:
    """The latest digest that tells of the silence."""
    return next(message for message in reversed(digests(person)) if QUIET in message.words)


def logs_from(person: Hand, at: Message, **answers: object) -> None:
    """Press the button under it, and log a video call with the champion, unless said otherwise."""
    where = {"block_id": f"{block_of(at, QUIET)}.do"} if QUIET in at.words and at in digests(person) else {}
    person.clicks("nudge:log", at, **where)
    assert values(opened(person))["account"].startswith("id:")
    sends(person, **{**TALK, **answers})
    person.closes()


def test_nothing_is_said_before_its_day(box: Control, bot: Bot, acme: Account) -> None:
    lives_until(box, bot, "2026-03-27")
    assert said_in(box, CHANNEL) == []


def test_amber_it_is_told_once_with_the_fact_and_a_button(box: Control, bot: Bot, amber: Message) -> None:
    assert amber.text == "Acme: last in touch Fri 27 Feb."
    assert (
        "is going quiet. They were last in touch Fri 27 Feb, 31 days ago; amber after 30 days, red after 45"
        in amber.words
    )
    assert actions(amber) == ["nudge:log", "nudge:brief"]
    lives_until(box, bot, "2026-04-10")
    assert len(said_in(box, CHANNEL)) == 1


def test_nobody_is_named_in_it(box: Control, bot: Bot, acme: Account) -> None:
    is_known(bot, acme, champion="Raj Patel, Head of Finance Systems")
    wakes(box, bot, RED)
    told = [message.words for message in box.dev.messages(CHANNEL) if message.user == "UHEARTH" and message.blocks]
    assert len(told) == 2  # of the account, and of their champion
    assert not any(name in words for words in told for name in ("Ann", "Dev", "Meg", "Raj"))


def test_red_it_is_changed_where_it_stands(box: Control, bot: Bot, amber: Message) -> None:
    lives_until(box, bot, RED)
    red = alert(box.dev)
    assert red.ts == amber.ts
    assert "46 days ago; red after 45 days" in red.words
    assert len(said_in(box, CHANNEL)) == 1


def test_a_touch_logged_from_its_button_mends_it_and_the_owners_digest_says_so(
    box: Control, bot: Bot, amber: Message
) -> None:
    assert "nudge:log" in actions(line(box.ann))
    logs_from(box.dev, amber)
    bot.goes_round()
    mended = alert(box.dev)
    assert mended.ts == amber.ts
    assert "was going quiet. That is settled, Mon 30 Mar." in mended.words
    assert actions(mended) == []
    told = line(box.ann)
    assert "Settled" in told.words
    assert f"{block_of(told, QUIET)}.do" not in [block["block_id"] for block in told.blocks]  # where its buttons stood


def test_a_touch_logged_from_the_digest_mends_the_channel(box: Control, bot: Bot, amber: Message) -> None:
    logs_from(box.ann, line(box.ann))
    bot.goes_round()
    assert "That is settled, Mon 30 Mar." in alert(box.dev).words
    assert "Settled" in line(box.ann).words


def test_whoever_reads_the_channel_may_log_it(box: Control, bot: Bot, amber: Message) -> None:
    logs_from(box.ben, amber)
    bot.goes_round()
    assert "That is settled, Mon 30 Mar." in alert(box.dev).words


def test_a_message_they_did_not_answer_mends_nothing(box: Control, bot: Bot, amber: Message) -> None:
    logs_from(box.dev, amber, kind="one_way")
    bot.goes_round()
    assert "is going quiet" in alert(box.dev).words
    assert "nudge:log" in actions(line(box.ann))


def test_a_touch_logged_by_mistake_and_taken_back_opens_it_again_where_it_stands(
    box: Control, bot: Bot, amber: Message
) -> None:
    receipt = logs(box.dev)
    bot.goes_round()
    assert "That is settled" in alert(box.dev).words
    box.dev.clicks("move:touch:undo", receipt)
    bot.rests()
    bot.goes_round()
    assert "is going quiet" in alert(box.dev).words
    assert len(said_in(box, CHANNEL)) == 1


def test_the_next_silence_is_told_anew(box: Control, bot: Bot, amber: Message) -> None:
    logs_from(box.dev, amber)
    lives_until(box, bot, "2026-04-30")
    told = said_in(box, CHANNEL)
    assert [(day, text) for day, text, _ in told] == [
        (AMBER, "Acme: last in touch Fri 27 Feb."),
        ("2026-04-30", "Acme: last in touch Mon 30 Mar."),
    ]


def test_with_a_meeting_booked_it_does_not_turn_red(box: Control, bot: Bot, amber: Message) -> None:
    logs_from(box.dev, amber, kind="one_way", next_on="2026-04-20", next_how="meeting")
    lives_until(box, bot, RED)
    assert "A meeting is booked for Mon 20 Apr." in alert(box.dev).words
    assert "red after 45 days." not in alert(box.dev).words


def test_a_morning_on_which_nobody_was_there_is_not_told_twice(box: Control, bot: Bot, acme: Account) -> None:
    """The bot was down from amber until it was red for long."""
    wakes(box, bot, "2026-04-16")
    assert "48 days ago; red after 45 days" in alert(box.dev).words
    wakes(box, bot, "2026-04-17")
    assert len(said_in(box, CHANNEL)) == 1
