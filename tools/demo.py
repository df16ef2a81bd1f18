"""make demo: the sandbox and the bot as two processes on this machine, talking over Slack's own wire."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "tools" / "sample" / "portfolio.csv"
WORKSPACE = "T0NORTH"
BOT_TOKEN = "xoxb-sandbox-hearth"
APP_TOKEN = "xapp-sandbox-hearth"
READY_WITHIN = 60
"""Seconds a part may take to be ready on a slow machine before the demo says that it is not."""
STOP_WITHIN = 10


class DemoBroken(Exception):
    """The demo cannot go on; the text says why and what to do."""


@dataclass
class Part:
    """One of the two processes, its name for people, and the file its output goes to."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    def check(self) -> None:
        """Raise DemoBroken when the process has ended."""
        if self.process.poll() is not None:
            raise DemoBroken(f"{self.name} has stopped. The end of {self.log}:\n{tail(self.log)}")

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(STOP_WITHIN)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@click.command()
@click.option("--port", default=8850, show_default=True, help="Where the page is served.")
@click.option("--reset", is_flag=True, help="Forget the last demo first: an empty workspace, a fresh sample portfolio.")
@click.option(
    "--folder", default=ROOT / ".demo", type=click.Path(path_type=Path), help="Where the demo keeps its data."
)
def main(port: int, reset: bool, folder: Path) -> None:
    """Start the demo and keep it going until Ctrl-C."""
    stop = stop_on_signals()
    parts: list[Part] = []
    try:
        refuse_busy(port)
        if reset and folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(exist_ok=True)
        prepare(folder)
        parts.append(start_sandbox(folder, port))
        parts.append(start_bot(folder, port, parts))
        greet(port)
        while not stop.wait(0.5):
            for part in parts:
                part.check()
    except DemoBroken as broken:
        click.echo(str(broken), err=True)
        raise SystemExit(1) from None
    finally:
        for part in reversed(parts):
            part.stop()
    click.echo("\nBoth have stopped. The data is kept: `make demo` goes on, `make demo-reset` starts over.")


def prepare(folder: Path) -> None:
    """A database with this version's tables, and the sample portfolio where the database is new."""
    fresh = not (folder / "hearth.sqlite3").exists()
    say("Preparing the database …")
    bot(folder, "migrate")
    if fresh:
        say("Taking in the sample portfolio …")
        bot(folder, "import", str(SAMPLE), "--workspace", WORKSPACE)


def start_sandbox(folder: Path, port: int) -> Part:
    say("Starting the sandbox …")
    arguments = ["--port", str(port), "--state", str(folder / "workspace.json"), "--office-hours"]
    part = launch("The sandbox", [sys.executable, "-m", "sandbox", *arguments], folder / "sandbox.log", {})
    wait_until(lambda: connected(port) is not None, [part])
    return part


def start_bot(folder: Path, port: int, others: Sequence[Part]) -> Part:
    say("Starting Hearth …")
    part = launch("Hearth", [sys.executable, "-m", "bot", "run"], folder / "hearth.log", environment(folder, port))
    wait_until(lambda: bool(connected(port)), [*others, part])
    return part


def greet(port: int) -> None:
    say("")
    say(f"Open  http://127.0.0.1:{port}/")
    say("Try   as Ben Brand, type /handoff Acme in any channel; then act as Ann Adler and accept it. Ctrl-C stops.")


def environment(folder: Path, port: int) -> dict[str, str]:
    """What the bot is told: the sandbox in the place of Slack, and the sandbox's clock."""
    home = f"http://127.0.0.1:{port}"
    return {
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "SLACK_API_URL": f"{home}/api/",
        "DATABASE_URL": f"sqlite:///{folder / 'hearth.sqlite3'}",
        "HEARTH_CLOCK_URL": f"{home}/control/time",
        "HEARTH_TICK_SECONDS": "2",
    }


def bot(folder: Path, *arguments: str) -> None:
    """Run one of the bot's commands to its end."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": f"sqlite:///{folder / 'hearth.sqlite3'}"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise DemoBroken(f"`python -m bot {arguments[0]}` failed:\n{done.stdout}{done.stderr}")


def launch(name: str, command: Sequence[str], log: Path, extra: Mapping[str, str]) -> Part:
    """Start a process in a group of its own: Ctrl-C reaches us alone, and we stop both in order."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | extra, stdout=output, stderr=output, start_new_session=True
        )
    return Part(name, process, log)


def wait_until(ready: Callable[[], bool], parts: Sequence[Part]) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while not ready():
        for part in parts:
            part.check()
        if time.monotonic() > deadline:
            last = parts[-1]
            raise DemoBroken(f"{last.name} is not ready after {READY_WITHIN} s. Its log: {last.log}")
        time.sleep(0.1)


def connected(port: int) -> int | None:
    """How many sockets the bot has open at the sandbox; None while the sandbox does not answer."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/control/state", timeout=2) as answer:
            return int(json.load(answer)["app"]["connected"])
    except (OSError, urllib.error.URLError):
        return None


def refuse_busy(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as taken:
            raise DemoBroken(
                f"Port {port} is in use ({taken.strerror}), perhaps by a demo that is still open. "
                f"Stop that, or choose another port: make demo DEMO='--port {port + 1}'"
            ) from None


def stop_on_signals() -> threading.Event:
    asked = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: asked.set())
    return asked


def tail(log: Path, lines: int = 15) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


def say(sentence: str) -> None:
    click.echo(sentence)


if __name__ == "__main__":
    main()
