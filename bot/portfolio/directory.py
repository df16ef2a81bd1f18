"""Whom a cell means: people of ours by Slack id, name or mail address."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection

from bot.persons import person_from
from bot.portfolio.channels import CHANNEL_ID, Channels, channels_listed
from bot.portfolio.unmet import Unmet
from bot.rules.facts import Person, Standing
from bot.rules.spelling import key_of
from bot.slack import Slack
from bot.store import people

_PAGE: Final = 200
"""People of one answer; Slack recommends no more (docs.slack.dev/reference/methods/users.list)."""
_ID: Final = re.compile(r"[UW][A-Z0-9]{2,}")
"""A Slack user id (docs.slack.dev/reference/objects/user-object)."""
_MENTION: Final = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>|@([UW][A-Z0-9]{2,})")
_NAMES: Final = ("display_name", "real_name", "display_name_normalized", "real_name_normalized")


@dataclass(frozen=True)
class Directory:
    """The people there are, by id, and the ids that each name and mail address may mean.

    `mails` is None where Slack does not show them. Where nobody could be asked who is who, `trusts`: an id is taken for
    a member's, and that of a channel for one of ours. `channels` is None where they were not asked for.
    """

    workspace: str
    people: Mapping[str, Person] = field(default_factory=dict)
    names: Mapping[str, frozenset[str]] = field(default_factory=dict)
    mails: Mapping[str, str] | None = None
    trusts: datetime | None = None
    channels: Channels | None = None

    def meant(self, written: str) -> Person | Unmet:
        """The one person that a cell means, whether they can have a role or not.

        Of several with one name it is the only one who is a member: the others have left, or are guests.
        """
        text = written.strip()
        if mentioned := _MENTION.fullmatch(text):
            text = mentioned[1] or mentioned[2]
        if text in self.people:
            return self.people[text]
        if "@" in text.lstrip("@"):
            return self._by_mail(text)
        found = [self.people[id] for id in sorted(self.names.get(key_of(text.lstrip("@")), ()))]
        members = [person for person in found if person.standing is Standing.MEMBER]
        if len(members or found) == 1:
            return (members or found)[0]
        if found:
            return Unmet("person_ambiguous", {"seen": written, "count": len(members or found)})
        return self.person(text) or Unmet("person_unknown", {"seen": written})

    def person(self, id: str) -> Person | None:
        """The person of this id."""
        if self.trusts and _ID.fullmatch(id):
            return Person(self.workspace, id, id, "UTC", Standing.MEMBER, self.trusts)
        return self.people.get(id)

    def channel(self, written: str) -> str | Unmet:
        """The id of the channel that a cell means."""
        if self.channels is not None:
            return self.channels.meant(written)
        named = CHANNEL_ID.fullmatch(written.strip())
        if self.trusts and named:
            return named[1]
        return Unmet("cell_no_channel" if self.trusts else "cell_channel_unseen", {"seen": written})

    def channel_name(self, id: str) -> str:
        """What a channel is called, as people write it; by its id where we did not ask."""
        known = self.channels.by_id.get(id) if self.channels else None
        return f"#{known.name}" if known else id

    def _by_mail(self, text: str) -> Person | Unmet:
        if self.mails is None:
            return Unmet("person_mail_unseen", {"seen": text})
        id = self.mails.get(text.casefold())
        return self.people[id] if id else Unmet("person_unknown", {"seen": text})


def listed(slack: Slack, workspace: str, at: datetime, *, with_channels: bool = False) -> Directory:
    """Everybody in the workspace, as Slack lists them; `with_channels` the channels, too. Raises SlackTrouble."""
    users = list(slack.pages("users.list", "members", limit=_PAGE))
    mails = {user["profile"]["email"].casefold(): user["id"] for user in users if user.get("profile", {}).get("email")}
    known = {user["id"]: person_from(user, workspace, at) for user in users}
    named = ((user["id"], name) for user in users for name in _names_of(user))
    channels = channels_listed(slack) if with_channels else None
    return Directory(workspace, known, _by_name(named), mails or None, channels=channels)


def remembered(connection: Connection, workspace: str, at: datetime) -> Directory:
    """Everybody we have seen. Where that is nobody, as before the first start, ids are trusted."""
    known = people.everybody(connection, workspace)
    named = _by_name((person.id, person.name) for person in known.values())
    return Directory(workspace, known, named, trusts=None if known else at)


def _names_of(user: Mapping[str, Any]) -> Iterable[str]:
    profile = user.get("profile", {})
    return filter(None, (user.get("name"), user.get("real_name"), *(profile.get(key) for key in _NAMES)))


def _by_name(named: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    ids: dict[str, set[str]] = defaultdict(set)
    for id, name in named:
        ids[key_of(name)].add(id)
    return {name: frozenset(meant) for name, meant in ids.items()}
