"""The way to a review and on from it, as people live it: a thread in the account's channel, and the owner's digest."""

from __future__ import annotations

from datetime import date

import pytest

from bot.rules.facts import Account, Saying
from tests.flows.mornings import digests, lives_until, said_in, wakes
from tests.flows.nudging import has_gone_quiet
from tests.flows.reviews import changes, is_planned, makes, opens_pack
from tests.support.at_work import Bot
from tests.support.hand import Control, Hand, Message
from tests.support.reading import actions, block_of

CHANNEL = "C0TEAM"
AGREE = "Agree on goal, people and day among ourselves first"
FIX = "Fix the day and who comes"
ASK = "See that everybody of ours who comes answers"
PUT = "Put the first version of the pack together"
RUN = "Go through it among ourselves"
BRIEF = "Finish the brief"
SEND = "Send them what they should read before"
HOLD = "Hold it; they talk more than we do"
NOTES = "Make sure that they have the notes"
ACTIONS = "See that every action has a name and a day"
LINES = "Write two lines into this thread"
EVERY = (AGREE, FIX, ASK, PUT, RUN, BRIEF, SEND, HOLD, NOTES, ACTIONS, LINES)
HELD = {"notes": "They close in six days now", "held_on": "2026-04-11"}


@pytest.fixture
def acme(box: Control, bot: Bot) -> Account:
    """Ann's, a T3 account with a channel, that was talked to on the day before yesterday."""
    box.invite("UHEARTH", CHANNEL)
    return has_gone_quiet(bot, tier="T3", last=date(2026, 2, 28), channel=CHANNEL)


@pytest.fixture
def card(box: Control, bot: Bot, acme: Account) -> Message:
    """Ann's, for a review on Saturday 11 April, in forty days."""
    return is_planned(box, bot)


def steps(box: Control) -> list[tuple[str, str]]:
    """The steps that were told in the channel, each a reply: the day, and which."""
    told = ((day, text) for day, text, is_reply in said_in(box, CHANNEL) if is_reply)
    return [(day, next(step for step in EVERY if step in text)) for day, text in told]


def first(person: Hand) -> Message:
    """The message that begins the thread: the only one in the channel that is about a review."""
    [found] = [m for m in person.messages(CHANNEL) if "business review" in m.text and m.user == "UHEARTH"]
    return found


def step(person: Hand, words: str) -> Message:
    """A step in the thread."""
    return next(m for m in person.messages(CHANNEL, first(person).ts)[1:] if words in m.words)


def in_digest(person: Hand, words: str) -> Message:
    """The latest digest that tells of a step."""
    return next(m for m in reversed(digests(person)) if words in m.words)


# the days


def test_from_a_month_before_to_a_month_after_everything_stands_in_one_thread(
    box: Control, bot: Bot, card: Message
) -> None:
    lives_until(box, bot, "2026-04-10")
    box.clock.set("2026-04-11T16:00:00+02:00")
    assert not makes(box.ann, "hold", card, HELD).errors
    lives_until(box, bot, "2026-05-12")
    assert steps(box) == [
        ("2026-03-12", FIX),
        ("2026-03-20", ASK),  # due on a Saturday
        ("2026-03-27", PUT),  # likewise
        ("2026-04-02", RUN),  # Friday is Good Friday, Saturday the day
        ("2026-04-02", BRIEF),  # Easter Monday
        ("2026-04-09", SEND),
        ("2026-04-10", HOLD),  # on a Saturday
        ("2026-04-13", NOTES),
        ("2026-04-17", ACTIONS),
        ("2026-05-11", LINES),
    ]
    assert [text for _, text, is_reply in said_in(box, CHANNEL) if not is_reply] == [
        "Acme: business review on Sat 11 Apr."
    ]
    assert [row for state in (Saying.FAILED, Saying.UNSURE) for row in bot.messages(state)] == []


def test_an_executive_review_begins_three_months_before(box: Control, bot: Bot, acme: Account) -> None:
    is_planned(box, bot, kind="ebr", on="2026-06-12")
    wakes(box, bot, "2026-03-12")
    assert steps(box) == []
    wakes(box, bot, "2026-03-13")
    assert steps(box) == [("2026-03-13", AGREE)]  # it is three months on Saturday
    lives_until(box, bot, "2026-05-13")
    assert steps(box)[1:] == [("2026-05-13", FIX)]


def test_what_is_due_on_a_weekend_is_told_on_friday_in_other_words(box: Control, bot: Bot, card: Message) -> None:
    wakes(box, bot, "2026-03-20")
    assert "Ann Adler, by Sat 21 Mar: *See that everybody" in step(box.ann, ASK).words
    assert "To do, due tomorrow: See that everybody" in in_digest(box.ann, ASK).words


def test_a_review_planned_late_begins_with_the_step_of_that_day(box: Control, bot: Bot, acme: Account) -> None:
    is_planned(box, bot, on="2026-03-12")
    wakes(box, bot, "2026-03-03")
    assert [which for _, which in steps(box)] == [PUT]
    wakes(box, bot, "2026-03-05")
    words = in_digest(box.ann, RUN).words
    assert "Fix the day" not in words
    assert "Still open: See that everybody" in words
    assert PUT in words


# one owner, one button


def test_each_step_has_one_owner_and_one_button(box: Control, bot: Bot, card: Message) -> None:
    for day, words in (("2026-03-12", FIX), ("2026-03-20", ASK), ("2026-03-27", PUT), ("2026-04-09", SEND)):
        lives_until(box, bot, day)
        told = step(box.ann, words)
        assert actions(told) == ["nudge:done"]
        assert told.words.splitlines()[0].startswith("Ann Adler, by ")


def test_nobody_is_called_late_in_the_channel(box: Control, bot: Bot, card: Message) -> None:
    lives_until(box, bot, "2026-05-20")
    for _, text, _ in said_in(box, CHANNEL):
        for blame in ("overdue", "late", "missed", "days ago", "Not done", "Still open"):
            assert blame not in text


def test_done_in_the_thread_settles_it_in_the_digest(box: Control, bot: Bot, card: Message) -> None:
    wakes(box, bot, "2026-03-12")
    assert "nudge:done" in actions(in_digest(box.ann, FIX))
    box.ann.clicks("nudge:done", step(box.ann, FIX))
    bot.goes_round()
    told = in_digest(box.ann, FIX)
    assert "Done." in told.words
    assert "nudge:done" not in actions(told)
    assert actions(step(box.ann, FIX)) == []
    lives_until(box, bot, "2026-03-18")
    assert in_digest(box.ann, FIX).ts == told.ts


def test_done_in_the_digest_settles_it_in_the_thread(box: Control, bot: Bot, card: Message) -> None:
    wakes(box, bot, "2026-03-12")
    digest = in_digest(box.ann, FIX)
    box.ann.clicks("nudge:done", digest, block_id=f"{block_of(digest, FIX)}.do")
    bot.goes_round()
    assert "Done by Ann Adler." in step(box.dev, FIX).words
    assert actions(step(box.dev, FIX)) == []


def test_a_colleague_who_is_not_on_the_team_cannot_tick_it_off(box: Control, bot: Bot, card: Message) -> None:
    wakes(box, bot, "2026-03-12")
    box.ben.clicks("nudge:done", step(box.ben, FIX))
    bot.goes_round()
    assert actions(step(box.ben, FIX)) == ["nudge:done"]


def test_the_pack_opens_from_the_thread(box: Control, bot: Bot, card: Message) -> None:
    wakes(box, bot, "2026-03-12")
    assert actions(first(box.dev)) == ["nudge:pack"]
    assert "Acme: Business review, Sat 11 Apr" in opens_pack(box.dev, first(box.dev), "nudge:pack").words


# moved


def test_a_moved_day_moves_what_is_to_come_and_repeats_nothing_that_was_done(
    box: Control, bot: Bot, card: Message
) -> None:
    wakes(box, bot, "2026-03-12")
    box.ann.clicks("nudge:done", step(box.ann, FIX))
    lives_until(box, bot, "2026-03-19")
    changes(box.ann, card, on="2026-04-22")
    box.ann.closes()
    lives_until(box, bot, "2026-04-09")
    assert steps(box) == [("2026-03-12", FIX), ("2026-04-01", ASK), ("2026-04-08", PUT)]
    assert first(box.ann).text == "Acme: business review on Wed 22 Apr."
    assert "Done by Ann Adler." in step(box.dev, FIX).words


def test_a_step_that_was_told_and_not_done_is_asked_for_again_on_its_new_day(
    box: Control, bot: Bot, card: Message
) -> None:
    wakes(box, bot, "2026-03-12")
    changes(box.ann, card, on="2026-05-11")
    box.ann.closes()
    bot.goes_round()
    assert first(box.ann).text == "Acme: business review on Mon 11 May."
    assert actions(step(box.ann, FIX)) == []
    lives_until(box, bot, "2026-04-10")
    assert FIX in digests(box.ann)[-1].words
    assert actions(step(box.ann, FIX)) == ["nudge:done"]


# called off


def test_called_off_there_is_nothing_more_and_the_thread_says_so(box: Control, bot: Bot, card: Message) -> None:
    wakes(box, bot, "2026-03-12")
    assert not makes(box.ann, "call_off", card, {"called_off_because": "Their board meets that day"}).errors
    bot.goes_round()
    assert first(box.ann).text == (
        "Acme: quarterly business review of Sat 11 Apr called off. Nothing more is due here."
    )
    assert actions(first(box.ann)) == []
    assert actions(step(box.ann, FIX)) == []
    told = len(digests(box.ann))
    lives_until(box, bot, "2026-04-14")
    assert [which for _, which in steps(box)] == [FIX]
    assert [m for m in digests(box.ann)[told:] if "review" in m.words] == []


def test_what_was_held_is_not_to_be_held_again(box: Control, bot: Bot, card: Message) -> None:
    lives_until(box, bot, "2026-04-10")
    box.clock.set("2026-04-11T16:00:00+02:00")
    assert not makes(box.ann, "hold", card, HELD).errors
    bot.goes_round()
    assert actions(step(box.ann, HOLD)) == []
    assert first(box.ann).text == "Acme: business review on Sat 11 Apr."
    wakes(box, bot, "2026-04-13")
    assert HOLD not in digests(box.ann)[-1].words
    assert NOTES in digests(box.ann)[-1].words


def test_followed_up_with_its_button_the_step_is_done(box: Control, bot: Bot, card: Message) -> None:
    lives_until(box, bot, "2026-04-10")
    box.clock.set("2026-04-11T16:00:00+02:00")
    assert not makes(box.ann, "hold", card, HELD).errors
    wakes(box, bot, "2026-04-13")
    box.ann.clicks("move:review:follow_up", box.ann.sees_message("What was said"))
    bot.goes_round()
    assert actions(step(box.ann, NOTES)) == []
    lives_until(box, bot, "2026-04-17")
    assert [which for _, which in steps(box)][-2:] == [NOTES, ACTIONS]


# customers in the channel


def test_in_a_channel_shared_outside_nothing_is_said_and_the_owner_hears_that_once(box: Control, bot: Bot) -> None:
    bot.in_trouble = True
    box.invite("UHEARTH", "C0SHARED")
    has_gone_quiet(bot, tier="T3", last=date(2026, 2, 28), channel="C0SHARED")
    is_planned(box, bot)
    lives_until(box, bot, "2026-03-28")
    assert said_in(box, "C0SHARED") == []
    told = [m.text for m in box.ann.messages() if "channel" in m.text]
    assert len(told) == 1, told
    assert "People from another company can read the channel" in told[0]
    assert all(any(step in digest.words for digest in digests(box.ann)) for step in (FIX, ASK, PUT))
