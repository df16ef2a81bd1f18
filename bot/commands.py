"""The commands of python -m bot."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from bot import settings as environment
from bot.settings import Settings, SettingsWrong

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from bot.office import Office

STATES = ("waiting", "sending", "said", "failed", "unsure", "moot")
"""`Saying`, which is not imported here: `python -m bot --help` should not wait for what only some commands need."""


@click.group()
def main() -> None:
    """Hearth: nobody wonders who owns a customer, what was promised, or when they will hear from us next."""


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="In HTTP mode: the address to listen on.")
@click.option("--port", default=3000, show_default=True, help="In HTTP mode: the port to listen on.")
def run(host: str, port: int) -> None:
    """Start the bot: Socket Mode with SLACK_APP_TOKEN, else HTTP with SLACK_SIGNING_SECRET."""
    # What a start imports and compiles stays for good: looking for garbage meanwhile takes a tenth of it.
    gc.disable()
    from bot import running
    from bot.startup import NotReady

    _log_to_stderr()
    settings = _settings()
    try:
        office, name = running.prepare(settings)
        gc.freeze()
        gc.enable()
        stop = running.stop_on_signals()
        with running.at_work(settings, office, host, port):
            click.echo(f"Hearth is at work in {name}.")
            # The kernel may give a signal to any thread, and Python sees to it only when this one wakes: so it does.
            while not stop.wait(0.5):
                pass
    except NotReady as not_ready:
        _leave("Hearth cannot start yet:", not_ready.sentences)
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
    """Read the process back in plain sentences: all of it, or one folder, HABIT."""
    from bot.blueprint import BlueprintErrors, load
    from bot.telling import tell

    try:
        blueprint = load(_settings().hearth_blueprints)
    except BlueprintErrors as mistakes:
        _leave("", mistakes.sentences)
    try:
        told = tell(blueprint, habit)
    except KeyError:
        folders = sorted({*blueprint.habits, *(id.partition("/")[0] for id in blueprint.watches)})
        _leave("", [f'There is no folder "{habit}" in the blueprints; there are: {", ".join(folders)}.'])
    click.echo(told)


@main.command()
def migrate() -> None:
    """Bring the database's tables to this version, all or nothing."""
    from bot.store import schema
    from bot.store.engine import UnusableStore

    try:
        schema.upgrade(_settings().database_url.get_secret_value())
    except UnusableStore as unusable:
        _leave("", [f"DATABASE_URL: {unusable}"])
    click.echo(f"The database is at {schema.HEAD}.")


@main.command("import")
@click.argument("table", metavar="TABLE|FOLDER", type=click.Path(exists=True, path_type=Path))
@click.option("--workspace", help="The workspace the accounts belong to, such as T012AB3CDE; by default the token's.")
@click.option(
    "--column", "columns", multiple=True, metavar="HEADING=FIELD", help="What a column holds; HEADING= nothing."
)
@click.option("--dates", type=click.Choice(["day-first", "month-first"]), help="How to read 03/04/2026.")
@click.option("--currency", metavar="CODE", help="The currency of amounts that name none, such as EUR.")
@click.option("--encoding", help="How the file is encoded, such as cp1250, where it was read wrong.")
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@click.option("--yes", is_flag=True, help="Do it without asking.")
def import_(
    table: Path,
    workspace: str | None,
    columns: tuple[str, ...],
    dates: str | None,
    currency: str | None,
    encoding: str | None,
    dry_run: bool,
    yes: bool,
) -> None:
    """Take in accounts from TABLE, a CSV file: show what would change, ask, and do it.

    A FOLDER is what `export` wrote: it is read back whole, into a database in which its workspace has nothing yet.
    """
    if table.is_dir():
        if columns or dates or currency or encoding:
            _leave("", ["--column, --dates, --currency and --encoding are for tables; a folder is read as it is."])
        _read_back(table, workspace, dry_run)
        return
    from bot import importing
    from bot.desk import Stopped
    from bot.portfolio import Wishes
    from bot.startup import NotReady

    if unclear := [column for column in columns if "=" not in column]:
        _leave("", [f'--column "{unclear[0]}" says nothing; expected "Heading=field", such as "CSM=owner".'])
    fields = {heading: field for heading, _, field in (column.rpartition("=") for column in columns)}
    wishes = Wishes(fields, None if dates is None else dates == "day-first", currency)
    try:
        importing.take_in(_settings(), table, workspace, wishes, encoding, importing.Agreement(dry_run, yes))
    except (NotReady, Stopped) as stopped:
        _leave("", stopped.sentences)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--workspace", required=True, help="The workspace whose memory it is, such as T012AB3CDE.")
def export(folder: Path, workspace: str) -> None:
    """Write all that is remembered into FOLDER, in open formats; `import` reads it back."""
    from bot import archive, startup
    from bot.store.engine import reading

    with _memory() as memory, reading(memory) as connection:
        blueprint, _ = startup.process(_settings())
        counts = archive.write(connection, workspace, blueprint, folder)
    click.echo(f"Written to {folder}: {_counted(counts)}.")


@main.command("undo-import")
@click.argument("number", type=int, required=False)
@click.option("--workspace", help="The workspace it was made in, such as T012AB3CDE; by default the token's.")
def undo_import(number: int | None, workspace: str | None) -> None:
    """Put back what import NUMBER changed, or the latest; what has changed since stays, and is told."""
    from bot import importing
    from bot.desk import Stopped
    from bot.startup import NotReady

    try:
        importing.put_back(_settings(), number, workspace)
    except (NotReady, Stopped) as stopped:
        _leave("", stopped.sentences)


@main.command()
@click.option("--workspace", help="The workspace it belongs to, such as T012AB3CDE; by default the token's.")
@click.option("--state", type=click.Choice(STATES), help="Only the messages of one state.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 10_000), help="Most of each state.")
def outbox(workspace: str | None, state: str | None, limit: int) -> None:
    """Tell what waits to be said, what was said, what failed and why, and what nobody is sure of.

    Slack is not asked anything where --workspace names the workspace.
    """
    from bot.pages import outbox as page
    from bot.rules.facts import Saying

    with _reading_room(workspace) as office:
        lines = page.lines_for(office, limit, Saying(state) if state else None)
    click.echo("\n".join(lines))


@main.command()
@click.argument("account")
@click.option("--workspace", help="The workspace it belongs to, such as T012AB3CDE; by default the token's.")
def why(account: str, workspace: str | None) -> None:
    """Tell why anybody is told something of ACCOUNT: the rules, the days, what was said and what comes.

    Slack is not asked anything where --workspace names the workspace.
    """
    from bot.pages import why as page

    with _reading_room(workspace) as office:
        meant = office.names.meant(account)
        if meant is None:
            near = ", ".join(one.name for one in office.names.find(account, 5))
            found = f"it may be one of these: {near}" if near else "and none is called alike"
            _leave("", [f"“{account}” names no one account of {office.workspace}; {found}."])
        lines = page.lines_for(office, meant.id, office.clock())
    click.echo("\n".join(lines or []))


@main.command()
@click.option("--days", default=30, show_default=True, type=click.IntRange(1, 366), help="How many days from now on.")
@click.option("--workspace", help="The workspace it belongs to, such as T012AB3CDE; by default the token's.")
def rehearse(days: int, workspace: str | None) -> None:
    """Tell every message that would be said in the days to come, to whom and when, if nobody did anything.

    It is gone through on a copy: nothing is said, and nothing of it is remembered.
    """
    from bot.rehearsal import rehearse as go_through
    from bot.rehearsal import told

    with _reading_room(workspace) as office:
        lines = list(told(go_through(office, days), office.words))
    click.echo("\n".join(lines))


def _read_back(folder: Path, workspace: str | None, dry_run: bool) -> None:
    from bot import archive
    from bot.store.engine import reading, writing

    with _memory() as memory:
        with reading(memory) as connection:
            manifest = archive.look(connection, folder)
        if workspace not in (None, manifest.workspace):
            _leave("", [f"{folder} is an export of {manifest.workspace}, not of {workspace}."])
        if not dry_run:
            with writing(memory) as connection:
                archive.read_back(connection, folder)
    counts = _counted(manifest.counts)
    click.echo(f"{folder} is whole: {counts}. Nothing was changed." if dry_run else f"Read back: {counts}.")


@contextmanager
def _reading_room(workspace: str | None) -> Iterator[Office]:
    """An office to read in; what keeps it closed is said."""
    from bot.desk import Stopped, desk
    from bot.startup import NotReady

    try:
        with desk(_settings(), workspace, asks_slack=False) as at:
            yield at.office
    except (NotReady, Stopped) as stopped:
        _leave("", stopped.sentences)


@contextmanager
def _memory() -> Iterator[Engine]:
    """The database; what keeps an export from being written or read back is said."""
    from bot import archive, startup

    try:
        memory = startup.memory(_settings())
        try:
            yield memory
        finally:
            memory.dispose()
    except startup.NotReady as not_ready:
        _leave("", not_ready.sentences)
    except archive.NoArchive as no:
        _leave("", [str(no)])
    except OSError as no:
        _leave("", [f"{no.filename}: {no.strerror}."])


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} in {table}" for table, count in counts.items() if count)


def _log_to_stderr() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    logging.getLogger("slack_sdk.web").setLevel(logging.CRITICAL)  # what it logs as errors it raises, too
    # Bolt reads SLACK_BOT_TOKEN, too, and warns that it does without it: it was given a client that holds the token.
    logging.getLogger("slack_bolt.App").addFilter(lambda record: not str(record.msg).startswith("As "))


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
