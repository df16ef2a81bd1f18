"""/account: the brief of a customer, finding the customer, and what can be begun from there."""

from __future__ import annotations

import pytest

from bot.rules.facts import Record
from tests.flows.forms import ACCEPT, opened
from tests.flows.looking import comes_by_table, is_known, is_needed, is_withdrawn, sees_again, sees_new
from tests.support.at_work import Bot
from tests.support.hand import Control, Hand, View
from tests.support.reading import actions, as_shown, buttons, values


@pytest.fixture
def owned(bot: Bot) -> Record:
    """Acme's handoff, which Ann has accepted."""
    record = bot.is_handed()
    bot.is_accepted(record)
    return record


def sees_brief(person: Hand, typed: str = "acme") -> View:
    return sees_new(person, f"/account {typed}", "brief")


def test_a_brief_tells_who_what_waits_what_was_promised_what_is_known_and_what_happened(
    box: Control, bot: Bot, owned: Record
) -> None:
    is_needed(bot, owned.account)
    words = sees_brief(box.ann).words
    assert "Acme\n*T2* Key" in words
    for part, person in {"Account owner": "Ann Adler", "Deputy": "Dev Das", "Account executive": "Ben Brand"}.items():
        assert f"*{part}*\n{person}" in words
    assert (
        "*Needs assessment*: waiting for Ann Adler to judge “Close the books faster”\nYour turn, until Mon 16 Mar"
        in words
    )
    assert "Promised, and still to be kept (1)\nSSO by May\n_Due Fri 1 May, Ann Adler_" in words
    assert "Introduce yourself to Acme\n_Due Wed 4 Mar, Ann Adler_" in words
    assert "*ARR*\n120,000 EUR" in words
    assert "*Renewal date*\nMon 1 Mar 2027" in words
    assert "*Handoff*: accepted by Ann Adler (since Mon 2 Mar)" in words
    assert (
        "• Mon 2 Mar: Dev Das sent the needs assessment\n• Mon 2 Mar: Ann Adler chose “Accept” in the handoff" in words
    )


@pytest.mark.parametrize(("by", "said"), [("UMEG", "Mon 2 Mar: imported, Meg Moss"), ("", "• Mon 2 Mar: imported")])
def test_a_brief_tells_of_what_came_by_a_table(box: Control, bot: Bot, by: str, said: str) -> None:
    comes_by_table(bot, bot.has_an_account("Globex"), by)
    assert sees_brief(box.ann, "globex").words.endswith(said)


def test_nobody_else_sees_that_a_brief_was_asked_for(box: Control, bot: Bot, owned: Record) -> None:
    before = box.ann.sees_text("C0TEAM")
    box.ben.types("/account acme", "C0TEAM")
    box.ben.sees_modal("brief")
    assert box.ann.sees_text("C0TEAM") == box.ben.sees_text("C0TEAM") == before
    assert box.ann.modal is None


def test_only_whoevers_turn_it_is_is_offered_the_move(box: Control, bot: Bot) -> None:
    bot.is_handed()
    assert ACCEPT in actions(sees_brief(box.ann))
    assert "The turn of Ann Adler, until Tue 3 Mar" in sees_brief(box.ben).words
    assert ACCEPT not in actions(sees_brief(box.ben))


def test_what_was_pressed_in_a_brief_shows_in_it(box: Control, bot: Bot) -> None:
    bot.is_handed()
    box.ann.clicks(ACCEPT, sees_brief(box.ann))
    brief = sees_again(box.ann, "Promised, and still to be kept (1)")
    kept = next(button for button in buttons(brief) if button["text"]["text"] == "Kept")
    assert kept["accessibility_label"] == "Kept: SSO by May"
    box.ann.clicks("task_done", brief, value=kept["value"], block_id=f"task.{kept['value']}")
    sees_again(box.ann, "Ann Adler did “SSO by May”")
    assert "still to be kept" not in sees_again(box.ann, "To do").words


def test_personal_details_are_for_the_account_team(box: Control, bot: Bot, owned: Record) -> None:
    assert "*Champion*: Raj Patel" in sees_brief(box.dev).words
    brief = sees_brief(box.meg).words
    assert "Raj Patel" not in brief
    assert "Dana Ruiz" not in brief
    assert "Personal details are shown to the account team only." in brief
    assert "*ARR*\n120,000 EUR" in brief
    assert "task_done" not in actions(sees_brief(box.meg))


def test_a_habit_is_begun_from_a_brief_with_the_account_filled_in(box: Control, bot: Bot, owned: Record) -> None:
    brief = sees_brief(box.ann)
    assert {"start_for:handoff", "start_for:needs"} <= set(actions(brief))
    box.ann.clicks("start_for:needs", brief)
    assert values(opened(box.ann, brief))["account"] == f"id:{owned.account}"


def test_a_habit_that_is_open_already_is_not_begun_again(box: Control, bot: Bot) -> None:
    bot.is_handed()
    assert "start_for:handoff" not in actions(sees_brief(box.ann))


def test_the_command_alone_offers_the_accounts_there_are_and_ones_own(box: Control, bot: Bot) -> None:
    bot.has_an_account("Globex", owner="UANN")
    bot.has_an_account("Initech")
    box.ann.types("/account")
    find = box.ann.sees_modal("find")
    assert [button["text"]["text"] for button in buttons(find)] == ["Globex"]
    assert [option["text"]["text"] for option in box.ann.is_offered("pick_known_account", "")] == ["Globex", "Initech"]
    assert [option["text"]["text"] for option in box.ann.is_offered("pick_known_account", "initch")] == ["Initech"]
    assert box.ann.is_offered("pick_known_account", "Umbrella") == []


def test_choosing_shows_the_brief_in_the_same_modal(box: Control, bot: Bot) -> None:
    initech = bot.has_an_account("Initech")
    box.ann.types("/account")
    find = box.ann.sees_modal("find")
    box.ann.is_offered("pick_known_account", "ini")
    box.ann.chooses("pick_known_account", f"id:{initech.id}", find)
    assert "Initech" in box.ann.sees_modal("brief").words
    assert len(box.ann.modals) == 1


def test_a_name_that_may_mean_several_shows_them(box: Control, bot: Bot) -> None:
    bot.has_an_account("Acme Robotics")
    acme = bot.has_an_account("Acme Foods")
    box.ann.types("/account acm")
    find = box.ann.sees_modal("find")
    assert "Several accounts may be meant by “acm”" in find.words
    assert {button["text"]["text"] for button in buttons(find)} == {"Acme Robotics", "Acme Foods"}
    box.ann.clicks(f"brief:{acme.id}", find)
    assert "Acme Foods" in box.ann.sees_modal("brief").words


def test_a_name_with_a_typing_error_finds_its_account(box: Control, bot: Bot) -> None:
    bot.has_an_account("Globex")
    assert "Globex" in sees_brief(box.ann, "gobex").words


def test_an_unknown_name_is_said_so_and_can_be_handed_over_as_new(box: Control, bot: Bot) -> None:
    bot.has_an_account("Globex")
    box.ben.types("/account Umbrella & Sons")
    find = box.ben.sees_modal("find")
    assert "There is no account called “Umbrella & Sons”" in as_shown(find.words)
    assert [a for a in actions(find) if a.startswith("start_new")] == ["start_new:handoff"]
    box.ben.clicks("start_new:handoff", find)
    assert values(opened(box.ben, find))["account"] == "new:Umbrella & Sons"


def test_a_name_too_long_for_an_account_is_not_offered_as_one(box: Control, bot: Bot) -> None:
    box.ben.types(f"/account {'Umbrella ' * 20}")
    find = box.ben.sees_modal("find")
    assert "There is no account called" in find.words
    assert not buttons(find)


def test_a_habit_that_is_a_word_of_the_command_is_opened_for_the_account_behind_it(
    box: Control, bot: Bot, owned: Record
) -> None:
    box.ann.types("/account needs acme")
    form = opened(box.ann)
    assert form.title == "What you heard"
    assert values(form)["account"] == f"id:{owned.account}"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("help", "`/account acme` shows who owns it"),
        ("needs help", "`/account needs status` shows what waits for you"),
        ("needs status", "No needs assessment waits for you"),
    ],
)
def test_help_and_status_are_words_of_the_command(box: Control, bot: Bot, typed: str, said: str) -> None:
    box.ann.types(f"/account {typed}")
    assert said in box.ann.sees_modal().words


def test_an_account_called_like_a_word_of_the_command_is_found_in_the_menu(box: Control, bot: Bot) -> None:
    help = bot.has_an_account("Help")
    box.ann.types("/account help")
    assert "Help\n" not in box.ann.sees_modal("help").words
    assert all(f"`/account {word}" in box.ann.sees_modal("help").words for word in ("mine", "stale", "why", "hours"))
    box.ann.types("/account")
    find = box.ann.sees_modal("find")
    [offered] = box.ann.is_offered("pick_known_account", "help")
    box.ann.chooses("pick_known_account", offered["value"], find)
    assert box.ann.sees_modal("brief").private_metadata == str(help.id)


def test_a_habit_is_begun_for_an_account_called_like_a_word_of_the_command(box: Control, bot: Bot) -> None:
    help = bot.has_an_account("Help", owner="UANN")
    box.ann.types("/account")
    box.ann.clicks(f"brief:{help.id}", box.ann.sees_modal("find"))
    brief = box.ann.sees_modal("brief")
    box.ann.clicks("start_for:needs", brief)
    assert values(opened(box.ann, brief))["account"] == f"id:{help.id}"


def test_help_desk_is_no_call_for_help(box: Control, bot: Bot) -> None:
    bot.has_an_account("Help Desk Inc")
    assert "Help Desk Inc" in sees_brief(box.ann, "help desk").words


def test_names_are_shown_as_they_were_typed(box: Control, bot: Bot) -> None:
    name = "*Bold* <!channel> & <@UANN> Söhne 🦊"
    account = bot.has_an_account(name, owner="UANN")
    is_known(bot, account, bought=f"{name}\n> all")
    box.ann.types("/account")
    box.ann.clicks(f"brief:{account.id}", box.ann.sees_modal("find"))
    brief = box.ann.sees_modal("brief")
    assert as_shown(brief.words).count(name) == 2
    assert "<!channel>" not in brief.words.replace(name, "")


def test_a_guest_gets_no_brief(box: Control, bot: Bot, owned: Record) -> None:
    box.gus.types("/account acme", "C0TEAM")
    bot.rests()
    assert "guests cannot use it" in box.gus.sees_text("C0TEAM")
    assert box.gus.modal is None


def test_an_account_that_is_gone_is_said_so(box: Control, bot: Bot) -> None:
    globex = bot.has_an_account("Globex", owner="UANN")
    box.ann.types("/account")
    find = box.ann.sees_modal("find")
    is_withdrawn(bot, globex)
    box.ann.clicks(f"brief:{globex.id}", find)
    assert "This is not there any more" in box.ann.sees_modal("notice").words


def test_a_long_life_fits_into_one_brief(box: Control, bot: Bot, owned: Record) -> None:
    for number in range(12):
        is_needed(bot, owned.account, need=f"Need {number:02} {'x' * 280}", in_their_words="&<>" * 999)
    brief = sees_brief(box.ann)
    assert "What waits (12)" in brief.words
    assert "… and 4 more" in brief.words
    assert len(brief.blocks) <= 100
