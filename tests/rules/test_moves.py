"""Who may move a record, and everything that follows when it moves."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.blueprint import Blueprint
from bot.rules.facts import ACCOUNT_CHANNEL, LINE_ID, Account, Record
from bot.rules.moves import OWN_TASKS, entering, holder_of_turn, is_still_due, people_of, turn_due, why_not
from tests.cast import EVERYBODY, MONDAY, WORKSPACE
from tests.rules.test_submission import PROMISE, WHOLE

ACME = Account(WORKSPACE, 7, "Acme", "T2")
SENT = Record(WORKSPACE, 12, "handoff", 7, "submitted", 1, WHOLE, "UBEN", MONDAY, MONDAY)
ACCEPTED = replace(SENT, state="accepted", number=2)


@pytest.mark.parametrize(
    ("move", "actor", "record", "number", "phrase"),
    [
        ("accept", "UANN", SENT, 1, None),
        ("return", "UANN", SENT, 1, None),
        ("accept", "UBEN", SENT, 1, "not_yours_to_move"),
        ("accept", "USUE", SENT, 1, "not_yours_to_move"),
        ("accept", "UANN", ACCEPTED, 1, "moved_on"),
        ("accept", "UANN", replace(SENT, number=3), 1, "moved_on"),  # a button of the handoff before it was returned
        ("accept", "UANN", SENT, None, None),
    ],
)
def test_only_the_owner_moves_what_still_stands(
    blueprint: Blueprint, move: str, actor: str, record: Record, number: int | None, phrase: str | None
) -> None:
    habit = blueprint.habits["handoff"]
    refusal = why_not(habit, habit.moves[move], record, {}, actor, number)
    assert (refusal.phrase if refusal else None) == phrase


def test_a_sent_handoff_interrupts_its_owner_and_nobody_else(blueprint: Blueprint) -> None:
    following = entering(blueprint, SENT, ACME, {}, EVERYBODY, "UBEN", MONDAY)
    assert [(m.to, m.words, m.at_once, m.buttons) for m in following.messages if not m.replaces] == [
        ("UANN", "card", True, ("accept", "accept_with_gaps", "return", "read"))
    ]
    assert following.messages[-1].key == "handoff/12/card/1/owner"
    assert (following.roles, following.tasks, following.wants_channel) == ({}, (), False)


def test_acceptance_gives_roles_tasks_a_channel_and_words_to_each(blueprint: Blueprint) -> None:
    following = entering(blueprint, ACCEPTED, ACME, {}, EVERYBODY, "UANN", MONDAY)
    assert following.roles == {"owner": "UANN", "deputy": "UDEV", "ae": "UBEN", "our_sponsor": "USUE"}
    assert following.wants_channel
    assert {(m.to, m.words, m.at_once) for m in following.messages} >= {
        (ACCOUNT_CHANNEL, "announcement", True),
        ("UANN", "checklist", True),  # the answer to her own gesture
        ("UBEN", "accepted", False),  # his working hours have not begun
        ("UANN", "card_settled", True),
    }
    assert {task.key: task.due_on for task in following.tasks}["introduce"] == date(2026, 3, 4)
    assert {task.key: task.due_on for task in following.tasks}["first_cadence_call"] == date(2026, 4, 1)


def test_what_is_known_of_the_account_is_kept_and_nothing_that_was_left_empty(blueprint: Blueprint) -> None:
    knows = entering(blueprint, ACCEPTED, ACME, {}, EVERYBODY, "UANN", MONDAY).knows
    assert knows["arr"] == WHOLE["arr"]
    assert knows["renewal_on"] == "2027-03-01"
    assert "notice_on" not in knows
    assert "why_now" not in knows  # true on one day, and not of the account
    assert entering(blueprint, SENT, ACME, {}, EVERYBODY, "UBEN", MONDAY).knows == {}


def test_every_promise_is_a_thing_to_do_for_whoever_keeps_it(blueprint: Blueprint) -> None:
    tasks = entering(blueprint, ACCEPTED, ACME, {}, EVERYBODY, "UANN", MONDAY).tasks
    promises = [(t.key, t.owner, t.due_on) for t in tasks if t.promise]
    assert promises == [("promise/p1", "UANN", date(2026, 5, 1))]


def test_every_gap_is_a_thing_to_do_for_whoever_closes_it(blueprint: Blueprint) -> None:
    gaps = [
        {"what": "Notice date", "who": "UBEN", "by_when": "2026-03-04", LINE_ID: "notice_on"},
        {"what": "A second champion", "who": "UANN", "by_when": "2026-03-09", LINE_ID: "x"},
    ]
    accepted = replace(ACCEPTED, state="accepted_with_gaps", answers={**WHOLE, "gaps": gaps})
    tasks = entering(blueprint, accepted, ACME, {}, EVERYBODY, "UANN", MONDAY).tasks
    assert [(t.key, t.owner, t.due_on, t.line) for t in tasks if t.item == "gap"] == [
        ("gap/notice_on", "UBEN", date(2026, 3, 4), gaps[0]),
        ("gap/x", "UANN", date(2026, 3, 9), gaps[1]),
    ]


def test_whoever_has_something_to_do_hears_of_it_unless_they_are_told_anyway(blueprint: Blueprint) -> None:
    promises = [PROMISE | {"keeper": person, LINE_ID: person} for person in ("UMEG", "UANN", "UDEV", "UMEG")]
    accepted = replace(ACCEPTED, answers={**WHOLE, "promises": promises})
    following = entering(blueprint, accepted, ACME, {}, EVERYBODY, "UANN", MONDAY)
    heard = [(m.to, m.key, m.facts[OWN_TASKS]) for m in following.messages if m.words == "to_do"]
    assert heard == [("UMEG", "handoff/12/to_do/2/UMEG", True)]


def test_the_first_who_is_told_the_checklist_reads_all_of_it_and_everybody_else_what_is_theirs(
    blueprint: Blueprint,
) -> None:
    following = entering(blueprint, ACCEPTED, ACME, {}, EVERYBODY, "UANN", MONDAY)
    assert {m.to: m.facts[OWN_TASKS] for m in following.messages if "done" in m.buttons} == {
        "UANN": False,
        "UBEN": True,
        "UDEV": True,
        "USUE": True,
    }


def test_what_is_answered_already_is_nothing_to_do(blueprint: Blueprint) -> None:
    def keys(record: Record) -> set[str]:
        return {t.key for t in entering(blueprint, record, ACME, {}, EVERYBODY, "UANN", MONDAY).tasks}

    assert "book_next_meeting" in keys(ACCEPTED)
    booked = replace(ACCEPTED, answers={**WHOLE, "next_meeting": "Thursday, with Dana"})
    assert "book_next_meeting" not in keys(booked)


def test_whoever_filled_in_the_form_hears_once_and_not_what_they_did_themselves(blueprint: Blueprint) -> None:
    def heard(record: Record, actor: str) -> list[str]:
        following = entering(blueprint, record, ACME, {}, EVERYBODY, actor, MONDAY)
        return [m.to for m in following.messages if m.words == "accepted"]

    assert heard(ACCEPTED, "UANN") == ["UBEN"]  # who is its account executive, too
    assert heard(replace(ACCEPTED, opened_by="UMEG"), "UANN") == ["UBEN", "UMEG"]
    assert heard(replace(ACCEPTED, opened_by="UANN"), "UANN") == ["UBEN"]


NEED = {
    "account": {"id": 7, "name": "Acme"},
    "tier": "T2",
    "need": "Close the books faster",
    "is_measured": "no",
    "next_step": "Call Raj",
    "next_owner": "UBEN",
    "next_on": "2026-03-06",
}
HEARD = Record(WORKSPACE, 13, "needs", 7, "heard", 1, NEED, "UBEN", MONDAY, MONDAY)
HELD = {"owner": "UANN", "deputy": "UDEV"}


def test_a_habit_takes_roles_from_the_account_whoever_holds_them_now(blueprint: Blueprint) -> None:
    needs = blueprint.habits["needs"]
    assert people_of(needs, HEARD, HELD) == {**HELD, "author": "UBEN", "next_owner": "UBEN"}
    assert holder_of_turn(needs, HEARD, HELD) == "UANN"
    assert holder_of_turn(needs, HEARD, {"owner": "UDEV"}) == "UDEV"
    assert why_not(needs, needs.moves["judge"], HEARD, {"owner": "UDEV"}, "UANN", 1) is not None
    assert turn_due(blueprint, HEARD, HELD, EVERYBODY) == date(2026, 3, 16)


def test_a_step_with_its_own_day_is_due_then_and_what_is_not_measured_is_to_be_found_out(blueprint: Blueprint) -> None:
    tasks = entering(blueprint, HEARD, ACME, HELD, EVERYBODY, "UBEN", MONDAY).tasks
    assert {t.key: (t.owner, t.due_on) for t in tasks} == {
        "next_step": ("UBEN", date(2026, 3, 6)),
        "measure": ("UANN", date(2026, 3, 16)),
    }


def test_a_channel_named_in_the_form_is_bound_and_none_is_made(blueprint: Blueprint) -> None:
    named = replace(ACCEPTED, answers={**WHOLE, "channel": "C0TEAM"})
    following = entering(blueprint, named, ACME, {}, EVERYBODY, "UANN", MONDAY)
    assert (following.binds, following.wants_channel) == ("C0TEAM", False)


def test_an_account_with_a_channel_keeps_it(blueprint: Blueprint) -> None:
    following = entering(blueprint, ACCEPTED, replace(ACME, channel="C0OLD"), {}, EVERYBODY, "UANN", MONDAY)
    assert (following.binds, following.wants_channel) == (None, False)


def test_a_request_to_move_is_moot_once_the_record_moved(blueprint: Blueprint) -> None:
    card = entering(blueprint, SENT, ACME, {}, EVERYBODY, "UBEN", MONDAY).messages[-1]
    habit = blueprint.habits["handoff"]
    assert is_still_due(card, habit, SENT)
    assert not is_still_due(card, habit, ACCEPTED)


def test_the_owner_has_one_working_day_in_her_own_zone(blueprint: Blueprint) -> None:
    assert turn_due(blueprint, SENT, {}, EVERYBODY) == date(2026, 3, 3)
    friday = replace(SENT, changed_at=MONDAY + timedelta(days=4))
    assert turn_due(blueprint, friday, {}, EVERYBODY) == date(2026, 3, 9)
    assert turn_due(blueprint, ACCEPTED, {}, EVERYBODY) is None


LOG = {"tier": "T2", "kind": "video", "on": "2026-03-02", "ball": "them", "with_whom": ["champion"]}
LOGGED = Record(WORKSPACE, 13, "touch", 7, "logged", 1, LOG, "UBEN", MONDAY, MONDAY)
TEAM = {"owner": "UANN", "manager": "UMEG"}


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({}, set()),
        ({"left": ["champion"]}, {("UANN", "somebody_left", True), ("UMEG", "somebody_left", True)}),
        ({"left": [], "competitor": "", "win": None}, set()),
        ({"competitor": "Initech"}, {("UANN", "competitor", False)}),
        ({"win": "They renewed"}, {(ACCOUNT_CHANNEL, "win", True)}),
        (
            {"promises": [{LINE_ID: "p1", "what": "SSO", "due_on": "2026-03-20", "keeper": "UANN"}]},
            {("UANN", "to_do", False)},  # though she would hear of a competitor as the owner
        ),
    ],
)
def test_what_depends_on_an_answer_is_told_where_there_is_one(
    blueprint: Blueprint, answers: dict[str, Any], told: set[tuple[str, str, bool]]
) -> None:
    record = replace(LOGGED, answers={**LOG, **answers})
    following = entering(blueprint, record, ACME, TEAM, EVERYBODY, "UBEN", MONDAY)
    assert {(m.to, m.words, m.at_once) for m in following.messages} == told


def test_a_record_may_be_a_touch_and_never_have_been_one(blueprint: Blueprint) -> None:
    logged = entering(blueprint, LOGGED, ACME, TEAM, EVERYBODY, "UBEN", MONDAY)
    assert logged.touch
    assert (logged.touch.key, logged.touch.live, logged.touch.ball) == ("record/13", True, "them")
    withdrawn = entering(blueprint, replace(LOGGED, state="withdrawn"), ACME, TEAM, EVERYBODY, "UBEN", MONDAY)
    assert (withdrawn.touch, withdrawn.takes_back, logged.takes_back) == (None, True, False)


@pytest.mark.parametrize(
    ("known", "knows"),
    [
        ({"paused_until": "2026-03-16", "pause_why": "Holidays"}, {"paused_until": None, "pause_why": None}),
        ({"paused_until": "2026-05-01", "pause_why": "Holidays"}, {"pause_why": None}),  # another one knew better since
        ({}, {}),
    ],
)
def test_what_a_record_let_be_known_is_taken_back_where_it_still_is(
    blueprint: Blueprint, known: dict[str, str], knows: dict[str, None]
) -> None:
    answers = {"tier": "T2", "paused_until": "2026-03-16", "pause_why": "Holidays"}
    resumed = Record(WORKSPACE, 14, "pause", 7, "resumed", 2, answers, "UANN", MONDAY, MONDAY)
    account = replace(ACME, facts={**known, "champion": "Dana Ruiz"})
    assert entering(blueprint, resumed, account, TEAM, EVERYBODY, "UANN", MONDAY).knows == knows
