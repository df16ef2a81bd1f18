"""The accounts' names as this process last read them, searched without asking the database for them again."""

from __future__ import annotations

from sqlalchemy import Engine

from bot.rules import search
from bot.rules.search import Named
from bot.store import accounts
from bot.store.engine import reading


class Names:
    """Every account's name of one workspace."""

    def __init__(self, memory: Engine, workspace: str) -> None:
        self._memory = memory
        self._workspace = workspace

    def find(self, typed: str, most: int) -> list[Named]:
        """At most so many accounts that `typed` may mean, likeliest first; by name when nothing was typed."""
        return search.found(typed, self._all(), most)

    def meant(self, typed: str) -> Named | None:
        """The one account that `typed` can only mean, or None when there is none or a choice."""
        return search.meant(typed, self._all())

    def _all(self) -> list[Named]:
        with reading(self._memory) as connection:
            return [Named(*row) for row in accounts.all_names(connection, self._workspace)]
