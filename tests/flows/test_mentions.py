"""Writing to the bot and mentioning it: help for whoever asks, and never in a channel where customers may read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.at_work import Bot, envelopes
from tests.support.hand import Control, Hand, Json, Message, eventually
from tests.support.reading import texts

OUTSIDER = "Hearth is for the people of this workspace. Your contact here can do this for you."
GUEST = "Hearth is for full members of this workspace; guests cannot use it."


@pytest.fixture
def everywhere(box: Control, bot: Bot) -> None:
    """The bot is in a channel of ours and in one that Acme reads."""
    box.invite("UHEARTH", "C0TEAM")
    box.invite("UHEARTH", "C0SHARED")


def whispers(person: Hand, channel: str, thread_ts: str | None = None) -> list[Message]:
    """What only this person sees."""
    return [message for message in person.messages(channel, thread_ts) if message.ephemeral]


def mentions(box: Control) -> Iterator[Json]:
    """The envelopes of mentions that were answered with an ack."""
    return (e for e in envelopes(box, "events_api") if e["payload"]["event"]["type"] == "app_mention")


def asks(bot: Bot, person: Hand, channel: str, thread_ts: str | None = None) -> Message:
    """Mention the bot, and read its one answer."""
    person.says("@hearth who owns Acme?", channel, thread_ts=thread_ts)
    person.sees_message("Hearth", channel, thread_ts=thread_ts)
    bot.rests()
    [answer] = whispers(person, channel, thread_ts)
    return answer


def test_a_direct_message_is_answered_with_every_command_and_what_it_does(box: Control, bot: Bot) -> None:
    box.ben.says("hello?")
    answer = box.ben.sees_message("/handoff").text
    for habit in bot.office.blueprint.habits.values():
        assert f"`{habit.command}`" in answer
        assert habit.about in answer
    assert "`/account acme` shows" in answer
    assert "Home tab" in answer
    assert "CSV" not in answer


def test_an_admin_reads_of_importing_too(box: Control, bot: Bot) -> None:
    box.meg.says("hello?")
    assert "Drop a CSV file here" in box.meg.sees_message("/handoff").text


def test_a_mention_is_answered_to_whoever_made_it_alone(box: Control, bot: Bot, everywhere: None) -> None:
    answer = asks(bot, box.ben, "C0SHARED")
    assert "`/account acme` shows" in answer.text
    for other in (box.ann, box.ola):
        assert "/account" not in other.sees_text("C0SHARED")
    assert box.traffic(name="chat.postMessage") == []


def test_a_mention_in_a_thread_is_answered_in_it(box: Control, bot: Bot, everywhere: None) -> None:
    ts = box.ann.says("Who looks after them now?", "C0TEAM")
    answer = asks(bot, box.ben, "C0TEAM", ts)
    assert answer.thread_ts == ts
    assert whispers(box.ben, "C0TEAM") == []


@pytest.mark.parametrize(("who", "channel", "sentence"), [("UOLA", "C0SHARED", OUTSIDER), ("UGUS", "C0TEAM", GUEST)])
def test_who_may_not_use_it_is_told_so_politely_and_privately(
    box: Control, bot: Bot, everywhere: None, who: str, channel: str, sentence: str
) -> None:
    answer = asks(bot, box.hand(who), channel)
    assert answer.text.startswith(sentence)
    assert "/handoff" not in answer.text
    assert sentence not in box.ann.sees_text(channel)


def test_a_mention_that_arrives_twice_is_answered_once(box: Control, bot: Bot, everywhere: None) -> None:
    asks(bot, box.ben, "C0TEAM")
    mention = eventually(lambda: next(mentions(box), None), lambda: "the mention should have been taken in")
    bot.hears_again(mention)
    bot.rests()
    assert len(whispers(box.ben, "C0TEAM")) == 1


def test_a_mention_in_a_direct_message_is_a_direct_message(box: Control, bot: Bot) -> None:
    box.ben.says("@hearth help")
    box.ben.sees_message("/handoff")
    bot.rests()
    assert sum("/handoff" in text for text in texts(box.ben)) == 1


def test_help_that_slack_does_not_take_is_nobodys_trouble(box: Control, bot: Bot, everywhere: None) -> None:
    """Whoever asked asks again."""
    box.fault("chat.postEphemeral", "status429")
    box.ben.says("@hearth help", "C0TEAM")
    bot.rests()
    answer = asks(bot, box.ben, "C0TEAM")
    assert "/account" in answer.text
