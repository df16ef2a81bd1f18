"""What waits to be said, what was said, and what could not be: in a modal for admins, and as a table of plain text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.blueprint import Confirm
from bot.modals import View, plain
from bot.office import Office
from bot.outbox import REFUSALS
from bot.pages.standing import Item, listed
from bot.rules.allowed import may_say_again
from bot.rules.days import zone_named
from bot.rules.facts import ACCOUNT_CHANNEL, Saying
from bot.store import accounts, people, said
from bot.store.engine import reading
from bot.store.said import Row
from bot.words import Button, Words, buttons_block, day, section_block, small_block

OUTBOX_VIEW = "outbox"
"""The callback_id of the modal."""
WAS_SAID, AGAIN = "outbox:was_said", "outbox:again"
"""The action_ids of the buttons under a message; their value is its id in the outbox."""

SHOWN = {
    Saying.UNSURE: "outbox_unsure",
    Saying.FAILED: "outbox_failed",
    Saying.WAITING: "outbox_coming",
    Saying.SAID: "outbox_said",
}
"""What is shown in which order, and the phrase above it; what needs somebody first."""

MOST = 10
"""Of each of the modal's four lists: with headings and buttons they are 70 of the 100 blocks of a modal
(docs.slack.dev/reference/block-kit/blocks)."""


@dataclass(frozen=True)
class Told:
    """A message as whoever looks after Hearth reads of it: what and to whom, but never what it says."""

    id: int
    state: Saying
    at: datetime
    to: str
    what: str
    account: str
    why: str


def told(connection: Connection, workspace: str, words: Words, rows: Sequence[Row]) -> tuple[Told, ...]:
    """The rows in words. `at` is when it may be said, while it waits, and else when it came to its state."""
    known = people.known(connection, workspace, {row.message.to for row in rows})
    named = accounts.get_many(connection, workspace, {row.message.account for row in rows if row.message.account})

    def one(row: Row) -> Told:
        message = row.message
        person = words.person(message.to, known.get(message.to))
        return Told(
            id=row.id,
            state=row.state,
            at=row.not_before if row.state is Saying.WAITING else row.changed_at,
            to=words.plain("outbox_channel") if message.to == ACCOUNT_CHANNEL else person,
            what=words.about(message),
            account=named[message.account].name if message.account in named else "",
            why=_why(words, row, person),
        )

    return tuple(one(row) for row in rows)


def lines_for(office: Office, limit: int, only: Saying | None = None) -> list[str]:
    """The outbox as lines of plain text for somebody at a terminal, `limit` messages of each state; moments in UTC."""
    words, lines = office.words, []
    with reading(office.memory) as connection:
        counts = said.counts(connection, office.workspace)
        lines.append(_summary(words, counts, plain=True))
        for state, phrase in SHOWN.items() if only is None else [(only, SHOWN.get(only))]:
            rows = _of_state(connection, office.workspace, state, limit)
            if not rows:
                continue
            shown = table(told(connection, office.workspace, words, rows), "UTC")
            heading = words.plain(phrase, count=counts[state]) if phrase else f"{state.value} ({counts[state]})"
            lines += ["", heading, *shown]
            if (more := counts[state] - len(rows)) > 0:
                lines.append(words.plain("and_more", count=more))
    return lines


def table(lines: Iterable[Told], zone: str) -> list[str]:
    """A line for each message, in columns under a heading; none where there is nothing."""
    cells = [(_moment(line.at, zone), line.state, line.what, line.to, line.account, line.why) for line in lines]
    if not cells:
        return []
    rows = [("when", "state", "what", "to", "account", "why"), *cells]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def view_for(office: Office, person: str, now: datetime) -> View:
    """The modal for an admin; the moments are those of their own zone."""
    words = office.words
    with reading(office.memory) as connection:
        me = people.known(connection, office.workspace, [person]).get(person)
        blocks = _blocks(office, connection, me.zone if me else "UTC", now)
    return {
        "type": "modal",
        "callback_id": OUTBOX_VIEW,
        "title": plain(words.plain("outbox")[:24]),
        "close": plain(words.plain("close")),
        "blocks": blocks,
    }


def _blocks(office: Office, connection: Connection, zone: str, now: datetime) -> Item:
    words, workspace = office.words, office.workspace
    counts = said.counts(connection, workspace)
    blocks = [section_block("counts", _summary(words, counts))]
    for state, phrase in SHOWN.items():
        rows = _of_state(connection, workspace, state, MOST)
        lines = told(connection, workspace, words, rows)
        pairs = list(zip(rows, lines, strict=True))
        items = listed(words, phrase, pairs, MOST, lambda pair: _item(words, *pair, zone, now))
        if items and state is Saying.UNSURE:
            items.insert(1, small_block("unsure.how", words.phrase("outbox_unsure_how")))
        if (more := counts.get(state, 0) - len(pairs)) > 0:
            items.append(small_block(f"{phrase}.more", words.phrase("and_more", count=more)))
        blocks += items
    return blocks


def _summary(words: Words, counts: Mapping[Saying, int], *, plain: bool = False) -> str:
    """How much of everything there is, in Slack's markup or `plain`."""
    if not counts:
        return words.plain("outbox_empty")
    say = words.plain if plain else words.phrase
    return say(
        "outbox_counts",
        waiting=counts.get(Saying.WAITING, 0) + counts.get(Saying.SENDING, 0),
        said=counts.get(Saying.SAID, 0),
        failed=counts.get(Saying.FAILED, 0),
        unsure=counts.get(Saying.UNSURE, 0),
        moot=counts.get(Saying.MOOT, 0),
    )


def _of_state(connection: Connection, workspace: str, state: Saying, limit: int) -> tuple[Row, ...]:
    if state is Saying.WAITING:
        return said.coming(connection, workspace, limit)
    return said.latest(connection, workspace, limit, state)


def _item(words: Words, row: Row, line: Told, zone: str, now: datetime) -> Item:
    text = words.phrase(
        "outbox_line",
        what=line.what,
        to=line.to,
        account=line.account,
        when=_when(line.at, zone, now),
        why=line.why,
    )
    block = section_block(f"message.{line.id}", text)
    buttons = _buttons(words, row, line)
    return [block, buttons_block(f"message.{line.id}.do", buttons)] if buttons else [block]


def _buttons(words: Words, row: Row, line: Told) -> list[Button]:
    about, value = f"{line.what}, {line.to}", str(row.id)
    if row.state is Saying.UNSURE:
        yes, again = words.plain("outbox_was_said"), words.plain("outbox_again")
        sure = Confirm(
            words.plain("outbox_sure"),
            words.plain("outbox_twice"),
            words.plain("outbox_say_twice"),
            words.plain("outbox_leave"),
        )
        return [
            Button(WAS_SAID, yes, value, label=f"{yes}: {about}"),
            Button(AGAIN, again, value, confirm=sure, label=f"{again}: {about}"),
        ]
    if row.state is Saying.FAILED and may_say_again(row.why):
        retry = words.plain("outbox_retry")
        return [Button(AGAIN, retry, value, label=f"{retry}: {about}")]
    return []


def _why(words: Words, row: Row, person: str) -> str:
    """Why it was not said, or not yet, as a sentence; what was said needs none."""
    if row.why is None or row.state is Saying.SAID:
        return row.why or ""
    first, _, error = row.why.partition(" ")
    if row.state is Saying.FAILED:
        return words.plain(first, error=error, person=person)
    if row.state is Saying.UNSURE and first in REFUSALS:
        return words.plain(REFUSALS[first], person=person)
    return row.why


def _when(moment: datetime, zone: str, now: datetime) -> str:
    local = moment.astimezone(zone_named(zone))
    return f"{day(local.date(), now.astimezone(zone_named(zone)).date())}, {local:%H:%M}"


def _moment(moment: datetime, zone: str) -> str:
    return f"{moment.astimezone(zone_named(zone)):%Y-%m-%d %H:%M %Z}"
