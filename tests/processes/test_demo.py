"""make demo: both parts come up, keep what happened, and go as they came; bad luck gets a sentence."""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest

from tests.cast import MONDAY
from tests.flows.forms import ACCEPT, hands_off
from tests.processes.conftest import Program, free_port
from tests.support.hand import Control, eventually

STOPPED = "Both have stopped. The data is kept: `make demo` goes on, `make demo-reset` starts over.\n"
MENDS = "If what the demo has kept is at fault, make demo-reset starts over.\n"
NO_WAY_OUT = {"HTTP_PROXY": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9", "HEARTH_TICK_SECONDS": "wrong"}
"""What may be set on a newcomer's machine; the demo must not follow it."""

Demo = Callable[..., Program]


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the demo keeps its data, in a place with a space in its name."""
    return tmp_path / "the demo"


@pytest.fixture
def demo(port: int, folder: Path, tmp_path: Path) -> Iterator[Demo]:
    """Start the demo: `demo()`. All of its processes are gone after the test."""
    started: list[Program] = []

    def start(*arguments: str) -> Program:
        command = [sys.executable, "-m", "tools.demo", "--port", str(port), "--folder", str(folder), *arguments]
        log = tmp_path / f"demo{len(started)}.log"
        started.append(Program(command, os.environ | NO_WAY_OUT, log))
        return started[-1]

    yield start
    for program in started:
        if program.goes_on():
            program.is_told()
    assert not parts(folder)


@pytest.fixture
def box(port: int) -> Iterator[Control]:
    control = Control(f"http://127.0.0.1:{port}")
    yield control
    control.close()


def parts(folder: Path) -> list[psutil.Process]:
    """The processes that work in this folder, the demo's own first."""
    lock = folder / "lock"
    processes = lock.read_text().split()[1:] if lock.exists() else []
    return [psutil.Process(int(process)) for process in processes if psutil.pid_exists(int(process))]


def test_a_handoff_goes_on_after_the_demo_was_stopped_and_started_again(
    demo: Demo, box: Control, port: int, folder: Path
) -> None:
    first = demo()
    first.says("Ctrl-C stops.")
    assert first.said.splitlines()[-3:] == [
        f"Open  http://127.0.0.1:{port}/#/as/UBEN/c/C0SALES",
        "Try   you are Ben Brand: type /handoff Acme; then act as Ann Adler and accept it.",
        "Then  press the clock and “Next working morning”: Hearth says what is due. Ctrl-C stops.",
    ]
    since_monday = datetime.fromtimestamp(box.clock.now, UTC) - MONDAY  # it runs with the machine's clock
    hands_off(box.ben, "Initech", since_monday=since_monday)  # the sample portfolio has it
    card = box.ann.sees_message("hands Initech to you")
    now = box.clock.now

    second = demo()
    assert second.ends() == 1
    assert second.said.startswith(f"The demo is running already: http://127.0.0.1:{port}/\nTo stop it, press Ctrl-C")

    assert first.is_told(signal.SIGINT) == 0
    assert first.said.endswith(STOPPED)
    assert not parts(folder)

    again = demo()
    again.says("Ctrl-C stops.")
    assert "sample portfolio" not in again.said
    assert box.clock.now >= now
    [kept] = [message for message in box.ann.messages() if "hands Initech" in message.text]
    assert kept.ts == card.ts
    assert box.ann.clicks(ACCEPT, kept).acked
    box.ann.sees_message("First weeks with Initech")
    assert box.ann.sees_message("You accepted Initech").ts == card.ts
    assert again.is_told() == 0
    assert "Traceback" not in again.said + (folder / "hearth.log").read_text() + (folder / "sandbox.log").read_text()


def test_what_is_broken_is_told_with_the_end_of_the_log_and_a_reset_mends_it(demo: Demo, folder: Path) -> None:
    folder.mkdir()
    (folder / "hearth.sqlite3").write_bytes(b"no database, by any measure" * 100)
    (folder / "workspace.json").write_text("{")
    broken = demo()
    assert broken.ends() == 1
    assert "`python -m bot migrate` failed:\nDATABASE_URL: The database" in broken.said
    assert broken.said.endswith(MENDS)

    mended = demo("--reset")
    mended.says("Ctrl-C stops.")
    assert "Taking in the sample portfolio" in mended.said

    [_, _, hearth] = parts(folder)
    log = folder / "hearth.log"
    eventually(lambda: "at work in" in log.read_text() or None, lambda: "it should say that it is at work")
    hearth.kill()
    assert mended.ends() == 1
    assert f"Hearth has stopped. The end of {log}:\n" in mended.said
    assert "Hearth is at work in Northwind." in mended.said
    assert mended.said.endswith(MENDS)


def test_before_everything_is_up_it_stops_as_well(demo: Demo, folder: Path) -> None:
    program = demo()
    program.says("Preparing the database")
    assert program.is_told(signal.SIGINT) == 0
    assert program.said.endswith("\nStopped. `make demo` goes on from here.\n")
    assert not (folder / "hearth.sqlite3").exists()


def test_a_port_that_another_program_has_is_told(demo: Demo) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        program = demo("--port", str(taken))
        assert program.ends() == 1
    assert program.said == (
        f"Port {taken} cannot be used (Address already in use): another program has it. "
        f"Choose another port: make demo DEMO='--port {taken + 1}'\n"
    )


def test_a_folder_that_cannot_be_written_is_told(demo: Demo, folder: Path) -> None:
    folder.parent.joinpath("file").write_text("in the way")
    program = demo("--folder", str(folder.parent / "file" / "demo"))
    assert program.ends() == 1
    assert "cannot be used: Not a directory. Another folder can be named: make demo DEMO=" in program.said
