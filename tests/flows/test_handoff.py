"""A handoff from the first word to the last task, as the people in it see it."""

from __future__ import annotations

from bot.rules.facts import Saying
from tests.flows.forms import ACCEPT, hands_off
from tests.support.at_work import Bot, envelopes
from tests.support.hand import Control, Message
from tests.support.reading import block_of, buttons, channel_named, texts

NINE_IN_NEW_YORK = "2026-03-02T09:00:00-05:00"


def test_the_receipt_names_whose_turn_it_is_and_until_when(box: Control, bot: Bot) -> None:
    receipt = hands_off(box.ben)
    for fact in ("Acme", "Ann Adler", "Tue 3 Mar"):
        assert fact in receipt.words


def test_the_card_tells_the_owner_what_was_sold_and_promised(card: Message) -> None:
    for fact in (
        "<@UBEN> hands Acme to you",
        "accept or return it by Tue 3 Mar",
        "T2 Key",
        "120,000 EUR",
        "12 months, renews Mon 1 Mar 2027",
        "Dev Das",
        "Sue Stone",
        "Reporting for 200 people; not the data warehouse",
        "Their auditor gave them a year",
        "Dana Ruiz, CFO",
        "His quarter closes in nine days, he promised five",
        "Close the books faster: days to close, 9 today, 5 by Wed 30 Sep; Raj Patel owns it",
        "SSO by May, due Fri 1 May; promised by Ben Brand, spoken; Ann Adler keeps it now",
        "Raj may leave: He asked about references (Raj Patel, Fri 20 Feb)",
        "Kickoff, proposed for Thu 12 Mar",
    ):
        assert fact in card.words


def test_accepting_asks_first_whether_the_promises_were_read(card: Message) -> None:
    [accept] = [button for button in buttons(card) if button["action_id"] == ACCEPT]
    assert "I have read the promises and own them" in accept["confirm"]["text"]["text"]
    assert accept["confirm"]["deny"]["text"] == "Not yet"


def test_the_settled_card_stands_where_it_stood_and_offers_nothing_more(
    box: Control, card: Message, accepted: None
) -> None:
    [settled] = [message for message in box.ann.messages() if message.ts == card.ts]
    assert "You accepted Acme on Mon 2 Mar" in settled.text
    assert "SSO by May" in settled.words
    assert buttons(settled) == []


def test_the_homes_of_everybody_show_their_part(box: Control, bot: Bot, accepted: None) -> None:
    for person, part in ((box.ann, "owner"), (box.dev, "deputy"), (box.ben, "account executive"), (box.sue, "sponsor")):
        home = bot.home_of(person).words
        assert "*Acme* (T2)" in home
        assert part in home.splitlines()[-2]  # above the button that shows what is known of it
    assert bot.roles() == {"owner": "UANN", "deputy": "UDEV", "ae": "UBEN", "our_sponsor": "USUE"}


def test_the_account_gets_a_private_channel_with_its_team_in_it(box: Control, accepted: None) -> None:
    channel = box.ann.sight["channels"][channel_named(box.ann, "acct-acme")]
    assert channel["kind"] == "private"
    assert set(channel["members"]) == {"UHEARTH", "UANN", "UDEV", "UBEN", "USUE"}
    assert channel["id"] not in box.meg.sight["channels"]


def test_the_channel_reads_the_announcement_once(box: Control, bot: Bot, accepted: None) -> None:
    bot.goes_round(3)
    channel = channel_named(box.dev, "acct-acme")
    [announcement] = [message for message in box.dev.messages(channel) if message.user == "UHEARTH"]
    for fact in ("<@UANN> owns Acme from Mon 2 Mar", "<@UDEV> covers", "Kickoff", "SSO by May", "No manual"):
        assert fact in announcement.words
    assert "dana@acme.example" not in announcement.words  # personal details are for those who need them


def test_the_owner_gets_a_checklist_with_days_counted_from_acceptance(box: Control, accepted: None) -> None:
    checklist = box.ann.sees_message("First weeks with Acme")
    for item in (
        "Introduce yourself to Acme\n_Due Wed 4 Mar, Ann Adler_",
        "Brief Dev Das, who covers for you\n_Due Wed 4 Mar, Ann Adler_",
        "Hold the kickoff (proposed for Thu 12 Mar)\n_Due Mon 16 Mar, Ann Adler_",
        "Hold the first cadence call and tell Acme when the next ones are\n_Due Wed 1 Apr, Ann Adler_",
    ):
        assert item in checklist.words
    assert channel_named(box.ann, "acct-acme") in checklist.words


def test_done_in_the_message_strikes_the_task_where_it_stands(box: Control, bot: Bot, accepted: None) -> None:
    checklist = box.ann.sees_message("First weeks with Acme")
    done = buttons(checklist)
    box.ann.clicks("task_done", checklist, block_id=block_of(checklist, "Introduce yourself"))
    bot.goes_round()
    [struck] = [message for message in box.ann.messages() if message.ts == checklist.ts]
    assert "~Introduce yourself to Acme~\n_Done by Ann Adler_" in struck.words
    assert len(buttons(struck)) == len(done) - 1
    assert "Introduce yourself" not in bot.home_of(box.ann).words


def test_done_in_home_strikes_the_task_in_the_message_too(box: Control, bot: Bot, accepted: None) -> None:
    home = bot.home_of(box.ann)
    box.ann.clicks("task_done", home, block_id=block_of(home, "Brief Dev Das"))
    box.ann.sees_home("To do (6)")  # and the promise she keeps is none of these
    bot.goes_round()
    assert "~Brief Dev Das, who covers for you~" in box.ann.sees_message("First weeks").words


def test_a_deputy_may_do_the_owners_task_and_is_named(box: Control, bot: Bot, accepted: None) -> None:
    checklist = box.ann.sees_message("First weeks with Acme")
    box.ann.clicks("task_done", checklist, block_id=block_of(checklist, "Introduce yourself"))
    bot.hears_from("UDEV", envelopes(box, "interactive")[-1], value=str(bot.tasks()["brief_deputy"].id))
    bot.goes_round()
    assert "~Brief Dev Das, who covers for you~\n_Done by Dev Das_" in box.ann.sees_message("First weeks").words


def test_the_executive_hears_of_it_when_his_own_day_begins(box: Control, bot: Bot, accepted: None) -> None:
    box.clock.set("2026-03-02T08:59:30-05:00")
    bot.goes_round()
    assert texts(box.ben) == []  # it is four, then nearly nine in New York
    box.clock.set(NINE_IN_NEW_YORK)
    bot.goes_round()
    [said] = texts(box.ben)
    assert "Ann Adler accepted Acme on Mon 2 Mar" in said


def test_the_sponsor_is_asked_for_one_thing_when_her_day_begins(box: Control, bot: Bot, accepted: None) -> None:
    assert texts(box.sue) == []
    box.clock.set(NINE_IN_NEW_YORK)
    bot.goes_round()
    [said] = box.sue.messages()
    assert "You are our executive sponsor for Acme" in said.text
    assert "Their sponsor is Dana Ruiz, CFO" in said.words
    assert "send them a hello" in said.words


def test_everything_is_said_once_however_often_the_clock_rings(box: Control, bot: Bot, accepted: None) -> None:
    box.clock.set(NINE_IN_NEW_YORK)
    for _ in range(5):
        bot.goes_round(1)
        bot.loses_its_mouth()
    assert [len(texts(person)) for person in (box.ann, box.ben, box.sue, box.dev)] == [2, 1, 1, 1]
    posted = [seen for seen in box.traffic(name="chat.postMessage") if seen["status"] == 200]
    assert len(posted) == 6  # card, announcement, checklist, accepted, deputy, sponsor
    assert bot.messages(Saying.WAITING) == []


def test_the_store_holds_one_entry_for_each_thing_that_happened(box: Control, bot: Bot, accepted: None) -> None:
    home = bot.home_of(box.ann)
    box.ann.clicks("task_done", home, block_id=block_of(home, "Introduce"))
    bot.rests()
    assert bot.happened() == ["submit", "accept", "task_done"]
    assert [entry.by for entry in bot.entries()] == ["UBEN", "UANN", "UANN"]


def test_what_happens_in_one_zone_is_told_in_the_day_of_another(box: Control, bot: Bot) -> None:
    """Ann's Friday evening is past her hours: a card may interrupt, what is no interrupt waits until Monday."""
    box.clock.set("2026-03-06T21:00:00+01:00")  # an hour before Slack leaves her alone
    hands_off(box.ben)
    bot.goes_round()
    card = box.ann.sees_message("hands Acme")
    assert "by Mon 9 Mar" in card.text
    box.ann.clicks(ACCEPT, card)
    box.clock.set("2026-03-07T12:00:00-05:00")  # Saturday
    bot.goes_round()
    assert texts(box.sue) == []
    box.clock.set("2026-03-09T09:00:00-04:00")  # Monday; New York has moved its clocks meanwhile
    bot.goes_round()
    assert len(texts(box.sue)) == 1
