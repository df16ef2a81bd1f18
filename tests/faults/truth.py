"""What the sandbox saw posted, against what the bot remembers of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from bot.outbox.mouth import MOST_TRIES
from bot.rules.facts import Saying, Speech
from bot.store import accounts, tables
from bot.store.engine import reading
from bot.store.said import Row, in_state
from tests.support.at_work import Bot
from tests.support.hand import Json

ARCHIVED = "channel_archived"
"""Why alone anything may fail here: one customer's channel is archived, and whatever it is to be told cannot be."""


@dataclass(frozen=True)
class Truth:
    """Of everything that was posted: `said` is where it stands (a person, or whose channel), of which occasion it is,
    and its words. `lost` and `twice` are the keys of messages that the bot says it said and nobody can read, and of
    those that stand there more than once; `unknown` are posts that the bot knows nothing of; `failed` are what could
    not be said, and why; `open` is due and unsaid."""

    posts: int
    said: frozenset[tuple[str, str, str]]
    kinds: Counter[Speech]
    steps: int
    edits: int
    lost: Sequence[str]
    twice: Sequence[str]
    unknown: Sequence[str]
    unsure: Sequence[str]
    failed: frozenset[tuple[str, str]]
    open: Sequence[str]
    undrawn: Sequence[str]

    def __str__(self) -> str:
        told = ("lost", "twice", "unknown", "unsure", "failed", "open", "undrawn")
        figures = ", ".join(f"{name} {len(getattr(self, name))}" for name in told)
        kinds = ", ".join(f"{n} {kind}" for kind, n in sorted(self.kinds.items()))
        return f"{self.posts} posts ({kinds}; {self.steps} in threads, {self.edits} edits): {figures}"

    @property
    def wrong(self) -> Mapping[str, Sequence[str]]:
        """All that must never be: by what it is, which."""
        named = ("lost", "twice", "unknown", "unsure", "open", "undrawn")
        failed = [f"{key}: {why}" for key, why in sorted(self.failed) if why != ARCHIVED]
        return {name: found for name in named if (found := getattr(self, name))} | (
            {"failed": failed} if failed else {}
        )


def truth_of(bot: Bot) -> Truth:
    """Everything since the sandbox was put back; what is due is expected to have been said by now."""
    posts = bot.box.posted()
    times = Counter(map(mark_of, posts))
    by_mark = {mark_of(post): post for post in posts}
    workspace = bot.office.workspace
    with reading(bot.office.memory) as connection:
        rows = {state: in_state(connection, workspace, state, limit=1_000_000) for state in Saying}
        named = {id: name for id, name, _ in accounts.all_names(connection, workspace)}
    said = [row for row in rows[Saying.SAID] if row.message.replaces is None]
    edits = [row for row in rows[Saying.SAID] if row.message.replaces is not None]
    marks = {row.message.key: row.mark for row in said}
    now = bot.office.clock()
    waiting = [row for row in rows[Saying.WAITING] if row.not_before <= now]
    return Truth(
        posts=len(posts),
        said=frozenset(_said(row, by_mark[row.mark], named) for row in said if row.mark in by_mark),
        kinds=Counter(row.message.kind for row in said),
        steps=sum(row.message.under is not None for row in said),
        edits=len(edits),
        lost=[row.message.key for row in said if not times[row.mark]],
        twice=[row.message.key for those in rows.values() for row in those if times[row.mark] > 1],
        unknown=sorted(set(times) - {row.mark for row in said}),
        unsure=_keys(rows[Saying.UNSURE]),
        failed=frozenset((row.message.key, str(row.why)) for row in rows[Saying.FAILED]),
        open=_keys([*rows[Saying.SENDING], *waiting]),
        undrawn=[row.message.key for row in edits if not by_mark[marks[str(row.message.replaces)]]["edits"]],
    )


def is_nearly_given_up(bot: Bot) -> bool:
    """Whether so many have died over one message that the next who does is the last: it is given up then, and somebody
    is told so (test_said_once.py)."""
    tried = select(tables.said.c.id).where(
        tables.said.c.attempts >= MOST_TRIES - 1, tables.said.c.state.in_([Saying.WAITING, Saying.SENDING])
    )
    with reading(bot.office.memory) as connection:
        return connection.execute(tried.limit(1)).first() is not None


def mark_of(post: Json) -> str:
    """The mark that a post of the bot's carries."""
    return str((post["metadata"] or {}).get("event_payload", {}).get("mark", f"none, {post['n']}"))


def _said(row: Row, post: Json, named: Mapping[int, str]) -> tuple[str, str, str]:
    place = post["to"] or f"the channel of {named.get(row.message.account or 0)}"
    return place, row.message.key, post["text"]


def _keys(rows: Sequence[Row]) -> list[str]:
    return [row.message.key for row in rows]
