"""What is put together for a review: what they may read, what only we read, and what is still to find out."""

from __future__ import annotations

import pytest

from bot import deeds
from bot.deeds import Gesture
from bot.rules.facts import LINE_ID, Record
from bot.store import tasks
from bot.store.engine import reading
from tests.flows.forms import adds_line, opened
from tests.flows.looking import is_judged, is_needed
from tests.flows.reviews import fills, for_them, for_us, is_planned, makes, opens_pack
from tests.flows.touches import opens_log, sends
from tests.support.at_work import Bot, envelopes
from tests.support.hand import Control, Message
from tests.support.reading import actions, block_of
from tests.support.sold import ANSWERS

OURS = "Never outside"
"""What is written into every answer that a customer must not read."""


@pytest.fixture
def acme(bot: Bot) -> Record:
    """Acme as it was handed to Ann, who has accepted it."""
    handed = bot.is_handed(owner="UANN", deputy="UDEV")
    bot.is_accepted(handed)
    bot.goes_round()
    return handed


@pytest.fixture
def card(box: Control, bot: Bot, acme: Record) -> Message:
    """Ann's, for the review in forty days."""
    return is_planned(box, bot)


def is_confirmed(bot: Bot, need: Record) -> None:
    """The customer has said yes to a need, as the form behind the button would have sent it."""
    gesture = Gesture("UANN", bot.office.clock(), "modal")
    by = {"confirmed_by": "Dana Ruiz", "confirmed_on": "2026-03-02"}
    assert isinstance(deeds.move(bot.office, need.id, "confirm", need.number + 1, by, gesture), Record)


def test_it_opens_from_the_card_and_says_first_what_is_missing(box: Control, card: Message) -> None:
    assert "pack" in actions(card)
    words = opens_pack(box.ann, card).words
    assert words.index("Still to find out") < words.index("For the customer") < words.index("For us alone")
    for gap in (
        "• What they want to talk about",
        "• A real problem to talk about",
        "• What we ask them to decide",
        "• Nothing on record: What you told us you need",
    ):
        assert gap in words


def test_theirs_comes_first_then_every_promise_then_outcomes_with_the_day_of_each_number(
    box: Control, bot: Bot, acme: Record
) -> None:
    topics = "Our move to Lyon\nWho trains the new team"
    card = is_planned(box, bot, topics=topics, decide="A second team", problem="Two late answers", then_on="2026-07-06")
    assert for_them(opens_pack(box.ann, card)) == "\n".join(
        [
            "Acme: Business review, Sat 11 Apr",
            "",
            "What we go through",
            "1. What you want to talk about",
            "2. What we promised you",
            "3. The outcomes you expect",
            "4. A problem we want to talk about",
            "5. What we ask you to decide",
            "6. Who of us comes",
            "7. The next time, as we propose",
            "",
            "1. What you want to talk about",
            *topics.split("\n"),
            "",
            "2. What we promised you",
            "• SSO by May, by Fri 1 May: open",
            "",
            "3. The outcomes you expect",
            "• Close the books faster: days to close, 9 today, 5 by Wed 30 Sep; Raj Patel owns it (as of Mon 2 Mar)",
            "• No manual reconciliation: hours a month, 60 today, 5 by Thu 31 Dec; Dana Ruiz owns it (as of Mon 2 Mar)",
            "",
            "4. A problem we want to talk about",
            "Two late answers",
            "",
            "5. What we ask you to decide",
            "A second team",
            "",
            "6. Who of us comes",
            "Ann Adler",
            "",
            "7. The next time, as we propose",
            "Mon 6 Jul",
        ]
    )


def test_what_only_we_read_stands_apart(box: Control, bot: Bot, acme: Record) -> None:
    card = is_planned(box, bot, goal="Agree on the second team", not_to_say="The price of the add-on")
    ours = for_us(opens_pack(box.ann, card))
    for told in (
        "*They hear from us next*\nnot agreed yet; agree it, and tell them",
        "*Who of them comes*\n• Champion: Raj Patel, Head of Finance Systems",
        "*What we still owe them*\n• SSO by May (due Fri 1 May, Ann Adler)",
        "*What should be different afterwards*\n• Agree on the second team",
        "*Risks*\n• Raj may leave",
        "• Renewal date: Mon 1 Mar 2027\n• ARR: 120,000 EUR",
    ):
        assert told in ours
    assert "Who is known to us and does not come" not in ours  # the handoff names nobody else


def test_a_contact_we_know_and_did_not_ask_is_named_as_missing(box: Control, bot: Bot, acme: Record) -> None:
    card = is_planned(box, bot, their_people=["champion"])
    words = opens_pack(box.ann, card).words
    assert "*Who is known to us and does not come*\n• Their executive sponsor: Dana Ruiz, CFO" in words


def test_a_colleague_reads_their_roles_and_not_their_names(box: Control, bot: Bot, card: Message) -> None:
    review = next(record for record in bot.records() if record.habit == "review")
    box.meg.types("/account acme")
    view = opens_pack(box.meg, box.meg.sees_modal("brief"), value=str(review.id), block_id=f"record.{review.id}.do")
    assert "• Champion\n" in view.words
    assert "Raj Patel, Head" not in view.words


# what becomes of promises


def test_each_promise_is_kept_open_or_missed(box: Control, bot: Bot, card: Message) -> None:
    opens_log(box.ann)
    for what, due_on in (("A list of ledgers", "2026-03-04"), ("The night shift's training", "2026-03-05")):
        adds_line(box.ann, "promises", {"what": what, "due_on": due_on, "keeper": "UANN"})
    sends(box.ann, with_whom=["champion"], kind="video")
    box.ann.closes()
    keeps(bot, "A list of ledgers")
    box.clock.set("2026-03-10T09:30:00Z")
    theirs = for_them(opens_pack(box.ann, card))
    assert "• A list of ledgers, by Wed 4 Mar: kept on Mon 2 Mar" in theirs
    assert "• The night shift's training, by Thu 5 Mar: missed, still open" in theirs
    assert "• SSO by May, by Fri 1 May: open" in theirs


def test_what_they_have_heard_at_the_last_review_is_not_told_again(box: Control, bot: Bot, acme: Record) -> None:
    first = is_planned(box, bot, on="2026-03-02")
    keeps(bot, "SSO")
    assert not makes(box.ann, "hold", first, {"notes": "They liked it"}).errors
    box.clock.set("2026-03-03T09:30:00Z")
    bot.goes_round()
    second = is_planned(box, bot, on="2026-06-02")
    theirs = for_them(opens_pack(box.ann, second))
    assert "SSO" not in theirs
    assert "What we promised you" not in theirs


def keeps(bot: Bot, promise: str) -> None:
    """Ann does what was promised, as the button would have it."""
    with reading(bot.office.memory) as connection:
        promises = tasks.promises_to(connection, bot.office.workspace, bot.account().id)
    [kept] = [task for task in promises if promise in task.do]
    deeds.finish(bot.office, kept.id, Gesture("UANN", bot.office.clock(), "button"))


# needs and numbers


def test_needs_are_theirs_once_they_have_confirmed_them(box: Control, bot: Bot, card: Message) -> None:
    there = {"effect": "They close late", "today": "9 days", "target": "5 days", "by_when": "2026-09-30"}
    need = is_needed(bot, bot.account().id, **there)
    assert "Close the books faster: 9 days" not in for_them(opens_pack(box.ann, card))
    is_judged(bot, need, "UANN")
    is_confirmed(bot, need)
    box.ann.closes()
    theirs = for_them(opens_pack(box.ann, card))
    assert "• Close the books faster: 9 days today, 5 days by Wed 30 Sep (as of Mon 2 Mar)" in theirs


def test_outcomes_that_nobody_has_measured_are_counted(box: Control, bot: Bot) -> None:
    bare = [{**line, "today": "Not measured yet"} for line in ANSWERS["outcomes"]]
    bot.is_accepted(bot.is_handed(outcomes=bare))
    bot.goes_round()
    view = opens_pack(box.ann, is_planned(box, bot))
    assert "• 2 without a value today: The outcomes you expect" in view.words
    assert "as of" not in for_them(view)


def test_a_number_older_than_a_fortnight_is_said_to_be_so(box: Control, bot: Bot, card: Message) -> None:
    box.clock.set("2026-03-16T09:30:00Z")
    assert "older" not in opens_pack(box.ann, card).words
    box.ann.closes()
    box.clock.set("2026-03-17T09:30:00Z")
    view = opens_pack(box.ann, card)
    assert "• 2 with a value older than 14 days: The outcomes you expect" in view.words
    assert "older" not in for_them(view)


# nothing of ours


def test_nothing_internal_or_personal_gets_into_their_part(box: Control, bot: Bot) -> None:
    handed = {id: f"{OURS} {id}" for id in ("why_now", "champion", "their_sponsor", "objections", "special_terms")}
    promises = [{**line, "by_whom": OURS} for line in ANSWERS["promises"]]
    risks = [{**line, "what": OURS, "sign": OURS} for line in ANSWERS["risks"]]
    bot.is_accepted(bot.is_handed(**handed, promises=promises, risks=risks, notice_on="2026-12-01"))
    need = is_needed(
        bot, bot.account().id, **dict.fromkeys(("said_by", "said_where", "who_feels_it", "next_step", "urgency"), OURS)
    )
    is_judged(bot, need, "UANN")
    is_confirmed(bot, need)
    bot.goes_round()
    view = opens_pack(box.ann, is_planned(box, bot, goal=OURS, not_to_say=OURS))
    assert OURS in for_us(view)
    assert OURS not in for_them(view)
    for ours in ("120,000 EUR", "Renewal", "Champion", "Keep the promise", "Tue 1 Dec", "T2"):
        assert ours not in for_them(view)


def test_what_people_typed_is_shown_letter_by_letter(box: Control, bot: Bot, acme: Record) -> None:
    typed = "*Bold* & <b> _it_ <@UANN> `code`"
    view = opens_pack(box.ann, is_planned(box, bot, topics=typed))
    assert typed in for_them(view)


def test_a_long_pack_fits_into_one_modal(box: Control, bot: Bot) -> None:
    long = "&<>😀" * 700
    outcomes = [{**line, LINE_ID: str(n), "what": long[:2900]} for n, line in enumerate(ANSWERS["outcomes"] * 10)]
    bot.is_accepted(bot.is_handed(outcomes=outcomes))
    bot.goes_round()
    card = is_planned(box, bot, topics=long[:2900], numbers=long[:2900], decide=long[:2900], goal=long[:2900])
    view = opens_pack(box.ann, card)
    assert "and more, which does not fit here" in view.words


# where it opens, and going on from it


def test_what_is_missing_is_filled_in_from_there(box: Control, bot: Bot, card: Message) -> None:
    box.ann.clicks("complete", opens_pack(box.ann, card))
    opened(box.ann)
    fills(box.ann, topics="Our move to Lyon")
    assert len(box.ann.modals) == 1
    box.ann.closes()
    bot.goes_round()
    again = opens_pack(box.ann, box.ann.sees_message("Our move to Lyon"))
    assert "1. What you want to talk about\nOur move to Lyon" in for_them(again)


def test_it_opens_from_the_digest(box: Control, bot: Bot, card: Message) -> None:
    box.clock.set("2026-03-30T09:30:00Z")
    bot.goes_round()
    digest = box.ann.sees_message("Put the first version of the pack together")
    view = opens_pack(box.ann, digest, "nudge:pack", block_id=f"{block_of(digest, 'first version of the pack')}.do")
    assert "Acme: Business review, Sat 11 Apr" in for_them(view)
    assert "*Not done on the way*\n• Fix the day and who comes, on both sides" in view.words


@pytest.mark.parametrize("person", ["UGUS", "UOLA"])
def test_guests_and_customers_do_not_open_it(box: Control, bot: Bot, card: Message, person: str) -> None:
    channel = {"UGUS": "C0TEAM", "UOLA": "C0SHARED"}[person]
    box.invite("UHEARTH", channel)
    bot.office.slack.call("chat.postMessage", channel=channel, text="The same", blocks=card.blocks)
    hand = box.hand(person)
    hand.clicks("pack", hand.sees_message("The same", channel))
    bot.rests()
    assert hand.modal is None


def test_a_record_without_a_pack_has_none_to_open(box: Control, bot: Bot, acme: Record, card: Message) -> None:
    opens_pack(box.ann, card)
    envelope = envelopes(box, "interactive")[-1]
    box.ann.closes()
    bot.hears_from("UANN", envelope, value=str(acme.id))
    bot.rests()
    assert box.ann.modal is None
    assert "not there any more" in box.ann.messages()[-1].text
