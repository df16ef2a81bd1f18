"""Accepting with gaps: each gets a name and a day, and becomes a thing to do for that person."""

from __future__ import annotations

import pytest

from tests.flows.forms import ACCEPT, adds_line, opened, redrawn
from tests.support.at_work import Bot, envelopes
from tests.support.hand import Control, Hand, Message, View
from tests.support.reading import block_of, buttons, texts, values
from tests.support.sold import MORE, MORE_PEOPLE, MORE_WHY

GAPS = "move:handoff:accept_with_gaps"
NINE_IN_NEW_YORK = "2026-03-02T09:00:00-05:00"
FEW = MORE_PEOPLE | {"sceptic": None, "notice_on": MORE["notice_on"], "out_of_scope": MORE["out_of_scope"]} | MORE_WHY
"""With these the form lacks two things: the manager of the owner, and the sceptic."""


@pytest.fixture
def card(box: Control, bot: Bot) -> Message:
    """Ann's card for a handoff with two gaps."""
    bot.is_handed(**FEW)
    bot.goes_round()
    return box.ann.sees_message("hands Acme")


def names_gaps(person: Hand, at: Message | View) -> View:
    """Press the button, and see the gaps."""
    before = person.modal
    person.clicks(GAPS, at)
    return opened(person, before)


def changes(person: Hand, what: str, gap: str) -> None:
    """Choose Edit or Remove beside a gap."""
    person.clicks("change_line", block_id=f"gaps~{gap}", value=f"{what}:gaps:{gap}")


def test_it_asks_first_whether_the_promises_were_read(card: Message) -> None:
    [button] = [button for button in buttons(card) if button["action_id"] == GAPS]
    assert "I have read the promises and own them" in button["confirm"]["text"]["text"]
    assert button["confirm"]["confirm"]["text"] == "Name the gaps"


@pytest.mark.parametrize(("tier", "day"), [("T2", "Wed 4 Mar"), ("T4", "Mon 9 Mar")])
def test_each_thing_that_is_missing_is_a_line_for_whoever_sold_it(box: Control, bot: Bot, tier: str, day: str) -> None:
    bot.is_handed(**FEW | {"tier": tier})
    bot.goes_round()
    form = names_gaps(box.ann, box.ann.sees_message("hands Acme"))
    assert form.title == "Accept with gaps"
    assert f"Manager of the owner: Ben Brand, by {day}" in form.words
    assert f"Sceptic or blocker: Ben Brand, by {day}" in form.words


def test_gaps_named_and_sent_are_things_to_do_and_everybody_is_told(box: Control, bot: Bot, card: Message) -> None:
    form = names_gaps(box.ann, card)
    changes(box.ann, "edit", "manager")
    line = box.ann.sees_modal("line")
    assert values(line) == {"what": "Manager of the owner", "who": "UBEN", "by_when": "2026-03-04"}
    box.ann.submits({"who": "UMEG", "by_when": "2026-03-05"})
    form = redrawn(box.ann, form)
    assert "Manager of the owner: Meg Moss, by Thu 5 Mar" in form.words
    changes(box.ann, "remove", "sceptic")
    form = redrawn(box.ann, form)
    assert "Sceptic" not in form.words
    adds_line(box.ann, "gaps", {"what": "What SSO means to them", "who": "UDEV", "by_when": "2026-03-09"})
    assert box.ann.submits().response_action == "clear"
    assert box.ann.modal is None
    bot.goes_round()
    assert bot.record().state == "accepted_with_gaps"
    gaps = [task for task in bot.tasks().values() if task.key.startswith("gap/")]
    assert {(task.do, task.owner, str(task.due_on)) for task in gaps} == {
        ("Close the gap: Manager of the owner", "UMEG", "2026-03-05"),
        ("Close the gap: What SSO means to them", "UDEV", "2026-03-09"),
    }
    assert "Close the gap: What SSO means to them" in bot.home_of(box.dev).words
    assert "Close the gap: Manager of the owner" in box.ann.sees_message("First weeks with Acme").words
    assert "*Gaps to be closed*" in box.ann.sees_message("You accepted Acme").words
    box.clock.set(NINE_IN_NEW_YORK)
    bot.goes_round()
    told = box.ben.sees_message("Ann Adler accepted Acme")
    assert "Gaps to be closed: 2." in told.text
    assert "What SSO means to them: Dev Das, by Mon 9 Mar" in told.words
    assert "Close the gap: Manager of the owner" in box.meg.sees_message("For Acme, by you").words


def test_whoever_filled_it_in_for_the_executive_is_told_too(box: Control, bot: Bot) -> None:
    bot.is_handed(by="UDEV", deputy="USUE", **FEW)
    bot.goes_round()
    names_gaps(box.ann, box.ann.sees_message("hands Acme"))
    box.ann.submits()
    for person, morning in ((box.ben, NINE_IN_NEW_YORK), (box.dev, "2026-03-03T09:00:00+05:30")):
        box.clock.set(morning)
        bot.goes_round()
        assert "Ann Adler accepted Acme" in "\n".join(texts(person))


def test_a_gap_is_closed_by_whoever_has_it(box: Control, bot: Bot, card: Message) -> None:
    names_gaps(box.ann, card)
    box.ann.submits()
    bot.goes_round()
    home = bot.home_of(box.ben)
    box.ben.clicks("task_done", home, block_id=block_of(home, "Close the gap: Sceptic"))
    bot.goes_round()
    assert "~Close the gap: Sceptic or blocker~\n_Done by Ben Brand_" in box.ann.sees_message("First weeks").words


@pytest.mark.parametrize("way", ["the card", "its button in Home", "the draft in Home"])
def test_gaps_half_named_are_found_again(box: Control, bot: Bot, card: Message, way: str) -> None:
    form = names_gaps(box.ann, card)
    changes(box.ann, "remove", "sceptic")
    redrawn(box.ann, form)
    box.ann.closes()
    bot.restarts()
    home = bot.home_of(box.ann)
    assert "“Accept with gaps” for the handoff of *Acme*, saved Mon 2 Mar" in home.words
    if way == "the draft in Home":
        box.ann.clicks("continue_draft", home)
        again = opened(box.ann)
    else:
        again = names_gaps(box.ann, card if way == "the card" else home)
    assert "Manager of the owner" in again.words
    assert "Sceptic" not in again.words
    assert len(bot.drafts("UANN")) == 1
    box.ann.submits()
    assert bot.record().state == "accepted_with_gaps"
    assert bot.drafts("UANN") == []


def test_with_every_gap_removed_it_asks_for_one(box: Control, bot: Bot, card: Message) -> None:
    form = names_gaps(box.ann, card)
    for gap in ("manager", "sceptic"):
        changes(box.ann, "remove", gap)
        form = redrawn(box.ann, form)
    box.ann.submits()
    assert "“Gaps” is still empty." in redrawn(box.ann, form).words
    assert bot.record().state == "submitted"


def test_sent_twice_it_is_accepted_once(box: Control, bot: Bot, card: Message) -> None:
    names_gaps(box.ann, card)
    box.ann.submits()
    bot.hears_again(envelopes(box, "interactive")[-1])
    bot.goes_round()
    assert bot.happened() == ["submit", "accept_with_gaps"]
    assert sum(task.key.startswith("gap/") for task in bot.tasks().values()) == 2
    assert sum("First weeks with Acme" in message.words for message in box.ann.messages()) == 1


def test_the_button_pressed_twice_at_once_begins_one_draft(box: Control, bot: Bot, card: Message) -> None:
    names_gaps(box.ann, card)
    bot.hears_again(envelopes(box, "interactive")[-1])  # whose trigger is used up
    bot.in_trouble = True
    bot.rests()
    assert len(bot.drafts("UANN")) == 1


def test_a_handoff_that_moved_on_meanwhile_is_not_accepted_and_the_gaps_are_kept(
    box: Control, bot: Bot, card: Message
) -> None:
    form = names_gaps(box.ann, card)
    changes(box.ann, "remove", "sceptic")
    redrawn(box.ann, form)
    box.ann.clicks(ACCEPT, bot.home_of(box.ann))
    box.ann.submits()
    told = box.ann.sees_modal("notice").words
    assert "This has moved on since: accepted by Ann Adler, Mon 2 Mar. Nothing was changed." in told
    assert bot.happened() == ["submit", "accept"]
    assert len(bot.drafts("UANN")[0].answers["gaps"]) == 1


def test_nothing_missing_leaves_the_gaps_to_be_named(box: Control, bot: Bot) -> None:
    bot.is_handed(**FEW | {"sceptic": "nobody known", "manager": "UMEG"})
    bot.goes_round()
    form = names_gaps(box.ann, box.ann.sees_message("hands Acme"))
    assert "by Wed 4 Mar" not in form.words
    adds_line(box.ann, "gaps", {"what": "SSO", "who": "UBEN", "by_when": "2026-03-04"})
    box.ann.submits()
    assert bot.record().state == "accepted_with_gaps"


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"by_when": "2026-03-01"}, "by_when", "which has passed. Choose today or a later day."),
        ({"who": "UGUS"}, "who", "Gus Guest is a guest in this workspace. Choose a full member."),
        ({"who": "UOLA"}, "who", "Ola Outside belongs to another company. Choose somebody of ours."),
        ({"what": "   "}, "what", "“What is missing” is still empty."),
    ],
)
def test_a_gap_that_nobody_could_close_is_refused_at_its_field(
    box: Control, bot: Bot, card: Message, wrong: dict[str, str], field: str, sentence: str
) -> None:
    names_gaps(box.ann, card)
    changes(box.ann, "edit", "sceptic")
    box.ann.sees_modal("line")
    sent = box.ann.submits(wrong)
    assert sentence in sent.errors[field]
    assert bot.drafts("UANN")[0].answers["gaps"][1]["what"] == "Sceptic or blocker"
