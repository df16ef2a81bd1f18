"""Workers that can be killed: processes of their own, each with the whole clock and the mouth of a bot.

They are forked from a nursery that has read the blueprints and compiled what there is to compile, so that another one
is at work a few hundredths of a second after the last one's death. Each opens connections of its own, to the database
and to Slack, and what it does is the bot's own: `go_round`, again and again.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import click
import psutil
from sqlalchemy import URL, Connection, Engine, event, make_url

from bot.clock import followed_clock
from bot.jobs.round import go_round
from bot.office import Office
from bot.outbox import Mouth
from bot.settings import ROOT, Settings
from bot.slack import Slack
from bot.startup import process
from bot.store.engine import open_engine
from tests.cast import WORKSPACE
from tests.processes.alone import stay
from tests.support.at_work import BOT_TOKEN
from tests.support.hand import eventually

PAUSE: Final = 0.002
"""Machine seconds between two rounds of one worker."""
RESTS: Final = "rests"
"""What a worker tells, with the number of the rest, as it stands between two rounds because all are to."""
WRITES: Final = ("INSERT", "UPDATE", "DELETE")
"""How statements begin of which a worker tells as it begins them; of the end of their transaction it tells, too."""
PATIENCE: Final = 30.0
"""Machine seconds in which a busy machine has gone one round."""


class Workers:
    """Those who are hired to deliver: `hire` one, and `kill` it."""

    def __init__(self, box_url: str, folder: Path) -> None:
        self._log, self._barrier = folder / "workers.log", folder / "rest"
        self._told, telling = os.pipe()
        command = [sys.executable, "-m", __name__, box_url, str(telling), str(self._barrier)]
        with self._log.open("wb") as written:
            self._nursery = subprocess.Popen(
                command,
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=written,
                text=True,
                pass_fds=[telling],
            )
        os.close(telling)
        self._rests, self._half_heard = 0, b""
        self._last: defaultdict[int, str] = defaultdict(str)
        self._at_work: set[int] = set()
        assert self._heard() == "ready", self.said

    @property
    def said(self) -> str:
        """What they logged, from warnings on."""
        return self._log.read_text()

    @property
    def at_work(self) -> Collection[int]:
        return frozenset(self._at_work)

    def goes_round(self, database: str) -> None:
        """One round of the one who is never killed, on whose knowledge all others build."""
        self._tell(f"round {database}")
        assert self._heard() == "done", self.said

    def hire(self, database: str, *, faster: float = 1, halts: str | None = None) -> int:
        """Let one begin; its process id, as it is about to go round for the first time. `faster` is how many seconds
        its stopwatch makes of one of the machine's; `halts` is how something begins at which it stands still, to be
        killed there."""
        self._tell(f"hire {faster} {database} {halts or ''}")
        pid = int(self._heard())
        self._at_work.add(pid)
        return pid

    def does(self, pid: int, deed: str, within: float) -> bool:
        """Wait until it has begun to do something that begins so; False where it did not within machine seconds."""
        until = time.monotonic() + within
        while (left := until - time.monotonic()) > 0:
            for who, what in self._listen(left):
                if who == pid and what.startswith(deed):
                    return True
        return False

    def rest(self) -> None:
        """Let everybody finish the round they are at, and begin no other; returns when all stand."""
        self._rests += 1
        written = self._barrier.with_suffix(".new")
        written.write_text(str(self._rests))
        written.replace(self._barrier)
        until = time.monotonic() + PATIENCE
        while any(self._last[pid] != f"{RESTS} {self._rests}" for pid in self._at_work):
            self._listen(0.05)
            assert time.monotonic() < until, f"they should rest, and are at {dict(self._last)}"

    def go_on(self) -> None:
        """Let everybody begin the next round."""
        self._barrier.unlink()

    def freeze(self, pid: int) -> None:
        """Stop it in the middle of whatever it does, until somebody lets it go on; returns when it stands still."""
        os.kill(pid, signal.SIGSTOP)
        eventually(
            lambda: psutil.Process(pid).status() == psutil.STATUS_STOPPED or None, lambda: f"{pid} should stand still"
        )

    def thaw(self, pid: int) -> None:
        """Let it go on where it was."""
        os.kill(pid, signal.SIGCONT)

    def kill(self, pid: int) -> str:
        """`kill -9`, wherever it is; returns, when it is gone, what it had begun last."""
        os.kill(pid, signal.SIGKILL)
        self._tell(f"bury {pid}")
        ended = int(self._heard())
        self._at_work.remove(pid)
        assert ended == -signal.SIGKILL, f"it ended by itself ({ended}):\n{self.said}"
        while self._listen(0):
            pass
        return self._last.pop(pid, "")

    def end(self) -> None:
        """Kill everybody."""
        for pid in self.at_work:
            self.kill(pid)

    def close(self) -> None:
        self.end()
        self._nursery.communicate()
        os.close(self._told)

    def _listen(self, within: float) -> list[tuple[int, str]]:
        """What they have told since, waited for: who, and what they have begun."""
        ready, _, _ = select.select([self._told], [], [], within)
        if not ready:
            return []
        *lines, self._half_heard = (self._half_heard + os.read(self._told, 65536)).split(b"\n")
        told = [(int(pid), what) for pid, _, what in (line.decode().partition(" ") for line in lines)]
        self._last.update(told)
        return told

    def _tell(self, words: str) -> None:
        assert self._nursery.stdin
        self._nursery.stdin.write(f"{words}\n")
        self._nursery.stdin.flush()

    def _heard(self) -> str:
        assert self._nursery.stdout
        return self._nursery.stdout.readline().strip()


class Memory:
    """One engine for every database of a kind: what SQLAlchemy has compiled for one is known in all others."""

    def __init__(self) -> None:
        self._engines: dict[str, Engine] = {}
        self._url = URL.create("sqlite")

    def of(self, url: str) -> Engine:
        """The engine, led to this database, without a connection yet."""
        self._url = make_url(url)
        kind = self._url.get_backend_name()
        if kind not in self._engines:
            self._engines[kind] = open_engine(url)
            event.listen(self._engines[kind], "do_connect", self._lead)
        self._engines[kind].dispose()
        return self._engines[kind]

    def _lead(self, dialect: Any, _record: object, _args: object, named: Mapping[str, Any]) -> Any:
        args, told = dialect.create_connect_args(self._url)
        return dialect.connect(*args, **{**named, **told})


class Watch:
    """The sandbox's clock, which somebody may set while nobody looks: `look` before going on."""

    def __init__(self, box_url: str) -> None:
        self._url = f"{box_url}/control/time"
        self.look()

    def __call__(self) -> datetime:
        return self._clock()

    def look(self) -> None:
        self._clock = followed_clock(self._url)


class Telling:
    """A worker's word of what it begins; it stands still as it has told what begins with `halts`, if anything does."""

    def __init__(self, to: int, halts: str) -> None:
        self._to, self._halts = to, halts

    def __call__(self, what: str) -> None:
        os.write(self._to, f"{os.getpid()} {what}\n".encode())  # so little is written whole, whoever else writes there
        if self._halts and what.startswith(self._halts):
            signal.raise_signal(signal.SIGSTOP)


class Heard(Slack):
    """Tells of each call that it has begun, and that it was answered."""

    def __init__(self, tell: Callable[[str], None], api_url: str) -> None:
        super().__init__(BOT_TOKEN, api_url)
        self._tell = tell

    def call(self, method: str, **arguments: Any) -> Mapping[str, Any]:
        self._tell(f"asks {method}")
        answer = super().call(method, **arguments)
        self._tell(f"heard {method}")
        return answer

    def ask(self, method: str, **arguments: Any) -> Mapping[str, Any]:
        self._tell(f"asks {method}")
        answer = super().ask(method, **arguments)
        self._tell(f"heard {method}")
        return answer


@click.command()
@click.argument("box_url")
@click.argument("telling", type=int)
@click.argument("barrier", type=Path)
def nursery(box_url: str, telling: int, barrier: Path) -> None:
    """Obey "round <url>", "hire <faster> <url> <halts>" and "bury <pid>"."""
    sys.addaudithook(stay)
    blueprint, words = process(Settings())
    memory = Memory()
    undisturbed: dict[str, Mouth] = {}
    watch = Watch(box_url)
    print("ready", flush=True)

    def office(database: str) -> Office:
        slack = Slack(BOT_TOKEN, f"{box_url}/api/")
        return Office(WORKSPACE, "UHEARTH", blueprint, words, memory.of(database), slack, watch)

    for line in sys.stdin:
        order, *what = line.split()
        if order == "round":
            if what[0] not in undisturbed:
                undisturbed = {what[0]: Mouth(office(what[0]), "undisturbed")}
            watch.look()
            go_round(undisturbed[what[0]].office, undisturbed[what[0]])
            print("done", flush=True)
        elif order == "bury":
            _, status = os.waitpid(int(what[0]), 0)
            print(os.waitstatus_to_exitcode(status), flush=True)
        else:
            undisturbed.clear()
            faster, database, *halts = what
            memory.of(database)  # whoever is born inherits no connection
            if not os.fork():
                tell = Telling(telling, " ".join(halts))
                works(office(database), watch, float(faster), tell, barrier)
                return


def works(office: Office, watch: Watch, faster: float, tell: Telling, barrier: Path) -> None:
    """Go round until somebody kills this process, or its nursery has gone."""
    pid = os.getpid()

    def writes(connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith(WRITES):
            connection.info["writes"] = True
            tell(" ".join(statement.split()[:3]))

    def commits(connection: Connection) -> None:
        if connection.info.pop("writes", False):
            tell("commits")

    event.listen(office.memory, "before_cursor_execute", writes)
    event.listen(office.memory, "commit", commits)
    office = replace(office, slack=Heard(tell, office.slack.client.base_url))
    watch.look()
    mouth = Mouth(office, f"worker {pid}", lambda: time.monotonic() * faster)
    print(pid, flush=True)
    nursery = os.getppid()
    while os.getppid() == nursery:
        go_round(office, mouth)
        told = ""
        while (rest := _written_in(barrier)) and os.getppid() == nursery:
            if rest != told:
                tell(f"{RESTS} {rest}")
                told = rest
            time.sleep(PAUSE)
        if told:
            watch.look()
        time.sleep(PAUSE)


def _written_in(file: Path) -> str:
    try:
        return file.read_text()
    except FileNotFoundError:
        return ""


if __name__ == "__main__":
    nursery()
