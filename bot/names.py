"""The accounts' names as this process last read them, so that a letter typed does not read them all again."""

from __future__ import annotations

from threading import Lock

from sqlalchemy import Engine

from bot.rules import search
from bot.rules.search import Catalogue, Named
from bot.store import accounts
from bot.store.engine import reading


class Names:
    """Every account's name of one workspace, as it stands in the database."""

    def __init__(self, memory: Engine, workspace: str) -> None:
        self._memory = memory
        self._workspace = workspace
        self._revision = 0
        self._read = Catalogue()
        self._reading = Lock()

    def find(self, typed: str, most: int) -> list[Named]:
        """At most so many accounts that `typed` may mean, likeliest first; by name when nothing was typed."""
        return search.found(typed, self._catalogue(), most)

    def meant(self, typed: str) -> Named | None:
        """The one account that `typed` can only mean, or None when there is none or a choice."""
        return search.meant(typed, self._catalogue())

    def _catalogue(self) -> Catalogue:
        """Read again only what another number of changes says may be different, by whichever bot it was changed.

        The transaction is one of its own: names that are taken back in the end are in no catalogue.
        """
        with reading(self._memory) as connection:
            revision = accounts.names_revision(connection, self._workspace)
            with self._reading:
                if revision != self._revision:
                    names = accounts.all_names(connection, self._workspace)
                    self._read, self._revision = self._read.now(names), revision
                return self._read
