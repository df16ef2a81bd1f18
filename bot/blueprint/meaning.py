"""What was written, made into what is meant; called only for files in which no mistake was found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import time
from typing import Any

from bot.blueprint.check_calendar import DAYS
from bot.blueprint.check_list import is_a_day, starts_of
from bot.blueprint.check_questions import ALWAYS, NEVER, TIERS
from bot.blueprint.classes import class_of, texts_in
from bot.blueprint.packs import Pack, PackPart
from bot.blueprint.source import Number, Text
from bot.blueprint.spans import Span, span_in
from bot.blueprint.values import (
    Calendar,
    ChannelPlan,
    Checklist,
    Choice,
    Confirm,
    Digest,
    Entering,
    FieldClass,
    Habit,
    Item,
    MessageWords,
    Move,
    MoveForm,
    Part,
    Question,
    Score,
    Section,
    State,
    Step,
    Tell,
    Tier,
    TouchPlan,
)
from bot.blueprint.written import (
    CalendarFile,
    ChannelKeys,
    ChoiceKeys,
    ConfirmKeys,
    EnteringKeys,
    HabitFile,
    ItemKeys,
    MessageKeys,
    MoveFormKeys,
    MoveKeys,
    PackKeys,
    PackPartKeys,
    QuestionKeys,
    ScoreKeys,
    StateKeys,
    TellKeys,
    TierKeys,
    TouchKeys,
)


def calendar_of(written: CalendarFile) -> Calendar:
    return Calendar(
        working_days=frozenset(DAYS.index(day) for day in written.working_days),
        opens=time.fromisoformat(written.working_hours.opens),
        closes=time.fromisoformat(written.working_hours.closes),
        interrupts=frozenset(str(message) for message in written.interrupts),
        interrupts_a_week=written.interrupts_a_week,
        digest=Digest(
            at=time.fromisoformat(written.digest.at),
            order=tuple(str(watch) for watch in written.digest.order),
            most=written.digest.most,
            nobody_here=str(written.digest.nobody_here),
            still_right_after=written.digest.still_right_after,
            reasons=_listed(written.digest.reasons),
            wrong=_listed(written.digest.wrong),
        ),
        holidays={str(zone): region for zone, region in written.holidays.items()},
        quiet_for=span_of(written.quiet_for),
        unmet_at=time.fromisoformat(written.unmet_at),
    )


def tiers_of(written: Mapping[Text, TierKeys]) -> tuple[Tier, ...]:
    return tuple(Tier(str(id), tier.name, tier.about) for id, tier in written.items())


def habit_of(written: HabitFile, words: Mapping[Text, MessageKeys], tiers: tuple[Tier, ...]) -> Habit:
    return Habit(
        id=str(written.id),
        name=written.name,
        command=written.command,
        about=written.about,
        steps=tuple(Step(str(s.id), s.title, questions_of(s.questions, tiers), s.says) for s in written.form),
        states={str(id): _state(id, state) for id, state in written.states.items()},
        moves={str(id): _move(id, move, tiers) for id, move in written.moves.items()},
        checklist=(
            Checklist(
                starts=frozenset(str(state) for state in starts_of(written.checklist)),
                items=tuple(_item(i, tiers) for i in written.checklist.items),
            )
            if written.checklist
            else None
        ),
        on={str(state): _entering(entering) for state, entering in written.on.items()},
        messages={str(id): _message(written, id, message) for id, message in words.items()},
        team=tuple(str(role) for role in written.team),
        many=written.many,
        score=_score(written.score, tiers) if written.score else None,
        pack=_pack(written.pack) if written.pack else None,
    )


def questions_of(written: Iterable[QuestionKeys], tiers: tuple[Tier, ...]) -> tuple[Question, ...]:
    return tuple(_question(question, tiers) for question in written)


def _question(written: QuestionKeys, tiers: tuple[Tier, ...]) -> Question:
    return Question(
        id=str(written.id),
        ask=written.ask,
        kind=str(written.kind),
        field_class=FieldClass(written.field_class),
        required=_tiers_named(written.required, tiers),
        hint=written.hint,
        placeholder=written.placeholder,
        choices=_choices(written, tiers),
        role=_id(written.role),
        starts_as=_id(written.starts_as),
        least=_least(written, tiers),
        one=written.one,
        none=written.none,
        reads=written.reads,
        line=questions_of(written.line or (), tiers),
        wanted=_tiers_named(written.wanted, tiers),
        vague=tuple(str(wording) for wording in written.vague or ()),
        falls=_id(written.falls),
        may_be_new=bool(written.may_be_new),
        begins=_begins(written) if written.begins else {},
    )


def _begins(written: QuestionKeys) -> Mapping[str, tuple[Mapping[str, Any], ...]]:
    """Lines by tier, each answer as it would be given; of a day, how long after today it is."""
    dates = {inner.id for inner in written.line or () if inner.kind == "date"}
    return {
        str(tier): tuple(
            {str(id): span_of(answer) if id in dates else _plain(answer) for id, answer in line.items()}
            for line in lines
        )
        for tier, lines in (written.begins or {}).items()
    }


def _plain(answer: Any) -> Any:
    match answer:
        case Number():
            return int(answer)
        case list():
            return [str(value) for value in answer]
    return str(answer)


def _tiers_named(written: Text | list[Text] | None, tiers: tuple[Tier, ...]) -> frozenset[str]:
    if written is None or written == NEVER:
        return frozenset()
    if written == ALWAYS:
        return frozenset(tier.id for tier in tiers)
    return frozenset(str(tier) for tier in written)


def _least(written: QuestionKeys, tiers: tuple[Tier, ...]) -> Mapping[str, int]:
    if isinstance(written.least, dict):
        return {str(tier): count for tier, count in written.least.items()}
    return {tier.id: written.least for tier in tiers} if written.least is not None else {}


def _choices(written: QuestionKeys, tiers: tuple[Tier, ...]) -> tuple[Choice, ...]:
    if isinstance(written.choices, list):
        return _listed(written.choices)
    return tuple(Choice(tier.id, f"{tier.id} {tier.name}") for tier in tiers) if written.choices == TIERS else ()


def _listed(written: Iterable[ChoiceKeys]) -> tuple[Choice, ...]:
    return tuple(Choice(str(choice.value), choice.label) for choice in written)


def _state(id: Text, written: StateKeys) -> State:
    return State(
        id=str(id),
        says=written.says,
        turn=_id(written.turn),
        within_working_days=written.within_working_days,
        settles=written.settles,
    )


def _move(id: Text, written: MoveKeys, tiers: tuple[Tier, ...]) -> Move:
    return Move(
        id=str(id),
        button=written.button,
        style=_id(written.style),
        sources=frozenset(str(state) for state in written.sources),
        to=str(written.to),
        by=str(written.by),
        confirm=_confirm(written.confirm) if written.confirm else None,
        form=_move_form(written.form, tiers) if written.form else None,
        with_gaps={str(tier): str(state) for tier, state in (written.with_gaps or {}).items()},
    )


def _move_form(written: MoveFormKeys, tiers: tuple[Tier, ...]) -> MoveForm:
    return MoveForm(written.title, questions_of(written.questions, tiers), written.says, written.keeps)


def _confirm(written: ConfirmKeys) -> Confirm:
    return Confirm(title=written.title, text=written.text, yes=written.yes, no=written.no)


def _item(written: ItemKeys, tiers: tuple[Tier, ...]) -> Item:
    on_a_day = is_a_day(written.due)
    return Item(
        id=str(written.id),
        do=written.do,
        who=str(written.who),
        due={} if on_a_day else spans_of(written.due, tiers),
        due_on=str(written.due) if on_a_day else None,
        each=_id(written.each),
        unless=_id(written.unless),
        promise=written.promise,
        told_as=written.told_as,
    )


def _pack(written: PackKeys) -> Pack:
    return Pack(
        day=str(written.day),
        old_after=span_of(written.old_after).count,
        customer=tuple(map(_pack_part, written.customer)),
        ours=tuple(map(_pack_part, written.ours)),
    )


def _pack_part(written: PackPartKeys) -> PackPart:
    return PackPart(
        called=written.called,
        answer=_id(written.answer),
        promises=written.promises is not None,
        known=tuple(str(id) for id in written.known or ()),
        habit=_id(written.habit),
        states=_ids(written.states or ()),
        each=_id(written.each),
        reads=written.reads,
        value=_id(written.value),
        unknown=tuple(str(wording) for wording in written.unknown or ()),
        asked=_id(written.asked),
    )


def _score(written: ScoreKeys, tiers: tuple[Tier, ...]) -> Score:
    return Score(
        sections=tuple(
            Section(str(s.id), s.called, tuple(str(question) for question in s.questions), s.must)
            for s in written.sections
        ),
        enough=written.enough,
        with_gaps=written.with_gaps,
        close=spans_of(written.close, tiers),
    )


def spans_of(written: Text | dict[Text, Text], tiers: tuple[Tier, ...]) -> Mapping[str, Span]:
    by_tier = written if isinstance(written, dict) else {tier.id: written for tier in tiers}
    return {str(tier): span_of(span) for tier, span in by_tier.items()}


def span_of(written: str) -> Span:
    """A span that the checks have seen."""
    span = span_in(written)
    assert span is not None
    return span


def _entering(written: EnteringKeys) -> Entering:
    return Entering(
        roles=tuple(str(role) for role in written.roles),
        channel=_channel(written.channel) if written.channel else None,
        tell=tuple(_tell(tell) for tell in written.tell),
        settles=tuple(str(message) for message in written.settles),
        keeps=tuple(str(question) for question in written.keeps),
        touch=_touch(written.touch) if written.touch else None,
        takes_back=written.takes_back,
    )


def _tell(written: TellKeys) -> Tell:
    return Tell(
        to=str(written.to),
        message=str(written.message),
        buttons=tuple(str(button) for button in written.buttons),
        when=_id(written.when),
    )


def _touch(written: TouchKeys) -> TouchPlan:
    return TouchPlan(
        day=str(written.day),
        kind=_id(written.kind),
        live=_ids(written.live),
        one_way=_ids(written.one_way),
        notes=_ids(written.notes),
        with_whom=_id(written.with_whom),
        ball=_id(written.ball),
        next_on=_id(written.next_on),
        next_how=_id(written.next_how),
        told=_id(written.told),
        left=_id(written.left),
    )


def _channel(written: ChannelKeys) -> ChannelPlan:
    return ChannelPlan(name=written.name, private=written.private, members=tuple(str(role) for role in written.members))


def _message(habit: HabitFile, id: Text, written: MessageKeys) -> MessageWords:
    return MessageWords(
        id=str(id),
        summary=written.summary,
        parts=tuple(Part(kind, tuple(texts)) for kind, texts in map(texts_in, written.parts)),
        field_class=class_of(habit, written),
    )


def _id(written: Text | None) -> str | None:
    return str(written) if written is not None else None


def _ids(written: Iterable[Text]) -> frozenset[str]:
    return frozenset(str(id) for id in written)
