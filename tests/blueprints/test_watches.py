"""What is written in a watch.yml, and of touches in a habit.yml, becomes what is meant."""

from __future__ import annotations

import pytest

from bot.blueprint import (
    Alert,
    Ball,
    Blueprint,
    Cadence,
    Clock,
    Escalation,
    Ladder,
    Left,
    Limits,
    NextContact,
    Offset,
    Pulse,
    Rule,
    Rung,
    Span,
    Threads,
    Todo,
    Together,
    TouchPlan,
    Turns,
    load,
)
from tests.blueprints.copies import Copy

HELD = frozenset({"held"})
ALL = frozenset({"T1", "T2", "T3", "T4"})


@pytest.mark.parametrize(
    ("watch", "rule"),
    [
        (
            "quiet/live",
            Clock("live", {"T1": Limits(35, 60), "T2": Limits(65, 90), "T3": Limits(120, None)}, grace=30),
        ),
        ("quiet/champion", Clock("touch", {tier: Limits(30, None) for tier in ALL}, contact="champion")),
        ("quiet/ball", Ball({tier: Span(2, working=True) for tier in ALL})),
        ("quiet/promises", Todo(promises=True, ahead=Span(1, working=True))),
        ("quiet/turns", Turns()),
        ("quiet/threads", Threads({"T1": 2, "T2": 2, "T3": 2, "T4": 0}, within=90)),
        ("quiet/left", Left()),
        ("quiet/signals", Together(("quiet/live", "quiet/champion", "quiet/left"), at_least=2)),
        ("quiet/pulse", Pulse(weekday=0, tiers=frozenset({"T1"}))),
        ("talk/kept", Cadence("talk", "agreed", ahead=Span(2, working=True), tolerance=5)),
        (
            "talk/next",
            NextContact(
                Span(1, working=True),
                {"T1": Span(2, working=True), "T2": Span(2, working=True), "T3": Span(5, working=False)},
            ),
        ),
    ],
)
def test_a_rule_is_read_with_its_limits(sample: Blueprint, watch: str, rule: Rule) -> None:
    assert sample.watches[watch].rule == rule


def test_a_ladder_has_its_steps_for_people_tiers_and_answers(sample: Blueprint) -> None:
    before, after = Offset(Span(5, working=True), before=True), Offset(Span(1, working=True))
    assert sample.watches["talk/steps"].rule == Ladder(
        "next_on",
        (
            Rung("prepare", before, "Prepare it with {{ contact }}", ("author",), ALL, {"how": "call"}, HELD),
            Rung("hold", Offset(Span(0, working=False)), "Hold it", ("owner",), frozenset({"T1", "T2"})),
            Rung("thank", after, "Thank them", ("owner",), ALL),
        ),
        habit="talk",
        states=frozenset({"held"}),
    )
    assert sample.watches["quiet/renewal"].rule == Ladder(
        "renewal_on",
        (Rung("t120", Offset(Span(120, working=False), before=True), "Review where we stand", ("owner",), ALL),),
    )


def test_watches_stand_in_the_order_of_the_digest(sample: Blueprint) -> None:
    assert tuple(sample.watches) == sample.calendar.digest.order


def test_who_is_told_how_often_and_who_else(sample: Blueprint) -> None:
    live, ball, steps = (sample.watches[id] for id in ("quiet/live", "quiet/ball", "talk/steps"))
    assert (live.who, live.offers, live.again) == (("owner", "deputy"), ("log", "brief"), Span(5, working=True))
    assert live.escalates == Escalation(2, "our_sponsor", {"T1": 90})
    assert (ball.offers, ball.again, ball.escalates, ball.alert) == ((), Span(1, working=True), None, None)
    assert steps.alert == Alert(
        "{{ account.name }} meets us", "*{{ account.name }}* meets us on {{ day }}", "It was held."
    )


def test_a_folder_may_hold_a_habit_watches_or_both(sample: Blueprint) -> None:
    assert "talk" in sample.habits
    assert "quiet" not in sample.habits
    assert {id.partition("/")[0] for id in sample.watches} == {"quiet", "talk"}


def test_what_is_watched_is_part_of_the_digest_of_all_files(copy: Copy) -> None:
    before = load(copy.folder).digest
    copy.change("quiet/watch.yml", "grace: 30 days", "grace: 31 days")
    assert load(copy.folder).digest != before


def test_a_record_is_a_touch_by_its_answers(sample: Blueprint) -> None:
    held, withdrawn = (sample.habits["talk"].on[state] for state in ("held", "withdrawn"))
    assert held.touch == TouchPlan(
        day="held_on",
        kind="how",
        live=frozenset({"call"}),
        one_way=frozenset({"unanswered"}),
        notes=frozenset({"note"}),
        with_whom="with_whom",
        ball="ball",
        next_on="next_on",
        next_how="next_how",
        told="told",
        left="left",
    )
    assert (withdrawn.touch, withdrawn.takes_back, held.takes_back) == (None, True, False)
    assert [tell.when for tell in held.tell] == ["left"]


def test_lines_begin_by_tier_with_days_to_be_reckoned(sample: Blueprint) -> None:
    agreed = sample.habits["talk"].question("agreed")
    review = {
        "purpose": "review",
        "every_days": 90,
        "first_on": Span(30, working=False),
        "topics": ["plans"],
        "known": "yes",
        "notes": "Bring numbers",
    }
    work = {"purpose": "work", "every_days": 14, "first_on": Span(14, working=False)}
    assert agreed.begins["T1"] == (review, work)
    assert agreed.begins["T3"] == ()


@pytest.mark.parametrize("word", ["log", "cadence", "qbr", "needs"])
def test_a_habit_may_be_any_word_of_the_umbrella_that_means_nothing_yet(copy: Copy, word: str) -> None:
    copy.change("talk/habit.yml", "command: /account log", "command: /account pulse")
    copy.change("needs/habit.yml", "command: /account needs", f"command: /account {word}")
    assert copy.mistakes() == []
