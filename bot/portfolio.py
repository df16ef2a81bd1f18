"""Accounts taken in from a table, so that a team starts with its own customers and not with an empty list."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from bot.rules.submission import LONGEST_NAME
from bot.store import accounts

COLUMNS = ("account", "tier", "owner", "deputy", "ae", "our_sponsor")
_REQUIRED = ("account", "tier", "owner")
"""Every account has an owner: a row without one is refused, not taken in as an orphan."""


@dataclass(frozen=True)
class Taken:
    """How many accounts are new, how many were there, and a sentence for each row that could not be taken."""

    new: int
    there: int
    refused: tuple[str, ...]


def take_in(connection: Connection, workspace: str, table: Path, tiers: frozenset[str], now: datetime) -> Taken:
    """Take in a CSV table with the columns of COLUMNS, people as Slack user ids. The same again changes nothing."""
    new, there, refused = 0, 0, []
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        if wrong := _wrong_columns(rows.fieldnames or ()):
            return Taken(0, 0, (f"{table.name}:1: {wrong}",))
        for row in rows:
            why = _why_not(row, tiers)
            if why:
                refused.append(f"{table.name}:{rows.line_num}: {why}")
            elif accounts.named(connection, workspace, row["account"]):
                there += 1
            else:
                _add(connection, workspace, row, now)
                new += 1
    return Taken(new, there, tuple(refused))


def _wrong_columns(seen: Sequence[str]) -> str:
    lacking = [column for column in _REQUIRED if column not in seen]
    unknown = [column for column in seen if column not in COLUMNS]
    if not lacking and not unknown:
        return ""
    return (
        f"the columns are {', '.join(seen) or 'none'}; "
        f"expected {', '.join(COLUMNS)}, of which the first three are needed"
    )


def _why_not(row: Mapping[str, str], tiers: frozenset[str]) -> str:
    for column in _REQUIRED:
        if not (row.get(column) or "").strip():
            return f'"{column}" is empty; every account has a name, a tier and an owner'
    if row["tier"] not in tiers:
        return f'the tier is "{row["tier"]}"; expected one of {", ".join(sorted(tiers))}'
    if len(row["account"]) > LONGEST_NAME:
        return f"the name has {len(row['account'])} characters; at most {LONGEST_NAME} fit"
    return ""


def _add(connection: Connection, workspace: str, row: Mapping[str, str], now: datetime) -> None:
    account = accounts.create(connection, workspace, row["account"].strip(), now, row["tier"])
    for role in COLUMNS[2:]:
        if person := (row.get(role) or "").strip():
            accounts.take_role(connection, workspace, account.id, role, person, now)
