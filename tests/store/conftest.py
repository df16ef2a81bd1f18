"""A migrated database in a file of its own for every test, and the account and record most of them need."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine

from bot.rules.facts import Account, Record
from bot.store import accounts, records, schema
from bot.store.engine import open_engine, writing
from tests.store.world import NORTH, NOW


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("store") / "migrated.db"
    schema.upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture
def url(migrated: Path, tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copy(migrated, tmp_path / 'hearth.db')}"


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = open_engine(url)
    yield engine
    engine.dispose()


@pytest.fixture
def acme(engine: Engine) -> Account:
    with writing(engine) as connection:
        return accounts.create(connection, NORTH, "Acme", NOW)


@pytest.fixture
def handoff(engine: Engine, acme: Account) -> Record:
    with writing(engine) as connection:
        return records.open_record(connection, NORTH, "handoff", acme.id, "UBEN", NOW)


@pytest.fixture
def connection(engine: Engine, handoff: Record) -> Iterator[Connection]:
    """One transaction for the whole test, with Acme and its opened handoff in it."""
    with writing(engine) as connection:
        yield connection
