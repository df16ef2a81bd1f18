"""The commands of python -m bot."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from bot import settings as environment
from bot.settings import Settings, SettingsWrong


@click.group()
def main() -> None:
    """Hearth: nobody wonders who owns a customer, what was promised, or when they will hear from us next."""


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="In HTTP mode: the address to listen on.")
@click.option("--port", default=3000, show_default=True, help="In HTTP mode: the port to listen on.")
def run(host: str, port: int) -> None:
    """Start the bot: Socket Mode with SLACK_APP_TOKEN, else HTTP with SLACK_SIGNING_SECRET."""
    from bot import running

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    settings = _settings()
    try:
        office, name = running.prepare(settings)
    except running.NotReady as not_ready:
        _leave("Hearth cannot start yet:", not_ready.sentences)
    stop = running.stop_on_signals()
    click.echo(f"Hearth is at work in {name}.")
    try:
        running.run(settings, office, host, port, stop)
    except OSError as taken:
        _leave(
            "Hearth cannot listen:",
            [f"http://{host}:{port} cannot be opened ({taken.strerror}). Choose another --port."],
        )
    click.echo("Hearth has stopped; what waits to be said is kept.")


@main.command()
def check() -> None:
    """Tell every mistake in the blueprints, as file:line: sentence."""
    from bot.words import check as mistakes_in

    folder = _settings().hearth_blueprints
    mistakes = mistakes_in(folder)
    if mistakes:
        _leave("", mistakes)
    click.echo("The blueprints are in order.")


@main.command()
@click.argument("habit", required=False)
def show(habit: str | None) -> None:
    """Read the process back in plain sentences: all of it, or one HABIT."""
    from bot.blueprint import BlueprintErrors, load
    from bot.telling import tell

    try:
        blueprint = load(_settings().hearth_blueprints)
    except BlueprintErrors as mistakes:
        _leave("", mistakes.sentences)
    if habit is not None and habit not in blueprint.habits:
        _leave("", [f'There is no habit "{habit}"; there are: {", ".join(blueprint.habits)}.'])
    click.echo(tell(blueprint, habit))


@main.command()
def migrate() -> None:
    """Bring the database's tables to this version, all or nothing."""
    from bot.store import schema
    from bot.store.engine import UnusableStore

    try:
        schema.upgrade(_settings().database_url)
    except UnusableStore as unusable:
        _leave("", [f"DATABASE_URL: {unusable}"])
    click.echo(f"The database is at {schema.HEAD}.")


@main.command("import")
@click.argument("table", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--workspace", required=True, help="The Slack workspace (team id) the accounts belong to.")
def import_(table: Path, workspace: str) -> None:
    """Take in accounts from a CSV TABLE: account, tier, owner, deputy, ae, our_sponsor (people as Slack user ids)."""
    from bot import portfolio
    from bot.blueprint import BlueprintErrors, load
    from bot.clock import machine_clock
    from bot.store.engine import UnusableStore, open_engine, writing

    settings = _settings()
    try:
        tiers = frozenset(tier.id for tier in load(settings.hearth_blueprints).tiers)
        with writing(open_engine(settings.database_url)) as connection:
            taken = portfolio.take_in(connection, workspace, table, tiers, machine_clock())
    except BlueprintErrors as mistakes:
        _leave("", mistakes.sentences)
    except UnusableStore as unusable:
        _leave("", [f"DATABASE_URL: {unusable}"])
    click.echo(f"{taken.new} new accounts, {taken.there} that were there, {len(taken.refused)} rows refused.")
    if taken.refused:
        _leave("", taken.refused)


def _settings() -> Settings:
    try:
        return environment.read()
    except SettingsWrong as wrong:
        _leave("The environment cannot be used:", wrong.sentences)


def _leave(heading: str, sentences: Sequence[str]) -> NoReturn:
    """Say what is wrong on standard error and exit with 2."""
    lines = [heading, *(f"- {sentence}" for sentence in sentences)] if heading else list(sentences)
    click.echo("\n".join(lines), err=True)
    raise SystemExit(2)
