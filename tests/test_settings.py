"""The environment, read once: what cannot be used is told by its name and never by its value."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.settings import Settings, SettingsWrong, read, what_run_lacks

BOT, APP, SIGNING = "xoxb-1-bot-secret", "xapp-1-app-secret", "signing-secret"


@pytest.fixture
def environment() -> Iterator[dict[str, str]]:
    """This process's environment, empty for the test: settings read the real one."""
    before = dict(os.environ)
    os.environ.clear()
    yield os.environ  # type: ignore[misc]  # a mapping of texts in all that a test does with it
    os.environ.clear()
    os.environ.update(before)


def wrong(environment: dict[str, str], **variables: str) -> list[str]:
    environment.update(variables)
    with pytest.raises(SettingsWrong) as told:
        read()
    return told.value.sentences


def test_an_empty_environment_has_the_defaults_of_a_first_run(environment: dict[str, str]) -> None:
    settings = read()
    assert settings.api_url == "https://slack.com/api/"
    assert settings.database_url.get_secret_value() == "sqlite:///hearth.sqlite3"
    assert settings.hearth_tick_seconds == 60
    assert (settings.hearth_blueprints / "calendar.yml").is_file()
    assert settings.hearth_clock_url is None


def test_what_is_set_to_nothing_counts_as_not_set(environment: dict[str, str]) -> None:
    environment.update(SLACK_APP_TOKEN="", HEARTH_TICK_SECONDS="")
    assert read() == Settings()
    assert read().slack_app_token is None


def test_a_line_end_that_came_with_a_token_is_dropped(environment: dict[str, str]) -> None:
    environment["SLACK_BOT_TOKEN"] = f" {BOT}\n"
    assert read().slack_bot_token == SecretStr(BOT)


@pytest.mark.parametrize("address", ["http://127.0.0.1:8850/api", "http://127.0.0.1:8850/api/"])
def test_the_api_address_ends_in_one_slash(environment: dict[str, str], address: str) -> None:
    environment["SLACK_API_URL"] = address
    assert read().api_url == "http://127.0.0.1:8850/api/"


@pytest.mark.parametrize("seconds", ["soon", "0", "-1", "inf", "nan", "3601", "1e400"])
def test_a_tick_must_be_a_number_of_seconds(environment: dict[str, str], seconds: str) -> None:
    assert wrong(environment, HEARTH_TICK_SECONDS=seconds) == [
        "HEARTH_TICK_SECONDS is not a number of seconds from 0.1 to 3600."
    ]


@pytest.mark.parametrize("address", ["slack.com/api", "ftp://slack.com", "https://", "http:///api", "localhost:8850"])
def test_an_address_must_be_one_of_the_web(environment: dict[str, str], address: str) -> None:
    assert wrong(environment, SLACK_API_URL=address, HEARTH_CLOCK_URL=address) == [
        "SLACK_API_URL is not a web address, such as https://slack.com/api/.",
        "HEARTH_CLOCK_URL is not a web address, such as http://127.0.0.1:8850/control/time.",
    ]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("SLACK_BOT_TOKENS", "SLACK_BOT_TOKEN"),
        ("SLACK_SIGNIN_SECRET", "SLACK_SIGNING_SECRET"),
        ("HEARTH_TICK_SECOND", "HEARTH_TICK_SECONDS"),
    ],
)
def test_a_misspelled_variable_is_not_passed_over(environment: dict[str, str], typed: str, meant: str) -> None:
    assert wrong(environment, **{typed: "x"}) == [f"{typed} is not read by Hearth; did you mean {meant}?"]


def test_what_other_programs_read_is_none_of_ours(environment: dict[str, str]) -> None:
    environment.update(SLACK_TOKEN="x", SLACK_USER_TOKEN="x", SLACK_CLIENT_SECRET="x", DATABASE_URI="x", HEARTH="x")
    assert read() == Settings()


def test_everything_that_is_wrong_is_told_at_once(environment: dict[str, str]) -> None:
    told = wrong(environment, SLACK_API_URL=BOT, HEARTH_TICK_SECONDS=APP, HEARTH_BLUEPRINT="x")
    assert len(told) == 3
    assert "secret" not in " ".join(told)


def test_no_secret_shows_in_what_is_printed_of_the_settings(environment: dict[str, str]) -> None:
    url = "postgresql://hearth:database-secret@db/hearth"
    environment.update(SLACK_BOT_TOKEN=BOT, SLACK_APP_TOKEN=APP, SLACK_SIGNING_SECRET=SIGNING, DATABASE_URL=url)
    settings = read()
    printed = f"{settings} {settings!r} {settings.model_dump_json()} {json.dumps(settings.model_dump(), default=str)}"
    assert "secret" not in printed.replace("slack_signing_secret", "")


@pytest.mark.parametrize(
    ("tokens", "told"),
    [
        ({}, ["SLACK_BOT_TOKEN is not set", "Neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set"]),
        ({"slack_bot_token": BOT, "slack_app_token": APP}, []),
        ({"slack_bot_token": BOT, "slack_signing_secret": SIGNING}, []),
        (
            {"slack_bot_token": APP, "slack_app_token": BOT},
            ["SLACK_BOT_TOKEN is an app-level token (xapp-)", "SLACK_APP_TOKEN is a bot token (xoxb-)"],
        ),
        ({"slack_bot_token": "xoxp-1", "slack_app_token": APP}, ["SLACK_BOT_TOKEN is a user token (xoxp-)"]),
        ({"slack_bot_token": "xoxe.xoxb-1", "slack_app_token": APP}, ["SLACK_BOT_TOKEN is a configuration or refresh"]),
        ({"slack_bot_token": "secret", "slack_app_token": APP}, ["SLACK_BOT_TOKEN is not a Slack token;"]),
        ({"slack_bot_token": "'xoxb-1'", "slack_app_token": APP}, ["SLACK_BOT_TOKEN is not a Slack token: it holds a"]),
        ({"slack_bot_token": "xoxb-1…", "slack_app_token": APP}, ["SLACK_BOT_TOKEN is not a Slack token: it holds a"]),
    ],
)
def test_a_token_that_is_missing_or_of_another_kind_is_told(tokens: dict[str, str], told: list[str]) -> None:
    lacks = what_run_lacks(Settings.model_validate(tokens))
    assert len(lacks) == len(told)
    assert all(said.startswith(expected) for said, expected in zip(lacks, told, strict=True))
    assert not any(token in said for token in tokens.values() for said in lacks)


def test_a_wrong_environment_ends_every_command_with_sentences() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "check"],
        cwd=Path(__file__).parents[1],
        env={"HEARTH_TICK_SECONDS": "secret"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == (
        "The environment cannot be used:\n- HEARTH_TICK_SECONDS is not a number of seconds from 0.1 to 3600.\n"
    )
