"""A touch, logged in half a minute, and what it moves."""

from __future__ import annotations

from datetime import date

import pytest

from bot.rules.facts import Account, Clocks, Contacted
from bot.store import accounts, tasks
from bot.store.engine import reading, writing
from tests.flows.forms import adds_line, chooses, opened
from tests.flows.looking import is_known, sees_again, sees_new
from tests.flows.touches import TALK, clocks, logs, opens_log, sends
from tests.support.at_work import Bot
from tests.support.hand import Control, Hand, View
from tests.support.reading import texts

MONDAY = date(2026, 3, 2)
TALKED = Contacted(touch_on=MONDAY, live_on=MONDAY)


@pytest.fixture
def acme(bot: Bot) -> Account:
    """Acme, which Ann owns, and of which the champion is known."""
    account = bot.has_an_account("Acme", owner="UANN", deputy="UDEV", our_sponsor="USUE", manager="UMEG")
    is_known(bot, account, champion="Dana Ruiz, CFO, dana@acme.example")
    return account


def options(view: View, question: str) -> list[str]:
    """What is offered to choose."""
    block = next(block for block in view.blocks if block["block_id"] == question)
    return [option["text"]["text"] for option in block["element"]["options"]]


def undoes(person: Hand, at: View) -> View:
    """Press the receipt's button, and see it say so."""
    person.clicks("move:touch:undo", at)
    return sees_again(person, "logged by mistake, and taken back")


def test_two_choices_are_enough(box: Control, bot: Bot, acme: Account) -> None:
    assert "Touch log of Acme: video call on Mon 2 Mar." in logs(box.ann).words
    assert clocks(bot) == Clocks(account=TALKED, contacts={"champion": TALKED})


def test_the_rest_has_been_filled_in(box: Control, bot: Bot, acme: Account) -> None:
    logs(box.ann)
    answers = bot.record().answers
    assert {id: answers[id] for id in ("on", "ball", "next_on")} == {
        "on": "2026-03-02",
        "ball": "nobody",
        "next_on": None,
    }


def test_today_is_the_day_where_one_is(box: Control, bot: Bot, acme: Account) -> None:
    box.clock.set("2026-03-03T02:30:00+05:30")  # already Tuesday where Dev is
    logs(box.dev)
    assert bot.record().answers["on"] == "2026-03-03"


def test_whoever_may_read_who_it_is_sees_the_name(box: Control, bot: Bot, acme: Account) -> None:
    assert options(opens_log(box.ann), "with_whom")[:2] == ["Champion: Dana Ruiz", "Their executive sponsor"]
    assert "Dana" not in opens_log(box.ben).words


def test_the_names_come_with_the_account_that_is_chosen(box: Control, bot: Bot, acme: Account) -> None:
    box.ann.takes("start:touch")
    opened(box.ann)
    [offered] = box.ann.is_offered("pick_account", "acme")
    assert options(chooses(box.ann, "account", offered["value"]), "with_whom")[0] == "Champion: Dana Ruiz"
    sends(box.ann, **TALK)
    assert clocks(bot).account == TALKED


def test_it_can_begin_with_a_message(box: Control, bot: Bot, acme: Account) -> None:
    said = box.ann.says("Dana called, they close in seven days now", "C0TEAM")
    message = next(message for message in box.ann.messages("C0TEAM") if message.ts == said)
    box.ann.takes("start_here:touch", on=message)
    opened(box.ann)
    [offered] = box.ann.is_offered("pick_account", "acme")
    chooses(box.ann, "account", offered["value"])
    sends(box.ann, **TALK)
    assert said.replace(".", "") in bot.record().answers["started_from"]


@pytest.mark.parametrize(
    ("kind", "account", "ball"),
    [
        ("visit", TALKED, None),
        ("mail", Contacted(touch_on=MONDAY), None),
        ("one_way", Contacted(), "them"),
        ("note", Contacted(), None),
    ],
)
def test_each_kind_moves_what_it_is(
    box: Control, bot: Bot, acme: Account, kind: str, account: Contacted, ball: str | None
) -> None:
    logs(box.ann, kind=kind)
    assert (clocks(bot).account, clocks(bot).ball) == (account, ball)


def test_it_says_when_they_hear_from_us_next_and_whether_they_know(box: Control, bot: Bot, acme: Account) -> None:
    logs(box.ann, next_on="2026-03-13", next_how="report", they_know="yes", ball="them")
    now = clocks(bot)
    assert (now.next_on, now.next_how, now.told, now.next_said_on) == (date(2026, 3, 13), "report", True, MONDAY)
    assert (now.ball, now.ball_since) == ("them", MONDAY)


def test_what_was_last_week_is_logged_as_that(box: Control, bot: Bot, acme: Account) -> None:
    logs(box.ann)
    logs(box.ann, on="2026-02-24", ball="us")
    assert (clocks(bot).account, clocks(bot).ball) == (TALKED, None)


def test_its_account_is_looked_at_again(box: Control, bot: Bot, acme: Account) -> None:
    with writing(bot.office.memory) as connection:
        accounts.looked(connection, bot.office.workspace, {acme.id: None})
    logs(box.ann)
    with reading(bot.office.memory) as connection:
        assert accounts.look_at(connection, bot.office.workspace, acme.id) == bot.office.clock()


def test_nobody_was_met_tomorrow(box: Control, bot: Bot, acme: Account) -> None:
    opens_log(box.ann)
    box.ann.fills({**TALK, "on": "2026-03-03"})
    assert set(box.ann.submits().errors) == {"on"}


def test_our_sponsor_logs_it_too(box: Control, bot: Bot, acme: Account) -> None:
    logs(box.sue, with_whom=["their_sponsor"], kind="phone")
    assert clocks(bot).contacts == {"their_sponsor": TALKED}


def test_a_promise_is_a_thing_to_do_by_its_day(box: Control, bot: Bot, acme: Account) -> None:
    opens_log(box.sue)
    adds_line(box.sue, "promises", {"what": "A word with their board", "due_on": "2026-03-20"})
    adds_line(box.sue, "promises", {"what": "SSO", "due_on": "2026-03-27", "keeper": "UDEV"})
    sends(box.sue, **TALK)
    bot.goes_round()
    kept = {task.do: (task.owner, task.due_on, task.promise) for task in bot.tasks().values()}
    assert kept == {
        "A word with their board": ("USUE", date(2026, 3, 20), True),
        "SSO": ("UDEV", date(2026, 3, 27), True),
    }
    assert "a promise for you to keep" in box.dev.sees_message("SSO").words
    assert texts(box.sue) == []  # she knows


def test_who_has_left_is_told_at_once_to_the_owner_and_the_manager(box: Control, bot: Bot, acme: Account) -> None:
    box.clock.set("2026-03-01T20:00:00+00:00")  # a Sunday evening
    logs(box.ben, left=["champion"])
    bot.goes_round()
    assert "*Champion* has left, as <@UBEN> noted on Sun 1 Mar" in box.ann.sees_message("Your turn").words
    assert "It is with <@UANN>" in box.meg.sees_message("somebody has left").words
    assert clocks(bot).left == {"champion": date(2026, 3, 1)}


def test_a_win_is_told_in_the_channel_and_a_competitor_to_the_owner(box: Control, bot: Bot) -> None:
    bot.is_accepted(bot.is_handed())
    bot.goes_round()
    logs(box.ben, win="They close in five days", competitor="Initech, in the data team")
    bot.goes_round()
    channel = bot.account().channel
    assert "*A win at Acme:* They close in five days" in box.ann.sees_message("A win", channel).words
    assert "Initech, in the data team" in box.ann.sees_message("a competitor was seen").words
    assert "Initech" not in box.ann.sees_text(channel)


def test_most_touches_are_told_to_nobody(box: Control, bot: Bot, acme: Account) -> None:
    logs(box.ben, note="They like it")
    bot.goes_round()
    assert box.traffic(name="chat.postMessage") == []


def test_of_several_only_the_latest_offers_to_be_taken_back(box: Control, bot: Bot, acme: Account) -> None:
    for _ in range(2):
        logs(box.ann)
        box.ann.closes()
    brief = sees_new(box.ann, "/account acme", "brief")
    assert brief.words.count("Read in full") == 2
    assert brief.words.count("Logged by mistake") == 1


def test_what_was_logged_by_mistake_never_was(box: Control, bot: Bot, acme: Account) -> None:
    logs(box.ann, on="2026-02-23")
    box.ann.closes()
    before = clocks(bot)
    opens_log(box.ann)
    adds_line(box.ann, "promises", {"what": "SSO", "due_on": "2026-03-27", "keeper": "UDEV"})
    receipt = sends(box.ann, **TALK, left=["champion"], competitor="Initech")
    bot.goes_round()
    undoes(box.ann, receipt)
    bot.goes_round()
    assert clocks(bot) == before
    assert [record.state for record in bot.records()] == ["logged", "withdrawn"]
    assert "logged by mistake, and taken back" in texts(box.meg)[-1]
    assert "Nothing is due from you" in texts(box.dev)[-1]
    with reading(bot.office.memory) as connection:
        assert tasks.open_of_account(connection, bot.office.workspace, acme.id) == ()


def test_it_is_taken_back_by_whoever_logged_it_alone(box: Control, bot: Bot, acme: Account) -> None:
    logs(box.ann)
    box.ann.closes()
    assert "Logged by mistake" in sees_new(box.ann, "/account acme", "brief").words
    assert "Logged by mistake" not in sees_new(box.dev, "/account acme", "brief").words


def test_of_a_customer_whom_nobody_handed_over_nothing_is_logged(box: Control, bot: Bot) -> None:
    opens_log(box.ann, "Initech")
    box.ann.submits(TALK)
    assert "Nobody has handed over Initech yet." in box.ann.sees_modal("notice").words
    assert bot.accounts() == []


def test_an_account_that_nobody_named_is_asked_for(box: Control, bot: Bot, acme: Account) -> None:
    opens_log(box.ann, "")
    assert set(box.ann.submits(TALK).errors) == {"account"}
