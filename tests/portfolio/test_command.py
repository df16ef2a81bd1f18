"""The two commands, as somebody at a terminal and as a script meets them."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.commands import main
from bot.store import accounts, imports
from bot.store.engine import open_engine, reading
from tests.cast import WORKSPACE
from tests.conftest import BOT_TOKEN, ROOT, Workshop
from tests.support.hand import Control

TABLE = "account,tier,owner\nAcme,T2,{ann}\nGlobex,T9,{ann}\n"
OURS = ("--workspace", WORKSPACE)

Run = Callable[..., Result]


@pytest.fixture
def database(workshop: Workshop, tmp_path: Path) -> str:
    (tmp_path / "hearth.sqlite3").write_bytes(workshop.database.read_bytes())
    return f"sqlite:///{tmp_path / 'hearth.sqlite3'}"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """One account that can be taken, and one that cannot; people by their ids."""
    file = tmp_path / "accounts.csv"
    file.write_text(TABLE.format(ann="UANN"))
    return file


@pytest.fixture
def run(database: str) -> Run:
    """Run a command with this environment beside the database."""

    def run(*arguments: str | Path, **environment: str) -> Result:
        told = {"SLACK_BOT_TOKEN": None, "DATABASE_URL": database, **environment}
        return CliRunner().invoke(main, [str(argument) for argument in arguments], env=told, catch_exceptions=False)

    return run


def names(database: str) -> list[str]:
    engine = open_engine(database)
    with reading(engine) as connection:
        found = [name for _, name, _ in accounts.all_names(connection, WORKSPACE)]
    engine.dispose()
    return found


def test_it_is_shown_taken_in_and_undone(run: Run, table: Path, database: str) -> None:
    taken = run("import", table, *OURS, "--yes")
    assert taken.stdout.splitlines() == [
        "accounts.csv:2: Acme is new: Tier T2; Account owner UANN",
        "accounts.csv: UTF-8, separator “,”, rows: 2.",
        "Columns: “account” is Account, “tier” is Tier, “owner” is Account owner.",
        "Nobody could be asked who is who, so Slack ids are taken as they are.",
        "Accounts: 1 new, 0 to change, 0 as they are. Rows that cannot be taken: 1.",
        "Import 1 is done. To undo it: python -m bot undo-import 1",
    ]
    assert taken.stderr.splitlines() == [
        "Comparing",
        "Taking in",
        "Rows that cannot be taken: 1",
        "accounts.csv:3: tier: “T9” is none of T1, T2, T3, T4.",
    ]
    assert taken.exit_code == 2
    assert names(database) == ["Acme"]
    undone = run("undo-import", *OURS)
    assert undone.output == (
        "Import 1 of accounts.csv is undone. Accounts that are as they were: 0; made by it and gone: 1.\n"
    )
    assert undone.exit_code == 0
    assert names(database) == []


def test_a_dry_run_changes_nothing_and_without_anybody_to_ask_nothing_is_changed_either(
    run: Run, table: Path, database: str
) -> None:
    dry, asked = run("import", table, *OURS, "--dry-run", "--yes"), run("import", table, *OURS)
    assert "Nothing was changed." in dry.stdout
    assert "nobody is there to be asked. Add --yes" in asked.stderr
    assert "Acme is new" in dry.stdout
    assert "Acme is new" in asked.stdout
    assert asked.exit_code == 2
    assert names(database) == []


@pytest.mark.parametrize(("answer", "kept"), [("y", ["Acme"]), ("n", [])])
def test_somebody_at_a_terminal_is_asked(database: str, table: Path, answer: str, kept: list[str]) -> None:
    ours, theirs = pty.openpty()
    os.write(ours, f"{answer}\n".encode())
    command = [sys.executable, "-m", "bot", "import", str(table), *OURS]
    told = {"PATH": os.environ["PATH"], "DATABASE_URL": database}
    done = subprocess.run(command, cwd=ROOT, env=told, stdin=theirs, capture_output=True, text=True, check=False)
    os.close(ours)
    os.close(theirs)
    assert "Do it? [y/N]" in done.stderr
    assert names(database) == kept


def test_with_a_token_people_are_known_by_their_names_and_the_workspace_is_the_tokens(
    run: Run, table: Path, database: str, box: Control
) -> None:
    table.write_text(TABLE.format(ann="Ann Adler"))
    taken = run("import", table, "--yes", SLACK_BOT_TOKEN=BOT_TOKEN, SLACK_API_URL=box.api_url)
    assert "Acme is new: Tier T2; Account owner Ann Adler" in taken.stdout
    assert names(database) == ["Acme"]


def test_another_workspaces_token_takes_nothing_in(run: Run, table: Path, database: str, box: Control) -> None:
    told = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_API_URL": box.api_url}
    refused = run("import", table, "--workspace", "T0ACME", "--yes", **told)
    assert refused.stderr == "SLACK_BOT_TOKEN belongs to T0NORTH, not to T0ACME.\n"


def test_what_is_guessed_can_be_said(run: Run, table: Path, database: str) -> None:
    table.write_bytes("Société;Klasse;CSM;ARR;Renewal\nŁódź;T2;UANN;12;03/04/2026\n".encode("cp1250"))
    said = ["--column", "Klasse=tier", "--column", "Société=account", "--dates", "day-first", "--currency", "PLN"]
    taken = run("import", table, *OURS, "--encoding", "cp1250", *said, "--yes")
    assert "Łódź is new: Tier T2; Account owner UANN; ARR 12 PLN; Renewal date Fri 3 Apr 2026" in taken.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--workspace", "Northwind"], '"Northwind" is no Slack workspace; expected its team id, such as T012AB3CDE.'),
        ([], "Whose accounts are these? Add --workspace with the team id, such as T012AB3CDE."),
        ([*OURS, "--column", "CSM"], '--column "CSM" says nothing; expected "Heading=field", such as "CSM=owner".'),
        ([*OURS, "--encoding", "utf-16"], "accounts.csv:3: This is not UTF-16 text"),
        ([*OURS, "--column", "Boss=owner"], "accounts.csv:1: There is not exactly one column “Boss”"),
    ],
)
def test_what_cannot_be_done_is_told(run: Run, table: Path, arguments: list[str], said: str) -> None:
    refused = run("import", table, *arguments, "--yes")
    assert said in refused.stderr
    assert refused.exit_code == 2


def test_a_token_of_the_wrong_kind_is_told(run: Run, table: Path) -> None:
    refused = run("import", table, *OURS, "--yes", SLACK_BOT_TOKEN="xoxp-1")
    assert refused.stderr.startswith("SLACK_BOT_TOKEN is a user token (xoxp-)")


@pytest.mark.parametrize(
    ("number", "said"),
    [([], "There is no import to undo.\n"), (["7"], "There is no import 7.\n"), (["1"], "Import 1 was undone on ")],
)
def test_what_cannot_be_undone_is_told(run: Run, table: Path, number: list[str], said: str) -> None:
    run("import", table, *OURS, "--yes")
    run("undo-import", *OURS)
    refused = run("undo-import", *number, *OURS)
    assert refused.stderr.startswith(said)
    assert refused.exit_code == 2


def test_ten_thousand_accounts_are_one_import(run: Run, tmp_path: Path, database: str) -> None:
    many = tmp_path / "many.csv"
    rows = (f"{n},Company {n},T{n % 4 + 1},UANN,{n}000 EUR\n" for n in range(10_000))
    many.write_text("id,account,tier,owner,arr\n" + "".join(rows))
    assert run("import", many, *OURS, "--yes").exit_code == 0
    assert "10000 as they are" in run("import", many, *OURS, "--yes").stdout
    engine = open_engine(database)
    with reading(engine) as connection:
        assert imports.latest(connection, WORKSPACE) == imports.get(connection, WORKSPACE, 1)
    engine.dispose()
    assert len(names(database)) == 10_000
    assert "made by it and gone: 10000" in run("undo-import", *OURS).stdout
    assert names(database) == []
