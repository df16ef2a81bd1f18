"""How much memory the bot holds while nothing happens, with a thousand accounts and with a hundred times as many."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from benchmarks import payloads
from benchmarks.answers import inputs_of
from benchmarks.apps import App, running
from benchmarks.person import Hand, everybody, people
from benchmarks.portfolio import KINDS, hold, hush, on_file
from benchmarks.report import Figure, Table
from benchmarks.start import IDLE_AFTER, MIB
from bot.store.engine import open_engine

AIM = 1.2
REST = 3 * IDLE_AFTER
"""Seconds without a call: a bot first tries its words, then calls the roll."""


@dataclass(frozen=True)
class Counts:
    """Two portfolios, of which `kinds` accounts differ; each bot is started so often."""

    sizes: tuple[int, int] = (1_000, 100_000)
    kinds: int = KINDS
    rounds: int = 3


QUICK = Counts(sizes=(20, 40), kinds=20, rounds=1)


@dataclass(frozen=True)
class Held:
    """Resident memory in MiB: of a bot that has just come to rest, and once somebody looked for an account by name."""

    idle: float
    typed: float


def measure(counts: Counts) -> Table:
    """Start one bot after the other, round by round."""
    with tempfile.TemporaryDirectory(prefix="hearth-bench-") as folder:
        found = asyncio.run(_measured(counts, Path(folder)))
    least, most = ([held[size] for held in found] for size in counts.sizes)
    return Table(
        title="Memory while nothing happens",
        ours=f"{counts.sizes[1]:,} accounts",
        floor=f"{counts.sizes[0]:,} accounts",
        figures=(
            Figure("idle, RSS", "MiB", tuple(h.idle for h in most), tuple(h.idle for h in least), AIM),
            Figure(
                "once a name was typed, RSS", "MiB", tuple(h.typed for h in most), tuple(h.typed for h in least), None
            ),
        ),
        notes=("The names of all accounts are read and arranged for typing when somebody first types, not before.",),
    )


async def _measured(counts: Counts, folder: Path) -> list[dict[int, Held]]:
    at_rest = {size: _at_rest(folder / f"{size}.sqlite3", size, counts.kinds) for size in counts.sizes}
    return [{size: await _held(at_rest[size], folder) for size in counts.sizes} for _ in range(counts.rounds)]


def _at_rest(database: Path, size: int, kinds: int) -> App:
    """A bot with the blueprints that its accounts were judged by, and nothing that is due."""
    memory = open_engine(f"sqlite:///{shutil.copy(on_file(size, kinds), database)}")
    hold(memory)
    hush(memory)
    memory.dispose()
    return App("Hearth", ("bot", "run"), {"DATABASE_URL": f"sqlite:///{database}"})


async def _held(bot: App, folder: Path) -> Held:
    [person] = people(1)
    async with running(bot, everybody([person]), folder / "memory.log") as at_work:
        process = psutil.Process(at_work.process.pid)
        await at_work.wire.quiet(REST)
        idle = process.memory_info().rss
        opened = (await Hand(at_work.wire, person).command()).opened
        [names, *_] = [block for block in inputs_of(opened) if block["element"]["type"] == "external_select"]
        for typed in ("cus", "custmer"):
            await at_work.wire.send("interactive", payloads.suggestion(person.id, opened, names, typed))
        await at_work.wire.quiet(REST)
        return Held(idle / MIB, process.memory_info().rss / MIB)
