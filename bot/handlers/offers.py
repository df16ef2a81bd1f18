"""What a dropped table would change: planned from the file in Slack, and drawn with the buttons to let it happen."""

from __future__ import annotations

import json
import logging
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from itertools import islice
from pathlib import PurePath
from typing import Any, Final

from bot import portfolio
from bot.blueprint import Confirm
from bot.modals import plain
from bot.office import Office
from bot.portfolio import MOST_BYTES, Directory, Import, Plan, Progress, Undone, Wishes, telling
from bot.slack import Refused, SlackTrouble
from bot.store.engine import reading
from bot.words import Block, Button, buttons_block, cut, section_block, small_block

log = logging.getLogger(__name__)

TAKE_TABLE, LEAVE_TABLE, READ_DAYS, UNDO_IMPORT = "take_table", "leave_table", "read_days", "undo_import"
"""The action_ids of the buttons; those that tell how to read days have "first" or "second" behind it."""

_ENDINGS: Final = (".csv", ".tsv", ".txt")
"""What tables of plain text are called; anything else is not even downloaded."""
_SHOWN: Final = 8
"""Changes, and refused rows, that are shown: enough to see whether the table was understood."""
_LINE: Final = 300
"""Signs of each: a row with long texts must not push the others out. Of what the columns were taken for nothing is cut:
a wrong guess is seen nowhere else."""
_SECTION: Final = 3000
"""docs.slack.dev/reference/block-kit/blocks/section-block"""
_LONG: Final = 2_000
"""Rows from which on comparing them takes so long that the person is told how far it is."""
_PARTS: Final = 4
"""In which they are told so: each time is a call to Slack, which allows some 50 edits a minute (docs.slack.dev/
reference/methods/chat.update)."""
_REFUSALS: Final = {
    "file_deleted": "table_gone",
    "file_not_found": "table_gone",
    "gone": "table_gone",
    "elsewhere": "table_elsewhere",
    "missing_scope": "missing_scope",
    "not_let_in": "missing_scope",
}
"""What Slack says when it does not hand out a file, and the phrase that tells what to do."""


HowFar = Callable[[int, int], object]
"""Is told how many of how many rows are done."""


@dataclass(frozen=True)
class Asked:
    """What the buttons of an offer stand for: the file, how to read its days, and a fingerprint of what was shown.

    `once` makes an offer good for one press.
    """

    file: str
    once: str
    name: str = ""
    day_first: bool | None = None
    shown: str = ""

    def dumps(self) -> str:
        """For a button's value, which holds 2,000 characters."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    def again(self, **changes: Any) -> Asked:
        """The same for another offer."""
        return replace(self, once=uuid.uuid4().hex, **changes)


@dataclass(frozen=True)
class Offer:
    """A message about a table: its text and its blocks."""

    text: str
    blocks: list[Block]


class NoPlan(Exception):
    """The table cannot be planned; `offer` says why."""

    def __init__(self, offer: Offer) -> None:
        super().__init__(offer.text)
        self.offer = offer


def asked_by(action: Mapping[str, Any]) -> Asked:
    """What a pressed button stands for."""
    return Asked(**json.loads(action["value"]))


def planned(office: Office, asked: Asked, how_far: HowFar) -> Plan:
    """What the file would change as things stand now; of a long one `how_far` is told. Raises NoPlan."""
    name, written = _fetched(office, asked)
    try:
        table = portfolio.read(written, name)
        wishes = Wishes(day_first=asked.day_first)
        known = _directory(office, portfolio.names_channels(table, office.blueprint, wishes))
        with reading(office.memory) as connection:
            progress = _now_and_then(how_far, len(table.rows))
            return portfolio.plan(connection, office.workspace, office.blueprint, table, known, wishes, progress)
    except portfolio.Unreadable as no:
        raise NoPlan(_unreadable(office, asked.again(name=name), no)) from no


def drawn(office: Office, plan: Plan, asked: Asked, head: str = "") -> Offer:
    """What would change and which rows are refused, the first of each, and the buttons. `head` stands above it all."""
    words = office.words
    offer = words.phrase("table_offer", name=plan.source, **asdict(plan.counts))
    blocks = [
        *([section_block("head", head)] if head else []),
        section_block("offer.head", offer),
        _as_it_is("summary", telling.how_read(plan, words), _SECTION),
        *_listed(office, "changes", telling.changes(plan, words), len(plan.changes)),
        *_refused(office, plan),
        *(_buttons(office, plan, asked) if plan.changes else []),
    ]
    return Offer(head or offer, blocks)


def drawn_taken(office: Office, plan: Plan, imported: Import) -> Offer:
    """What was taken in and what could not be, and the button to undo it."""
    words, counts = office.words, plan.counts
    text = words.phrase("table_taken", name=plan.source, new=counts.new, changed=counts.changed)
    asks = ("table_undo_sure", "table_undo_lost", "table_undo", "cancel")
    confirm = Confirm(*(words.plain(phrase) for phrase in asks))
    undo = Button(UNDO_IMPORT, words.plain("table_undo"), str(imported.id), confirm=confirm)
    return Offer(text, [section_block("taken", text), *_refused(office, plan), buttons_block("undo", [undo])])


def drawn_undone(office: Office, undone: Undone) -> Offer:
    """What was put back of an import, and the first of what was not."""
    words, imported = office.words, undone.imported
    lines = list(telling.undone(undone, portfolio.fields(office.blueprint), words))
    text = words.phrase(
        "undone",
        number=imported.id,
        file=imported.source,
        restored=undone.restored,
        withdrawn=undone.withdrawn,
    )
    rest = [small_block("more", words.phrase("and_more", count=len(lines) - _SHOWN))] if len(lines) > _SHOWN else []
    return Offer(text, [_as_it_is("undone", lines[:_SHOWN]), *rest])


def fingerprint(plan: Plan) -> str:
    """The same for two plans that would do the same."""
    return sha256(repr(plan.changes).encode()).hexdigest()[:16]


def _fetched(office: Office, asked: Asked) -> tuple[str, bytes]:
    """The file's name and bytes, from Slack."""
    name = asked.name
    try:
        file = office.slack.ask("files.info", file=asked.file)["file"]
        name, size = file["name"], file.get("size", 0)
        if PurePath(name).suffix.lower() not in _ENDINGS:
            raise _none(office, "table_is_none", name=name, kind=file.get("pretty_type", ""))
        if size > MOST_BYTES:
            raise _none(office, "table_too_large", megabytes=-(-size // 1_000_000), most=MOST_BYTES // 1_000_000)
        return name, office.slack.download(file.get("url_private_download", ""), MOST_BYTES)
    except SlackTrouble as trouble:
        log.warning("a dropped table could not be fetched: %s", trouble)
        why = trouble.why if isinstance(trouble, Refused) else ""
        raise _none(office, _REFUSALS.get(why, "table_not_fetched"), name=name) from trouble


def _now_and_then(how_far: HowFar, rows: int) -> Progress:
    """Tells of a long table after each part of it, but for the last."""
    done = 0

    def progress(count: int) -> None:
        nonlocal done
        before, done = done, done + count
        if rows >= _LONG and before * _PARTS // rows < done * _PARTS // rows < _PARTS:
            how_far(done, rows)

    return progress


def _directory(office: Office, with_channels: bool) -> Directory:
    """Everybody a cell may mean; as we remember them, without their mail addresses, where Slack does not list them."""
    try:
        return portfolio.listed(office.slack, office.workspace, office.clock(), with_channels=with_channels)
    except SlackTrouble as trouble:
        log.warning("a table is read without asking Slack who is who: %s", trouble)
        with reading(office.memory) as connection:
            return portfolio.remembered(connection, office.workspace, office.clock())


def _none(office: Office, phrase: str, **facts: Any) -> NoPlan:
    return NoPlan(Offer(office.words.phrase(phrase, **facts), []))


def _unreadable(office: Office, asked: Asked, no: portfolio.Unreadable) -> Offer:
    """Why a file is no table of accounts; where only the order of days is unclear, with a button for each."""
    words = office.words
    if no.phrase != "table_days_unclear":
        return Offer(words.phrase("table_unusable", why=telling.why_unreadable(no, asked.name, words)), [])
    text = words.phrase("table_which_days", name=asked.name, **no.facts)
    ways = {"first": True, "second": False}
    buttons = [
        Button(f"{READ_DAYS}:{way}", words.plain(f"day_{way}"), replace(asked, day_first=day_first).dumps())
        for way, day_first in ways.items()
    ]
    return Offer(text, [section_block("head", text), buttons_block("days", buttons)])


def _refused(office: Office, plan: Plan) -> list[Block]:
    lines = list(telling.refusals(plan, office.words))
    return _listed(office, "refused", lines, len(lines))


def _listed(office: Office, id: str, lines: Iterable[str], count: int) -> list[Block]:
    """A heading, the first of the lines, and how many more there are."""
    if not count:
        return []
    rest = [small_block(f"{id}.more", office.words.phrase("and_more", count=count - _SHOWN))]
    head = section_block(f"{id}.head", office.words.phrase(f"table_{id}", count=count))
    shown = (f"• {line}" for line in islice(lines, min(_SHOWN, count)))
    return [head, _as_it_is(id, shown), *(rest if count > _SHOWN else [])]


def _as_it_is(id: str, lines: Iterable[str], most: int = _LINE) -> Block:
    """What stands in somebody's table, letter by letter: none of it is markup. `most` is of each line."""
    shown = [cut(line, most) for line in lines]
    return {"type": "section", "block_id": id, "text": plain(cut("\n".join(shown), _SECTION))}


def _buttons(office: Office, plan: Plan, asked: Asked) -> list[Block]:
    words, value = office.words, asked.again(name=plan.source, shown=fingerprint(plan)).dumps()
    take = Button(TAKE_TABLE, words.plain("table_take", count=len(plan.changes)), value, "primary")
    return [buttons_block("offer", [take, Button(LEAVE_TABLE, words.plain("table_leave"), value)])]
