"""A form is taken when it is complete for its tier, and every reason against it is told at once."""

from datetime import date
from typing import Any

import pytest

from bot.blueprint import AHEAD, BEHIND, Blueprint, FieldClass, Question
from bot.rules.facts import LINE_ID
from bot.rules.submission import people_named, problems, roles_in
from tests.cast import EVERYBODY

OUTCOME = {
    "what": "Close the books in five days",
    "measure": "days to close",
    "today": "12",
    "target": "5",
    "by_when": "2026-09-30",
    "who": "Dana Ruiz",
}
PROMISE = {
    "what": "SSO by May",
    "by_whom": "Ben",
    "due_on": "2026-05-01",
    "where": "spoken",
    "keeper": "UANN",
}
WHOLE: dict[str, Any] = {
    "account": {"new": "Acme"},
    "tier": "T2",
    "bought": "Reporting for 200 people",
    "arr": {"minor": 12_000_000, "currency": "EUR"},
    "contract_start": "2026-03-01",
    "term_months": 12,
    "renewal_on": "2027-03-01",
    "owner": "UANN",
    "deputy": "UDEV",
    "ae": "UBEN",
    "our_sponsor": "USUE",
    "their_sponsor": "Dana Ruiz, CFO",
    "champion": "Raj Patel",
    "champion_cares": "His quarter closes late",
    "why_now": "Their auditor gave them a year",
    "outcomes": [OUTCOME, OUTCOME],
    "promises": [PROMISE | {LINE_ID: "p1"}],
    "risks": [],
    "kickoff_on": "2026-03-12",
}


def wrong(blueprint: Blueprint, **changes: Any) -> set[tuple[str, str]]:
    questions = blueprint.habits["handoff"].questions
    found = problems(questions, WHOLE | changes, EVERYBODY, blueprint.tier_ids)
    return {(problem.question, problem.phrase) for problem in found}


def test_a_whole_handoff_has_nothing_wrong(blueprint: Blueprint) -> None:
    assert wrong(blueprint) == set()


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"tier": None}, {("tier", "required_missing")}),
        ({"why_now": ""}, {("why_now", "required_missing")}),
        ({"our_sponsor": None}, {("our_sponsor", "required_missing")}),
        ({"our_sponsor": None, "tier": "T3"}, set()),
        ({"tier": "T1"}, {("outcomes", "too_few_lines"), ("manager", "required_missing")}),
        ({"tier": "T1", "manager": "UANN"}, {("outcomes", "too_few_lines"), ("manager", "manager_is_owner")}),
        ({"outcomes": None}, {("outcomes", "required_missing")}),
        (
            {"outcomes": []},
            {("outcomes", "required_missing")},
        ),  # no box says "there are none": an empty list is no answer
        ({"promises": []}, set()),  # the box says that none were made
        ({"promises": None}, {("promises", "required_missing")}),
        ({"owner": "UGUS"}, {("owner", "role_guest")}),
        ({"owner": "UHEARTH"}, {("owner", "role_bot")}),
        ({"owner": "UDORA"}, {("owner", "role_deactivated")}),
        ({"owner": "UOLA"}, {("owner", "role_outsider")}),
        ({"owner": "UNOBODY"}, {("owner", "role_unknown_person")}),
        ({"owner": "UBEN"}, {("owner", "owner_is_ae")}),
        ({"deputy": "UANN"}, {("deputy", "deputy_is_owner")}),
        ({"renewal_on": "2026-03-01"}, {("renewal_on", "renewal_before_start")}),
        ({"notice_on": "2027-03-02"}, {("notice_on", "notice_after_renewal")}),
        ({"promises": [PROMISE | {"keeper": "UDORA"}]}, {("promises", "role_deactivated")}),
        ({"arr": "a lot"}, {("arr", "money_wrong")}),
        ({"account": {"new": "A" * 76}}, {("account", "account_name_too_long")}),
        ({"account": {"new": "   "}}, {("account", "required_missing")}),
        (
            {"owner": "UGUS", "arr": "a lot", "why_now": None},
            {("owner", "role_guest"), ("arr", "money_wrong"), ("why_now", "required_missing")},
        ),
    ],
)
def test_what_is_wrong_is_told_and_all_of_it(
    blueprint: Blueprint, changes: dict[str, Any], found: set[tuple[str, str]]
) -> None:
    assert wrong(blueprint, **changes) == found


@pytest.mark.parametrize(
    ("what", "empty"),
    [
        ("Get more value", True),
        ("get MORE value  from it", True),
        ("to be defined", True),
        ("Get more value from month-end: close in 5 days", False),
        ("Close the books in five days", False),
        ("value", False),
    ],
)
def test_an_outcome_made_of_empty_wordings_says_nothing(blueprint: Blueprint, what: str, empty: bool) -> None:
    line = blueprint.habits["handoff"].question("outcomes").line
    found = problems(line, OUTCOME | {"what": what}, {}, blueprint.tier_ids)
    assert [(p.question, p.phrase) for p in found] == ([("what", "too_vague")] if empty else [])


@pytest.mark.parametrize(
    ("falls", "day", "phrase"),
    [
        (AHEAD, "2026-03-01", "day_has_passed"),
        (AHEAD, "2026-03-02", None),
        (AHEAD, "2026-03-03", None),
        (BEHIND, "2026-03-01", None),
        (BEHIND, "2026-03-02", None),
        (BEHIND, "2026-03-03", "day_is_to_come"),
        (None, "1999-01-01", None),
    ],
)
def test_a_day_that_must_not_have_passed_or_must_have_come(falls: str | None, day: str, phrase: str | None) -> None:
    asked = Question("day", "Day", "date", FieldClass.INTERNAL, falls=falls)
    found = problems([asked], {"day": day}, {}, frozenset({"T1"}), date(2026, 3, 2))
    assert [p.phrase for p in found] == ([phrase] if phrase else [])
    assert problems([asked], {"day": day}, {}, frozenset({"T1"})) == ()  # nobody says which day it is


VERDICT = {"verdict": "we", "offering": "Reporting", "advised_unpaid": "yes", "advised_because": "It saves them a week"}


@pytest.mark.parametrize(
    ("changes", "open_"),
    [
        ({}, []),
        ({"offering": None}, ["offering"]),
        ({"verdict": "partner", "partner": "Beta"}, []),
        ({"verdict": "partner", "offering": None}, ["offering", "partner"]),
        ({"verdict": "nobody", "offering": None}, []),
        ({"verdict": "not_now"}, ["not_now_until"]),
        ({"verdict": "not_now", "not_now_until": "2026-09-01"}, []),
    ],
)
def test_a_verdict_asks_for_what_it_leaves_open(
    blueprint: Blueprint, changes: dict[str, Any], open_: list[str]
) -> None:
    form = blueprint.habits["needs"].moves["judge"].form
    assert form is not None
    found = problems(form.questions, VERDICT | changes, {}, blueprint.tier_ids)
    assert [p.question for p in found] == open_


@pytest.mark.parametrize(
    ("answers", "open_"),
    [
        ({"is_measured": "no"}, []),
        ({"is_measured": "yes", "today": "9 days"}, ["target", "by_when"]),
        ({"is_measured": "yes", "today": "9 days", "target": "5", "by_when": "2026-09-30"}, []),
    ],
)
def test_a_need_that_is_measured_says_how(blueprint: Blueprint, answers: dict[str, Any], open_: list[str]) -> None:
    questions = [
        q for q in blueprint.habits["needs"].questions if q.id in ("is_measured", "today", "target", "by_when")
    ]
    found = problems(questions, answers, {}, blueprint.tier_ids)
    assert [(p.question, p.phrase) for p in found] == [(id, "measured_how") for id in open_]


def test_everybody_named_is_known_lines_included(blueprint: Blueprint) -> None:
    questions = blueprint.habits["handoff"].questions
    assert people_named(questions, WHOLE) == {"UANN", "UDEV", "UBEN", "USUE"}
    assert roles_in(questions, WHOLE) == {"owner": "UANN", "deputy": "UDEV", "ae": "UBEN", "our_sponsor": "USUE"}
