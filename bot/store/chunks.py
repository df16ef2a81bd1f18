"""Many ids, asked for a few hundred at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, TypeVar

Id = TypeVar("Id", int, str)

CHUNK: Final = 500
"""Ids in one statement: SQLite takes 32,766 parameters (`sqlite.org/limits.html`) and PostgreSQL 65,535."""


def chunks(ids: Iterable[Id]) -> Iterator[list[Id]]:
    """Each of these ids once, in order, so that two transactions that change the same rows do so in the same order."""
    ordered = iter(sorted(set(ids)))
    while some := list(islice(ordered, CHUNK)):
        yield some
