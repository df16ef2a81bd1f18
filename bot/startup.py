"""What must be in place before the bot starts, checked all together so that one look mends everything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML
from sqlalchemy import Engine

from bot.settings import ROOT, Settings
from bot.slack import Refused, Slack, SlackTrouble
from bot.store import schema

MANIFEST = ROOT / "app_manifest.yml"


@dataclass(frozen=True)
class Identity:
    """Who the bot token says we are."""

    workspace: str
    workspace_name: str
    bot_user: str


@dataclass(frozen=True)
class Readiness:
    """`identity` when Slack told us who we are, and a sentence for everything that is still missing."""

    identity: Identity | None
    missing: tuple[str, ...]


def readiness(settings: Settings, memory: Engine, slack: Slack) -> Readiness:
    """Ask Slack and the database whether the bot can run."""
    missing = [*_about_schema(memory)]
    identity: Identity | None = None
    try:
        who, granted = slack.scopes()
        identity = Identity(who["team_id"], who["team"], who["user_id"])
        missing += _about_scopes(granted)
    except Refused as refused:
        missing.append(
            f"Slack does not accept SLACK_BOT_TOKEN ({refused.why}). Copy the Bot User OAuth Token again from your "
            "app's page, Install App; install the app to the workspace first if it is not."
        )
    except SlackTrouble as trouble:
        missing.append(
            f"Slack at {settings.api_url} does not answer ({trouble.why}). "
            "Check the network, and SLACK_API_URL if it is set."
        )
    if settings.slack_app_token is not None:
        missing += _about_app_token(settings)
    return Readiness(identity, tuple(missing))


def scopes_wanted(manifest: Path = MANIFEST) -> frozenset[str]:
    """The bot scopes that app_manifest.yml asks for."""
    return frozenset(YAML(typ="safe").load(manifest)["oauth_config"]["scopes"]["bot"])


def _about_schema(memory: Engine) -> Iterator[str]:
    state = schema.state_of(memory)
    if state.current != state.head:
        found = f"is at {state.current}" if state.current else "is empty"
        yield f"The database {found}, and this version of Hearth needs {state.head}. Run: python -m bot migrate"


def _about_scopes(granted: frozenset[str]) -> Iterator[str]:
    lacking = sorted(scopes_wanted() - granted)
    if lacking:
        yield (
            f"The app is installed without {len(lacking)} of the scopes in app_manifest.yml: {', '.join(lacking)}. "
            "Paste the manifest again under App Manifest, then press Reinstall to Workspace; "
            "a new scope counts only after that."
        )


def _about_app_token(settings: Settings) -> Iterator[str]:
    assert settings.slack_app_token is not None
    token = settings.slack_app_token.get_secret_value()
    try:
        Slack(token, settings.api_url).call("apps.connections.open")
    except Refused as refused:
        yield (
            f"Slack does not accept SLACK_APP_TOKEN for Socket Mode ({refused.why}). Make an app-level token with "
            "the scope connections:write under Basic Information, and switch Socket Mode on."
        )
    except SlackTrouble:
        pass  # the bot token's sentence says that Slack does not answer
