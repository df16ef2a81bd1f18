"""What is PostgreSQL's own: what every transaction may rely on, and a server that goes away and comes back."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.rules.facts import Account
from bot.store import accounts, schema
from bot.store.engine import UnusableStore, open_engine, reading, writing, writing_beside
from tests.store.world import NORTH, NOW
from tests.support.postgres import Databases, Server, on_postgresql

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("transaction_isolation", "read committed"),
        ("lock_timeout", "5s"),
        ("idle_in_transaction_session_timeout", "1min"),
    ],
)
def test_a_writer_may_rely_on_it_whatever_the_server_prefers(databases: Databases, setting: str, value: str) -> None:
    url = databases.empty()
    administrator = create_engine(url, isolation_level="AUTOCOMMIT")
    with administrator.connect() as connection:
        name = connection.scalar(text("SELECT current_database()"))
        connection.execute(text(f"ALTER DATABASE \"{name}\" SET default_transaction_isolation = 'serializable'"))
    administrator.dispose()
    engine = open_engine(url)
    with writing(engine) as connection:
        assert connection.exec_driver_sql(f"SHOW {setting}").scalar() == value
    engine.dispose()


@on_postgresql
def test_a_writer_who_waits_in_vain_is_told_so_and_the_next_one_writes(engine: Engine, acme: Account) -> None:
    def impatient(connection: Connection) -> None:
        connection.exec_driver_sql("SET LOCAL lock_timeout = '10ms'")
        accounts.set_tier(connection, NORTH, acme.id, "T1", NOW)

    with writing(engine) as first:
        accounts.hold(first, NORTH, acme.id)
        with pytest.raises(OperationalError, match="lock timeout"), writing_beside(engine) as second:
            impatient(second)
    with writing(engine) as connection:
        impatient(connection)


@on_postgresql
def test_a_reader_keeps_nobody_waiting(engine: Engine, acme: Account) -> None:
    with reading(engine) as reader, writing(engine) as writer:
        assert accounts.get(reader, NORTH, acme.id) == acme
        accounts.set_tier(writer, NORTH, acme.id, "T1", NOW)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """One that a test may stop without stopping others."""
    with closing(Server()) as server:
        schema.upgrade(server.url)
        yield server


@pytest.fixture
def far(server: Server) -> Iterator[Engine]:
    engine = open_engine(server.url)
    yield engine
    engine.dispose()


def names(engine: Engine) -> list[str]:
    with reading(engine) as connection:
        return [name for _, name, _ in accounts.all_names(connection, NORTH)]


def test_after_the_server_was_away_the_first_transaction_works_and_what_was_broken_off_left_nothing(
    server: Server, far: Engine
) -> None:
    with writing(far) as connection:
        accounts.create(connection, NORTH, "Acme", NOW)

    def is_broken_off() -> None:
        with writing(far) as connection:
            accounts.create(connection, NORTH, "Bread", NOW)
            server.stop()

    with pytest.raises(DBAPIError):
        is_broken_off()
    with pytest.raises(DBAPIError):
        names(far)
    with pytest.raises(UnusableStore, match="does not open"):
        open_engine(server.url)
    server.start()
    assert names(far) == ["Acme"]


def test_a_server_that_was_restarted_between_two_transactions_is_not_noticed(server: Server, far: Engine) -> None:
    before = names(far)
    server.stop()
    server.start()
    assert names(far) == before


def test_nothing_is_left_of_a_server_whose_tests_were_killed() -> None:
    program = "from tests.support.postgres import Server; print(Server().url, flush=True); input()"
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as tests:
        assert tests.stdout
        url = make_url(tests.stdout.readline())
        tests.kill()
    folder = Path(str(url.query["host"]))
    while folder.exists():  # its watch is at work
        time.sleep(0.01)
    with pytest.raises(UnusableStore, match="does not open"):
        open_engine(url.render_as_string(hide_password=False))
