"""Whatever is entered, it is taken as it is or refused in a sentence beside it; nothing of it is lost or works."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from bot.blueprint import Question
from bot.rules.facts import LINE_ID, Standing
from bot.store import drafts
from bot.store.engine import writing
from tests.flows.forms import (
    ACCEPT,
    adds_line,
    fills_step,
    opened,
    opens_line,
    reaches,
    redrawn,
    sends,
    starts,
    submits,
    takes_step,
)
from tests.support.at_work import Bot
from tests.support.hand import Control, Message, View
from tests.support.reading import actions, as_shown, channel_named, marked_up, notes, values
from tests.support.sold import ACCOUNT, OUTCOMES, PROMISE, RISK, WHY

TEXTS = {
    "as long as it can be": "All that was said, and more of it. " * 85 + "The very end of it.",
    "emoji": "🚀 👩🏽‍💻 ☃️ 家族 :wave:",
    "right to left": "הבטחנו חיבור עד מאי — وعدنا بذلك",
    "nothing that shows": "bell\x07 escape\x1b[31m turned\u202earound zero\u200bwidth",
    "markup": "<!channel> <!here|x> <@UMEG> <#C0SALES|x> <https://e.example|e> &amp; & <b> *bold* _it_ ~no~ `code` > q",
    "a template": "{{ owner.name }} {% for x in y %} {# no #} ${HOME} %s {0}",
}
LINES = {
    "outcomes": (OUTCOMES[0], ("what", "measure", "today", "target", "who")),
    "promises": (PROMISE, ("what", "by_whom")),
    "risks": (RISK, ("what", "sign", "who")),
    "links": ({"where": "https://acme.example/contract"}, ("what",)),
}
"""A line of each kind, and where it is free text."""


def written(questions: Sequence[Question], text: str) -> dict[str, str]:
    """Every free text of a step is this one, as far as it goes in."""
    long = {"text": 300, "long_text": 3000}
    return {question.id: text[: long[question.kind]].strip() for question in questions if question.kind in long}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_every_text_of_the_form_is_kept_as_it_is_and_shown_as_it_reads(box: Control, bot: Bot, text: str) -> None:
    steps = bot.office.blueprint.habits["handoff"].steps
    starts(box.ben, "Acme")
    typed = [written(step.questions, text) for step in steps]
    takes_step(box.ben, **ACCOUNT | typed[0])
    takes_step(box.ben, **typed[1])
    for question, (line, texts) in LINES.items():
        for _ in range(2 if question == "outcomes" else 1):
            adds_line(box.ben, question, {**line, **dict.fromkeys(texts, text[:300].strip())})
    fills_step(box.ben, WHY | typed[2])
    sends(box.ben)
    answers = bot.record().answers
    assert {id: answers[id] for step in typed for id in step} == {
        id: said for step in typed for id, said in step.items()
    }
    bot.goes_round()
    card = box.ann.sees_message("Handoff: Acme")
    box.ann.clicks("read", card)
    whole = box.ann.sees_modal("whole")
    box.ann.closes()
    box.ann.clicks(ACCEPT, card)
    bot.goes_round()
    told = [*box.ann.messages(), *box.ann.messages(channel_named(box.ann, "acct-acme")), whole, bot.home_of(box.ann)]
    for place in told:
        if isinstance(place, View) or place.user == "UHEARTH":
            is_literal(place)
    start = "".join(text.split())[:12] if "turned" not in text else "bellescape"
    assert sum(start in "".join(as_shown(place.words).split()) for place in told) >= 4
    assert box.meg.sight["channels"]["C0GENERAL"]["mentions"] == 0


def is_literal(place: Message | View) -> None:
    """Nothing that was typed is more than letters where Slack reads markup."""
    for text in (str(place.json.get("text", "")), *(markup["text"] for markup in marked_up(place.blocks))):
        for working in ("<!", "<@UMEG", "<#C0SALES", "<https://e.", "*bold*", "`code`", "\x07", "\x1b", "\u202e"):
            assert working not in text


PEOPLE_ASKED = ("owner", "deputy", "our_sponsor", "manager", "se", "ae")


@pytest.mark.parametrize(
    ("person", "sentence"),
    [
        ("UGUS", "Gus Guest is a guest in this workspace. Choose a full member."),
        ("UHEARTH", "Hearth is an app. Choose a person."),
        ("UOLA", "Ola Outside belongs to another company. Choose somebody of ours."),
    ],
)
def test_whoever_cannot_hold_a_role_is_refused_for_every_one(
    box: Control, bot: Bot, person: str, sentence: str
) -> None:
    starts(box.ben)
    sent = submits(box.ben, ACCOUNT | dict.fromkeys(PEOPLE_ASKED, person))
    assert sent.errors == dict.fromkeys(PEOPLE_ASKED, sentence)
    assert bot.drafts("UBEN")[0].answers["bought"] == ACCOUNT["bought"]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("120,000 EUR", "120,000 EUR"),
        ("€120.000", "120,000 EUR"),
        ("1.200,50 EUR", "1,200.50 EUR"),
        ("CHF 90'000", "90,000 CHF"),
        ("$1.2m", "1,200,000 USD"),
        ("1,5m EUR", "1,500,000 EUR"),
        ("0 EUR", "0 EUR"),
    ],
)
def test_an_amount_is_read_however_it_is_written(box: Control, bot: Bot, typed: str, shown: str) -> None:
    starts(box.ben)
    second = takes_step(box.ben, **ACCOUNT | {"arr": typed})
    box.ben.clicks("back")
    assert values(redrawn(box.ben, second))["arr"] == shown


@pytest.mark.parametrize(
    "typed", ["120,000", "EUR", "12,34,5 EUR", "-5 EUR", "five EUR", "120,000 EUR USD", "1.2.3 EUR"]
)
def test_what_is_no_amount_is_refused_and_still_there(box: Control, bot: Bot, typed: str) -> None:
    starts(box.ben)
    sent = submits(box.ben, ACCOUNT | {"arr": typed})
    assert sent.errors["arr"].startswith(f"“{typed}” is not an amount Hearth can read.")
    box.ben.closes()
    assert values(starts(box.ben))["arr"] == typed


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"by_when": "2026-03-01"}, "by_when", "“By when” is Sun 1 Mar 2026, which has passed."),
        ({"who": " \n "}, "who", "“Who at the customer owns it” is still empty."),
    ],
)
def test_an_outcome_that_cannot_be_is_refused_at_its_field(
    box: Control, bot: Bot, wrong: dict[str, str], field: str, sentence: str
) -> None:
    reaches(box.ben, 3)
    opens_line(box.ben, "outcomes")
    sent = box.ben.submits(OUTCOMES[0] | wrong)
    assert list(sent.errors) == [field]
    assert sentence in sent.errors[field]
    assert values(box.ben.sees_modal("line"))["what"] == OUTCOMES[0]["what"]


def test_a_kickoff_that_has_passed_is_refused(box: Control, bot: Bot) -> None:
    reaches(box.ben, 3)
    for outcome in OUTCOMES:
        adds_line(box.ben, "outcomes", outcome)
    sent = box.ben.submits(WHY | {"kickoff_on": "2026-02-27", "promises~none": ["none"], "risks~none": ["none"]})
    assert sent.errors == {
        "kickoff_on": "“Kickoff, proposed day” is Fri 27 Feb 2026, which has passed. Choose today or a later day."
    }
    assert bot.drafts("UBEN")[0].answers["risks"] == []


def lines(question: str, count: int) -> list[dict[str, Any]]:
    line, _ = LINES[question]
    return [
        {**line, "what": f"{question} number {number}", LINE_ID: f"{question}{number}"}
        for number in range(1, count + 1)
    ]


def holds(bot: Bot, **answers: Any) -> None:
    """Ben's draft has these answers, too."""
    [draft] = bot.drafts("UBEN")
    with writing(bot.office.memory) as connection:
        drafts.save(connection, replace(draft, answers={**draft.answers, **answers}))


def test_forty_lines_of_each_kind_are_shown_changed_sent_and_told(box: Control, bot: Bot) -> None:
    reaches(box.ben, 3)
    box.ben.closes()
    holds(bot, **{question: lines(question, 40) for question in LINES})
    form = starts(box.ben)
    for question in LINES:
        assert f"1. {question} number 1" in form.words
        assert f"40. {question} number 40" in form.words
    box.ben.chooses("change_line", "edit:risks:risks40", block_id="risks~change40")
    assert values(box.ben.sees_modal("line"))["what"] == "risks number 40"
    box.ben.submits({"what": "the fortieth risk"})
    form = redrawn(box.ben, form)
    assert "40. the fortieth risk" in form.words
    box.ben.chooses("change_line", "remove:links:links1", block_id="links~change40")
    assert "39. links number 40" in redrawn(box.ben, form).words
    adds_line(box.ben, "promises", PROMISE)
    box.ben.fills(WHY)
    sends(box.ben)
    bot.goes_round()
    card = box.ann.sees_message("hands Acme")
    assert "40 outcomes, 41 promises, 40 known risks" in card.text
    box.ann.clicks("read", card)  # the card has room for the first of them
    whole = box.ann.sees_modal("whole").words
    for told in ("outcomes number 40", "promises number 40", "the fortieth risk"):
        assert told in whole
    box.ann.closes()
    box.ann.clicks(ACCEPT, card)
    bot.goes_round()
    assert len([task for task in bot.tasks().values() if task.promise]) == 41
    assert "You own Acme: 48 things to do, 0 of them done." in box.ann.sees_message("First weeks with Acme").text
    assert "Promises to keep (41)" in bot.home_of(box.ann).words
    assert "promises number 1" in box.dev.sees_message("has an owner", channel_named(box.dev, "acct-acme")).words


@pytest.mark.parametrize("count", [8, 50])
@pytest.mark.parametrize("sign", ["x", "家", "🚀"])
def test_a_form_as_full_as_it_can_be_is_opened_again(box: Control, bot: Bot, sign: str, count: int) -> None:
    step = bot.office.blueprint.habits["handoff"].steps[2]
    reaches(box.ben, 3)
    box.ben.closes()
    full = {
        question: [{**line, **dict.fromkeys(texts, sign * 300), LINE_ID: f"{question}{n}"} for n in range(count)]
        for question, (line, texts) in LINES.items()
    }
    holds(bot, **full, **written(step.questions, sign * 3000))
    form = starts(box.ben)
    assert form.title == step.title
    if count == 50:
        box.ben.chooses("change_line", "edit:risks:risks49", block_id="risks~change50")
        assert values(box.ben.sees_modal("line"))["sign"] == sign * 300


def test_the_fifty_first_line_is_not_offered_and_refused_where_it_is_sent_all_the_same(box: Control, bot: Bot) -> None:
    reaches(box.ben, 3)
    box.ben.closes()
    holds(bot, risks=lines("risks", 49))
    starts(box.ben)
    opens_line(box.ben, "risks")
    holds(bot, risks=lines("risks", 50))  # by another device of his, meanwhile
    sent = box.ben.submits(RISK)
    assert sent.errors["what"].startswith("These are 50, which is the most that fits here.")
    box.ben.closes(clear=True)
    form = starts(box.ben)
    assert "These are 50, which is the most that fits here." in form.words
    assert actions(form).count("add_line") == 3
    assert len(bot.drafts("UBEN")[0].answers["risks"]) == 50


def test_forty_gaps_fit(box: Control, bot: Bot) -> None:
    """More than are apart; the form itself lacks a dozen things."""
    bot.is_handed()
    bot.goes_round()
    box.ann.clicks("move:handoff:accept_with_gaps", box.ann.sees_message("hands Acme"))
    form = opened(box.ann)
    assert "11. Objections not fully answered" in form.words
    for number in range(29):
        form = adds_line(box.ann, "gaps", {"what": f"Gap {number}", "who": "UBEN", "by_when": "2026-03-09"})
    assert "40. Gap 28" in form.words
    assert box.ann.submits().errors == {}
    bot.goes_round()
    assert sum(task.key.startswith("gap/") for task in bot.tasks().values()) == 40
    assert "Gap 28" in box.ann.sees_message("You accepted Acme").words


def test_somebody_in_a_line_who_left_since_is_told_beside_the_lines(box: Control, bot: Bot) -> None:
    reaches(box.ben, 3)
    for outcome in OUTCOMES:
        adds_line(box.ben, "outcomes", outcome)
    adds_line(box.ben, "promises", {**PROMISE, "keeper": "UMEG"})
    box.change("UMEG", deleted=True)
    bot.hears_of("UMEG", Standing.DEACTIVATED)
    before = box.ben.sees_modal("form")
    box.ben.submits({**WHY, "risks~none": ["none"]})
    form = redrawn(box.ben, before)
    assert notes(form) == ["Meg Moss is deactivated in Slack. Choose somebody who is here."]
    assert "SSO by May" in form.words
    assert values(form).items() >= WHY.items()


def test_an_empty_answer_in_every_field_never_leaves_slack(box: Control, bot: Bot) -> None:
    starts(box.ben)
    sent = submits(box.ben, {"tier": "T1"})
    assert not sent.sent
    assert set(sent.errors) == {
        *("bought", "arr", "contract_start", "term_months", "renewal_on", "owner", "deputy", "our_sponsor", "manager")
    }


@pytest.mark.parametrize("months", ["1e400", "-1e999"])
def test_a_number_beyond_all_numbers_is_refused(box: Control, bot: Bot, months: str) -> None:
    starts(box.ben)
    sent = submits(box.ben, ACCOUNT | {"term_months": months})
    assert sent.errors == {"term_months": f"“{months}” is not a number."}
    assert values(box.ben.sees_modal("form"))["term_months"] == months
    box.ben.closes()
    assert starts(box.ben).title == "The account"
    assert bot.drafts("UBEN")[0].answers["term_months"] == months
