"""Accounts taken in from a table, so that a team starts with its own customers and not with an empty list."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from pathlib import Path

from sqlalchemy import Connection

from bot.rules.submission import LONGEST_NAME
from bot.store import accounts

ROLES = ("owner", "deputy", "ae", "our_sponsor")
COLUMNS = ("account", "tier", *ROLES)
_REQUIRED = COLUMNS[:3]
"""Every account has an owner: a row without one is refused, not taken in as an orphan."""
_DELIMITERS = ",;\t"
"""What spreadsheets put between cells; which of them depends on the country they are set to."""
_PERSON = re.compile(r"[UW][A-Z0-9]{2,}")
"""A Slack user id (docs.slack.dev/reference/objects/user-object)."""


class NoTable(Exception):
    """The file is not a table of accounts; the text is "file:line: sentence"."""


@dataclass(frozen=True)
class Taken:
    """How many accounts are new, how many were there, and "file:line: sentence" for each row that was refused."""

    new: int
    there: int
    refused: tuple[str, ...]


Row = Mapping[str, str]


def take_in(connection: Connection, workspace: str, table: Path, tiers: Sequence[str], now: datetime) -> Taken:
    """Take in a CSV table with the columns of COLUMNS, people as Slack user ids; UTF-8, separated by , or ; or tabs.

    An account that is there already stays as it is, so the same table again changes nothing. Raises NoTable.
    """
    new, there, refused = 0, 0, []
    for line, row in _rows(table):
        if why := _why_not(row, tiers):
            refused.append(f"{table.name}:{line}: {why}")
        elif accounts.named(connection, workspace, row["account"]):
            there += 1
        else:
            _add(connection, workspace, row, now)
            new += 1
    return Taken(new, there, tuple(refused))


def _rows(table: Path) -> Iterator[tuple[int, Row]]:
    """Line and cells, by column, of every row in which anything is written; what is in no column is under ""."""
    text = _text(table)
    header = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=header.count), strict=True)
    try:
        columns = _columns(table, next(reader, []))
        for row in reader:
            if any(cells := [cell.strip() for cell in row]):
                yield reader.line_num, dict(zip_longest(columns, cells, fillvalue=""))
    except csv.Error as broken:
        raise NoTable(f"{table.name}:{reader.line_num}: the row cannot be read ({broken})") from broken


def _text(table: Path) -> str:
    written = table.read_bytes()
    try:
        return written.decode("utf-8-sig")
    except UnicodeDecodeError as strange:
        line = written.count(b"\n", 0, strange.start) + 1
        raise NoTable(
            f"{table.name}:{line}: this is not UTF-8 text (byte {written[strange.start]:#04x}); "
            'save the table as "CSV UTF-8" and take that in'
        ) from strange


def _columns(table: Path, cells: Sequence[str]) -> list[str]:
    columns = [cell.strip().lower() for cell in cells]
    known = all(column in COLUMNS for column in columns) and len(set(columns)) == len(columns)
    if not known or not all(column in columns for column in _REQUIRED):
        raise NoTable(
            f"{table.name}:1: the columns are {', '.join(columns) or 'none'}; "
            f"expected {', '.join(COLUMNS)}, each once, of which the first three are needed"
        )
    return columns


def _why_not(row: Row, tiers: Sequence[str]) -> str:
    """Why this row is not taken in; "" when it is."""
    if row.get(""):
        return f'"{row[""]}" is in no column; a cell that holds the separator goes in double quotes'
    for column in _REQUIRED:
        if not row.get(column):
            return f'"{column}" is empty; every account has a name, a tier and an owner'
    if row["tier"] not in tiers:
        return f'the tier is "{row["tier"]}"; expected one of {", ".join(tiers)}'
    if len(row["account"]) > LONGEST_NAME:
        return f"the name has {len(row['account'])} characters; at most {LONGEST_NAME} fit"
    if not row["account"].isprintable():
        return f"the name {row['account']!r} holds characters that cannot be shown"
    for role in ROLES:
        if (person := row.get(role)) and not _PERSON.fullmatch(person):
            return f'"{role}" is "{person}"; expected a Slack member id such as U012AB3CDE'
    return ""


def _add(connection: Connection, workspace: str, row: Row, now: datetime) -> None:
    account = accounts.create(connection, workspace, row["account"], now, row["tier"])
    for role in ROLES:
        if person := row.get(role):
            accounts.take_role(connection, workspace, account.id, role, person, now)
