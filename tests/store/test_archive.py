"""A workspace's memory is written in open formats and read back as it was, whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, time
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine

from bot import archive
from bot.archive import NoArchive
from bot.blueprint import Blueprint, load
from bot.rules.facts import Account, Deed, Leave, Mark, Record
from bot.store import (
    accounts,
    drafts,
    dump,
    imports,
    leaves,
    listening,
    marks,
    mornings,
    nudges,
    people,
    records,
    rhythms,
    said,
    tasks,
    told,
    touches,
)
from bot.store.engine import open_engine, reading, writing
from bot.store.rhythms import Chosen
from tests.store.world import ELSEWHERE, NORTH, NOW, TODAY, draft, entry, message, minutes, nudge, person, task, touch
from tests.support.postgres import KINDS, on_sqlite

ROOT = Path(__file__).parents[2]
NAMES = ["Müller & Söhne", "=SUM(A1)", "株式会社 山田", 'with "quotes", and \\', "🚀", "שמש"]


@pytest.fixture(scope="module")
def blueprint() -> Blueprint:
    return load(ROOT / "blueprints")


@pytest.fixture
def other(fresh: Callable[[str], str], kind: str) -> Iterator[Engine]:
    """A database of the other kind, empty."""
    [another] = set(KINDS) - {kind}
    engine = open_engine(fresh(another))
    yield engine
    engine.dispose()


@pytest.fixture
def full(engine: Engine, handoff: Record) -> None:
    """Rows in every table, and some of another workspace."""
    with writing(engine) as connection:
        fill(connection, handoff)
        accounts.create(connection, ELSEWHERE, "Initech", NOW)
        people.remember(connection, person("UOLA", ELSEWHERE))


def fill(connection: Connection, handoff: Record) -> None:
    people.remember_many(connection, [person("UANN"), replace(person("UZOË"), is_admin=True), person("Uß")])
    for name in NAMES:
        accounts.create(connection, NORTH, name, NOW + minutes(1.00001), tier="T1")
    accounts.keep_facts(
        connection, NORTH, handoff.account, {"arr": {"minor": 5, "currency": "EUR"}, "share": 0.1 + 0.2}, NOW
    )
    accounts.take_roles(connection, NORTH, handoff.account, {"owner": "UANN", "ae": "UBEN"}, NOW)
    drafts.save(connection, draft())
    answers = {"account": {"id": handoff.account, "name": "Acme"}, "outcomes": [{"what": "<b>\n\t\x0b one\u2028\r"}]}
    record = records.append(
        connection, NORTH, entry(handoff), state="submitted", answers=answers, after=0, people={"owner": "UANN"}
    )
    [introduce] = tasks.add(connection, NORTH, [task(record, "introduce")], NOW)
    tasks.finish(connection, NORTH, introduce.id, "UANN", NOW)
    said.put(connection, NORTH, message(record), NOW, NOW)
    said.claim(connection, NORTH, 1, "w1", NOW + minutes(1), NOW)
    imports.begin(connection, NORTH, "accounts.csv", "UMEG", NOW, {"new": 2})
    gone = accounts.create(connection, NORTH, "Globex", NOW)
    imports.withdraw(connection, NORTH, [gone.id], NOW)
    touches.add(
        connection, NORTH, touch(handoff.account, "record/1", ball="us", next_on=TODAY, left=("champion",)), NOW
    )
    due = nudge(handoff.account, "quiet/live/1", facts={"amber": 30, "line": {"purpose": "Größe"}})
    nudges.settle(connection, NORTH, [handoff.account], [due], NOW)
    marks.add(connection, NORTH, Mark(due.key, due.account, Deed.SNOOZED, "UANN", NOW, until=TODAY, note="später"))
    told.note(connection, NORTH, message(record).key, "UANN", TODAY, [(due.key, due.account, True)])
    mornings.begin(connection, NORTH, {"UZOË": NOW, "Uß": NOW, "UANN": NOW})
    rhythms.choose(connection, NORTH, "UANN", Chosen(working_days=frozenset({0, 1}), opens=time(8, 30)))
    rhythms.choose(connection, NORTH, "UBEN", Chosen(region=""))
    leaves.add(connection, NORTH, Leave("UANN", TODAY, date(2026, 3, 6)))
    listening.start(connection, NORTH, "C0SHARED", handoff.account, "UANN", NOW)


@pytest.fixture
def folder(engine: Engine, full: None, blueprint: Blueprint, tmp_path: Path) -> Path:
    return export(engine, blueprint, tmp_path / "export")


def export(engine: Engine, blueprint: Blueprint, folder: Path) -> Path:
    with reading(engine) as connection:
        archive.write(connection, NORTH, blueprint, folder)
    return folder


def read_back(engine: Engine, folder: Path) -> None:
    with reading(engine) as connection:
        archive.look(connection, folder)
    with writing(engine) as connection:
        archive.read_back(connection, folder)


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def all_of(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    with reading(engine) as connection:
        return {table.name: list(dump.rows(connection, NORTH, table)) for table in dump.tables()}


def test_what_is_read_back_is_exported_as_the_same_bytes(
    engine: Engine, other: Engine, folder: Path, blueprint: Blueprint, tmp_path: Path
) -> None:
    read_back(other, folder)
    assert all_of(other) == all_of(engine)
    assert contents(export(other, blueprint, tmp_path / "again")) == contents(folder)


def test_moving_over_and_back_loses_nothing(
    kind: str, fresh: Callable[[str], str], other: Engine, folder: Path, blueprint: Blueprint, tmp_path: Path
) -> None:
    read_back(other, folder)
    there = export(other, blueprint, tmp_path / "there")
    home = open_engine(fresh(kind))
    read_back(home, there)
    assert contents(export(home, blueprint, tmp_path / "home")) == contents(folder)
    home.dispose()


def test_every_table_is_exported_and_told_of(folder: Path) -> None:
    told = (folder / "README.txt").read_text(encoding="utf-8")
    for table in dump.tables():
        assert (folder / f"{table.name}.jsonl").read_bytes().count(b"\n") > 0
        assert f"{table.name}.jsonl" in told


def test_a_row_is_a_line_of_json_with_its_moments_in_utc(folder: Path) -> None:
    lines = (folder / "accounts.jsonl").read_bytes().split(b"\n")
    rows = [json.loads(line) for line in lines[:-1]]
    assert [row["id"] for row in rows] == [*range(1, 3 + len(NAMES))]
    assert [row["name"] for row in rows[1:-1]] == NAMES
    assert rows[0]["facts"] == {"arr": {"minor": 5, "currency": "EUR"}, "share": 0.1 + 0.2}
    assert rows[0]["created_at"] == "2026-03-02T09:00:00+00:00"
    assert rows[1]["created_at"] == "2026-03-02T09:01:00.000600+00:00"


def test_another_workspace_is_in_no_file(folder: Path) -> None:
    assert not [name for name, written in contents(folder).items() if b"Initech" in written or b"UOLA" in written]


def test_what_is_made_after_reading_back_gets_numbers_of_its_own(other: Engine, folder: Path) -> None:
    read_back(other, folder)
    with writing(other) as connection:
        new = accounts.create(connection, NORTH, "Brand new", NOW)
        assert new.id == 3 + len(NAMES)
        with pytest.raises(accounts.NameTaken):
            accounts.create(connection, NORTH, "ACME", NOW)


def test_people_whom_a_bot_saw_at_its_start_make_room(engine: Engine, other: Engine, folder: Path) -> None:
    with writing(other) as connection:
        people.remember_many(connection, [person("UANN", seen_at=NOW + minutes(9)), person("UNEW")])
    read_back(other, folder)
    assert all_of(other) == all_of(engine)


Damage = Callable[[Path], object]


def lines_of(file: Path, change: Callable[[list[bytes]], object]) -> None:
    lines = file.read_bytes().splitlines(keepends=True)
    change(lines)
    file.write_bytes(b"".join(lines))


def in_accounts(change: Callable[[list[bytes]], object]) -> Damage:
    return lambda folder: lines_of(folder / "accounts.jsonl", change)


def in_manifest(old: str, new: str) -> Damage:
    def change(folder: Path) -> None:
        text = (folder / archive.MANIFEST).read_text()
        assert old in text
        (folder / archive.MANIFEST).write_text(text.replace(old, new))

    return change


def edit(lines: list[bytes]) -> None:
    lines[1] = lines[1].replace("ü".encode(), b"u")


def swap(lines: list[bytes]) -> None:
    lines[2], lines[4] = lines[4], lines[2]


def cut(lines: list[bytes]) -> None:
    lines[-1] = lines[-1][:-9]


def add(lines: list[bytes]) -> None:
    lines.append(lines[0])


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (in_accounts(edit), "accounts.jsonl:2: this line is not as it was exported"),
        (in_accounts(swap), "accounts.jsonl:3: this line is not as it was exported"),
        (in_accounts(cut), "accounts.jsonl:8: this line is not as it was exported"),
        (in_accounts(add), "accounts.jsonl:9: 8 lines were exported, and this is one more"),
        (in_accounts(lambda lines: lines.pop()), "accounts.jsonl:8: the file ends here; 8 lines were exported"),
        (in_accounts(lambda lines: lines.pop(0)), "accounts.jsonl:1: this line is not as it was exported"),
        (in_accounts(lambda lines: lines.clear()), "accounts.jsonl:1: the file ends here; 8 lines were exported"),
        (lambda folder: (folder / "roles.jsonl").unlink(), "roles.jsonl:1: the file is missing"),
        (lambda folder: (folder / "manifest.json").unlink(), "has no manifest.json"),
        (lambda folder: (folder / "manifest.json").write_text("{"), "manifest.json:1: it is not as it was exported"),
        (in_manifest('"workspace"', '"wrkspace"'), "manifest.json:1: it is not as it was exported"),
        (in_manifest('"T0NORTH"', '"T0SOUTH"'), "manifest.json:1: it is not as it was exported"),
        (in_manifest('"said.jsonl"', '"sad.jsonl"'), "manifest.json:1: it is not as it was exported"),
        (in_manifest(f'"{archive.schema.HEAD}"', '"0001"'), "was exported at 0001, and this version of Hearth works"),
        (in_manifest('"sha256": "', '"sha256": "0'), "manifest.json:1: it is not as it was exported"),
    ],
)
def test_what_is_not_as_it_was_exported_is_refused_and_nothing_is_kept(
    other: Engine, folder: Path, damage: Damage, sentence: str
) -> None:
    damage(folder)
    with pytest.raises(NoArchive, match=sentence), reading(other) as connection:
        archive.look(connection, folder)
    with pytest.raises(NoArchive, match=sentence), writing(other) as connection:
        archive.read_back(connection, folder)
    assert not any(all_of(other).values())


@on_sqlite
def test_a_change_that_the_few_digits_of_a_line_do_not_show_is_found_by_the_whole_file(
    other: Engine, folder: Path
) -> None:
    [first, *rest] = (folder / "people.jsonl").read_bytes().splitlines(keepends=True)
    digits = sha256(first).hexdigest()[:4]
    spaced = (first.replace(b"Uann", b"Nobody").rstrip() + b" " * count + b"\n" for count in range(2**20))
    same = next(line for line in spaced if sha256(line).hexdigest()[:4] == digits)
    (folder / "people.jsonl").write_bytes(b"".join([same, *rest]))
    with (
        pytest.raises(NoArchive, match="the file is not as it was exported"),
        writing(other) as connection,
    ):
        archive.read_back(connection, folder)


def forge(folder: Path, table: str, change: dict[str, Any]) -> None:
    """Change the first row of a file, and every checksum with it."""
    file = folder / f"{table}.jsonl"
    [first, *rest] = file.read_bytes().splitlines(keepends=True)
    lines = [json.dumps(json.loads(first) | change).encode() + b"\n", *rest]
    file.write_bytes(b"".join(lines))
    manifest = archive.manifest_of(folder)
    sums = {
        "sha256": sha256(b"".join(lines)).hexdigest(),
        "lines": "".join(sha256(line).hexdigest()[:4] for line in lines),
    }
    files = {**manifest.files, file.name: manifest.files[file.name].model_copy(update=sums)}
    forged = manifest.model_copy(update={"files": files}).summed()
    (folder / archive.MANIFEST).write_text(forged.model_dump_json())


@pytest.mark.parametrize(
    ("table", "change", "sentence"),
    [
        ("accounts", {"created_at": "yesterday"}, "accounts.jsonl:1: this is no row of the table: Invalid isoformat"),
        ("accounts", {"created_at": 7}, "accounts.jsonl:1: this is no row of the table"),
        ("people", {"standing": "friend"}, "people.jsonl:1: this is no row of the table: 'friend' is not a valid"),
        ("people", {"workspace": "T0ACME"}, "people.jsonl:1: .* it has not the columns of people"),
        ("roles", {"account": 99}, "roles.jsonl:1: its rows do not fit those of the other files"),
    ],
)
def test_rows_that_were_never_ours_are_refused_too(
    other: Engine, folder: Path, table: str, change: dict[str, Any], sentence: str
) -> None:
    forge(folder, table, change)
    with pytest.raises(NoArchive, match=sentence), writing(other) as connection:
        archive.read_back(connection, folder)
    assert not any(all_of(other).values())


@on_sqlite
def test_what_postgresql_cannot_keep_is_refused_in_a_sentence(other: Engine, folder: Path) -> None:
    forge(folder, "people", {"name": "Ann\0"})
    with pytest.raises(NoArchive, match=r"people\.jsonl:1: this kind of database cannot"), writing(other) as connection:
        archive.read_back(connection, folder)
    assert not any(all_of(other).values())


def test_a_workspace_that_has_a_memory_is_left_as_it_is(engine: Engine, folder: Path) -> None:
    before = all_of(engine)
    sentence = "T0NORTH is not empty in this database .*8 in accounts.*An export is read back into an empty one"
    with pytest.raises(NoArchive, match=sentence), writing(engine) as connection:
        archive.read_back(connection, folder)
    assert all_of(engine) == before


def test_numbers_of_another_workspace_are_not_taken_from_it(other: Engine, folder: Path) -> None:
    with writing(other) as connection:
        for name in ["Initech", "Hooli"]:
            accounts.create(connection, ELSEWHERE, name, NOW)
    with (
        pytest.raises(NoArchive, match="another workspace of this database has number 1 already"),
        writing(other) as connection,
    ):
        archive.read_back(connection, folder)
    with reading(other) as connection:
        assert dump.held(connection, NORTH) == {}
        assert dump.held(connection, ELSEWHERE) == {"accounts": 2, "revisions": 1}


def test_an_export_needs_a_folder_of_its_own(
    engine: Engine, acme: Account, blueprint: Blueprint, folder: Path, tmp_path: Path
) -> None:
    before = contents(folder)
    with pytest.raises(NoArchive, match="is not empty; an export needs a folder of its own"):
        export(engine, blueprint, folder)
    assert contents(folder) == before
    (tmp_path / "file").write_text("mine")
    with pytest.raises(NoArchive, match="is a file; an export needs a folder of its own"):
        export(engine, blueprint, tmp_path / "file")


def test_nobody_but_its_owner_opens_an_export(folder: Path) -> None:
    assert folder.stat().st_mode & 0o077 == 0


def test_of_an_unknown_workspace_there_is_nothing_to_export(
    other: Engine, blueprint: Blueprint, tmp_path: Path
) -> None:
    with pytest.raises(NoArchive, match="Nothing is remembered of T0NORTH in this database"):
        export(other, blueprint, tmp_path / "new")
    assert not (tmp_path / "new").exists()
