"""python -m tests.processes.everything: import all of the bot and build its Bolt app, where nothing may be touched."""

from __future__ import annotations

import importlib
import pkgutil
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import bot

ROOT = Path(__file__).parents[2]
FORBIDDEN = ("socket.connect", "socket.bind", "socket.getaddrinfo", "sqlite3.connect", "subprocess.Popen")


def refuse(event: str, _arguments: tuple[Any, ...]) -> None:
    """An audit hook (docs.python.org/3/library/audit_events.html)."""
    if event in FORBIDDEN or threading.active_count() > 1:
        raise AssertionError(f"importing or building must not do this: {event}, in {threading.enumerate()}")


def build_it() -> None:
    """As `bot.running` does, with a token that nobody asks Slack about and a database that nobody opens."""
    from sqlalchemy import create_engine

    from bot.blueprint import load
    from bot.clock import machine_clock
    from bot.handlers.afterwards import Afterwards
    from bot.handlers.app import build
    from bot.office import Office
    from bot.slack import Slack
    from bot.words import Words

    blueprint = load(ROOT / "blueprints")
    memory = create_engine("sqlite:///nowhere/hearth.sqlite3")
    slack = Slack("xoxb-nobody", "https://slack.com/api/")
    office = Office("T0NORTH", "UHEARTH", blueprint, Words(blueprint), memory, slack, machine_clock)
    build(office, Afterwards(ThreadPoolExecutor(1)))
    build(office, Afterwards(ThreadPoolExecutor(1)), "signing-secret")


if __name__ == "__main__":
    sys.addaudithook(refuse)
    for module in pkgutil.walk_packages(bot.__path__, "bot."):
        importlib.import_module(module.name)
    build_it()
