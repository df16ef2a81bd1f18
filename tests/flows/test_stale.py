"""/account stale and mine: which accounts of one's own go cold, what needs one, and what is calm."""

from __future__ import annotations

from datetime import date

from tests.flows.forms import opened
from tests.flows.looking import sees_again
from tests.flows.nudging import has_gone_quiet, is_open, open_nudges
from tests.support.at_work import Bot
from tests.support.hand import Control, Hand, View
from tests.support.reading import actions, as_shown, buttons, values

LAST_WEEK = date(2026, 2, 24)


def sees(person: Hand, word: str) -> View:
    person.types(f"/account {word}")
    return person.sees_modal(word)


def test_accounts_that_go_cold_stand_reddest_first_with_their_dates(box: Control, bot: Bot) -> None:
    has_gone_quiet(bot, "Amber", "T2", date(2026, 1, 25))
    has_gone_quiet(bot, "Red")
    has_gone_quiet(bot, "Redder", last=date(2025, 12, 1))
    has_gone_quiet(bot, "Fresh", last=LAST_WEEK)
    bot.goes_round()
    words = sees(box.ann, "stale").words
    assert "Accounts going cold (3)" in words
    assert sorted(["*Redder*", "*Red*", "*Amber*"], key=words.index) == ["*Redder*", "*Red*", "*Amber*"]
    assert "*Red* (T1), red since Fri 20 Feb: no contact at all for long. Owner: Ann Adler." in words
    assert "Last touch: Tue 20 Jan, 41 days ago: red" in words
    assert "Last call, meeting or visit: Tue 20 Jan, 41 days ago: amber" in words
    assert "*Amber* (T2), amber since Wed 25 Feb" in words
    assert "Fresh" not in words


def test_a_touch_is_logged_and_the_brief_read_from_there(box: Control, bot: Bot) -> None:
    acme = has_gone_quiet(bot)
    bot.goes_round()
    stale = sees(box.ann, "stale")
    labels = [button["accessibility_label"] for button in buttons(stale)]
    assert labels == ["Log a touch: Acme", "Brief: Acme"]
    box.ann.clicks(f"brief:{acme.id}", stale)
    assert "Acme" in box.ann.sees_modal("brief").words
    stale = sees(box.ann, "stale")
    box.ann.clicks("nudge:log", stale)
    assert values(opened(box.ann))["account"] == f"id:{acme.id}"


def test_only_ones_own_accounts_are_listed(box: Control, bot: Bot) -> None:
    has_gone_quiet(bot)
    bot.goes_round()
    assert "Acme" in sees(box.dev, "stale").words
    assert "Acme" in sees(box.meg, "stale").words
    assert "None of your accounts is going cold." in sees(box.ben, "stale").words


def test_a_long_list_keeps_within_slacks_limits(box: Control, bot: Bot) -> None:
    for number in range(45):
        has_gone_quiet(bot, f"Customer & Sons {number:02}")
    bot.goes_round()
    stale = sees(box.ann, "stale")
    assert "Accounts going cold (45)" in stale.words
    assert "… and 5 more" in stale.words
    assert len(stale.blocks) == 82


def test_what_needs_one_stands_with_its_buttons_and_the_rest_is_counted(box: Control, bot: Bot) -> None:
    has_gone_quiet(bot)
    has_gone_quiet(bot, "Calm", "T4", LAST_WEEK)
    has_gone_quiet(bot, "Theirs", owner="UDEV", deputy="USUE")
    bot.goes_round()
    mine = sees(box.ann, "mine")
    assert "What needs you (3)" in mine.words
    assert "1 of your accounts is calm." in mine.words
    assert "Theirs" not in mine.words
    assert actions(mine) == ["nudge:log", "nudge:brief"] * 3


def test_with_nothing_to_do_it_says_so(box: Control, bot: Bot) -> None:
    bot.has_an_account("Globex", owner="UANN")
    words = sees(box.ann, "mine").words
    assert "Nothing needs you now." in words
    assert "1 of your accounts is calm." in words
    assert sees(box.ben, "mine").words == "What needs me\nNothing needs you now."


def test_who_stands_in_sees_it_while_the_owner_is_away(box: Control, bot: Bot) -> None:
    has_gone_quiet(bot)
    bot.goes_round()
    assert "Nothing needs you now." in sees(box.dev, "mine").words
    box.dev.closes()
    box.change("UANN", status_text="Vacationing", status_emoji=":palm_tree:", status_expiration=1773000000)
    bot.calls_the_roll()
    words = sees(box.dev, "mine").words
    assert "What needs you (3)" in words
    assert "You stand in for Ann Adler, who is away." in words


def test_a_name_is_shown_as_it_was_typed(box: Control, bot: Bot) -> None:
    name = "*Bold* <!channel> & Söhne 🦊"
    has_gone_quiet(bot, name)
    bot.goes_round()
    for word in ("stale", "mine"):
        words = as_shown(sees(box.ann, word).words)
        assert name in words
        assert "<!channel>" not in words.replace(name, "")


def test_a_watch_that_is_gone_is_told_no_more(box: Control, bot: Bot) -> None:
    acme = has_gone_quiet(bot, last=LAST_WEEK)
    bot.goes_round()
    before = open_nudges(bot, acme)
    gone = next(iter(before.values()))
    is_open(bot, type(gone)(**{**vars(gone), "key": "gone/watch/1/x", "watch": "gone/watch"}))
    assert "Nothing needs you now." in sees(box.ann, "mine").words


def test_a_guest_gets_no_list(box: Control, bot: Bot) -> None:
    for word in ("mine", "stale", "why acme"):
        box.gus.types(f"/account {word}", "C0TEAM")
    bot.rests()
    assert box.gus.sees_text("C0TEAM").count("guests cannot use it") == 3
    assert box.gus.modal is None


def test_an_account_called_like_a_word_is_found_by_its_whole_name(box: Control, bot: Bot) -> None:
    bot.has_an_account("Stale Bread Inc")
    box.ann.types("/account stale bread")
    assert "Stale Bread Inc" in box.ann.sees_modal("brief").words


def test_the_list_is_drawn_again_when_something_in_it_was_settled(box: Control, bot: Bot) -> None:
    acme = has_gone_quiet(bot)
    bot.goes_round()
    live = open_nudges(bot, acme)["quiet/live"]
    box.ann.types("/account mine")
    mine = box.ann.sees_modal("mine")
    block = next(block for block in mine.blocks if f"|{live.key}'" in str(block.get("accessory", "")))
    box.ann.clicks("nudge:more", mine, value=f"wrong|{live.key}", block_id=block["block_id"])
    box.ann.sees_modal("nudge:wrong")
    box.ann.submits({"reason": "not_worth_it"})
    sees_again(box.ann, "What needs you")
