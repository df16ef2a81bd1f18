"""Cursors: a page, and the word that leads to the next one (docs.slack.dev/apis/web-api/pagination)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import TypeVar

from sandbox.webapi.arguments import Arguments
from sandbox.workspace import Refused

Item = TypeVar("Item")


def page(
    items: Sequence[Item], arguments: Arguments, key: Callable[[Item], str], *, default: int = 100, most: int = 1000
) -> tuple[list[Item], str]:
    """The page that `cursor` and `limit` ask for, and the cursor of the next one ("" after the last).

    `key` names an item for good, so that a cursor stays right when others come or go.

    Raises:
        Refused: invalid_cursor, invalid_limit.
    """
    limit = arguments.number("limit", default, error="invalid_limit") or default
    if not 1 <= limit <= most:
        raise Refused("invalid_limit")
    start = _place_of(arguments.text_or_none("cursor"), items, key)
    rest = items[start + limit :]
    return list(items[start : start + limit]), _cursor(key(rest[0])) if rest else ""


def _place_of(cursor: str | None, items: Sequence[Item], key: Callable[[Item], str]) -> int:
    if not cursor:
        return 0
    try:
        wanted = base64.b64decode(cursor, validate=True).decode().removeprefix("next:")
    except (binascii.Error, UnicodeDecodeError):
        raise Refused("invalid_cursor") from None
    for place, item in enumerate(items):
        if key(item) == wanted:
            return place
    raise Refused("invalid_cursor")


def _cursor(key: str) -> str:
    return base64.b64encode(f"next:{key}".encode()).decode()


def next_page(cursor: str) -> dict[str, dict[str, str]]:
    """The part of an answer that leads on."""
    return {"response_metadata": {"next_cursor": cursor}}
