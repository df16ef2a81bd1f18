"""How long a start takes, and how much memory the process then holds."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from benchmarks.apps import App, bare_with_sqlalchemy, hearths, running
from benchmarks.person import Hand, everybody, people
from benchmarks.report import Figure, Table

CROWD = 200
"""People in the workspace: all of them are called by roll at each start."""
IDLE_AFTER = 1.0
"""Seconds without a call after which a process counts as idle."""
AIM = 2.0
MIB = 1024 * 1024


@dataclass(frozen=True)
class Counts:
    """How often each app is started; `before` are starts that fill caches and do not count."""

    rounds: int = 7
    before: int = 1


QUICK = Counts(rounds=1, before=0)


@dataclass(frozen=True)
class Started:
    """One start: seconds from the new process to `hello` and to the first ack; processor seconds and MiB when idle."""

    hello: float
    ack: float
    cpu: float
    pss: float
    rss: float


def measure(counts: Counts) -> Table:
    """Start one app after the other, round by round."""
    with tempfile.TemporaryDirectory(prefix="hearth-bench-") as folder:
        ours, floor = asyncio.run(_measured(counts, Path(folder)))
    return Table(
        title="Start and memory",
        ours="Hearth",
        floor="bare Bolt with SQLAlchemy",
        figures=(
            _figure("start to hello", "s", [s.hello for s in ours], [s.hello for s in floor], None),
            _figure("start to the first ack", "s", [s.ack for s in ours], [s.ack for s in floor], AIM),
            _figure("processor time until idle", "s", [s.cpu for s in ours], [s.cpu for s in floor], None),
            _figure("memory when idle, PSS", "MiB", [s.pss for s in ours], [s.pss for s in floor], AIM),
            _figure("memory when idle, RSS", "MiB", [s.rss for s in ours], [s.rss for s in floor], AIM),
        ),
    )


async def _measured(counts: Counts, folder: Path) -> tuple[list[Started], list[Started]]:
    bots = await hearths(folder)
    ours: list[Started] = []
    floor: list[Started] = []
    for number in range(counts.before + counts.rounds):
        app, database = bots.new(f"start-{number}")
        ours.append(await _started(app, folder))
        floor.append(await _started(bare_with_sqlalchemy(database), folder))
    return ours[counts.before :], floor[counts.before :]


async def _started(app: App, folder: Path) -> Started:
    crowd = people(CROWD // 4)
    async with running(app, everybody(crowd), folder / "start.log") as at_work:
        opening = await Hand(at_work.wire, crowd[0]).command()
        acked = opening.sent + opening.ack - at_work.started
        await at_work.wire.quiet(IDLE_AFTER)
        process = psutil.Process(at_work.process.pid)
        memory, processor = process.memory_full_info(), process.cpu_times()
        return Started(
            hello=at_work.wire.connected.result() - at_work.started,
            ack=acked,
            cpu=processor.user + processor.system,
            pss=memory.pss / MIB,
            rss=memory.rss / MIB,
        )


def _figure(name: str, unit: str, ours: Sequence[float], floor: Sequence[float], aim: float | None) -> Figure:
    return Figure(name, unit, tuple(ours), tuple(floor), aim)
