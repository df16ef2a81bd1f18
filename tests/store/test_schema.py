from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Engine, Integer, MetaData, inspect, text

from bot.rules.facts import Account, Record, Role, Speech
from bot.store import accounts, records, said, schema
from bot.store.engine import UnusableStore, open_engine, reading, writing
from bot.store.tables import metadata
from tests.store.world import NORTH, NOW, entry, message
from tests.support.postgres import Databases, on_postgresql, on_sqlite

Write = Callable[[str], Path]

MIGRATION = """
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "next", "{head}", None, None


def upgrade():
    {body}
"""


@pytest.fixture
def empty_url(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """A database without a table."""
    if kind == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    databases: Databases = request.getfixturevalue("databases")
    return databases.empty()


@pytest.fixture
def empty(empty_url: str) -> Iterator[Engine]:
    engine = open_engine(empty_url)
    yield engine
    engine.dispose()


@pytest.fixture
def url(empty_url: str) -> str:
    """A migrated database that no other test uses: these change its tables."""
    schema.upgrade(empty_url)
    return empty_url


@pytest.fixture
def next_migration(tmp_path: Path) -> Write:
    """Writes a migration after ours, in a copy of their folder, and says where that is."""

    def write(body: str) -> Path:
        folder = tmp_path / "100% migrations"
        shutil.copytree(schema.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "versions" / "next.py").write_text(MIGRATION.format(body=body, head=schema.HEAD))
        return folder

    return write


def migrate(engine: Engine, folder: Path) -> None:
    command.upgrade(schema.alembic_config(engine, folder), "head")


def test_an_empty_database_gets_every_table(empty_url: str, empty: Engine) -> None:
    schema.upgrade(empty_url)
    assert schema.state_of(empty) == schema.SchemaState(schema.HEAD, schema.HEAD)
    assert schema.state_of(empty).ready
    assert set(inspect(empty).get_table_names()) == {*metadata.tables, "alembic_version"}


def test_of_bots_that_migrate_together_one_does_it_and_the_others_find_it_done(empty_url: str, empty: Engine) -> None:
    with ThreadPoolExecutor(3) as bots:
        list(bots.map(migrates, [empty_url] * 3))
    assert schema.state_of(empty).ready


def migrates(url: str) -> None:
    """In a process of its own: Alembic's context is one for all threads."""
    command = [sys.executable, "-c", f"from bot.store import schema; schema.upgrade({url!r})"]
    subprocess.run(command, check=True, cwd=schema.MIGRATIONS.parent)


def test_an_empty_database_is_not_ready_and_stays_empty_when_asked(empty: Engine) -> None:
    assert schema.state_of(empty) == schema.SchemaState(None, schema.HEAD)
    assert not schema.state_of(empty).ready
    assert inspect(empty).get_table_names() == []


def test_upgrading_again_keeps_everything(url: str, engine: Engine, acme: Account) -> None:
    schema.upgrade(url)
    with reading(engine) as connection:
        assert accounts.get(connection, NORTH, acme.id) == acme


def test_a_database_that_does_not_open_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnusableStore, match="there is no folder"):
        schema.upgrade(f"sqlite:///{tmp_path / 'nowhere' / 'hearth.db'}")


def test_the_head_we_claim_is_the_newest_migration(engine: Engine) -> None:
    assert ScriptDirectory.from_config(schema.alembic_config(engine)).get_current_head() == schema.HEAD


def differences(engine: Engine, wanted: MetaData) -> list[object]:
    with reading(engine) as connection:
        return list(compare_metadata(MigrationContext.configure(connection), wanted))


def test_the_migrations_make_the_tables_we_use(engine: Engine) -> None:
    assert differences(engine, metadata) == []


def test_a_column_no_migration_makes_is_noticed(engine: Engine) -> None:
    other = MetaData(naming_convention=metadata.naming_convention)
    for table in metadata.tables.values():
        table.to_metadata(other)
    other.tables["people"].append_column(Column("shoe_size", Integer))
    assert len(differences(engine, other)) == 1


def test_going_back_to_the_beginning_leaves_nothing(engine: Engine) -> None:
    command.downgrade(schema.alembic_config(engine), "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]


def test_whoever_took_part_in_a_handoff_of_the_first_release_still_finds_it(engine: Engine, handoff: Record) -> None:
    answers = {"owner": "UANN", "deputy": None, "ae": "UBEN"}
    with writing(engine) as connection:
        records.append(connection, NORTH, entry(handoff), state="submitted", answers=answers, after=0)
    command.downgrade(schema.alembic_config(engine), "0001")
    command.upgrade(schema.alembic_config(engine), "head")
    with reading(engine) as connection:
        found = {
            (person, role): len(records.taken_part_in(connection, NORTH, person, [("handoff", "submitted", role)], []))
            for person in ("UANN", "UBEN")
            for role in ("owner", "deputy", "ae", "author")
        }
    assert {who for who, count in found.items() if count} == {("UANN", "owner"), ("UBEN", "ae"), ("UBEN", "author")}


def test_what_waits_to_be_said_survives_the_way_to_the_second_release_and_back(engine: Engine, handoff: Record) -> None:
    digest = replace(message(handoff, "digest"), account=None, record=None, kind=Speech.DIGEST)
    with writing(engine) as connection:
        for one in (message(handoff), digest):
            said.put(connection, NORTH, one, NOW, NOW)
        waits = said.by_key(connection, NORTH, message(handoff).key)
        accounts.looked(connection, NORTH, {handoff.account: None})
    command.downgrade(schema.alembic_config(engine), "0002")
    command.upgrade(schema.alembic_config(engine), "head")
    with reading(engine) as connection:
        assert said.coming(connection, NORTH, 9) == (waits,)  # the second release knew nothing that is about no record
        assert accounts.look_at(connection, NORTH, handoff.account) == NOW  # never looked at yet, as far as it can tell


def test_a_migration_that_fails_halfway_leaves_the_database_as_it_was(
    engine: Engine, acme: Account, next_migration: Write
) -> None:
    folder = next_migration("""op.create_table("half", sa.Column("id", sa.Integer))
    op.execute("UPDATE accounts SET name = 'half'")
    op.drop_table("people")
    op.execute("nonsense")""")
    with pytest.raises(Exception, match="nonsense"):
        migrate(engine, folder)
    assert schema.state_of(engine).ready
    assert set(inspect(engine).get_table_names()) == {*metadata.tables, "alembic_version"}
    with reading(engine) as connection:
        assert accounts.get(connection, NORTH, acme.id) == acme


def test_a_first_migration_that_fails_later_on_leaves_an_empty_database(empty: Engine, next_migration: Write) -> None:
    with pytest.raises(ZeroDivisionError):
        migrate(empty, next_migration("1 / 0"))
    assert inspect(empty).get_table_names() == []


@on_sqlite
def test_making_a_parent_table_anew_keeps_its_children(engine: Engine, handoff: Record, next_migration: Write) -> None:
    with writing(engine) as connection:
        accounts.take_role(connection, NORTH, handoff.account, "owner", "UANN", NOW)
    folder = next_migration("""with op.batch_alter_table("accounts", recreate="always") as table:
        table.add_column(sa.Column("region", sa.String, nullable=False, server_default="emea"))""")
    migrate(engine, folder)
    assert schema.state_of(engine).current == "next"
    with reading(engine) as connection:
        assert records.get(connection, NORTH, handoff.id) == handoff
        assert accounts.roles(connection, NORTH, [handoff.account]) == (Role(handoff.account, "owner", "UANN"),)
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


@on_sqlite
def test_a_migration_that_orphans_rows_is_rolled_back(engine: Engine, handoff: Record, next_migration: Write) -> None:
    with pytest.raises(Exception, match=r"1 rows would point at nothing .*: records \(points at accounts\)"):
        migrate(engine, next_migration("""op.execute("DELETE FROM accounts")"""))
    with reading(engine) as connection:
        assert accounts.get(connection, NORTH, handoff.account)


def test_a_new_migration_drafted_from_the_template_runs(engine: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    command.revision(schema.alembic_config(engine, folder), "a table for renewals", rev_id="next")
    migrate(engine, folder)
    assert schema.state_of(engine).current == "next"


@on_postgresql
def test_moments_know_their_zone(engine: Engine) -> None:
    with reading(engine) as connection:
        types = set(
            connection.scalars(text("SELECT data_type FROM information_schema.columns WHERE table_name = 'said'"))
        )
    assert "timestamp with time zone" in types
    assert "timestamp without time zone" not in types
