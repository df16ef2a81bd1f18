"""Whose turn something is, what ends it, and what a pause holds back."""

from __future__ import annotations

from datetime import date

import pytest

from bot.blueprint import TOUCH, Ball, Blueprint, Clock, Left, Limits, NextContact, Pulse, Span, Threads, Todo
from bot.rules.facts import Deed, Mark, Task
from bot.rules.watch import HORIZON, judge
from tests.cast import EVERYBODY
from tests.rules.watch.acme import TEAM, TODAY, acme, day, days, judged, keys, marked, met, watching

QUIET = Clock(TOUCH, {"T1": Limits(14, 30), "T4": Limits(90, None)})
SILENT = met("2026-02-10", ball="us", ball_since=day("2026-02-20"), left={"champion": day("2026-02-26")})
BALL = Ball({"T1": Span(2, working=True)})


@pytest.mark.parametrize(
    ("who", "roles", "person", "cover"),
    [
        (("owner",), TEAM, "UANN", "UDEV"),
        (("our_sponsor", "owner"), TEAM, "USUE", "UANN"),
        (("our_sponsor", "owner"), {"owner": "UANN"}, "UANN", None),
        (("ae",), TEAM | {"ae": "UDORA"}, "UANN", "UDEV"),  # who left: the owner
        (("owner",), TEAM | {"owner": "UDORA"}, "UDEV", None),
        (("owner",), TEAM | {"owner": "UGUS", "deputy": "UOLA"}, "UMEG", None),
        (("deputy",), TEAM, "UDEV", "UANN"),
        (("deputy",), TEAM | {"owner": "UDORA"}, "UDEV", None),
        (("ae",), TEAM | {"owner": "UDORA"}, "UBEN", "UDEV"),
        (("owner",), {"owner": "UDORA", "deputy": "UHEARTH"}, None, None),  # an orphan: another alarm
        (("owner",), {"owner": "UNOBODY"}, None, None),
        (("owner",), {}, None, None),
    ],
)
def test_the_first_who_can_act_is_told_and_somebody_else_stands_in(
    blueprint: Blueprint, who: tuple[str, ...], roles: dict[str, str], person: str | None, cover: str | None
) -> None:
    found = judge(watching(blueprint, QUIET, who=who), acme(roles=roles, clocks=SILENT), TODAY)
    assert [(n.person, n.cover) for n in found.nudges] == ([(person, cover)] if person else [])


BEGAN = "7/2026-02-10"


@pytest.mark.parametrize(
    ("marks", "person"),
    [
        ([], "UANN"),
        ([marked(BEGAN, Deed.DONE)], None),
        ([marked(BEGAN, Deed.WRONG, reason="left_out")], None),
        ([marked(BEGAN, Deed.DROPPED)], None),
        ([marked(BEGAN, Deed.SNOOZED, until=day("2026-06-01"))], "UANN"),  # for the digest alone
        ([marked(BEGAN, Deed.PASSED_ON, to="USUE")], "USUE"),
        ([marked(BEGAN, Deed.PASSED_ON, 1, to="UBEN"), marked(BEGAN, Deed.PASSED_ON, 0, to="USUE")], "UBEN"),
        ([marked(BEGAN, Deed.PASSED_ON, 0, to="USUE"), marked(BEGAN, Deed.PASSED_ON, 1, to="UBEN")], "UBEN"),
        ([marked(BEGAN, Deed.PASSED_ON, to="UDORA")], "UANN"),  # who has left since
        ([marked(BEGAN, Deed.PASSED_ON, to="USUE"), marked(BEGAN, Deed.DONE, 1)], None),
    ],
)
def test_what_somebody_did_ends_it_or_gives_it_to_another(
    blueprint: Blueprint, marks: list[Mark], person: str | None
) -> None:
    nudges = judged(blueprint, QUIET, acme(clocks=SILENT, marks={f"watch/it/{BEGAN}": tuple(marks)})).nudges
    assert [n.person for n in nudges] == ([person] if person else [])


@pytest.mark.parametrize(
    ("today", "is_made", "look_on"),
    [
        ("2026-02-10", False, "2026-02-11"),
        ("2026-02-11", True, None),  # fourteen days ahead
        ("2026-02-25", True, None),
        ("2026-09-01", True, None),
        ("2025-02-10", False, "2026-02-11"),
    ],
)
def test_it_is_made_before_it_opens_and_not_sooner(
    blueprint: Blueprint, today: str, is_made: bool, look_on: str | None
) -> None:
    found = judged(blueprint, QUIET, acme(clocks=met("2026-02-10")), date.fromisoformat(today))
    assert (bool(found.nudges), found.look_on) == (is_made, day(look_on))
    assert all(nudge.opens_on <= date.fromisoformat(today) + HORIZON for nudge in found.nudges)


@pytest.mark.parametrize(
    ("paused_until", "opens", "red"),
    [
        (None, "2026-02-25", "2026-03-13"),
        ("2026-02-01", "2026-02-25", "2026-03-13"),
        ("2026-03-10", "2026-03-10", "2026-03-13"),  # watched again on that day
        ("2026-03-13", "2026-03-13", "2026-03-13"),
        ("2026-03-16", "2026-03-16", "2026-03-16"),
    ],
)
def test_a_pause_holds_back_silence(blueprint: Blueprint, paused_until: str | None, opens: str, red: str) -> None:
    situation = acme(clocks=met("2026-02-10"), facts={"paused_until": paused_until})
    assert [days(n) for n in judged(blueprint, QUIET, situation).nudges] == [{"opens": opens, "red": red}]


@pytest.mark.parametrize(
    ("rule", "is_held_back"),
    [
        (QUIET, True),
        (Threads({"T1": 2}, 90), True),
        (NextContact(Span(1, working=True), {"T1": Span(2, working=True)}), True),
        (Pulse(0, frozenset({"T1"})), True),
        (BALL, False),
        (Left(), False),
        (Todo(promises=True, ahead=Span(1, working=True)), False),
    ],
)
def test_a_pause_holds_back_no_promise_and_no_news(blueprint: Blueprint, rule: object, is_held_back: bool) -> None:
    promise = Task(5, 7, 12, "promise/p", "Send the report", "UBEN", TODAY, promise=True)
    facts = {"paused_until": "2026-12-01"}
    assert judged(blueprint, rule, acme(clocks=SILENT, tasks=(promise,))).nudges
    paused = acme(clocks=SILENT, tasks=(promise,), facts=facts)
    assert bool(judged(blueprint, rule, paused).nudges) != is_held_back


@pytest.mark.parametrize(
    ("paused_until", "expected"),
    [
        ("2026-03-04", {"opens": "2026-03-04", "due": "2026-03-05", "red": "2026-03-06"}),
        ("2026-03-05", {"opens": "2026-03-05", "due": "2026-03-05", "red": "2026-03-06"}),
        ("2026-03-09", {"opens": "2026-03-09", "red": "2026-03-09"}),  # its day passed in the pause
        ("2026-03-01", {"opens": "2026-03-04", "due": "2026-03-05", "red": "2026-03-06"}),
        ("", {"opens": "2026-03-04", "due": "2026-03-05", "red": "2026-03-06"}),
    ],
)
def test_a_day_that_passed_in_a_pause_is_not_told_ahead(
    blueprint: Blueprint, paused_until: str, expected: dict[str, str]
) -> None:
    rule = NextContact(Span(1, working=True), {})
    clocks = met("2026-02-20", next_on=day("2026-03-05"), next_said_on=day("2026-02-20"))
    (nudge,) = judged(blueprint, rule, acme(clocks=clocks, facts={"paused_until": paused_until})).nudges
    assert days(nudge) == expected


def test_nudges_come_in_the_order_of_the_watches(blueprint: Blueprint) -> None:
    for rules in ((QUIET, BALL, Left()), (Left(), QUIET, BALL)):
        watches = watching(blueprint, *rules)
        found = judge(watches, acme(clocks=SILENT), TODAY)
        assert [n.watch for n in found.nudges] == list(watches.watches)


def test_an_account_without_watches_is_never_looked_at_again(blueprint: Blueprint) -> None:
    found = judge(watching(blueprint), acme(clocks=SILENT, people=EVERYBODY), TODAY)
    assert (found.nudges, found.look_on) == ((), None)


def test_what_is_over_is_gone_and_the_rest_stays(blueprint: Blueprint) -> None:
    done = {"watch/it/7/champion/2026-02-26": (marked("", Deed.DONE),)}
    found = judge(watching(blueprint, Left(), BALL), acme(clocks=SILENT, marks=done), TODAY)
    assert keys(found.nudges) == ["watch/2/7/2026-02-20"]
