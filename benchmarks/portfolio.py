"""A portfolio at work, as large as one likes: a thousand accounts that differ, and as many copies of each."""

from __future__ import annotations

import atexit
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import islice, product
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Integer, Table, func, insert, select, update

from benchmarks.methods import TEAM
from bot.blueprint import Blueprint, load
from bot.clock import Clock
from bot.jobs import looking
from bot.office import Office
from bot.rehearsal.silent import Silent
from bot.rules.facts import LINE_ID, Answers, Deed, Entry, Mark, Person, Record, Standing, Task, Touch
from bot.settings import ROOT
from bot.slack import Slack
from bot.store import accounts, marks, people, records, schema, tasks, touches
from bot.store import tables as kept
from bot.store.dump import tables
from bot.store.engine import open_engine, reading, writing
from bot.words import Words

WORKSPACE = TEAM
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""When everything was looked at; in London, where everybody lives, a working day begins."""
FAR = datetime(2100, 1, 1, tzinfo=UTC)
KINDS = 1_000
"""Accounts that differ; a larger portfolio has several of each."""

_OF_ONE, _ROUNDS = 10, 10
"""So many accounts that differ have one owner, and so many owners the same manager; the copies of an account go round
among so many owners."""
_TIERS = ("T1", "T2", "T2", "T2", "T3", "T3", "T3", "T3", "T4", "T4")
_THEIRS = ("champion", "day_to_day", "their_sponsor", "economic_buyer")
_TODAY = MONDAY.date()
_AT_A_TIME = 5_000


@dataclass
class Time:
    """A clock that is put forward by hand."""

    now: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.now


@cache
def process() -> tuple[Blueprint, Words]:
    """The blueprints that ship, and their words."""
    blueprint = load(ROOT / "blueprints")
    return blueprint, Words(blueprint)


def office(memory: Engine, clock: Clock, slack: Slack | None = None) -> Office:
    """A bot on this memory; without another one, its Slack answers at once."""
    return Office(WORKSPACE, "UHEARTH", *process(), memory, slack or Silent(clock, lambda _at, _post: None), clock)


@cache
def on_file(size: int, kinds: int = KINDS) -> Path:
    """A filled SQLite database, to be copied: made once, and gone with the process."""
    file = _shelf() / f"{size}.sqlite3"
    fill(f"sqlite:///{file}", size, kinds)
    return file


def fill(url: str, size: int, kinds: int = KINDS) -> None:
    """Put `size` accounts, a multiple of `kinds`, into an empty database, and let the bot look at each."""
    schema.upgrade(url)
    memory = open_engine(url)
    with _few(kinds) as few, writing(memory) as many:
        for table in tables():
            _put(many, table, _copies(few, table, size // kinds))
    bot = office(memory, Time())
    looking.judge_by_blueprint(bot)
    looking.look(bot)
    memory.dispose()


def hold(memory: Engine) -> None:
    """Let no account be looked at, nobody be greeted, for a long time."""
    with writing(memory) as connection:
        for column in (kept.accounts.c.look_at, kept.mornings.c.next_at):
            connection.execute(update(column.table).values({column: FAR}))


def hush(memory: Engine) -> None:
    """Let nothing of what waits be said for a long time."""
    with writing(memory) as connection:
        connection.execute(update(kept.said).values(not_before=FAR))


@cache
def _shelf() -> Path:
    folder = tempfile.TemporaryDirectory(prefix="hearth-bench-")
    atexit.register(folder.cleanup)
    return Path(folder.name)


@contextmanager
def _few(kinds: int) -> Iterator[Connection]:
    """A memory with the accounts that differ, written by the bot's own store."""
    with tempfile.TemporaryDirectory(prefix="hearth-bench-") as folder:
        url = f"sqlite:///{Path(folder) / 'few.sqlite3'}"
        schema.upgrade(url)
        memory = open_engine(url)
        with writing(memory) as connection:
            people.remember_many(connection, _everybody(kinds // _OF_ONE))
            for n in range(kinds):
                _account(connection, n, kinds // _OF_ONE)
        with reading(memory) as connection:
            yield connection
        memory.dispose()


def _copies(few: Connection, table: Table[Any], copies: int) -> Iterator[dict[str, Any]]:
    """So many of each row, one beside the other, so that the first ones are spread over all of the table."""
    for row in few.execute(select(table)).mappings():
        for number in range(1 if table in (kept.people, kept.revisions) else copies):
            yield {name: _copied(table, name, value, number, copies) for name, value in row.items()}


def _copied(table: Table[Any], column: str, value: Any, number: int, copies: int) -> Any:
    """A value of a row's copy; that of the first, number 0, but for the ids, is the row's own."""
    if column in ("account", "record", "task") or (column == "id" and isinstance(value, int)):
        return None if value is None else (value - 1) * copies + number + 1
    if column in ("owner", "person", "by", "opened_by") and table is not kept.people:
        return _in_round(value, number)
    if number and column in ("name", "name_key", "key", "channel"):
        return value and f"{value}X{number}"
    return value


def _put(many: Connection, table: Table[Any], rows: Iterator[dict[str, Any]]) -> None:
    while some := list(islice(rows, _AT_A_TIME)):
        many.execute(insert(table), some)
    if many.dialect.name == "postgresql" and "id" in table.c and isinstance(table.c.id.type, Integer):
        sequence = func.pg_get_serial_sequence(table.name, "id")
        many.execute(select(func.setval(sequence, select(func.max(table.c.id)).scalar_subquery())))


def _everybody(owners: int) -> Iterator[Person]:
    ids = [who(n) for who in (owner, _manager) for n in range(owners if who is owner else owners // _OF_ONE + 1)]
    for n, (id, number) in enumerate(product(ids, range(_ROUNDS))):
        yield Person(WORKSPACE, _in_round(id, number), f"Robin Number{n}", "Europe/London", Standing.MEMBER, MONDAY)


def owner(n: int) -> str:
    """Who owns the accounts of a tenth, in the first round."""
    return f"UOWNER{n}R0"


def _manager(n: int) -> str:
    return f"UMANAGER{n}R0"


def _in_round(person: str, number: int) -> str:
    """Whose a copy is, where its first is `person`'s."""
    return f"{person.removesuffix('R0')}R{number % _ROUNDS}"


def _account(connection: Connection, n: int, owners: int) -> None:
    """The account number `n`, with its team, what is known of it, what happened and what is open."""
    account = accounts.create(connection, WORKSPACE, f"Customer {n}", MONDAY - timedelta(days=400), _TIERS[n % 10]).id
    whose = n % owners
    team = {"owner": owner(whose), "deputy": owner((whose + 1) % owners), "manager": _manager(whose // _OF_ONE)}
    accounts.take_roles(connection, WORKSPACE, account, team | {"our_sponsor": _manager(0)}, MONDAY)
    accounts.keep_facts(connection, WORKSPACE, account, _facts(n), MONDAY)
    if n % 10 < 6:
        accounts.bind_channel(connection, WORKSPACE, account, f"C{n}", MONDAY)
    for touch in _touches(account, n):
        touches.add(connection, WORKSPACE, touch, MONDAY)
    for habit, state, answers in _forms(n):
        record = _record(connection, account, habit, state, answers, team["owner"])
        if habit == "touch" and n % 4 == 0:
            promise = Task(
                0, account, record.id, "promise", "Send the figures", team["owner"], _day(n % 25), promise=True
            )
            tasks.add(connection, WORKSPACE, [promise], MONDAY)
    if n % 20 == 0:
        mark = Mark(f"quiet/touch/{account}", account, Deed.SNOOZED, team["owner"], MONDAY, until=_day(n % 7))
        marks.add(connection, WORKSPACE, mark)


def _day(ahead: int) -> date:
    return _TODAY + timedelta(days=ahead)


def _facts(n: int) -> Answers:
    theirs = {contact: f"Sam Number{n}, {contact}" for contact in _THEIRS[: n % 3 + 1]}
    days = {"renewal_on": _day(n * 7 % 365).isoformat(), "notice_on": _day(n * 7 % 365 - 60).isoformat()}
    return theirs | days | {"arr": {"minor": 1_200_000 + n, "currency": "EUR"}}


def _touches(account: int, n: int) -> Iterator[Touch]:
    """A visit, a call and a mail: the last of them between yesterday and a month ago."""
    last = 1 + n * 11 % 30
    next_on = _day(n % 60 - 1) if n % 8 else None
    yield _touch(account, f"visit/{n}", last + 60, "visit", live=True, with_whom=_THEIRS[:3])
    yield _touch(account, f"call/{n}", last + n % 20, "phone", live=True, with_whom=_THEIRS[: n % 3])
    yield replace(
        _touch(account, f"mail/{n}", last, "mail", live=False, with_whom=_THEIRS[:2]),
        ball="us" if n % 16 == 0 else "nobody",
        next_on=next_on,
        next_how="meeting" if next_on and n % 2 else None,
        told=next_on is not None,
    )


def _touch(account: int, key: str, ago: int, kind: str, *, live: bool, with_whom: tuple[str, ...]) -> Touch:
    return Touch(account, key, _day(-ago), owner(0), kind, two_way=True, live=live, with_whom=with_whom)


def _forms(n: int) -> Iterator[tuple[str, str, Answers]]:
    """Habit, state and answers of each record: one that is over, and what is agreed and planned."""
    yield (
        "touch",
        "logged",
        {"on": _day(-(1 + n * 11 % 30)).isoformat(), "kind": "mail", "note": "They asked for figures."},
    )
    if n % 2 == 0:
        video = {
            "purpose": "working",
            "venue": "video",
            "our_people": [owner(0)],
            "their_people": ["champion"],
        }
        days = {"every_days": 30, "first_on": _day(-n % 90).isoformat(), "told_on": _day(-100).isoformat()}
        yield "cadence", "agreed", {"lines": [{LINE_ID: "a", **video, **days}]}
    if n % 8 == 0:
        yield "review", "planned", {"kind": "qbr", "on": _day(n * 3 % 100).isoformat(), "goal": "Agree on the year"}


def _record(connection: Connection, account: int, habit: str, state: str, answers: Answers, by: str) -> Record:
    opened = records.open_record(connection, WORKSPACE, habit, account, by, MONDAY)
    sent = Entry(
        f"{habit}/{account}", MONDAY, by, "modal", "submit", habit, account, opened.id, "0" * 64, {"answers": answers}
    )
    return records.append(connection, WORKSPACE, sent, state=state, answers=answers, after=0)
