"""A form is taken when it is complete for its tier, and every reason against it is told at once."""

from typing import Any

import pytest

from bot.blueprint import Blueprint
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
    "promises": [PROMISE],
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
        ({"tier": "T1"}, {("outcomes", "too_few_lines")}),
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


def test_everybody_named_is_known_lines_included(blueprint: Blueprint) -> None:
    questions = blueprint.habits["handoff"].questions
    assert people_named(questions, WHOLE) == {"UANN", "UDEV", "UBEN", "USUE"}
    assert roles_in(questions, WHOLE) == {"owner": "UANN", "deputy": "UDEV", "ae": "UBEN", "our_sponsor": "USUE"}
