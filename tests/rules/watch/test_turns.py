"""Records that wait for somebody."""

from dataclasses import replace

import pytest

from bot.blueprint import Blueprint, Turns
from tests.rules.test_submission import WHOLE
from tests.rules.watch.acme import acme, days, judged, record


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-03-02T09:00", {"opens": "2026-03-03", "due": "2026-03-03", "red": "2026-03-04"}),
        ("2026-03-01T22:30", {"opens": "2026-03-02", "due": "2026-03-02", "red": "2026-03-03"}),  # Sunday in Berlin
        ("2026-03-01T23:30", {"opens": "2026-03-03", "due": "2026-03-03", "red": "2026-03-04"}),  # Monday in Berlin
        ("2026-03-06T09:00", {"opens": "2026-03-09", "due": "2026-03-09", "red": "2026-03-10"}),
        ("2026-02-02T09:00", {"opens": "2026-02-03", "due": "2026-02-03", "red": "2026-02-04"}),
    ],
)
def test_it_is_told_from_the_next_working_day_where_they_are(
    blueprint: Blueprint, at: str, expected: dict[str, str]
) -> None:
    sent = record(12, "handoff", "submitted", at, **WHOLE)
    (nudge,) = judged(blueprint, Turns(), acme(records=(sent,))).nudges
    assert days(nudge) == expected
    assert (nudge.key, nudge.person, nudge.record) == ("watch/it/12/1", "UANN", 12)
    assert nudge.facts["state"] == "submitted"


@pytest.mark.parametrize(
    ("habit", "state", "person"),
    [
        ("handoff", "submitted", "UANN"),
        ("handoff", "asks_manager", "UMEG"),
        ("handoff", "accepted", None),  # an end
        ("handoff", "somewhere", None),  # no state of the blueprint any more
        ("nothing", "submitted", None),
        ("needs", "heard", "UANN"),
    ],
)
def test_it_is_told_to_whose_turn_it_is(blueprint: Blueprint, habit: str, state: str, person: str | None) -> None:
    answers = {**WHOLE, "manager": "UMEG"}
    nudges = judged(blueprint, Turns(), acme(records=(record(12, habit, state, **answers),))).nudges
    assert [n.person for n in nudges] == ([person] if person else [])


def test_a_state_without_a_limit_is_never_red(blueprint: Blueprint) -> None:
    habit = blueprint.habits["handoff"]
    patient = replace(habit.states["submitted"], within_working_days=None)
    habits = {**blueprint.habits, "handoff": replace(habit, states={**habit.states, "submitted": patient})}
    sent = record(12, "handoff", "submitted", **WHOLE)
    (nudge,) = judged(replace(blueprint, habits=habits), Turns(), acme(records=(sent,))).nudges
    assert days(nudge) == {"opens": "2026-03-03"}


def test_an_end_waits_for_nobody(blueprint: Blueprint) -> None:
    habit = blueprint.habits["handoff"]
    ended = replace(habit.states["submitted"], settles=True)
    habits = {**blueprint.habits, "handoff": replace(habit, states={**habit.states, "submitted": ended})}
    sent = record(12, "handoff", "submitted", **WHOLE)
    assert judged(replace(blueprint, habits=habits), Turns(), acme(records=(sent,))).nudges == ()


def test_where_nobody_has_the_part_whom_the_watch_names_is_told(blueprint: Blueprint) -> None:
    sent = record(12, "handoff", "submitted", **{**WHOLE, "owner": None})
    (nudge,) = judged(blueprint, Turns(), acme(records=(sent,))).nudges
    assert nudge.person == "UANN"


def test_each_entry_is_an_occasion_of_its_own(blueprint: Blueprint) -> None:
    sent = replace(record(12, "handoff", "submitted", **WHOLE), number=3)
    assert judged(blueprint, Turns(), acme(records=(sent,))).nudges[0].key == "watch/it/12/3"
