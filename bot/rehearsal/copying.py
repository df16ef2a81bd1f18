"""A workspace's memory copied into a file of its own, which nothing remembers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine

from bot.store import dump, schema
from bot.store.engine import open_engine, reading, writing


@contextmanager
def copied(memory: Engine, workspace: str) -> Iterator[Engine]:
    """All that is remembered of a workspace, on whatever database, as it is now; gone when the block is left."""
    with TemporaryDirectory(prefix="hearth-rehearsal-") as folder:
        url = f"sqlite:///{Path(folder) / 'copy.db'}"
        schema.upgrade(url)
        copy = open_engine(url)
        try:
            _fill(memory, workspace, copy)
            yield copy
        finally:
            copy.dispose()


def _fill(memory: Engine, workspace: str, copy: Engine) -> None:
    with reading(memory) as source, writing(copy) as target:
        for table in dump.tables():
            rows = (dump.fitting(table, row) for row in dump.rows(source, workspace, table))
            dump.put(target, workspace, table, rows)
