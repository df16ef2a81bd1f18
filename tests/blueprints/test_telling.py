"""The process can be read back by somebody who never saw a YAML file."""

from __future__ import annotations

import pytest

from bot.blueprint import Blueprint
from bot.telling import tell


@pytest.mark.parametrize(
    "sentence",
    [
        "On Monday, Tuesday, Wednesday, Thursday and Friday, 09:00 to 17:00 where they are.",
        "At any hour, at most 3 times a week: handoff/card and quiet/promises.",
        "Of what is watched they tell what is due on a day, and not done by 15:00.",
        "At 09:30 everybody is told what is due, in one message of at most 12 things.",
        "One may put a thing off, saying: I am waiting for them or Something else.",
        "Put off 3 times, it is asked about: is it still right?",
        "One may say that it was wrong to tell it: The date is wrong.",
        "For 2 days after a touch nothing more is asked about that account.",
        "Public holidays are kept: DE in Europe/Berlin and US-NY in America/New_York.",
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
        "by the day under “Due”). The customer was promised it. They read: [what].",
        # What follows.
        "- From now on the account is known by these answers: “ARR”, “Renewal date” and “Champion”.",
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


@pytest.mark.parametrize(
    "sentence",
    [
        # What a form may begin with, and a touch.
        "- When: date, internal; starts as today; today or earlier.",
        "our mail, unanswered so far or a note of ours, internal; starts as call.",
        "begins with (review, 90, in 30 days, plans, yes, Bring numbers) and (work, 14, in 14 days) for T1 "
        "and (work, 30, in 5 working days) for T2.",
        "- It is a touch, on the day under “When”; of the kind under “How”, a live talk where that is “call”, "
        "unanswered so far where that is “our mail, unanswered so far”, a note of ours where that is “a note of ours”.",
        "- It tells with whom (“With whom”), whose turn it is then (“Whose turn it is”), ",
        "- The owner is told: noted, with a button that opens the whole record and a button that opens the pack, "
        "where “Who has left” is answered.",
        # What is put together for it.
        "Put together for the day under “When they hear from us next”:",
        "- A number older than 14 days is said to be so.",
        "- The customer may read “What you want to talk about”: “What they want to talk about”.",
        "- The customer may read “What we promised you”: what they were promised, kept, open or missed.",
        "- The customer may read “What you need”: [need] of a Need that is judged or open, "
        'with the number under “The need in their own words” ("nothing" is none).',
        "- We alone read “Risks”: each risk of a Handoff that is accepted.",
        "- We alone read “The contract”: “ARR” and “Renewal date” of the account.",
        "- With it: Done and a button that opens the pack.",
        "- What it led to is taken back: its touch, what is left to do and what it made known of the account.",
        # What is watched.
        "Last live talk (quiet/live):",
        "- The last live talk is amber after 35 days for T1, 65 days for T2 and 120 days for T3, "
        "red after 60 days for T1 and 90 days for T2; not in the first 30 days of an account.",
        "- Told to the account owner, else the deputy, and again after 5 working days where nothing was done; "
        "each day once it is red.",
        "- Red in 2 digests with nothing done, it is told to our executive sponsor in the first of a week, "
        "in any case after 90 days for T1; who has it is told so before.",
        "- With it: a button to log a touch and a button that opens the account's brief.",
        "- The last touch with whoever is named under “Champion” is amber after 30 days.",
        "- Counted from “Renewal date”, as it is known of the account:",
        "- 120 days before: Review where we stand (the account owner).",
        "- Counted from “When they hear from us next” of each Talk that is held:",
        "- 5 working days before: Prepare it with [contact] "
        "(whoever opened it, where “How” is call, while it is held).",
        "- On the day: Hold it (the account owner, for T1 and T2).",
        "- 1 working day after: Thank them (the account owner).",
        "- The account's channel is told as well: one message, which is changed where it stands.",
        "- The day on which they hear from us next: 1 working day ahead, and once it has passed.",
        "- Where no day was agreed: once the last touch is older than 2 working days for T1 and T2 and 5 days for T3.",
        "- It is our turn to write for longer than 2 working days.",
        "- Each line under “What was agreed”: 2 working days ahead.",
        "- It is kept by a contact at most 5 days away from its day.",
        "- With it: a button to log a touch and a button for “Talk”.",
        "- What the customer was promised: 1 working day ahead of its day.",
        "- Told to whoever is to do it, else the account owner, and again",
        "- It is somebody's turn in a form, from the first working day after it became so.",
        "- Fewer than 2 contacts for T1, T2 and T3 were in touch within 90 days.",
        "- A contact of ours at the customer has left, as somebody noted with a touch.",
        "- At least 2 of these at one time: “Last live talk”, “Last touch with the champion” and “Who has left”.",
        "- How the account stands, told in its channel every Monday, for T1.",
        "- In the working hours of the account owner.",
    ],
)
def test_what_is_watched_is_read_back_in_sentences(sample: Blueprint, sentence: str) -> None:
    assert sentence in tell(sample)


def test_a_folder_that_only_watches_can_be_asked_for(sample: Blueprint) -> None:
    told = tell(sample, "quiet")
    assert told.startswith("What the clock watches, the gravest first\n  Who has left (quiet/left):")
    assert "talk/" not in told
    assert "The agreed cadence (talk/kept):" in tell(sample, "talk")


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
        assert len(to_do.splitlines()) == len(items) + bool(items)


def test_no_template_is_left_unread(shipped: Blueprint) -> None:
    assert "{" not in tell(shipped)


def test_an_unknown_habit_is_a_key_error(sample: Blueprint) -> None:
    with pytest.raises(KeyError):
        tell(sample, "renewal")
