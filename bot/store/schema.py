"""The tables' version, and how a database gets to it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Engine, inspect, text

from bot.store.engine import open_engine, reading

if TYPE_CHECKING:
    from alembic.config import Config

HEAD: Final = "0004"
"""The newest migration, held true by a test: a start then need not import Alembic, which takes longer than the rest."""

MIGRATIONS: Final = Path(__file__).parents[2] / "migrations"


@dataclass(frozen=True)
class SchemaState:
    """The migration a database is at (None: it is empty) and the one this program needs."""

    current: str | None
    head: str

    @property
    def ready(self) -> bool:
        """May the program run on it?"""
        return self.current == self.head


def state_of(engine: Engine) -> SchemaState:
    """How a database stands to this program; nothing is changed."""
    with reading(engine) as connection:
        empty = not inspect(connection).has_table("alembic_version")
        current = None if empty else connection.scalar(text("SELECT version_num FROM alembic_version"))
    return SchemaState(current, HEAD)


def upgrade(url: str) -> None:
    """Bring a database to the newest migration, all or nothing: whatever fails leaves it as it was.

    Raises UnusableStore where the database does not open.
    """
    from alembic import command

    engine = open_engine(url)
    try:
        command.upgrade(alembic_config(engine), "head")
    finally:
        engine.dispose()


def alembic_config(engine: Engine, migrations: Path = MIGRATIONS) -> Config:
    """What Alembic's commands need to work on this database."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["engine"] = engine
    return config
