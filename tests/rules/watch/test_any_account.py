"""What holds for whatever may be known of an account, on whatever day it is looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blueprint import (
    LIVE,
    TOUCH,
    Ball,
    Blueprint,
    Cadence,
    Clock,
    Ladder,
    Left,
    Limits,
    NextContact,
    Offset,
    Pulse,
    Rung,
    Span,
    Threads,
    Todo,
    Together,
    Turns,
    load,
)
from bot.rules.facts import LINE_ID, Clocks, Deed, Mark, Record, Task, Touch
from bot.rules.touches import after, clocks_of
from bot.rules.watch import HORIZON, Colour, Situation, colour, judge
from tests.cast import WORKSPACE
from tests.rules.test_submission import WHOLE
from tests.rules.watch.acme import TEAM, TODAY, acme, watching

ALL = frozenset({"T1", "T2", "T3", "T4"})
ONE, TWO = Span(1, working=True), Span(2, working=True)
CONTACTS = ("champion", "their_sponsor", "day_to_day")


def rung(id: str, count: int, before: bool, working: bool = False) -> Rung:
    return Rung(id, Offset(Span(count, working), before), "", ("ae",), ALL)


RUNGS = (rung("t30", 30, True), rung("t7", 7, True), rung("t2", 2, True, True), rung("after", 1, False, True))
EVERY_KIND = watching(
    load(Path(__file__).parents[3] / "blueprints"),
    touch=Clock(TOUCH, {"T1": Limits(14, 30), "T2": Limits(30, 45)}, grace=30),
    live=Clock(LIVE, {"T1": Limits(35, 60), "T2": Limits(65, None)}, grace=30),
    champion=Clock(TOUCH, {"T1": Limits(30, 60), "T2": Limits(30, 60)}, contact="champion"),
    renewal=Ladder("renewal_on", RUNGS),
    review=Ladder("next_on", RUNGS, "needs", frozenset({"judged"})),
    next=NextContact(ONE, {"T1": TWO, "T2": TWO}),
    ball=Ball({"T1": TWO, "T2": TWO}),
    cadence=Cadence("needs", "lines", TWO, 5),
    promises=Todo(promises=True, ahead=ONE),
    tasks=Todo(promises=False, ahead=ONE),
    turns=Turns(),
    threads=Threads({"T1": 2, "T2": 2}, 90),
    left=Left(),
    risk=Together(("watch/champion", "watch/left", "watch/live", "watch/next", "watch/threads"), 2),
    pulse=Pulse(0, frozenset({"T1"})),
)

pasts = st.integers(0, 150).map(lambda ago: TODAY - timedelta(ago))
days = st.integers(-100, 100).map(lambda later: TODAY + timedelta(later))


@st.composite
def touches(draw: st.DrawFn, on: st.SearchStrategy[date] = pasts) -> Touch:
    two_way = draw(st.booleans())
    return Touch(
        account=7,
        key="record/1",
        on=draw(on),
        by="UANN",
        kind="mail",
        two_way=two_way,
        live=two_way and draw(st.booleans()),
        ball=draw(st.sampled_from([None, "us", "them", "nobody"])),
        next_on=draw(st.none() | days),
        next_how=draw(st.sampled_from(["meeting", "mail"])),
        with_whom=tuple(draw(st.sets(st.sampled_from(CONTACTS)))),
        left=tuple(draw(st.sets(st.sampled_from(CONTACTS), max_size=1))) if draw(st.integers(0, 4)) == 0 else (),
    )


@st.composite
def records(draw: st.DrawFn, id: int) -> Record:
    habit, state = draw(
        st.sampled_from([("handoff", "submitted"), ("needs", "heard"), ("needs", "judged"), ("needs", "confirmed")])
    )
    at = datetime.combine(draw(pasts), time(draw(st.integers(0, 23))), UTC)
    line = {LINE_ID: "a", "first_on": str(draw(days)), "every_days": draw(st.integers(1, 40)), "venue": "mail"}
    answers = {**WHOLE, "next_on": str(draw(days)), "lines": [line]}
    return Record(WORKSPACE, id, habit, 7, state, 1, answers, "UBEN", at, at)


@st.composite
def tasks(draw: st.DrawFn, id: int) -> Task:
    owner = draw(st.sampled_from(["UANN", "UBEN", "UDORA"]))
    return Task(id, 7, 12, f"item/{id}", "Send it", owner, draw(days), promise=draw(st.booleans()))


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    facts: dict[str, str | None] = {
        "renewal_on": draw(st.none() | days.map(str)),
        "paused_until": draw(st.none() | st.none() | days.map(str)),
        "champion": draw(st.sampled_from(["", "Dana Ruiz"])),
    }
    plain = acme(
        draw(st.sampled_from(["T1", "T2", "T4", None])),
        draw(pasts),
        facts,
        clocks=clocks_of(draw(st.lists(touches(), max_size=5))),
        tasks=tuple(draw(tasks(id)) for id in range(draw(st.integers(0, 2)))),
        records=tuple(draw(records(id)) for id in range(20, 20 + draw(st.integers(0, 2)))),
    )
    return replace(plain, marks=draw(marks_on(plain)))


@st.composite
def marks_on(draw: st.DrawFn, situation: Situation) -> dict[str, tuple[Mark, ...]]:
    """What people may have done about what they were told."""
    known = [nudge.key for nudge in judge(EVERY_KIND, situation, TODAY).nudges]
    chosen = draw(st.sets(st.sampled_from(known), max_size=3)) if known else set()
    return {key: (draw(marks(key)),) for key in sorted(chosen)}


@st.composite
def marks(draw: st.DrawFn, key: str) -> Mark:
    at = datetime.combine(TODAY, time(9), UTC)
    return Mark(key, 7, draw(st.sampled_from(list(Deed))), "UANN", at, until=draw(days), to="UBEN")


@given(situations(), st.integers(1, 120))
def test_looking_again_only_on_the_days_it_names_misses_nothing(situation: Situation, later: int) -> None:
    """And tells nothing that a look on the day itself would not tell."""
    day, kept = TODAY + timedelta(later), judge(EVERY_KIND, situation, TODAY)
    while kept.look_on is not None and kept.look_on <= day:
        kept = judge(EVERY_KIND, situation, kept.look_on)
    assert kept == judge(EVERY_KIND, situation, day)


@given(situations())
def test_keys_are_unique_and_days_in_order(situation: Situation) -> None:
    nudges = judge(EVERY_KIND, situation, TODAY).nudges
    assert len({nudge.key for nudge in nudges}) == len(nudges)
    for nudge in nudges:
        assert nudge.red_on is None or nudge.opens_on <= nudge.red_on
        assert nudge.ends_on is None or max(nudge.opens_on, TODAY) < nudge.ends_on
        assert nudge.opens_on <= TODAY + HORIZON
        assert nudge.person != nudge.cover
        assert {nudge.person, nudge.cover} <= {*TEAM.values(), None}


@given(situations(), touches(st.just(TODAY)))
def test_a_touch_makes_nothing_open_earlier(situation: Situation, touch: Touch) -> None:
    """One that tells of nothing but the contact: whose turn it is, the next one and who left are other news."""
    plain = replace(touch, two_way=True, ball=None, next_on=None, left=())
    before = {n.key: n for n in judge(EVERY_KIND, situation, TODAY).nudges}
    clocks = after(situation.clocks, plain)
    for nudge in judge(EVERY_KIND, replace(situation, clocks=clocks), TODAY).nudges:
        known = before.get(nudge.key)
        assert nudge.opens_on > TODAY if known is None else nudge.opens_on >= known.opens_on


@given(situations(), days)
def test_snoozing_changes_nothing(situation: Situation, until: date) -> None:
    """What is put off for a person goes on for the account."""
    found = judge(EVERY_KIND, situation, TODAY)
    at = datetime.combine(TODAY, time(9), UTC)
    snoozed = {
        n.key: (*situation.marks.get(n.key, ()), Mark(n.key, 7, Deed.SNOOZED, "UANN", at, until=until))
        for n in found.nudges
    }
    assert judge(EVERY_KIND, replace(situation, marks={**situation.marks, **snoozed}), TODAY) == found


@given(situations())
def test_what_is_done_is_told_no_more_and_comes_back_only_as_something_else(situation: Situation) -> None:
    at = datetime.combine(TODAY, time(9), UTC)
    done = {n.key: (Mark(n.key, 7, Deed.DONE, "UANN", at),) for n in judge(EVERY_KIND, situation, TODAY).nudges}
    for later in (0, 1, 30):
        again = judge(EVERY_KIND, replace(situation, marks=done), TODAY + timedelta(later)).nudges
        assert not done.keys() & {n.key for n in again}


LIMITS = Limits(14, 30)


def colour_by_hand(clocks: Clocks, since: date, paused_until: date | None, day: date) -> Colour:
    """What a touch clock shows on `day`, counted day by day as one would on a wall calendar."""
    last = clocks.account.touch_on or since
    booked = clocks.next_on if clocks.next_how == "meeting" else None
    silent_for = sum(1 for _ in range((day - last).days))
    ours_for = (day - since).days
    limit = 30 if clocks.account.live_on else 60
    is_amber = silent_for > 14 and ours_for >= 30
    is_red = silent_for > 30 and ours_for >= limit
    if clocks.account.touch_on and silent_for <= 2:
        return Colour.PLAIN
    if paused_until is not None and day < paused_until:
        return Colour.PLAIN
    red_from = max(last + timedelta(31), since + timedelta(limit))
    if booked is not None and booked > last and day <= booked:
        if booked < red_from:
            return Colour.PLAIN
        is_red = False
    return Colour.RED if is_red and is_amber else Colour.AMBER if is_amber else Colour.PLAIN


@given(
    clocks=st.lists(touches(), max_size=4).map(clocks_of),
    since=pasts,
    paused=st.none() | days,
    ahead=st.integers(0, 60),
)
def test_a_clock_shows_each_day_what_counting_by_hand_shows(
    clocks: Clocks, since: date, paused: date | None, ahead: int
) -> None:
    day = TODAY + timedelta(ahead)
    rule = Clock(TOUCH, {"T1": LIMITS}, grace=30)
    facts = {"paused_until": str(paused) if paused else None}
    nudges = judge(watching(EVERY_KIND, rule), acme("T1", since, facts, clocks=clocks), day).nudges
    shown = colour(nudges[0], day) if nudges else Colour.PLAIN
    assert shown is colour_by_hand(clocks, since, paused, day)


@pytest.mark.parametrize("tier", ["T1", "T2", "T3", "T4", None])
def test_an_account_of_which_nothing_is_known_is_judged(blueprint: Blueprint, tier: str | None) -> None:
    assert judge(EVERY_KIND, acme(tier, TODAY, roles={}, people={}), TODAY).nudges == ()
