"""What a Web API method is: a function, its tier, its scopes, and whose tokens it takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.webapi.access import Caller, TokenKind
from sandbox.webapi.arguments import Arguments
from sandbox.workspace import Channel, Member, Refused, Workspace

Answer = dict[str, Any]
"""The fields of a successful answer; `ok` is added, and `warnings` becomes what Slack makes of them."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a method, authenticated, with all it may need."""

    workspace: Workspace
    caller: Caller
    arguments: Arguments
    in_header: bool
    posted: bool
    open_connection: Callable[[], str]
    base_url: str

    @property
    def member(self) -> Member:
        return self.workspace.members[self.caller.user]

    def channel(self, name: str = "channel") -> Channel:
        """The conversation an argument names by id.

        Raises:
            Refused: invalid_arguments, channel_not_found (also when the caller cannot see it).
        """
        return self.workspace.channel_seen_by(self.caller.user, self.arguments.text(name))

    def joined(self, name: str = "channel") -> Channel:
        """The same, and the caller is in it.

        Raises:
            Refused: as `channel`; not_in_channel.
        """
        channel = self.channel(name)
        if self.caller.user not in channel.members:
            raise Refused("not_in_channel")
        return channel


@dataclass(frozen=True, slots=True)
class Method:
    """An entry of the API. `tier` None means special limits; of `scopes` one is enough, for further ones `does` asks.

    Sources: each method's page under docs.slack.dev/reference/methods; tiers: slackapi/java-slack-sdk,
    metadata/web-api/rate_limit_tiers.json.
    """

    name: str
    does: Callable[[Call], Answer]
    tier: int | None
    scopes: tuple[str, ...] = ()
    tokens: tuple[TokenKind, ...] = ("bot",)
    """Kinds of token taken. None at all: it needs no token."""
