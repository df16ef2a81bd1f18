"""What somebody at a terminal reads of the bot's memory: its outbox, and why people hear what they hear."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Connection

from bot.commands import STATES, main
from bot.rules.facts import ACCOUNT_CHANNEL, Message, Saying, Speech
from bot.store import accounts, people, said
from bot.store.engine import open_engine, writing
from tests.cast import ANN, MONDAY, WORKSPACE

Run = Callable[..., Result]
OURS = ("--workspace", WORKSPACE)


@pytest.fixture
def database(fresh: Callable[[str], str]) -> str:
    return fresh("sqlite")


@pytest.fixture
def run(database: str) -> Run:
    """Run a command on the database, or on another one."""

    def on(*arguments: str, url: str = database) -> Result:
        return CliRunner(env={"DATABASE_URL": url}).invoke(main, arguments, catch_exceptions=False)

    return on


@pytest.fixture
def full(database: str) -> None:
    """One message in each state: what waits goes to Ann tomorrow, and Acme's channel is archived."""
    engine = open_engine(database)
    with writing(engine) as connection:
        people.remember(connection, ANN)
        acme = accounts.create(connection, WORKSPACE, "Acme", MONDAY, "T1")
        puts(connection, Message("digest/UANN/2026-03-03", "UANN", "", "", None, None, "", kind=Speech.DIGEST), days=1)
        card = Message("card", "UANN", "handoff", "card", acme.id, None, "UBEN")
        channel = Message("alert", ACCOUNT_CHANNEL, "quiet", "live", acme.id, None, "", kind=Speech.ALERT)
        said.said(connection, WORKSPACE, takes(connection, card), "w", "D0ANN", "1.2", MONDAY)
        said.failed(connection, WORKSPACE, takes(connection, channel), "w", "channel_archived is_archived", MONDAY)
        reminder = Message("reminder", "UBEN", "handoff", "reminder", acme.id, None, "")
        said.unsure(connection, WORKSPACE, takes(connection, reminder), "w", "missing_scope", MONDAY)
    engine.dispose()


def puts(connection: Connection, message: Message, days: int = 0) -> said.Row:
    assert said.put(connection, WORKSPACE, message, MONDAY + timedelta(days=days), MONDAY)
    row = said.by_key(connection, WORKSPACE, message.key)
    assert row
    return row


def takes(connection: Connection, message: Message) -> int:
    """Its id, once a worker has taken it."""
    row = puts(connection, message)
    assert said.claim(connection, WORKSPACE, row.id, "w", MONDAY + timedelta(minutes=1), MONDAY)
    return row.id


def test_the_outbox_is_told_as_tables_what_needs_somebody_first(run: Run, full: None) -> None:
    told = run("outbox", *OURS)
    assert told.exit_code == 0
    assert told.output.splitlines() == [
        "1 to come, 1 said, 1 not said, 1 perhaps said. "
        "The texts are not shown here: who got them reads them in Slack.",
        "",
        "Perhaps said: please look (1)",
        "when                  state   what               to     account  why",
        "2026-03-02 09:00 UTC  unsure  Handoff: reminder  @UBEN  Acme     The app lacks a permission in Slack. "
        "Whoever installed Hearth can add it and install it again.",
        "",
        "Not said (1)",
        "when                  state   what                                to                   account  why",
        "2026-03-02 09:00 UTC  failed  No call, meeting or visit for long  the account channel  Acme     "
        "The channel is archived. "
        "Unarchive it in Slack, or choose another one.",
        "",
        "Comes next (1)",
        "when                  state    what                to         account  why",
        "2026-03-03 09:00 UTC  waiting  The morning digest  Ann Adler",
        "",
        "Said last (1)",
        "when                  state  what           to         account  why",
        "2026-03-02 09:00 UTC  said   Handoff: card  Ann Adler  Acme",
    ]


def test_one_state_can_be_asked_for_and_no_more_than_so_many(run: Run, full: None, database: str) -> None:
    engine = open_engine(database)
    with writing(engine) as connection:
        for number in range(3):
            puts(connection, Message(f"more/{number}", "UANN", "handoff", "card", None, None, ""), days=2)
    engine.dispose()
    told = run("outbox", *OURS, "--state", "waiting", "--limit", "2").output.splitlines()
    assert told[2] == "Comes next (4)"
    assert [line[:10] for line in told[4:6]] == ["2026-03-03", "2026-03-04"]
    assert told[6:] == ["… and 2 more"]


def test_an_empty_outbox_says_so(run: Run) -> None:
    assert run("outbox", *OURS).output == "Nothing has been put in yet.\n"


def test_every_state_there_is_can_be_asked_for() -> None:
    assert tuple(STATES) == tuple(state.value for state in Saying)


@pytest.mark.parametrize("command", [("outbox",), ("why", "acme")])
def test_a_database_that_cannot_be_read_is_a_sentence(run: Run, command: tuple[str, ...], tmp_path: Path) -> None:
    nowhere = run(*command, *OURS, url=f"sqlite:///{tmp_path}/no/such/folder.sqlite3")
    assert (nowhere.exit_code, nowhere.stdout) == (2, "")
    assert "DATABASE_URL: The database file" in nowhere.stderr
    assert "there is no folder" in nowhere.stderr
    empty = run(*command, *OURS, url=f"sqlite:///{tmp_path}/new.sqlite3")
    assert empty.exit_code == 2
    assert "The database is empty" in empty.stderr
    assert "Run: python -m bot migrate" in empty.stderr


@pytest.mark.parametrize(
    ("workspace", "sentence"),
    [
        ((), "Add --workspace with the team id, such as T012AB3CDE."),
        (("--workspace", "Northwind"), '"Northwind" is no Slack workspace'),
    ],
)
def test_a_workspace_that_is_not_named_is_a_sentence(run: Run, workspace: tuple[str, ...], sentence: str) -> None:
    unclear = run("outbox", *workspace)
    assert unclear.exit_code == 2
    assert sentence in unclear.stderr


def test_slack_is_not_asked_where_the_workspace_is_named(run: Run, full: None) -> None:
    away = CliRunner(env={"SLACK_BOT_TOKEN": "xoxb-any", "SLACK_API_URL": "http://127.0.0.1:9/api/"})
    told = away.invoke(main, ["outbox", *OURS], env={"DATABASE_URL": "sqlite:///nowhere/x"})
    assert "DATABASE_URL" in told.stderr
    assert "Slack" not in told.stderr


def test_why_tells_of_the_one_account_that_is_meant(run: Run, full: None) -> None:
    told = run("why", "acm", *OURS)
    assert told.exit_code == 0
    assert told.output.startswith("Acme\n")


def test_why_of_no_account_names_those_that_may_be_meant(run: Run, full: None, database: str) -> None:
    engine = open_engine(database)
    with writing(engine) as connection:
        accounts.create(connection, WORKSPACE, "Acme Labs", MONDAY, "T1")
    engine.dispose()
    several = run("why", "acm", *OURS)
    assert several.exit_code == 2
    assert several.stderr == "“acm” names no one account of T0NORTH; it may be one of these: Acme, Acme Labs.\n"
    assert "and none is called alike" in run("why", "zzzzzz", *OURS).stderr
