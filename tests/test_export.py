"""An export and its way back, at the command line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.commands import main
from bot.store import accounts
from bot.store.engine import open_engine, writing
from tests.cast import MONDAY, WORKSPACE
from tests.conftest import Workshop

Run = Callable[..., Result]


@pytest.fixture
def run(workshop: Workshop, tmp_path: Path) -> Run:
    """Run a command on the database of that name: "ours" has one account, "empty" none."""
    for name in ("ours", "empty"):
        shutil.copy(workshop.database, tmp_path / name)
    engine = open_engine(f"sqlite:///{tmp_path / 'ours'}")
    with writing(engine) as connection:
        accounts.create(connection, WORKSPACE, "Acme", MONDAY, "T1")
    engine.dispose()

    def on(database: str, *arguments: str) -> Result:
        environment = {"DATABASE_URL": f"sqlite:///{tmp_path / database}"}
        with chdir(tmp_path):
            return CliRunner(env=environment).invoke(main, arguments, catch_exceptions=False)

    return on


def test_an_export_is_written_and_read_back(run: Run, tmp_path: Path) -> None:
    wrote = run("ours", "export", "out", "--workspace", WORKSPACE)
    assert (wrote.exit_code, wrote.output) == (0, "Written to out: 1 in accounts, 1 in revisions.\n")
    looked = run("empty", "import", "out", "--dry-run")
    assert looked.output == "out is whole: 1 in accounts, 1 in revisions. Nothing was changed.\n"
    read = run("empty", "import", "out", "--workspace", WORKSPACE)
    assert (read.exit_code, read.output) == (0, "Read back: 1 in accounts, 1 in revisions.\n")
    run("empty", "export", "again", "--workspace", WORKSPACE)
    for file in (tmp_path / "out").iterdir():
        assert (tmp_path / "again" / file.name).read_bytes() == file.read_bytes()


@pytest.mark.parametrize(
    ("database", "arguments", "sentence"),
    [
        ("ours", ["import", "out"], "T0NORTH is not empty in this database (1 in accounts, 1 in revisions)."),
        ("empty", ["import", "out", "--workspace", "T0ACME"], "out is an export of T0NORTH, not of T0ACME."),
        ("empty", ["import", "out", "--currency", "EUR"], "--encoding are for tables; a folder is read as it is."),
        ("empty", ["import", "."], ". has no manifest.json: it is no export, or one that was not finished."),
        ("ours", ["export", "out", "--workspace", WORKSPACE], "out is not empty; an export needs a folder of its own."),
        ("ours", ["export", "new", "--workspace", "T0ACME"], "Nothing is remembered of T0ACME in this database."),
        ("ours", ["export", "empty/new", "--workspace", WORKSPACE], "empty/new: Not a directory."),
        ("nowhere/at/all", ["export", "new", "--workspace", WORKSPACE], "there is no folder"),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, database: str, arguments: list[str], sentence: str) -> None:
    run("ours", "export", "out", "--workspace", WORKSPACE)
    said = run(database, *arguments)
    assert said.exit_code == 2
    assert sentence in said.stderr


def test_a_refused_folder_leaves_the_database_empty(run: Run, tmp_path: Path) -> None:
    run("ours", "export", "out", "--workspace", WORKSPACE)
    file = tmp_path / "out" / "accounts.jsonl"
    file.write_text(file.read_text().replace("Acme", "Acne"))
    said = run("empty", "import", "out")
    assert said.stderr.startswith("accounts.jsonl:1: this line is not as it was exported")
    assert "Nothing is remembered" in run("empty", "export", "new", "--workspace", WORKSPACE).stderr
