"""A workspace's whole memory as a folder in open formats, and back into an empty database."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy import Connection, Table
from sqlalchemy.exc import DataError, IntegrityError

from bot.blueprint import Blueprint
from bot.portfolio import writing
from bot.store import dump, schema
from bot.store.tables import people

MANIFEST: Final = "manifest.json"
ACCOUNTS: Final = "accounts.csv"
_README: Final = """\
This is all that Hearth remembers of the Slack workspace {workspace}.

accounts.csv    Every account with its people and what is known of it, for a spreadsheet. Change it as you like and take
                it in again: python -m bot import accounts.csv
*.jsonl         Every table, a row on each line as JSON (jsonlines.org). Moments are ISO 8601, in UTC. The numbers under
                "account" and "record" are ids in accounts.jsonl and records.jsonl.
{tables}
manifest.json   What belongs to the export, and checksums by which a changed line is found.

To read it back, let DATABASE_URL name another database and run: python -m bot migrate, then python -m bot import with
the path of this folder. The .jsonl files must be as they were written. No token or password is in any of them, but
the names, amounts and contacts of customers are: keep this folder as you keep those.
"""
_TABLES: Final = {
    "people": "who is who in Slack, as last seen",
    "accounts": "the customers; those with withdrawn_at belong to an import that was undone",
    "roles": "who is the owner, the deputy, … of which account",
    "records": "every form that was sent, with its answers as they stand and its state",
    "parts": "who takes which part in a record",
    "entries": "everything that happened, in its order; never changed afterwards",
    "drafts": "forms that are begun and not sent",
    "tasks": "what is to be done by whom and when, and what was promised",
    "said": "every message the bot has said or is going to say",
    "imports": "the portfolios that were taken in",
    "revisions": "how often the accounts' names have changed, and by which blueprints accounts are judged",
    "touches": "every contact with a customer that moved the clocks",
    "clocks": "what each account's touches come to",
    "nudges": "what is or was due on an account, and whose turn it is",
    "marks": "what people did about it: done, snoozed, passed on, wrong",
    "told": "what was told in which message",
    "mornings": "when each person is looked after next",
    "rhythms": "working days and hours that people chose for themselves",
    "leaves": "when people are away",
    "listening": "the shared channels in which messages move an account's clocks",
}
_DIGITS: Final = 4
"""Of a line's checksum: enough to find the line, where the file's own says that one was changed."""


class NoArchive(Exception):
    """It cannot be written or read back; the text says why, with "file:line:" before it where it is about one."""


class _File(BaseModel):
    """How one file was written: how many lines, its SHA-256, and the first digits of that of each line, in a row."""

    model_config = ConfigDict(frozen=True)

    rows: int
    sha256: str
    lines: str


class Manifest(BaseModel):
    """What an archive holds: whose memory, at which migration, in which files."""

    model_config = ConfigDict(frozen=True)

    workspace: str
    schema_version: str
    files: dict[str, _File]
    sha256: str = ""

    def summed(self) -> Manifest:
        """With the checksum of all that it says."""
        said = self.model_dump_json(exclude={"sha256"})
        return self.model_copy(update={"sha256": sha256(said.encode()).hexdigest()})

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of what it has."""
        return {name.removesuffix(".jsonl"): file.rows for name, file in self.files.items()}


def write(connection: Connection, workspace: str, blueprint: Blueprint, folder: Path) -> Mapping[str, int]:
    """Write all of a workspace into a new or empty folder, and say how many rows of what.

    Raises NoArchive where the folder holds something, or nothing is known of the workspace.
    """
    counts = dump.held(connection, workspace)
    if not counts:
        raise NoArchive(f"Nothing is remembered of {workspace} in this database.")
    _make(folder)
    files = {
        _name(table): _write_rows(folder / _name(table), dump.rows(connection, workspace, table))
        for table in dump.tables()
    }
    (folder / ACCOUNTS).write_text(writing.written(connection, workspace, blueprint), encoding="utf-8-sig", newline="")
    (folder / "README.txt").write_text(_README.format(workspace=workspace, tables=_about_tables()), encoding="utf-8")
    manifest = Manifest(workspace=workspace, schema_version=schema.HEAD, files=files).summed()
    (folder / MANIFEST).write_text(manifest.model_dump_json(indent=1), encoding="utf-8")  # last: without it, unfinished
    return counts


def manifest_of(folder: Path) -> Manifest:
    """What an archive says it holds. Raises NoArchive where it is none, or is another version's."""
    try:
        manifest = Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    except FileNotFoundError as missing:
        raise NoArchive(f"{folder} has no {MANIFEST}: it is no export, or one that was not finished.") from missing
    except ValidationError as broken:
        raise NoArchive(f"{MANIFEST}:1: it is not as it was exported ({broken.errors()[0]['msg']}).") from broken
    if manifest.schema_version != schema.HEAD:
        raise NoArchive(
            f"{folder} was exported at {manifest.schema_version}, and this version of Hearth works with {schema.HEAD}. "
            "Import it with the version that wrote it, then run: python -m bot migrate"
        )
    if manifest != manifest.summed():
        raise NoArchive(f"{MANIFEST}:1: it is not as it was exported.")
    return manifest


def look(connection: Connection, folder: Path) -> Manifest:
    """Could this archive be read back into this database, whole? Raises NoArchive where it could not."""
    manifest = manifest_of(folder)
    if no := _why_not(connection, manifest.workspace):
        raise NoArchive(no)
    for table in dump.tables():
        for _ in _rows(folder, table, manifest):
            pass
    return manifest


def read_back(connection: Connection, folder: Path) -> None:
    """Read an archive back, in the caller's transaction, which must not be kept when this raises NoArchive."""
    manifest = manifest_of(folder)
    if no := _why_not(connection, manifest.workspace):
        raise NoArchive(no)
    for table in dump.tables():
        name = _name(table)
        try:
            dump.put(connection, manifest.workspace, table, _rows(folder, table, manifest))
        except dump.NumberTaken as taken:
            raise NoArchive(
                f"{name}:{taken.place + 1}: another workspace of this database has number {taken.id} already; "
                "an export is read back into a database without it."
            ) from taken
        except IntegrityError as apart:
            raise NoArchive(f"{name}:1: its rows do not fit those of the other files ({apart.orig}).") from apart
        except DataError as strange:
            raise NoArchive(f"{name}:1: this kind of database cannot keep what is in it ({strange.orig}).") from strange


def _why_not(connection: Connection, workspace: str) -> str | None:
    """Why an archive cannot be read back into this database: the workspace has a memory there already."""
    there = dump.held(connection, workspace)
    there.pop(people.name, None)  # whom a bot has seen at its start makes no memory yet
    if not there:
        return None
    has = ", ".join(f"{count} in {table}" for table, count in there.items())
    return f"{workspace} is not empty in this database ({has}). An export is read back into an empty one."


def _make(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except FileExistsError as file:
        raise NoArchive(f"{folder} is a file; an export needs a folder of its own.") from file
    if any(folder.iterdir()):
        raise NoArchive(f"{folder} is not empty; an export needs a folder of its own.")


def _write_rows(path: Path, rows: Iterator[dump.Row]) -> _File:
    whole, sums = sha256(), []
    with path.open("xb") as file:
        for row in rows:
            line = json.dumps(row, ensure_ascii=False, allow_nan=False).encode() + b"\n"
            file.write(line)
            whole.update(line)
            sums.append(_sum(line))
    return _File(rows=len(sums), sha256=whole.hexdigest(), lines="".join(sums))


def _rows(folder: Path, table: Table[Any], manifest: Manifest) -> Iterator[dump.Row]:
    """The rows of a file, each of them as it was written. Raises NoArchive at the first that is not."""
    name = _name(table)
    file = manifest.files[name]
    whole, count = sha256(), 0
    for count, line in enumerate(_lines(folder / name), 1):
        if count > file.rows:
            raise NoArchive(f"{name}:{count}: {file.rows} lines were exported, and this is one more.")
        if _sum(line) != file.lines[_DIGITS * (count - 1) : _DIGITS * count]:
            raise NoArchive(f"{name}:{count}: this line is not as it was exported; only {ACCOUNTS} may be changed.")
        whole.update(line)
        try:
            yield dump.fitting(table, json.loads(line))
        except ValueError as strange:
            raise NoArchive(f"{name}:{count}: this is no row of the table: {strange}.") from strange
    if count < file.rows:
        raise NoArchive(f"{name}:{count + 1}: the file ends here; {file.rows} lines were exported.")
    if whole.hexdigest() != file.sha256:
        raise NoArchive(f"{name}:1: the file is not as it was exported.")


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            yield from file
    except FileNotFoundError as missing:
        raise NoArchive(f"{path.name}:1: the file is missing.") from missing


def _sum(line: bytes) -> str:
    return sha256(line).hexdigest()[:_DIGITS]


def _name(table: Table[Any]) -> str:
    return f"{table.name}.jsonl"


def _about_tables() -> str:
    return "\n".join(f"  {_name(table):<16}{_TABLES[table.name]}" for table in dump.tables())
