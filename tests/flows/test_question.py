"""What people of ours are asked about a record: each once, in their own morning, until they have answered."""

from __future__ import annotations

import pytest

from bot.rules.facts import Account, Deed, Standing
from tests.flows.mornings import digests, lives_until
from tests.flows.nudging import has_gone_quiet, marked
from tests.flows.reviews import changes, for_them, for_us, is_planned, makes, opens_pack
from tests.support.at_work import Bot
from tests.support.hand import Control, Hand, Message, Submitted, View
from tests.support.reading import buttons, values

ASKED = "One question to you"
THEIRS = "Their new finance head wants the numbers by unit"
THREE_WEEKS_BEFORE = "2026-03-20"


@pytest.fixture
def acme(bot: Bot) -> Account:
    """Ann's, a T3 account that was talked to not long ago, and has no channel."""
    return has_gone_quiet(bot, tier="T3", last=bot.office.clock().date())


@pytest.fixture
def card(box: Control, bot: Bot, acme: Account) -> Message:
    """Ann's, for a review on Friday 10 April to which she comes with Dev and Sue."""
    return is_planned(box, bot, on="2026-04-10", our_people=["UANN", "UDEV", "USUE"])


def question(person: Hand) -> Message:
    """The latest digest that asks it."""
    return next(message for message in reversed(digests(person)) if ASKED in message.words)


def is_asked(person: Hand) -> bool:
    return any(ASKED in message.words for message in digests(person))


def opens(person: Hand) -> View:
    """Press the button under the question, and see what it asks."""
    person.clicks("nudge:answer", question(person))
    return person.sees_modal("nudge:answer")


def answers(person: Hand, text: str) -> Submitted:
    """Answer the question where it stands."""
    opens(person)
    return person.submits({"input": text})


def wake_all(box: Control, bot: Bot, day: str) -> None:
    """Everybody's morning of that day, from Kolkata to New York."""
    for hour in ("04:00", "08:00", "14:00"):
        box.clock.set(f"{day}T{hour}:00Z")
        bot.goes_round()


# who is asked, and when


def test_each_who_comes_is_asked_in_their_own_morning_three_weeks_before(box: Control, bot: Bot, card: Message) -> None:
    wake_all(box, bot, "2026-03-19")
    assert not [one for one in (box.ann, box.dev, box.sue) if is_asked(one)]
    wake_all(box, bot, THREE_WEEKS_BEFORE)
    for one in (box.ann, box.dev, box.sue):
        assert is_asked(one)
    assert "Business review on Fri 10 Apr, and you take part" in question(box.sue).words
    assert not is_asked(box.meg)


def test_whoever_comes_to_it_later_is_asked_too_and_whoever_stays_away_is_not(
    box: Control, bot: Bot, card: Message
) -> None:
    changes(box.ann, card, our_people=["UANN", "UMEG"])
    wake_all(box, bot, THREE_WEEKS_BEFORE)
    assert (is_asked(box.meg), is_asked(box.dev)) == (True, False)


def test_whoever_has_left_is_not_asked_and_nobody_for_them(box: Control, bot: Bot, card: Message) -> None:
    box.change("UDEV", deleted=True)
    bot.hears_of("UDEV", Standing.DEACTIVATED)
    wake_all(box, bot, THREE_WEEKS_BEFORE)
    assert len([b for b in buttons(question(box.ann)) if b["action_id"] == "nudge:answer"]) == 1
    assert "of 2 have answered" in question(box.ann).words


# answering


def test_the_answer_stands_in_our_part_of_the_pack_under_its_authors_name(
    box: Control, bot: Bot, card: Message
) -> None:
    wake_all(box, bot, THREE_WEEKS_BEFORE)
    assert not answers(box.sue, THEIRS).errors
    pack = opens_pack(box.ann, card)
    assert f"Sue Stone: {THEIRS}" in for_us(pack)
    assert THEIRS not in for_them(pack)
    assert "2 of 3 have not answered yet: Ann Adler, Dev Das" in pack.words


def test_who_has_answered_is_asked_no_more_and_the_owner_reads_who_has_not(
    box: Control, bot: Bot, card: Message
) -> None:
    wake_all(box, bot, THREE_WEEKS_BEFORE)
    assert (
        "0 of 3 have answered what they were asked; not yet: Ann Adler, Dev Das, Sue Stone" in question(box.ann).words
    )
    answers(box.sue, THEIRS)
    bot.goes_round()
    assert "Answered. It can still be changed." in question(box.sue).words
    answers(box.dev, "Nothing")
    lives_until(box, bot, "2026-03-27")
    assert "2 of 3 have answered what they were asked; not yet: Ann Adler." in digests(box.ann)[-1].words
    assert [ASKED in message.words for message in digests(box.sue)].count(True) == 1


def test_an_answer_can_be_changed_and_both_are_remembered(box: Control, bot: Bot, acme: Account, card: Message) -> None:
    wake_all(box, bot, THREE_WEEKS_BEFORE)
    answers(box.sue, THEIRS)
    bot.goes_round()
    assert values(opens(box.sue)) == {"input": THEIRS}
    assert not box.sue.submits({"input": "The board decides in May"}).errors
    ours = for_us(opens_pack(box.ann, card))
    assert ("Sue Stone: The board decides in May" in ours, THEIRS in ours) == (True, False)
    assert [(mark.deed, mark.by) for mark in marked(bot, acme)] == [(Deed.ANSWERED, "USUE")] * 2


def test_the_same_answer_sent_twice_is_one(box: Control, bot: Bot, acme: Account, card: Message) -> None:
    wake_all(box, bot, THREE_WEEKS_BEFORE)
    answers(box.sue, THEIRS)
    answers(box.sue, THEIRS)
    assert len(marked(bot, acme)) == 1


def test_an_answer_of_nothing_but_spaces_is_none(box: Control, bot: Bot, acme: Account, card: Message) -> None:
    wake_all(box, bot, THREE_WEEKS_BEFORE)
    assert answers(box.sue, "   ").errors
    assert marked(bot, acme) == []


def test_a_question_passed_on_is_answered_by_whoever_has_it_now(box: Control, bot: Bot, card: Message) -> None:
    wake_all(box, bot, THREE_WEEKS_BEFORE)
    [button] = [one for one in buttons(question(box.sue)) if one["action_id"] == "nudge:answer"]
    box.sue.chooses("nudge:more", f"pass|{button['value']}", question(box.sue))
    box.sue.sees_modal("nudge:pass")
    box.sue.submits({"to": "UMEG"})
    wake_all(box, bot, "2026-03-23")
    assert not answers(box.meg, THEIRS).errors
    assert f"Meg Moss: {THEIRS}" in for_us(opens_pack(box.ann, card))


# when it is over


@pytest.mark.parametrize(
    ("move", "said"),
    [
        ("hold", {"notes": "They close in six days now", "held_on": THREE_WEEKS_BEFORE}),
        ("call_off", {"called_off_because": "They merge"}),
    ],
)
def test_a_review_that_is_held_or_called_off_asks_nobody_any_more(
    box: Control, bot: Bot, card: Message, move: str, said: dict[str, str]
) -> None:
    wake_all(box, bot, THREE_WEEKS_BEFORE)
    makes(box.ann, move, card, said)
    box.sue.clicks("nudge:answer", question(box.sue))
    assert box.sue.sees_message("This has moved on since").ephemeral
    lives_until(box, bot, "2026-04-08")
    assert [ASKED in message.words for message in digests(box.sue)].count(True) == 1


# a month after a handoff


@pytest.fixture
def handed(box: Control, bot: Bot) -> None:
    """Acme, which Ben has handed to Ann, who accepted it a month ago."""
    bot.is_accepted(bot.is_handed(owner="UANN", deputy="UDEV"))
    bot.goes_round()
    lives_until(box, bot, "2026-04-01")


def test_a_month_after_a_handoff_its_owner_is_asked_what_had_to_be_said_twice(
    box: Control, bot: Bot, handed: None
) -> None:
    assert "Ask them whether they had to repeat anything" in digests(box.ann)[-1].words
    assert not any("had to repeat anything" in message.words for message in digests(box.ann)[:-1])


def test_whoever_sold_to_them_hears_what_was_answered_and_the_brief_shows_it(
    box: Control, bot: Bot, handed: None
) -> None:
    presses_answer(box.ann)
    assert not box.ann.submits({"repeated": "yes", "what": "Who signs for security"}).errors
    lives_until(box, bot, "2026-04-02")
    wake_all(box, bot, "2026-04-02")
    told = box.ben.sees_message("What a customer had to say twice")
    assert "yes" in told.words
    assert "Who signs for security" in told.words
    box.ann.types("/account acme")
    brief = box.ann.sees_modal("brief")
    assert "Who signs for security" in brief.words


def presses_answer(person: Hand) -> View:
    """Press the button under the question in the latest digest."""
    person.clicks("nudge:answer", digests(person)[-1])
    return person.sees_modal("nudge:answer")
