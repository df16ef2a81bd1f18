"""What a form does not take is said at the field, and nothing typed is lost."""

from __future__ import annotations

from typing import Any

import pytest

from bot.rules.facts import Standing
from tests.flows.forms import adds_line, chooses, goes_back, opens_line, reaches, redrawn, starts, submits
from tests.support.at_work import Bot
from tests.support.hand import Control
from tests.support.reading import notes, values
from tests.support.sold import ACCOUNT, OUTCOMES, PROMISE, WHY

REFUSED = {
    "a guest as owner": ({"owner": "UGUS"}, "owner", "Gus Guest is a guest in this workspace. Choose a full member."),
    "a bot as owner": ({"owner": "UHEARTH"}, "owner", "Hearth is an app. Choose a person."),
    "an outsider as deputy": (
        {"deputy": "UOLA"},
        "deputy",
        "Ola Outside belongs to another company. Choose somebody of ours.",
    ),
    "the executive as owner": (
        {"owner": "UBEN"},
        "owner",
        "Ben Brand is the account executive and cannot hand over to themselves. Choose another owner.",
    ),
    "the owner as deputy": (
        {"deputy": "UANN"},
        "deputy",
        "Ann Adler is the owner already. The deputy acts when the owner is away, so choose somebody else.",
    ),
    "an amount without its currency": (
        {"arr": "120,000"},
        "arr",
        "“120,000” is not an amount Hearth can read. Write the number and the currency, such as 120,000 EUR.",
    ),
    "an amount that is none": (
        {"arr": "<lots> & more"},
        "arr",
        "“<lots> & more” is not an amount Hearth can read. Write the number and the currency, such as 120,000 EUR.",
    ),
    "a renewal before the start": (
        {"renewal_on": "2026-04-01", "contract_start": "2026-05-01"},
        "renewal_on",
        "The contract would renew on Wed 1 Apr 2026, before it starts on Fri 1 May 2026.",
    ),
    "a renewal that has passed": (
        {"renewal_on": "2026-03-01", "contract_start": "2025-03-01"},
        "renewal_on",
        "“Renewal date” is Sun 1 Mar 2026, which has passed. Choose today or a later day.",
    ),
    "notice after the renewal": (
        {"notice_on": "2027-03-02"},
        "notice_on",
        "Notice could be given until Tue 2 Mar 2027, after the contract renews on Mon 1 Mar 2027.",
    ),
    "a manager who is the owner": (
        {"manager": "UANN"},
        "manager",
        "Ann Adler is the owner already, and nobody says yes to their own gaps. Choose the manager of the owner.",
    ),
    "a name of spaces": ({"bought": "   "}, "bought", "“Products and scope bought” is still empty."),
}


@pytest.mark.parametrize(("wrong", "field", "sentence"), REFUSED.values(), ids=REFUSED)
def test_a_wrong_answer_is_told_at_its_field(
    box: Control, bot: Bot, wrong: dict[str, Any], field: str, sentence: str
) -> None:
    starts(box.ben)
    sent = submits(box.ben, {**ACCOUNT, **wrong})
    assert sent.errors == {field: sentence}
    form = box.ben.sees_modal("form")
    assert form.title == "The account"
    typed = {**ACCOUNT, **wrong, "account": "new:Acme"}
    assert values(form).items() >= {k: v for k, v in typed.items() if v}.items()
    assert box.ben.submits({field: ACCOUNT.get(field)}).errors == {}
    assert box.ben.sees_modal("form").title == "Their people"


@pytest.mark.parametrize(("wrong", "field", "sentence"), list(REFUSED.values())[:9], ids=list(REFUSED)[:9])
def test_a_wrong_answer_is_in_the_draft_all_the_same(
    box: Control, bot: Bot, wrong: dict[str, Any], field: str, sentence: str
) -> None:
    starts(box.ben)
    submits(box.ben, {**ACCOUNT, **wrong})
    box.ben.closes()
    typed = {**ACCOUNT, **wrong}
    assert values(starts(box.ben)).items() >= typed.items()


def test_all_wrong_answers_are_told_at_once(box: Control, bot: Bot) -> None:
    starts(box.ben)
    sent = submits(box.ben, {**ACCOUNT, "arr": "plenty", "deputy": "UGUS", "renewal_on": "2026-02-01"})
    assert set(sent.errors) == {"arr", "deputy", "renewal_on"}


def test_somebody_who_left_after_being_chosen_is_refused(box: Control, bot: Bot) -> None:
    starts(box.ben)
    chooses(box.ben, "tier", "T2")
    box.ben.fills({id: answer for id, answer in ACCOUNT.items() if id != "tier"})
    box.change("UDEV", deleted=True)
    bot.hears_of("UDEV", Standing.DEACTIVATED)
    sent = box.ben.submits()
    assert sent.errors == {"deputy": "Dev Das is deactivated in Slack. Choose somebody who is here."}


def test_somebody_who_left_before_the_last_step_is_told_at_the_first(box: Control, bot: Bot) -> None:
    reaches(box.ben, 3, tier="T3")
    for outcome in OUTCOMES:
        adds_line(box.ben, "outcomes", outcome)
    box.change("UDEV", deleted=True)
    bot.hears_of("UDEV", Standing.DEACTIVATED)
    box.ben.submits({**WHY, "promises~none": ["none"], "risks~none": ["none"]})
    form = box.ben.sees_modal("form")
    assert form.title == "The account"
    assert notes(form) == ["Dev Das is deactivated in Slack. Choose somebody who is here."]
    assert values(form).items() >= {**ACCOUNT, "tier": "T3"}.items()
    assert bot.records() == []
    assert bot.drafts("UBEN")[0].answers["why_now"] == WHY["why_now"]


def test_a_name_too_long_for_slacks_menus_is_refused(box: Control, bot: Bot) -> None:
    starts(box.ben, "Extraordinarily Long and Winding Company of Companies, Incorporated in Delaware")
    sent = submits(box.ben, ACCOUNT)
    assert sent.errors == {"account": "This name has 79 characters; Slack's menus show 75. Shorten it."}


def test_a_step_with_an_empty_required_field_never_leaves_slack(box: Control, bot: Bot) -> None:
    starts(box.ben)
    sent = submits(box.ben, {**ACCOUNT, "owner": None})
    assert not sent.sent
    assert set(sent.errors) == {"owner"}


def test_too_few_outcomes_are_noted_in_the_form_with_all_that_was_typed(box: Control, bot: Bot) -> None:
    reaches(box.ben, 3, tier="T1", manager="UMEG")
    for outcome in OUTCOMES:
        adds_line(box.ben, "outcomes", outcome)
    adds_line(box.ben, "promises", PROMISE)
    before = box.ben.sees_modal("form")
    box.ben.submits({**WHY, "risks~none": ["none"]})
    form = redrawn(box.ben, before)
    assert notes(form) == ["T1 needs 3 of these; so far there are 2."]
    assert values(form).items() >= {**WHY, "risks~none": ["none"]}.items()
    adds_line(box.ben, "outcomes", {**OUTCOMES[0], "what": "One more"})
    assert box.ben.submits().errors == {}
    assert "Acme" in box.ben.sees_modal("notice").words


def test_nothing_said_of_promises_and_risks_is_told_at_their_boxes(box: Control, bot: Bot) -> None:
    reaches(box.ben, 3)
    for outcome in OUTCOMES:
        adds_line(box.ben, "outcomes", outcome)
    sent = box.ben.submits(WHY)
    assert sent.errors == {
        "promises~none": "“Promises made” is still empty.",
        "risks~none": "“Risks” is still empty.",
    }


def test_a_wrong_answer_in_a_line_is_told_at_its_field(box: Control, bot: Bot) -> None:
    reaches(box.ben, 3)
    opens_line(box.ben, "promises")
    sent = box.ben.submits({**PROMISE, "keeper": "UGUS"})
    assert sent.errors == {"keeper": "Gus Guest is a guest in this workspace. Choose a full member."}
    assert values(box.ben.sees_modal("line"))["what"] == PROMISE["what"]


def test_another_tier_asks_for_more_at_the_end(box: Control, bot: Bot) -> None:
    """The first step was right for T3; as T1 the form wants a sponsor and a third outcome."""
    reaches(box.ben, 3, tier="T3", our_sponsor=None)
    for outcome in OUTCOMES:
        adds_line(box.ben, "outcomes", outcome)
    box.ben.fills({**WHY, "promises~none": ["none"], "risks~none": ["none"]})
    goes_back(box.ben)
    goes_back(box.ben)
    sent = submits(box.ben, {"tier": "T1"})
    assert not sent.sent  # Slack itself stops it: the form was drawn again when the tier was chosen
    assert set(sent.errors) == {"our_sponsor", "manager"}
