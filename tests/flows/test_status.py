"""/handoff status and /handoff help: one's own part in a habit, and what the habit is."""

from __future__ import annotations

from tests.flows.forms import ACCEPT, opened, reaches
from tests.flows.looking import changes_hands, is_needed, is_returned, sees_again, sees_new
from tests.support.at_work import Bot
from tests.support.hand import Control, Hand, View
from tests.support.reading import actions


def sees_status(person: Hand, command: str = "/handoff") -> View:
    return sees_new(person, f"{command} status", "status")


def test_status_tells_the_turns_of_others_from_ones_own(box: Control, bot: Bot) -> None:
    bot.is_handed()
    ann, ben = sees_status(box.ann), sees_status(box.ben)
    waits = "*Acme*: handoff waiting for Ann Adler to accept or return it"
    assert f"Your turn (1)\n{waits}\nYour turn, until Tue 3 Mar" in ann.words
    assert f"The turn of others (1)\n{waits}\nThe turn of Ann Adler, until Tue 3 Mar" in ben.words
    assert ACCEPT in actions(ann)
    assert actions(ben) == ["move:handoff:take_back", "read"]


def test_whoever_takes_part_by_the_account_sees_it_in_their_status(box: Control, bot: Bot) -> None:
    record = bot.is_handed()
    bot.is_accepted(record)
    is_needed(bot, record.account)
    assert "Your turn (1)" in sees_status(box.ann, "/account needs").words
    assert "The turn of others (1)" in sees_status(box.sue, "/account needs").words
    assert "The turn of others (1)" in sees_status(box.dev, "/account needs").words  # who wrote it down
    assert "No needs assessment waits for you" in sees_status(box.ben, "/account needs").words


def test_a_turn_changes_hands_with_the_account(box: Control, bot: Bot) -> None:
    account = bot.has_an_account("Globex", owner="UANN")
    is_needed(bot, account.id)
    assert "Your turn (1)" in sees_status(box.ann, "/account needs").words
    changes_hands(bot, account, owner="UMEG")
    assert "No needs assessment waits for you" in sees_status(box.ann, "/account needs").words
    assert "Your turn (1)" in sees_status(box.meg, "/account needs").words


def test_status_has_the_drafts_of_this_habit(box: Control, bot: Bot) -> None:
    reaches(box.ben, 2, "Globex")
    box.ben.closes()
    status = sees_status(box.ben)
    assert "Your drafts (1)\nHandoff of *Globex*, step 2 of 3, saved Mon 2 Mar" in status.words
    assert "Globex" not in sees_status(box.ben, "/account needs").words
    box.ben.closes()
    status = sees_status(box.ben)
    box.ben.clicks("continue_draft", status)
    assert opened(box.ben, status).title == "Their people"


def test_a_discarded_draft_leaves_the_status(box: Control, bot: Bot) -> None:
    reaches(box.ben, 2, "Globex")
    box.ben.closes()
    box.ben.clicks("discard_draft", sees_status(box.ben))
    assert "No handoff waits for you" in sees_again(box.ben, "No handoff").words


def test_what_was_pressed_in_a_status_shows_in_it(box: Control, bot: Bot) -> None:
    bot.is_handed()
    box.ann.clicks(ACCEPT, sees_status(box.ann))
    sees_again(box.ann, "No handoff waits for you, and none of yours waits for somebody else.")
    assert bot.record().state == "accepted"


def test_a_returned_handoff_is_completed_from_a_status(box: Control, bot: Bot) -> None:
    record = bot.is_handed()
    is_returned(bot, record)
    status = sees_status(box.ben)
    assert "handoff returned to Ben Brand to be completed\nYour turn, until Wed 4 Mar" in status.words
    box.ben.clicks("complete", status)
    assert opened(box.ben, status).title == "The account"
    assert "complete" not in actions(sees_status(box.ann))


def test_a_newcomers_status_says_how_to_begin(box: Control, bot: Bot) -> None:
    status = sees_status(box.meg)
    assert "No handoff waits for you, and none of yours waits for somebody else." in status.words
    assert "Type `/handoff acme` to begin one." in status.words


def test_many_records_stay_within_slacks_limits(box: Control, bot: Bot) -> None:
    for number in range(15):
        bot.is_handed(f"Customer {number:02}")
    status = sees_status(box.ann)
    assert "Your turn (15)" in status.words
    assert "… and 3 more" in status.words
    assert len(status.blocks) <= 100


def test_help_tells_what_a_habit_is_and_where_it_can_stand(box: Control, bot: Bot) -> None:
    box.ann.types("/handoff help")
    said = box.ann.sees_modal("help").words
    assert "Hand a customer to the person who will own it" in said
    assert "`/handoff acme` begins with a customer" in said
    assert "• Waiting for the account owner to accept or return it; the account owner has the ball" in said
    assert "[" not in said
    assert said.count("\n• ") == len(bot.office.blueprint.habits["handoff"].states)
