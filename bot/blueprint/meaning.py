"""What was written, made into what is meant; called only for files in which no mistake was found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import time

from bot.blueprint.check_list import SPAN, is_a_day, starts_of
from bot.blueprint.check_questions import ALWAYS, NEVER, TIERS
from bot.blueprint.classes import class_of, texts_in
from bot.blueprint.source import Text
from bot.blueprint.spans import Span
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
)
from bot.blueprint.written import (
    CalendarFile,
    ChannelKeys,
    ConfirmKeys,
    EnteringKeys,
    HabitFile,
    ItemKeys,
    MessageKeys,
    MoveFormKeys,
    MoveKeys,
    QuestionKeys,
    ScoreKeys,
    StateKeys,
    TierKeys,
)

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def calendar_of(written: CalendarFile) -> Calendar:
    return Calendar(
        working_days=frozenset(DAYS.index(day) for day in written.working_days),
        opens=time.fromisoformat(written.working_hours.opens),
        closes=time.fromisoformat(written.working_hours.closes),
        interrupts=frozenset(str(message) for message in written.interrupts),
        interrupts_a_week=written.interrupts_a_week,
        digest=Digest(time.fromisoformat(written.working_hours.opens), (), 12, 3, (), ()),
    )


def tiers_of(written: Mapping[Text, TierKeys]) -> tuple[Tier, ...]:
    return tuple(Tier(str(id), tier.name, tier.about) for id, tier in written.items())


def habit_of(written: HabitFile, words: Mapping[Text, MessageKeys], tiers: tuple[Tier, ...]) -> Habit:
    return Habit(
        id=str(written.id),
        name=written.name,
        command=written.command,
        about=written.about,
        steps=tuple(Step(str(s.id), s.title, _questions(s.questions, tiers), s.says) for s in written.form),
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
    )


def _questions(written: Iterable[QuestionKeys], tiers: tuple[Tier, ...]) -> tuple[Question, ...]:
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
        role=str(written.role) if written.role else None,
        starts_as=str(written.starts_as) if written.starts_as else None,
        least=_least(written, tiers),
        one=written.one,
        none=written.none,
        reads=written.reads,
        line=_questions(written.line or (), tiers),
        wanted=_tiers_named(written.wanted, tiers),
        vague=tuple(str(wording) for wording in written.vague or ()),
        falls=str(written.falls) if written.falls else None,
        may_be_new=bool(written.may_be_new),
    )


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
        return tuple(Choice(str(choice.value), choice.label) for choice in written.choices)
    return tuple(Choice(tier.id, f"{tier.id} {tier.name}") for tier in tiers) if written.choices == TIERS else ()


def _state(id: Text, written: StateKeys) -> State:
    return State(
        id=str(id),
        says=written.says,
        turn=str(written.turn) if written.turn else None,
        within_working_days=written.within_working_days,
        settles=written.settles,
    )


def _move(id: Text, written: MoveKeys, tiers: tuple[Tier, ...]) -> Move:
    return Move(
        id=str(id),
        button=written.button,
        style=str(written.style) if written.style else None,
        sources=frozenset(str(state) for state in written.sources),
        to=str(written.to),
        by=str(written.by),
        confirm=_confirm(written.confirm) if written.confirm else None,
        form=_move_form(written.form, tiers) if written.form else None,
        with_gaps={str(tier): str(state) for tier, state in (written.with_gaps or {}).items()},
    )


def _move_form(written: MoveFormKeys, tiers: tuple[Tier, ...]) -> MoveForm:
    return MoveForm(written.title, _questions(written.questions, tiers), written.says, written.keeps)


def _confirm(written: ConfirmKeys) -> Confirm:
    return Confirm(title=written.title, text=written.text, yes=written.yes, no=written.no)


def _item(written: ItemKeys, tiers: tuple[Tier, ...]) -> Item:
    on_a_day = is_a_day(written.due)
    return Item(
        id=str(written.id),
        do=written.do,
        who=str(written.who),
        due={} if on_a_day else _spans(written.due, tiers),
        due_on=str(written.due) if on_a_day else None,
        each=str(written.each) if written.each else None,
        unless=str(written.unless) if written.unless else None,
        promise=written.promise,
    )


def _score(written: ScoreKeys, tiers: tuple[Tier, ...]) -> Score:
    return Score(
        sections=tuple(
            Section(str(s.id), s.called, tuple(str(question) for question in s.questions), s.must)
            for s in written.sections
        ),
        enough=written.enough,
        with_gaps=written.with_gaps,
        close=_spans(written.close, tiers),
    )


def _spans(written: Text | dict[Text, Text], tiers: tuple[Tier, ...]) -> Mapping[str, Span]:
    by_tier = written if isinstance(written, dict) else {tier.id: written for tier in tiers}
    return {str(tier): _span(span) for tier, span in by_tier.items()}


def _span(written: str) -> Span:
    match = SPAN.fullmatch(written)
    assert match is not None  # check_flow has seen to it
    return Span(count=int(match[1]), working=match[2] is not None)


def _entering(written: EnteringKeys) -> Entering:
    return Entering(
        roles=tuple(str(role) for role in written.roles),
        channel=_channel(written.channel) if written.channel else None,
        tell=tuple(Tell(str(t.to), str(t.message), tuple(str(b) for b in t.buttons)) for t in written.tell),
        settles=tuple(str(message) for message in written.settles),
        keeps=tuple(str(question) for question in written.keeps),
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
