"""make demo: the sandbox and the bot as two processes on this machine, talking over Slack's own wire."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NoReturn

import click

ROOT = Path(__file__).resolve().parent.parent
BOT_TOKEN = "xoxb-sandbox-hearth"
APP_TOKEN = "xapp-sandbox-hearth"
READY_WITHIN = 60
"""Seconds a part may take to be ready on a slow machine before the demo says that it is not."""
STOP_WITHIN = 20
"""Seconds a part may take to finish what it has in hand."""
START_OVER = "If what the demo has kept is at fault, make demo-reset starts over."


class DemoBroken(Exception):
    """The demo cannot go on; the text says why and what to do."""


class AskedToStop(Exception):
    """Somebody pressed Ctrl-C before everything was up."""


@dataclass
class Part:
    """One of the two processes, its name for people, and the file its output goes to."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    def check(self) -> None:
        """Raise DemoBroken when the process has ended."""
        if self.process.poll() is not None:
            raise DemoBroken(f"{self.name} has stopped. The end of {self.log}:\n{tail(self.log)}\n{START_OVER}")

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(STOP_WITHIN)
        except subprocess.TimeoutExpired:
            say(f"{self.name} did not stop within {STOP_WITHIN} s and was killed.")
            self.process.kill()
            self.process.wait()


@click.command()
@click.option(
    "--port", default=8850, type=click.IntRange(1, 65535), show_default=True, help="Where the page is served."
)
@click.option("--reset", is_flag=True, help="Forget the last demo first: an empty workspace, a fresh sample portfolio.")
@click.option(
    "--folder",
    default=ROOT / ".demo",
    type=click.Path(path_type=Path, file_okay=False, resolve_path=True),
    help="Where the demo keeps its data.",
)
def main(port: int, reset: bool, folder: Path) -> None:
    """Start the demo and keep it going until Ctrl-C."""
    stop = stop_on_signals()
    try:
        with locked(folder, port) as lock:
            if reset:
                forget(folder, lock)
            keep_going(folder, port, lock, stop)
    except AskedToStop:
        say("\nStopped. `make demo` goes on from here.")
    except DemoBroken as broken:
        leave(str(broken))
    except OSError as problem:
        leave(
            f"{problem.filename or folder} cannot be used: {problem.strerror}. "
            "Another folder can be named: make demo DEMO='--folder ~/hearth-demo'"
        )
    else:
        say("\nBoth have stopped. The data is kept: `make demo` goes on, `make demo-reset` starts over.")


def keep_going(folder: Path, port: int, lock: IO[str], stop: threading.Event) -> None:
    """Bring both parts up, watch over them until asked to stop, and stop them, the bot first."""
    parts: list[Part] = []
    try:
        refuse_busy(port)
        prepare(folder, stop)
        say("Starting the sandbox …")
        parts.append(start_sandbox(folder, port, lock))
        wait_until(lambda: connected(port) is not None, parts, stop)
        furnish(folder, port, stop)
        say("Starting Hearth …")
        parts.append(start_bot(folder, port, lock))
        wait_until(lambda: bool(connected(port)), parts, stop)
        greet(port)
        while not stop.wait(0.5):
            for part in parts:
                part.check()
    finally:
        for part in reversed(parts):
            part.stop()


def prepare(folder: Path, stop: threading.Event) -> None:
    """A database with this version's tables; a new one has another name until it is furnished."""
    say("Preparing the database …")
    if database_in(folder).exists():
        run(["bot", "migrate"], {"DATABASE_URL": url_of(database_in(folder))}, stop)
        return
    draft_in(folder).unlink(missing_ok=True)
    run(["bot", "migrate"], {"DATABASE_URL": url_of(draft_in(folder))}, stop)


def furnish(folder: Path, port: int, stop: threading.Event) -> None:
    """A new database gets the sample portfolio, with a past that ends on the day that the sandbox's clock shows."""
    if database_in(folder).exists():
        return
    say("Taking in the sample portfolio …")
    run(["tools.past"], told(draft_in(folder), port), stop)
    draft_in(folder).rename(database_in(folder))


def database_in(folder: Path) -> Path:
    return folder / "hearth.sqlite3"


def draft_in(folder: Path) -> Path:
    return folder / "new.sqlite3"


def url_of(database: Path) -> str:
    return f"sqlite:///{database}"


def start_sandbox(folder: Path, port: int, lock: IO[str]) -> Part:
    arguments = ["--port", str(port), "--state", str(folder / "workspace.json"), "--office-hours"]
    return launch("The sandbox", ["sandbox", *arguments], folder / "sandbox.log", {}, lock)


def start_bot(folder: Path, port: int, lock: IO[str]) -> Part:
    return launch("Hearth", ["bot", "run"], folder / "hearth.log", told(database_in(folder), port), lock)


def told(database: Path, port: int) -> dict[str, str]:
    """The bot is told of the sandbox in the place of Slack, and of its clock."""
    home = f"http://127.0.0.1:{port}"
    return {
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "SLACK_API_URL": f"{home}/api/",
        "DATABASE_URL": url_of(database),
        "HEARTH_CLOCK_URL": f"{home}/control/time",
        "HEARTH_TICK_SECONDS": "0.5",
    }


def greet(port: int) -> None:
    say("")
    say(f"Open  http://127.0.0.1:{port}/#/as/UBEN/c/C0SALES")
    say("Try   you are Ben Brand: type /handoff Acme; then act as Ann Adler and accept it.")
    say("Then  press the clock and “Next working morning”: Hearth says what is due. Ctrl-C stops.")


def run(module: Sequence[str], told: Mapping[str, str], stop: threading.Event) -> None:
    """Run a module to its end."""
    done = subprocess.run(
        [sys.executable, "-m", *module],
        cwd=ROOT,
        env=environment(told),
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
    )
    if done.returncode:
        raise DemoBroken(f"`python -m {' '.join(module)}` failed:\n{done.stdout}{done.stderr}{START_OVER}")
    if stop.is_set():
        raise AskedToStop


def launch(name: str, module: Sequence[str], log: Path, told: Mapping[str, str], lock: IO[str]) -> Part:
    """Start a process in a session of its own: Ctrl-C reaches us alone, and we stop both in order.

    It holds the lock with us, so that a demo whose first process was killed still counts as one that runs.
    """
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", *module],
            cwd=ROOT,
            env=environment(told),
            stdout=output,
            stderr=output,
            start_new_session=True,
            pass_fds=[lock.fileno()],
        )
    print("", process.pid, end="", file=lock, flush=True)
    return Part(name, process, log)


def environment(told: Mapping[str, str]) -> dict[str, str]:
    """Ours, without what is meant for another Hearth or leads over a proxy: both parts are on this machine."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.upper().startswith(("SLACK_", "HEARTH_")) and not name.upper().endswith("_PROXY")
    }
    return {**kept, **told}


def wait_until(ready: Callable[[], bool], parts: Sequence[Part], stop: threading.Event) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while not ready():
        for part in parts:
            part.check()
        if time.monotonic() > deadline:
            last = parts[-1]
            raise DemoBroken(f"{last.name} is not ready after {READY_WITHIN} s. Its log: {last.log}")
        if stop.wait(0.1):
            raise AskedToStop


def connected(port: int) -> int | None:
    """How many sockets the bot has open at the sandbox; None while the sandbox does not answer."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(f"http://127.0.0.1:{port}/control/state", timeout=2) as answer:
            return int(json.load(answer)["app"]["connected"])
    except OSError:
        return None


@contextmanager
def locked(folder: Path, port: int) -> Iterator[IO[str]]:
    """The demo's folder, for one demo at a time. The lock says where its page is and which processes it has."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            page, _, processes = lock.read().partition(" ")
            raise DemoBroken(
                f"The demo is running already: {page}\n"
                f"To stop it, press Ctrl-C where it was started, or: kill {processes}"
            ) from None
        lock.truncate(0)
        print(f"http://127.0.0.1:{port}/ {os.getpid()}", end="", file=lock, flush=True)
        yield lock


def forget(folder: Path, lock: IO[str]) -> None:
    """Remove what earlier demos kept."""
    for kept in folder.iterdir():
        if kept.is_dir():
            shutil.rmtree(kept)
        elif kept != Path(lock.name):
            kept.unlink()


def refuse_busy(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as taken:
            raise DemoBroken(
                f"Port {port} cannot be used ({taken.strerror}): another program has it. "
                f"Choose another port: make demo DEMO='--port {port + 1}'"
            ) from None


def stop_on_signals() -> threading.Event:
    """An event that Ctrl-C, `kill` and a closed terminal set; nohup's wish to outlive the terminal is respected."""
    asked = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, lambda *_: asked.set())
    return asked


def tail(log: Path, lines: int = 15) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


def say(sentence: str) -> None:
    click.echo(sentence)


def leave(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    raise SystemExit(1)


if __name__ == "__main__":
    main()
