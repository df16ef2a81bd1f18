"""What was written, made into what is meant; called only for files in which no mistake was found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import time

from bot.blueprint.check_flow import SPAN
from bot.blueprint.check_form import ALWAYS, NEVER, TIERS
from bot.blueprint.classes import class_of, texts_in
from bot.blueprint.source import Text
from bot.blueprint.values import (
    Calendar,
    ChannelPlan,
    Checklist,
    Choice,
    Confirm,
    Entering,
    FieldClass,
    Habit,
    Item,
    MessageWords,
    Move,
    MoveForm,
    Part,
    Question,
    Span,
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
    MoveKeys,
    QuestionKeys,
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
    )


def tiers_of(written: Mapping[Text, TierKeys]) -> tuple[Tier, ...]:
    return tuple(Tier(str(id), tier.name, tier.about) for id, tier in written.items())


def habit_of(written: HabitFile, words: Mapping[Text, MessageKeys], tiers: tuple[Tier, ...]) -> Habit:
    return Habit(
        id=str(written.id),
        name=written.name,
        command=written.command,
        about=written.about,
        steps=tuple(Step(str(s.id), s.title, _questions(s.questions, tiers)) for s in written.form),
        states={str(id): _state(id, state) for id, state in written.states.items()},
        moves={str(id): _move(id, move, tiers) for id, move in written.moves.items()},
        checklist=(
            Checklist(
                starts=frozenset([str(written.checklist.starts)]),
                items=tuple(_item(i, tiers) for i in written.checklist.items),
            )
            if written.checklist
            else None
        ),
        on={str(state): _entering(entering) for state, entering in written.on.items()},
        messages={str(id): _message(written, id, message) for id, message in words.items()},
    )


def _questions(written: Iterable[QuestionKeys], tiers: tuple[Tier, ...]) -> tuple[Question, ...]:
    return tuple(_question(question, tiers) for question in written)


def _question(written: QuestionKeys, tiers: tuple[Tier, ...]) -> Question:
    return Question(
        id=str(written.id),
        ask=written.ask,
        kind=str(written.kind),
        field_class=FieldClass(written.field_class),
        required=_required(written, tiers),
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
    )


def _required(written: QuestionKeys, tiers: tuple[Tier, ...]) -> frozenset[str]:
    if written.required is None or written.required == NEVER:
        return frozenset()
    if written.required == ALWAYS:
        return frozenset(tier.id for tier in tiers)
    return frozenset(str(tier) for tier in written.required)


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
        form=MoveForm(written.form.title, _questions(written.form.questions, tiers)) if written.form else None,
    )


def _confirm(written: ConfirmKeys) -> Confirm:
    return Confirm(title=written.title, text=written.text, yes=written.yes, no=written.no)


def _item(written: ItemKeys, tiers: tuple[Tier, ...]) -> Item:
    spans = written.due if isinstance(written.due, dict) else {tier.id: written.due for tier in tiers}
    return Item(
        id=str(written.id),
        do=written.do,
        who=str(written.who),
        due={str(tier): _span(span) for tier, span in spans.items()},
    )


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
