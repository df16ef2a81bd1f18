"""One sandbox for all of its tests, put back to the seed before each, and real Bolt apps to stand in it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from sandbox.clock import Clock
from sandbox.server import Sandbox
from tests.support.hand import Control

MANIFEST = Path(__file__).with_name("app_manifest.yml")
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC).timestamp()

BOT_TOKEN = "xoxb-sandbox-hearth"
APP_TOKEN = "xapp-sandbox-hearth"
SIGNING_SECRET = "sandbox-signing-secret"

Connect = Callable[[App], SocketModeHandler]


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """A server whose clock runs from Monday 2 March 2026, 09:00 UTC."""
    with Sandbox(manifest=MANIFEST, clock=Clock.at(MONDAY)) as sandbox:
        yield sandbox


@pytest.fixture(scope="session")
def _control(sandbox: Sandbox) -> Iterator[Control]:
    control = Control(sandbox.url)
    yield control
    control.close()


@pytest.fixture
def box(_control: Control) -> Control:
    """The sandbox as the seed has it."""
    _control.reset()
    return _control


@pytest.fixture
def web(box: Control) -> WebClient:
    """The bot's own client; it repeats nothing by itself."""
    return WebClient(BOT_TOKEN, base_url=box.api_url, retry_handlers=[])


@pytest.fixture
def app(web: WebClient) -> App:
    """A Bolt app with no listeners yet."""
    return App(client=web, process_before_response=True)


@pytest.fixture
def connect(box: Control, closing: list[threading.Thread]) -> Iterator[Connect]:
    """Connect a Bolt app over Socket Mode, and disconnect it after the test."""
    handlers: list[SocketModeHandler] = []

    def connected(app: App) -> SocketModeHandler:
        handler = SocketModeHandler(app, APP_TOKEN, ping_interval=0.2)  # it looks that often whether it is cut off
        handlers.append(handler)
        handler.connect()
        box.sees_sockets(len(handlers))
        return handler

    yield connected
    for handler in handlers:
        handler.client.auto_reconnect_enabled = False
    if handlers:
        box.drop_sockets("abrupt")  # its own way of disconnecting waits for up to three seconds
    for handler in handlers:
        closing.append(threading.Thread(target=handler.close))
        closing[-1].start()


@pytest.fixture(scope="session")
def closing() -> Iterator[list[threading.Thread]]:
    """Bolt's handlers take seconds to stop their threads: they do so while further tests run."""
    threads: list[threading.Thread] = []
    yield threads
    for thread in threads:
        thread.join()
