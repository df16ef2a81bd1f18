"""Column types that say exactly what they hold, on SQLite and PostgreSQL alike."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import DateTime, Enum
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


def one_of(words: type[StrEnum]) -> Enum:
    """A column of one of an enumeration's words, stored as the word itself."""
    return Enum(words, native_enum=False, length=20, values_callable=lambda kinds: [word.value for word in kinds])


class Moment(TypeDecorator[datetime]):
    """A point in time: aware going in, UTC coming out.

    SQLite has no time zones, so there the UTC wall time is stored as text of fixed width, which sorts as time does.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Raises ValueError for a datetime without a time zone: nobody could say which moment it names."""
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError(f"{value.isoformat()} has no time zone; a moment needs one: datetime(…, tzinfo=UTC).")
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
