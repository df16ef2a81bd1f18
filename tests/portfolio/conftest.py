"""A portfolio and who looks after it, in a database that knows everybody of the cast."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from bot import portfolio
from bot.blueprint import Blueprint
from bot.portfolio import Deed, Import, Plan, Undone, Wishes, telling
from bot.portfolio.state import states
from bot.rules.facts import Standing
from bot.store import accounts, imports, people
from bot.store.engine import open_engine, reading, writing
from bot.words import Words
from tests.cast import EVERYBODY, MONDAY, WORKSPACE
from tests.conftest import Workshop

HEADER = "id,account,tier,owner,deputy,ae,arr,renewal_on\n"
NO_WISHES = Wishes()


@dataclass(frozen=True)
class Book:
    """The accounts there are, and what tables do to them."""

    memory: Engine
    blueprint: Blueprint
    words: Words

    def plan(self, table: str | bytes, wishes: Wishes = NO_WISHES) -> Plan:
        written = table if isinstance(table, bytes) else table.encode()
        read = portfolio.read(written, "accounts.csv")
        with reading(self.memory) as connection:
            known = portfolio.remembered(connection, WORKSPACE, MONDAY)
            return portfolio.plan(connection, WORKSPACE, self.blueprint, read, known, wishes)

    def takes(self, table: str | bytes | Plan, wishes: Wishes = NO_WISHES) -> Import:
        """Take in what can be taken."""
        plan = table if isinstance(table, Plan) else self.plan(table, wishes)
        with writing(self.memory) as connection:
            return portfolio.take(connection, plan, self.deed)

    def undoes(self, number: int | None = None) -> Undone:
        with writing(self.memory) as connection:
            return portfolio.undo(connection, WORKSPACE, number, self.deed)

    @property
    def deed(self) -> Deed:
        return Deed("UMEG", "message", MONDAY, self.blueprint.digest)

    @property
    def state(self) -> dict[str, dict[str, Any]]:
        """Everything a table can say of every account, by name."""
        with reading(self.memory) as connection:
            ids = [id for id, _, _ in imports.keys(connection, WORKSPACE)]
            return {state["name"]: state for state in states(connection, WORKSPACE, ids).values()}

    def account(self, name: str) -> int:
        with reading(self.memory) as connection:
            account = accounts.named(connection, WORKSPACE, name)
        assert account is not None
        return account.id

    def has_gone(self, id: str) -> None:
        """Slack tells that somebody was deactivated."""
        with writing(self.memory) as connection:
            people.remember(connection, replace(EVERYBODY[id], standing=Standing.DEACTIVATED))

    def changes(self, plan: Plan) -> list[str]:
        return list(telling.changes(plan, self.words))

    def refusals(self, table: str) -> list[str]:
        return list(telling.refusals(self.plan(table), self.words))


@pytest.fixture
def new_book(workshop: Workshop, tmp_path: Path) -> Callable[[], AbstractContextManager[Book]]:
    """Make a book with nothing in it: for each example its own."""

    @contextmanager
    def opened() -> Iterator[Book]:
        memory = open_engine(f"sqlite:///{shutil.copy(workshop.database, tmp_path / 'hearth.sqlite3')}")
        try:
            with writing(memory) as connection:
                people.remember_many(connection, EVERYBODY.values())
            yield Book(memory, workshop.blueprint, workshop.words)
        finally:
            memory.dispose()
            for file in tmp_path.glob("hearth.sqlite3*"):
                file.unlink()

    return opened


@pytest.fixture
def book(new_book: Callable[[], AbstractContextManager[Book]]) -> Iterator[Book]:
    with new_book() as book:
        yield book
