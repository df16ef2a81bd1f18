"""The channel of an account's own team, bound by typing a word in it."""

from __future__ import annotations

import pytest

from bot.rules.facts import Account
from bot.store import accounts
from bot.store.engine import reading
from tests.flows.mornings import lives_until, said_in
from tests.flows.nudging import has_gone_quiet
from tests.support.at_work import Bot
from tests.support.hand import Control

GLOBEX = "C0GLOBEX"


@pytest.fixture
def globex(bot: Bot) -> Account:
    """Ann's, a T1 account that came by a table and has no channel; the last talk was long ago."""
    return has_gone_quiet(bot, "Globex")


def channel_of(bot: Bot, account: Account) -> str | None:
    with reading(bot.office.memory) as connection:
        known = accounts.get(connection, bot.office.workspace, account.id)
    return known.channel if known else None


def test_where_it_is_typed_the_account_has_its_channel_and_is_told_there(
    box: Control, bot: Bot, globex: Account
) -> None:
    lives_until(box, bot, "2026-03-06")
    assert said_in(box, GLOBEX) == []
    box.ann.types("/account channel globex", GLOBEX)
    assert box.ann.sees_message("This is the channel of Globex from now on", GLOBEX).ephemeral
    assert (channel_of(bot, globex), bot.happened("Globex")) == (GLOBEX, ["channel_bound"])
    lives_until(box, bot, "2026-03-09")
    assert any("Globex" in text for _, text, _ in said_in(box, GLOBEX))


def test_saying_it_twice_changes_nothing_more(box: Control, bot: Bot, globex: Account) -> None:
    for _ in range(2):
        box.ann.types("/account channel globex", GLOBEX)
    bot.rests()
    assert bot.happened("Globex") == ["channel_bound"]


@pytest.mark.parametrize(
    ("typed", "where", "why"),
    [
        ("globex", "C0SHARED", "shared with another organisation"),
        ("", GLOBEX, "Whose channel is this?"),
        ("nobody we know", GLOBEX, "Whose channel is this?"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_changed(
    box: Control, bot: Bot, globex: Account, typed: str, where: str, why: str
) -> None:
    box.invite("UHEARTH", "C0SHARED")
    box.ann.types(f"/account channel {typed}", where)
    assert box.ann.sees_message(why, where).ephemeral
    assert channel_of(bot, globex) is None


def test_a_private_channel_without_hearth_asks_for_an_invitation(box: Control, bot: Bot, globex: Account) -> None:
    box.meg.types("/account channel globex", "C0LEAD")
    box.meg.sees_message("invite Hearth first", "C0LEAD")
    assert channel_of(bot, globex) is None


def test_an_account_keeps_the_channel_it_has_and_no_two_have_one(box: Control, bot: Bot, globex: Account) -> None:
    tyrell = has_gone_quiet(bot, "Tyrell")
    box.ann.types("/account channel globex", GLOBEX)
    box.ann.sees_message("This is the channel of Globex from now on", GLOBEX)
    box.ann.types("/account channel tyrell", GLOBEX)
    box.ann.sees_message("This is the channel of Globex already", GLOBEX)
    box.ann.types("/account channel globex", "C0TYRELL")
    box.ann.sees_message("Globex has a channel already", "C0TYRELL")
    assert (channel_of(bot, globex), channel_of(bot, tyrell)) == (GLOBEX, None)


def test_only_the_accounts_people_and_admins_say_it(box: Control, bot: Bot, globex: Account) -> None:
    box.ben.types("/account channel globex", GLOBEX)
    box.ben.sees_message("Only the people of Globex, and admins", GLOBEX)
    assert channel_of(bot, globex) is None
