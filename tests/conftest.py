"""One sandbox for all tests of the bot at work, put back to its seed before each, and one socket to it."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from slack_bolt.adapter.socket_mode import SocketModeHandler
from sqlalchemy import Engine

from bot.blueprint import Blueprint, load
from bot.office import Office
from bot.slack import Slack
from bot.store import schema
from bot.store.engine import open_engine
from bot.words import Words
from sandbox.clock import Clock
from sandbox.server import Sandbox
from tests.cast import MONDAY, WORKSPACE
from tests.support.at_work import BOT_TOKEN, Bot, line_to
from tests.support.chromium import NO_CHROMIUM
from tests.support.hand import Control
from tests.support.postgres import Databases

ROOT = Path(__file__).parents[1]

# No test asserts wall-clock times, neither do examples: a busy machine is slow and not wrong.
settings.register_profile("hearth", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", settings.get_profile("hearth"), max_examples=33_000)
settings.load_profile("hearth")


@dataclass(frozen=True)
class Workshop:
    """What is made once: the blueprints that ship, read; and an empty database, migrated."""

    blueprint: Blueprint
    words: Words
    database: Path


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    database = tmp_path_factory.mktemp("workshop") / "hearth.sqlite3"
    schema.upgrade(f"sqlite:///{database}")
    return database


@pytest.fixture(scope="session")
def workshop(migrated: Path) -> Workshop:
    blueprint = load(ROOT / "blueprints")
    return Workshop(blueprint, Words(blueprint), migrated)


@pytest.fixture(scope="session")
def databases() -> Iterator[Databases]:
    """Of a real PostgreSQL, which starts with the first test that asks for one."""
    with Databases() as databases:
        yield databases


@pytest.fixture
def kind() -> str:
    """The database that the bot remembers in; `on_both` (tests/support/postgres.py) runs a test on each."""
    return "sqlite"


@pytest.fixture
def fresh(migrated: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Callable[[str], str]:
    """Says the URL of a database of that kind, migrated and without a row: another one at each call of a test."""
    made = count()

    def make(kind: str) -> str:
        which = next(made)
        if kind == "sqlite":
            return f"sqlite:///{shutil.copy(migrated, tmp_path / f'hearth-{which}.sqlite3')}"
        databases: Databases = request.getfixturevalue("databases")
        return databases.migrated(which)

    return make


@pytest.fixture
def memory(fresh: Callable[[str], str], kind: str) -> Iterator[Engine]:
    """An empty memory."""
    engine = open_engine(fresh(kind))
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def clock() -> Clock:
    """It stands: time passes when a test says so, and a busy machine is never late."""
    return Clock.at(MONDAY.timestamp(), running=False)


@pytest.fixture(scope="session")
def sandbox(clock: Clock) -> Iterator[Sandbox]:
    """A workspace whose app is ours, by the manifest that ships."""
    with Sandbox(manifest=ROOT / "app_manifest.yml", clock=clock) as sandbox:
        yield sandbox


@pytest.fixture(scope="session")
def _control(sandbox: Sandbox) -> Iterator[Control]:
    control = Control(sandbox.url)
    yield control
    control.close()


@pytest.fixture(scope="session")
def _line(sandbox: Sandbox) -> Iterator[SocketModeHandler]:
    """One socket for all tests, to whose handler each test's bot hands its own app: a handler takes seconds to stop."""
    with line_to(sandbox) as line:
        yield line


@pytest.fixture
def box(_control: Control) -> Control:
    """The sandbox as its seed has it, on Monday morning."""
    _control.reset()
    return _control


@pytest.fixture
def office(box: Control, clock: Clock, workshop: Workshop, memory: Engine) -> Office:
    """What the bot works with: the blueprints that ship, an empty memory, and the sandbox's time."""
    return Office(
        workspace=WORKSPACE,
        bot_user="UHEARTH",
        blueprint=workshop.blueprint,
        words=workshop.words,
        memory=memory,
        slack=Slack(BOT_TOKEN, box.api_url),
        clock=lambda: datetime.fromtimestamp(clock.now(), UTC),
    )


@pytest.fixture
def bot(box: Control, office: Office, _line: SocketModeHandler, caplog: pytest.LogCaptureFixture) -> Iterator[Bot]:
    """Connected, and knowing everybody in the workspace.

    An error in its log fails the test, unless it is `in_trouble`; so does a word of Bolt's, such as about a gesture
    that nobody listens for.
    """
    box.sees_sockets(1)
    bot = Bot(office, box, _line)
    bot.calls_the_roll()
    yield bot
    bot.stops()
    logged = [*caplog.get_records("setup"), *caplog.get_records("call")]
    errors = [record.getMessage() for record in logged if record.levelno >= worst(record)]
    assert bot.in_trouble or not errors
    assert errors or not bot.in_trouble, "trouble was expected, and there was none"


def worst(record: logging.LogRecord) -> int:
    """The first level at which a logger tells of something that must not be; other libraries' are no concern here.

    The SDK says through Bolt's logger that a socket which another of its threads closed could not be closed again.
    """
    if record.getMessage().startswith("Failed to disconnect"):
        return logging.CRITICAL
    return {"bot": logging.ERROR, "slack_bolt": logging.WARNING}.get(record.name.partition(".")[0], logging.CRITICAL)


def pytest_addoption(parser: pytest.Parser) -> None:
    """The year that `tests/year` lives: another seed is another year. How often `tests/faults` kills, by which luck."""
    parser.addoption("--kills", type=int, default=80)
    parser.addoption("--kill-seed", type=int, default=None)
    parser.addoption("--year-seed", type=int, default=1)
    parser.addoption("--year-accounts", type=int, default=25)
    parser.addoption("--year-days", type=int, default=120)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Nobody shall take a run without a browser for a passed one."""
    if any(NO_CHROMIUM in str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])):
        terminalreporter.write_line(f"BROWSER TESTS DID NOT RUN: {NO_CHROMIUM}", red=True, bold=True)
