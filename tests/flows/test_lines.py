"""Outcomes, promises and risks: added, changed and taken out line by line."""

from __future__ import annotations

import pytest

from tests.flows.forms import adds_line, opens_line, reaches, redrawn, sends
from tests.support.at_work import Bot, envelopes
from tests.support.hand import Control, Hand, View
from tests.support.reading import values
from tests.support.sold import OUTCOMES, PROMISE, WHY


@pytest.fixture
def form(box: Control, bot: Bot) -> View:
    """Ben's form at its last step."""
    return reaches(box.ben, 3)


def changes_line(person: Hand, what: str, question: str, number: int) -> None:
    """Choose Edit or Remove in the menu of a line."""
    lines = [block for block in person.sees_modal("form").blocks if block["block_id"].startswith(f"{question}~")]
    menus = [block for block in lines if block.get("accessory", {}).get("type") == "overflow"]
    option = next(o for o in menus[number]["accessory"]["options"] if o["value"].startswith(what))
    person.clicks("change_line", block_id=menus[number]["block_id"], value=option["value"])


def shown(view: View, *words: str) -> list[str]:
    """Those of the words that stand in the view, in the order in which they stand there."""
    return sorted((word for word in words if word in view.words), key=view.words.index)


def test_an_added_line_is_read_back_in_the_form(box: Control, form: View) -> None:
    assert "Close the books faster: days to close, 9 today, 5 by" in adds_line(box.ben, "outcomes", OUTCOMES[0]).words


def test_a_line_is_edited_in_its_place(box: Control, form: View) -> None:
    for outcome in OUTCOMES:
        adds_line(box.ben, "outcomes", outcome)
    before = box.ben.sees_modal("form")
    changes_line(box.ben, "edit", "outcomes", 0)
    line = box.ben.sees_modal("line")
    assert line.title == "Edit outcome"
    assert values(line) == OUTCOMES[0]
    box.ben.submits({"what": "Close the books in a day"})
    after = redrawn(box.ben, before)
    assert shown(after, OUTCOMES[0]["what"], "Close the books in a day", OUTCOMES[1]["what"]) == [
        "Close the books in a day",
        OUTCOMES[1]["what"],
    ]


def test_a_line_is_removed(box: Control, form: View) -> None:
    for outcome in OUTCOMES:
        adds_line(box.ben, "outcomes", outcome)
    before = box.ben.sees_modal("form")
    changes_line(box.ben, "remove", "outcomes", 0)
    after = redrawn(box.ben, before)
    assert shown(after, OUTCOMES[0]["what"], OUTCOMES[1]["what"]) == [OUTCOMES[1]["what"]]


def test_there_are_none_is_an_answer_and_is_said_with_a_name(box: Control, bot: Bot, form: View) -> None:
    for outcome in OUTCOMES:
        adds_line(box.ben, "outcomes", outcome)
    box.ben.fills({**WHY, "promises~none": ["none"], "risks~none": ["none"]})
    sends(box.ben)
    bot.goes_round()
    card = box.ann.sees_message("hands Acme").words
    assert "No promises were made" in card
    assert "No known risks, says Ben Brand, Mon 2 Mar." in card


def test_the_box_that_says_none_goes_with_the_first_line_and_comes_with_the_last(
    box: Control, bot: Bot, form: View
) -> None:
    box.ben.fills({"promises~none": ["none"]})
    one = adds_line(box.ben, "promises", PROMISE)
    assert "No promises were made" not in one.words
    changes_line(box.ben, "remove", "promises", 0)
    none = redrawn(box.ben, one)
    assert "No promises were made" in none.words
    assert bot.drafts("UBEN")[0].answers["promises"] is None


def test_a_ticked_box_survives_lines_added_elsewhere(box: Control, form: View) -> None:
    box.ben.fills({"risks~none": ["none"]})
    assert values(adds_line(box.ben, "promises", PROMISE))["risks~none"] == ["none"]


def test_what_was_typed_in_the_form_survives_its_lines(box: Control, bot: Bot, form: View) -> None:
    box.ben.fills(WHY)
    assert values(adds_line(box.ben, "outcomes", OUTCOMES[0])).items() >= WHY.items()
    assert bot.drafts("UBEN")[0].answers.items() >= WHY.items()


def test_a_cancelled_line_leaves_the_form_as_it_was(box: Control, bot: Bot, form: View) -> None:
    opens_line(box.ben, "outcomes")
    box.ben.fills({"what": "Half a thought"})
    box.ben.closes()
    assert "Half a thought" not in box.ben.sees_modal("form").words
    assert not bot.drafts("UBEN")[0].answers.get("outcomes")


def test_a_line_that_arrives_twice_is_one_line(box: Control, bot: Bot, form: View) -> None:
    adds_line(box.ben, "outcomes", OUTCOMES[0])
    bot.hears_again(envelopes(box, "interactive")[-1])
    bot.rests()
    assert len(bot.drafts("UBEN")[0].answers["outcomes"]) == 1


def test_removing_twice_removes_one(box: Control, bot: Bot, form: View) -> None:
    for outcome in OUTCOMES:
        adds_line(box.ben, "outcomes", outcome)
    before = box.ben.sees_modal("form")
    changes_line(box.ben, "remove", "outcomes", 0)
    redrawn(box.ben, before)
    bot.hears_again(envelopes(box, "interactive")[-1])
    bot.rests()
    assert [line["what"] for line in bot.drafts("UBEN")[0].answers["outcomes"]] == [OUTCOMES[1]["what"]]


def test_lines_stay_when_one_goes_back_and_forth(box: Control, bot: Bot, form: View) -> None:
    before = adds_line(box.ben, "outcomes", OUTCOMES[0])
    box.ben.fills(WHY)
    box.ben.clicks("back")
    redrawn(box.ben, before)
    box.ben.submits()
    third = box.ben.sees_modal("form")
    assert "Close the books faster" in third.words
    assert values(third).items() >= WHY.items()
