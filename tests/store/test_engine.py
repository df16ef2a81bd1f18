from __future__ import annotations

import math
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import Connection, Engine, event, select
from sqlalchemy.exc import DBAPIError, OperationalError, StatementError

from bot.rules.facts import Account, Record
from bot.store import accounts, drafts, people, records, tables
from bot.store.engine import UnusableStore, open_engine, reading, writing
from tests.store.world import NORTH, NOW, draft, entry, person
from tests.support.postgres import on_sqlite


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("nonsense", "'nonsense' is not a database URL; expected for example sqlite:///hearth.db"),
        ("ann:secret@host/hearth", "^'host/hearth' is not a database URL"),
        ("postgresql://ann:secret@host:none/hearth", "^'host:none/hearth' is not a database URL"),
        ("mysql://host/hearth", "sqlite or postgresql, not in mysql"),
        ("postgresql+pg8000://ann:secret@host/hearth", r"postgresql\+pg8000://ann:\*\*\*@host/hearth needs a driver"),
        ("sqlite+nothing:///hearth.db", "needs a driver that is not installed"),
        ("sqlite://", "in memory would forget everything; name a file"),
        ("sqlite:///:memory:", "in memory would forget everything; name a file"),
        ("sqlite:///{here}/nowhere/hearth.db", "there is no folder .*/nowhere"),
        ("sqlite:///{here}", "does not open: unable to open database file"),
        ("sqlite:///{here}/letter.txt", "does not open: file is not a database"),
    ],
)
def test_an_unusable_url_is_refused_in_a_sentence(url: str, sentence: str, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Ann, this is not a database. " * 100)
    with pytest.raises(UnusableStore, match=sentence):
        open_engine(url.format(here=tmp_path))


@pytest.mark.parametrize(
    ("setting", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("busy_timeout", 5000), ("foreign_keys", 1)]
)
@on_sqlite
def test_every_connection_has_the_settings_that_lose_nothing(engine: Engine, setting: str, value: object) -> None:
    with reading(engine) as first, reading(engine) as second:
        assert first.exec_driver_sql(f"PRAGMA {setting}").scalar() == value
        assert second.exec_driver_sql(f"PRAGMA {setting}").scalar() == value


def test_what_a_failed_transaction_wrote_is_forgotten_and_the_next_one_writes(engine: Engine) -> None:
    def break_off_halfway() -> None:
        with writing(engine) as connection:
            accounts.create(connection, NORTH, "Acme", NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off_halfway()
    with reading(engine) as connection:
        assert accounts.all_names(connection, NORTH) == []
    with writing(engine) as connection:
        accounts.create(connection, NORTH, "Acme", NOW)


def test_a_reading_transaction_refuses_to_write_and_the_next_writing_one_does_not(engine: Engine) -> None:
    with pytest.raises(DBAPIError, match=r"read-?only"), reading(engine) as connection:
        people.remember(connection, person("UANN"))
    with writing(engine) as connection:
        people.remember(connection, person("UANN"))
        assert people.active(connection, NORTH, "UANN")


@on_sqlite
def test_a_writer_who_waits_in_vain_is_told_so_and_the_next_one_writes(engine: Engine) -> None:
    with reading(engine) as impatient:
        impatient.exec_driver_sql("PRAGMA busy_timeout = 0")
        driver = sqlite3.connect(engine.url.database or "", isolation_level=None)
        driver.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError, match="database is locked"), writing(engine):
        pass
    driver.close()
    with writing(engine) as connection:
        people.remember(connection, person("UANN"))


def test_a_reader_sees_one_moment_and_waits_for_no_writer(engine: Engine, acme: Account) -> None:
    with reading(engine) as reader:
        before = accounts.get(reader, NORTH, acme.id)
        with writing(engine) as writer:
            accounts.set_tier(writer, NORTH, acme.id, "T1", NOW)
        assert accounts.get(reader, NORTH, acme.id) == before


def test_four_threads_lose_none_of_their_hundred_changes_each(engine: Engine, handoff: Record) -> None:
    def append_a_hundred(thread: int) -> None:
        for turn in range(100):
            with writing(engine) as connection:
                seen = records.get(connection, NORTH, handoff.id)
                assert seen
                gesture = entry(handoff, f"{thread}/{turn}")
                records.append(connection, NORTH, gesture, state="submitted", answers=seen.answers, after=seen.number)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(append_a_hundred, range(4)))
    with reading(engine) as connection:
        record = records.get(connection, NORTH, handoff.id)
        assert record
        assert record.number == len(records.entries_of(connection, NORTH, handoff.id)) == 400


def test_two_bots_who_each_read_before_they_write_lose_nothing(engine: Engine, url: str, acme: Account) -> None:
    other = open_engine(url)

    def count_on(bot: Engine) -> None:
        for _ in range(25):
            with writing(bot) as connection:
                known = accounts.get(connection, NORTH, acme.id)
                assert known
                accounts.keep_facts(connection, NORTH, acme.id, {"count": known.facts.get("count", 0) + 1}, NOW)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(count_on, [engine, other] * 2))
    other.dispose()
    with reading(engine) as connection:
        known = accounts.get(connection, NORTH, acme.id)
    assert known
    assert known.facts == {"count": 100}


@on_sqlite
def test_fifty_threads_of_a_process_write_at_once_without_finding_the_database_busy(engine: Engine) -> None:
    engine.dispose()  # the connections from here on have no patience

    @event.listens_for(engine, "connect")
    def be_impatient(driver: sqlite3.Connection, _record: object) -> None:
        driver.execute("PRAGMA busy_timeout = 0")

    start = Barrier(50)

    def write(thread: int) -> None:
        start.wait()
        with writing(engine) as connection:
            accounts.create(connection, NORTH, f"Account {thread}", NOW)

    with ThreadPoolExecutor(50) as threads:
        list(threads.map(write, range(50)))
    with reading(engine) as connection:
        assert len(accounts.all_names(connection, NORTH)) == 50


def test_writing_inside_writing_is_refused_at_once_and_the_outer_one_is_kept(engine: Engine) -> None:
    with writing(engine) as connection:
        people.remember(connection, person("UANN"))
        with pytest.raises(RuntimeError, match="would wait for itself"), writing(engine):
            pass
    with reading(engine) as connection:
        assert people.active(connection, NORTH, "UANN")


def test_a_moment_without_a_zone_is_refused(connection: Connection) -> None:
    with pytest.raises(StatementError, match="2026-03-02T09:00:00 has no time zone"):
        people.remember(connection, person("UANN", seen_at=datetime(2026, 3, 2, 9, 0)))  # noqa: DTZ001


def test_moments_of_any_zone_come_back_as_utc_and_compare_as_time_does(connection: Connection) -> None:
    kolkata = timezone(timedelta(hours=5, minutes=30))
    noon_there = datetime(2026, 3, 2, 12, 0, tzinfo=kolkata)
    people.remember(connection, person("UDEV", seen_at=noon_there))
    seen_at = tables.people.c.seen_at
    assert connection.scalars(select(seen_at)).one().isoformat() == "2026-03-02T06:30:00+00:00"
    assert connection.scalars(select(seen_at).where(seen_at < datetime(2026, 3, 2, 6, 31, tzinfo=UTC))).one()
    assert not connection.scalars(select(seen_at).where(seen_at < noon_there)).all()


def test_json_is_kept_readable_with_its_keys_in_order(connection: Connection) -> None:
    drafts.save(connection, replace(draft(), answers={"zebra": 1, "account": {"ü": 2, "a": 3}}))
    kept = connection.exec_driver_sql("SELECT CAST(answers AS text) FROM drafts").scalar_one()
    assert kept == '{"account": {"a": 3, "ü": 2}, "zebra": 1}'


def test_json_that_is_none_is_refused(connection: Connection) -> None:
    with pytest.raises((StatementError, ValueError), match="not JSON compliant"):
        drafts.save(connection, replace(draft(), answers={"arr": math.nan}))
