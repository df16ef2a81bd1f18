"""A habit is a folder: one that the code has never heard of, lived from its command to its last task."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.rules.facts import Contacted, Saying
from tests.flows.forms import adds_line, opened, redrawn, submits, takes_step
from tests.flows.looking import sees_new
from tests.flows.touches import clocks
from tests.support.at_work import Bot
from tests.support.hand import Control, Hand, Message, View
from tests.support.reading import actions, block_of, channel_named, texts, values

PLAN = {
    "day": "2026-03-05",
    "site": "plant",
    "topics": ["quality", "future"],
    "purpose": "See how the night shift closes the books",
    "guests": "4",
    "comes_along": ["UMEG", "USUE"],
}
MEANS = {"budget": "900 EUR", "host": "dana@acme.example", "directions": "https://acme.example/plant", "safety": "yes"}
ASK = {"what": "What would you drop tomorrow?", "who": "UMEG", "by_when": "2026-03-06"}
GIFT = {"what": "A cake", "price": "30 EUR"}
SEEN = {"what": "Send them the list of ledgers", "who": "UDEV", "by_when": "2026-03-09"}
MORNING_EVERYWHERE = "2026-03-02T10:00:00-05:00"


def plans(person: Hand, typed: str = "acme", plan: dict[str, Any] = PLAN, means: dict[str, Any] = MEANS) -> View:
    """Both steps of the form, sent; returns the receipt."""
    person.types(f"/visit {typed}")
    opened(person)
    takes_step(person, **plan)
    adds_line(person, "asks", ASK)
    adds_line(person, "gifts", GIFT)
    sent = submits(person, means)
    assert not sent.errors, sent.errors
    return person.sees_modal("notice")


@pytest.fixture
def acme(bot: Bot) -> int:
    """Acme, which Ann owns, by its id."""
    return bot.has_an_account("Acme", owner="UANN", deputy="UDEV").id


@pytest.fixture
def planned(box: Control, bot: Bot, acme: int) -> Message:
    """Ben has planned to see Acme; his card for it."""
    plans(box.ben)
    box.ben.closes()
    box.clock.set(MORNING_EVERYWHERE)
    bot.goes_round()
    return box.ben.sees_message("A visit to Acme")


def test_its_form_knows_who_fills_it_and_says_what_is_missing(box: Control, bot: Bot, acme: int) -> None:
    box.ben.types("/visit acme")
    form = opened(box.ben)
    assert values(form) == {"account": f"id:{acme}", "goes": "UBEN"}
    assert "*A visit is for listening.* Bring one question, and no slides." in form.words
    missing = next(line for line in form.words.split("\n") if line.startswith("Still missing for T2: "))
    assert missing.endswith("; and 5 more in other steps. 1 of 6 so far.")


def test_what_it_refuses_is_told_at_the_field(box: Control, bot: Bot, acme: int) -> None:
    box.ben.types("/visit acme")
    opened(box.ben)
    sent = submits(box.ben, {**PLAN, "day": "2026-03-01", "purpose": "Just check in", "goes": "UGUS"})
    assert {id: sentence.split(".")[0] for id, sentence in sent.errors.items()} == {
        "goes": "Gus Guest is a guest in this workspace",
        "day": "“Day” is Sun 1 Mar 2026, which has passed",
        "purpose": "“Just check in” says nothing that could be measured or kept",
    }


def test_its_card_tells_every_kind_of_answer(planned: Message) -> None:
    for fact in (
        "<@UBEN> planned it: See how the night shift closes the books",
        "the plant, <https://acme.example/plant>",
        "*About*\nquality, what comes next",
        "*With*\nMeg Moss, Sue Stone",
        "*Received by*\ndana@acme.example",
        "*Costs*\n900 EUR",
        "• What would you drop tomorrow? (Meg Moss, Fri 6 Mar)",
        "• A cake: 30 EUR",
        "It has 5 of 6, without Who pays the journey.",
        "tell how it was by Mon 9 Mar",
    ):
        assert fact in planned.words
    assert actions(planned)[-3:] == ["move:visit:hold", "move:visit:put_off", "read"]


def test_everybody_with_something_to_do_hears_of_it_and_ticks_it_off(box: Control, bot: Bot, planned: Message) -> None:
    assert {key.split("/")[0]: (t.owner, f"{t.due_on:%d.%m.}") for key, t in bot.tasks().items()} == {
        "tickets": ("UBEN", "04.03."),
        "ask": ("UMEG", "06.03."),
        "thanks": ("UANN", "05.03."),
    }
    part = box.meg.sees_message("Acme: 1 for you.")
    box.meg.clicks("task_done", part, block_id=block_of(part, "Ask them: What would you drop tomorrow?"))
    bot.goes_round()
    assert "_Done by Meg Moss_" in box.meg.messages()[-1].words
    assert "~Ask them: What would you drop tomorrow?~" in box.ben.messages()[-1].words


def test_it_is_put_off_with_lines_of_its_own_and_planned_anew(box: Control, bot: Bot, planned: Message) -> None:
    box.ben.clicks("move:visit:put_off", planned)
    opened(box.ben)
    adds_line(box.ben, "told", {"name": "Dana Ruiz", "on": "2026-03-02"})
    assert not submits(box.ben, {"why_not_now": "Snow"}).errors
    bot.goes_round()
    off = box.ben.sees_message("put it off")
    assert "put it off: Snow\n• Dana Ruiz on Mon 2 Mar" in off.words
    assert "is put off: Snow" in box.ben.messages()[0].text
    box.ben.clicks("complete", off)
    form = opened(box.ben)
    assert values(form)["purpose"] == PLAN["purpose"]
    takes_step(box.ben, day="2026-03-19")
    assert not submits(box.ben, {}).errors
    assert bot.record().state == "planned"
    assert bot.tasks()["thanks"].due_on.isoformat() == "2026-03-19"


def test_it_is_held_and_what_was_seen_becomes_promises_roles_and_a_channel(
    box: Control, bot: Bot, planned: Message
) -> None:
    box.ben.clicks("move:visit:hold", planned)
    opened(box.ben)
    gap = bot.drafts("UBEN")[0].answers["findings"]
    assert [line["what"] for line in gap] == ["Who pays the journey"]
    adds_line(box.ben, "findings", SEEN)
    assert not submits(box.ben, {"impression": "They count by hand"}).errors
    bot.goes_round(5)
    assert bot.record().state == "held"
    assert bot.roles() == {"owner": "UANN", "deputy": "UDEV", "goes": "UBEN"}
    assert bot.account().facts == {"host": "dana@acme.example", "site": "plant"}
    assert {t.owner: t.do for t in bot.tasks().values() if t.promise} == {
        "UBEN": "For Acme: Who pays the journey",
        "UDEV": "For Acme: Send them the list of ledgers",
    }
    seen = box.ann.sees_message("was there", channel_named(box.ann, "seen-acme")).words
    assert "They count by hand\n*To be done*\n• Who pays the journey: Ben Brand by Wed 4 Mar" in seen
    assert "dana@acme.example" not in seen
    assert "They count by hand" in box.ann.sees_message("Acme was seen").words
    assert "is done" in box.ben.messages()[0].text
    assert bot.messages(Saying.FAILED) == bot.messages(Saying.UNSURE) == []


def test_the_days_around_it_are_told_to_whoever_goes(box: Control, bot: Bot, planned: Message) -> None:
    box.clock.set("2026-03-03T09:05:00-05:00")
    bot.goes_round()
    morning = box.ben.sees_message("Ask for shoes with steel caps, today. You see them on Thu 5 Mar.")
    assert "Ask for a badge" not in morning.words
    assert "Pack what you bring" not in morning.words
    assert "A step around the visit of Thu 5 Mar." in morning.words
    box.ben.clicks("nudge:done", morning, block_id=f"{block_of(morning, 'Ask for shoes')}.do")
    box.clock.set("2026-03-04T09:05:00-05:00")
    bot.goes_round()
    morning = box.ben.sees_message("Pack what you bring, today.")
    assert "shoes" not in morning.words


def test_nobody_going_there_is_told_to_the_owner_with_a_button_that_plans_it(box: Control, bot: Bot, acme: int) -> None:
    bot.goes_round(1)
    box.clock.set("2026-03-16T09:05:00+01:00")
    bot.goes_round()
    morning = box.ann.sees_message("never seen. Plan a visit.")
    assert "A T2 account is visited every 10 days." in morning.words
    box.ann.clicks("nudge:open:visit", morning)
    assert values(opened(box.ann))["account"] == f"id:{acme}"


def test_having_been_there_is_a_talk(box: Control, bot: Bot, planned: Message) -> None:
    box.clock.set("2026-03-05T17:00:00-05:00")
    box.ben.clicks("move:visit:hold", planned)
    opened(box.ben)
    adds_line(box.ben, "findings", SEEN)
    assert not submits(box.ben, {"impression": "They count by hand"}).errors
    assert clocks(bot).account == Contacted(date(2026, 3, 5), date(2026, 3, 5))
    box.clock.set("2026-03-17T09:05:00+01:00")
    bot.goes_round()
    assert "last seen on Thu 5 Mar. Plan a visit." in box.ann.sees_message("Plan a visit").words


def test_with_gaps_some_tiers_ask_first(box: Control, bot: Bot) -> None:
    bot.has_an_account("Acme", "T1", owner="UANN")
    box.ben.types("/visit acme")
    opened(box.ben)
    takes_step(box.ben, **{**PLAN, "topics": None, "guests": None, "approver": "UMEG"})
    adds_line(box.ben, "asks", ASK)
    two = adds_line(box.ben, "asks", {**ASK, "what": "Who else should we meet?"})
    box.ben.fills({"gifts~none": ["none"], "budget": "900 EUR", "safety": "no"})
    assert "Still missing for T1: " in two.words
    assert not submits(box.ben, {}).errors
    assert bot.record().state == "asks_approver"
    bot.goes_round()
    asked = box.meg.sees_message("for 900 EUR, without What about, How many of them, Who receives us")
    box.meg.clicks("move:visit:allow", asked)
    bot.goes_round()
    assert bot.record().state == "planned"
    assert "Nothing more is needed from you" in box.meg.messages()[-1].text


def test_a_new_customer_begins_with_it(box: Control, bot: Bot) -> None:
    plans(box.ben, "Umbrella & Sons")
    assert bot.roles("Umbrella & Sons")["owner"] == "UBEN"


def test_home_status_brief_help_and_shortcuts_know_it(box: Control, bot: Bot, planned: Message) -> None:
    home = bot.home_of(box.ben)
    assert "\nSite visit\n" in home.words
    assert "site visit waiting for Ben Brand to go there on Thu 5 Mar" in home.words
    assert "move:visit:hold" in actions(sees_new(box.ben, "/visit status", "status"))
    assert "*Site visit*: waiting for Ben Brand to go there" in sees_new(box.ann, "/account acme", "brief").words
    assert "`/visit acme` begins with a customer" in sees_new(box.ann, "/visit help", "help").words
    assert "*Site visit*" in sees_new(box.ann, "/account help", "help").words
    box.ann.clicks("read", box.ann.sees_message("sees Acme on"), value=str(bot.record().id))
    assert "*What we will ask*\n• What would you drop tomorrow?" in box.ann.sees_modal("whole").words
    box.invite("UHEARTH", "C0SALES")
    box.ben.says("Acme asks us to come", "C0SALES")
    box.ben.takes("start_here:visit", box.ben.sees_message("asks us to come", "C0SALES"))
    assert values(opened(box.ben)) == {"goes": "UBEN"}
    [draft] = bot.drafts("UBEN")
    assert draft.answers["started_from"].startswith("https://")


def test_it_can_be_found_again_half_way(box: Control, bot: Bot, acme: int) -> None:
    box.ben.types("/visit acme")
    opened(box.ben)
    takes_step(box.ben, **PLAN)
    before = adds_line(box.ben, "asks", ASK)
    box.ben.clicks("back", before)
    assert values(redrawn(box.ben, before))["topics"] == PLAN["topics"]
    box.ben.closes()
    bot.restarts()
    box.ben.types("/visit acme")
    form = opened(box.ben)
    assert values(form)["comes_along"] == PLAN["comes_along"]
    assert texts(box.ben) == []
