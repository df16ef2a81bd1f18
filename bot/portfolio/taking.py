"""Taking a table in as it was planned, and putting back what an import changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot.outbox.places import NO_CHANNEL_YET
from bot.portfolio.columns import CHANNEL, EXTERNAL_ID, NAME_PATH
from bot.portfolio.plan import Change, Plan, Progress, together, unheard
from bot.portfolio.state import State, account_of, roles_in, states
from bot.rules.facts import Entry, Role
from bot.store import accounts, imports, said
from bot.store.imports import IMPORTED, UNDONE, Import


class MovedOn(Exception):
    """An account is not as it was when the plan was made; `name` is what it is called. Nothing was written."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} has changed since the plan was made")
        self.name = name


class NoImport(Exception):
    """There is nothing to undo: no import of this `number`, or it was `undone` already."""

    def __init__(self, number: int | None, undone: Import | None = None) -> None:
        super().__init__(f"no import {number or ''} to undo")
        self.number = number
        self.undone = undone


@dataclass(frozen=True)
class Kept:
    """An account that stays as it is, or in part: `paths` have changed since the import, or it is `used`."""

    name: str
    paths: tuple[str, ...] = ()
    used: bool = False


@dataclass(frozen=True)
class Undone:
    """An import put back: so many accounts are as they were, so many that it had made are gone, and what was `kept`."""

    imported: Import
    restored: int
    withdrawn: int
    kept: tuple[Kept, ...]


@dataclass(frozen=True)
class Deed:
    """Taking a table in, or putting it back: by whom, on which surface, when, under which blueprint (its digest)."""

    by: str
    surface: str
    at: datetime
    digest: str

    def entry(self, kind: str, imported: Import, account: int, before: State, after: State) -> Entry:
        """What happened to one account."""
        key = imports.key(imported.id, account, undone=kind == UNDONE)
        facts = {"before": dict(before), "after": dict(after)}
        return Entry(key, self.at, self.by, self.surface, kind, "", account, None, self.digest, facts)


def take(connection: Connection, plan: Plan, deed: Deed, progress: Progress = unheard) -> Import:
    """Do what was planned, in the caller's transaction: every row that can be taken, or none of them.

    Raises MovedOn where an account is not what it was; the transaction must be given up then.
    """
    workspace = plan.workspace
    taken = _Taken(imports.keys(connection, workspace), accounts.bound_channels(connection, workspace))
    counts = asdict(plan.counts)
    imported = imports.begin(connection, workspace, plan.source, deed.by, deed.at, counts)
    for changes in together(plan.changes):
        known = [change.account for change in changes if change.account is not None]
        imports.hold(connection, workspace, known)
        now = states(connection, workspace, known)
        if moved := next((change for change in changes if _has_moved(change, now, taken)), None):
            raise MovedOn(moved.name)
        made = iter(_make(connection, workspace, [one.after for one in changes if one.account is None], deed.at))
        by_id = {next(made) if change.account is None else change.account: change for change in changes}
        _rewrite(connection, workspace, now, {id: one.after for id, one in by_id.items() if id in now}, deed.at)
        _bind(connection, workspace, changes, deed.at)
        entries = (deed.entry(IMPORTED, imported, id, one.before, one.after) for id, one in by_id.items())
        imports.remember(connection, workspace, entries)
        accounts.look_again(connection, workspace, list(by_id), deed.at)
        progress(len(changes))
    accounts.names_changed(connection, workspace)
    return imported


def undo(
    connection: Connection, workspace: str, number: int | None, deed: Deed, progress: Progress = unheard
) -> Undone:
    """Put back what an import changed, in the caller's transaction; without a number the latest that is not undone.

    What has changed since stays as it is, and is told; so is an account it made that something refers to by now. The
    others that it made are withdrawn. Raises NoImport.
    """
    imported = imports.latest(connection, workspace) if number is None else imports.get(connection, workspace, number)
    if imported is None or not imports.undone(connection, workspace, imported.id, deed.by, deed.at):
        raise NoImport(number, imported)
    taken = _Taken(imports.keys(connection, workspace), accounts.bound_channels(connection, workspace))
    kept: list[Kept] = []
    restored = withdrawn = 0
    for entry_ids in together(imports.entries_of(connection, workspace, imported.id)):
        entries = {e.account: e.facts for e in imports.entries(connection, workspace, entry_ids) if e.account}
        imports.hold(connection, workspace, entries)
        now = states(connection, workspace, entries)
        made = {id for id in now if not entries[id]["before"]}
        used = imports.referred_to(connection, workspace, made)
        gone = {id for id in made - used if now[id] == entries[id]["after"]}
        back = {id: _back(id, now[id], entries[id], taken) for id in now.keys() - made}
        since = {id: _since(now[id], entries[id], back.get(id, {})) for id in now.keys() - gone}
        kept += [Kept(now[id][NAME_PATH], since[id], id in used) for id in since if since[id] or id in made]
        put_back = {id: state for id, state in back.items() if state}
        imports.withdraw(connection, workspace, gone, deed.at)
        _rewrite(connection, workspace, now, put_back, deed.at)
        undone = [deed.entry(UNDONE, imported, id, now[id], {}) for id in gone]
        undone += [deed.entry(UNDONE, imported, id, _part(now[id], put_back[id]), put_back[id]) for id in put_back]
        imports.remember(connection, workspace, undone)
        accounts.look_again(connection, workspace, list(put_back), deed.at)
        restored, withdrawn = restored + len(put_back), withdrawn + len(gone)
        progress(len(entry_ids))
    accounts.names_changed(connection, workspace)
    return Undone(imported, restored, withdrawn, tuple(kept))


class _Taken:
    """The names, external ids and channels that are some account's."""

    def __init__(self, keys: Iterable[tuple[int, str, str | None]], channels: Mapping[str, tuple[int, str]]) -> None:
        known = list(keys)
        names = {name: id for id, name, _ in known}
        externals = {external: id for id, _, external in known if external}
        bound = {channel: id for channel, (id, _) in channels.items()}
        self._by_path = {NAME_PATH: names, EXTERNAL_ID: externals, CHANNEL: bound}

    def by_another(self, path: str, value: Any, id: int | None) -> bool:
        """Is this the name, the external id or the channel of another account than the one of this id?"""
        if value is None or path not in self._by_path:
            return False
        key = accounts.name_key(value) if path == NAME_PATH else value
        return self._by_path[path].get(key, id) != id


def _has_moved(change: Change, now: Mapping[int, State], taken: _Taken) -> bool:
    if any(taken.by_another(path, value, change.account) for path, value in change.after.items()):
        return True
    if change.account is None:
        return False
    return change.account not in now or _part(now[change.account], change.before) != change.before


def _back(id: int, now: State, facts: Mapping[str, State], taken: _Taken) -> dict[str, Any]:
    """What of an account is as the import left it, as it was before; a name that is another's by now is not."""
    before, after = facts["before"], facts["after"]
    as_left = [path for path in before if now.get(path) == after[path] != before[path]]
    return {path: before[path] for path in as_left if not taken.by_another(path, before[path], id)}


def _since(now: State, facts: Mapping[str, State], back: State) -> tuple[str, ...]:
    """What of an account is neither put back nor as it was; of one that the import made, what is not as it made it."""
    was, paths = (facts["before"], facts["before"]) if facts["before"] else (facts["after"], {**facts["after"], **now})
    return tuple(path for path in paths if path not in back and now.get(path) != was.get(path))


def _part(state: State, of: State) -> dict[str, Any]:
    return {path: state.get(path) for path in of}


def _make(connection: Connection, workspace: str, new: Sequence[State], at: datetime) -> list[int]:
    ids = imports.create(connection, [account_of(workspace, 0, state) for state in new], at)
    _give(connection, workspace, dict(zip(ids, new, strict=True)), at)
    return ids


def _rewrite(
    connection: Connection, workspace: str, now: Mapping[int, State], after: Mapping[int, State], at: datetime
) -> None:
    """Let these accounts be as `after` has them, in what it has; for all else they stay as they are `now`."""
    changed = [account_of(workspace, id, {**now[id], **state}) for id, state in after.items()]
    imports.change(connection, workspace, changed, at)
    left = [(id, role) for id, state in after.items() for role, person in roles_in(state).items() if person is None]
    imports.leave_roles(connection, workspace, left)
    _give(connection, workspace, after, at)


def _bind(connection: Connection, workspace: str, changes: Iterable[Change], at: datetime) -> None:
    """Where an account that waited for a channel has one now, none is made, and what waited for it is said."""
    for change in changes:
        if change.account is not None and change.after.get(CHANNEL):
            accounts.bind_channel(connection, workspace, change.account, change.after[CHANNEL], at)
            said.hasten(connection, workspace, change.account, NO_CHANNEL_YET, at)


def _give(connection: Connection, workspace: str, states: Mapping[int, State], at: datetime) -> None:
    given = [Role(id, role, who) for id, state in states.items() for role, who in roles_in(state).items() if who]
    accounts.give_roles(connection, workspace, given, at)
