"""A small world for the store: two workspaces, an account of each, and what happens there on Monday 2 March 2026."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bot.blueprint import Calendar
from bot.blueprint.values import Digest
from bot.rules.facts import Draft, Entry, Message, Nudge, Person, Record, Standing, Task, Touch

NORTH = "T0NORTH"
ELSEWHERE = "T0ACME"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)

CALENDAR = Calendar(
    working_days=frozenset(range(5)),
    opens=time(9),
    closes=time(17),
    interrupts=frozenset(),
    interrupts_a_week=3,
    digest=Digest(time(8, 30), (), 7, "manager", 3, (), ()),
    holidays={"Europe/Berlin": "DE"},
)


def days(count: int) -> date:
    """So many days from today."""
    return TODAY + timedelta(days=count)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def person(id: str, workspace: str = NORTH, standing: Standing = Standing.MEMBER, seen_at: datetime = NOW) -> Person:
    return Person(workspace, id, id.title(), "Europe/Berlin", standing, seen_at)


def entry(record: Record, key: str = "view-1", at: datetime = NOW) -> Entry:
    return Entry(
        key=key,
        at=at,
        by="UBEN",
        surface="modal",
        kind="submit",
        habit=record.habit,
        account=record.account,
        record=record.id,
        blueprint="b1ue",
        facts={"outcomes": [{"what": "one login"}]},
    )


def draft(key: str = "view-1", workspace: str = NORTH, author: str = "UBEN", changed_at: datetime = NOW) -> Draft:
    return Draft(workspace, key, "handoff", author, 1, {"account": "Acme"}, None, changed_at)


def task(record: Record, key: str, owner: str = "UANN", due_on: date = date(2026, 3, 4)) -> Task:
    return Task(0, record.account, record.id, key, f"{key} the customer", owner, due_on)


def message(record: Record, key: str = "handoff/1/card/1") -> Message:
    return Message(
        key=key,
        to="UANN",
        habit="handoff",
        words="card",
        account=record.account,
        record=record.id,
        actor="UBEN",
        buttons=("accept", "return"),
        at_once=True,
        facts={"note": "soon"},
    )


def touch(account: int, key: str = "record/1", on: date = TODAY, **more: Any) -> Touch:
    """A mail that was answered, unless it is told otherwise."""
    return replace(Touch(account, key, on, "UANN", "mail", two_way=True, live=False), **more)


def nudge(account: int, key: str, opens_on: date = TODAY, **more: Any) -> Nudge:
    """That Acme is quiet is Ann's concern, and Dev's while she is away."""
    return replace(Nudge(key, account, "quiet/live", "UANN", opens_on, cover="UDEV"), **more)
