"""What must be in place before the bot starts: each check gives what it found, or sentences saying what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML
from sqlalchemy import Engine

from bot.blueprint import Blueprint, BlueprintErrors, load
from bot.clock import Clock, ClockUnanswered, followed_clock, machine_clock
from bot.settings import ROOT, Settings, usable, what_run_lacks
from bot.slack import Refused, Slack, SlackTrouble
from bot.store import schema
from bot.store.engine import UnusableStore, open_engine
from bot.words import Words

MANIFEST = ROOT / "app_manifest.yml"


class NotReady(Exception):
    """The bot cannot start; `sentences` says what is missing, each with what to do."""

    def __init__(self, *sentences: str) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True)
class Identity:
    """Who the bot token says we are, and the way to Slack with it."""

    workspace: str
    workspace_name: str
    bot_user: str
    slack: Slack


def variables(settings: Settings) -> None:
    """Are the tokens there, and of the right kind? Raises NotReady."""
    if lacks := what_run_lacks(settings):
        raise NotReady(*lacks)


def process(settings: Settings) -> tuple[Blueprint, Words]:
    """The blueprints and their words, which are yet to be `tried`. Raises NotReady with every mistake in the former."""
    try:
        blueprint = load(settings.hearth_blueprints)
    except BlueprintErrors as mistakes:
        raise NotReady(*mistakes.sentences) from mistakes
    return blueprint, Words(blueprint)


def tried(words: Words) -> None:
    """Will none of the words fail when it is needed? Raises NotReady with every mistake in them."""
    try:
        words.try_all()
    except BlueprintErrors as mistakes:
        raise NotReady(*mistakes.sentences) from mistakes


def memory(settings: Settings) -> Engine:
    """The database, open and at this version's tables. Raises NotReady."""
    try:
        engine = open_engine(settings.database_url.get_secret_value())
    except UnusableStore as unusable:
        raise NotReady(f"DATABASE_URL: {unusable}") from unusable
    if wrong := [*about_schema(engine)]:
        engine.dispose()
        raise NotReady(*wrong)
    return engine


def about_schema(engine: Engine) -> Iterator[str]:
    """What keeps this version from working on the database."""
    state = schema.state_of(engine)
    if state.current is not None and state.current > state.head:
        yield (
            f"The database was brought to {state.current} by a newer Hearth; this one knows {state.head}. "
            "Run that version, or restore the copy from before the upgrade."
        )
    elif not state.ready:
        found = f"is at {state.current}" if state.current else "is empty"
        yield f"The database {found}, and this version of Hearth needs {state.head}. Run: python -m bot migrate"


def time(settings: Settings) -> Clock:
    """The machine's clock, or the one that HEARTH_CLOCK_URL names. Raises NotReady when that does not answer."""
    if settings.hearth_clock_url is None:
        return machine_clock
    try:
        return followed_clock(settings.hearth_clock_url)
    except ClockUnanswered as silent:
        raise NotReady(f"HEARTH_CLOCK_URL: {silent} Unset it to use this machine's clock.") from silent


def identity(settings: Settings) -> Identity:
    """Who we are, as Slack says. Raises NotReady; with no sentence when the token is one that `variables` refuses."""
    token = settings.slack_bot_token
    if token is None or not usable(token, "xoxb-"):
        raise NotReady
    slack = Slack(token.get_secret_value(), settings.api_url)
    try:
        who, granted = slack.scopes()
    except Refused as refused:
        raise NotReady(
            f"Slack does not accept SLACK_BOT_TOKEN ({refused.why}). Copy the Bot User OAuth Token again from your "
            "app's page, Install App; install the app to the workspace first if it is not."
        ) from refused
    except SlackTrouble as trouble:
        raise _unanswered(settings, trouble) from trouble
    if lacking := sorted(scopes_wanted() - granted):
        raise NotReady(
            f"The app is installed without {len(lacking)} of the scopes in app_manifest.yml: {', '.join(lacking)}. "
            "Paste the manifest again under App Manifest, then press Reinstall to Workspace; "
            "a new scope counts only after that."
        )
    return Identity(who["team_id"], who["team"], who["user_id"], slack)


def socket_mode(settings: Settings) -> None:
    """Would Slack open a socket for us? Raises NotReady, as `identity` does; without SLACK_APP_TOKEN none is needed."""
    token = settings.slack_app_token
    if token is None or not usable(token, "xapp-"):
        return
    try:
        Slack(token.get_secret_value(), settings.api_url).call("apps.connections.open")
    except Refused as refused:
        raise NotReady(
            f"Slack does not accept SLACK_APP_TOKEN for Socket Mode ({refused.why}). Make an app-level token with "
            "the scope connections:write under Basic Information, and switch Socket Mode on."
        ) from refused
    except SlackTrouble as trouble:
        raise _unanswered(settings, trouble) from trouble


def scopes_wanted(manifest: Path = MANIFEST) -> frozenset[str]:
    """The bot scopes that app_manifest.yml asks for."""
    return frozenset(YAML(typ="safe").load(manifest)["oauth_config"]["scopes"]["bot"])


def _unanswered(settings: Settings, trouble: SlackTrouble) -> NotReady:
    return NotReady(
        f"Slack at {settings.api_url} does not answer ({trouble.why}). "
        "Check the network, and SLACK_API_URL if it is set."
    )
