"""The account's channel fails in every way Slack knows: nothing leaks or is lost, and somebody hears what to do."""

from __future__ import annotations

import pytest

from bot.rules.facts import Record, Saying, Standing
from tests.support.at_work import Bot
from tests.support.hand import Control
from tests.support.reading import channel_named, texts

WANTED = "acct-acme"
TROUBLE = "Acme: the channel needs you"


def has_channel(box: Control, bot: Bot, accepted: Record) -> str:
    """The account's channel, made before anything is said in it."""
    box.fault("conversations.info", "status500")
    bot.goes_round(1)
    return str(bot.account().channel)


def goes_on(bot: Bot) -> None:
    bot.box.clock.advance(31)
    bot.goes_round()


def announced(box: Control, channel: str) -> bool:
    return any("owns Acme" in text for text in texts(box.ann, channel))


def test_a_name_that_others_have_is_numbered(box: Control, bot: Bot, accepted: Record) -> None:
    theirs = box.meg.creates_channel(WANTED)
    bot.goes_round()
    ours = channel_named(box.ann, f"{WANTED}-2")
    assert bot.account().channel == ours
    assert announced(box, ours)
    assert box.meg.messages(theirs)[1:] == []


def test_names_that_others_have_are_not_tried_for_ever(box: Control, bot: Bot, accepted: Record) -> None:
    for name in (WANTED, *(f"{WANTED}-{number}" for number in range(2, 6))):
        box.meg.creates_channel(name, private=True)
    bot.in_trouble = True
    bot.goes_round()
    assert TROUBLE in box.ann.sees_message("the channel needs you").words
    assert bot.account().channel is None


def test_a_channel_that_an_earlier_start_left_behind_is_ours(box: Control, bot: Bot, accepted: Record) -> None:
    """It was made, and then the process ended before it could write that down."""
    box.fault("conversations.create", "reset_after_accept")
    bot.goes_round()
    goes_on(bot)
    channel = channel_named(box.ann, WANTED)
    assert bot.account().channel == channel
    assert set(box.ann.sight["channels"][channel]["members"]) == {"UHEARTH", "UANN", "UDEV", "UBEN", "USUE"}
    assert announced(box, channel)
    assert len(box.traffic(name="conversations.create")) == 2


def test_what_waited_for_the_channel_is_said_as_soon_as_it_is_there(box: Control, bot: Bot, accepted: Record) -> None:
    """No clock needs to move between."""
    box.fault("conversations.create", "status500")
    bot.goes_round(1)
    assert "the account has no channel yet" in [row.why for row in bot.messages(Saying.WAITING)]
    bot.goes_round(1)
    assert announced(box, channel_named(box.ann, WANTED))


def test_a_channel_of_another_account_is_not_taken_for_ours(box: Control, bot: Bot, accepted: Record) -> None:
    bot.goes_round()
    bot.is_accepted(bot.is_handed("  acme!"))
    bot.goes_round()
    assert bot.account("acme!").channel == channel_named(box.ann, f"{WANTED}-2")


def test_where_the_workspace_forbids_it_the_owner_hears_who_can_change_that(
    box: Control, bot: Bot, accepted: Record
) -> None:
    box.fault("conversations.create", "refuse", error="restricted_action")
    bot.in_trouble = True
    bot.goes_round()
    told = box.ann.sees_message("the channel needs you").words
    assert "The rules of this workspace forbid Hearth to do this. A workspace admin can change that." in told
    assert "nothing is lost" in told
    for _ in range(3):
        goes_on(bot)
    assert sum(TROUBLE in message.words for message in box.ann.messages()) == 1
    assert len(box.traffic(name="conversations.create")) == 1
    assert bot.messages(Saying.WAITING) != []  # the others' morning messages; but no announcement waits for ever
    assert "announcement" not in {row.message.words for row in bot.messages(Saying.WAITING)}


def test_where_the_owner_has_left_whoever_handed_over_hears_of_the_channel(
    box: Control, bot: Bot, accepted: Record
) -> None:
    box.fault("conversations.create", "refuse", error="restricted_action")
    box.change("UANN", deleted=True)
    bot.hears_of("UANN", Standing.DEACTIVATED)
    bot.in_trouble = True
    box.clock.set("2026-03-02T09:00:00-05:00")
    bot.goes_round()
    assert "The rules of this workspace forbid Hearth to do this" in box.ben.sees_message("the channel needs you").words


def test_a_scope_that_was_taken_away_is_told(box: Control, bot: Bot, accepted: Record) -> None:
    box.revoke("groups:write")
    bot.in_trouble = True
    bot.goes_round()
    assert "The app lacks a permission in Slack" in box.ann.sees_message("the channel needs you").words


def test_one_whom_slack_does_not_take_keeps_no_other_out(box: Control, bot: Bot, accepted: Record) -> None:
    box.fault("conversations.invite", "refuse", error="user_is_restricted")
    bot.goes_round()
    channel = box.dev.sight["channels"][channel_named(box.dev, WANTED)]
    assert set(channel["members"]) == {"UHEARTH", "UDEV", "UBEN", "USUE"}
    assert any("owns Acme" in text for text in texts(box.dev, channel["id"]))


def test_one_who_has_left_is_not_invited(box: Control, bot: Bot, accepted: Record) -> None:
    box.change("UDEV", deleted=True)
    bot.hears_of("UDEV", Standing.DEACTIVATED)
    bot.in_trouble = True  # nor can he be told that he is the deputy
    bot.goes_round()
    assert "UDEV" not in box.ann.sight["channels"][channel_named(box.ann, WANTED)]["members"]


@pytest.mark.parametrize("pending", [False, True], ids=["shared", "about to be shared"])
def test_nothing_is_said_where_outsiders_read_or_soon_will(
    box: Control, bot: Bot, accepted: Record, pending: bool
) -> None:
    channel = has_channel(box, bot, accepted)
    box.share(channel, pending=pending)
    bot.in_trouble = True
    goes_on(bot)
    assert not announced(box, channel)
    told = box.ann.sees_message("the channel needs you").words
    assert "People from another company can read the channel, so Hearth says nothing about the account there." in told
    if not pending:
        box.invite("UOLA", channel)
        assert "Acme" not in box.ola.sees_text(channel)


def test_nothing_is_said_in_an_archived_channel_and_the_owner_hears_it(
    box: Control, bot: Bot, accepted: Record
) -> None:
    channel = has_channel(box, bot, accepted)
    box.archive(channel)
    bot.in_trouble = True
    goes_on(bot)
    assert not announced(box, channel)
    told = box.ann.sees_message("the channel needs you").words
    assert "The channel is archived. Unarchive it in Slack, or choose another one." in told


def test_nothing_is_said_where_the_bot_was_removed_and_the_owner_hears_it(
    box: Control, bot: Bot, accepted: Record
) -> None:
    channel = has_channel(box, bot, accepted)
    box.kick("UHEARTH", channel)
    bot.in_trouble = True
    goes_on(bot)
    assert not announced(box, channel)
    assert "Type /invite @Hearth in it" in box.ann.sees_message("the channel needs you").words


@pytest.mark.parametrize("fault", ["status500", "reset_after_accept"])
def test_where_slack_does_not_say_who_reads_it_is_asked_again_first(
    box: Control, bot: Bot, accepted: Record, fault: str
) -> None:
    box.fault("conversations.info", fault)
    bot.goes_round()
    channel = str(bot.account().channel)
    assert not announced(box, channel)
    goes_on(bot)
    assert announced(box, channel)


def test_each_step_of_making_a_channel_can_fail_once(box: Control, bot: Bot, accepted: Record) -> None:
    for method in ("conversations.create", "conversations.invite", "conversations.invite", "conversations.info"):
        box.fault(method, "status500")
        bot.goes_round(1)
    goes_on(bot)
    goes_on(bot)
    channel = channel_named(box.ann, WANTED)
    assert set(box.ann.sight["channels"][channel]["members"]) == {"UHEARTH", "UANN", "UDEV", "UBEN", "USUE"}
    assert len([text for text in texts(box.ann, channel) if "owns Acme" in text]) == 1


def test_what_goes_wrong_with_one_accounts_channel_stops_no_other(box: Control, bot: Bot) -> None:
    for account in ("Acme", "Globex"):
        bot.is_accepted(bot.is_handed(account))
    box.fault("conversations.create", "refuse", error="restricted_action")
    bot.in_trouble = True
    bot.goes_round()
    assert bot.account("Acme").channel is None
    assert bot.account("Globex").channel == channel_named(box.ann, "acct-globex")
