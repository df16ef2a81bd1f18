"""Thousands of kills, for an hour in which nobody needs the machine: `make soak`. Not among the tests of every day."""

from __future__ import annotations

import os
import secrets
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.settings import ROOT
from bot.slack import Slack
from sandbox.clock import Clock
from sandbox.server import Sandbox
from tests.cast import MONDAY
from tests.faults import busy
from tests.faults.killing import LAPSED, Fate, die_together, dies, lives, moments
from tests.faults.truth import Truth, is_nearly_given_up, truth_of
from tests.faults.workers import Workers
from tests.processes.conftest import APP_TOKEN, Program
from tests.support.at_work import BOT_TOKEN, Bot
from tests.support.hand import Control, eventually
from tests.support.postgres import on_both

pytestmark = [on_both, pytest.mark.timeout(0)]

WHOLE = 0.05
"""The part of all kills that whole processes die of, on each kind of database: each takes seconds to start."""
REPLICAS = (1, 2, 1, 4)
"""How many deliver at once, one life after the other; on SQLite never more than two."""
STARTING = 3.0
"""Machine seconds in which a process that starts is killed, if it is not left to be at work first."""
LONG = 120.0
"""Machine seconds in which a process says all that there is to say."""


@pytest.fixture(scope="module")
def seed(pytestconfig: pytest.Config) -> int:
    return pytestconfig.getoption("--kill-seed") or secrets.randbits(32)


@pytest.fixture
def kills(pytestconfig: pytest.Config) -> int:
    """All that there are to be."""
    return int(pytestconfig.getoption("--kills"))


@pytest.fixture
def undisturbed(bot: Bot, workers: Workers, fresh: Callable[[str], str], kind: str) -> Truth:
    """What is said where nobody dies; the bot's memory, and the sandbox, are empty again."""
    told = lives(bot, workers)
    assert told.wrong == {}
    bot.box.reset()
    bot.restarts(fresh(kind))
    return told


def test_workers_are_killed(
    bot: Bot, workers: Workers, undisturbed: Truth, fresh: Callable[[str], str], kind: str, seed: int, kills: int
) -> None:
    fate, life, wrong = Fate(seed), 0, []
    while fate.kills < kills * (0.5 - WHOLE):
        replicas = min(REPLICAS[life % len(REPLICAS)], 2 if kind == "sqlite" else 4)
        killed = dies(bot, workers, fate) if replicas == 1 else die_together(bot, workers, fate, replicas)
        wrong += tells(f"{kind}, {replicas} at once", killed, undisturbed, fate)
        life += 1
        bot.box.reset()
        bot.restarts(fresh(kind))
    print(f"{fate}")
    assert not wrong
    assert "Traceback" not in workers.said, workers.said


def test_whole_processes_are_killed(
    bot: Bot,
    undisturbed: Truth,
    fresh: Callable[[str], str],
    kind: str,
    seed: int,
    kills: int,
    tmp_path: Path,
) -> None:
    """`python -m bot run`, over Socket Mode, in a workspace of its own in which time goes by."""
    fate, wrong = Fate(seed), []
    while fate.kills < kills * WHOLE:
        with elsewhere(bot, fresh(kind)) as other:
            wrong += tells(f"{kind}, whole", whole_ones_die(other, fate, tmp_path), undisturbed, fate)
    assert not wrong


def tells(where: str, killed: Truth, undisturbed: Truth, fate: Fate) -> list[str]:
    """Say what came of one life; whatever is wrong with it."""
    figures = (
        f"said {len(killed.said)}, lost {len(killed.lost)}, twice {len(killed.twice)}, unsure {len(killed.unsure)}"
    )
    other = sorted(killed.said ^ undisturbed.said)
    print(f"{where}: kills so far {fate.kills}, {figures}, otherwise than undisturbed {len(other)}, seed {fate.seed}")
    wrong = [f"{what}: {which}" for what, which in killed.wrong.items()] + [f"otherwise: {other}"] * bool(other)
    print(*wrong, sep="\n", end="", flush=True)
    return wrong


@contextmanager
def elsewhere(bot: Bot, database: str) -> Iterator[Bot]:
    """A bot that hears nothing, in another workspace and memory: people's deeds are written down through it."""
    clock = Clock.at(MONDAY.timestamp())
    with Sandbox(manifest=ROOT / "app_manifest.yml", clock=clock) as sandbox:
        box = Control(sandbox.url)
        there = replace(
            bot.office, slack=Slack(BOT_TOKEN, sandbox.api_url), clock=lambda: datetime.fromtimestamp(clock.now(), UTC)
        )
        other = Bot(there, box, bot.line)
        other.restarts(database)
        other.calls_the_roll()
        try:
            yield other
        finally:
            other.stops()
            box.close()


def whole_ones_die(bot: Bot, fate: Fate, folder: Path) -> Truth:
    """The days go by; in every fifth case it is killed as it starts."""
    for _ in moments(bot):
        while True:
            hearth = starts(bot, folder)
            if is_nearly_given_up(bot):
                fate.spared += 1
                hearth.says("Hearth is at work")
                eventually(lambda: None if busy.is_due(bot) else True, lambda: "all should be said", within=LONG)
                assert hearth.is_told() == 0
                break
            before = len(bot.box.posted())
            if fate.is_struck(1 / 5):
                time.sleep(fate.within(STARTING))
            else:
                hearth.says("Hearth is at work")
                time.sleep(fate.within(fate.patience))
            hearth.process.kill()
            hearth.ends()
            assert "Traceback" not in hearth.said, hearth.said
            fate.kills += 1
            fate.learns(len(bot.box.posted(before)))
            bot.box.clock.advance(LAPSED)
            if not busy.is_due(bot):
                break
    return truth_of(bot)


def starts(bot: Bot, folder: Path) -> Program:
    """`python -m bot run` on the bot's database."""
    told = {
        "PATH": os.environ["PATH"],
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "SLACK_API_URL": bot.box.api_url,
        "HEARTH_CLOCK_URL": f"{bot.box.url}/control/time",
        "HEARTH_TICK_SECONDS": "0.3",
        "DATABASE_URL": bot.database,
    }
    return Program([sys.executable, "-m", "tests.processes.alone", "run"], told, folder / "hearth.log")
