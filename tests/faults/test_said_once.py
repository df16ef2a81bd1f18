"""Whatever is cut short, and wherever, is said exactly once: history is asked before a word is repeated."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.jobs.door import guard
from bot.outbox import LEASE, Mouth
from bot.rules.facts import Message, Record, Saying
from bot.slack import Slack
from bot.store import said as outbox
from bot.store.engine import writing
from tests.conftest import BOT_TOKEN
from tests.support.at_work import Bot
from tests.support.hand import Control, Hand
from tests.support.postgres import on_both
from tests.support.reading import actions, channel_named, texts

pytestmark = on_both

LAPSED = LEASE.total_seconds() + 1


def cards(person: Hand) -> list[str]:
    return [text for text in texts(person) if "hands Acme" in text]


def dies_and_is_replaced(bot: Bot) -> None:
    """The worker is gone; the lease it took runs out, and another comes."""
    bot.loses_its_mouth()
    bot.box.clock.advance(LAPSED)
    bot.goes_round()


@pytest.mark.parametrize("fault", ["reset_after_accept", "status500", "silence"])
def test_a_card_is_said_once_though_its_answer_was_lost(box: Control, bot: Bot, handed: Record, fault: str) -> None:
    hurries(bot)
    box.fault("chat.postMessage", fault)
    bot.goes_round(1)
    [row] = bot.messages(Saying.SENDING)
    assert row.ts is None
    dies_and_is_replaced(bot)
    assert len(cards(box.ann)) == 1
    assert bot.messages(Saying.SENDING) == []
    assert len(bot.messages(Saying.SAID)) == 1


@pytest.mark.parametrize("fault", ["reset_after_accept", "status500"])
def test_an_announcement_is_said_once_though_its_answer_was_lost(
    box: Control, bot: Bot, accepted: Record, fault: str
) -> None:
    box.fault("chat.postMessage", fault, times=2)
    bot.goes_round(1)
    dies_and_is_replaced(bot)
    channel = channel_named(box.ann, "acct-acme")
    assert len([text for text in texts(box.ann, channel) if "owns Acme" in text]) == 1
    assert len([text for text in texts(box.ann) if "You own Acme" in text]) == 1


def test_the_same_worker_looks_before_it_repeats(box: Control, bot: Bot, handed: Record) -> None:
    box.fault("chat.postMessage", "reset_after_accept")
    bot.goes_round(3)
    assert len(box.traffic(name="chat.postMessage")) == 1
    box.clock.advance(LAPSED)
    bot.goes_round()
    assert len(cards(box.ann)) == 1
    assert len(box.traffic(name="conversations.history")) == 1


def test_what_was_claimed_and_never_sent_is_sent_by_the_next(box: Control, bot: Bot, handed: Record) -> None:
    claims(bot, "a worker that dies")
    bot.goes_round(3)
    assert cards(box.ann) == []  # as long as the lease runs it may still be said by the other
    box.clock.advance(LAPSED)
    bot.goes_round()
    assert len(cards(box.ann)) == 1


def test_a_worker_thought_dead_does_not_overwrite_what_became_of_its_message(
    box: Control, bot: Bot, handed: Record
) -> None:
    row = claims(bot, "a slow worker")
    box.clock.advance(LAPSED)
    bot.goes_round()
    with writing(bot.office.memory) as connection:
        late = outbox.failed(connection, bot.office.workspace, row, "a slow worker", "too late", bot.office.clock())
    assert not late
    assert len(bot.messages(Saying.SAID)) == 1


def test_a_mark_is_found_behind_many_newer_messages(box: Control, bot: Bot, accepted: Record) -> None:
    box.fault("chat.postMessage", "reset_after_accept")
    bot.goes_round(1)
    channel = channel_named(box.ann, "acct-acme")
    for number in range(210):
        box.ann.says(f"and another thing, {number}", channel)
    dies_and_is_replaced(bot)
    assert len([text for text in texts(box.ann, channel) if "owns Acme" in text]) == 1
    assert len(box.traffic(name="conversations.history")) == 2  # pages


def test_where_history_cannot_be_read_nothing_is_said_again(box: Control, bot: Bot, handed: Record) -> None:
    box.fault("chat.postMessage", "reset_after_accept")
    bot.goes_round(1)
    box.fault("conversations.history", "refuse", error="missing_scope")
    bot.in_trouble = True
    for _ in range(3):
        dies_and_is_replaced(bot)
    assert len(bot.messages(Saying.UNSURE)) == 1
    assert len(cards(box.ann)) == 1
    assert len(box.traffic(name="chat.postMessage")) == 1


@pytest.mark.parametrize("fault", ["status500", "status429", "reset_after_accept"])
def test_a_history_that_does_not_answer_is_asked_again(box: Control, bot: Bot, handed: Record, fault: str) -> None:
    box.fault("chat.postMessage", "status500")
    bot.goes_round(1)
    box.fault("conversations.history", fault)
    dies_and_is_replaced(bot)
    assert cards(box.ann) == []
    dies_and_is_replaced(bot)
    assert len(cards(box.ann)) == 1


def test_an_edit_whose_answer_was_lost_is_made_again(box: Control, bot: Bot, accepted: Record) -> None:
    box.fault("chat.update", "status500")
    bot.goes_round(1)
    dies_and_is_replaced(bot)
    [card] = [message for message in box.ann.messages() if "You accepted Acme" in message.text]
    assert actions(card) == []
    assert bot.messages(Saying.SENDING) == []


def test_slack_that_is_down_for_long_is_given_up_on_and_told(box: Control, bot: Bot, handed: Record) -> None:
    box.fault("chat.postMessage", "status500", times=8)
    bot.in_trouble = True
    for _ in range(10):
        dies_and_is_replaced(bot)
    assert cards(box.ann) == []
    [failed] = bot.messages(Saying.FAILED)
    assert failed.why == "gave_up"
    box.clock.set("2026-03-02T09:00:00-05:00")
    bot.goes_round()
    assert "Slack did not answer after several tries" in box.ben.sees_message("Acme").words


def test_what_waited_long_before_it_was_lost_is_still_tried_again(box: Control, bot: Bot, accepted: Record) -> None:
    """To wait is no attempt: the channel could not be made for ten minutes, and then the post's answer is lost."""
    box.fault("conversations.create", "status500", times=20)
    for _ in range(20):
        bot.goes_round(1)
        box.clock.advance(30)
    box.fault("chat.postMessage", "status500")
    bot.goes_round(1)
    dies_and_is_replaced(bot)
    assert any("owns Acme" in text for text in texts(box.ann, channel_named(box.ann, "acct-acme")))


def test_one_that_cannot_be_said_silences_no_other(box: Control, bot: Bot, handed: Record) -> None:
    without_its_why = Message(
        key="poison", to="UANN", habit="handoff", words="channel_trouble", account=1, record=handed.id, actor="UBEN"
    )
    waits_first(bot, handed, without_its_why)
    bot.in_trouble = True
    bot.goes_round()
    assert len(cards(box.ann)) == 1


@pytest.mark.parametrize(("habit", "words"), [("handoff", "gone"), ("gone", "card")])
def test_words_that_the_blueprints_have_no_more_are_not_said(
    box: Control, bot: Bot, handed: Record, habit: str, words: str
) -> None:
    old = Message(key="old", to="UANN", habit=habit, words=words, account=1, record=handed.id, actor="UBEN")
    waits_first(bot, handed, old)
    bot.goes_round()
    assert [row.message.key for row in bot.messages(Saying.MOOT)] == ["old"]
    assert len(cards(box.ann)) == 1


def waits_first(bot: Bot, handed: Record, message: Message) -> None:
    with writing(bot.office.memory) as connection:
        outbox.put(connection, bot.office.workspace, message, handed.opened_at - timedelta(days=1), bot.office.clock())


def test_two_workers_at_once_say_each_thing_once(box: Control, bot: Bot) -> None:
    for number in range(6):
        bot.is_handed(f"Customer {number}", owner=("UANN", "UMEG", "UDEV")[number % 3], deputy="USUE")
    mouths = [Mouth(bot.office, f"worker {number}") for number in range(2)]
    for _ in range(6):
        with ThreadPoolExecutor(2) as together:
            list(together.map(lambda mouth: mouth.deliver(guard), mouths))
        box.clock.advance(1.1)
    assert [len(texts(person)) for person in (box.ann, box.meg, box.dev)] == [2, 2, 2]


def test_a_request_to_move_is_not_made_of_what_has_moved(box: Control, bot: Bot, handed: Record) -> None:
    """Ann accepted in Home before the clock went round: the card that asks her to is moot."""
    bot.is_accepted(handed)
    bot.goes_round()
    assert cards(box.ann) == []
    assert [row.message.words for row in bot.messages(Saying.MOOT)] == ["card", "card_settled"]


def claims(bot: Bot, worker: str) -> int:
    """Some worker takes the one message that waits; the row's id."""
    now = bot.office.clock()
    [row] = bot.messages(Saying.WAITING)
    with writing(bot.office.memory) as connection:
        assert outbox.claim(connection, bot.office.workspace, row.id, worker, now + LEASE, now)
    return row.id


def hurries(bot: Bot) -> None:
    """Wait for an answer one second and not ten: the machine's, as it is the socket that waits."""
    bot.office = replace(bot.office, slack=Slack(BOT_TOKEN, bot.box.api_url, timeout=1))
    bot.mouth = Mouth(bot.office, "hurried")
