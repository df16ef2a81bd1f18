"""The environment, read once into one frozen value; nothing else in the bot reads it."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class SettingsWrong(Exception):
    """The environment cannot be used; `sentences` says every reason, one line each."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


class Settings(BaseSettings):
    """What the environment says, with the defaults of a first run on one machine."""

    model_config = SettingsConfigDict(frozen=True, hide_input_in_errors=True, env_ignore_empty=True)

    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_api_url: str = Field("https://slack.com/api/", pattern=r"^https?://")
    database_url: str = "sqlite:///hearth.sqlite3"
    hearth_blueprints: Path = ROOT / "blueprints"
    hearth_clock_url: str | None = Field(None, pattern=r"^https?://")
    """Where to ask for the time instead of the machine: the sandbox answers it, so a demo can skip to tomorrow."""
    hearth_tick_seconds: float = Field(60, gt=0)

    @property
    def api_url(self) -> str:
        return self.slack_api_url.rstrip("/") + "/"


def read() -> Settings:
    """Read the environment.

    Raises SettingsWrong with a sentence for each variable that cannot be used; none quotes a value, it may be secret.
    """
    try:
        return Settings()  # type: ignore[call-arg]  # pydantic-settings fills it from the environment
    except ValidationError as wrong:
        raise SettingsWrong(
            [f"{str(e['loc'][0]).upper()}: {e['msg']}." for e in wrong.errors(include_input=False)]
        ) from None


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
    elif not bot.get_secret_value().startswith("xoxb-"):
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
    if app is not None and not app.get_secret_value().startswith("xapp-"):
        lacks.append(
            f"SLACK_APP_TOKEN is {_kind_of(app)}; Socket Mode needs an app-level token. "
            "Make one with the scope connections:write under Basic Information; it begins with xapp-."
        )
    return lacks


def _kind_of(token: SecretStr) -> str:
    kinds = {
        "xoxb-": "a bot token (xoxb-)",
        "xoxp-": "a user token (xoxp-)",
        "xapp-": "an app-level token (xapp-)",
        "xoxe": "a configuration or refresh token (xoxe)",
    }
    text = token.get_secret_value()
    return next(
        (kind for start, kind in kinds.items() if text.startswith(start)), "not a Slack token that Hearth knows"
    )
