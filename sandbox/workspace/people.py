"""People: who joins the workspace, and what changes about them; and the app's own standing in it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields
from typing import Any

from sandbox.workspace.dnd import dnd_status
from sandbox.workspace.records import Member
from sandbox.workspace.refusal import Refused
from sandbox.workspace.rooms import Rooms
from sandbox.workspace.wire import user_object

FIXED = frozenset({"id", "team_id", "is_bot", "bot_id", "app_id", "updated"})
STATUS = frozenset({"status_text", "status_emoji", "status_expiration"})
PROFILE = frozenset({"name", "real_name", "title", "email"})
QUIET = frozenset({"dnd_enabled", "dnd_start", "dnd_end"})
SNOOZE = "snoozed_until"


class People(Rooms):
    """What happens to members, and to the app's installation."""

    def add_person(self, member: Member) -> Member:
        """Someone joins the workspace: the app's direct message is there for them, full members are in #general.

        Raises:
            Refused: user_already_team_member.
        """
        if member.id in self.members:
            raise Refused("user_already_team_member")
        member.updated = self.clock.now()
        self.members[member.id] = member
        if not self.is_outsider(member):
            self.open_dm(self.bot.id, member.id)
            self.emit({"type": "team_join", "user": user_object(self, member)})
            for channel in self.channels.values():
                if channel.is_general and not self.is_guest(member):
                    self.join(channel, member.id)
        self.changed()
        return member

    def change_person(self, user_id: str, **changes: Any) -> Member:
        """Change what is known of someone (any field of `Member` but the fixed ones) and tell the apps.

        Quiet hours are no part of the user object: they are told by an event of their own, and a snooze by none.

        Raises:
            Refused: user_not_found; invalid_arguments for a field that is unknown or fixed.
        """
        member = self.member(user_id)
        known = {field.name for field in fields(Member)} - FIXED
        if wrong := sorted(set(changes) - known):
            raise Refused.arguments(
                *(f"{name} cannot be changed; one of {', '.join(sorted(known))} can" for name in wrong)
            )
        for name, value in changes.items():
            setattr(member, name, value)
        if changes.keys() - QUIET - {SNOOZE}:
            self._tell_of_change(member, changes.keys())
        if changes.keys() & QUIET:
            status = dnd_status(member, self.clock.moment())
            self.emit({"type": "dnd_updated_user", "user": member.id, "dnd_status": status})
        self.changed()
        return member

    def clear_past_statuses(self) -> None:
        """Take away each status whose time is over, and tell the apps."""
        for member in self.members.values():
            if 0 < member.status_expiration <= self.clock.now():
                self.change_person(member.id, **dict.fromkeys(("status_text", "status_emoji"), ""), status_expiration=0)

    def _tell_of_change(self, member: Member, changed: Collection[str]) -> None:
        """`user_change`, and at the same time what says more exactly what changed.

        Source: docs.slack.dev/reference/events/user_status_changed, …/user_profile_changed.
        """
        member.updated = self.clock.now()
        about = {"user": user_object(self, member), "cache_ts": int(member.updated)}
        self.emit({"type": "user_change", **about})
        if PROFILE.intersection(changed):
            self.emit({"type": "user_profile_changed", **about})
        if STATUS.intersection(changed):
            self.emit({"type": "user_status_changed", **about})

    def grant(self, *scopes: str) -> None:
        """The admin gives the app further scopes (a re-install)."""
        self.installation.scopes = sorted({*self.installation.scopes, *scopes})
        self.changed([])

    def revoke(self, *scopes: str) -> None:
        """The app loses scopes."""
        self.installation.scopes = [scope for scope in self.installation.scopes if scope not in scopes]
        self.changed([])

    def reinstall_if_the_manifest_changed(self) -> None:
        """Install the app again when its manifest has changed since; scopes taken from it otherwise stay taken."""
        asked, wanted = set(self.installation.asked), set(self.manifest.bot_scopes)
        if asked != wanted:
            self.revoke(*(asked - wanted))
            self.grant(*(wanted - asked))
            self.installation.asked = sorted(wanted)

    def uninstall(self) -> None:
        """The app is taken out of the workspace: its tokens say account_inactive from now on."""
        self.installation.installed = False
        self.emit({"type": "app_uninstalled"})
        tokens = {"oauth": [], "bot": [self.installation.bot_user]}
        self.emit({"type": "tokens_revoked", "tokens": tokens})
        self.changed()

    def install(self) -> None:
        """The app is put back, with the tokens it had."""
        self.installation.installed = True
        self.changed()
