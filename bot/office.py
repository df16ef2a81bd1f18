"""What both doors work with, handed over once at the start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from sqlalchemy import Engine

from bot.blueprint import Blueprint
from bot.clock import Clock
from bot.names import Names
from bot.slack import Slack
from bot.words import Words


@dataclass(frozen=True)
class Office:
    """One workspace's bot at work. `workspace` is Slack's team id; `bot_user` our own user id there.

    `wake` tells the clock's jobs that something new waits, so that an answer takes a moment and not a minute.
    """

    workspace: str
    bot_user: str
    blueprint: Blueprint
    words: Words
    memory: Engine
    slack: Slack
    clock: Clock
    wake: Callable[[], None] = field(default=lambda: None)

    @cached_property
    def names(self) -> Names:
        """The accounts' names, to be searched as somebody types."""
        return Names(self.memory, self.workspace)
