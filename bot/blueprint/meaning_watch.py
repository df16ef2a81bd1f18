"""What was written in a watch.yml, made into what is meant; called only for files in which no mistake was found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.blueprint.check_calendar import DAYS
from bot.blueprint.check_questions import NEVER
from bot.blueprint.meaning import questions_of, span_of
from bot.blueprint.source import Text
from bot.blueprint.spans import NEXT_DAY, Offset, Span, offset_in
from bot.blueprint.values import Calendar, Tier
from bot.blueprint.watches import (
    Alert,
    Asking,
    Ball,
    Cadence,
    Clock,
    Escalation,
    Ladder,
    Left,
    Limits,
    NextContact,
    Pulse,
    Rule,
    Rung,
    Threads,
    Todo,
    Together,
    Turns,
    Watch,
)
from bot.blueprint.written_watch import (
    AskingKeys,
    BallKeys,
    CadenceKeys,
    ClockKeys,
    EscalationKeys,
    LadderKeys,
    NextContactKeys,
    PulseKeys,
    RungKeys,
    ThreadsKeys,
    TodoKeys,
    TogetherKeys,
    WatchKeys,
)


def watches_of(
    folders: Mapping[str, Mapping[Text, WatchKeys]], tiers: tuple[Tier, ...], calendar: Calendar
) -> Mapping[str, Watch]:
    """The watches of all folders (by folder), in the order of the digest."""
    written = {f"{folder}/{id}": watch for folder, watches in folders.items() for id, watch in watches.items()}
    return {id: _watch(id, written[id], tiers) for id in calendar.digest.order}


def _watch(id: str, written: WatchKeys, tiers: tuple[Tier, ...]) -> Watch:
    return Watch(
        id=id,
        called=written.called,
        rule=_rule(written, tiers),
        who=_ids(written.who),
        says=written.says,
        why=written.why,
        offers=_ids(written.offers or ()),
        again=span_of(written.again) if written.again else NEXT_DAY,
        escalates=_escalation(written.escalates, tiers) if written.escalates else None,
        alert=Alert(written.alert.summary, written.alert.says, written.alert.mended) if written.alert else None,
    )


def _rule(watch: WatchKeys, tiers: tuple[Tier, ...]) -> Rule:
    (rule,) = watch.rules.values()
    match rule:
        case ClockKeys() as clock:
            return _clock(clock, tiers)
        case LadderKeys() as ladder:
            return _ladder(ladder, _ids(watch.who), tiers)
        case NextContactKeys() as next_contact:
            return NextContact(span_of(next_contact.ahead), _spans(next_contact.missing_after, tiers))
        case BallKeys() as ball:
            return Ball(_spans(ball.after, tiers))
        case CadenceKeys() as cadence:
            ahead, tolerance = span_of(cadence.ahead), span_of(cadence.tolerance)
            return Cadence(str(cadence.habit), str(cadence.lines), ahead, tolerance.count)
        case TodoKeys() as todo:
            return Todo(todo.promises, span_of(todo.ahead))
        case AskingKeys() as asking:
            return _asking(asking, tiers)
        case ThreadsKeys() as threads:
            return Threads(_counts(threads.fewest, tiers), span_of(threads.within).count)
        case TogetherKeys() as together:
            return Together(_ids(together.of), together.at_least)
        case PulseKeys() as pulse:
            return Pulse(DAYS.index(pulse.on), frozenset(_ids(pulse.tiers)))
    return Turns() if watch.turns else Left()


def _clock(written: ClockKeys, tiers: tuple[Tier, ...]) -> Clock:
    red = _days(written.red, tiers) if written.red else {}
    return Clock(
        runs_from=str(written.runs_from),
        limits={tier: Limits(days, red.get(tier)) for tier, days in _days(written.amber, tiers).items()},
        contact=str(written.contact) if written.contact else None,
        grace=span_of(written.grace).count if written.grace else 0,
    )


def _ladder(written: LadderKeys, who: tuple[str, ...], tiers: tuple[Tier, ...]) -> Ladder:
    return Ladder(
        day=str(written.day),
        rungs=tuple(_rung(rung, who, tiers) for rung in written.rungs),
        habit=str(written.habit) if written.habit else None,
        states=frozenset(_ids(written.states or ())),
    )


def _rung(written: RungKeys, who: tuple[str, ...], tiers: tuple[Tier, ...]) -> Rung:
    """Where a rung names nobody, or no tiers, it is for those of its watch, and for all."""
    return Rung(
        id=str(written.id),
        at=_offset(written.at),
        do=written.do,
        who=_ids(written.who) if written.who else who,
        tiers=frozenset(_ids(written.tiers) if written.tiers else (tier.id for tier in tiers)),
        only={str(question): str(answer) for question, answer in (written.only or {}).items()},
        states=frozenset(_ids(written.states or ())),
    )


def _asking(written: AskingKeys, tiers: tuple[Tier, ...]) -> Asking:
    return Asking(
        habit=str(written.habit),
        states=frozenset(_ids(written.states)),
        of=str(written.of),
        at=_offset(written.at),
        title=written.title,
        questions=questions_of(written.questions, tiers),
        day=str(written.day) if written.day else None,
        says=written.says,
        tells=str(written.tells) if written.tells else None,
    )


def _offset(written: Text) -> Offset:
    offset = offset_in(written)
    assert offset is not None  # check_watch has seen to it
    return offset


def _escalation(written: EscalationKeys, tiers: tuple[Tier, ...]) -> Escalation:
    always = _days(written.always, tiers) if written.always else {}
    return Escalation(after=written.after, to=str(written.to), always=always)


def _days(written: Text | dict[Text, Text], tiers: tuple[Tier, ...]) -> Mapping[str, int]:
    return {tier: span.count for tier, span in _spans(written, tiers).items()}


def _spans(written: Text | dict[Text, Text], tiers: tuple[Tier, ...]) -> Mapping[str, Span]:
    """Spans by tier, without those for which it says "never"."""
    by_tier = written if isinstance(written, dict) else {tier.id: written for tier in tiers}
    return {str(tier): span_of(span) for tier, span in by_tier.items() if span != NEVER}


def _counts(written: int | Mapping[Text, int], tiers: tuple[Tier, ...]) -> Mapping[str, int]:
    if isinstance(written, Mapping):
        return {str(tier): int(count) for tier, count in written.items()}
    return {tier.id: int(written) for tier in tiers}


def _ids(written: Iterable[Text]) -> tuple[str, ...]:
    return tuple(str(id) for id in written)
