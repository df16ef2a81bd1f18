"""A need, from the talk in which it was heard to the customer's word that it is right."""

from __future__ import annotations

from datetime import date

import pytest

from tests.flows.forms import submits, takes_step
from tests.flows.needs import (
    ASIDE,
    CONFIRMED,
    HEARD,
    MEANING,
    MEASURED,
    TEN_IN_NEW_YORK,
    VERDICT,
    made,
    makes,
    writes_down,
)
from tests.support.at_work import Bot
from tests.support.hand import Control, Message
from tests.support.reading import texts


def test_questions_to_ask_stand_above_the_form(box: Control, bot: Bot) -> None:
    box.ben.takes("start:needs")
    form = box.ben.sees_modal("form").words
    assert form.index("Before you write, ask.") < form.index("In their own words")


def test_the_owner_reads_it_in_their_words(heard: Message) -> None:
    for fact in (HEARD["in_their_words"], HEARD["said_by"], MEANING["effect"], "not yet", "Ben Brand, by Fri 6 Mar"):
        assert fact in heard.words


def test_the_next_step_and_how_to_measure_it_are_things_to_do(bot: Bot, heard: Message) -> None:
    todo = {key: (task.owner, task.due_on) for key, task in bot.tasks().items()}
    assert todo == {"next_step": ("UBEN", date(2026, 3, 6)), "measure": ("UANN", date(2026, 3, 16))}


def test_what_is_measured_need_not_be_found_out(box: Control, bot: Bot) -> None:
    bot.has_an_account("Acme")
    writes_down(box.ben, "acme", **MEASURED)
    assert set(bot.tasks()) == {"next_step"}


def test_who_says_that_it_is_measured_says_how(box: Control, bot: Bot) -> None:
    bot.has_an_account("Acme")
    box.ben.takes("start:needs")
    box.ben.sees_modal("form")
    [offered] = box.ben.is_offered("pick_account", "acme")
    takes_step(box.ben, account=offered["value"], **HEARD)
    errors = submits(box.ben, {**MEANING, "is_measured": "yes"}).errors
    assert {block.partition("~")[0] for block in errors} == {"today", "target", "by_when"}


@pytest.mark.parametrize(
    ("verdict", "left_open"),
    [("we", {"offering"}), ("partner", {"offering", "partner"}), ("nobody", set()), ("not_now", {"not_now_until"})],
)
def test_each_verdict_asks_for_what_it_leaves_open(
    box: Control, heard: Message, verdict: str, left_open: set[str]
) -> None:
    answers = {"verdict": verdict, "advised_unpaid": "no", "advised_because": "They can do it themselves"}
    assert set(makes(box.ann, "judge", heard, answers).errors) == left_open


def test_whoever_wrote_it_down_hears_the_verdict_when_his_day_begins(box: Control, bot: Bot, judged: Message) -> None:
    box.clock.set(TEN_IN_NEW_YORK)
    bot.goes_round()
    said = box.ben.sees_message("who should help").words
    assert "<@UANN> judged “Close the books faster” on Mon 2 Mar: *we can*, with Close Manager." in said
    assert "It is with <@UANN> until Mon 16 Mar" in said


def test_the_owner_confirms_it_and_both_know(box: Control, bot: Bot, judged: Message) -> None:
    made(box.ann, "confirm", judged, CONFIRMED)
    box.clock.set(TEN_IN_NEW_YORK)
    bot.goes_round()
    assert bot.record().state == "confirmed"
    for person in (box.ann, box.ben):
        assert (
            "Dana Ruiz, CFO confirmed “Close the books faster” on Mon 2 Mar" in person.sees_message("confirmed").words
        )


def test_what_only_an_executive_can_confirm_goes_to_our_sponsor(box: Control, bot: Bot, judged: Message) -> None:
    box.ann.clicks("move:needs:ask_sponsor", judged)
    box.clock.set(TEN_IN_NEW_YORK)
    bot.goes_round()
    asked = box.sue.sees_message("one question for you")
    made(box.sue, "confirm", asked, CONFIRMED)
    bot.goes_round()
    assert bot.record().state == "confirmed"
    assert "Nothing more is needed from you" in texts(box.sue)[-1]


def test_what_is_set_aside_comes_back_on_its_day(box: Control, bot: Bot, heard: Message) -> None:
    made(box.ann, "set_aside", heard, ASIDE)
    bot.goes_round()
    assert bot.tasks()["look_again"].due_on == date(2026, 6, 1)
    assert ASIDE["set_aside_because"] in box.ann.sees_message("set aside").words


def test_what_was_set_aside_can_be_judged_again(box: Control, bot: Bot, heard: Message) -> None:
    made(box.ann, "set_aside", heard, ASIDE)
    bot.goes_round()
    again = {**VERDICT, "verdict": "not_now", "offering": "", "not_now_until": "2026-06-01"}
    made(box.ann, "judge", box.ann.sees_message("set aside"), again)
    bot.goes_round()
    assert "*not now*, not before Mon 1 Jun." in box.ann.sees_message("who should help").words
    assert bot.happened() == ["submit", "set_aside", "judge"]


def test_an_account_has_as_many_needs_as_it_has(box: Control, bot: Bot, heard: Message) -> None:
    writes_down(box.ben, "acme", next_step="Draw up a plan")
    assert [record.state for record in bot.records()] == ["heard", "heard"]


def test_none_of_it_is_said_in_a_channel(box: Control, bot: Bot, judged: Message) -> None:
    made(box.ann, "confirm", judged, CONFIRMED)
    box.clock.set(TEN_IN_NEW_YORK)
    bot.goes_round()
    posted = [seen["request"]["channel"] for seen in box.traffic(name="chat.postMessage")]
    assert len(posted) == 6
    assert all(channel.startswith("D") for channel in posted)
