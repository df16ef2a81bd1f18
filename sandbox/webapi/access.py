"""Whose token it is, what kind, and what it may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sandbox.workspace import Channel, Installation, Refused

TokenKind = Literal["bot", "user", "app"]

APP_LEVEL_SCOPES = ("connections:write",)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls: the bot, a person through their own token, or the app itself."""

    kind: TokenKind
    user: str
    scopes: tuple[str, ...]

    def need(self, *scopes: str) -> None:
        """Raises: Refused: missing_scope, when none of these was granted."""
        if scopes and not set(scopes) & set(self.scopes):
            raise Refused("missing_scope", needed=",".join(scopes), provided=",".join(self.scopes))

    def need_for(self, channel: Channel, what: str) -> None:
        """Ask for the scope of this kind of conversation: `need_for(private, "history")` is `groups:history`.

        Raises:
            Refused: missing_scope.
        """
        self.need(f"{FAMILY[channel.kind]}:{what}")


FAMILY = {"public": "channels", "private": "groups", "im": "im", "mpim": "mpim"}
"""Kind of conversation -> the first half of its scopes."""


def caller_of(token: str | None, installation: Installation) -> Caller:
    """Raises: Refused: not_authed without a token, invalid_auth for a strange one, account_inactive if uninstalled."""
    if not token:
        raise Refused("not_authed")
    caller = _known(token, installation)
    if caller is None:
        raise Refused("invalid_auth")
    if not installation.installed:
        raise Refused("account_inactive")
    return caller


def _known(token: str, installation: Installation) -> Caller | None:
    if token == installation.bot_token:
        return Caller("bot", installation.bot_user, tuple(installation.scopes))
    if token == installation.app_token:
        return Caller("app", installation.bot_user, APP_LEVEL_SCOPES)
    for known in installation.user_tokens:
        if token == known.token:
            return Caller("user", known.user, tuple(known.scopes))
    return None
