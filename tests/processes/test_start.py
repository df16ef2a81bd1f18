"""Starting: whatever is missing is told at once, each with what to do, and no secret with it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.running import at_work, prepare
from bot.settings import Settings
from bot.startup import NotReady
from bot.store.engine import open_engine, writing
from bot.store.schema import HEAD
from tests.processes.conftest import APP_TOKEN, BOT_TOKEN, ROOT, SECRETS, Door, free_port

NOBODY = f"http://127.0.0.1:{free_port()}"
"""An address at which nothing answers."""


@dataclass(frozen=True)
class Start:
    """What the environment says when everything is in place; `lacks` tries it with changes."""

    right: Mapping[str, object]

    def lacks(self, **changes: object) -> tuple[str, ...]:
        """What the bot says is missing."""
        with pytest.raises(NotReady) as told:
            prepare(Settings.model_validate({**self.right, **changes}))
        assert not [secret for secret in (*SECRETS, "hunter2") for said in told.value.sentences if secret in said]
        return told.value.sentences


@pytest.fixture
def start(socket_door: Door, database: str) -> Start:
    socket_door.box.reset()
    return Start(
        {
            "slack_bot_token": BOT_TOKEN,
            "slack_app_token": APP_TOKEN,
            "slack_api_url": socket_door.box.api_url,
            "database_url": database,
            "hearth_clock_url": f"{socket_door.box.url}/control/time",
        }
    )


def test_with_everything_in_place_the_office_knows_who_it_is(start: Start) -> None:
    office, name = prepare(Settings.model_validate(start.right))
    office.memory.dispose()
    assert (office.workspace, office.bot_user, name) == ("T0NORTH", "UHEARTH", "Northwind")


def test_a_token_slack_does_not_know_is_told(start: Start) -> None:
    [told] = start.lacks(slack_bot_token="xoxb-of-another-app")
    assert told.startswith("Slack does not accept SLACK_BOT_TOKEN (invalid_auth). Copy the Bot User OAuth Token again")


def test_an_app_token_slack_does_not_know_is_told(start: Start) -> None:
    [told] = start.lacks(slack_app_token="xapp-of-another-app")
    assert told.startswith("Slack does not accept SLACK_APP_TOKEN for Socket Mode (invalid_auth). Make an app-level")


def test_scopes_that_were_not_granted_are_named(start: Start, socket_door: Door) -> None:
    socket_door.box.revoke("im:write", "users:read")
    [told] = start.lacks()
    assert told.startswith("The app is installed without 2 of the scopes in app_manifest.yml: im:write, users:read. ")
    assert "Reinstall to Workspace" in told


def test_that_slack_does_not_answer_is_told_once(start: Start) -> None:
    [told] = start.lacks(slack_api_url=f"{NOBODY}/api/")
    assert told.startswith(f"Slack at {NOBODY}/api/ does not answer (")
    assert told.endswith("Check the network, and SLACK_API_URL if it is set.")


def test_an_address_that_is_not_slacks_is_told(start: Start, socket_door: Door) -> None:
    [told] = start.lacks(slack_api_url=f"{socket_door.box.url}/page/")
    assert told.startswith(f"Slack at {socket_door.box.url}/page/ does not answer (")


def test_an_empty_database_is_to_be_migrated(start: Start, tmp_path: Path) -> None:
    [told] = start.lacks(database_url=f"sqlite:///{tmp_path / 'new.sqlite3'}")
    assert told == f"The database is empty, and this version of Hearth needs {HEAD}. Run: python -m bot migrate"


def test_a_database_of_a_newer_version_is_left_alone(start: Start, database: str) -> None:
    engine = open_engine(database)
    with writing(engine) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    [told] = start.lacks()
    assert told.startswith(f"The database was brought to 9999 by a newer Hearth; this one knows {HEAD}. ")


@pytest.mark.parametrize(
    "url",
    [
        "sqlite://",
        "sqlite:////no/such/folder/hearth.sqlite3",
        "mysql://hearth:hunter2@db/hearth",
        "postgresql+nothing://hearth:hunter2@db/hearth",
        "hearth:hunter2@db",
    ],
)
def test_a_database_that_cannot_be_used_is_told_without_its_password(start: Start, url: str) -> None:
    [told] = start.lacks(database_url=url)
    assert told.startswith("DATABASE_URL: ")


def test_a_clock_that_does_not_answer_is_told(start: Start) -> None:
    [told] = start.lacks(hearth_clock_url=f"{NOBODY}/time")
    assert told.startswith("HEARTH_CLOCK_URL: no answer from the clock (")
    assert told.endswith("Unset it to use this machine's clock.")


def test_a_process_that_is_not_there_is_told(start: Start, tmp_path: Path) -> None:
    assert all(str(tmp_path) in told for told in start.lacks(hearth_blueprints=tmp_path / "none"))


def test_words_that_would_fail_are_told_before_the_clock_starts(start: Start, tmp_path: Path) -> None:
    blueprints = Path(shutil.copytree(ROOT / "blueprints", tmp_path / "blueprints"))
    phrases = blueprints / "phrases.yml"
    phrases.write_text(phrases.read_text().replace("{{ count }}", "{{ cuont }}"))
    settings = Settings.model_validate({**start.right, "hearth_blueprints": blueprints})
    office, _ = prepare(settings)
    with pytest.raises(NotReady) as told, at_work(settings, office, "127.0.0.1", 0):
        pass
    assert all(re.match(rf"{phrases}:\d+: there is no fact \"cuont\" here", said) for said in told.value.sentences)


def test_everything_that_is_missing_is_told_together(tmp_path: Path) -> None:
    """The program itself: each check is made, whatever the others find."""
    blueprints = Path(shutil.copytree(ROOT / "blueprints", tmp_path / "blueprints"))
    (blueprints / "tiers.yml").write_text("T1: {nam: x}\n")
    ended = _run(
        SLACK_BOT_TOKEN="xoxp-a-persons",
        SLACK_APP_TOKEN=APP_TOKEN,
        SLACK_API_URL=f"{NOBODY}/api/",
        DATABASE_URL=f"sqlite:///{tmp_path / 'new.sqlite3'}",
        HEARTH_BLUEPRINTS=str(blueprints),
        HEARTH_CLOCK_URL=f"{NOBODY}/time",
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    heading, *told = ended.stderr.splitlines()
    assert heading == "Hearth cannot start yet:"
    for beginning in (
        "- SLACK_BOT_TOKEN is a user token (xoxp-); Hearth speaks as a bot.",
        f"- {blueprints}/tiers.yml:1: ",
        f"- The database is empty, and this version of Hearth needs {HEAD}. Run: python -m bot migrate",
        "- HEARTH_CLOCK_URL: no answer from the clock (",
        f"- Slack at {NOBODY}/api/ does not answer (",
    ):
        assert [said for said in told if said.startswith(beginning)], ended.stderr
    assert not [secret for secret in (APP_TOKEN, "a-persons") if secret in ended.stderr]


def test_a_port_that_is_taken_is_told(http_door: Door, database: str) -> None:
    taken = http_door.box.url.rpartition(":")[2]
    ended = _run("--port", taken, **{**http_door.environment, "DATABASE_URL": database})
    assert ended.returncode == 2
    assert (
        f"- http://127.0.0.1:{taken} cannot be opened (Address already in use). Choose another --port." in ended.stderr
    )
    assert "Traceback" not in ended.stderr


def test_importing_every_module_and_building_the_app_starts_nothing() -> None:
    """No environment, no network, no thread: what is imported does no work."""
    ended = subprocess.run(
        [sys.executable, "-m", "tests.processes.everything"],
        cwd=ROOT,
        env={},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


def _run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.processes.alone", "run", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
