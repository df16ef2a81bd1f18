"""The floor of an import: csv and the raw driver, which judge nothing, leave the same rows behind."""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
from pathlib import Path
from typing import Any

WORKSPACE, NOW, DIGEST = "T0BENCH", "2026-03-02 09:00:00.000000", "0" * 64
ROLES, FACTS = slice(3, 6), slice(6, None)
"""Where they stand in the table that benchmarks/importing.py writes."""
SETTINGS = ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON")


Row = list[str]


def main(table: Path, database: Path) -> None:
    """Insert every row of `table` as an account, its roles and its entry, in one transaction."""
    with table.open(newline="", encoding="utf-8") as file, sqlite3.connect(database, isolation_level=None) as driver:
        headings, *rows = csv.reader(file)
        for setting in SETTINGS:
            driver.execute(setting)
        driver.execute("BEGIN IMMEDIATE")
        driver.executemany(
            "INSERT INTO accounts (id, workspace, external_id, name, name_key, tier, facts, created_at, changed_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (id, WORKSPACE, row[0], row[1], row[1].casefold(), row[2], _json(_facts(headings, row)), NOW, NOW)
                for id, row in enumerate(rows, 1)
            ),
        )
        driver.executemany(
            "INSERT INTO roles (workspace, account, role, person, since) VALUES (?, ?, ?, ?, ?)",
            (
                (WORKSPACE, id, role, person, NOW)
                for id, row in enumerate(rows, 1)
                for role, person in zip(headings[ROLES], row[ROLES], strict=True)
            ),
        )
        driver.executemany(
            'INSERT INTO entries (workspace, key, at, "by", surface, kind, habit, account, blueprint, facts)'
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    WORKSPACE,
                    f"import/1/{id}",
                    NOW,
                    "",
                    "command line",
                    "imported",
                    "",
                    id,
                    DIGEST,
                    _entry(headings, row),
                )
                for id, row in enumerate(rows, 1)
            ),
        )
        driver.execute("COMMIT")


def _facts(headings: Row, row: Row) -> dict[str, Any]:
    known: dict[str, Any] = dict(zip(headings[FACTS], row[FACTS], strict=True))
    minor = int(known["arr"].removesuffix(" EUR").replace(",", "")) * 100
    return known | {"arr": {"minor": minor, "currency": "EUR"}}


def _entry(headings: Row, row: Row) -> str:
    return _json({"before": {}, "after": dict(zip(headings, row, strict=True)) | _facts(headings, row)})


def _json(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
