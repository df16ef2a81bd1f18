"""Who may move a record, and everything that follows when it moves."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.blueprint import Blueprint
from bot.rules.facts import ACCOUNT_CHANNEL, Account, Record
from bot.rules.moves import entering, is_still_due, turn_due, why_not
from tests.cast import EVERYBODY, MONDAY, WORKSPACE
from tests.rules.test_submission import WHOLE

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
    assert [(m.to, m.words, m.at_once, m.buttons) for m in following.messages] == [
        ("UANN", "card", True, ("accept", "return"))
    ]
    assert following.messages[0].key == "handoff/12/card/1/owner"
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


def test_a_channel_named_in_the_form_is_bound_and_none_is_made(blueprint: Blueprint) -> None:
    named = replace(ACCEPTED, answers={**WHOLE, "channel": "C0TEAM"})
    following = entering(blueprint, named, ACME, {}, EVERYBODY, "UANN", MONDAY)
    assert (following.binds, following.wants_channel) == ("C0TEAM", False)


def test_an_account_with_a_channel_keeps_it(blueprint: Blueprint) -> None:
    following = entering(blueprint, ACCEPTED, replace(ACME, channel="C0OLD"), {}, EVERYBODY, "UANN", MONDAY)
    assert (following.binds, following.wants_channel) == (None, False)


def test_a_request_to_move_is_moot_once_the_record_moved(blueprint: Blueprint) -> None:
    (card,) = entering(blueprint, SENT, ACME, {}, EVERYBODY, "UBEN", MONDAY).messages
    habit = blueprint.habits["handoff"]
    assert is_still_due(card, habit, SENT)
    assert not is_still_due(card, habit, ACCEPTED)


def test_the_owner_has_one_working_day_in_her_own_zone(blueprint: Blueprint) -> None:
    assert turn_due(blueprint, SENT, {}, EVERYBODY) == date(2026, 3, 3)
    friday = replace(SENT, changed_at=MONDAY + timedelta(days=4))
    assert turn_due(blueprint, friday, {}, EVERYBODY) == date(2026, 3, 9)
    assert turn_due(blueprint, ACCEPTED, {}, EVERYBODY) is None
