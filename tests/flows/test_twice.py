"""A gesture made twice happens once, and whoever comes second hears it politely."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.flows.forms import (
    ACCEPT,
    RETURN,
    adds_line,
    chooses,
    fills_step,
    fills_whole,
    is_pending,
    sends,
    starts,
    takes_step,
)
from tests.support.at_work import Bot, acks_of, envelopes, meanwhile
from tests.support.hand import Control, Hand, Json, Message, eventually
from tests.support.reading import actions, block_of, texts
from tests.support.sold import ACCOUNT, OUTCOMES, PEOPLE, WHY

MOVED_ON = "This has moved on since: accepted by Ann Adler, Mon 2 Mar. Nothing was changed."


def cards(person: Hand) -> list[str]:
    return [text for text in texts(person) if "hands Acme" in text]


def test_a_form_sent_twice_is_one_handoff(box: Control, bot: Bot) -> None:
    fills_whole(box.ben)
    sends(box.ben)
    bot.hears_again(envelopes(box, "interactive")[-1])
    bot.goes_round()
    assert bot.happened() == ["submit"]
    assert len(cards(box.ann)) == 1
    assert bot.drafts("UBEN") == []


def test_a_form_sent_by_two_presses_at_the_same_moment_is_one_handoff(box: Control, bot: Bot) -> None:
    form = fills_whole(box.ben)
    [*_, sent] = [e for e in envelopes(box, "interactive") if is_step(e["payload"])]
    view = {"private_metadata": form.private_metadata, "state": {"values": form.state}}
    press = {**sent, "payload": {**sent["payload"], "view": {**sent["payload"]["view"], **view}}}
    with ThreadPoolExecutor(2) as together:
        list(together.map(lambda _: bot.hears_again(press), range(2)))
    eventually(lambda: True if len(acks_of(box, press)) == 2 else None, lambda: "both should be answered")
    assert [ack["response_action"] for ack in acks_of(box, press)] == ["update", "update"]  # both see the receipt
    bot.goes_round()
    assert bot.happened() == ["submit"]
    assert len(cards(box.ann)) == 1


def is_step(payload: Json) -> bool:
    """Whether this is a step of the form being sent."""
    return bool(payload["type"] == "view_submission" and payload["view"]["callback_id"] == "form")


def test_a_form_whose_receipt_was_lost_is_sent_again_and_is_one_handoff(box: Control, bot: Bot) -> None:
    """The answer comes too late for Slack: Ben is told so, presses again, and sees the receipt of the first time."""
    fills_whole(box.ben)
    with bot.locked_out():
        pressed = meanwhile(lambda: box.ben.submits())
        is_pending(box.ben)
        box.clock.advance(3.5)
        assert pressed.result(5).error == "operation_timeout"
    eventually(lambda: bot.records() or None, lambda: "the late handoff should be there")
    receipt = sends(box.ben)
    assert "Ann Adler" in receipt.words
    bot.goes_round()
    assert bot.happened() == ["submit"]
    assert len(cards(box.ann)) == 1


def test_a_form_whose_line_was_cut_before_the_answer_is_sent_again_and_is_one_handoff(box: Control, bot: Bot) -> None:
    fills_whole(box.ben)
    with bot.locked_out():
        pressed = meanwhile(lambda: box.ben.submits())
        is_pending(box.ben)
        box.drop_sockets("abrupt")
        bot.in_trouble = True
        box.clock.advance(3.5)
        assert pressed.result(5).acked is False
    box.sees_sockets(1)
    eventually(lambda: bot.records() or None, lambda: "what was heard before the cut should be there")
    assert "Ann Adler" in sends(box.ben).words
    bot.goes_round()
    assert bot.happened() == ["submit"]
    assert len(cards(box.ann)) == 1


def test_what_was_chosen_in_a_form_and_arrives_again_after_it_was_sent_begins_no_draft(box: Control, bot: Bot) -> None:
    bot.has_an_account("Acme Robotics")
    starts(box.ben)
    [option] = [o for o in box.ben.is_offered("pick_account", "acme r") if o["value"].startswith("id:")]
    chooses(box.ben, "account", option["value"])
    chosen = envelopes(box, "interactive")[-1]
    takes_step(box.ben, **ACCOUNT)
    takes_step(box.ben, **PEOPLE)
    for outcome in OUTCOMES:
        adds_line(box.ben, "outcomes", outcome)
    box.ben.fills({**WHY, "promises~none": ["none"], "risks~none": ["none"]})
    sends(box.ben)
    bot.hears_again(chosen)
    bot.rests()
    assert bot.drafts("UBEN") == []
    assert box.ben.sees_modal("notice").title == "Handoff sent"


def test_a_step_whose_answer_was_lost_is_taken_again(box: Control, bot: Bot) -> None:
    starts(box.ben)
    fills_step(box.ben, ACCOUNT)
    with bot.locked_out():
        pressed = meanwhile(lambda: box.ben.submits())
        is_pending(box.ben)
        box.clock.advance(3.5)
        assert pressed.result(5).error == "operation_timeout"
    assert takes_step(box.ben).title == "Their people"


def test_the_second_click_on_accept_is_told_that_it_is_done(box: Control, bot: Bot, card: Message) -> None:
    box.ann.clicks(ACCEPT, card)
    box.ann.clicks(ACCEPT, card)
    bot.rests()
    assert texts(box.ann)[-1] == MOVED_ON
    assert bot.happened() == ["submit", "accept"]


def test_two_clicks_at_the_same_moment_are_one(box: Control, bot: Bot, card: Message) -> None:
    home = bot.home_of(box.ann)
    with ThreadPoolExecutor(2) as together:
        list(together.map(lambda place: box.ann.clicks(ACCEPT, place), (card, home)))
    bot.goes_round()
    assert bot.happened() == ["submit", "accept"]
    assert sum("First weeks with Acme" in message.words for message in box.ann.messages()) == 1


def test_a_click_that_arrives_twice_is_one(box: Control, bot: Bot, card: Message) -> None:
    box.ann.clicks(ACCEPT, card)
    bot.hears_again(envelopes(box, "interactive")[-1])
    bot.goes_round()
    assert bot.happened() == ["submit", "accept"]
    assert len(bot.tasks()) == 8


@pytest.mark.parametrize("button", [ACCEPT, RETURN])
def test_a_button_that_outlived_its_handoffs_state_answers_privately(
    box: Control, bot: Bot, card: Message, button: str
) -> None:
    """Its message could not be settled: Slack refused the edit for good."""
    box.fault("chat.update", "refuse", error="cant_update_message")
    box.ann.clicks(ACCEPT, card)
    bot.in_trouble = True
    bot.goes_round()
    old = next(message for message in box.ann.messages() if message.ts == card.ts)
    assert button in actions(old)
    box.ann.clicks(button, old)
    bot.rests()
    [answer] = [message for message in box.ann.messages() if message.ephemeral]
    assert answer.text == MOVED_ON
    assert bot.happened() == ["submit", "accept"]


def test_a_button_in_a_home_drawn_before_answers_that_it_is_done(box: Control, bot: Bot, card: Message) -> None:
    home = bot.home_of(box.ann)
    box.fault("views.publish", "status500", times=5)
    box.ann.clicks(ACCEPT, card)
    bot.rests()
    box.ann.clicks(RETURN, home)
    assert MOVED_ON in box.ann.sees_modal("notice").words


def test_somebody_elses_accept_is_told_whose_it_is(box: Control, bot: Bot, card: Message) -> None:
    box.invite("UHEARTH", "C0SALES")
    bot.office.slack.call("chat.postMessage", channel="C0SALES", text="A card in a channel", blocks=card.blocks)
    seen = box.meg.sees_message("A card in a channel", "C0SALES")
    box.meg.clicks(ACCEPT, seen)
    bot.rests()
    [answer] = [message for message in box.meg.messages("C0SALES") if message.ephemeral]
    assert answer.text == "“Accept” is for Ann Adler. Nothing was changed."
    box.meg.clicks(RETURN, seen)
    bot.rests()
    assert box.meg.modal is None
    assert texts(box.meg, "C0SALES")[-1] == "“Return” is for Ann Adler. Nothing was changed."
    assert "Nothing was changed" not in box.ann.sees_text("C0SALES")
    assert bot.happened() == ["submit"]


def test_done_pressed_twice_is_done_once(box: Control, bot: Bot, accepted: None) -> None:
    checklist = box.ann.sees_message("First weeks with Acme")
    for _ in range(2):
        box.ann.clicks("task_done", checklist, block_id=block_of(checklist, "Introduce yourself"))
    bot.goes_round()
    assert bot.happened().count("task_done") == 1
    assert "To do (5)" in bot.home_of(box.ann).words


def test_a_task_of_others_is_not_mine_to_finish(box: Control, bot: Bot, accepted: None) -> None:
    checklist = box.ann.sees_message("First weeks with Acme")
    box.invite("UHEARTH", "C0SALES")
    bot.office.slack.call("chat.postMessage", channel="C0SALES", text="A list", blocks=checklist.blocks)
    seen = box.meg.sees_message("A list", "C0SALES")
    box.meg.clicks("task_done", seen, block_id=block_of(seen, "Introduce yourself"))
    bot.rests()
    assert "This is on Ann Adler’s list, and you are not on the account team" in texts(box.meg, "C0SALES")[-1]
    assert bot.tasks()["introduce"].done_at is None


def test_words_to_the_bot_are_answered_once_though_they_arrive_twice(box: Control, bot: Bot) -> None:
    box.ben.says("hello?")
    box.ben.sees_message("/handoff")
    words = eventually(
        lambda: next((e for e in envelopes(box, "events_api") if e["payload"]["event"].get("text") == "hello?"), None),
        lambda: "the words should have been taken in",
    )
    bot.hears_again(words)
    bot.hears_again(words)
    bot.rests()
    assert sum("/handoff" in text for text in texts(box.ben)) == 1


def test_news_of_a_person_that_was_not_heard_comes_again(box: Control, bot: Bot) -> None:
    """Slack delivers an event again whose ack it missed; the second time changes nothing more."""
    with bot.locked_out():
        box.change("UDEV", real_name="Dev Das-Rao")
        box.clock.advance(3.5)
    eventually(
        lambda: True if (dev := bot.knows("UDEV")) and dev.name == "Dev Das-Rao" else None,
        lambda: f"the new name should be known: {bot.knows('UDEV')}",
    )
    box.clock.advance(1.5)
    again = eventually(
        lambda: seen if (seen := envelopes(box, "events_api")[-1])["retry_attempt"] == 1 else None,
        lambda: "the event should have been delivered again",
    )
    assert again["payload"]["event"]["user"]["id"] == "UDEV"
