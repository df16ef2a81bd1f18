"""Slack asks to slow down, at any method: everything comes out as without it, only later."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.outbox import put
from bot.rules.facts import Message, Record, Saying
from bot.store import said as outbox
from bot.store.engine import writing
from tests.support.at_work import Bot
from tests.support.hand import Control, Hand
from tests.support.reading import channel_named, texts

NINE_IN_NEW_YORK = datetime(2026, 3, 2, 14, tzinfo=UTC)

METHODS = [
    "chat.postMessage",
    "chat.update",
    "conversations.open",
    "conversations.create",
    "conversations.invite",
    "conversations.info",
    "views.publish",
]


@pytest.mark.parametrize("method", METHODS)
def test_a_method_that_is_busy_delays_and_loses_nothing(box: Control, bot: Bot, handed: Record, method: str) -> None:
    box.fault(method, "status429", retry_after=20)
    bot.goes_round()
    box.clock.advance(20)
    bot.goes_round()
    bot.is_accepted(handed)
    box.fault(method, "status429", retry_after=20)
    bot.goes_round()
    box.clock.advance(20)
    bot.goes_round(2)
    box.clock.advance(30)
    bot.goes_round()
    box.clock.set(NINE_IN_NEW_YORK.timestamp())
    bot.goes_round()
    box.clock.advance(20)
    bot.goes_round()
    assert [len(texts(person)) for person in (box.ann, box.ben, box.sue)] == [2, 1, 1]
    channel = channel_named(box.ann, "acct-acme")
    assert set(box.ann.sight["channels"][channel]["members"]) == {"UHEARTH", "UANN", "UDEV", "UBEN", "USUE"}
    assert len([text for text in texts(box.ann, channel) if "owns Acme" in text]) == 1
    assert bot.messages(Saying.WAITING) == bot.messages(Saying.SENDING) == bot.messages(Saying.FAILED) == []


def test_the_time_slack_asks_for_is_given(box: Control, bot: Bot, handed: Record) -> None:
    box.fault("chat.postMessage", "status429", retry_after=20)
    next_at = bot.goes_round(1)
    assert next_at == handed.opened_at + timedelta(seconds=20)
    box.clock.advance(18)
    bot.goes_round(1)
    assert len(box.traffic(name="chat.postMessage")) == 1
    box.clock.advance(2)
    bot.goes_round(1)
    assert len(box.traffic(name="chat.postMessage")) == 2
    assert len(texts(box.ann)) == 1


def test_one_persons_messages_come_a_second_apart(box: Control, bot: Bot) -> None:
    for number in range(4):
        bot.is_handed(f"Customer {number}", owner="UANN")
    next_at: datetime | None = None
    for number in range(4):
        before = bot.office.clock()
        next_at = bot.goes_round(1)
        assert len(texts(box.ann)) == number + 1
        if number < 3:
            assert next_at == before + timedelta(seconds=1)
    assert next_at is not None  # somebody's morning
    assert next_at > bot.office.clock() + timedelta(hours=1)


def test_an_edit_waits_for_what_it_edits_without_asking_every_second(box: Control, bot: Bot, accepted: Record) -> None:
    """Ben hears at nine in New York; what is to be changed in his message before then is changed right after."""
    edit = Message(
        key="edit",
        to="UBEN",
        habit="handoff",
        words="accepted",
        account=accepted.account,
        record=accepted.id,
        actor="UANN",
        replaces="accepted",
        at_once=True,
    )
    with writing(bot.office.memory) as connection:
        put(connection, bot.office, [edit], bot.office.clock())
    assert bot.goes_round(5) == NINE_IN_NEW_YORK
    box.clock.set(NINE_IN_NEW_YORK.timestamp())
    bot.goes_round()
    assert [row.message.words for row in bot.messages(Saying.WAITING)] == []
    assert len(texts(box.ben)) == 1


def test_people_do_not_wait_for_each_other(box: Control, bot: Bot) -> None:
    for owner in ("UANN", "UMEG", "UDEV"):
        bot.is_handed(f"Customer of {owner}", owner=owner, deputy="USUE")
    bot.goes_round(1)
    assert [len(texts(person)) for person in (box.ann, box.meg, box.dev)] == [1, 1, 1]


def test_three_hundred_that_waited_come_one_by_one_and_none_is_lost(box: Control, bot: Bot, handed: Record) -> None:
    """After a long downtime, five for each of sixty people: more than Slack opens doors for, or posts, in a minute."""
    crowd = [box.welcome(f"UCROWD{n:02}", f"crowd{n}", f"Crowd {n}") for n in range(60)]
    bot.calls_the_roll()
    piles_up(bot, crowd, each=5)
    rounds = 0
    while (next_at := bot.goes_round(1)) and next_at < handed.opened_at + timedelta(minutes=5):
        rounds += 1
        assert rounds < 100
        box.clock.set(max(next_at, bot.office.clock()).timestamp())
    assert [len(texts(person)) for person in crowd] == [5] * 60
    assert bot.messages(Saying.WAITING) == bot.messages(Saying.SENDING) == []
    assert len(box.traffic(name="conversations.open")) < 70  # each door once, and a few refusals to open it yet
    assert bot.office.clock() < handed.opened_at + timedelta(minutes=3)


def piles_up(bot: Bot, people: list[Hand], each: int) -> None:
    """So many short messages wait for each of these people."""
    [card] = bot.messages(Saying.WAITING)
    now = bot.office.clock()
    with writing(bot.office.memory) as connection:
        for person in people:
            for number in range(each):
                key = f"backlog/{person.id}/{number}"
                waiting = replace(card.message, key=key, to=person.id, actor=person.id, words="accepted", buttons=())
                outbox.put(connection, bot.office.workspace, waiting, now, now)
