"""What a command at a terminal works with: the process, the memory and the time, for one workspace."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from bot import startup
from bot.office import Office
from bot.settings import Settings, what_run_lacks
from bot.slack import Slack
from bot.startup import Identity, NotReady

_WORKSPACE: Final = re.compile(r"T[A-Z0-9]{2,}")
"""A team id (docs.slack.dev/reference/objects/team-object)."""


class Stopped(Exception):
    """It cannot be done, or not in whole; `sentences` say why."""

    def __init__(self, *sentences: str) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True)
class Desk:
    """An office at a terminal. `who` is what Slack says of its bot token; without it Slack cannot be asked anything."""

    office: Office
    who: Identity | None


@contextmanager
def desk(settings: Settings, workspace: str | None, *, asks_slack: bool = True) -> Iterator[Desk]:
    """Everything in place, for the workspace that is named or else the bot token's.

    With `asks_slack` False nothing is asked of Slack about a workspace that is named: what is only read from memory can
    be read while Slack is away. Raises NotReady and Stopped.
    """
    blueprint, words = startup.process(settings)
    startup.tried(words)
    clock = startup.time(settings)
    who = _identity(settings) if asks_slack or workspace is None else None
    ours = _whose(workspace, who)
    memory = startup.memory(settings)
    slack = who.slack if who else Slack("", settings.api_url)
    try:
        yield Desk(Office(ours, who.bot_user if who else "", blueprint, words, memory, slack, clock), who)
    finally:
        memory.dispose()


def _identity(settings: Settings) -> Identity | None:
    """Who the bot token says we are; None where there is none."""
    if settings.slack_bot_token is None:
        return None
    try:
        return startup.identity(settings)
    except NotReady as no:
        of_token = (sentence for sentence in what_run_lacks(settings) if sentence.startswith("SLACK_BOT_TOKEN"))
        raise NotReady(*(no.sentences or of_token)) from no


def _whose(workspace: str | None, who: Identity | None) -> str:
    if workspace is not None and not _WORKSPACE.fullmatch(workspace):
        raise Stopped(f'"{workspace}" is no Slack workspace; expected its team id, such as T012AB3CDE.')
    if who and workspace not in (None, who.workspace):
        raise Stopped(f"SLACK_BOT_TOKEN belongs to {who.workspace}, not to {workspace}.")
    if who is None and workspace is None:
        raise Stopped("Whose accounts are these? Add --workspace with the team id, such as T012AB3CDE.")
    return who.workspace if who else str(workspace)
