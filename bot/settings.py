"""The environment, read once into one frozen value; nothing else in the bot reads it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError
from rapidfuzz import fuzz, process

ROOT = Path(__file__).resolve().parent.parent

_WEB_ADDRESS: Final = r"^https?://[^\s/?#]+"
_TOKEN: Final = re.compile(r"[A-Za-z0-9._-]+")
_KINDS: Final = {
    "xoxb-": "a bot token (xoxb-)",
    "xoxp-": "a user token (xoxp-)",
    "xapp-": "an app-level token (xapp-)",
    "xoxe": "a configuration or refresh token (xoxe)",
}
"""docs.slack.dev/authentication/tokens"""
_ALIKE = 90
"""From this likeness (0 to 100) on, an unknown variable is a known one misspelled: one letter more, less or other."""


class SettingsWrong(Exception):
    """The environment cannot be used; `sentences` says every reason, one line each."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


class Settings(BaseModel):
    """What the environment says, with the defaults of a first run on one machine.

    A field's description ends the sentence "X is not …" that is told when its variable cannot be used. Whatever may
    hold a secret, a database's URL too, is a SecretStr: it prints as stars.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True, str_strip_whitespace=True)

    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_api_url: str = Field(
        default="https://slack.com/api/",
        pattern=_WEB_ADDRESS,
        description="a web address, such as https://slack.com/api/",
    )
    database_url: SecretStr = SecretStr("sqlite:///hearth.sqlite3")
    hearth_blueprints: Path = ROOT / "blueprints"
    hearth_clock_url: str | None = Field(
        default=None,
        pattern=_WEB_ADDRESS,
        description="a web address, such as http://127.0.0.1:8850/control/time",
    )
    """Where to ask for the time instead of the machine: the sandbox answers it, so a demo can skip to tomorrow."""
    hearth_tick_seconds: float = Field(default=60, ge=0.1, le=3600, description="a number of seconds from 0.1 to 3600")

    @property
    def api_url(self) -> str:
        return self.slack_api_url.rstrip("/") + "/"


def read() -> Settings:
    """Read the environment.

    Raises SettingsWrong with a sentence for each variable that cannot be used or seems misspelled; none quotes a value,
    for it may be a secret in the wrong place.
    """
    wrong = [f"{name} is not read by Hearth; did you mean {meant}?" for name, meant in _misspelled(os.environ)]
    try:
        settings = Settings.model_validate({field: os.environ.get(field.upper()) for field in _set(os.environ)})
    except ValidationError as unusable:
        fields = [str(error["loc"][0]) for error in unusable.errors(include_input=False)]
        wrong += [f"{field.upper()} is not {Settings.model_fields[field].description}." for field in fields]
        raise SettingsWrong(wrong) from None
    if wrong:
        raise SettingsWrong(wrong)
    return settings


def _set(environment: Mapping[str, str]) -> Iterator[str]:
    """The fields whose variables are set to something."""
    return (field for field in Settings.model_fields if environment.get(field.upper(), "").strip())


def what_run_lacks(settings: Settings) -> list[str]:
    """Say what `python -m bot run` cannot start without, one sentence each, with what to do about it."""
    lacks = []
    bot = settings.slack_bot_token
    app = settings.slack_app_token
    if bot is None:
        lacks.append(
            "SLACK_BOT_TOKEN is not set. Copy the Bot User OAuth Token (it begins with xoxb-) "
            "from your app's page, Install App."
        )
    elif not usable(bot, "xoxb-"):
        lacks.append(
            f"SLACK_BOT_TOKEN is {_kind_of(bot)}; Hearth speaks as a bot. "
            "Use the Bot User OAuth Token, which begins with xoxb-."
        )
    if app is None and settings.slack_signing_secret is None:
        lacks.append(
            "Neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set. For Socket Mode (no public address needed) make "
            "an app-level token with the scope connections:write under Basic Information and set SLACK_APP_TOKEN; "
            "for HTTP set SLACK_SIGNING_SECRET from the same page."
        )
    if app is not None and not usable(app, "xapp-"):
        lacks.append(
            f"SLACK_APP_TOKEN is {_kind_of(app)}; Socket Mode needs an app-level token. "
            "Make one with the scope connections:write under Basic Information; it begins with xapp-."
        )
    return lacks


def usable(token: SecretStr | None, kind: str) -> bool:
    """Can this be a token of the kind that begins so?"""
    text = token.get_secret_value() if token else ""
    return text.startswith(kind) and _TOKEN.fullmatch(text) is not None


def _kind_of(token: SecretStr) -> str:
    text = token.get_secret_value()
    if not _TOKEN.fullmatch(text):
        return "not a Slack token: it holds a space, a quote or another character that no token has"
    return next((kind for start, kind in _KINDS.items() if text.startswith(start)), "not a Slack token")


def _misspelled(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Variables of ours that are almost called like one that is read, and that one."""
    known = [field.upper() for field in Settings.model_fields]
    for name in names:
        if name.upper().startswith(("SLACK_", "HEARTH_")) and name.upper() not in known:
            alike = process.extractOne(name.upper(), known, scorer=fuzz.ratio, score_cutoff=_ALIKE)
            if alike is not None:
                yield name, alike[0]
