"""The process can be read back by somebody who never saw a YAML file."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.blueprint import load
from bot.telling import tell

BLUEPRINT = load(Path(__file__).parents[1] / "blueprints")


@pytest.mark.parametrize(
    "sentence",
    [
        "On Monday, Tuesday, Wednesday, Thursday and Friday, 09:00 to 17:00 where they are.",
        "At any hour, at most 3 times a week: handoff/card.",
        "T4 Scaled: Accounts with a pooled owner, met on request.",
        "- Our executive sponsor: person, shareable; required for T1 and T2; takes the role our_sponsor.",
        "at least 3 for T1 and 2 for T2, T3 and T4.",
        'or the tick "No promises were made".',
        '- The account owner can press "Accept", after a confirmation: it becomes accepted.',
        '- The account owner can press "Return", saying what is missing and what would make it complete: '
        "it becomes returned.",
        "- Anyone can send the form again: it becomes submitted.",
        "- Introduce yourself to [account] (the account owner, within 2 working days for T1 and T2 "
        "and 5 working days for T3 and T4).",
        "- Hold the kickoff (proposed for [kickoff on]) (the account owner, within 10 working days).",
        "- The account gets the channel that the form names, or a new private one, acct-[account.slug].",
        '- The account owner is told: card, with "Accept" and "Return".',
        "- The account channel is told: announcement.",
        "- The card told before is rewritten where it stands.",
    ],
)
def test_the_process_is_read_back_in_sentences(sentence: str) -> None:
    assert sentence in tell(BLUEPRINT)


def test_one_habit_can_be_asked_for() -> None:
    assert tell(BLUEPRINT, "handoff").startswith("Handoff (/handoff)")
    assert "Tiers" not in tell(BLUEPRINT, "handoff").split("\n")


def test_every_question_and_every_task_is_read_back() -> None:
    handoff = BLUEPRINT.habits["handoff"]
    told = tell(BLUEPRINT, "handoff")
    assert all(f"- {question.ask}: " in told for question in handoff.questions)
    assert handoff.checklist is not None
    assert told.count("(the account owner, within ") == len(handoff.checklist.items)


def test_no_template_is_left_unread() -> None:
    assert "{" not in tell(BLUEPRINT)


def test_an_unknown_habit_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        tell(BLUEPRINT, "renewal")
