"""Every test of the store runs on both kinds of database, with the account and record that most of them need."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Connection, Engine

from bot.rules.facts import Account, Record
from bot.store import accounts, records
from bot.store.engine import open_engine, writing
from tests.store.world import NORTH, NOW
from tests.support.postgres import KINDS


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def url(kind: str, fresh: Callable[[str], str]) -> str:
    return fresh(kind)


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
