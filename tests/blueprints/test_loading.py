"""What is written becomes what is meant."""

from __future__ import annotations

from datetime import time

import pytest

from bot.blueprint import Blueprint, FieldClass, Habit, Span, Text, load
from tests.blueprints.copies import REAL, Copy


@pytest.fixture
def handoff(shipped: Blueprint) -> Habit:
    return shipped.habits["handoff"]


def test_a_question_that_is_always_required_is_so_for_every_tier(handoff: Habit) -> None:
    assert handoff.question("owner").required == {"T1", "T2", "T3", "T4"}
    assert handoff.question("our_sponsor").required == {"T1", "T2"}
    assert handoff.question("channel").required == frozenset()


def test_the_tiers_are_choices(handoff: Habit) -> None:
    choices = handoff.question("tier").choices
    assert [choice.value for choice in choices] == ["T1", "T2", "T3", "T4"]
    assert choices[0].label == "T1 Strategic"


def test_one_number_does_for_all_tiers(copy: Copy) -> None:
    copy.change("handoff/habit.yml", "least: {T1: 3, T2: 2, T3: 2, T4: 2}", "least: 4")
    assert load(copy.folder).habits["handoff"].question("outcomes").least == {"T1": 4, "T2": 4, "T3": 4, "T4": 4}


def test_days_are_counted_by_tier(handoff: Habit) -> None:
    assert handoff.checklist is not None
    introduce, *_, kickoff, cadence, _ = handoff.checklist.items
    assert introduce.due["T1"] == Span(2, working=True)
    assert introduce.due["T4"] == Span(5, working=True)
    assert set(kickoff.due.values()) == {Span(10, working=True)}
    assert set(cadence.due.values()) == {Span(30, working=False)}


def test_the_calendar_is_read_in_days_and_hours(shipped: Blueprint) -> None:
    assert shipped.calendar.working_days == {0, 1, 2, 3, 4}
    assert (shipped.calendar.opens, shipped.calendar.closes) == (time(9), time(17))
    assert shipped.calendar.interrupts == {"handoff/card"}


def test_roles_are_known_by_the_questions_that_fill_them(handoff: Habit) -> None:
    assert {role: question.id for role, question in handoff.roles.items()} == {
        "owner": "owner",
        "deputy": "deputy",
        "ae": "ae",
        "our_sponsor": "our_sponsor",
    }


def test_a_message_is_as_confidential_as_the_strictest_answer_in_it(handoff: Habit) -> None:
    assert {message.id: message.field_class for message in handoff.messages.values()} == {
        "card": FieldClass.PERSONAL,
        "card_settled": FieldClass.PERSONAL,
        "announcement": FieldClass.INTERNAL,
        "accepted": FieldClass.SHAREABLE,
        "returned": FieldClass.INTERNAL,
        "checklist": FieldClass.INTERNAL,
        "sponsor": FieldClass.PERSONAL,
        "channel_trouble": FieldClass.INTERNAL,
        "not_delivered": FieldClass.INTERNAL,
    }


def test_yaml_does_not_read_no_as_false(handoff: Habit) -> None:
    confirm = handoff.moves["accept"].confirm
    assert confirm is not None
    assert (confirm.yes, confirm.no) == ("Accept", "Not yet")


def test_a_template_knows_where_it_was_written(handoff: Habit) -> None:
    says = handoff.states["accepted"].says
    assert isinstance(says, Text)
    lines = (REAL / "handoff" / "habit.yml").read_text().split("\n")
    assert lines[says.place.line - 1].endswith(says)


def test_the_digest_changes_with_any_file_and_not_otherwise(copy: Copy) -> None:
    before = load(copy.folder).digest
    assert load(copy.folder).digest == before
    copy.change("phrases.yml", "back: Back", "back: Go back")
    assert load(copy.folder).digest != before


def test_an_unknown_question_is_a_key_error(handoff: Habit) -> None:
    with pytest.raises(KeyError):
        handoff.question("colour")
