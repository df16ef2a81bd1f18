"""The process can be read back by somebody who never saw a YAML file."""

from __future__ import annotations

import pytest

from bot.blueprint import Blueprint
from bot.telling import tell


@pytest.mark.parametrize(
    "sentence",
    [
        "On Monday, Tuesday, Wednesday, Thursday and Friday, 09:00 to 17:00 where they are.",
        "At any hour, at most 3 times a week: handoff/card.",
        "T4 Scaled: Accounts with a pooled owner, met on request.",
        # Whose it is.
        "Need (/account needs)",
        "An account has one of them open at once.",
        "An account may have several of them open at once.",
        "The owner and the deputy are those that the account has.",
        # What is asked.
        "Above them stands: Whom the owner will need from the first day on.",
        "- Account: account, shareable; may be new; required.",
        "- Our executive sponsor: person, shareable; required for T1 and T2; takes the role our_sponsor.",
        "- Manager: person, shareable; wanted for T1; takes the role manager.",
        '- Products and scope bought: long text, shareable; wanted; not just "everything" or "the usual".',
        "lines, each asking for what will be different, by when and who at the customer owns it, shareable; required;",
        "at least 3 for T1 and 2 for T2, T3 and T4.",
        'or the tick "No promises were made".',
        # How complete it must be.
        "It is complete from 5 points of 6 on, two for each of these:",
        "- Their people: “Champion” and “Day-to-day contact”; it cannot be left out.",
        "From 3 points on it can be sent with gaps, to be closed within 2 working days for T1 and T2 "
        "and 5 working days for T3 and T4; below that it cannot be sent.",
        # How it moves.
        "- Anyone can send the form: it becomes submitted; with gaps, for T1, asks manager.",
        '- Anyone can press "Complete it" and send the form again: it becomes submitted; '
        "with gaps, for T1, asks manager.",
        "Returned: returned to [ae] to be completed; the account executive has the ball, within 2 working days.",
        "Accepted: accepted by [owner]; nothing more is awaited.",
        '- The account owner can press "Accept", after a confirmation: it becomes accepted.',
        '- The account owner can press "Return", saying what is missing and what would make it complete: '
        "it becomes returned.",
        '- Whoever opened it can press "All closed": it becomes accepted.',
        '"Accept with gaps" asks; the record keeps the answers:',
        "Above them stands: Each gap needs somebody who closes it, and a day.",
        "internal; required; starts as the gaps; at least 1.",
        '"Return" asks:',
        # What is to be done.
        "To do, counted from the day it is accepted or accepted with gaps:",
        "- Introduce yourself to [account] (the account owner, within 2 working days for T1 and T2 "
        "and 5 working days for T3 and T4).",
        "- Hold the kickoff (the account owner, by the day under “Kickoff, proposed day”, "
        "unless “Next meeting already booked” is answered).",
        "- For each promise: Keep the promise: [what] (whoever is named under “Who keeps it from now on”, "
        "by the day under “Due”). The customer was promised it.",
        # What follows.
        "- From now on the account is known by these answers: “ARR” and “Renewal date”.",
        "- The account gets the channel that the form names, or a new private one, acct-[account.slug].",
        '- The account owner is told: card, with "Accept", "Accept with gaps", "Return" '
        "and a button that opens the whole record.",
        "- The account owner is told: checklist, with Done beside each thing to do.",
        '- The account executive is told: returned, with "Complete it".',
        "- The account channel is told: announcement.",
        '- The message "card" told before is rewritten where it stands.',
    ],
)
def test_the_process_is_read_back_in_sentences(sample: Blueprint, sentence: str) -> None:
    assert sentence in tell(sample)


def test_one_habit_can_be_asked_for(sample: Blueprint) -> None:
    assert tell(sample, "needs").startswith("Need (/account needs)")
    assert "Tiers" not in tell(sample, "needs").split("\n")


def test_states_after_which_the_same_follows_are_told_together(shipped: Blueprint) -> None:
    on = shipped.habits["handoff"].on
    assert on["accepted"] == on["accepted_with_gaps"]
    assert "Once it is accepted or accepted with gaps:" in tell(shipped, "handoff")


def test_every_question_and_every_task_is_read_back(shipped: Blueprint) -> None:
    for habit in shipped.habits.values():
        told = tell(shipped, habit.id)
        assert all(f"- {question.ask}: " in told for question in habit.kept)
        items = habit.checklist.items if habit.checklist else ()
        to_do = told.partition("  To do, ")[2].partition("  Once it is ")[0]
        assert len(to_do.splitlines()) == len(items) + 1


def test_no_template_is_left_unread(shipped: Blueprint) -> None:
    assert "{" not in tell(shipped)


def test_an_unknown_habit_is_a_key_error(sample: Blueprint) -> None:
    with pytest.raises(KeyError):
        tell(sample, "renewal")
