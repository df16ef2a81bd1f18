"""An import at the command line: what it would change is shown, asked about and done, and can be undone."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import click
from sqlalchemy import Engine

from bot import portfolio, startup
from bot.blueprint import Blueprint
from bot.portfolio import Deed, Directory, Plan, Progress, Wishes, telling
from bot.settings import Settings, what_run_lacks
from bot.slack import SlackTrouble
from bot.startup import Identity, NotReady
from bot.store.engine import reading, writing
from bot.words import Words

_WORKSPACE: Final = re.compile(r"T[A-Z0-9]{2,}")
"""A team id (docs.slack.dev/reference/objects/team-object)."""
_SURFACE: Final = "command line"
"""Nobody of the workspace: whoever sits at the machine, whom Slack does not know."""


class Stopped(Exception):
    """It cannot be done, or not in whole; `sentences` say why."""

    def __init__(self, *sentences: str) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True)
class Agreement:
    """Whether what was shown may be done: it is only a `dry_run`, or agreed to before (`yes`), or asked about."""

    dry_run: bool = False
    yes: bool = False

    def given(self) -> bool:
        """Ask if need be. Raises Stopped where nobody is there to answer."""
        if self.dry_run or self.yes:
            return self.yes and not self.dry_run
        if not sys.stdin.isatty():
            raise Stopped("Nothing was changed: nobody is there to be asked. Add --yes to do it, or --dry-run to look.")
        return click.confirm("Do it?", err=True)


@dataclass(frozen=True)
class _Desk:
    """What an import works with."""

    workspace: str
    blueprint: Blueprint
    words: Words
    memory: Engine
    now: datetime
    who: Identity | None

    @property
    def deed(self) -> Deed:
        return Deed("", _SURFACE, self.now, self.blueprint.digest)

    def directory(self) -> Directory:
        """Who is who: as Slack says, or as we remember where it cannot be asked. Raises Stopped."""
        try:
            if self.who:
                return portfolio.listed(self.who.slack, self.workspace, self.now)
        except SlackTrouble as trouble:
            raise Stopped(f"Slack does not say who is who ({trouble}). Try again in a minute.") from trouble
        with reading(self.memory) as connection:
            return portfolio.remembered(connection, self.workspace, self.now)


def take_in(
    settings: Settings, file: Path, workspace: str | None, wishes: Wishes, encoding: str | None, agreement: Agreement
) -> None:
    """Take in a file. Raises NotReady, and Stopped, where some rows cannot be taken when all others were."""
    with _desk(settings, workspace) as desk:
        try:
            plan = _planned(desk, file, wishes, encoding)
        except portfolio.Unreadable as no:
            raise Stopped(telling.why_unreadable(no, file.name, desk.words)) from no
        _show(plan, desk.words)
        if not plan.changes or not agreement.given():
            click.echo("Nothing was changed.")
        else:
            _take(desk, plan)
        if plan.refused:
            raise Stopped(f"Rows that cannot be taken: {len(plan.refused)}", *telling.refusals(plan, desk.words))


def put_back(settings: Settings, number: int | None, workspace: str | None) -> None:
    """Undo an import, the latest without a number. Raises NotReady and Stopped."""
    with _desk(settings, workspace) as desk:
        try:
            with writing(desk.memory) as connection:
                undone = portfolio.undo(connection, desk.workspace, number, desk.deed)
        except portfolio.NoImport as none:
            if none.undone and none.undone.undone_at:
                raise Stopped(f"Import {number} was undone on {none.undone.undone_at:%Y-%m-%d} already.") from none
            raise Stopped(f"There is no import {number}." if number else "There is no import to undo.") from none
        for line in telling.undone(undone, portfolio.fields(desk.blueprint), desk.words):
            click.echo(line)


def _planned(desk: _Desk, file: Path, wishes: Wishes, encoding: str | None) -> Plan:
    table = portfolio.read(file.read_bytes(), file.name, encoding)
    directory = desk.directory()
    with _progress("Comparing", len(table.rows)) as progress, reading(desk.memory) as connection:
        return portfolio.plan(connection, desk.workspace, desk.blueprint, table, directory, wishes, progress)


def _show(plan: Plan, words: Words) -> None:
    for line in telling.changes(plan, words):
        click.echo(line)
    for line in telling.summary(plan, words):
        click.echo(line)


def _take(desk: _Desk, plan: Plan) -> None:
    try:
        with _progress("Taking in", len(plan.changes)) as progress, writing(desk.memory) as connection:
            done = portfolio.take(connection, plan, desk.deed, progress)
    except portfolio.MovedOn as moved:
        raise Stopped(desk.words.plain("import_moved_on", account=moved.name)) from moved
    click.echo(f"Import {done.id} is done. To undo it: python -m bot undo-import {done.id}")


@contextmanager
def _progress(label: str, length: int) -> Iterator[Progress]:
    """A bar on standard error, or the label alone where that is no terminal."""
    with click.progressbar(length=length, label=label, file=sys.stderr) as bar:
        yield bar.update


@contextmanager
def _desk(settings: Settings, workspace: str | None) -> Iterator[_Desk]:
    """Everything in place, for one workspace. Raises NotReady and Stopped."""
    blueprint, words = startup.process(settings)
    now = startup.time(settings)()
    who = _identity(settings)
    ours = _whose(workspace, who)
    memory = startup.memory(settings)
    try:
        yield _Desk(ours, blueprint, words, memory, now, who)
    finally:
        memory.dispose()


def _identity(settings: Settings) -> Identity | None:
    """Who the bot token says we are; None where there is none."""
    if settings.slack_bot_token is None:
        return None
    try:
        return startup.identity(settings)
    except NotReady as no:
        of_token = (sentence for sentence in what_run_lacks(settings) if sentence.startswith("SLACK_BOT_TOKEN"))
        raise NotReady(*(no.sentences or of_token)) from no


def _whose(workspace: str | None, who: Identity | None) -> str:
    """The workspace the accounts belong to."""
    if workspace is not None and not _WORKSPACE.fullmatch(workspace):
        raise Stopped(f'"{workspace}" is no Slack workspace; expected its team id, such as T012AB3CDE.')
    if who and workspace not in (None, who.workspace):
        raise Stopped(f"SLACK_BOT_TOKEN belongs to {who.workspace}, not to {workspace}.")
    if who is None and workspace is None:
        raise Stopped("Whose accounts are these? Add --workspace with the team id, such as T012AB3CDE.")
    return who.workspace if who else str(workspace)
