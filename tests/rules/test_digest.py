"""Who is told what on which morning, in which order, and what is kept back: by days, deeds and people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blueprint import Escalation, Pulse, Span, Todo, Watch, load
from bot.blueprint.spans import NEXT_DAY
from bot.rules.days import plain_rhythm, works_on
from bot.rules.digest import Candidate, Line, digest, nobody_is_here, snoozed_until, snoozes
from bot.rules.facts import Deed, Mark, Nudge, Rhythm, Telling
from bot.rules.watch import Colour, colour
from tests.cast import ANN, BEN, DEV, MEG, MONDAY, SUE
from tests.rules.watch.acme import TEAM, day

TODO = Todo(promises=False, ahead=NEXT_DAY)
TO_THE_MANAGER = Escalation(after=2, to="manager", always={"T1": 90})


def watch(id: str, again: Span = NEXT_DAY, **more: Any) -> Watch:
    return Watch(f"made/{id}", id, more.pop("rule", TODO), ("owner",), "", "", again=again, **more)


WATCHES = (
    watch("daily"),
    watch("weekly", Span(5, working=True), escalates=TO_THE_MANAGER),
    watch("other"),
    watch("pulse", rule=Pulse(0, frozenset({"T1"}))),
)
SHIPPED = load(Path(__file__).parents[2] / "blueprints")
MADE = replace(SHIPPED, watches={one.id: one for one in WATCHES})

RHYTHMS = {one.id: plain_rhythm(one.zone, SHIPPED.calendar) for one in (ANN, BEN, DEV, MEG, SUE)}
"""Ann keeps the holidays of Germany, Ben and Sue those of the USA, Dev India's, Meg England's."""


def nudge(watch: str = "daily", key: str = "", opens: str = "2026-03-02", **more: Any) -> Nudge:
    """Ann's turn at Acme, since this Monday; Dev stands in for her."""
    ends: dict[str, Any] = {name: day(more.pop(name, None)) for name in ("red_on", "due_on", "ends_on")}
    given: dict[str, Any] = {"person": "UANN", "cover": "UDEV"} | more
    return Nudge(key or f"made/{watch}/7", 7, f"made/{watch}", opens_on=date.fromisoformat(opens), **ends, **given)


def clock(**more: Any) -> Nudge:
    """Of the weekly watch, and such as turn from amber to red."""
    return nudge("weekly", facts={"clock": "live", **more.pop("facts", {})}, **more)


def candidate(nudge: Nudge, tier: str = "T1", name: str = "Acme", **more: Any) -> Candidate:
    return Candidate(nudge, tier, name, more.pop("roles", TEAM), **more)


def told(*days: str, person: str = "UANN", warned: str = "") -> list[Telling]:
    """It stood in somebody's digests of these days, in that of `warned` with the word that it goes on."""
    return [Telling(f"digest/{person}/{on}", "", person, date.fromisoformat(on), on == warned) for on in days]


def mark(deed: Deed, on: str, hour: int = 10, **more: Any) -> Mark:
    at = datetime.combine(date.fromisoformat(on), MONDAY.time(), UTC).replace(hour=hour)
    return Mark("", 7, deed, more.pop("by", "UANN"), at, until=day(more.pop("until", None)), **more)


def away(person: str, first: str, last: str) -> Mapping[str, Rhythm]:
    """Everybody's days, with this leave of somebody's."""
    leave = (date.fromisoformat(first), date.fromisoformat(last))
    return RHYTHMS | {person: replace(RHYTHMS[person], leaves=(leave,))}


def lines(
    on: str, *open: Candidate | Nudge, person: str = "UANN", rhythms: Mapping[str, Rhythm] = RHYTHMS
) -> tuple[Line, ...]:
    candidates = [one if isinstance(one, Candidate) else candidate(one) for one in open]
    return digest(MADE, person, date.fromisoformat(on), rhythms, candidates)


def line(on: str, one: Candidate | Nudge, person: str = "UANN", rhythms: Mapping[str, Rhythm] = RHYTHMS) -> Line | None:
    """What is told of one thing, if it is."""
    found = lines(on, one, person=person, rhythms=rhythms)
    assert len(found) < 2
    return found[0] if found else None


# its days


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2026-03-04", False), ("2026-03-05", True), ("2026-03-06", True), ("2026-03-09", False), ("2026-03-10", False)],
    ids=["before it opens", "as it opens", "while it is open", "as it ends", "once it has ended"],
)
def test_it_is_told_from_the_day_it_opens_until_it_ends(on: str, expected: bool) -> None:
    one = nudge(opens="2026-03-05", ends_on="2026-03-09")
    assert (line(on, one) is not None) == expected


@pytest.mark.parametrize(
    ("due", "eve", "not_yet"),
    [
        ("2026-03-07", "2026-03-06", "2026-03-05"),
        ("2026-03-08", "2026-03-06", "2026-03-05"),
        ("2026-04-03", "2026-04-02", "2026-04-01"),
        ("2026-04-06", "2026-04-02", "2026-04-01"),
        ("2026-05-01", "2026-04-30", "2026-04-29"),
        ("2027-01-01", "2026-12-31", "2026-12-30"),
        ("2026-03-04", "2026-03-04", "2026-03-03"),
    ],
    ids=["Saturday", "Sunday", "Good Friday", "Easter Monday", "the first of May", "New Year", "a working day"],
)
def test_what_is_due_on_free_days_is_told_on_the_working_day_before_them(due: str, eve: str, not_yet: str) -> None:
    one = nudge(opens=due, due_on=due)
    assert line(eve, one) is not None
    assert line(not_yet, one) is None


def test_free_days_are_those_of_whoever_reads_it() -> None:
    """Easter Monday is free in Berlin, and a working day in New York."""
    of_ann, of_ben = (nudge(opens="2026-04-06", due_on="2026-04-06", person=person) for person in ("UANN", "UBEN"))
    assert line("2026-04-02", of_ann) is not None
    assert line("2026-04-03", of_ben, "UBEN") is None
    assert line("2026-04-06", of_ben, "UBEN") is not None


def test_what_is_due_in_ones_leave_is_told_on_the_last_day_before_it() -> None:
    one, rhythms = nudge(opens="2026-03-11", due_on="2026-03-11"), away("UANN", "2026-03-09", "2026-03-13")
    assert line("2026-03-05", one, rhythms=rhythms) is None
    assert line("2026-03-06", one, rhythms=rhythms) is not None


def test_what_opens_on_free_days_and_is_not_due_waits_until_after_them() -> None:
    one = nudge(opens="2026-03-07")
    assert line("2026-03-06", one) is None
    assert line("2026-03-09", one) is not None


# how often


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2026-03-02", True), ("2026-03-03", False), ("2026-03-06", False), ("2026-03-09", True), ("2026-03-10", True)],
)
def test_amber_is_told_again_after_its_watchs_span(on: str, expected: bool) -> None:
    """Five working days after Monday; had there been no digest on that day, on the one after it."""
    one = candidate(clock(red_on="2026-04-01"), told=told("2026-03-02"))
    assert (line(on, one) is not None) == expected


def test_red_is_told_every_day() -> None:
    one = candidate(clock(red_on="2026-03-05"), told=told("2026-03-02"))
    assert line("2026-03-04", one) is None
    for on in ("2026-03-05", "2026-03-06", "2026-03-09"):
        shown = line(on, replace(one, told=[*one.told, *told("2026-03-05")]))
        assert shown is not None
        assert shown.colour is Colour.RED


@pytest.mark.parametrize(
    ("due", "on", "expected"),
    [
        ("2026-03-05", "2026-03-04", False),
        ("2026-03-05", "2026-03-05", True),
        ("2026-03-07", "2026-03-09", True),
        ("2026-03-02", "2026-03-03", False),
    ],
    ids=["the eve", "the day", "the first day after it", "told on the day itself"],
)
def test_the_day_it_is_due_is_told_however_lately_it_was_told(due: str, on: str, expected: bool) -> None:
    one = candidate(nudge("weekly", due_on=due), told=told("2026-03-02"))
    assert (line(on, one) is not None) == expected


def test_what_the_same_day_told_is_told_of_that_day() -> None:
    """A digest whose answer was lost is made again with the same lines."""
    one = candidate(clock(), told=told("2026-03-02"))
    assert line("2026-03-02", one) is not None


def test_whoever_has_it_now_is_told_though_another_was_not_long_ago() -> None:
    one = candidate(clock(person="UBEN"), told=told("2026-03-02", person="UANN"))
    assert line("2026-03-03", one, "UBEN") is not None


# put off


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2026-03-03", False), ("2026-03-05", False), ("2026-03-06", True), ("2026-03-09", True)],
)
def test_what_is_snoozed_comes_back_on_its_day_and_not_before(on: str, expected: bool) -> None:
    """Also what its watch would tell again later only."""
    snoozed = [mark(Deed.SNOOZED, "2026-03-02", until="2026-03-06")]
    one = candidate(clock(), marks=snoozed, told=told("2026-03-02"))
    assert (line(on, one) is not None) == expected


def test_a_snooze_that_ends_on_a_free_day_ends_with_the_next_working_one() -> None:
    snoozed = [mark(Deed.SNOOZED, "2026-03-02", until="2026-03-07")]
    one = candidate(clock(), marks=snoozed, told=told("2026-03-02"))
    assert line("2026-03-06", one) is None
    assert line("2026-03-09", one) is not None


def test_the_latest_snooze_counts() -> None:
    marks = [mark(Deed.SNOOZED, "2026-03-02", until="2026-03-20"), mark(Deed.SNOOZED, "2026-03-03", until="2026-03-05")]
    assert snoozed_until(marks, date(2026, 3, 4)) == date(2026, 3, 5)
    assert snoozed_until(marks, date(2026, 3, 5)) is None
    assert snoozes(marks) == 2


def test_red_is_snoozed_too() -> None:
    one = candidate(clock(red_on="2026-03-02"), marks=[mark(Deed.SNOOZED, "2026-03-02", until="2026-03-04")])
    assert line("2026-03-03", one) is None
    assert line("2026-03-04", one) is not None


def test_it_is_not_put_off_for_whoever_it_was_passed_on_to_afterwards() -> None:
    marks = [mark(Deed.SNOOZED, "2026-03-02", until="2026-03-20"), mark(Deed.PASSED_ON, "2026-03-03", to="UBEN")]
    assert line("2026-03-04", candidate(clock(person="UBEN"), marks=marks), "UBEN") is not None


# standing in


@pytest.mark.parametrize("how", ["leave", "vacation"])
def test_who_stands_in_is_told_for_whoever_is_away(how: str) -> None:
    rhythms = away("UANN", "2026-03-02", "2026-03-04")
    if how == "vacation":  # of Slack's status, which has no first day
        rhythms = RHYTHMS | {"UANN": replace(RHYTHMS["UANN"], away_until=date(2026, 3, 4))}
    shown = line("2026-03-04", nudge(), "UDEV", rhythms)
    assert shown is not None
    assert shown.cover_for == "UANN"
    assert line("2026-03-05", nudge(), "UDEV", rhythms) is None
    back = line("2026-03-05", nudge(), rhythms=rhythms)
    assert back is not None
    assert back.cover_for is None


def test_who_stands_in_is_not_told_on_a_free_day_of_the_other() -> None:
    """Easter Monday in Berlin is a working day in New York; what is Ann's waits for Tuesday."""
    assert line("2026-04-06", nudge(cover="UBEN"), "UBEN") is None


@pytest.mark.parametrize(
    ("cover", "on", "hears"),
    [
        ("UDEV", "2026-03-02", ["UDEV"]),
        ("UDEV", "2026-03-03", ["UMEG"]),
        ("UDEV", "2026-03-05", ["UANN"]),
        (None, "2026-03-02", ["UMEG"]),
        (None, "2026-03-05", ["UANN"]),
    ],
    ids=["one stands in", "both are away", "the first is back", "nobody stands in", "and the first is back"],
)
def test_what_nobody_is_there_for_is_told_to_the_manager(cover: str | None, on: str, hears: list[str]) -> None:
    ann, dev = away("UANN", "2026-03-02", "2026-03-04"), away("UDEV", "2026-03-03", "2026-03-06")
    rhythms = RHYTHMS | {"UANN": ann["UANN"], "UDEV": dev["UDEV"]}
    told = {id: line(on, nudge(cover=cover), id, rhythms) for id in ("UANN", "UDEV", "UMEG", "UBEN")}
    shown = {
        id: one.cover_for
        for id, one in told.items()
        if one is not None and works_on(date.fromisoformat(on), rhythms[id])
    }
    assert shown == {id: None if id == "UANN" else "UANN" for id in hears}


def test_who_stands_in_is_told_on_the_first_day_though_the_other_was_just_told() -> None:
    one = candidate(clock(), told=told("2026-03-02"))
    assert line("2026-03-03", one, "UDEV", away("UANN", "2026-03-03", "2026-03-06")) is not None


def test_what_is_snoozed_is_snoozed_for_who_stands_in() -> None:
    one = candidate(nudge(), marks=[mark(Deed.SNOOZED, "2026-03-02", until="2026-03-05")])
    assert line("2026-03-03", one, "UDEV", away("UANN", "2026-03-03", "2026-03-06")) is None


@pytest.mark.parametrize("person", ["UBEN", "UMEG", "USUE"])
def test_nobody_else_is_told(person: str) -> None:
    assert line("2026-03-03", nudge(), person) is None


# going on to the manager

RED = clock(red_on="2026-02-16", opens="2026-02-02")


@pytest.mark.parametrize(
    ("before", "on", "goes_to"),
    [
        ((), "2026-02-16", None),
        (("2026-02-16",), "2026-02-17", "UMEG"),
        (("2026-02-16", "2026-02-17"), "2026-02-18", "UMEG"),
        (("2026-02-12", "2026-02-13"), "2026-02-16", None),
        (("2026-02-13", "2026-02-16", "2026-02-16"), "2026-02-16", None),
    ],
    ids=["its first red day", "its second", "and on", "it was amber before", "what was told that very day"],
)
def test_whose_turn_it_is_is_told_first_that_it_goes_on(before: tuple[str, ...], on: str, goes_to: str | None) -> None:
    shown = line(on, candidate(RED, told=told(*before)))
    assert shown is not None
    assert shown.goes_to == goes_to


def test_a_digest_and_an_interrupt_of_one_day_are_one_day() -> None:
    escalates = {"made/weekly": replace(MADE.watches["made/weekly"], escalates=replace(TO_THE_MANAGER, after=3))}
    blueprint = replace(MADE, watches={**MADE.watches, **escalates})
    one = candidate(RED, told=told("2026-02-16", "2026-02-16"))
    [shown] = digest(blueprint, "UANN", date(2026, 2, 17), RHYTHMS, [one])
    assert shown.goes_to is None


TWICE = told("2026-02-19", "2026-02-20", warned="2026-02-20")
"""Thursday and Friday, and it said that it goes to Meg next week."""


@pytest.mark.parametrize(
    ("tellings", "on", "expected"),
    [
        (TWICE, "2026-02-20", False),
        (TWICE, "2026-02-23", True),
        (TWICE, "2026-02-24", False),
        (TWICE, "2026-03-02", True),
        (told("2026-02-19", "2026-02-20"), "2026-02-23", False),
        (told("2026-02-20", warned="2026-02-20"), "2026-02-23", False),
        (told("2026-02-20", "2026-02-23", warned="2026-02-23"), "2026-02-23", False),
        (told("2026-02-20", "2026-02-23", warned="2026-02-23"), "2026-03-02", True),
        ([], "2026-02-23", False),
    ],
    ids=[
        "not on the day of the warning",
        "in the first digest of next week",
        "once a week",
        "and the week after, while nobody does anything",
        "not unwarned",
        "not after one digest",
        "not in the week of the warning",
        "but in the next",
        "not what was never told",
    ],
)
def test_the_manager_hears_of_it_at_the_beginning_of_the_next_week(
    tellings: list[Telling], on: str, expected: bool
) -> None:
    shown = line(on, candidate(RED, told=tellings), "UMEG")
    assert (shown is not None) == expected
    assert shown is None or (shown.escalated, shown.goes_to, shown.cover_for) == (True, None, None)


def test_the_managers_week_begins_with_the_first_day_they_work() -> None:
    """Easter Monday is free in London, and on Tuesday Meg is away."""
    one = candidate(RED, told=told("2026-04-01", "2026-04-02", warned="2026-04-02"))
    rhythms = away("UMEG", "2026-04-07", "2026-04-07")
    assert line("2026-04-07", one, "UMEG") is not None
    assert line("2026-04-08", one, "UMEG") is None
    assert line("2026-04-08", one, "UMEG", rhythms) is not None


def test_what_is_told_on_monday_is_not_with_the_manager_on_tuesday_of_that_week() -> None:
    """The word was: next week."""
    one = candidate(RED, told=told("2026-04-02", "2026-04-06", warned="2026-04-06"))
    assert line("2026-04-07", one, "UMEG") is None
    assert line("2026-04-13", one, "UMEG") is not None


@pytest.mark.parametrize("deed", [Deed.SNOOZED, Deed.PASSED_ON])
def test_any_deed_starts_the_count_anew(deed: Deed) -> None:
    did = [mark(deed, "2026-02-20", until="2026-02-21", by="UDEV")]
    assert line("2026-02-23", candidate(RED, told=TWICE, marks=did), "UMEG") is None
    shown = line("2026-02-23", candidate(RED, told=TWICE, marks=did))
    assert shown is not None
    assert shown.goes_to is None
    later = told("2026-02-19", "2026-02-20", "2026-02-23", "2026-02-24", warned="2026-02-24")
    assert line("2026-03-02", candidate(RED, told=later, marks=did), "UMEG") is not None


def test_a_deed_of_the_evening_before_is_before_the_morning_wherever_one_is() -> None:
    """Nine in the evening in New York is the next day in UTC; the digest that follows counts."""
    did = [mark(Deed.SNOOZED, "2026-02-17", hour=2, until="2026-02-17", by="UBEN")]
    red = replace(RED, person="UBEN")
    shown = line("2026-02-18", candidate(red, marks=did, told=told("2026-02-17", person="UBEN")), "UBEN")
    assert shown is not None
    assert shown.goes_to == "UMEG"


def test_what_somebody_else_had_before_does_not_count_against_whose_turn_it_is_now() -> None:
    one = candidate(replace(RED, person="UBEN", cover="USUE"), told=TWICE)
    shown = line("2026-02-23", one, "UBEN")
    assert shown is not None
    assert shown.goes_to is None
    assert line("2026-02-23", one, "UMEG") is None


def test_what_who_stands_in_was_told_counts() -> None:
    tellings = [*told("2026-02-19"), *told("2026-02-20", person="UDEV", warned="2026-02-20")]
    assert line("2026-02-23", candidate(RED, told=tellings), "UMEG") is not None


@pytest.mark.parametrize(
    ("tier", "last_on", "on", "expected"),
    [
        ("T1", "2025-12-02", "2026-03-02", False),
        ("T1", "2025-12-01", "2026-03-02", True),
        ("T1", "2025-12-01", "2026-03-03", False),
        ("T2", "2025-12-01", "2026-03-02", False),
        ("T1", None, "2026-03-02", False),
    ],
    ids=["90 days", "91 days", "not each day", "another tier", "never in touch"],
)
def test_after_a_long_silence_the_manager_hears_in_any_case(
    tier: str, last_on: str | None, on: str, expected: bool
) -> None:
    snoozed = [mark(Deed.SNOOZED, "2026-02-27", until="2026-03-20")]
    one = candidate(clock(facts={"last_on": last_on}), tier, marks=snoozed)
    assert (line(on, one, "UMEG") is not None) == expected


def test_a_manager_whose_turn_it_is_is_told_like_anybody() -> None:
    own = candidate(replace(RED, person="UMEG", cover="UANN"), told=told("2026-02-19", "2026-02-20", person="UMEG"))
    for on in ("2026-02-23", "2026-02-24"):
        shown = line(on, own, "UMEG")
        assert shown is not None
        assert (shown.goes_to, shown.escalated) == (None, False)


def test_a_manager_who_stands_in_is_not_told_that_it_goes_to_them() -> None:
    one = candidate(replace(RED, cover="UMEG"), told=TWICE)
    shown = line("2026-02-23", one, "UMEG", away("UANN", "2026-02-23", "2026-02-27"))
    assert shown is not None
    assert (shown.cover_for, shown.goes_to, shown.escalated) == ("UANN", None, False)


def test_without_a_manager_it_goes_nowhere() -> None:
    nobody = {"owner": "UANN", "deputy": "UDEV"}
    shown = line("2026-02-23", candidate(RED, roles=nobody, told=TWICE))
    assert shown is not None
    assert shown.goes_to is None


def test_a_watch_that_goes_nowhere_never_does() -> None:
    one = candidate(nudge("daily", opens="2026-02-02", red_on="2026-02-16"), told=TWICE)
    shown = line("2026-02-23", one)
    assert shown is not None
    assert shown.goes_to is None
    assert line("2026-02-23", one, "UMEG") is None


# in which order


def test_the_gravest_comes_first() -> None:
    """By the order of the watches, then red before amber before the rest, tier, day and name."""
    expected = [
        candidate(nudge("daily", "last of the first watch"), "T4"),
        candidate(clock(key="red", red_on="2026-03-02"), "T3"),
        candidate(clock(key="amber", opens="2026-02-20"), "T1"),
        candidate(nudge("other", "of T1", opens="2026-03-02"), "T1"),
        candidate(nudge("other", "due sooner", due_on="2026-02-27"), "T2"),
        candidate(nudge("other", "opened sooner", opens="2026-03-01"), "T2"),
        candidate(nudge("other", "by name"), "T2", "Globex"),
        candidate(nudge("other", "by key, 1"), "T2", "Initech"),
        candidate(nudge("other", "by key, 2"), "T2", "Initech"),
        candidate(nudge("other", "of no tier we know"), "T9", "Acme"),
    ]
    for order in (expected, expected[::-1], expected[::2] + expected[1::2]):
        assert [one.nudge.key for one in lines("2026-03-02", *order)] == [one.nudge.key for one in expected]


def test_what_nothing_watches_any_more_is_not_told() -> None:
    assert lines("2026-03-02", nudge("gone"), nudge("pulse")) == ()


def test_however_much_there_is_all_of_it_is_found() -> None:
    assert len(lines("2026-03-02", *(nudge(key=str(number)) for number in range(100)))) == 100


# whatever there is

PEOPLE = tuple(RHYTHMS)
DAYS = st.integers(0, 27).map(lambda later: date(2026, 2, 23) + timedelta(later))
MAYBE = st.none() | DAYS


@st.composite
def tellings(draw: st.DrawFn) -> Telling:
    on, person = draw(DAYS), draw(st.sampled_from(PEOPLE))
    return Telling(f"digest/{person}/{on}", "", person, on, draw(st.booleans()))


@st.composite
def snoozes_of(draw: st.DrawFn, until: st.SearchStrategy[date] = DAYS) -> Mark:
    at = datetime.combine(draw(DAYS), MONDAY.time(), UTC)
    return Mark("", 7, Deed.SNOOZED, draw(st.sampled_from(PEOPLE)), at, until=draw(until))


@st.composite
def candidates(draw: st.DrawFn) -> Candidate:
    person, cover = draw(st.permutations(PEOPLE))[:2]
    runs = {"clock": "live", "last_on": draw(st.sampled_from([None, "2025-11-11", "2026-02-02"]))}
    found = Nudge(
        key=f"{draw(st.integers(0, 10**6))}",
        account=7,
        watch=f"made/{draw(st.sampled_from(['daily', 'weekly', 'other', 'pulse', 'gone']))}",
        person=person,
        opens_on=draw(DAYS),
        red_on=draw(MAYBE),
        due_on=draw(MAYBE),
        ends_on=draw(MAYBE),
        cover=draw(st.sampled_from([cover, None])),
        facts=draw(st.sampled_from([{}, runs])),
    )
    return Candidate(
        nudge=found,
        tier=draw(st.sampled_from(["T1", "T2", "T9"])),
        account_name=draw(st.sampled_from(["Acme", "Globex"])),
        roles=draw(st.sampled_from([TEAM, {}])),
        marks=draw(st.lists(snoozes_of(), max_size=3)),
        told=draw(st.lists(tellings(), max_size=6)),
    )


@st.composite
def days_of_all(draw: st.DrawFn) -> Mapping[str, Rhythm]:
    leaves = st.lists(st.tuples(DAYS, DAYS), max_size=2).map(tuple)
    return {id: replace(rhythm, leaves=draw(leaves), away_until=draw(MAYBE)) for id, rhythm in RHYTHMS.items()}


def everybodys(open: Iterable[Candidate], on: date, rhythms: Mapping[str, Rhythm]) -> dict[str, tuple[Line, ...]]:
    """What each of those is told who work on that day."""
    there = tuple(open)
    return {id: digest(MADE, id, on, rhythms, there) for id in PEOPLE if works_on(on, rhythms[id])}


@given(candidates(), DAYS, days_of_all())
def test_at_most_one_is_told_as_whose_turn_it_is(one: Candidate, on: date, rhythms: Mapping[str, Rhythm]) -> None:
    shown = [(id, line) for id, those in everybodys([one], on, rhythms).items() for line in those]
    turn = [(id, line) for id, line in shown if not line.escalated]
    assert len(turn) <= 1
    for id, line in turn:
        last = "UMEG" if nobody_is_here(one.nudge, on, rhythms) else None
        assert (id, line.cover_for) in (
            (one.nudge.person, None),
            *((who, one.nudge.person) for who in (one.nudge.cover, last)),
        )
    assert {id for id, line in shown if line.escalated} <= {"UMEG"} - {one.nudge.person}


@given(candidates(), st.data(), DAYS, days_of_all())
def test_to_put_off_never_adds_and_silences_whose_turn_it_is(
    one: Candidate, data: st.DataObject, on: date, rhythms: Mapping[str, Rhythm]
) -> None:
    until = st.just(on + timedelta(1)) | st.just(on + timedelta(9))
    put_off = replace(data.draw(snoozes_of(until)), at=datetime.combine(date(2026, 4, 1), MONDAY.time(), UTC))
    before = everybodys([one], on, rhythms)
    after = everybodys([replace(one, marks=[*one.marks, put_off])], on, rhythms)
    for id, those in after.items():
        assert all(line in before[id] for line in those)
        assert all(line.escalated for line in those)


@given(st.lists(candidates(), max_size=8, unique_by=lambda one: one.nudge.key), st.data(), DAYS, days_of_all())
def test_the_order_is_the_same_however_they_were_found(
    open: list[Candidate], data: st.DataObject, on: date, rhythms: Mapping[str, Rhythm]
) -> None:
    otherwise = data.draw(st.permutations(open))
    assert everybodys(open, on, rhythms) == everybodys(otherwise, on, rhythms)


@given(candidates(), DAYS, days_of_all())
def test_nothing_is_told_before_its_time_or_after_it(one: Candidate, on: date, rhythms: Mapping[str, Rhythm]) -> None:
    for id, those in everybodys([one], on, rhythms).items():
        for line in those:
            nudge = line.nudge
            tomorrow = next(n for n in range(1, 400) if works_on(on + timedelta(n), rhythms[id]))
            assert nudge.ends_on is None or on < nudge.ends_on
            assert nudge.opens_on <= on or (nudge.due_on and nudge.due_on < on + timedelta(tomorrow))
            assert line.colour is colour(nudge, on)


@given(candidates(), days_of_all())
def test_the_manager_hears_of_nothing_that_nobody_was_warned_of(one: Candidate, rhythms: Mapping[str, Rhythm]) -> None:
    """Lived through day by day, from no digest at all; but for a long silence."""
    assumed = replace(one, tier="T2", told=[])
    told_so_far: list[Telling] = []
    for n in range(28):
        on = date(2026, 2, 23) + timedelta(n)
        now = replace(assumed, told=tuple(told_so_far))
        for id, those in everybodys([now], on, rhythms).items():
            for line in those:
                week = on - timedelta(on.weekday())
                assert not line.escalated or any(one.warned and one.on < week for one in told_so_far)
                told_so_far.append(Telling(f"{id}/{on}", "", id, on, line.goes_to is not None))
