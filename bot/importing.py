"""An import at the command line: what it would change is shown, asked about and done, and can be undone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from bot import portfolio
from bot.desk import Desk, Stopped, desk
from bot.office import Office
from bot.portfolio import Deed, Directory, Plan, Progress, Wishes, telling
from bot.settings import Settings
from bot.slack import SlackTrouble
from bot.store.engine import reading, writing
from bot.words import Words

_SURFACE: Final = "command line"
"""Nobody of the workspace: whoever sits at the machine, whom Slack does not know."""


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


def take_in(
    settings: Settings, file: Path, workspace: str | None, wishes: Wishes, encoding: str | None, agreement: Agreement
) -> None:
    """Take in a file. Raises NotReady, and Stopped, where some rows cannot be taken when all others were."""
    with desk(settings, workspace) as at:
        words = at.office.words
        try:
            plan = _planned(at, file, wishes, encoding)
        except portfolio.Unreadable as no:
            raise Stopped(telling.why_unreadable(no, file.name, words)) from no
        _show(plan, words)
        if not plan.changes or not agreement.given():
            click.echo("Nothing was changed.")
        else:
            _take(at.office, plan)
        if plan.refused:
            raise Stopped(f"Rows that cannot be taken: {len(plan.refused)}", *telling.refusals(plan, words))


def put_back(settings: Settings, number: int | None, workspace: str | None) -> None:
    """Undo an import, the latest without a number. Raises NotReady and Stopped."""
    with desk(settings, workspace) as at:
        office = at.office
        try:
            with writing(office.memory) as connection:
                undone = portfolio.undo(connection, office.workspace, number, _deed(office))
        except portfolio.NoImport as none:
            if none.undone and none.undone.undone_at:
                raise Stopped(f"Import {number} was undone on {none.undone.undone_at:%Y-%m-%d} already.") from none
            raise Stopped(f"There is no import {number}." if number else "There is no import to undo.") from none
        for line in telling.undone(undone, portfolio.fields(office.blueprint), office.words):
            click.echo(line)


def _planned(at: Desk, file: Path, wishes: Wishes, encoding: str | None) -> Plan:
    table = portfolio.read(file.read_bytes(), file.name, encoding)
    office = at.office
    directory = _directory(at, portfolio.names_channels(table, office.blueprint, wishes))
    with _progress("Comparing", len(table.rows)) as progress, reading(office.memory) as connection:
        return portfolio.plan(connection, office.workspace, office.blueprint, table, directory, wishes, progress)


def _show(plan: Plan, words: Words) -> None:
    for line in telling.changes(plan, words):
        click.echo(line)
    for line in telling.summary(plan, words):
        click.echo(line)


def _take(office: Office, plan: Plan) -> None:
    try:
        with _progress("Taking in", len(plan.changes)) as progress, writing(office.memory) as connection:
            done = portfolio.take(connection, plan, _deed(office), progress)
    except portfolio.MovedOn as moved:
        raise Stopped(office.words.plain("import_moved_on", account=moved.name)) from moved
    click.echo(f"Import {done.id} is done. To undo it: python -m bot undo-import {done.id}")


@contextmanager
def _progress(label: str, length: int) -> Iterator[Progress]:
    """A bar on standard error, or the label alone where that is no terminal."""
    with click.progressbar(length=length, label=label, file=sys.stderr) as bar:
        yield bar.update


def _deed(office: Office) -> Deed:
    return Deed("", _SURFACE, office.clock(), office.blueprint.digest)


def _directory(at: Desk, with_channels: bool) -> Directory:
    """Who is who: as Slack says, or as we remember where it cannot be asked. Raises Stopped."""
    workspace, now = at.office.workspace, at.office.clock()
    try:
        if at.who:
            return portfolio.listed(at.who.slack, workspace, now, with_channels=with_channels)
    except SlackTrouble as trouble:
        raise Stopped(f"Slack does not say who is who ({trouble}). Try again in a minute.") from trouble
    with reading(at.office.memory) as connection:
        return portfolio.remembered(connection, workspace, now)
