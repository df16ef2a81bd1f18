"""Programs as people start them: processes of their own, against a sandbox whose clock runs."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.store import schema
from sandbox.clock import Clock
from sandbox.server import HttpDelivery, Sandbox
from tests.cast import MONDAY
from tests.support.hand import Control, eventually

ROOT = Path(__file__).parents[2]
BOT_TOKEN = "xoxb-sandbox-hearth"
APP_TOKEN = "xapp-sandbox-hearth"
SIGNING_SECRET = "sandbox-signing-secret"
SECRETS = (BOT_TOKEN, APP_TOKEN, SIGNING_SECRET)
A_WHILE = 40.0
"""Machine seconds in which a busy machine has started or stopped a process."""


class Program:
    """A process and what it says, which may hold no secret."""

    def __init__(self, command: list[str], environment: Mapping[str, str], log: Path) -> None:
        self._log = log
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=dict(environment), stdout=output, stderr=subprocess.STDOUT
            )

    @property
    def said(self) -> str:
        """Everything so far."""
        text = self._log.read_text()
        assert not [secret for secret in SECRETS if secret in text]
        return text

    def says(self, words: str) -> None:
        """Wait until it said this; fail as soon as it has ended without."""

        def look() -> bool | None:
            ended = self.process.poll() is not None
            if words in self.said:
                return True
            assert not ended, f"it ended without saying {words!r}:\n{self.said}"
            return None

        eventually(look, lambda: f"it should say {words!r}; it said:\n{self.said}", within=A_WHILE)

    def is_told(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send it a signal; its exit code."""
        self.process.send_signal(number)
        return self.ends()

    def ends(self) -> int:
        """Its exit code, waited for."""
        return self.process.wait(A_WHILE)

    def goes_on(self) -> bool:
        return self.process.poll() is None


@dataclass(frozen=True)
class Door:
    """A sandbox that delivers in one of Slack's two ways, and what a bot must be told to hear it."""

    box: Control
    environment: Mapping[str, str]
    arguments: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """Where an HTTP bot listens."""
        return f"http://127.0.0.1:{self.arguments[-1]}/slack/events"


Hire = Callable[..., Program]


@pytest.fixture(scope="session")
def socket_door() -> Iterator[Door]:
    with Sandbox(manifest=ROOT / "app_manifest.yml", clock=Clock.at(MONDAY.timestamp())) as sandbox:
        box = Control(sandbox.url)
        yield Door(box, _told(sandbox) | {"SLACK_APP_TOKEN": APP_TOKEN})
        box.close()


@pytest.fixture(scope="session")
def http_door() -> Iterator[Door]:
    port = free_port()
    delivery = HttpDelivery(f"http://127.0.0.1:{port}/slack/events")
    with Sandbox(manifest=ROOT / "app_manifest.yml", clock=Clock.at(MONDAY.timestamp()), http=delivery) as sandbox:
        box = Control(sandbox.url)
        yield Door(box, _told(sandbox) | {"SLACK_SIGNING_SECRET": SIGNING_SECRET}, ("--port", str(port)))
        box.close()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    database = tmp_path_factory.mktemp("empty") / "hearth.sqlite3"
    schema.upgrade(f"sqlite:///{database}")
    return database


@pytest.fixture
def database(empty_database: Path, tmp_path: Path) -> str:
    """The URL of a database of this version with nothing in it."""
    return f"sqlite:///{shutil.copy(empty_database, tmp_path / 'hearth.sqlite3')}"


@pytest.fixture
def hire(database: str, tmp_path: Path) -> Iterator[Hire]:
    """Start the bot behind a door, `hire(door)`; whoever still works after the test is dismissed."""
    hired: list[Program] = []

    def hire(door: Door) -> Program:
        told = {**door.environment, "DATABASE_URL": database}
        command = [sys.executable, "-m", "tests.processes.alone", "run", *door.arguments]
        hired.append(Program(command, told, tmp_path / f"bot{len(hired)}.log"))
        hired[-1].says("Hearth is at work in Northwind.")
        return hired[-1]

    yield hire
    for program in hired:
        if program.goes_on():
            program.process.kill()
        program.ends()
        assert "LEFT THIS MACHINE" not in program.said


def free_port() -> int:
    """A port that nobody listens at just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _told(sandbox: Sandbox) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_API_URL": sandbox.api_url,
        "HEARTH_CLOCK_URL": f"{sandbox.url}/control/time",
        "HEARTH_TICK_SECONDS": "0.3",
    }
