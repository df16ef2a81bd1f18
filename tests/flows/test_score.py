"""What a handoff lacks is told while it is filled in, and decides whether and to whom it goes."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.blueprint import load
from bot.rules.facts import LINE_ID
from bot.words import Words
from tests.conftest import ROOT
from tests.flows.forms import (
    adds_line,
    chooses,
    fills_step,
    fills_whole,
    goes_back,
    hands_off,
    opens_line,
    reaches,
    redrawn,
    starts,
    takes_step,
)
from tests.support.at_work import Bot
from tests.support.hand import Control
from tests.support.reading import notes, values
from tests.support.sold import (
    ACCOUNT,
    ANSWERS,
    MORE,
    MORE_PEOPLE,
    MORE_WHY,
    OUTCOMES,
    PEOPLE,
    PROMISE,
    RISK,
    THIRD_OUTCOME,
    WHY,
)

GAPS = (
    "Explicitly out of scope, Notice date, Manager of the owner, Economic buyer, Technical decision maker, "
    "Day-to-day contact, Billing contact, A voice of the users, Sceptic or blocker, First deliverable, "
    "Objections not fully answered"
)


def test_what_is_missing_is_told_at_each_step(box: Control, bot: Bot) -> None:
    first = starts(box.ben)
    assert "Still missing: Tier, Products and scope bought" in first.words
    assert "0 of 22 so far" in first.words or "1 of 22 so far" in first.words
    second = takes_step(box.ben, **ACCOUNT)
    assert "Still missing for T2: Their executive sponsor, Champion, " in second.words
    third = takes_step(box.ben, **PEOPLE)
    assert "Why now, Outcomes they expect, Promises made, Risks, Kickoff, proposed day" in third.words
    assert "and 9 more in other steps" in third.words


def test_it_follows_the_tier_as_soon_as_that_is_chosen(box: Control, bot: Bot) -> None:
    starts(box.ben)
    fills_step(box.ben, {"bought": ACCOUNT["bought"]})
    assert "Still missing for T4: Explicitly out of scope, ARR" in chooses(box.ben, "tier", "T4").words
    form = chooses(box.ben, "tier", "T1")
    assert "Notice date" in form.words.split("Still missing for T1:")[1].splitlines()[0]
    assert values(form)["bought"] == ACCOUNT["bought"]


def test_it_grows_with_each_line(box: Control, bot: Bot) -> None:
    reaches(box.ben, 3)
    counts = [adds_line(box.ben, question, line).words for question, line in (("promises", PROMISE), ("risks", RISK))]
    scores = [re.search(r"(\d+) of 22 so far", words) for words in counts]
    assert [int(score[1]) for score in scores if score] == [7, 9]


def test_where_nothing_is_missing_it_says_so(box: Control, bot: Bot) -> None:
    reaches(box.ben, 2, **MORE)
    takes_step(box.ben, **PEOPLE, **MORE_PEOPLE)
    for question, line in (("outcomes", OUTCOMES[0]), ("outcomes", OUTCOMES[1]), ("promises", PROMISE)):
        adds_line(box.ben, question, line)
    box.ben.fills({**WHY, **MORE_WHY})
    assert "Nothing is missing for T2: 22 of 22." in adds_line(box.ben, "risks", RISK).words


def test_neither_sponsor_nor_champion_is_refused_at_their_step(box: Control, bot: Bot) -> None:
    reaches(box.ben, 2)
    sent = box.ben.submits(MORE_PEOPLE)
    assert sent.errors == {
        "their_sponsor": "Sponsor or champion: nothing is known yet. Name at least one of these: "
        "Their executive sponsor / Champion."
    }
    assert box.ben.submits({"champion": PEOPLE["champion"]}).errors == {}


@pytest.mark.parametrize("what", ["get more value", "Get MORE value!", "tbd", "as discussed with them"])
def test_an_outcome_that_says_nothing_is_refused_at_its_line(box: Control, bot: Bot, what: str) -> None:
    reaches(box.ben, 3)
    opens_line(box.ben, "outcomes")
    sent = box.ben.submits({**OUTCOMES[0], "what": what})
    assert sent.errors == {
        "what": f"“{what}” says nothing that could be measured or kept. "
        "Write what will be different, for whom, and by how much."
    }
    assert not bot.drafts("UBEN")[0].answers.get("outcomes")


@pytest.fixture
def strict(bot: Bot, tmp_path: Path) -> None:
    """This company hands nothing over that comes to less than 15."""
    folder = shutil.copytree(ROOT / "blueprints", tmp_path / "blueprints")
    habit = folder / "handoff" / "habit.yml"
    habit.write_text(habit.read_text().replace("with_gaps: 11", "with_gaps: 15"))
    blueprint = load(folder)
    bot.office = replace(bot.office, blueprint=blueprint, words=Words(blueprint))
    bot.starts()


def test_too_little_is_not_sent_and_says_what_is_missing(box: Control, bot: Bot, strict: None) -> None:
    fills_whole(box.ben)
    box.ben.submits()
    form = box.ben.sees_modal("form")
    assert form.title == "The account"  # where the first thing that is missing is asked
    assert notes(form) == [
        f"Too much is still open to hand this over: 13 of 22, and it takes 15. Missing: {GAPS}.",
    ]
    assert bot.records() == []
    assert bot.drafts("UBEN")[0].answers["why_now"] == WHY["why_now"]
    takes_step(box.ben, **MORE)
    takes_step(box.ben)
    assert box.ben.submits().errors == {}
    assert bot.record().state == "submitted"


def test_with_gaps_it_goes_to_the_owner_whose_card_names_them(box: Control, bot: Bot) -> None:
    hands_off(box.ben)
    bot.goes_round()
    card = box.ann.sees_message("hands Acme")
    assert f"*Still missing*\n{GAPS}" in card.words
    assert f"Still missing: {GAPS}." in card.text


@pytest.mark.parametrize("tier", ["T1", "T2"])
def test_without_gaps_it_goes_to_the_owner_in_every_tier(box: Control, bot: Bot, tier: str) -> None:
    outcomes = [*ANSWERS["outcomes"], {**THIRD_OUTCOME, LINE_ID: "third"}]
    more: dict[str, Any] = {**MORE, **MORE_PEOPLE, **MORE_WHY, "tier": tier, "outcomes": outcomes}
    bot.is_handed(**more)
    assert bot.record().state == "submitted"
    bot.goes_round()
    assert "Still missing" not in box.ann.sees_message("hands Acme").words


def test_another_tier_chosen_at_the_end_asks_again_from_the_start(box: Control, bot: Bot) -> None:
    """Right for T3 at each step; T1 wants a sponsor, a manager and a third outcome."""
    fills_whole(box.ben, tier="T3", our_sponsor=None)
    for _ in range(2):
        goes_back(box.ben)
    takes_step(box.ben, tier="T1", our_sponsor="USUE", manager="UMEG")
    before = takes_step(box.ben)
    box.ben.submits()
    assert notes(redrawn(box.ben, before)) == ["T1 needs 3 of these; so far there are 2."]
