"""The whole bot, in this process, against the strict sandbox over the real wire: real Bolt, real Socket Mode, real SQLite."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.blueprint import load
from bot.handlers.app import build
from bot.jobs.roll import call_roll
from bot.jobs.round import go_round
from bot.office import Office
from bot.outbox import Mouth
from bot.slack import Slack
from bot.store import schema
from bot.store.engine import open_engine
from bot.words import Words
from sandbox.clock import Clock
from sandbox.server import Sandbox
from tests.cast import MONDAY, WORKSPACE
from tests.support.hand import Control

ROOT = Path(__file__).parents[2]
BOT_TOKEN = "xoxb-sandbox-hearth"
APP_TOKEN = "xapp-sandbox-hearth"


@dataclass
class Bot:
    """The bot at work. `goes_round` is one tick of its clock; nothing is said before it."""

    office: Office
    mouth: Mouth
    box: Control

    def goes_round(self, times: int = 3) -> None:
        """Tick, a second and a bit apart on the sandbox's clock: what one round leaves to the next is said, too."""
        for _ in range(times):
            go_round(self.office, self.mouth)
            self.box.clock.advance(1.1)


@pytest.fixture(scope="session")
def clock() -> Clock:
    return Clock.at(MONDAY.timestamp())


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


@pytest.fixture
def box(_control: Control) -> Control:
    """The sandbox as its seed has it, on Monday morning."""
    _control.reset()
    return _control


@pytest.fixture
def office(box: Control, clock: Clock, tmp_path: Path) -> Iterator[Office]:
    """What the bot works with: the blueprints that ship, an empty SQLite file, and the sandbox's time."""
    url = f"sqlite:///{tmp_path / 'hearth.sqlite3'}"
    schema.upgrade(url)
    blueprint = load(ROOT / "blueprints")
    office = Office(
        workspace=WORKSPACE,
        bot_user="UHEARTH",
        blueprint=blueprint,
        words=Words(blueprint),
        memory=open_engine(url),
        slack=Slack(BOT_TOKEN, box.api_url),
        clock=lambda: datetime.fromtimestamp(clock.now(), UTC),
    )
    yield office
    office.memory.dispose()


@pytest.fixture
def bot(box: Control, office: Office, closing: list[threading.Thread]) -> Iterator[Bot]:
    """Connected, and knowing everybody in the workspace."""
    pool = ThreadPoolExecutor(8)
    handler = SocketModeHandler(
        build(office, pool), APP_TOKEN, web_client=WebClient(base_url=box.api_url), ping_interval=0.2
    )
    handler.connect()
    box.sees_sockets(1)
    call_roll(office)
    yield Bot(office, Mouth(office, "test"), box)
    handler.client.auto_reconnect_enabled = False
    box.drop_sockets("abrupt")  # its own way of disconnecting waits for up to three seconds
    closing.append(threading.Thread(target=handler.close))
    closing[-1].start()
    pool.shutdown(wait=True)


@pytest.fixture(scope="session")
def closing() -> Iterator[list[threading.Thread]]:
    """Bolt's handlers take seconds to stop their threads: they do so while further tests run."""
    threads: list[threading.Thread] = []
    yield threads
    for thread in threads:
        thread.join()
