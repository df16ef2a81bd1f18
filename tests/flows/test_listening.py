"""A channel shared with a customer, heard by time and author alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.rules.facts import Account, Clocks, Contacted
from bot.store import touches
from bot.store.engine import reading
from tests.flows.touches import clocks
from tests.support.at_work import Bot, envelopes
from tests.support.hand import Control, Hand, eventually

SHARED = "C0SHARED"
MONDAY = date(2026, 3, 2)
SECRET = "the mango ledger"


@pytest.fixture
def acme(bot: Bot) -> Account:
    """Acme, which Ann owns; Hearth is in the channel that is shared with it."""
    bot.box.invite("UHEARTH", SHARED)
    return bot.has_an_account("Acme", owner="UANN", deputy="UDEV")


@pytest.fixture
def on(box: Control, acme: Account) -> None:
    """Ann has switched it on."""
    box.ann.types("/account listen acme", SHARED)
    box.ann.sees_message("Hearth listens in this channel for Acme", SHARED)


def says(bot: Bot, person: Hand, thread_ts: str | None = None, room: str = SHARED) -> str:
    """Write in a channel, and the event has been answered."""
    ts = person.says(SECRET, room, thread_ts=thread_ts)
    eventually(lambda: ts if ts in answered(bot.box) else None, lambda: f"{ts} should be among {answered(bot.box)}")
    return ts


def answered(box: Control) -> list[str]:
    """The messages of which the app was told, and which it has acknowledged."""
    return [envelope["payload"]["event"].get("ts") for envelope in envelopes(box, "events_api")]


def test_what_is_kept_is_said_to_whoever_switches_it_on_and_to_nobody_else(box: Control, bot: Bot, on: None) -> None:
    said = box.ann.sees_message("Hearth listens", SHARED)
    assert said.ephemeral
    assert "Of each message it keeps when it was written, and by whom; never a word of it." in said.words
    assert "Hearth listens" not in box.ola.sees_text(SHARED)
    assert bot.happened() == ["listening_began"]


def test_what_they_write_is_a_touch_and_makes_it_our_turn(box: Control, bot: Bot, on: None) -> None:
    says(bot, box.ola)
    assert clocks(bot) == Clocks(account=Contacted(touch_on=MONDAY), ball="us", ball_since=MONDAY)


def test_our_answer_is_a_touch_and_makes_it_theirs(box: Control, bot: Bot, on: None) -> None:
    says(bot, box.ola)
    box.clock.set("2026-03-03T09:00:00+01:00")
    says(bot, box.ben)
    assert clocks(bot).account == Contacted(touch_on=date(2026, 3, 3))
    assert (clocks(bot).ball, clocks(bot).ball_since) == ("them", date(2026, 3, 3))


def test_what_we_write_into_silence_is_none(box: Control, bot: Bot, on: None) -> None:
    says(bot, box.ben)
    assert clocks(bot) == Clocks(ball="them", ball_since=MONDAY)


def test_a_guest_of_ours_is_one_of_us(box: Control, bot: Bot, on: None) -> None:
    box.invite("UGUS", SHARED)
    says(bot, box.gus)
    assert clocks(bot).ball == "them"


def test_a_reply_in_a_thread_is_heard_too(box: Control, bot: Bot, on: None) -> None:
    first = says(bot, box.ben)
    box.clock.advance(60)
    says(bot, box.ola, thread_ts=first)
    assert clocks(bot).ball == "us"


def test_the_day_is_the_owners(box: Control, bot: Bot, on: None) -> None:
    box.clock.set("2026-03-03T00:30:00+01:00")
    says(bot, box.ola)
    assert clocks(bot).account.touch_on == date(2026, 3, 3)


def test_no_word_of_it_is_kept_anywhere(box: Control, bot: Bot, on: None, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG", "bot")
    says(bot, box.ola)
    box.clock.advance(60)
    says(bot, box.ben)
    bot.goes_round()
    database = bot.office.memory.url.database
    assert database
    kept = b"".join(path.read_bytes() for path in Path(database).parent.glob(f"{Path(database).name}*"))
    assert b"UOLA" in kept
    assert SECRET.encode() not in kept
    assert SECRET not in "".join(record.getMessage() for record in caplog.records if record.name.startswith("bot"))


def test_an_event_that_comes_again_late_changes_nothing(box: Control, bot: Bot, on: None) -> None:
    says(bot, box.ola)
    theirs = envelopes(box, "events_api")[-1]
    box.clock.advance(60)
    says(bot, box.ben)
    before = clocks(bot)
    bot.hears_again(theirs)
    bot.rests()
    assert clocks(bot) == before
    assert before.ball == "them"


def test_nothing_is_heard_where_nobody_switched_it_on(box: Control, bot: Bot, acme: Account) -> None:
    says(bot, box.ola)
    assert clocks(bot) == Clocks()


def test_nothing_is_heard_any_more_once_it_is_switched_off(box: Control, bot: Bot, on: None) -> None:
    box.dev.joins(SHARED)
    box.dev.types("/account listen off", SHARED)
    box.dev.sees_message("Hearth listens here no more", SHARED)
    says(bot, box.ola)
    assert clocks(bot) == Clocks()
    box.dev.types("/account listen off", SHARED)
    box.dev.sees_message("Hearth was not listening here", SHARED)


def test_it_is_switched_on_where_a_customer_writes(box: Control, bot: Bot, acme: Account) -> None:
    box.ann.types("/account listen acme", "C0TEAM")
    assert "shared with nobody outside" in box.ann.sees_message("Nothing was changed", "C0TEAM").words
    box.ann.types("/account listen", SHARED)
    box.ann.sees_message("For which customer?", SHARED)


def test_hearth_has_to_be_there(box: Control, bot: Bot) -> None:
    bot.has_an_account("Acme", owner="UANN")
    box.ann.types("/account listen acme", SHARED)
    box.ann.sees_message("Hearth is not in this channel", SHARED)


def test_a_private_channel_is_heard_like_a_public_one(box: Control, bot: Bot, acme: Account) -> None:
    room = box.ann.creates_channel("acme-board", private=True)
    box.invite("UHEARTH", room)
    box.share(room)
    box.ann.types("/account listen acme", room)
    box.ann.sees_message("Hearth listens in this channel for Acme", room)
    says(bot, box.ann, room=room)
    assert clocks(bot).ball == "them"


def test_who_joins_and_what_hearth_itself_says_is_no_message_of_anybodys(box: Control, bot: Bot, on: None) -> None:
    box.dev.joins(SHARED)
    bot.office.slack.call("chat.postMessage", channel=SHARED, text="Hello")
    says(bot, box.ola)
    assert clocks(bot).ball == "us"
    assert clocks(bot).ball_since == MONDAY
    with reading(bot.office.memory) as connection:
        heard = touches.latest(connection, bot.office.workspace, bot.account().id, 9)
    assert [touch.by for touch in heard] == ["UOLA"]
