"""What is remembered: every table, each row of which belongs to one workspace."""

from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import (
    JSON,
    Column,
    ForeignKeyConstraint,
    Index,
    MetaData,
    Named,
    PrimaryKeyConstraint,
    Table,
    TypedColumns,
    UniqueConstraint,
    false,
)

from bot.rules.facts import Deed, Saying, Speech, Standing
from bot.store.types import Moment, one_of

NAMES: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""A name for every constraint, so that a later migration can drop it on any database."""

metadata: Final = MetaData(naming_convention=NAMES)


def _to_account() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["workspace", "account"], ["accounts.workspace", "accounts.id"])


def _to_record() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["workspace", "record"], ["records.workspace", "records.id"])


class _People(TypedColumns):
    workspace: Named[str]
    id: Named[str]
    name: Named[str]
    zone: Named[str]
    standing: Named[Standing] = Column(one_of(Standing))
    seen_at: Named[datetime] = Column(Moment)
    is_admin: Named[bool] = Column(server_default=false())
    away_until: Named[date | None]


people = Table("people", metadata, _People, PrimaryKeyConstraint("workspace", "id"))


class _Accounts(TypedColumns):
    id: Named[int] = Column(primary_key=True)
    workspace: Named[str]
    name: Named[str]
    name_key: Named[str]
    tier: Named[str | None]
    channel: Named[str | None]
    channel_wanted: Named[str | None]
    created_at: Named[datetime] = Column(Moment)
    changed_at: Named[datetime] = Column(Moment)
    external_id: Named[str | None]
    facts: Named[dict[str, Any]] = Column(JSON, server_default="{}")
    withdrawn_at: Named[datetime | None] = Column(Moment)
    team_wanted: Named[bool] = Column(server_default=false())
    look_at: Named[datetime | None] = Column(Moment)


accounts = Table(
    "accounts",
    metadata,
    _Accounts,
    UniqueConstraint("workspace", "id"),  # what other tables refer to: a row never reaches into another workspace
    UniqueConstraint("workspace", "name_key"),
    Index(None, "workspace", "channel_wanted"),
    Index(None, "workspace", "external_id", unique=True),
    Index(None, "workspace", "team_wanted"),
    Index(None, "workspace", "look_at"),  # a tick costs what is due, not what there is
)


class _Roles(TypedColumns):
    workspace: Named[str]
    account: Named[int]
    role: Named[str]
    person: Named[str]
    since: Named[datetime] = Column(Moment)


roles = Table(
    "roles",
    metadata,
    _Roles,
    PrimaryKeyConstraint("workspace", "account", "role"),
    _to_account(),
    Index(None, "workspace", "person", "account", "role"),
)


class _Records(TypedColumns):
    id: Named[int] = Column(primary_key=True)
    workspace: Named[str]
    habit: Named[str]
    account: Named[int]
    state: Named[str]
    number: Named[int]
    answers: Named[dict[str, Any]] = Column(JSON)
    opened_by: Named[str]
    opened_at: Named[datetime] = Column(Moment)
    changed_at: Named[datetime] = Column(Moment)


records = Table(
    "records",
    metadata,
    _Records,
    UniqueConstraint("workspace", "id"),
    _to_account(),
    Index(None, "workspace", "habit", "state"),
    Index(None, "workspace", "account"),
)


class _Parts(TypedColumns):
    workspace: Named[str]
    record: Named[int]
    role: Named[str]
    person: Named[str]


parts = Table(
    "parts",
    metadata,
    _Parts,
    PrimaryKeyConstraint("workspace", "record", "role"),
    _to_record(),
    Index(None, "workspace", "person", "record"),
)
"""Who takes which part in a record, as its form names them: what waits for somebody is found by it."""


class _Entries(TypedColumns):
    id: Named[int] = Column(primary_key=True)
    workspace: Named[str]
    key: Named[str]
    at: Named[datetime] = Column(Moment)
    by: Named[str]
    surface: Named[str]
    kind: Named[str]
    habit: Named[str]
    account: Named[int | None]
    record: Named[int | None]
    blueprint: Named[str]
    facts: Named[dict[str, Any]] = Column(JSON)


entries = Table(
    "entries",
    metadata,
    _Entries,
    UniqueConstraint("workspace", "key"),
    _to_account(),
    _to_record(),
    Index(None, "workspace", "account", "at"),
    Index(None, "workspace", "record"),
)


class _Drafts(TypedColumns):
    workspace: Named[str]
    key: Named[str]
    habit: Named[str]
    author: Named[str]
    step: Named[int]
    answers: Named[dict[str, Any]] = Column(JSON)
    record: Named[int | None]
    changed_at: Named[datetime] = Column(Moment)
    move: Named[str | None]
    number: Named[int | None]


drafts = Table(
    "drafts",
    metadata,
    _Drafts,
    PrimaryKeyConstraint("workspace", "key"),
    _to_record(),
    Index(None, "workspace", "author"),
)


class _Tasks(TypedColumns):
    id: Named[int] = Column(primary_key=True)
    workspace: Named[str]
    account: Named[int]
    record: Named[int]
    key: Named[str]
    do: Named[str]
    owner: Named[str]
    due_on: Named[date]
    created_at: Named[datetime] = Column(Moment)
    done_at: Named[datetime | None] = Column(Moment)
    done_by: Named[str | None]
    promise: Named[bool] = Column(server_default=false())


tasks = Table(
    "tasks",
    metadata,
    _Tasks,
    UniqueConstraint("workspace", "record", "key"),
    _to_account(),
    _to_record(),
    Index(None, "workspace", "owner", "done_at", "due_on"),
    Index(None, "workspace", "account", "done_at"),
)


class _Imports(TypedColumns):
    id: Named[int] = Column(primary_key=True)
    workspace: Named[str]
    source: Named[str]
    by: Named[str]
    at: Named[datetime] = Column(Moment)
    counts: Named[dict[str, Any]] = Column(JSON)
    undone_by: Named[str | None]
    undone_at: Named[datetime | None] = Column(Moment)


imports = Table("imports", metadata, _Imports, UniqueConstraint("workspace", "id"))


class _Revisions(TypedColumns):
    workspace: Named[str]
    of: Named[str]
    number: Named[int]


revisions = Table("revisions", metadata, _Revisions, PrimaryKeyConstraint("workspace", "of"))


class _Said(TypedColumns):
    id: Named[int] = Column(primary_key=True)
    workspace: Named[str]
    key: Named[str]
    mark: Named[str] = Column(unique=True)
    to: Named[str]
    habit: Named[str]
    words: Named[str]
    account: Named[int | None]
    record: Named[int | None]
    actor: Named[str]
    buttons: Named[list[str]] = Column(JSON)
    replaces: Named[str | None]
    at_once: Named[bool]
    facts: Named[dict[str, Any]] = Column(JSON)
    state: Named[Saying] = Column(one_of(Saying))
    not_before: Named[datetime] = Column(Moment)
    attempts: Named[int]
    first_try_at: Named[datetime | None] = Column(Moment)
    worker: Named[str | None]
    lease_until: Named[datetime | None] = Column(Moment)
    channel: Named[str | None]
    ts: Named[str | None]
    why: Named[str | None]
    created_at: Named[datetime] = Column(Moment)
    changed_at: Named[datetime] = Column(Moment)
    kind: Named[Speech] = Column(one_of(Speech), server_default=Speech.TOLD)
    under: Named[str | None]
    hours: Named[str | None]


said = Table(
    "said",
    metadata,
    _Said,
    UniqueConstraint("workspace", "key"),
    _to_account(),
    _to_record(),
    Index(None, "workspace", "to", "state", "changed_at"),
    Index(None, "workspace", "state", "not_before"),  # a tick costs what is due, not what was ever said
    Index(None, "workspace", "record", "words"),
    Index(None, "workspace", "account"),
    Index(None, "workspace", "state", "changed_at"),
)


class _Touches(TypedColumns):
    id: Named[int] = Column(primary_key=True)
    workspace: Named[str]
    account: Named[int]
    key: Named[str]
    on: Named[date]
    by: Named[str]
    kind: Named[str]
    two_way: Named[bool]
    live: Named[bool]
    ball: Named[str | None]
    next_on: Named[date | None]
    next_how: Named[str | None]
    told: Named[bool]
    with_whom: Named[list[str]] = Column(JSON)
    left: Named[list[str]] = Column(JSON)
    record: Named[int | None]
    at: Named[datetime] = Column(Moment)


touches = Table(
    "touches",
    metadata,
    _Touches,
    UniqueConstraint("workspace", "key"),
    _to_account(),
    _to_record(),
    Index(None, "workspace", "account", "on"),
)


class _Clocks(TypedColumns):
    workspace: Named[str]
    account: Named[int]
    contact: Named[str]
    touch_on: Named[date | None]
    live_on: Named[date | None]
    left_on: Named[date | None]
    ball: Named[str | None]
    ball_since: Named[date | None]
    next_on: Named[date | None]
    next_how: Named[str | None]
    told: Named[bool] = Column(server_default=false())
    next_said_on: Named[date | None]


clocks = Table("clocks", metadata, _Clocks, PrimaryKeyConstraint("workspace", "account", "contact"), _to_account())
"""What an account's touches come to, for it as a whole (`contact` is "") and for each of its contacts.

A cache, written by `store.touches` alone; it can be made anew from `touches`."""


class _Nudges(TypedColumns):
    id: Named[int] = Column(primary_key=True)
    workspace: Named[str]
    key: Named[str]
    account: Named[int]
    watch: Named[str]
    person: Named[str]
    cover: Named[str | None]
    opens_on: Named[date]
    red_on: Named[date | None]
    due_on: Named[date | None]
    ends_on: Named[date | None]
    record: Named[int | None]
    task: Named[int | None]
    facts: Named[dict[str, Any]] = Column(JSON)
    raised_at: Named[datetime] = Column(Moment)
    closed_at: Named[datetime | None] = Column(Moment)


nudges = Table(
    "nudges",
    metadata,
    _Nudges,
    UniqueConstraint("workspace", "key"),
    _to_account(),
    Index(None, "workspace", "person", "closed_at", "opens_on"),
    Index(None, "workspace", "cover", "closed_at", "opens_on"),
    Index(None, "workspace", "account", "closed_at"),
)
"""What is due on an account and whose turn it is, as judged when it was last looked at.

A cache, written by `store.nudges` for the job that looks at accounts; it can be made anew by looking at them all."""


class _Marks(TypedColumns):
    id: Named[int] = Column(primary_key=True)
    workspace: Named[str]
    nudge: Named[str]
    account: Named[int]
    deed: Named[Deed] = Column(one_of(Deed))
    by: Named[str]
    at: Named[datetime] = Column(Moment)
    until: Named[date | None]
    to: Named[str | None]
    reason: Named[str | None]
    note: Named[str | None]
    answers: Named[dict[str, Any] | None] = Column(JSON(none_as_null=True))


marks = Table(
    "marks",
    metadata,
    _Marks,
    _to_account(),
    Index(None, "workspace", "nudge"),
    Index(None, "workspace", "account"),
)
"""What people did about nudges, never edited."""


class _Told(TypedColumns):
    workspace: Named[str]
    message: Named[str]
    nudge: Named[str]
    person: Named[str]
    on: Named[date]
    account: Named[int]
    warned: Named[bool]
    place: Named[int]
    cover_for: Named[str | None]


told = Table(
    "told",
    metadata,
    _Told,
    PrimaryKeyConstraint("workspace", "message", "nudge"),
    _to_account(),
    Index(None, "workspace", "nudge", "on"),
    Index(None, "workspace", "account", "on"),
)
"""Which nudges stood in which message (its key in `said`), for whom, on which day of theirs; `warned` that it would go
to somebody else next. Written before the message goes out, so that nothing is told uncounted."""


class _Mornings(TypedColumns):
    workspace: Named[str]
    person: Named[str]
    next_at: Named[datetime] = Column(Moment)


mornings = Table(
    "mornings", metadata, _Mornings, PrimaryKeyConstraint("workspace", "person"), Index(None, "workspace", "next_at")
)
"""When each person who may have something due is looked after next."""


class _Rhythms(TypedColumns):
    workspace: Named[str]
    person: Named[str]
    region: Named[str | None]
    working_days: Named[list[int] | None] = Column(JSON(none_as_null=True))
    opens: Named[str | None]
    closes: Named[str | None]
    digest_at: Named[str | None]


rhythms = Table("rhythms", metadata, _Rhythms, PrimaryKeyConstraint("workspace", "person"))
"""What somebody chose for themselves; what is None is as the calendar has it. Hours as "09:00"."""


class _Leaves(TypedColumns):
    workspace: Named[str]
    person: Named[str]
    first: Named[date]
    last: Named[date]


leaves = Table("leaves", metadata, _Leaves, PrimaryKeyConstraint("workspace", "person", "first", "last"))


class _Listening(TypedColumns):
    workspace: Named[str]
    channel: Named[str]
    account: Named[int]
    by: Named[str]
    since: Named[datetime] = Column(Moment)


listening = Table("listening", metadata, _Listening, PrimaryKeyConstraint("workspace", "channel"), _to_account())
"""The channels shared with a customer in which messages move that account's clocks, by time and author alone."""
