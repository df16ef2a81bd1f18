"""Two accounts want a channel of the same name."""

from __future__ import annotations

from tests.support.at_work import Bot
from tests.support.hand import Control


def test_a_channel_begun_for_one_account_never_goes_to_another(box: Control, bot: Bot) -> None:
    for account in ("Acme Inc", "Acme, Inc."):
        bot.is_accepted(bot.is_handed(account))
    box.fault("conversations.invite", "status429", retry_after=1)
    bot.goes_round(1)
    assert [bot.account("Acme Inc").channel, bot.account("Acme, Inc.").channel] == [None, None]
    bot.goes_round(4)
    first, second = bot.account("Acme Inc").channel, bot.account("Acme, Inc.").channel
    names = {id: channel["name"] for id, channel in box.ann.sight["channels"].items()}
    assert (names[str(first)], names[str(second)]) == ("acct-acme-inc", "acct-acme-inc-2")
