"""One sandbox for all of its tests, put back to the seed before each, and real Bolt apps to stand in it."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from queue import Empty, Queue
from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from sandbox.clock import Clock
from sandbox.server import Sandbox
from tests.support.hand import Control, eventually

MANIFEST = Path(__file__).with_name("app_manifest.yml")
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC).timestamp()

BOT_TOKEN = "xoxb-sandbox-hearth"
APP_TOKEN = "xapp-sandbox-hearth"
SIGNING_SECRET = "sandbox-signing-secret"

EVENTS_OF_TWO_JOINS = 4
"""For each channel the bot hears the grey line and `member_joined_channel`."""

Json = dict[str, Any]
Connect = Callable[[App], SocketModeHandler]
Answer = Callable[[Ack, Json], Any]


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
        handlers.append(_connected(app))
        box.sees_sockets(len(handlers))
        return handlers[-1]

    yield connected
    _disconnect(box, handlers, closing)


class Puppet:
    """A Bolt app that hears everything and answers as it is told: `answers["view_submission"] = lambda ack: …`."""

    def __init__(self, web: WebClient) -> None:
        self.web = web
        self.app = App(client=web, process_before_response=True)
        self.answers: dict[str, Answer] = {}
        self._heard: Queue[Json] = Queue()
        anything = re.compile(".*")
        for listen in (self.app.command, self.app.action, self.app.options, self.app.shortcut):
            listen(anything)(self._hear)
        for listen in (self.app.view_submission, self.app.view_closed):
            listen(anything)(self._hear)
        self.app.event(anything)(self._hear)

    def hears(self, kind: str) -> Json:
        """The next payload of this type (`block_actions`, `command`, `message` …); others before it are passed over."""
        while True:
            body = self._heard.get(timeout=3)
            if _kind(body) == kind:
                return body

    def hears_nothing(self, kind: str) -> bool:
        """Whether no payload of this type is waiting, nor comes in the next moment."""
        try:
            while True:
                if _kind(self._heard.get(timeout=0.1)) == kind:
                    return False
        except Empty:
            return True

    def opens(self, view: Json, trigger_id: str) -> str:
        """Open a modal; its id."""
        return str(self.web.views_open(trigger_id=trigger_id, view=view)["view"]["id"])

    def forget(self) -> None:
        self.answers.clear()
        while not self._heard.empty():
            self._heard.get()

    def _hear(self, ack: Ack, body: Json) -> None:
        self._heard.put(body)
        answer = self.answers.get(_kind(body))
        if answer is None:
            ack()
        else:
            answer(ack, body)


@pytest.fixture(scope="module")
def _puppet(_control: Control, closing: list[threading.Thread]) -> Iterator[Puppet]:
    puppet = Puppet(WebClient(BOT_TOKEN, base_url=_control.api_url, retry_handlers=[]))
    handler = _connected(puppet.app)
    _control.sees_sockets(1)
    yield puppet
    _disconnect(_control, [handler], closing)


@pytest.fixture
def puppet(box: Control, _puppet: Puppet) -> Puppet:
    """A connected app that has heard nothing yet; its bot is in no channel."""
    _puppet.forget()
    return _puppet


@pytest.fixture
def member(box: Control, puppet: Puppet) -> Puppet:
    """The same app; its bot is in #account-team and #acme-shared and has heard all about that."""
    for channel in ("C0TEAM", "C0SHARED"):
        box.invite("UHEARTH", channel)
    eventually(
        lambda: True if len(box.traffic(name="events_api")) >= EVENTS_OF_TWO_JOINS else None,
        lambda: "the app should have heard of its two channels",
    )
    puppet.forget()
    return puppet


@pytest.fixture
def meanwhile() -> Iterator[Callable[..., Future[Any]]]:
    """Does something in another thread, such as a gesture that waits for its ack."""
    with ThreadPoolExecutor() as pool:
        yield pool.submit


@pytest.fixture(scope="session")
def closing() -> Iterator[list[threading.Thread]]:
    """Bolt's handlers take seconds to stop their threads: they do so while further tests run."""
    threads: list[threading.Thread] = []
    yield threads
    for thread in threads:
        thread.join()


def _connected(app: App) -> SocketModeHandler:
    handler = SocketModeHandler(app, APP_TOKEN, ping_interval=0.2)  # it looks that often whether it is cut off
    handler.connect()
    return handler


def _disconnect(box: Control, handlers: list[SocketModeHandler], closing: list[threading.Thread]) -> None:
    """Cut them off: their own way of disconnecting waits for up to three seconds."""
    for handler in handlers:
        handler.client.auto_reconnect_enabled = False
    if handlers:
        box.drop_sockets("abrupt")
    for handler in handlers:
        closing.append(threading.Thread(target=_close, args=[handler]))
        closing[-1].start()


def _close(handler: SocketModeHandler) -> None:
    try:
        handler.close()
    except AttributeError:  # slack_sdk's reader has closed the same socket between its look and its leap
        handler.close()


def _kind(body: Json) -> str:
    if "command" in body:
        return "command"
    return str(body["event"]["type"] if body["type"] == "event_callback" else body["type"])
