"""What taking in a table would change, row by row, and which rows cannot be taken and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, TypeVar

from sqlalchemy import Connection

from bot.blueprint import Blueprint
from bot.portfolio import cells
from bot.portfolio.columns import (
    CHANNEL,
    EXTERNAL_ID,
    NAME,
    NAME_PATH,
    OWNER,
    TIER,
    Column,
    Field,
    Wishes,
    fields,
    guessed,
)
from bot.portfolio.directory import Directory
from bot.portfolio.reading import Row, Table
from bot.portfolio.state import State, states
from bot.rules import submission
from bot.rules.problem import Problem
from bot.store import accounts, imports

AT_ONCE: Final = 500
"""Rows, or accounts, that are looked up and written together."""

_TWICE: Final = {"external": "row_id_twice", "channel": "row_channel_twice"}
"""The phrases that say that an earlier line has claimed it already; of an account itself it is another."""

AS_GUESSED: Final = Wishes()
"""Nobody wishes anything."""

Progress = Callable[[int], object]
"""Is told of so many more rows, or accounts, that are done."""

T = TypeVar("T")


def unheard(_count: int) -> None:
    """Nobody follows the progress."""


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to one account: `before` and `after` hold what differs, by path; without `account` it is new."""

    line: int
    account: int | None
    name: str
    before: State
    after: State


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that cannot be taken, with everything that is wrong with it."""

    line: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Counts:
    """Of how many rows what becomes of them."""

    new: int
    changed: int
    unchanged: int
    refused: int


@dataclass(frozen=True)
class Plan:
    """What taking in a table would do, and all that is needed to do it.

    `source` is the file's name; `encoding`, `separator` and `sample` are how it was read. `digest` is the blueprint's.
    """

    workspace: str
    digest: str
    source: str
    encoding: str
    separator: str
    sample: str
    fields: Mapping[str, Field]
    columns: tuple[Column, ...]
    changes: tuple[Change, ...]
    refused: tuple[Refused, ...]
    unchanged: int
    directory: Directory

    @property
    def counts(self) -> Counts:
        new = sum(change.account is None for change in self.changes)
        return Counts(new, len(self.changes) - new, self.unchanged, len(self.refused))


def plan(
    connection: Connection,
    workspace: str,
    blueprint: Blueprint,
    table: Table,
    directory: Directory,
    wishes: Wishes = AS_GUESSED,
    progress: Progress = unheard,
) -> Plan:
    """Find out what a table would change; nothing is written. Raises Unreadable."""
    known = fields(blueprint)
    columns = guessed(table.headings, known, wishes)
    reader = _Reader(table, columns, directory, wishes)
    book = _Book(imports.keys(connection, workspace), accounts.bound_channels(connection, workspace))
    judge = _Judge(known, directory, blueprint.tier_ids)
    changes: list[Change] = []
    refused: list[Refused] = []
    unchanged = 0
    for rows in together(table.rows):
        found = [(row, said, book.find(said)) for row, said in zip(rows, map(reader.said, rows), strict=True)]
        now = states(connection, workspace, [id for _, _, id in found if isinstance(id, int)])
        for row, said, id in found:
            change = _change(row, said, id, now, book, judge)
            if isinstance(change, Refused):
                refused.append(change)
            elif change.after:
                changes.append(change)
            else:
                unchanged += 1
        progress(len(rows))
    return Plan(
        workspace=workspace,
        digest=blueprint.digest,
        source=table.name,
        encoding=table.encoding,
        separator=table.separator,
        sample=table.sample,
        fields=known,
        columns=columns,
        changes=tuple(changes),
        refused=tuple(refused),
        unchanged=unchanged,
        directory=directory,
    )


def names_channels(table: Table, blueprint: Blueprint, wishes: Wishes = AS_GUESSED) -> bool:
    """Whether a column of the table holds channels, so that Slack is to be asked for them. Raises Unreadable."""
    columns = guessed(table.headings, fields(blueprint), wishes)
    return any(column.field is not None and column.field.id == CHANNEL for column in columns)


def together(many: Iterable[T]) -> Iterator[list[T]]:
    """AT_ONCE of them at a time."""
    rest = iter(many)
    while some := list(islice(rest, AT_ONCE)):
        yield some


@dataclass(frozen=True)
class _Said:
    """What a row says, by path, and what is wrong with its cells."""

    values: State
    problems: tuple[Problem, ...]


class _Reader:
    """Reads rows by what the table's columns are."""

    def __init__(self, table: Table, columns: Sequence[Column], directory: Directory, wishes: Wishes) -> None:
        self._width = len(table.headings)
        self._currency = next((column.place for column in columns if column.holds_currency), None)
        self._columns = [
            (column.place, column.field.path, cells.how(column, _texts(table, column.place), directory, wishes))
            for column in columns
            if column.field
        ]

    def said(self, row: Row) -> _Said:
        if surplus := [cell for cell in row.cells[self._width :] if cell]:
            return _Said({}, (Problem("", "row_too_long", {"seen": surplus[0]}),))
        given = [*row.cells, *[""] * (self._width - len(row.cells))]
        currency = given[self._currency] if self._currency is not None else ""
        read = [(path, how.answer(given[place], currency)) for place, path, how in self._columns if given[place]]
        problems = tuple(answer for _, answer in read if isinstance(answer, Problem))
        values = {path: answer for path, answer in read if not isinstance(answer, Problem)}
        if not problems and not values.get(NAME_PATH):
            problems = (Problem("", "row_without_name"),)
        return _Said(values, problems)


def _texts(table: Table, place: int) -> Iterator[str]:
    return (row.cells[place] for row in table.rows if place < len(row.cells) and row.cells[place])


class _Book:
    """Whom the rows are about: the accounts there are, and what the table has said of them so far."""

    def __init__(self, keys: Iterable[tuple[int, str, str | None]], channels: Mapping[str, tuple[int, str]]) -> None:
        self._channels = channels
        self._names: dict[str, int] = {}
        self._external: dict[str, int] = {}
        self._external_of: dict[int, str] = {}
        self._claimed: dict[tuple[str, str | int], int] = {}
        for id, name, external in keys:
            self._names[name] = id
            if external:
                self._external[external] = id
                self._external_of[id] = external

    def find(self, said: _Said) -> int | Problem | None:
        """The account that a row is about, by its external id, else by its name; None when there is none yet."""
        if NAME_PATH not in said.values:
            return None
        external: str = said.values.get(EXTERNAL_ID, "")
        by_external = self._external.get(external)
        by_name = self._names.get(accounts.name_key(said.values[NAME_PATH]))
        if by_external is None:
            known = self._external_of.get(by_name) if by_name is not None else None
            if external and known:
                return Problem("", "row_of_another_id", {"known": known, "seen": external})
            return by_name
        if by_name not in (None, by_external):
            return Problem("", "row_name_taken", {"name": said.values[NAME_PATH]})
        return by_external

    def claim(self, line: int, id: int | None, said: State) -> Problem | None:
        """Let this line be the one that speaks of the account; the problem where an earlier one does.

        It is so even if that one is refused: else the same table would change something the next time.
        """
        mine: list[tuple[str, str | int]] = [("account", id)] if id is not None else []
        mine += [("name", accounts.name_key(said[NAME_PATH]))] if NAME_PATH in said else []
        mine += [("external", said[EXTERNAL_ID])] if EXTERNAL_ID in said else []
        mine += [("channel", said[CHANNEL])] if CHANNEL in said else []
        for claim in mine:
            if claim in self._claimed:
                phrase = _TWICE.get(claim[0], "row_twice")
                return Problem("", phrase, {"line": self._claimed[claim], "seen": said.get(EXTERNAL_ID)})
        of_channel, name = self._channels.get(said.get(CHANNEL, ""), (id, ""))
        if of_channel != id:
            return Problem(CHANNEL, "row_channel_taken", {"account": name})
        self._claimed.update(dict.fromkeys(mine, line))
        return None


class _Judge:
    """Judges what becomes of an account as its form would."""

    def __init__(self, fields: Mapping[str, Field], directory: Directory, tiers: frozenset[str]) -> None:
        self._fields = {field.path: field for field in fields.values()}
        self._lacks = [fields[id] for id in (TIER, OWNER) if id in fields]
        self._directory = directory
        self._tiers = tiers

    def new(self, after: State) -> tuple[Problem, ...]:
        """What is wrong with a new account: none is taken in without an owner."""
        missing = [field.question.ask for field in self._lacks if field.path not in after]
        lacks = (Problem("", "row_new_lacks", {"missing": ", ".join(missing)}),) if missing else ()
        return lacks + self._problems(after)

    def changed(self, before: State, after: State) -> tuple[Problem, ...]:
        """What is wrong with an account now that was not wrong before."""
        if before == after:
            return ()
        known = self._problems(before)
        return tuple(problem for problem in self._problems(after) if problem not in known)

    def _problems(self, state: State) -> tuple[Problem, ...]:
        given = [(self._fields[path], value) for path, value in state.items() if path in self._fields]
        questions = [field.question for field, _ in given]
        answers = {field.question.id: {"new": value} if field.id == NAME else value for field, value in given}
        people = {id: self._directory.person(id) for id in submission.people_named(questions, answers)}
        known = {id: person for id, person in people.items() if person}
        return submission.problems(questions, answers, known, self._tiers)


def _change(
    row: Row, said: _Said, found: int | Problem | None, now: Mapping[int, State], book: _Book, judge: _Judge
) -> Change | Refused:
    id, doubt = (None, found) if isinstance(found, Problem) else (found, None)
    twice = book.claim(row.line, id, said.values)
    if problems := [*said.problems, *filter(None, (doubt, twice))]:
        return Refused(row.line, tuple(problems))
    before = now[id] if id is not None else {}
    if before.get(CHANNEL) not in (None, said.values.get(CHANNEL, before.get(CHANNEL))):
        return Refused(row.line, (Problem(CHANNEL, "row_channel_bound"),))
    after = {**said.values, NAME_PATH: _name(before, said.values)}
    new = {path: value for path, value in after.items() if before.get(path) != value}
    if wrong := judge.changed(before, {**before, **new}) if before else judge.new(new):
        return Refused(row.line, wrong)
    old = {path: before.get(path) for path in new} if before else {}
    return Change(row.line, id, before.get(NAME_PATH, after[NAME_PATH]), old, new)


def _name(before: State, said: State) -> str:
    """A row with an external id says what its account is called; one without has found it, in whatever spelling."""
    name: str = said[NAME_PATH] if EXTERNAL_ID in said else before.get(NAME_PATH, said[NAME_PATH])
    return name
