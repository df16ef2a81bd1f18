"""The programs that are measured, each as a process of its own on a wire of its own."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

from ruamel.yaml import YAML

from benchmarks.wire import Wire, open_wire
from bot.settings import ROOT

READY_WITHIN = 60.0
STOP_WITHIN = 20.0
OURS = ("SLACK_", "HEARTH_", "DATABASE_URL")
"""Beginnings of the variables that must not leak from the shell into what is measured."""


class Broken(Exception):
    """A program did not do what it is there for; the text says which, with the end of its log."""


@dataclass(frozen=True)
class App:
    """A program: its arguments after `python -m`, and what its environment holds beyond the wire's address."""

    name: str
    arguments: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Running:
    """An app at work: `started` is the `perf_counter` just before its process began."""

    app: App
    wire: Wire
    process: asyncio.subprocess.Process
    started: float


BARE = App("bare Bolt", ("benchmarks.bare",))
BARE_WITH_DEFAULTS = App("bare Bolt with its defaults", ("benchmarks.bare", "--defaults"))


def bare_with_sqlalchemy(database: Path) -> App:
    return App("bare Bolt with SQLAlchemy", ("benchmarks.bare", "--with-sqlalchemy"), _stored_in(database))


@dataclass(frozen=True)
class Hearths:
    """Makes bots with an empty database each, in one folder."""

    folder: Path
    blueprints: Path
    empty: Path

    def new(self, name: str, log: Path | None = None) -> tuple[App, Path]:
        """A bot and its database; with `log` it also writes down what it commits (`benchmarks.recorded`)."""
        database = self.folder / f"{name}.sqlite3"
        shutil.copy(self.empty, database)
        program = ("bot", "run") if log is None else ("benchmarks.recorded", str(log), "run")
        return App("Hearth", program, _stored_in(database) | {"HEARTH_BLUEPRINTS": str(self.blueprints)}), database


async def hearths(folder: Path) -> Hearths:
    """Migrate an empty database once, to be copied for each bot."""
    empty = folder / "empty.sqlite3"
    migrate = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "migrate"),
        cwd=ROOT,
        env=clean() | _stored_in(empty),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await migrate.communicate()
    if migrate.returncode:
        raise Broken(f"`python -m bot migrate` failed:\n{said.decode(errors='replace')}")
    return Hearths(folder, _open_every_day(folder / "blueprints"), empty)


@asynccontextmanager
async def running(app: App, people: Sequence[str], log: Path) -> AsyncIterator[Running]:
    """The app from its start until its socket is connected, and on until the block is left."""
    async with open_wire(people) as wire:
        with log.open("wb") as output:
            started = perf_counter()
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", *app.arguments),
                cwd=ROOT,
                env=clean() | _connected_to(wire) | app.environment,
                stdout=output,
                stderr=output,
            )
        try:
            await _connected(app, wire, process, log)
            yield Running(app, wire, process, started)
            if process.returncode is not None:
                raise Broken(f"{app.name} has stopped by itself.\n{_tail(log)}")
        finally:
            await _stop(process)
        if wire.refused:
            raise Broken(f"{app.name} called what the wire does not answer: {wire.refused[0]}")


async def _connected(app: App, wire: Wire, process: asyncio.subprocess.Process, log: Path) -> None:
    ended = asyncio.create_task(process.wait())
    either: set[asyncio.Future[Any]] = {ended, wire.connected}
    await asyncio.wait(either, timeout=READY_WITHIN, return_when=asyncio.FIRST_COMPLETED)
    ended.cancel()
    if not wire.connected.done():
        raise Broken(f"{app.name} is not connected.\n{_tail(log)}")


async def _stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.terminate()
    try:
        await asyncio.wait_for(process.wait(), STOP_WITHIN)
    except TimeoutError:
        process.kill()
        await process.wait()


def _open_every_day(folder: Path) -> Path:
    """The blueprints as they are, but with seven working days: a run on a Sunday measures what one on a Monday does."""
    shutil.copytree(ROOT / "blueprints", folder)
    yaml = YAML()
    calendar = yaml.load(folder / "calendar.yml")
    calendar["working_days"] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    yaml.dump(calendar, folder / "calendar.yml")
    return folder


def clean() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(OURS)}


def _connected_to(wire: Wire) -> dict[str, str]:
    return {"SLACK_BOT_TOKEN": "xoxb-benchmark", "SLACK_APP_TOKEN": "xapp-benchmark", "SLACK_API_URL": wire.api_url}


def _stored_in(database: Path) -> dict[str, str]:
    return {"DATABASE_URL": f"sqlite:///{database}"}


def _tail(log: Path, lines: int = 20) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
