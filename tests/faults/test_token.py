"""The bot's token is revoked while much waits: all of it waits on, and is said once there is a good one."""

from __future__ import annotations

import pytest

from bot.pages import outbox
from bot.rules.facts import Saying
from tests.faults.kinds import KINDS, comes, stands
from tests.support.at_work import Bot
from tests.support.hand import Control
from tests.support.reading import channel_named

WHY = "Slack does not let us in (token_revoked): nothing is said until SLACK_BOT_TOKEN is good"
WHAT_TO_DO = "copy the Bot User OAuth Token again from the app's page, Install App, and start Hearth with it."


def is_revoked(bot: Bot, rounds: int) -> None:
    """For that many rounds, half a minute apart."""
    bot.box.fault("*", "refuse", error="token_revoked", times=9999)
    bot.in_trouble = True
    for _ in range(rounds):
        bot.goes_round(1)
        bot.box.clock.advance(30)


def test_nothing_of_what_waits_is_lost_or_failed_and_all_of_it_is_said_once(box: Control, bot: Bot) -> None:
    channels = comes(box, bot)
    is_revoked(bot, rounds=20)  # more than the tries that a message has
    assert {kind: stands(box, kind, channels) for kind in KINDS} == dict.fromkeys(KINDS, 0)
    assert bot.messages(Saying.FAILED) == bot.messages(Saying.UNSURE) == bot.messages(Saying.SENDING) == []
    box.heal()
    bot.goes_round(4)
    assert {kind: stands(box, kind, channels) for kind in KINDS} == dict.fromkeys(KINDS, 1)
    assert bot.messages(Saying.FAILED) == bot.messages(Saying.UNSURE) == bot.messages(Saying.SENDING) == []


def test_a_wanted_channel_is_wanted_still_and_nobody_is_told_that_it_cannot_be(box: Control, bot: Bot) -> None:
    comes(box, bot)
    is_revoked(bot, rounds=3)
    assert bot.account("Initech").channel_wanted
    assert not [row for row in bot.messages(Saying.WAITING) if row.message.words == "channel_trouble"]
    box.heal()
    bot.goes_round()
    assert bot.account("Initech").channel == channel_named(box.dev, "acct-initech")


def test_a_team_that_is_still_to_be_invited_is_invited_then(box: Control, bot: Bot) -> None:
    comes(box, bot)
    box.fault("conversations.invite", "refuse", error="token_revoked", times=9)
    bot.goes_round(2)
    assert bot.account("Initech").channel is None
    box.heal()
    bot.goes_round()
    channel = str(bot.account("Initech").channel)
    assert {"UDEV", "USUE"} <= set(box.dev.sight["channels"][channel]["members"])


def test_what_may_have_been_said_is_looked_for_when_history_can_be_asked_again(box: Control, bot: Bot) -> None:
    channels = comes(box, bot)
    box.fault("chat.postMessage", "reset_after_accept", times=99)
    bot.goes_round(1)
    box.heal()
    box.clock.advance(61)
    is_revoked(bot, rounds=4)
    assert bot.messages(Saying.UNSURE) == []
    box.heal()
    box.clock.advance(61)
    bot.goes_round(2)
    assert {kind: stands(box, kind, channels) for kind in KINDS} == dict.fromkeys(KINDS, 1)
    assert bot.messages(Saying.SENDING) == []


def test_the_log_and_the_list_of_what_comes_tell_what_to_do(
    box: Control, bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    comes(box, bot)
    is_revoked(bot, rounds=1)
    assert any(WHAT_TO_DO in record.getMessage() for record in caplog.records if record.levelname == "ERROR")
    coming = outbox.lines_for(bot.office, 50, Saying.WAITING)
    assert any(WHY in line and WHAT_TO_DO in line for line in coming)
    view = outbox.view_for(bot.office, "UMEG", bot.office.clock())
    assert any(WHY in str(block) for block in view["blocks"])
