"""Whatever people write into the forms, it is taken or refused in words, kept, and read back letter by letter.

A few examples each time; thousands with `make test TESTS="tests/flows/test_any_answers.py --hypothesis-profile=thorough
--timeout=0"`.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from slack_bolt.adapter.socket_mode import SocketModeHandler

from bot.blueprint import Habit
from bot.office import Office
from bot.rules.facts import Saying
from bot.store.engine import open_engine
from tests.conftest import Workshop, worst
from tests.flows.anything import Typist
from tests.flows.forms import adds_line, opened, sends, starts, submits, takes_step
from tests.flows.looking import sees_new
from tests.flows.needs import ASIDE, CONFIRMED, HEARD, MEANING, VERDICT
from tests.support.at_work import Bot
from tests.support.hand import Control, Hand, Message, View
from tests.support.reading import actions, as_shown, marked_up
from tests.support.sold import ACCOUNT, OUTCOMES, PEOPLE, PROMISE, RISK, WHY

# The socket's thread draws random masks while an example is drawn; Hypothesis takes that for the strategy's doing.
pytestmark = pytest.mark.filterwarnings("ignore:Do not use the `random` module inside strategies")

LINK = {"what": "Signed contract", "where": "https://files.example/contract"}
GAP = {"what": "The notice date", "who": "UBEN", "by_when": "2026-03-04"}
LINES = {"outcomes": OUTCOMES[0], "promises": PROMISE, "risks": RISK, "links": LINK, "gaps": GAP}
GOOD: dict[str, list[dict[str, Any]]] = {
    "handoff": [{**ACCOUNT, "ae": "UBEN", "manager": "UMEG"}, PEOPLE, WHY],
    "needs": [HEARD, MEANING],
}
GOOD_FOR_A_MOVE: dict[str, dict[str, Any]] = {
    "return": {"reason": "other", "note": "Name the risks"},
    "send_back": {"note": "Name the risks"},
    "accept_with_gaps": {},
    "judge": VERDICT,
    "confirm": CONFIRMED,
    "set_aside": ASIDE,
}

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]) | st.sampled_from("<>&*_~`|@#!:\n\"'{}%\\"),
    min_size=1,
    max_size=60,
).filter(lambda text: text.strip())
"""Anything one can type, and most of what a markup, a template or a database might take for its own."""

few = settings(
    settings.default,
    max_examples=max(3, settings.default.max_examples // 33),
    deadline=None,
    database=None,
    phases=[Phase.generate],  # an example takes a second: what fails is told as it was found
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.fixture
def anew(
    box: Control,
    office: Office,
    workshop: Workshop,
    _line: SocketModeHandler,
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
) -> Callable[[], AbstractContextManager[Bot]]:
    """For each example a workspace and a memory of its own, so that none can be the reason for what another shows."""

    @contextmanager
    def begun() -> Iterator[Bot]:
        box.reset()
        caplog.clear()
        database = shutil.copy(workshop.database, tmp_path / f"{uuid4().hex}.sqlite3")
        bot = Bot(replace(office, memory=open_engine(f"sqlite:///{database}")), box, _line)
        bot.calls_the_roll()
        try:
            yield bot
            bot.rests()
            assert [r.getMessage() for r in caplog.records if r.levelno >= worst(r)] == []
        finally:
            bot.stops()
            Path(database).unlink()

    return begun


@few
@given(data=st.data())
def test_whatever_is_handed_over_is_taken_or_refused_in_words(
    anew: Callable[[], AbstractContextManager[Bot]], data: st.DataObject
) -> None:
    with anew() as bot:
        starts(bot.box.ben, "Acme")
        goes_all_the_way(bot, data, "handoff")


@few
@given(data=st.data())
def test_whatever_is_needed_is_taken_or_refused_in_words(
    anew: Callable[[], AbstractContextManager[Bot]], data: st.DataObject
) -> None:
    with anew() as bot:
        tier = data.draw(st.sampled_from(["T1", "T4"]), "tier")
        bot.has_an_account("Acme", tier, owner="UANN", deputy="UDEV", our_sponsor="USUE")
        bot.box.ben.types("/account needs Acme")
        opened(bot.box.ben)
        goes_all_the_way(bot, data, "needs")


def goes_all_the_way(bot: Bot, data: st.DataObject, habit_id: str) -> None:
    """The form that Ben has open, and some moves by whoever may make them; all that must hold, holds."""
    box, habit = bot.box, bot.office.blueprint.habits[habit_id]
    ben = Typist(box.ben, bot, data)
    tier = data.draw(st.sampled_from(["T1", "T2", "T4"])) if habit_id == "handoff" else None
    for good in GOOD[habit_id]:
        ben.takes_step(habit, good | ({"tier": tier} if tier and "tier" in good else {}), LINES)
    assert box.ben.sees_modal("notice").title.endswith("sent")
    box.ben.closes()
    bot.goes_round(2)
    for _ in range(data.draw(st.integers(0, 3), "moves")):
        person = box.hand(data.draw(st.sampled_from(["UANN", "UBEN", "UMEG", "USUE", "UDEV"]), "who"))
        moves_on(bot, data, habit, person)
        bot.goes_round(2)
    keeps_to_the_process(bot, habit)
    assert bot.messages(Saying.FAILED) == bot.messages(Saying.UNSURE) == []
    for person in (box.ann, data.draw(st.sampled_from([box.ben, box.meg, box.sue, box.dev]), "reader")):
        for place in everything_seen(bot, person):
            is_harmless(place)


def moves_on(bot: Bot, data: st.DataObject, habit: Habit, person: Hand) -> None:
    """Press one of the buttons that the account's brief offers a person, and fill in what it asks."""
    brief = sees_new(person, "/account acme", "brief")
    offered = [action for action in actions(brief) if action.startswith(f"move:{habit.id}:") or action == "complete"]
    if not offered:
        return
    pressed = data.draw(st.sampled_from(sorted(offered)), "button")
    person.clicks(pressed, brief)
    bot.rests()
    if pressed == "complete":
        typist = Typist(person, bot, data)
        for good in GOOD[habit.id]:
            typist.takes_step(habit, {id: answer for id, answer in good.items() if id != "tier"}, {})
    elif habit.moves[pressed.rpartition(":")[2]].form:
        opened(person, brief)
        move = pressed.rpartition(":")[2]
        Typist(person, bot, data).takes_step(habit, GOOD_FOR_A_MOVE[move], LINES)
    while person.modals:
        person.closes()


def keeps_to_the_process(bot: Bot, habit: Habit) -> None:
    """Every state was entered by a move of the blueprint's, and at most one handoff is open."""
    for record in bot.records():
        state = "start"
        for entry in bot.entries():
            if entry.record != record.id:
                continue
            move = habit.moves[entry.kind]
            assert state in move.sources
            state = entry.facts["state"]
            assert state in {move.to, *move.with_gaps.values()}
        assert record.state == state
    unsettled = [r for r in bot.records() if not habit.states[r.state].settles]
    assert habit.many or len(unsettled) <= 1


def everything_seen(bot: Bot, person: Hand) -> Iterator[Message | View]:
    """A person's messages, Home, the account's brief and its whole records."""
    yield from person.messages()
    yield bot.home_of(person)
    brief = sees_new(person, "/account acme", "brief")
    yield brief
    if "read" in actions(brief):
        first = next(block["block_id"] for block in brief.blocks if "'read'" in str(block.get("elements")))
        person.clicks("read", brief, block_id=first)
        yield person.sees_modal("whole")
    while person.modals:
        person.closes()


MARKUP = re.compile(r"```|`code`|(?<![A-Za-z0-9])(\*bold\*|_it_|~no~)(?![A-Za-z0-9])|^\s*>", re.MULTILINE)
"""What would be bold, code or a quote, of what is typed here."""
OURS = re.compile(r"<@U[A-Z]+>|<#C\w+>|<https?://[^\s<>|]+>")


def is_harmless(place: Message | View) -> None:
    """No mention and no link but ours, and of what was typed nothing that a reader would see as anything but signs."""
    for markup in marked_up(place.blocks):
        assert markup.get("verbatim"), markup
        rest = OURS.sub("", markup["text"])
        assert "<" not in rest
        assert ">" not in rest
        assert not MARKUP.search(rest)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("9" * 30, int("9" * 30)), ("1E+2", 100), ("12.50", 12.5), ("-0", 0), ("1e-400", "1e-400"), ("9e999", "9e999")],
)
def test_a_number_is_kept_exactly_or_not_at_all(box: Control, bot: Bot, typed: str, kept: float | int | str) -> None:
    starts(box.ben)
    sent = submits(box.ben, {**ACCOUNT, "term_months": typed})
    assert sent.errors == ({"term_months": f"“{typed}” is not a number."} if kept == typed else {})
    assert bot.drafts("UBEN")[0].answers["term_months"] == kept


@pytest.mark.parametrize("typed", ["\u200b", "\x00", "\u202e \ufeff", "\u2060\n"], ids=ascii)
def test_what_nobody_can_see_is_no_answer_and_no_name(box: Control, bot: Bot, typed: str) -> None:
    starts(box.ben, typed)
    errors = submits(box.ben, {**ACCOUNT, "bought": typed}).errors
    assert set(errors) == {"account", "bought"}
    assert all(sentence.endswith("is still empty.") for sentence in errors.values())


def squeezed(text: str) -> str:
    """Without the spaces and control signs that no reader sees: Slack and the layout may fold them."""
    return "".join(text.split())


@few
@given(bought=WORDS, cares=WORDS, why=WORDS, what=WORDS, promise=WORDS, sign=WORDS, meeting=WORDS)
def test_any_words_come_through_the_form_to_the_card(
    box: Control, bot: Bot, bought: str, cares: str, why: str, what: str, promise: str, sign: str, meeting: str
) -> None:
    account = uuid4().hex  # like no other, so that the command can only mean a new one
    starts(box.ben, account)
    takes_step(box.ben, **{**ACCOUNT, "bought": bought})
    takes_step(box.ben, **{**PEOPLE, "champion_cares": cares})
    adds_line(box.ben, "outcomes", {**OUTCOMES[0], "what": what})
    adds_line(box.ben, "outcomes", OUTCOMES[1])
    adds_line(box.ben, "promises", {**PROMISE, "what": promise})
    adds_line(box.ben, "risks", {**RISK, "sign": sign})
    box.ben.fills({**WHY, "why_now": why, "next_meeting": meeting})
    sends(box.ben)
    kept = bot.record(account).answers
    assert [kept["bought"], kept["champion_cares"], kept["why_now"], kept["next_meeting"]] == [
        text.strip() for text in (bought, cares, why, meeting)
    ]
    assert kept["outcomes"][0]["what"] == what.strip()
    bot.goes_round()
    assert bot.messages(Saying.WAITING) == bot.messages(Saying.FAILED) == []
    card = squeezed(as_shown(box.ann.sees_message(account).words))
    for text in (bought, cares, why, what, promise, sign, meeting):
        assert squeezed(as_shown(text)) in card


@few
@given(name=WORDS, money=WORDS)
def test_any_name_and_amount_are_taken_or_refused_in_words(box: Control, bot: Bot, name: str, money: str) -> None:
    starts(box.ben, "")
    offered = [option["value"] for option in box.ben.is_offered("pick_account", name)]
    new = [value for value in offered if value.startswith("new:")]
    sent = submits(box.ben, {**ACCOUNT, "arr": money, **({"account": new[0]} if new else {})})
    assert sent.acked or not sent.sent
    assert set(sent.errors) <= {"account", "arr"}
    assert all(sentence.strip() for sentence in sent.errors.values())
    box.ben.closes()
