"""The app's Home and its direct message, from the newcomer's first look on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from bot import deeds
from bot.deeds import Gesture
from bot.pages import home as homes
from bot.rules.facts import Deed, Nudge, Standing
from bot.store import nudges
from bot.store.engine import reading
from tests.flows.forms import ACCEPT, hands_off, opened, reaches
from tests.flows.looking import is_needed, is_returned
from tests.flows.nudging import has_gone_quiet, open_nudges
from tests.support.at_work import Bot
from tests.support.hand import Control, Hand, Message, View, eventually
from tests.support.reading import actions, buttons, texts, values

BEGINNINGS = ("find_account", "start_form:touch")
OF_A_CARD = ("move:handoff:accept", "move:handoff:accept_with_gaps", "move:handoff:return", "read")


@pytest.fixture
def nell(box: Control, bot: Bot) -> Hand:
    """Somebody who has joined the workspace just now."""
    nell = box.welcome("UNELL", "nell", "Nell New", tz="Europe/Lisbon")
    bot.hears_of("UNELL", Standing.MEMBER)
    return nell


def test_a_newcomers_home_says_what_this_is_and_what_to_do_first(bot: Bot, nell: Hand) -> None:
    home = bot.home_of(nell)
    assert "Hearth keeps what we promised our customers" in home.words
    assert [line[:2] for line in home.words.split("\n") if line[:1].isdigit()] == ["1.", "2.", "3."]
    assert actions(home) == [*BEGINNINGS]
    assert "Start a form…" in home.words


def test_the_same_form_can_be_chosen_again(box: Control, bot: Bot, nell: Hand) -> None:
    home = bot.home_of(nell)
    box.clock.advance(1)
    nell.chooses("start_form", "handoff", home)
    nell.sees_modal("form")
    eventually(lambda: True if _row(nell.sees_home()) != _row(home) else None, lambda: "the menu should be a new one")


def _row(home: View) -> str:
    return next(str(block["block_id"]) for block in home.blocks if "start_form" in str(block))


def test_a_home_without_anything_to_do_says_so_to_whoever_knows_it(box: Control, bot: Bot) -> None:
    bot.has_an_account("Globex", owner="UANN")
    home = bot.home_of(box.ann)
    assert "Nothing waits for you." in home.words
    assert "Look up a customer" not in home.words


def test_a_newcomer_looks_up_a_customer_from_home(bot: Bot, nell: Hand) -> None:
    globex = bot.has_an_account("Globex")
    nell.clicks("find_account", bot.home_of(nell))
    find = nell.sees_modal("find")
    [offered] = nell.is_offered("pick_known_account", "glo")
    nell.chooses("pick_known_account", offered["value"], find)
    assert nell.sees_modal("brief").private_metadata == str(globex.id)


def test_a_newcomer_begins_from_home(bot: Bot, nell: Hand) -> None:
    nell.chooses("start_form", "handoff", bot.home_of(nell))
    assert values(nell.sees_modal("form")) == {"ae": "UNELL"}


def test_a_newcomers_words_are_answered_with_what_can_be_done_here(nell: Hand) -> None:
    nell.opens_home("messages")
    nell.says("hi, what is this?")
    answer = nell.sees_message("Hearth keeps what we promised our customers")
    assert "`/handoff`" in answer.text
    assert "Home tab" in answer.text


def test_the_owners_home_offers_what_the_card_offers(box: Control, bot: Bot, card: Message) -> None:
    home = bot.home_of(box.ann)
    assert "*Acme*: handoff waiting for Ann Adler to accept or return it, until Tue 3 Mar" in home.words
    assert actions(home) == [*OF_A_CARD, *BEGINNINGS]
    box.ann.clicks(ACCEPT, home)
    assert "You accepted" not in home.words
    home = box.ann.sees_home("Promises to keep (1)")
    assert "SSO by May\n_Acme, due Fri 1 May_" in home.words
    assert "To do (6)" in home.words
    bot.goes_round()
    assert "You accepted Acme" in box.ann.messages()[0].text


def test_home_is_drawn_anew_for_whoever_hears_something(box: Control, bot: Bot, nell: Hand) -> None:
    bot.home_of(box.ann)
    bot.is_handed()
    bot.goes_round()
    box.ann.sees_home("Your turn (1)")


def test_home_is_drawn_anew_for_whoever_did_something(box: Control, bot: Bot) -> None:
    bot.home_of(box.ben)
    hands_off(box.ben)
    box.ben.sees_home("Your accounts (1)")


def test_a_kept_promise_leaves_home(box: Control, bot: Bot) -> None:
    bot.is_accepted(bot.is_handed())
    home = bot.home_of(box.ann)
    kept = next(button for button in buttons(home) if button["text"]["text"] == "Kept")
    box.ann.clicks("task_done", home, block_id=f"task.{kept['value']}")
    assert "Promises to keep" not in bot.home_of(box.ann).words
    assert bot.happened()[-1] == "task_done"


def test_a_returned_handoff_is_completed_from_home(box: Control, bot: Bot) -> None:
    is_returned(bot, bot.is_handed())
    box.ben.clicks("complete", bot.home_of(box.ben))
    assert values(opened(box.ben))["bought"] == "Reporting for 200 people; not the data warehouse"


def test_the_draft_of_a_moves_form_is_found_again(box: Control, bot: Bot) -> None:
    bot.is_handed()
    box.ann.clicks("move:handoff:accept_with_gaps", bot.home_of(box.ann))
    form = opened(box.ann)
    box.ann.closes()
    home = bot.home_of(box.ann)
    assert "Drafts (1)\n“Accept with gaps” for the handoff of *Acme*, saved Mon 2 Mar" in home.words
    box.ann.clicks("continue_draft", home)
    assert opened(box.ann, form).title == "Accept with gaps"


def test_accounts_stand_in_the_order_of_what_needs_somebody_first(box: Control, bot: Bot) -> None:
    for name in ("Acme", "Globex", "Initech"):
        bot.has_an_account(name, owner="UANN")
    is_needed(bot, bot.account("Initech").id)
    home = bot.home_of(box.ann).words
    order = ["*Initech* (T2): account owner", "*Acme* (T2)", "*Globex* (T2)"]
    assert sorted(order, key=home.index) == order


def test_an_accounts_brief_is_one_press_away(box: Control, bot: Bot) -> None:
    globex = bot.has_an_account("Globex", owner="UANN")
    home = bot.home_of(box.ann)
    assert [b["accessibility_label"] for b in buttons(home) if b["action_id"] == f"brief:{globex.id}"] == [
        "Brief: Globex"
    ]
    box.ann.clicks(f"brief:{globex.id}", home)
    assert "Globex" in box.ann.sees_modal("brief").words


def due_for(bot: Bot, person: str) -> tuple[Nudge, ...]:
    """What a person is told today."""
    with reading(bot.office.memory) as connection:
        return nudges.open_for(connection, bot.office.workspace, person, bot.office.clock().date())


def is_snoozed(bot: Bot, nudge: Nudge) -> None:
    gesture = Gesture(nudge.person, bot.office.clock(), "modal")
    outcome = deeds.mark(bot.office, nudge.key, Deed.SNOOZED, gesture, until=gesture.today + timedelta(days=1))
    assert isinstance(outcome, Nudge)


def test_what_needs_somebody_stands_first_and_what_they_put_off_with_its_day(box: Control, bot: Bot) -> None:
    acme = has_gone_quiet(bot)
    bot.goes_round()
    is_snoozed(bot, open_nudges(bot, acme)["quiet/threads"])
    home = bot.home_of(box.ann)
    assert "What needs you (2)\n*Acme* (T1). Since the last touch, Tue 20 Jan, they have not been told" in home.words
    assert "Snoozed (1)\nAcme (T1). None of their people" in home.words
    assert "_Comes back Tue 3 Mar_" in home.words
    assert home.words.index("What needs you") < home.words.index("Snoozed") < home.words.index("Your accounts")


def test_a_touch_is_logged_from_home(box: Control, bot: Bot) -> None:
    acme = has_gone_quiet(bot)
    bot.goes_round()
    box.ann.clicks("nudge:log", bot.home_of(box.ann), block_id="due.0.do")
    assert values(opened(box.ann))["account"] == f"id:{acme.id}"


def test_all_that_needs_one_and_ones_hours_are_one_press_away(box: Control, bot: Bot) -> None:
    has_gone_quiet(bot)
    bot.goes_round()
    home = bot.home_of(box.ann)
    box.ann.clicks("home_more", home, value="home")
    assert "What needs you (3)" in box.ann.sees_modal("mine").words
    box.ann.closes()
    box.ann.clicks("home_more", home, value="hours")
    assert box.ann.sees_modal("hours").title == "Hours and leave"


def test_a_very_full_home_keeps_within_slacks_limits(box: Control, bot: Bot) -> None:
    for number in range(21):
        bot.is_accepted(bot.is_handed(f"Customer {number:02}"))
    for number in range(11):
        bot.is_handed(f"Prospect {number:02}")
    for number in range(6):
        reaches(box.ann, 2, f"Sold {number}", owner="UMEG")
    box.clock.set("2026-03-04T09:00:00Z")
    bot.goes_round()
    for nudge in due_for(bot, "UANN")[:4]:
        is_snoozed(bot, nudge)
    home = bot.home_of(box.ann)
    lists = {"Your turn (11)", "Promises to keep (21)", "To do (126)", "Drafts (6)", "Your accounts (21)"}
    lists |= {"What needs you (70)", "Snoozed (4)"}
    assert lists < set(home.words.split("\n"))
    assert home.words.count("… and ") == len(lists)
    assert len(home.blocks) == 97


def test_what_a_home_costs_follows_what_is_ones_own(bot: Bot) -> None:
    bot.is_handed("Mine")
    before = work(bot, "UANN")
    for number in range(20):
        bot.is_handed(f"Theirs {number}", by="UMEG", owner="UDEV", deputy="USUE")
    assert 0 < work(bot, "UANN") < before + 20


def work(bot: Bot, person: str) -> int:
    """How many instructions SQLite's machine needs for somebody's Home, which no other load on the computer changes."""
    steps = 0

    def count() -> None:
        nonlocal steps
        steps += 1

    def listen(driver: Any, *_: object) -> None:
        driver.set_progress_handler(count, 1)

    event.listen(bot.office.memory, "checkout", listen)
    homes.view_for(bot.office, person, bot.office.clock())
    event.remove(bot.office.memory, "checkout", listen)
    return steps


def test_a_long_home_says_how_much_more_there_is(box: Control, bot: Bot) -> None:
    for number in range(25):
        bot.has_an_account(f"Customer {number:02}", owner="UANN")
    home = bot.home_of(box.ann).words
    assert "Your accounts (25)" in home
    assert "Customer 14" in home
    assert "Customer 15" not in home
    assert "… and 10 more" in home


def test_many_drafts_stay_within_slacks_limits(box: Control, bot: Bot) -> None:
    for number in range(7):
        reaches(box.ben, 2, f"Customer {number}")
        box.clock.advance(1)
    home = bot.home_of(box.ben).words
    assert "Drafts (7)" in home
    assert "… and 2 more" in home
    box.ben.closes()
    box.ben.types("/handoff")
    assert "Customer 6" in box.ben.sees_modal("form").words


def test_the_messages_tab_draws_no_home(box: Control, bot: Bot) -> None:
    box.ann.opens_home("messages")
    bot.home_of(box.ben)  # what came before it was heard before it
    assert box.ann.home is None


def test_the_bot_does_not_talk_to_itself_nor_in_channels(box: Control, bot: Bot, card: Message) -> None:
    box.invite("UHEARTH", "C0SALES")
    box.ben.says("Hearth, are you there?", "C0SALES")
    box.ben.says("hello")
    box.ben.sees_message("/handoff")
    assert len(texts(box.ben)) == 2
    assert not any("Hearth keeps" in text for text in texts(box.ann))
    assert not any("Hearth keeps" in text for text in texts(box.ben, "C0SALES"))
