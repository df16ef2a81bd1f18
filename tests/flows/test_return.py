"""A handoff that comes back with a reason, is completed, and goes out again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.flows.forms import ACCEPT, RETURN, opened, sends, starts, takes_step
from tests.support.at_work import Bot
from tests.support.hand import Control, Hand, Message, View
from tests.support.reading import actions, texts, values
from tests.support.sold import ACCOUNT, PEOPLE

NOTE = "Who else could leave, and what did Raj say exactly?"
NINE_IN_NEW_YORK = "2026-03-02T09:00:00-05:00"


@pytest.fixture
def returned(box: Control, bot: Bot, card: Message) -> Message:
    """Ann has returned Acme, and the clock has gone round; her card."""
    returns(box.ann, card)
    bot.goes_round()
    return now(box.ann, card)


def returns(person: Hand, card: Message | View) -> None:
    person.clicks(RETURN, card)
    person.sees_modal("form")
    sent = person.submits({"reason": "risks_not_named", "note": NOTE})
    assert sent.acked
    assert not sent.errors


def now(person: Hand, message: Message) -> Message:
    """A message as it stands now."""
    [found] = [one for one in person.messages(message.channel) if one.ts == message.ts]
    return found


def sends_again(person: Hand) -> None:
    """The returned form, all its steps as they are."""
    starts(person, "acme")
    takes_step(person)
    takes_step(person)
    sends(person)


def test_the_form_for_returning_asks_what_is_missing(box: Control, card: Message) -> None:
    box.ann.clicks(RETURN, card)
    form = box.ann.sees_modal("form")
    assert form.title == "Return the handoff"
    assert "risks not named" in form.words
    assert set(box.ann.submits({"note": NOTE}).errors) == {"reason"}
    assert set(box.ann.submits({"reason": "other", "note": ""}).errors) == {"note"}


def test_a_note_of_nothing_but_spaces_is_refused_at_its_field(box: Control, bot: Bot, card: Message) -> None:
    box.ann.clicks(RETURN, card)
    box.ann.sees_modal("form")
    sent = box.ann.submits({"reason": "other", "note": "   "})
    assert sent.errors == {"note": "“What would make it complete” is still empty."}
    assert bot.record().state == "submitted"


def test_the_executive_hears_why_when_his_day_begins(box: Control, bot: Bot, returned: Message) -> None:
    assert texts(box.ben) == []
    box.clock.set(NINE_IN_NEW_YORK)
    bot.goes_round()
    [said] = box.ben.messages()
    for fact in (
        "<@UANN> returned the handoff on Mon 2 Mar",
        "risks not named",
        NOTE,
        "until Wed 4 Mar",
        "/handoff Acme",
    ):
        assert fact in said.words


def test_the_returned_card_says_where_it_is_and_offers_nothing_more(returned: Message) -> None:
    assert "You returned Acme to Ben Brand on Mon 2 Mar: risks not named" in returned.text
    assert actions(returned) == []


def test_what_was_returned_waits_in_the_executives_home(box: Control, bot: Bot, returned: Message) -> None:
    home = bot.home_of(box.ben).words
    assert "Your turn (1)" in home
    assert "returned to Ben Brand to be completed" in home
    assert "Your turn" not in bot.home_of(box.ann).words


def test_it_can_be_returned_from_home_too(box: Control, bot: Bot, card: Message) -> None:
    returns(box.ann, bot.home_of(box.ann))
    bot.rests()
    assert bot.record().state == "returned"


def test_the_command_opens_what_was_returned_with_everything_in_it(box: Control, bot: Bot, returned: Message) -> None:
    first = starts(box.ben, "acme")
    assert values(first).items() >= ACCOUNT.items()
    assert values(takes_step(box.ben)) == PEOPLE
    third = takes_step(box.ben)
    for line in ("Close the books faster", "No manual reconciliation", "SSO by May", "Raj may leave"):
        assert line in third.words


def test_what_was_sent_again_gets_a_new_card_and_is_accepted_there(box: Control, bot: Bot, returned: Message) -> None:
    sends_again(box.ben)
    bot.goes_round()
    card = box.ann.sees_message("hands Acme")
    assert card.ts != returned.ts
    assert "You returned Acme" in now(box.ann, returned).text
    box.ann.clicks(ACCEPT, card)
    bot.goes_round()
    assert "You accepted Acme" in now(box.ann, card).text
    assert "You returned Acme" in now(box.ann, returned).text
    assert bot.happened() == ["submit", "return", "submit", "accept"]
    assert bot.record().state == "accepted"


def test_the_command_twice_goes_on_with_the_same_draft(box: Control, bot: Bot, returned: Message) -> None:
    starts(box.ben, "acme")
    takes_step(box.ben, bought="Reporting for 300 people")
    box.ben.closes(clear=True)
    starts(box.ben, "acme")
    assert len(bot.drafts("UBEN")) == 1
    takes_step(box.ben)
    sends(box.ben)
    assert bot.record().answers["bought"] == "Reporting for 300 people"


def test_returning_what_was_accepted_meanwhile_changes_nothing_and_loses_no_word(
    box: Control, bot: Bot, card: Message
) -> None:
    box.ann.clicks(RETURN, card)
    box.ann.sees_modal("form")
    box.ann.clicks(ACCEPT, bot.home_of(box.ann))
    box.ann.submits({"reason": "other", "note": NOTE})
    bot.rests()
    told = box.ann.sees_modal("notice").words
    assert "This has moved on since: accepted by Ann Adler, Mon 2 Mar" in told
    assert bot.happened() == ["submit", "accept"]
    box.ann.closes()
    assert values(box.ann.sees_modal("form"))["note"] == NOTE


def test_the_return_button_of_a_card_that_moved_on_says_so(box: Control, bot: Bot, card: Message) -> None:
    box.ann.clicks(ACCEPT, card)
    box.ann.clicks(RETURN, card)  # the clock has not gone round: the card still has its buttons
    bot.rests()
    assert box.ann.modal is None
    assert "This has moved on since: accepted by Ann Adler, Mon 2 Mar. Nothing was changed." in texts(box.ann)[-1]


def test_what_another_sent_again_meanwhile_is_refused_at_the_first_step(
    box: Control, bot: Bot, returned: Message
) -> None:
    starts(box.ben, "acme")
    sends_again(box.dev)
    sent = box.ben.submits()
    assert sent.errors["account"].startswith("Acme has a handoff already, since Mon 2 Mar: waiting for Ann Adler")


def test_what_another_sent_again_meanwhile_is_refused_at_the_last_step_too(
    box: Control, bot: Bot, returned: Message
) -> None:
    starts(box.ben, "acme")
    takes_step(box.ben)
    takes_step(box.ben)
    sends_again(box.dev)
    box.ben.submits()
    assert "Acme has a handoff already" in box.ben.sees_modal("notice").words
    assert bot.happened() == ["submit", "return", "submit"]
    assert len(bot.drafts("UBEN")) == 1


@pytest.mark.parametrize("place", ["message", "home"])
def test_complete_it_opens_the_form_with_everything_in_it(
    box: Control, bot: Bot, returned: Message, place: str
) -> None:
    completes(box, bot, place)
    assert values(box.ben.sees_modal("form")).items() >= ACCOUNT.items()
    takes_step(box.ben, bought="Reporting for 300 people")
    box.ben.closes()
    completes(box, bot, place)  # where he stopped, and in the same draft
    assert box.ben.sees_modal("form").title == "Their people"
    takes_step(box.ben)
    sends(box.ben)
    assert bot.record().answers["bought"] == "Reporting for 300 people"
    assert bot.drafts("UBEN") == []


def test_whoever_takes_no_part_in_it_reads_how_it_stands_and_no_more(box: Control, bot: Bot, returned: Message) -> None:
    box.clock.set(NINE_IN_NEW_YORK)
    bot.goes_round()
    box.meg.types("/handoff acme")
    brief = box.meg.sees_modal("brief")
    assert "returned to Ben Brand to be completed" in brief.words
    assert "complete" not in actions(brief)
    box.invite("UHEARTH", "C0SALES")
    copy = box.ben.sees_message("needs a little more")
    bot.office.slack.call("chat.postMessage", channel="C0SALES", text="A copy", blocks=copy.blocks)
    box.meg.closes()
    box.meg.clicks("complete", box.meg.sees_message("A copy", "C0SALES"))
    bot.rests()
    assert box.meg.modal is None
    assert "“Complete it” is for Ben Brand. Nothing was changed." in texts(box.meg, "C0SALES")[-1]
    assert bot.drafts("UMEG") == []


def test_it_can_be_returned_a_second_time_for_another_reason(box: Control, bot: Bot, returned: Message) -> None:
    sends_again(box.ben)
    bot.goes_round()
    box.ben.closes(clear=True)
    second = box.ann.sees_message("hands Acme")
    box.ann.clicks(RETURN, second)
    box.ann.sees_modal("form")
    box.ann.submits({"reason": "numbers_missing", "note": "Is it 120,000 a year or for two?"})
    bot.goes_round()
    assert "numbers missing" in now(box.ann, second).text
    assert "risks not named" in now(box.ann, returned).text
    completes(box, bot, "message")
    assert "Is it 120,000 a year or for two?" in box.ben.sees_message("Acme needs a little more").words
    assert bot.happened() == ["submit", "return", "submit", "return"]


def test_what_was_begun_at_the_first_return_does_not_undo_what_was_sent_since(
    box: Control, bot: Bot, returned: Message
) -> None:
    completes(box, bot, "message")
    takes_step(box.ben, bought="Half a thought of Ben's")
    box.ben.closes(clear=True)
    starts(box.dev, "acme")
    takes_step(box.dev, bought="Reporting for 400 people")
    takes_step(box.dev)
    sends(box.dev)
    bot.goes_round()
    returns(box.ann, box.ann.sees_message("hands Acme"))
    completes(box, bot, "home")
    assert values(box.ben.sees_modal("form"))["bought"] == "Reporting for 400 people"
    box.ben.closes(clear=True)
    old = next(draft for draft in bot.drafts("UBEN") if draft.answers["bought"] == "Half a thought of Ben's")
    home = bot.home_of(box.ben)
    box.ben.clicks("continue_draft", home, block_id=f"draft.{old.key}.do")
    box.ben.sees_modal("form")
    takes_step(box.ben)
    box.ben.submits()
    assert "Acme has a handoff already" in box.ben.sees_modal("notice").words
    assert bot.record().answers["bought"] == "Reporting for 400 people"


def test_complete_it_pressed_after_it_was_completed_says_so(box: Control, bot: Bot, returned: Message) -> None:
    box.clock.set(NINE_IN_NEW_YORK)
    bot.goes_round()
    told = box.ben.sees_message("Acme needs a little more")
    sends_again(box.ben)
    box.ben.closes(clear=True)
    box.ben.clicks("complete", told)
    bot.rests()
    assert box.ben.modal is None
    assert "This has moved on since: waiting for Ann Adler to accept or return it" in texts(box.ben)[-1]


def completes(box: Control, bot: Bot, place: str) -> None:
    """Ben's day begins, and he presses the button in the message or in Home."""
    box.clock.set(NINE_IN_NEW_YORK)
    bot.goes_round()
    before = box.ben.modal
    box.ben.clicks("complete", bot.home_of(box.ben) if place == "home" else box.ben.sees_message("needs a little more"))
    opened(box.ben, before)


def test_of_two_who_complete_it_at_the_same_moment_one_is_told_of_the_other(
    box: Control, bot: Bot, returned: Message
) -> None:
    for person in (box.ben, box.dev):
        starts(person, "acme")
        takes_step(person)
        takes_step(person)
    with ThreadPoolExecutor(2) as together:
        list(together.map(lambda person: person.submits(), (box.ben, box.dev)))
    titles = sorted(person.sees_modal("notice").title for person in (box.ben, box.dev))
    assert titles == ["Handoff sent", "Not done"]
    assert bot.happened() == ["submit", "return", "submit"]
    assert len(bot.drafts("UBEN") + bot.drafts("UDEV")) == 1
