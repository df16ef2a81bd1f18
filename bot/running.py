"""The bot at work: the office is put together, both doors are opened, and closed again when asked to stop."""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

from slack_bolt import App
from slack_sdk import WebClient

from bot.blueprint import Blueprint, BlueprintErrors, load
from bot.clock import followed_clock, machine_clock
from bot.handlers.app import build
from bot.jobs.timetable import Timetable
from bot.office import Office
from bot.settings import Settings, what_run_lacks
from bot.slack import Slack
from bot.startup import readiness
from bot.store.engine import UnusableStore, open_engine
from bot.words import Words

log = logging.getLogger(__name__)

HANDS = 32
"""Threads for what follows an ack. Bolt's own default of five is used up by five slow calls to Slack."""
EARS = 20
"""Threads that take envelopes from the socket; each ack may wait for one small write."""
HTTP_PATH = "/slack/events"
_LARGEST_REQUEST = 1_048_576
"""Bytes of one HTTP request; Slack's own views are at most 250 KB (docs.slack.dev/reference/methods/views.open)."""


class NotReady(Exception):
    """The bot cannot start; `sentences` holds everything that is missing, each with what to do."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


def prepare(settings: Settings) -> tuple[Office, str]:
    """The office of a bot that can start, and its workspace's name; raises NotReady with all that is missing."""
    missing = what_run_lacks(settings)
    blueprint: Blueprint | None = None
    try:
        blueprint = load(settings.hearth_blueprints)
        words = Words(blueprint)
    except BlueprintErrors as mistakes:
        missing += mistakes.sentences
    try:
        memory = open_engine(settings.database_url)
    except UnusableStore as unusable:
        raise NotReady([*missing, f"DATABASE_URL: {unusable}"]) from unusable
    if settings.slack_bot_token is None:
        raise NotReady(missing)
    slack = Slack(settings.slack_bot_token.get_secret_value(), settings.api_url)
    ready = readiness(settings, memory, slack)
    missing += ready.missing
    if missing or blueprint is None or ready.identity is None:
        memory.dispose()
        raise NotReady(missing)
    clock = followed_clock(settings.hearth_clock_url) if settings.hearth_clock_url else machine_clock
    who = ready.identity
    return Office(who.workspace, who.bot_user, blueprint, words, memory, slack, clock), who.workspace_name


def run(settings: Settings, office: Office, host: str, port: int, stop: threading.Event) -> None:
    """Work until `stop` is set; what is in hand is finished then, and what waits to be said stays in the database."""
    pool = ThreadPoolExecutor(HANDS, thread_name_prefix="after")
    timetable = Timetable(office, _worker(), timedelta(seconds=settings.hearth_tick_seconds))
    at_work = replace(office, wake=timetable.ring)
    with _ears(settings, at_work, pool, host, port):
        timetable.start()
        stop.wait()
    timetable.stop()
    pool.shutdown(wait=True)
    office.memory.dispose()


@contextmanager
def _ears(settings: Settings, office: Office, pool: ThreadPoolExecutor, host: str, port: int) -> Iterator[None]:
    if settings.slack_app_token is not None:
        app = build(office, pool)
        with _socket_mode(app, settings):
            yield
    else:
        assert settings.slack_signing_secret is not None  # what_run_lacks says so when neither is set
        app = build(office, pool, settings.slack_signing_secret.get_secret_value())
        with _http(app, host, port):
            yield


@contextmanager
def _socket_mode(app: App, settings: Settings) -> Iterator[None]:
    """Envelopes over a WebSocket that we open; every client, this one too, goes to SLACK_API_URL."""
    from slack_bolt.adapter.socket_mode import SocketModeHandler

    assert settings.slack_app_token is not None
    token = settings.slack_app_token.get_secret_value()
    handler = SocketModeHandler(
        app, token, web_client=WebClient(base_url=settings.api_url, ssl=app.client.ssl), concurrency=EARS
    )
    handler.connect()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        handler.close()  # type: ignore[no-untyped-call]


@contextmanager
def _http(app: App, host: str, port: int) -> Iterator[None]:
    """Signed requests at http://host:port/slack/events, behind whatever ends TLS."""
    from slack_bolt.adapter.wsgi import SlackRequestHandler
    from waitress.server import create_server

    server = create_server(
        SlackRequestHandler(app, path=HTTP_PATH),
        host=host,
        port=port,
        threads=EARS,
        max_request_body_size=_LARGEST_REQUEST,
        ident=None,
    )
    thread = threading.Thread(target=server.run, name="http")
    thread.start()
    log.info("listening on http://%s:%s%s", host, port, HTTP_PATH)
    try:
        yield
    finally:
        server.close()
        thread.join()


def stop_on_signals() -> threading.Event:
    """An event that the first SIGINT or SIGTERM sets; a second one ends the process as usual."""
    asked = threading.Event()

    def ask(number: int, _frame: object) -> None:
        asked.set()
        signal.signal(number, signal.SIG_DFL)

    signal.signal(signal.SIGINT, ask)
    signal.signal(signal.SIGTERM, ask)
    return asked


def _worker() -> str:
    """A name that no other process has, for the leases this one takes."""
    return f"{socket.gethostname()}/{os.getpid()}"
