"""What is put together for a meeting, in a modal: what is missing, a text for the customer, and what is for us."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain

from bot import agenda, picture
from bot.blueprint import FORM_MOVE, FieldClass, Question
from bot.modals import View, plain
from bot.office import Office
from bot.pages import clocks
from bot.pages.packing import Packed, Packing, packing
from bot.pages.standing import Item
from bot.rules.allowed import may_read
from bot.rules.facts import Nudge
from bot.rules.moves import why_not
from bot.rules.watch import RungStands, rungs_of
from bot.store import people, records
from bot.store.engine import reading
from bot.words import buttons_block, cut, field_blocks, header_block, section_block, small_block

PACK_VIEW = "pack"
"""The callback_id of its modal; its private_metadata is the record's id."""

_TEXT, _TEXTS = 3000, 8
"""Characters of a section (docs.slack.dev/reference/block-kit/blocks/section-block), and how many of them hold the
customer's text: with ours they stay below the 250 KB of a view (docs.slack.dev/reference/methods/views.open)."""
_OURS, _LINE = 1500, 400
"""Characters of each of our parts, and of one of its lines."""
_MOST = 10
"""Of our open promises, and of the steps that nobody did."""


def view_for(office: Office, person: str, record: int, now: datetime) -> View | None:
    """The pack of a record as this reader may read it; None where there is no such record, or it has none."""
    with reading(office.memory) as connection:
        found = records.get(connection, office.workspace, record)
        put_together = packing(office, connection, found, person, now) if found else None
        if put_together is None:
            return None
        return {
            "type": "modal",
            "callback_id": PACK_VIEW,
            "private_metadata": str(record),
            "title": plain(office.words.plain("pack_title")[:24]),
            "close": plain(office.words.plain("close")),
            "blocks": _Page(put_together, now).blocks(),
        }


def customer_text(office: Office, packed: Packing, parts: Sequence[Packed]) -> str:
    """The customer's part as plain text, to be copied: what it is about, then each part under its number."""
    say, told = office.words.plain, [part for part in parts if part.texts]
    day = packed.day or ""
    head = say("pack_head", account=packed.account.name, habit=packed.habit.name, day=day, sent_on=packed.today)
    agenda = [say("pack_item", count=n, text=part.part.called) for n, part in enumerate(told, 1)]
    paragraphs = [[head], [say("pack_agenda"), *agenda]] if told else [[head]]
    for heading, part in zip(agenda, told, strict=True):
        paragraphs.append([heading, *_bulleted(office, part)])
    return "\n\n".join("\n".join(lines) for lines in paragraphs)


def _bulleted(office: Office, part: Packed) -> list[str]:
    """The lines of a part; of a list each with a bullet."""
    if part.part.answer:
        return list(part.texts)
    return [office.words.plain("pack_line", text=text) for text in part.texts]


class _Page:
    """A pack as one reader sees it."""

    def __init__(self, packed: Packing, now: datetime) -> None:
        self.packed = packed
        self.office = packed.office
        self.now = now
        self.theirs = packed.for_customer()
        self.ours = packed.for_us()

    def blocks(self) -> Item:
        words = self.office.words
        return [
            *self._head(),
            header_block("theirs", words.plain("pack_theirs")),
            small_block("theirs.how", words.phrase("pack_copy")),
            *self._copied(customer_text(self.office, self.packed, self.theirs)),
            header_block("ours", words.plain("pack_ours")),
            *self._clocks(),
            *(section_block(f"ours.{n}", text) for n, text in enumerate(self._told())),
        ]

    def _head(self) -> Item:
        """What it is about, what is not known yet, and the buttons to mend that."""
        words, packed = self.office.words, self.packed
        record = packed.record
        facts = picture.of_record(
            packed.connection, self.office.workspace, self.office.blueprint, record, packed.reader, self.now
        )
        says = words.state(record.habit, record.state, facts)
        gaps = [f"• {gap}" for gap in self._gaps()]
        missing = words.phrase("pack_missing") if gaps else words.phrase("pack_whole")
        move = packed.habit.moves[FORM_MOVE]
        buttons = [words.read_button(record.id)]
        if move.button and why_not(packed.habit, move, record, dict(packed.held), packed.reader, record.number) is None:
            buttons.insert(0, words.move_button(packed.habit, move, record.id, record.number))
        return [
            header_block("pack", words.plain("whole_title", habit=packed.habit.name, account=packed.account.name)),
            section_block("pack.state", words.phrase("pack_state", says=says)),
            section_block("pack.missing", cut("\n".join([missing, *gaps]), _TEXT)),
            buttons_block("pack.do", buttons),
        ]

    def _gaps(self) -> Iterator[str]:
        """What is not known yet, and what is known from long ago."""
        words = self.office.words
        asked = {question.id: question for question in self.packed.habit.kept}
        for part in (*self.theirs, *self.ours):
            if part.part.answer and not part.texts and self._may_know(asked[part.part.answer]):
                yield words.phrase("pack_gap", ask=asked[part.part.answer].ask)
            if part.part.habit and not part.texts and part in self.theirs:
                yield words.phrase("pack_none", called=part.part.called)
            if part.bare:
                yield words.phrase("pack_bare", count=part.bare, called=part.part.called)
            if part.old:
                yield words.phrase("pack_old", count=part.old, called=part.part.called, most=self.packed.pack.old_after)
            if part.unsaid:
                yield words.phrase("pack_unsaid", count=part.unsaid)
        silent = [reply.of for reply in self.packed.replies if reply.mark is None and reply.of]
        if silent:
            names = ", ".join(self.packed.people_of_ours(silent))
            yield words.phrase("pack_unanswered", count=len(silent), most=len(self.packed.replies), people=names)
        with_whom = self._with_whom()
        if with_whom and not self.packed.record.answers.get(with_whom.id):
            yield words.phrase("pack_gap", ask=with_whom.ask)

    def _may_know(self, question: Question) -> bool:
        """What a reader may not read is not called missing."""
        return may_read(question.field_class, self.packed.reader, self.packed.held)

    def _copied(self, text: str) -> Item:
        """A text letter by letter, in as many sections as it takes; none of it is markup."""
        pieces = list(_pieces(text))
        shown = [
            {"type": "section", "block_id": f"theirs.{n}", "text": plain(piece)}
            for n, piece in enumerate(pieces[:_TEXTS])
        ]
        more = [small_block("theirs.more", self.office.words.phrase("whole_more"))] if len(pieces) > _TEXTS else []
        return [*shown, *more]

    def _clocks(self) -> Item:
        packed = self.packed
        stand = clocks.stand(self.office, packed.connection, packed.account, packed.today)
        return field_blocks("ours.clocks", clocks.fields(self.office, packed.connection, stand, packed.of_account))

    def _told(self) -> Iterator[str]:
        """Each of our parts under its heading, in Slack's markup."""
        say = self.office.words.phrase
        of_blueprint = ((part.part.called, part.texts) for part in self.ours)
        of_all = ((self.office.words.plain(heading), lines) for heading, lines in self._beside())
        for called, texts in chain(of_all, of_blueprint):
            lines = [say("pack_line", text=cut(text, _LINE)) for text in texts]
            if lines:
                yield cut("\n".join([say("asked", ask=called), *lines]), _OURS)

    def _beside(self) -> Iterator[tuple[str, list[str]]]:
        """What every pack has for us, by the phrase of its heading."""
        yield "pack_comes", list(self._contacts(coming=True))
        yield "pack_stays", list(self._contacts(coming=False))
        yield "pack_promises", list(self._promises())
        yield "pack_steps", list(self._steps())

    def _with_whom(self) -> Question | None:
        """The question that says who of theirs takes part."""
        habit = self.packed.habit
        ids = {entering.touch.with_whom for entering in habit.on.values() if entering.touch}
        return next((question for question in habit.kept if question.id in ids), None)

    def _contacts(self, *, coming: bool) -> Iterator[str]:
        """Who of theirs comes, or is known to us and does not; by name for the account's own people alone."""
        packed, asked = self.packed, self._with_whom()
        named = may_read(FieldClass.PERSONAL, packed.reader, packed.held)
        answer = packed.record.answers.get(asked.id) if asked else None
        chosen = [answer] if isinstance(answer, str) else answer or []
        for choice in asked.choices if asked else ():
            known = packed.account.facts.get(choice.value)
            if (choice.value in chosen) is coming and (coming or known):
                name = str(known) if known and named else ""
                yield self.office.words.plain("pack_contact", called=choice.label, name=name)

    def _promises(self) -> Iterator[str]:
        """What we still owe them, in our words."""
        packed = self.packed
        open = [promise for promise in packed.promises if promise.done_at is None]
        owners = people.known(packed.connection, self.office.workspace, {promise.owner for promise in open})
        for promise in open[:_MOST]:
            owner = self.office.words.person(promise.owner, owners.get(promise.owner))
            yield self.office.words.plain(
                "pack_owed", do=promise.do, due=promise.due_on, owner=owner, sent_on=packed.today
            )

    def _steps(self) -> Iterator[str]:
        """The steps before today that nobody has ended."""
        packed, words = self.packed, self.office.words
        there = agenda.situations(packed.connection, self.office.workspace, self.office.blueprint, [packed.account.id])[
            packed.account.id
        ]
        rungs = rungs_of(self.office.blueprint, there, packed.record.id, packed.today)
        left = [rung for rung in rungs if rung.on < packed.today and not rung.is_over][-_MOST:]
        steps = {rung: self._step(rung) for rung in left}
        facts = agenda.facts_of(packed.connection, self.office, list(steps.values()), packed.reader, packed.today)
        for rung, step in steps.items():
            yield words.plain("pack_step", do=facts[step.key]["do"], day=rung.on, sent_on=packed.today)

    def _step(self, rung: RungStands) -> Nudge:
        """A step as it would be told, had nothing taken its place."""
        record, reader = self.packed.record, self.packed.reader
        key = f"{rung.watch}/{record.id}/{rung.rung}"
        return Nudge(key, record.account, rung.watch, reader, rung.on, record=record.id, facts={"rung": rung.rung})


def _pieces(text: str) -> Iterator[str]:
    """A text in pieces that each fit into a section, broken between its lines where it can be."""
    while len(text) > _TEXT:
        newline = text.rfind("\n", 1, _TEXT)
        end = newline if newline > 0 else _TEXT
        yield text[:end]
        text = text[end:].lstrip("\n")
    yield text
