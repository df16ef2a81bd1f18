"""The process that ships: what its numbers come to, form by form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.blueprint import FORM_MOVE, Question, load
from bot.rules.score import Verdict, judged, state_after

BLUEPRINT = load(Path(__file__).parents[1] / "blueprints")
HANDOFF = BLUEPRINT.habits["handoff"]
NEEDS = BLUEPRINT.habits["needs"]
TIERS = BLUEPRINT.tier_ids


def what_it_must_have(tier: str) -> dict[str, Any]:
    """Everything required of the tier and nothing else, but for the champion: a sponsor or a champion there must be."""
    needed = {question.id: _answer(question, tier) for question in HANDOFF.questions if tier in question.required}
    return {**needed, "tier": tier, "champion": "Raj Patel"}


def _answer(question: Question, tier: str) -> Any:
    return [{"what": "x"}] * max(1, question.least.get(tier, 1)) if question.kind == "lines" else "x"


@pytest.mark.parametrize(("tier", "score"), [("T1", 12), ("T2", 11), ("T3", 11), ("T4", 11)])
def test_a_handoff_of_what_it_must_have_goes_on_with_gaps(tier: str, score: int) -> None:
    found = judged(HANDOFF, what_it_must_have(tier), TIERS)
    assert found is not None
    assert (found.score, found.most, found.verdict) == (score, 22, Verdict.WITH_GAPS)


@pytest.mark.parametrize(
    ("tier", "state"), [("T1", "asks_manager"), ("T2", "submitted"), ("T3", "submitted"), ("T4", "submitted")]
)
def test_with_gaps_the_first_tier_asks_the_manager(tier: str, state: str) -> None:
    answers = what_it_must_have(tier)
    assert state_after(HANDOFF.moves[FORM_MOVE], answers, judged(HANDOFF, answers, TIERS)) == state


@pytest.mark.parametrize("tier", sorted(TIERS))
def test_a_handoff_with_their_people_named_goes_on_as_it_is(tier: str) -> None:
    people = {question.id: "x" for question in HANDOFF.steps[1].questions}
    answers = what_it_must_have(tier) | people
    found = judged(HANDOFF, answers, TIERS)
    assert found is not None
    assert found.verdict is Verdict.ENOUGH
    assert state_after(HANDOFF.moves[FORM_MOVE], answers, found) == "submitted"


@pytest.mark.parametrize("must", ["outcomes", "promises", "risks"])
def test_three_things_cannot_be_left_out(must: str) -> None:
    found = judged(HANDOFF, what_it_must_have("T3") | {must: None}, TIERS)
    assert found is not None
    assert [section.id for section in found.musts] == [must]


def test_the_fourth_is_a_sponsor_or_a_champion() -> None:
    whole = what_it_must_have("T3")
    for answers, musts in (
        (whole, []),
        (whole | {"champion": None, "their_sponsor": "Dana Ruiz"}, []),
        (whole | {"champion": None}, ["backers"]),
    ):
        found = judged(HANDOFF, answers, TIERS)
        assert found is not None
        assert [section.id for section in found.musts] == musts


def test_what_is_asked_for_by_a_tier_is_judged_but_for_the_account_and_its_tier() -> None:
    assert HANDOFF.score is not None
    judged_here = {id for section in HANDOFF.score.sections for id in section.questions}
    asked_for = {question.id for question in HANDOFF.questions if question.required | question.wanted}
    assert asked_for - judged_here == {"account", "tier"}


def test_both_ways_of_accepting_a_handoff_are_followed_by_the_same() -> None:
    assert HANDOFF.on["accepted"] == HANDOFF.on["accepted_with_gaps"]


def test_the_account_has_every_role_that_an_assessment_takes_from_it() -> None:
    assert set(NEEDS.team) <= set(BLUEPRINT.team_roles)
