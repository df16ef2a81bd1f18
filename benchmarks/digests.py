"""What the digests of one morning take: of a thousand owners of a hundred thousand accounts."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.apps import Broken, clean
from benchmarks.morning import MORNING, Morning
from benchmarks.portfolio import KINDS, WORKSPACE, on_file
from benchmarks.raw import PEOPLE, READ, Raw, Row, columns_of, insertion_into
from benchmarks.report import Figure, Table
from bot.settings import ROOT
from bot.store.engine import open_engine
from bot.store.tables import said, told

_SAID = f"SELECT {columns_of(said)} FROM said WHERE kind = 'digest' AND state = 'said' ORDER BY id"
_TOLD = f"SELECT {columns_of(told)} FROM told WHERE message = ?"
_KEY, _TO = (said.columns.keys().index(name) - 1 for name in ("key", "to"))
_ACCOUNT = told.columns.keys().index("account")
_DUE = (
    "SELECT key, account, watch, person, cover, opens_on, red_on, due_on, ends_on, record, task, facts FROM nudges"
    " WHERE workspace = ? AND person = ? AND closed_at IS NULL AND (opens_on <= ? OR due_on <= ?)"
)
_NEXT = "UPDATE mornings SET next_at = ? WHERE workspace = ? AND person = ?"


@dataclass(frozen=True)
class Counts:
    """The portfolio, of which `kinds` accounts differ, and how often its morning comes."""

    size: int = 100_000
    kinds: int = KINDS
    rounds: int = 3


QUICK = Counts(size=40, kinds=20, rounds=1)


@dataclass(frozen=True)
class Digest:
    """What one digest left in the database: its message, and what stood in it."""

    message: Row
    told: list[Row]

    @property
    def person(self) -> str:
        return str(self.message[_TO])

    @property
    def accounts(self) -> list[int]:
        return sorted({row[_ACCOUNT] for row in self.told})


def measure(counts: Counts) -> Table:
    """The same morning by the bot and by the raw driver, round by round."""
    with tempfile.TemporaryDirectory(prefix="hearth-bench-") as folder:
        rounds = [_round(counts, Path(folder)) for _ in range(counts.rounds)]
    ours, floor = [morning for morning, _ in rounds], [seconds for _, seconds in rounds]
    count = ours[0].digests
    each = [1000 * (morning.put + morning.said) / count for morning in ours]
    return Table(
        title=f"The digests of one morning, {counts.size:,} accounts",
        ours="Hearth",
        floor="the raw driver",
        figures=(
            Figure("one digest, put and said", "ms", tuple(each), tuple(1000 * seconds / count for seconds in floor)),
            Figure(f"all {count:,}", "s", tuple(m.put + m.said for m in ours), tuple(floor)),
        ),
        notes=(
            f"Of one digest {1000 * median(m.put for m in ours) / count:.3g} ms are to put it, and "
            f"{1000 * median(m.composed for m in ours) / count:.3g} ms to compose it: to choose, to order and to word.",
            f"The process holds {median(m.before for m in ours):.3g} MiB before it, "
            f"and {median(m.most for m in ours):.3g} MiB at most.",
        ),
    )


def _round(counts: Counts, folder: Path) -> tuple[Morning, float]:
    ours, bare = (
        Path(shutil.copy(on_file(counts.size, counts.kinds), folder / f"{name}.sqlite3")) for name in ("ours", "bare")
    )
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.morning", str(ours)],
        cwd=ROOT,
        env=clean(),
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        raise Broken(f"The morning ended with {ran.returncode}:\n{ran.stderr[-2000:]}")
    return Morning(**json.loads(ran.stdout)), _bare(bare, _digests(ours))


def _digests(database: Path) -> list[Digest]:
    memory = open_engine(f"sqlite:///{database}")
    with closing(Raw(memory)) as raw:
        found = [Digest(message, raw.rows(_TOLD, [message[_KEY]])) for message in raw.rows(_SAID, [])]
    memory.dispose()
    return found


def _bare(database: Path, digests: list[Digest]) -> float:
    """The seconds of one transaction for each digest: what it is made from is read, and written what it leaves."""
    memory = open_engine(f"sqlite:///{database}")
    with closing(Raw(memory)) as raw:
        begun = perf_counter()
        for digest in digests:
            with raw.transaction():
                day = str(MORNING.date())
                raw.rows(_DUE, [WORKSPACE, digest.person, day, day])
                _, roles, *_ = [raw.rows(sql, [WORKSPACE], digest.accounts) for sql in READ[:-1]]
                raw.rows(PEOPLE, [WORKSPACE], list({person for _, _, person in roles}))
                raw.write(insertion_into(said), [digest.message])
                raw.write(insertion_into(told), digest.told)
                raw.write(_NEXT, [("2026-03-04 09:00:00.000000", WORKSPACE, digest.person)])
        seconds = perf_counter() - begun
    memory.dispose()
    return seconds
