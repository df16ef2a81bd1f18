"""The account's channel: chosen in the form, or made."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.flows.forms import ACCEPT, hands_off, starts
from tests.support.at_work import Bot
from tests.support.hand import Control, NotPossible
from tests.support.reading import channel_named, texts

ANNOUNCED = "Ann Adler owns Acme"


def is_accepted(box: Control, bot: Bot, **answers: str) -> None:
    """Ben hands off Acme, Ann accepts, the clock goes round."""
    bot.is_handed(**answers)
    bot.goes_round()
    box.ann.clicks(ACCEPT, box.ann.sees_message("hands Acme"))
    bot.goes_round()


def announcements(box: Control, channel: str) -> list[str]:
    return [text for text in texts(box.ben, channel) if ANNOUNCED in text]


def test_a_public_channel_is_joined_and_used(box: Control, bot: Bot) -> None:
    is_accepted(box, bot, channel="C0SALES")
    assert len(announcements(box, "C0SALES")) == 1
    assert bot.account().channel == "C0SALES"
    assert "acct-acme" not in box.ann.sees_text()


@pytest.mark.parametrize("fault", ["status429", "status500"])
def test_a_channel_that_cannot_be_joined_just_now_is_joined_later(box: Control, bot: Bot, fault: str) -> None:
    box.fault("conversations.join", fault)
    is_accepted(box, bot, channel="C0SALES")
    box.clock.advance(31)
    bot.goes_round()
    assert len(announcements(box, "C0SALES")) == 1


def test_the_card_names_the_channel_that_was_chosen(box: Control, bot: Bot) -> None:
    hands_off(box.ben, channel="C0SALES")
    bot.goes_round()
    assert "<#C0SALES>" in box.ann.sees_message("hands Acme").words


def test_a_private_channel_the_bot_is_in_is_used(box: Control, bot: Bot) -> None:
    channel = box.ben.creates_channel("acme-private", private=True)
    box.invite("UHEARTH", channel)
    is_accepted(box, bot, channel=channel)
    assert len(announcements(box, channel)) == 1


def test_a_private_channel_the_bot_is_not_in_is_told_to_the_owner(box: Control, bot: Bot) -> None:
    channel = box.ben.creates_channel("acme-private", private=True)
    is_accepted(box, bot, channel=channel)
    bot.in_trouble = True
    assert announcements(box, channel) == []
    told = box.ann.sees_message("the channel needs you").words
    assert "Hearth cannot see the channel; it is private or gone" in told
    assert "/invite @Hearth" in told


def test_a_channel_shared_with_others_is_not_offered(box: Control, bot: Bot) -> None:
    starts(box.ben)
    with pytest.raises(NotPossible, match="leaves out channels shared with other organisations"):
        box.ben.fills({"channel": "C0SHARED"})


def test_a_known_accounts_channel_stays(box: Control, bot: Bot) -> None:
    is_accepted(box, bot, channel="C0SALES")
    bot.is_handed(by="UANN", owner="UMEG", ae="UANN", channel="C0TEAM")
    bot.goes_round()
    box.meg.clicks(ACCEPT, box.meg.sees_message("hands Acme"))
    bot.goes_round()
    assert bot.account().channel == "C0SALES"
    assert "Meg Moss owns Acme" in texts(box.ben, "C0SALES")[-1]


@pytest.mark.parametrize(
    ("account", "name"),
    [
        ("Acme Robotics GmbH & Co. KG", "acct-acme-robotics-gmbh-co-kg"),
        ("  Ünïcode  Corp ", "acct-unicode-corp"),
        ("株式会社アクメ", "acct-株式会社アクメ"),
        ("***", "acct-account"),
        ("A" * 75, "acct-" + "a" * 60),
    ],
)
def test_the_channels_name_is_one_that_slack_takes(box: Control, bot: Bot, account: str, name: str) -> None:
    bot.is_accepted(bot.is_handed(account))
    bot.goes_round(1)
    channel = channel_named(box.ann, name)
    assert bot.account(account).channel == channel


def test_somebody_with_two_parts_is_invited_once(box: Control, bot: Bot) -> None:
    is_accepted(box, bot, deputy="USUE", our_sponsor="USUE")
    channel = box.ann.sight["channels"][channel_named(box.ann, "acct-acme")]
    assert sorted(channel["members"]) == ["UANN", "UBEN", "UHEARTH", "USUE"]


def test_the_team_is_invited_to_a_channel_that_was_chosen(box: Control, bot: Bot) -> None:
    channel = box.ben.creates_channel("acme-team")
    is_accepted(box, bot, channel=channel)
    assert set(box.ann.sight["channels"][channel]["members"]) == {"UBEN", "UHEARTH", "UANN", "UDEV", "USUE"}


@pytest.mark.parametrize(
    ("chosen", "meanwhile", "sentence"),
    [
        ("private", lambda *_: None, "Hearth cannot see the channel; it is private or gone."),
        ("public", lambda box, channel: box.archive(channel), "The channel is archived."),
        (
            "public",
            lambda box, channel: box.share(channel),
            "People from another company can read the channel, so Hearth says nothing about the account there.",
        ),
    ],
    ids=["private", "archived", "shared"],
)
def test_a_chosen_channel_that_cannot_be_used_is_told_to_the_owner_once(
    box: Control, bot: Bot, chosen: str, meanwhile: Callable[[Control, str], None], sentence: str
) -> None:
    channel = box.ben.creates_channel("acme-team", private=chosen == "private")
    bot.is_handed(channel=channel)
    bot.goes_round()
    meanwhile(box, channel)
    box.ann.clicks(ACCEPT, box.ann.sees_message("hands Acme"))
    bot.in_trouble = True
    bot.goes_round()
    box.clock.advance(61)
    bot.goes_round()
    told = [message.words for message in box.ann.messages() if "the channel needs you" in message.words]
    assert len(told) == 1
    assert sentence in told[0]
    assert announcements(box, channel) == []


def test_each_whom_slack_will_not_take_is_told_to_the_owner(box: Control, bot: Bot) -> None:
    box.fault("conversations.invite", "refuse", error="user_is_restricted", times=2)
    is_accepted(box, bot, channel=box.ben.creates_channel("acme-team"))
    told = [message.words for message in box.ann.messages() if "could not be invited" in message.words]
    assert [name for name in ("Ann Adler", "Dev Das") if any(name in words for words in told)] == [
        "Ann Adler",
        "Dev Das",
    ]
    assert len(told) == 2
