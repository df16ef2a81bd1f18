"""The ground every ability of the workspace stands on: its records, its clock, and who hears of changes."""

from __future__ import annotations

import copy
from collections.abc import AsyncIterator, Callable, Iterable
from typing import Protocol

from sandbox.clock import Clock
from sandbox.manifest import Manifest
from sandbox.workspace.changes import Changes
from sandbox.workspace.identifiers import LETTERS, MIXED, spell
from sandbox.workspace.records import (
    Channel,
    File,
    Installation,
    Json,
    Member,
    Message,
    Notice,
    Posted,
    Records,
    Team,
)
from sandbox.workspace.refusal import Refused
from sandbox.workspace.traffic import Traffic

Listener = Callable[[Json, str | None], None]
"""Takes an event of the Events API and the id of the channel it happened in."""


class Triggers(Protocol):
    """Hands out trigger ids and takes each back once, within its three seconds."""

    def issue(self, person_id: str) -> str: ...

    def spend(self, trigger_id: str) -> str: ...


class Ledger:
    """The records and the few things every ability needs. All of it lives in the event loop's thread."""

    def __init__(
        self, seed: Callable[[float], Records], manifest: Manifest, clock: Clock, saved: Records | None = None
    ):
        """`seed` makes the first records from the present moment; `saved` are those of an earlier run, if there was."""
        self.clock = clock
        self.manifest = manifest
        self.traffic = Traffic()
        self.triggers: Triggers | None = None
        self.on_event: Listener | None = None
        self.posted: dict[tuple[str, str], Posted] = {}
        """What apps posted since the start or the last reset, by channel and ts, oldest first."""
        self.url = ""
        """Where the sandbox is reached, without a slash at the end: the URLs of files begin with it."""
        self._seed = seed
        self.records = saved or seed(clock.now())
        self._changes = Changes(self.records.version)

    def reset(self) -> None:
        """Back to the seed, as if the workspace had just been made; the version goes on so that everybody looks."""
        self.records = self._seed(self.clock.now())
        self.posted = {}
        self.changed()

    def snapshot(self) -> Records:
        """A copy of everything there is to keep."""
        self.records.version = self.version
        return copy.deepcopy(self.records)

    @property
    def team(self) -> Team:
        return self.records.team

    @property
    def installation(self) -> Installation:
        return self.records.installation

    @property
    def members(self) -> dict[str, Member]:
        return self.records.members

    @property
    def channels(self) -> dict[str, Channel]:
        return self.records.channels

    @property
    def messages(self) -> dict[str, list[Message]]:
        return self.records.messages

    @property
    def files(self) -> dict[str, File]:
        return self.records.files

    @property
    def notices(self) -> dict[str, list[Notice]]:
        return self.records.notices

    @property
    def version(self) -> int:
        return self._changes.version

    @property
    def bot(self) -> Member:
        return self.members[self.installation.bot_user]

    def changed(self, person_ids: Iterable[str] | None = None) -> None:
        """These people (None: everybody) are to look again."""
        self._changes.changed(person_ids)

    def subscribe(self, person_id: str | None = None) -> AsyncIterator[int]:
        """Yield the version now, and again after each change that touches `person_id` (None: any change)."""
        return self._changes.subscribe(person_id)

    def notify(self, person_id: str, text: str) -> Notice:
        """Slack itself tells one person something, such as that a command failed."""
        notice = Notice(self.new_id("N"), self.clock.now(), text)
        self.notices.setdefault(person_id, []).append(notice)
        self.changed([person_id])
        return notice

    def emit(self, event: Json, channel_id: str | None = None) -> None:
        """Something happened that apps may subscribe to (an inner event of the Events API, `event_ts` added)."""
        event.setdefault("event_ts", f"{self.clock.now():.6f}")
        if self.on_event is not None:
            self.on_event(event, channel_id)

    def new_id(self, prefix: str, length: int = 10) -> str:
        """A fresh id such as `C0…` or `V…`."""
        return prefix + self._spell(prefix, length, LETTERS)

    def new_word(self, length: int = 5) -> str:
        """A fresh name for a block or an action that came without one, as Slack makes them."""
        return self._spell("word", length, MIXED)

    def _spell(self, salt: str, length: int, letters: str) -> str:
        self.records.issued += 1
        return spell(self.records.issued, salt=salt, length=length, letters=letters)

    def member(self, user_id: str, error: str = "user_not_found") -> Member:
        """Raises: Refused: there is nobody of this id."""
        if user_id not in self.members:
            raise Refused(error)
        return self.members[user_id]

    def is_outsider(self, member: Member) -> bool:
        """Of another organisation, here only through a shared channel."""
        return member.team_id != self.team.id

    def is_guest(self, member: Member) -> bool:
        return member.is_restricted or member.is_ultra_restricted

    def team_of(self, member: Member) -> Team:
        return self.team if member.team_id == self.team.id else self.records.other_teams[member.team_id]
