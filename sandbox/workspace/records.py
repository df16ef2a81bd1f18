"""What the workspace remembers: plain values, all of them saved to the state file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
"""One JSON object of Slack's wire."""

ChannelKind = Literal["public", "private", "im", "mpim"]
ViewType = Literal["modal", "home"]


@dataclass(slots=True)
class Team:
    """A workspace: ours, or that of another organisation."""

    id: str
    name: str
    domain: str

    @property
    def url(self) -> str:
        """Under the reserved top-level domain `.test`: nothing in the sandbox points at a real workspace."""
        return f"https://{self.domain}.slack.test/"


@dataclass(slots=True)
class Member:
    """A person or the app's bot user; `team_id` differs from ours for people of another organisation."""

    id: str
    name: str
    real_name: str
    team_id: str
    title: str = ""
    email: str = ""
    tz: str = "Etc/UTC"
    color: str = "9f69e7"
    is_bot: bool = False
    is_admin: bool = False
    is_owner: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    deleted: bool = False
    presence: Literal["active", "away"] = "active"
    bot_id: str | None = None
    app_id: str | None = None
    updated: float = 0.0
    status_text: str = ""
    status_emoji: str = ""
    status_expiration: int = 0
    """Epoch seconds at which the status goes by itself; 0 for never."""
    dnd_enabled: bool = True
    dnd_start: str = "22:00"
    dnd_end: str = "08:00"
    """Do-not-disturb hours on the wall clock of `tz`, as HH:MM; Slack's default."""
    snoozed_until: float | None = None


@dataclass(slots=True)
class Words:
    """A channel's topic or purpose, with who set it and when (epoch seconds)."""

    value: str = ""
    creator: str = ""
    last_set: int = 0


@dataclass(slots=True)
class Bookmark:
    """A link pinned to the top of a channel."""

    id: str
    channel_id: str
    title: str
    link: str
    emoji: str
    created: int
    by: str


@dataclass(slots=True)
class Channel:
    """A conversation of any kind; `shared_with` names the other organisations that are in it."""

    id: str
    kind: ChannelKind
    name: str = ""
    creator: str = ""
    created: int = 0
    members: list[str] = field(default_factory=list)
    topic: Words = field(default_factory=Words)
    purpose: Words = field(default_factory=Words)
    is_archived: bool = False
    is_general: bool = False
    shared_with: list[str] = field(default_factory=list)
    pending_with: list[str] = field(default_factory=list)
    previous_names: list[str] = field(default_factory=list)
    bookmarks: list[Bookmark] = field(default_factory=list)
    canvas_id: str | None = None
    last_ts: str = "0000000000.000000"
    updated: float = 0.0

    @property
    def is_direct(self) -> bool:
        return self.kind in ("im", "mpim")

    @property
    def is_private(self) -> bool:
        return self.kind == "private" or self.kind == "mpim"

    @property
    def is_ext_shared(self) -> bool:
        return bool(self.shared_with)


@dataclass(slots=True)
class Reaction:
    """One emoji under a message, with everyone who gave it."""

    name: str
    users: list[str]


@dataclass(slots=True)
class Message:
    """A message of a channel; `seen_by` is set on an ephemeral one and names the only person who sees it."""

    ts: str
    channel: str
    user: str
    team: str
    text: str
    bot_id: str | None = None
    app_id: str | None = None
    username: str | None = None
    icons: Json | None = None
    subtype: str | None = None
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    reply_broadcast: bool = False
    metadata: Json | None = None
    edited: Json | None = None
    reactions: list[Reaction] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    seen_by: str | None = None
    state: Json = field(default_factory=dict)

    @property
    def is_reply(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts

    @property
    def ephemeral(self) -> bool:
        return self.seen_by is not None


@dataclass(frozen=True, slots=True)
class Content:
    """What a message says. None means "not given", which `chat.update` tells apart from empty.

    `warnings` are what Slack adds to its answer, such as `message_truncated`.
    """

    text: str | None = None
    blocks: list[Json] | None = None
    attachments: list[Json] | None = None
    metadata: Json | None = None
    username: str | None = None
    icons: Json | None = None
    files: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.text or self.blocks or self.attachments or self.files)


@dataclass(slots=True)
class Posted:
    """That an app posted something, kept as it was even when the message has changed or gone.

    `to` is the person whose direct message it went to, None in a channel; `edits` and `deleted` tell what came after.
    """

    n: int
    at: float
    channel: str
    ts: str
    thread_ts: str | None
    to: str | None
    text: str
    metadata: Json | None
    edits: int = 0
    deleted: bool = False


@dataclass(slots=True)
class Scheduled:
    """A message that Slack will post at `post_at` (epoch seconds)."""

    id: str
    channel: str
    post_at: int
    created: int
    content: Content
    thread_ts: str | None = None


@dataclass(slots=True)
class File:
    """An upload: asked for, then sent, then completed (and perhaps shared in channels), and one day deleted."""

    id: str
    name: str
    title: str
    size: int
    user: str
    created: int
    alt_text: str = ""
    content: str | None = None
    """What was uploaded, in base64; None until it was sent."""
    completed: bool = False
    deleted: bool = False
    channels: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Section:
    """One piece of a canvas: markdown under an id that edits can name."""

    id: str
    markdown: str


@dataclass(slots=True)
class Canvas:
    """A canvas, standing alone or the one of a channel."""

    id: str
    title: str
    owner: str
    created: int
    sections: list[Section] = field(default_factory=list)
    channel: str | None = None


@dataclass(slots=True)
class View:
    """A modal of someone's stack, or someone's Home tab.

    `state` is what the person typed or chose: block_id -> action_id -> value object, as in `view.state.values`.
    `errors` are the sentences under the inputs (block_id -> text); `pending` is true while a submit waits for its ack.
    """

    id: str
    type: ViewType
    user: str
    hash: str
    blocks: list[Json]
    callback_id: str = ""
    title: Json | None = None
    submit: Json | None = None
    close: Json | None = None
    private_metadata: str = ""
    external_id: str = ""
    notify_on_close: bool = False
    clear_on_close: bool = False
    submit_disabled: bool = False
    root_view_id: str = ""
    previous_view_id: str | None = None
    state: dict[str, dict[str, Json]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    pending: bool = False


@dataclass(slots=True)
class UserToken:
    """A person's own token and what it may do."""

    token: str
    user: str
    scopes: list[str]


@dataclass(slots=True)
class Installation:
    """The app as installed in this workspace.

    `scopes` are those granted to the bot now, `asked` those of the manifest when it was last installed.
    """

    app_id: str
    bot_user: str
    bot_id: str
    bot_token: str
    app_token: str
    signing_secret: str
    verification_token: str
    installer: str
    scopes: list[str]
    asked: list[str] = field(default_factory=list)
    user_tokens: list[UserToken] = field(default_factory=list)
    installed: bool = True


@dataclass(slots=True)
class Notice:
    """What Slack itself tells one person, and nobody else."""

    id: str
    at: float
    text: str


@dataclass(slots=True)
class Records:
    """The whole workspace at one moment; the seed and the state file both hold exactly this."""

    team: Team
    installation: Installation
    other_teams: dict[str, Team] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    messages: dict[str, list[Message]] = field(default_factory=dict)
    scheduled: list[Scheduled] = field(default_factory=list)
    files: dict[str, File] = field(default_factory=dict)
    canvases: dict[str, Canvas] = field(default_factory=dict)
    modals: dict[str, list[View]] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)
    read_up_to: dict[str, dict[str, str]] = field(default_factory=dict)
    """Person -> channel -> ts of the last message read."""
    notices: dict[str, list[Notice]] = field(default_factory=dict)
    issued: int = 0
    """How many ids were made so far; the next one is made from it."""
    version: int = 1
