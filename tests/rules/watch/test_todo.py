"""Things to do and promises, by their day."""

import pytest

from bot.blueprint import Blueprint, Span, Todo
from bot.rules.facts import Task
from tests.rules.watch.acme import acme, day, days, judged

PROMISES = Todo(promises=True, ahead=Span(1, working=True))
OTHERS = Todo(promises=False, ahead=Span(3, working=False))


def task(due_on: str, owner: str = "UBEN", promise: bool = True, id: int = 5) -> Task:
    due = day(due_on)
    assert due
    return Task(id, 7, 12, f"promise/{id}", "Send the report", owner, due, promise=promise)


@pytest.mark.parametrize(
    ("rule", "due_on", "opens", "red"),
    [
        (PROMISES, "2026-03-06", "2026-03-05", "2026-03-07"),
        (PROMISES, "2026-03-09", "2026-03-06", "2026-03-10"),  # the day before a Monday is a Friday
        (PROMISES, "2026-03-08", "2026-03-06", "2026-03-09"),  # a Sunday
        (PROMISES, "2026-02-02", "2026-01-30", "2026-02-03"),
        (OTHERS, "2026-03-09", "2026-03-06", "2026-03-10"),
        (OTHERS, "2026-03-06", "2026-03-03", "2026-03-07"),
    ],
)
def test_each_is_told_ahead_and_red_from_the_day_after(
    blueprint: Blueprint, rule: Todo, due_on: str, opens: str, red: str
) -> None:
    (nudge,) = judged(blueprint, rule, acme(tasks=(task(due_on, promise=rule.promises),))).nudges
    assert days(nudge) == {"opens": opens, "due": due_on, "red": red}
    assert (nudge.key, nudge.task, nudge.record) == ("watch/it/5", 5, 12)


@pytest.mark.parametrize(
    ("owner", "person", "cover"),
    [
        ("UBEN", "UBEN", "UANN"),  # who keeps it, and for them the owner
        ("UANN", "UANN", "UDEV"),
        ("USUE", "USUE", "UANN"),
        ("UDORA", "UANN", "UDEV"),  # who left
        ("UGUS", "UANN", "UDEV"),
        ("UNOBODY", "UANN", "UDEV"),
    ],
)
def test_it_is_told_to_whoever_took_it_on(blueprint: Blueprint, owner: str, person: str, cover: str) -> None:
    (nudge,) = judged(blueprint, PROMISES, acme(tasks=(task("2026-03-03", owner),))).nudges
    assert (nudge.person, nudge.cover) == (person, cover)


def test_promises_and_all_else_are_told_apart(blueprint: Blueprint) -> None:
    both = acme(tasks=(task("2026-03-03"), task("2026-03-03", promise=False, id=6)))
    assert [n.task for n in judged(blueprint, PROMISES, both).nudges] == [5]
    assert [n.task for n in judged(blueprint, OTHERS, both).nudges] == [6]
