"""How long ten thousand accounts take to be taken in from a table, and how much memory."""

from __future__ import annotations

import csv
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.apps import Broken, clean
from benchmarks.bare_import import WORKSPACE
from benchmarks.report import Figure, Table
from bot.settings import ROOT
from bot.store import schema

MIB = 1024 * 1024
HEADINGS = ("external_id", "account", "tier", "owner", "deputy", "ae", "arr", "renewal_on", "contract_start")
THEIR_PEOPLE = ("economic_buyer", "champion")
COUNTED = ("accounts", "roles", "entries")


@dataclass(frozen=True)
class Counts:
    """Rows of the table, and how often it is taken in; `before` are rounds that fill caches and do not count."""

    rows: int = 10_000
    rounds: int = 7
    before: int = 1


QUICK = Counts(rows=50, rounds=1, before=0)


@dataclass(frozen=True)
class Done:
    """One program from its start to its end: seconds, and the most memory it held, in MiB."""

    seconds: float
    memory: float


def measure(counts: Counts) -> Table:
    """Take the same table in, once by the command and once by the floor, round by round."""
    with tempfile.TemporaryDirectory(prefix="hearth-bench-") as folder:
        ours, empty, floor = _measured(counts, Path(folder))
    whole = [one.seconds for one in ours]
    alone = [one.seconds - start.seconds for one, start in zip(ours, empty, strict=True)]
    bare = [one.seconds for one in floor]
    rate, least = (f"{counts.rows / median(seconds):,.0f}" for seconds in (whole, bare))
    return Table(
        title=f"Import of {counts.rows:,} accounts",
        ours="Hearth",
        floor="csv and sqlite3",
        figures=(
            Figure("from the command to its end", "s", tuple(whole), tuple(bare)),
            Figure("the same without what an empty table takes", "s", tuple(alone), tuple(bare)),
            Figure("most memory", "MiB", tuple(one.memory for one in ours), tuple(one.memory for one in floor)),
        ),
        notes=(
            f"{rate} rows a second from the command to its end; the floor inserts {least}.",
            f"Of the memory {median(one.memory for one in empty):.3g} MiB are held for an empty table, too.",
        ),
    )


def _measured(counts: Counts, folder: Path) -> tuple[list[Done], list[Done], list[Done]]:
    blank, table, headings = folder / "blank.sqlite3", folder / "accounts.csv", folder / "none.csv"
    schema.upgrade(f"sqlite:///{blank}")
    _write(table, counts.rows)
    _write(headings, 0)
    ours: list[Done] = []
    empty: list[Done] = []
    floor: list[Done] = []
    for number in range(counts.before + counts.rounds):
        database, bare = (Path(shutil.copy(blank, folder / f"{name}-{number}.sqlite3")) for name in ("ours", "bare"))
        ours.append(_ran(*_import(table), environment={"DATABASE_URL": f"sqlite:///{database}"}))
        floor.append(_ran("benchmarks.bare_import", str(table), str(bare)))
        empty.append(_ran(*_import(headings), environment={"DATABASE_URL": f"sqlite:///{database}"}))
        if _left(database) != _left(bare):
            raise Broken(f"the import left {_left(database)} behind, and its floor {_left(bare)}")
    return ours[counts.before :], empty[counts.before :], floor[counts.before :]


def _import(table: Path) -> tuple[str, ...]:
    return "bot", "import", str(table), "--workspace", WORKSPACE, "--yes"


def _write(table: Path, rows: int) -> None:
    with table.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow((*HEADINGS, *THEIR_PEOPLE))
        writer.writerows(_rows(rows))


def _rows(count: int) -> Iterator[tuple[str, ...]]:
    """Accounts of no two names; people by their ids, whom nobody is there to be asked about."""
    for n in range(count):
        people = (f"UOWNER{n % 40}", f"UDEPUTY{n % 40}", f"UAE{n % 20}")
        days = (f"2027-{n % 12 + 1:02}-{n % 28 + 1:02}", f"2025-{n % 12 + 1:02}-01")
        theirs = (f"Buyer {n}, CFO", f"Champion {n}, Head of Operations")
        yield f"A{n:06}", f"Company {n} Ltd", f"T{n % 4 + 1}", *people, f"{n % 900 + 10},000 EUR", *days, *theirs


def _ran(*program: str, environment: Mapping[str, str] | None = None) -> Done:
    """Run `python -m program` to its end. Raises Broken."""
    watched = [sys.executable, "-m", "benchmarks.watched", sys.executable, "-m", *program]
    told = {**clean(), **(environment or {})}
    done = subprocess.run(watched, cwd=ROOT, env=told, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Broken(f"{program[0]} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    seconds, memory = done.stdout.split()
    return Done(float(seconds), int(memory) / MIB)


def _left(database: Path) -> dict[str, int]:
    with closing(sqlite3.connect(database)) as driver:
        return {table: driver.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in COUNTED}
