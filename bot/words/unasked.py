"""What is said when nobody asked: digests, single nudges, alerts, steps and pulses, from the words of the watches."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from bot.blueprint import ANSWER, BRIEF, LOG, NOTHING_OPEN, OPEN, PACK, SLIP, TICK, Ladder, Watch
from bot.rules.facts import TOLD_THEM, Deed, Mark, Message, Speech
from bot.words.layout import (
    DIVIDER,
    SUMMARY,
    Block,
    Button,
    Menu,
    Piece,
    Said,
    buttons_block,
    cut,
    fits,
    laid_out,
    section_block,
    small_block,
)
from bot.words.nudging import HOME, HOME_ID, MENU, MENU_ID, offer_id, option_value
from bot.words.sentences import Sentences
from bot.words.templates import Facts, Mention, as_plain, facts_for, one_line, unmarked
from bot.words.watched import WATCH_FACTS, nameless

_TYPED, _THING, _WHY = 200, 700, 300
"""Characters of what somebody wrote into a promise, or the like, where it stands among other words; of one thing in a
digest; of the line that says why it is told. None must push out what is to be done about it, or the next thing."""

_TIGHTER = (400, 150)
"""Characters of each thing in a digest, where they are too many together for one message."""

_NAMED = 5
"""Accounts that are named, of those at which there is more."""

_MINUTES = 1.5
"""To read one thing and decide takes a minute; what it asks to be noted, half of one (the touch log's own measure)."""

_ON_BUTTONS = {
    TICK: "done",
    LOG: "nudge_log",
    OPEN: "read",
    BRIEF: "brief_of",
    SLIP: "nudge_slip",
    NOTHING_OPEN: "nudge_nothing_open",
    PACK: "pack_open",
    ANSWER: "nudge_answer",
}


@dataclass(frozen=True)
class NudgeWords:
    """What one nudge says: a paragraph and a small line in Slack's markup; and the paragraph as plain text."""

    says: str
    why: str
    plain: str


@dataclass(frozen=True)
class DigestLine:
    """One thing that is told, in a digest or alone. `facts` are those of `WATCH_FACTS`; `offers` its buttons, in the
    words of a watch's `offers`; `outcome` what has become of it, as `Words.outcome` says: then nothing is left to press
    but an answer, which may be changed.
    """

    key: str
    watch: str
    facts: Facts
    offers: Sequence[str] = ()
    outcome: str | None = None
    beside: Sequence[DigestLine] = ()
    """Silences that are told with it, in its words."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The nudges that it tells."""
        return self.key, *(one.key for one in self.beside)

    @property
    def account(self) -> str:
        """The name of its account."""
        return str(self.facts["account"]["name"])


@dataclass(frozen=True)
class Morning:
    """Of a digest as a whole: to whom (`first` name), `on` which day of theirs, when the next one can come. `left` are
    the names of the accounts at which more is due than is handed over, one for each thing."""

    first: str
    on: date
    next_on: date | None = None
    left: Sequence[str] = ()


@dataclass(frozen=True)
class DigestSaid(Said):
    """`told` are the keys of the nudges that had room in it, in their order."""

    told: tuple[str, ...]


@dataclass(frozen=True)
class HowItStands:
    """An account on the day of its pulse: facts, nobody's failures. `ball` is one of BALLS or None; `wins` are texts in
    which nobody of theirs is named."""

    touch_on: date | None = None
    live_on: date | None = None
    ball: str | None = None
    ball_since: date | None = None
    next_on: date | None = None
    next_how: str = ""
    told: bool = False
    review_on: date | None = None
    promises: int = 0
    wins: Sequence[str] = ()


class Unasked(Sentences):
    """The words of the watches.

    Methods that take facts of a watch raise KeyError where one of `WATCH_FACTS` is missing, or the watch is not known.
    """

    def nudge(
        self, watch: str, facts: Facts, *, is_over: bool = False, beside: Sequence[DigestLine] = (), most: int = _THING
    ) -> NudgeWords:
        """One nudge as it is told to the person in `facts`' `reader`, in at most so many characters, with the silences
        that are told `beside` it; once it `is_over`, nobody's part in it."""
        kept, ready = self._watch(watch), _ready(facts)
        silences = [self._silence(one) for one in beside]
        people = [] if is_over else self._beside(facts)
        says = cut(one_line(" ".join([self._filled(kept.says, ready), *silences, *people])), most)
        why = cut(one_line(self._filled(kept.why, ready)), _WHY)
        return NudgeWords(says, why, as_plain(unmarked(says)))

    def rung(self, watch: str, rung: str, facts: Facts) -> str:
        """What a ladder's step asks to be done, as plain text that may be the fact `do`; "" of one it has no more."""
        kept = self._watch(watch)
        asked = {one.id: one.do for one in kept.rule.rungs} if isinstance(kept.rule, Ladder) else {}
        if rung not in asked:
            return ""
        do = self._compiled[asked[rung]]
        said = do.source if do.is_text else do.fill(self._nameless(kept, facts))
        return as_plain(unmarked(one_line(said)))

    def item(self, line: DigestLine, block_id: str = "nudge", with_why: bool = True, most: int = _THING) -> list[Block]:
        """One nudge with its menu and buttons, or with what became of it. `block_id` begins its blocks' ids; it is told
        in at most so many characters."""
        is_over = line.outcome is not None
        told = self.nudge(line.watch, line.facts, is_over=is_over, beside=line.beside, most=most)
        if line.outcome is not None:
            still = replace(line, offers=[offer for offer in line.offers if offer == ANSWER])
            outcome = small_block(f"{block_id}.outcome", line.outcome)
            return [section_block(block_id, told.says), *self._pressed(still, block_id), outcome]
        return [
            section_block(block_id, told.says, self._menu(line.key)),
            *self._pressed(line, block_id),
            *([small_block(f"{block_id}.why", told.why)] if with_why else []),
        ]

    def digest(self, morning: Morning, lines: Sequence[DigestLine]) -> DigestSaid:
        """Everything that is due for one person, the gravest first: as much as Slack allows.

        Where it is too much, first the lines go that say why each is told, which its menu says, too, from the last on;
        then the things are told shorter; and only then the last ones go.
        """
        items = [self.item(line, f"{place}") for place, line in enumerate(lines, 1)]
        for place in reversed(range(len(lines))):
            if fits(self._whole_digest(morning, items, lines)):
                break
            items[place] = self.item(lines[place], f"{place + 1}", with_why=False)
        for most in _TIGHTER:
            if not fits(self._whole_digest(morning, items, lines)):
                items = [self.item(line, f"{n}", with_why=False, most=most) for n, line in enumerate(lines, 1)]
        while not fits(blocks := self._whole_digest(morning, items, lines)) and len(items) > 1:
            items.pop()
        says = [self._greeting(morning, len(items)), *(item[0]["text"]["text"] for item in items)]
        told = tuple(key for line in lines[: len(items)] for key in line.keys)
        return DigestSaid(cut(unmarked("\n".join(says)), SUMMARY), blocks, told)

    def single(self, line: DigestLine) -> Said:
        """One nudge that does not wait for the digest."""
        blocks = self.item(line)
        return Said(unmarked(blocks[0]["text"]["text"]), blocks)

    def alert(self, line: DigestLine, mended: bool = False) -> Said:
        """One nudge as the account's channel is told of it, or that it is mended. Nobody is named.

        Raises ValueError where the watch has no alert.
        """
        kept = self._watch(line.watch)
        if kept.alert is None:
            raise ValueError(f"the watch {kept.id} has no alert")
        ready = self._nameless(kept, line.facts)
        text = self._filled(kept.alert.mended if mended else kept.alert.says, ready).strip()
        summary = unmarked(one_line(text if mended else self._filled(kept.alert.summary, ready)))
        outcome = [line.outcome] if line.outcome and not mended else []
        pieces = [Piece("say", text.split("\n")), Piece("small", outcome)]
        buttons = [] if mended or line.outcome else self._pressed(line, "alert")
        return Said(cut(summary, SUMMARY), [*laid_out("alert", pieces, [], self._and_more), *buttons])

    def step(self, line: DigestLine) -> Said:
        """One rung of a ladder in its thread: who does it, by when, what; and one button, Done, where it is offered."""
        facts, outcome = line.facts, line.outcome
        one_button = replace(line, offers=[offer for offer in line.offers if offer == TICK])
        text = self.phrase(
            "step_line", sent_on=facts["sent_on"], do=facts["do"], day=facts["day"], person=facts["holder"]["name"]
        )
        below = self._pressed(one_button, "step") if outcome is None else [small_block("step.outcome", outcome)]
        summary = cut(unmarked(one_line(text)), SUMMARY)
        return Said(summary, [section_block("step", cut(text, _THING)), *below])

    def pulse(self, watch: str, facts: Facts, stands: HowItStands) -> Said:
        """How an account stands, as its channel is told once a week. Nobody is named."""
        kept = self._watch(watch)
        ready = self._nameless(kept, facts)
        says = one_line(self._filled(kept.says, ready))
        wins = [self.phrase("pulse_win", win=win) for win in stands.wins]
        pieces = [
            Piece("say", [says]),
            Piece("facts", self._stands(stands, facts["sent_on"])),
            Piece("say", [self.phrase("pulse_wins"), *wins] if wins else []),
            Piece("small", [one_line(self._filled(kept.why, ready))]),
        ]
        return Said(cut(unmarked(says), SUMMARY), laid_out("pulse", pieces, [], self._and_more))

    def outcome(self, mark: Mark | None, *, sent_on: date, by: str = "", to: str = "", is_left: bool = False) -> str:
        """What has become of a nudge: by the last thing that somebody did about it, None where it is settled otherwise,
        or `is_left`: a step that nobody did before the next one came.

        `by` names whoever did it, unless it is the reader; `to` whoever has it now.
        """
        if mark is None:
            return self.phrase("outcome_left" if is_left else "outcome_over")
        match mark.deed:
            case Deed.DONE:
                return self.phrase("outcome_done", person=by)
            case Deed.SNOOZED:
                return self.phrase("outcome_snoozed", sent_on=sent_on, day=mark.until or "", person=by)
            case Deed.PASSED_ON:
                return self.phrase("outcome_passed", person=to)
            case Deed.WRONG:
                return self.phrase("outcome_wrong", person=by)
            case Deed.DROPPED:
                return self.phrase("outcome_dropped", person=by)
            case Deed.SLIPPED:
                told = "yes" if mark.reason == TOLD_THEM else ""
                return self.phrase("outcome_slipped", sent_on=sent_on, day=mark.until or "", told=told, person=by)
            case Deed.ANSWERED:
                return self.phrase("outcome_answered", person=by)

    def about(self, message: Message) -> str:
        """What a message is about, as people call it and never what it says, as plain text: "Handoff: card"."""
        named = "/".join(part for part in (message.habit, message.words) if part)
        habit = self._blueprint.habits.get(message.habit or "")
        if message.kind in (Speech.DIGEST, Speech.WORD):
            named = self.plain(f"speech_{message.kind.value}")
        elif watch := self._blueprint.watches.get(named):
            named = watch.called
        elif habit:
            named = f"{habit.name}: {(message.words or '').replace('_', ' ')}"
        return self.plain("speech_again", what=named) if message.replaces else named

    def when(self, day: date, today: date) -> str:
        """A day as one says it to somebody whose day is `today`, as plain text: "tomorrow", "on Fri 6 Mar"."""
        match (day - today).days:
            case 0:
                return self.plain("when_today")
            case 1:
                return self.plain("when_tomorrow")
            case -1:
                return self.plain("when_yesterday")
            case ahead if ahead > 0:
                return self.plain("when_on", day=day, sent_on=today)
            case passed:
                return self.plain("when_ago", day=day, count=-passed, sent_on=today)

    def _whole_digest(self, morning: Morning, items: Sequence[list[Block]], lines: Sequence[DigestLine]) -> list[Block]:
        """The blocks of a digest with the items of the first of these lines."""
        left = [*(line.account for line in lines[len(items) :] for _ in line.keys), *morning.left]
        rest = Button(HOME_ID, self.plain("digest_rest"), HOME)
        more = self.phrase("digest_more", count=len(left), accounts=self._some(left))
        next_on = self.when(morning.next_on, morning.on) if morning.next_on else ""
        return [
            section_block("digest", self._greeting(morning, len(items))),
            *(block for place, item in enumerate(items) for block in ([DIVIDER] if place else []) + item),
            *([section_block("digest.more", more, rest)] if left else []),
            *self._warned(morning, lines[: len(items)]),
            small_block("digest.end", self.phrase("digest_end", count=len(left), next=next_on)),
        ]

    def _warned(self, morning: Morning, lines: Sequence[DigestLine]) -> Iterator[Block]:
        """Once for all things: what goes on to whom, and from which day on, if nothing happens."""
        goes_on: dict[str, list[str]] = {}
        for one in (one for line in lines if line.outcome is None for one in (line, *line.beside)):
            if one.facts["who_next"]:
                goes_on.setdefault(one.facts["who_next"], []).append(one.account)
        on = morning.on + timedelta(days=7 - morning.on.weekday())
        for n, (person, named) in enumerate(goes_on.items()):
            says = self.phrase("digest_next", person=person, accounts=self._some(named), day=on, sent_on=morning.on)
            yield section_block(f"digest.next.{n}", says)

    def _some(self, accounts: Sequence[str]) -> str:
        """Their names, each once, and how many more there are."""
        names = list(dict.fromkeys(accounts))
        more = [self.plain("and_more", count=len(names) - _NAMED)] if len(names) > _NAMED else []
        return ", ".join([*names[:_NAMED], *more])

    def _greeting(self, morning: Morning, count: int) -> str:
        minutes = math.ceil(_MINUTES * count)
        return self.phrase("digest_greeting", first=morning.first, count=count, minutes=minutes)

    def _beside(self, facts: Facts) -> list[str]:
        """What is said of people besides the watch's own words: for whom one stands in, or whose turn it is."""
        said = []
        if facts["cover_for"]:
            said.append(self.phrase("nudge_cover", person=facts["cover_for"]))
        elif facts["reader"]["mention"] != facts["holder"]["mention"]:
            said.append(self.phrase("nudge_held", person=facts["holder"]["name"]))
        return said

    def _silence(self, line: DigestLine) -> str:
        """Somebody's silence in a few words, beside a graver thing."""
        facts = line.facts
        return self.phrase(
            "nudge_beside",
            called=self._watch(line.watch).called,
            person=facts["contact_name"],
            day=facts["last_on"],
            count=facts["days"],
            colour=facts["colour"],
            sent_on=facts["sent_on"],
        )

    def _menu(self, key: str) -> Menu:
        return Menu(MENU_ID, tuple((option_value(act, key), self.plain(f"nudge_{act}")) for act in MENU))

    def _pressed(self, line: DigestLine, block_id: str) -> list[Block]:
        """What can be pressed under a nudge, if anything."""
        buttons = [Button(offer_id(offer), self._on_button(offer), line.key) for offer in line.offers]
        return [buttons_block(f"{block_id}.do", buttons)] if buttons else []

    def _on_button(self, offer: str) -> str:
        if offer in _ON_BUTTONS:
            return self.plain(_ON_BUTTONS[offer])
        return self.plain("nudge_open", habit=self._blueprint.habits[offer].name)

    def _stands(self, stands: HowItStands, today: date) -> list[str]:
        def ago(day: date | None) -> int:
            return (today - day).days if day else 0

        return [
            self.phrase("pulse_touch", sent_on=today, day=stands.touch_on or "", count=ago(stands.touch_on)),
            self.phrase("pulse_live", sent_on=today, day=stands.live_on or "", count=ago(stands.live_on)),
            self.phrase("pulse_ball", sent_on=today, ball=stands.ball or "", since=stands.ball_since or ""),
            self.phrase(
                "pulse_next",
                sent_on=today,
                day=stands.next_on or "",
                how=stands.next_how,
                told="yes" if stands.told else "",
            ),
            self.phrase("pulse_review", sent_on=today, day=stands.review_on or ""),
            self.phrase("pulse_promises", count=stands.promises),
        ]

    def _and_more(self, count: int) -> str:
        return self.phrase("and_more", count=count)

    def _watch(self, id: str) -> Watch:
        return self._blueprint.watches[id]

    def _filled(self, text: str, ready: Facts) -> str:
        return self._compiled[text].fill(ready)

    def _nameless(self, watch: Watch, facts: Facts) -> dict[str, Any]:
        """The facts as a whole channel may read them, ready to fill its templates with."""
        return facts_for(nameless(watch, self._blueprint, _whole(facts)), plain=False)


def _ready(facts: Facts) -> dict[str, Any]:
    """The facts ready to fill the templates with that one person reads."""
    return facts_for(_whole(facts), plain=False)


def _whole(facts: Facts) -> dict[str, Any]:
    """All facts of a watch, and no others; none of their texts too long to stand among other words."""
    missing = [name for name in WATCH_FACTS if name not in facts]
    if missing:
        raise KeyError(f"the words of a watch need {', '.join(missing)}")
    return {name: _short(facts[name]) for name in WATCH_FACTS}


def _short(fact: Any) -> Any:
    match fact:
        case Mention():
            return fact
        case str():
            return fact if len(fact) <= _TYPED else f"{fact[: _TYPED - 1].rstrip()}…"
        case list():
            return [_short(one) for one in fact]
        case _:
            return fact
