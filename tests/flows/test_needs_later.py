"""What becomes of needs: how they are begun, found, judged again, and by whom, as the account changes hands."""

from __future__ import annotations

from datetime import date

import pytest

from tests.flows.forms import opened, submits, takes_step
from tests.flows.looking import changes_hands, is_judged, is_needed, sees_new
from tests.flows.needs import (
    ASIDE,
    CONFIRMED,
    HEARD,
    MEANING,
    TEN_IN_NEW_YORK,
    VERDICT,
    fills_in,
    made,
    makes,
    writes_down,
)
from tests.support.at_work import Bot
from tests.support.hand import Control, Hand, Message, eventually
from tests.support.reading import actions, as_shown, block_of, texts, values

OF_A_NEED = ["move:needs:judge", "move:needs:set_aside", "read"]


def now(person: Hand, message: Message) -> Message:
    """A message as it stands by now."""
    [there] = [one for one in person.messages() if one.ts == message.ts]
    return there


# How it is begun.


@pytest.fixture
def acme(bot: Bot) -> int:
    """Acme, which Ann owns, by its id."""
    return bot.has_an_account("Acme", owner="UANN", deputy="UDEV", our_sponsor="USUE").id


@pytest.mark.parametrize("typed", ["acme", "Acme", "amce"])
def test_the_command_opens_the_form_with_the_account_filled_in(box: Control, bot: Bot, acme: int, typed: str) -> None:
    box.ben.types(f"/account needs {typed}")
    assert values(opened(box.ben)) == {"account": f"id:{acme}"}
    fills_in(box.ben)
    assert bot.record().answers["account"] == {"id": acme, "name": "Acme"}


def test_home_opens_the_form(box: Control, bot: Bot, acme: int) -> None:
    box.ben.chooses("start_form", "needs", bot.home_of(box.ben))
    opened(box.ben)
    fills_in(box.ben, box.ben.is_offered("pick_account", "acm")[0]["value"])
    assert bot.record().state == "heard"


def test_a_message_of_theirs_is_kept_as_a_need_with_the_way_back_to_it(box: Control, bot: Bot, acme: int) -> None:
    box.invite("UHEARTH", "C0SALES")
    box.ben.says("Acme: “nine days to close, every month”", "C0SALES")
    box.ben.takes("start_here:needs", box.ben.sees_message("nine days", "C0SALES"))
    opened(box.ben)
    fills_in(box.ben, box.ben.is_offered("pick_account", "acme")[0]["value"])
    bot.goes_round()
    link = bot.record().answers["started_from"]
    assert link.startswith("https://")
    assert f"it began with <{link}>" in box.ann.sees_message("A need of Acme").words


def test_a_customer_nobody_knows_begins_with_a_handoff(box: Control, bot: Bot) -> None:
    box.ben.types("/account needs Umbrella")
    assert values(opened(box.ben)) == {"account": "new:Umbrella"}
    sent = submits(box.ben, HEARD)
    told = "Nobody has handed over Umbrella yet. Begin with its handoff, so that it has an owner."
    assert sent.errors == {"account": told}
    assert bot.accounts() == []
    [draft] = bot.drafts("UBEN")
    assert draft.answers["in_their_words"] == HEARD["in_their_words"]


def test_new_customers_are_not_offered_in_its_menu(box: Control, bot: Bot, acme: int) -> None:
    box.ben.takes("start:needs")
    opened(box.ben)
    assert box.ben.is_offered("pick_account", "Umbrella") == []


@pytest.mark.parametrize(
    ("person", "told"),
    [("UGUS", "is a guest in this workspace"), ("UOLA", "belongs to another company"), ("UHEARTH", "is an app")],
)
def test_a_next_step_is_for_one_of_us(box: Control, bot: Bot, acme: int, person: str, told: str) -> None:
    box.ben.types("/account needs acme")
    opened(box.ben)
    takes_step(box.ben, **HEARD)
    assert told in submits(box.ben, {**MEANING, "next_owner": person}).errors["next_owner"]
    assert bot.records() == []


# Where it is found.


def test_several_needs_of_one_account_stand_side_by_side(box: Control, bot: Bot, heard: Message) -> None:
    writes_down(box.dev, "acme", need="No manual reconciliation", next_owner="UDEV")
    bot.goes_round()
    for place in (bot.home_of(box.ann), sees_new(box.ann, "/account acme", "brief")):
        assert "to judge “Close the books faster”" in place.words
        assert "to judge “No manual reconciliation”" in place.words
    status = sees_new(box.ann, "/account needs status", "status")
    assert "Your turn (2)" in status.words
    made(box.ann, "judge", heard, VERDICT)
    assert [record.state for record in bot.records()] == ["heard", "judged"]


def test_status_and_brief_offer_what_the_card_offers(box: Control, bot: Bot, heard: Message) -> None:
    assert actions(heard) == OF_A_NEED
    status = sees_new(box.ann, "/account needs status", "status")
    assert actions(status) == OF_A_NEED
    assert actions(sees_new(box.ben, "/account needs status", "status")) == ["read"]
    made(box.ann, "judge", status, VERDICT)
    assert box.ann.modal is None
    later = sees_new(box.ann, "/account needs status", "status")
    assert "to hear “Close the books faster” confirmed by the customer" in later.words


def test_a_card_opens_the_whole_need(box: Control, heard: Message) -> None:
    box.ann.clicks("read", heard)
    whole = box.ann.sees_modal("whole").words
    for answer in (HEARD["in_their_words"], HEARD["who_feels_it"], MEANING["effect"]):
        assert answer in whole


def test_help_tells_how_a_need_goes(box: Control, bot: Bot) -> None:
    box.ann.types("/account needs help")
    said = box.ann.sees_modal("help").words
    assert "`/account needs acme` begins with a customer" in said
    assert said.count("\n• ") == len(bot.office.blueprint.habits["needs"].states)


# What is to be done.


def test_whoever_takes_the_next_step_ticks_it_off_in_the_message(box: Control, bot: Bot, heard: Message) -> None:
    box.clock.set(TEN_IN_NEW_YORK)
    bot.goes_round()
    step = box.ben.sees_message("A next step for Acme")
    do = f"{MEANING['next_step']} (a need of Acme: Close the books faster)"
    box.ben.clicks("task_done", step, block_id=block_of(step, do))
    bot.goes_round()
    assert f"~{do}~\n_Done by Ben Brand_" in now(box.ben, step).words
    assert do not in bot.home_of(box.ben).words


def test_what_is_set_aside_is_ticked_off_in_its_message_as_long_as_it_stands(
    box: Control, bot: Bot, heard: Message
) -> None:
    made(box.ann, "set_aside", heard, ASIDE)
    bot.goes_round()
    aside = box.ann.sees_message("set aside until")
    box.ann.clicks("task_done", aside, block_id=block_of(aside, "Find out with Acme"))
    bot.goes_round()
    assert "_Done by Ann Adler_" in now(box.ann, aside).words
    assert "move:needs:judge" in actions(now(box.ann, aside))
    made(box.ann, "judge", now(box.ann, aside), VERDICT)
    bot.goes_round()
    box.ann.clicks("task_done", bot.home_of(box.ann), value=str(bot.tasks()["look_again"].id))
    bot.goes_round()
    assert "It moved on" in now(box.ann, aside).words
    assert actions(now(box.ann, aside)) == []


def test_setting_aside_again_names_another_day_and_doubles_nothing(box: Control, bot: Bot, heard: Message) -> None:
    before = bot.tasks()
    made(box.ann, "set_aside", heard, ASIDE)
    bot.goes_round()
    made(box.ann, "judge", box.ann.sees_message("set aside until"), VERDICT)
    bot.goes_round()
    made(box.ann, "set_aside", box.ann.sees_message("who should help"), {**ASIDE, "look_again_on": "2026-09-01"})
    bot.goes_round()
    assert set(bot.tasks()) == {*before, "look_again"}
    assert bot.tasks()["look_again"].due_on == date(2026, 9, 1)
    assert "Find out with Acme" in bot.home_of(box.ann).words


def test_what_was_looked_at_again_is_looked_at_once_more(box: Control, bot: Bot, heard: Message) -> None:
    made(box.ann, "set_aside", heard, ASIDE)
    bot.goes_round()
    aside = box.ann.sees_message("set aside until")
    box.ann.clicks("task_done", aside, block_id=block_of(aside, "Look again"))
    made(box.ann, "judge", aside, VERDICT)
    bot.goes_round()
    made(box.ann, "set_aside", box.ann.sees_message("who should help"), {**ASIDE, "look_again_on": "2026-09-01"})
    assert [t.due_on for t in bot.tasks().values() if t.key.startswith("look_again") and t.done_at is None] == [
        date(2026, 9, 1)
    ]


# What was told before, once it moved on.


def test_every_message_that_asked_for_something_is_rewritten_when_it_moved_on(
    box: Control, bot: Bot, judged: Message
) -> None:
    box.clock.set(TEN_IN_NEW_YORK)
    bot.goes_round()
    told = [*box.ann.messages(), *box.ben.messages()]
    made(box.ann, "set_aside", judged, ASIDE)
    bot.goes_round()
    made(box.ann, "judge", box.ann.sees_message("set aside until"), {**VERDICT, "offering": "Reports"})
    bot.goes_round()
    latest = box.ann.messages()[-1]
    assert "with Reports" in latest.words
    assert "move:needs:confirm" in actions(latest)
    assert len(told) >= 4
    for person in (box.ann, box.ben):
        for message in person.messages():
            if message.ts != latest.ts:
                assert [action for action in actions(message) if action.startswith("move:")] == []


def test_a_need_that_is_judged_twice_has_one_card_with_buttons(box: Control, bot: Bot, judged: Message) -> None:
    brief = sees_new(box.ann, "/account acme", "brief")
    made(box.ann, "judge", brief, {**VERDICT, "verdict": "nobody", "offering": ""})
    bot.goes_round()
    assert "It moved on" in now(box.ann, judged).words
    assert "*nobody should*." in box.ann.messages()[-1].words
    assert "move:needs:confirm" in actions(box.ann.messages()[-1])


def test_what_was_confirmed_can_be_judged_again(box: Control, bot: Bot, judged: Message) -> None:
    made(box.ann, "confirm", judged, CONFIRMED)
    bot.goes_round()
    confirmed = box.ann.sees_message("confirmed a need")
    made(box.ann, "judge", confirmed, {**VERDICT, "verdict": "partner", "partner": "Initech"})
    bot.goes_round()
    assert "*a partner can*, Initech, with Close Manager." in box.ann.messages()[-1].words
    assert actions(now(box.ann, confirmed)) == []
    assert "Dana Ruiz, CFO confirmed" in now(box.ann, confirmed).words


def test_an_old_button_says_that_it_moved_on(box: Control, bot: Bot, heard: Message) -> None:
    made(box.ann, "judge", heard, VERDICT)  # and nothing was rewritten yet
    box.ann.clicks("move:needs:set_aside", heard)
    bot.rests()
    assert "This has moved on since: waiting for Ann Adler to hear “Close the books faster”" in box.ann.sees_text()
    assert bot.record().state == "judged"


# Whose turn it is.


def test_the_verdict_is_the_owners_of_the_moment(box: Control, bot: Bot, heard: Message) -> None:
    changes_hands(bot, bot.account(), owner="UMEG")
    box.ann.clicks("move:needs:judge", heard)
    bot.rests()
    assert "“Judge it” is for Meg Moss. Nothing was changed." in box.ann.sees_text()
    assert box.ann.modal is None
    assert "move:needs:judge" not in actions(bot.home_of(box.ann))
    made(box.meg, "judge", bot.home_of(box.meg), VERDICT)
    bot.goes_round()
    assert "*we can*, with Close Manager" in box.meg.sees_message("who should help").words
    assert "It moved on" in now(box.ann, heard).words


def test_whoever_lost_the_account_between_button_and_form_changes_nothing(
    box: Control, bot: Bot, heard: Message
) -> None:
    box.ann.clicks("move:needs:judge", heard)
    opened(box.ann)
    changes_hands(bot, bot.account(), owner="UMEG")
    submits(box.ann, VERDICT)
    assert "“Judge it” is for Meg Moss" in box.ann.sees_modal("notice").words
    assert bot.record().state == "heard"
    [draft] = bot.drafts("UANN")
    assert draft.answers["offering"] == "Close Manager"


def test_without_a_sponsor_nobody_is_asked(box: Control, bot: Bot) -> None:
    account = bot.has_an_account("Globex", "T3", owner="UANN")
    is_judged(bot, is_needed(bot, account.id), "UANN")
    bot.goes_round()
    card = box.ann.sees_message("who should help")
    box.ann.clicks("move:needs:ask_sponsor", card)
    bot.rests()
    assert "nobody is named as “Our executive sponsor” yet" in box.ann.sees_text()
    assert bot.record("Globex").state == "judged"


def test_a_verdict_that_leaves_something_open_is_marked_at_its_field_and_kept(
    box: Control, bot: Bot, heard: Message
) -> None:
    sent = makes(box.ann, "judge", heard, {**VERDICT, "verdict": "not_now"})
    assert sent.errors == {"not_now_until": "“Not before” is still empty."}
    assert not submits(box.ann, {"not_now_until": "2026-05-04"}).errors
    assert bot.record().answers["not_now_until"] == "2026-05-04"


def test_another_verdict_forgets_what_the_first_one_said(box: Control, bot: Bot, judged: Message) -> None:
    nobody = {"verdict": "nobody", "offering": "", "advised_unpaid": "no", "advised_because": "It would be money lost"}
    made(box.ann, "judge", sees_new(box.ann, "/account acme", "brief"), nobody)
    assert bot.record().answers["offering"] is None


def test_a_form_of_a_move_is_found_again(box: Control, bot: Bot, heard: Message) -> None:
    assert makes(box.ann, "judge", heard, {**VERDICT, "offering": ""}).errors
    box.ann.closes()
    box.ann.clicks("continue_draft", bot.home_of(box.ann))
    assert values(opened(box.ann))["advised_because"] == VERDICT["advised_because"]


def test_an_account_that_is_handed_over_anew_takes_its_needs_along(box: Control, bot: Bot, heard: Message) -> None:
    bot.is_accepted(bot.is_handed(owner="UDEV", deputy="UANN"))
    assert "Your turn" in sees_new(box.dev, "/account needs status", "status").words
    eventually(lambda: True if texts(box.ann) else None, lambda: "Ann should have her card")
    box.ann.clicks("move:needs:judge", heard)
    bot.rests()
    assert "“Judge it” is for Dev Das" in as_shown(box.ann.sees_text())


def test_its_people_are_told_in_direct_messages_alone(box: Control, bot: Bot, judged: Message) -> None:
    bot.is_accepted(bot.is_handed())  # and Acme has a channel
    made(box.ann, "confirm", judged, CONFIRMED)
    box.clock.set(TEN_IN_NEW_YORK)
    bot.goes_round()
    rooms = [room for room, what in box.ann.sight["channels"].items() if what["kind"] != "app"]
    assert any("has an owner" in box.ann.sees_text(room) for room in rooms)
    for room in rooms:
        said = box.ann.sees_text(room)
        for answer in (HEARD["said_by"], HEARD["in_their_words"], CONFIRMED["confirmed_by"], VERDICT["offering"]):
            assert answer not in said
