"""The process read back in plain sentences, for whoever wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from bot.blueprint import ANYONE, DONE, START, Blueprint, Entering, Habit, Item, Move, Question, Span, State, Tier

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def tell(blueprint: Blueprint, habit: str | None = None) -> str:
    """What the blueprint says, as text; one habit of it by id (raises KeyError), or all of it."""
    if habit is not None:
        return "\n".join(_habit(blueprint.habits[habit], blueprint.tiers))
    parts = [_calendar(blueprint), _tiers(blueprint.tiers)]
    parts += [_habit(one, blueprint.tiers) for one in blueprint.habits.values()]
    return "\n\n".join("\n".join(part) for part in parts)


def state_told(habit: Habit, state: State) -> str:
    """Where a record can stand, whose turn it is then and for how long, as a sentence without its beginning."""
    return re.sub(
        r"\[(\w+)\]",
        lambda fact: _role(habit, fact[1]) if fact[1] in habit.all_roles else fact[0],
        _state(habit, state),
    )


def _calendar(blueprint: Blueprint) -> Iterator[str]:
    calendar = blueprint.calendar
    days = _and(_DAYS[day] for day in sorted(calendar.working_days))
    yield "When people are told things"
    yield f"  On {days}, {calendar.opens:%H:%M} to {calendar.closes:%H:%M} where they are."
    if calendar.interrupts:
        most = calendar.interrupts_a_week
        yield f"  At any hour, at most {most} times a week: {_and(sorted(calendar.interrupts))}."


def _tiers(tiers: tuple[Tier, ...]) -> Iterator[str]:
    yield "Tiers"
    for tier in tiers:
        yield f"  {tier.id} {tier.name}: {tier.about}"


def _habit(habit: Habit, tiers: tuple[Tier, ...]) -> Iterator[str]:
    yield f"{habit.name} ({habit.command})"
    yield f"  {habit.about}"
    for number, step in enumerate(habit.steps, 1):
        yield f"  Step {number}, {step.title}:"
        for question in step.questions:
            yield f"    - {_question(question, tiers)}"
    yield from _states(habit)
    yield from _checklist(habit)
    for state, entering in habit.on.items():
        yield f"  Once it is {state}:"
        for sentence in _following(habit, entering):
            yield f"    - {sentence}"


def _question(question: Question, tiers: tuple[Tier, ...]) -> str:
    said = [f"{question.ask}: {_kind(question)}, {question.field_class}"]
    if question.required:
        said.append(_required(question, tiers))
    if question.role:
        said.append(f"takes the role {question.role}")
    if question.starts_as:
        said.append(f"starts as {question.starts_as}")
    if question.least:
        said.append(f"at least {_by_tier({tier: str(count) for tier, count in question.least.items()})}")
    if question.none:
        said.append(f'or the tick "{question.none}"')
    return "; ".join(said) + "."


def _kind(question: Question) -> str:
    if question.kind == "lines":
        return f"lines, each asking for {_and(_first_down(inner.ask) for inner in question.line)}"
    if question.choices:
        return f"{question.kind} of {_and((choice.label for choice in question.choices), 'or')}"
    return question.kind.replace("_", " ")


def _required(question: Question, tiers: tuple[Tier, ...]) -> str:
    if len(question.required) == len(tiers):
        return "required"
    return f"required for {_and(sorted(question.required))}"


def _states(habit: Habit) -> Iterator[str]:
    for state in habit.states.values():
        yield f"  {state.id}: {_state(habit, state)}"
        for move in habit.moves_from(state.id):
            yield f"    - {_move(habit, move)}"


def _state(habit: Habit, state: State) -> str:
    said = [_fill(state.says)]
    if state.turn:
        limit = state.within_working_days
        within = f", within {_days(limit, 'working day')}" if limit is not None else ""
        said.append(f"{_role(habit, state.turn)} has the ball{within}")
    if state.settles:
        said.append("nothing more is awaited")
    return "; ".join(said) + "."


def _move(habit: Habit, move: Move) -> str:
    who = "Anyone" if move.by == ANYONE else _first_up(_role(habit, move.by))
    how = (
        f'can press "{move.button}"'
        if move.button
        else "can send the form" + (" again" if move.sources - {START} else "")
    )
    saying = f", saying {_and(_first_down(asked.ask) for asked in move.form.questions)}" if move.form else ""
    confirmed = ", after a confirmation" if move.confirm else ""
    return f"{who} {how}{saying}{confirmed}: it becomes {move.to}."


def _checklist(habit: Habit) -> Iterator[str]:
    if habit.checklist:
        yield f"  To do, counted from the day it is {habit.checklist.starts}:"
        for item in habit.checklist.items:
            yield f"    - {_item(habit, item)}"


def _item(habit: Habit, item: Item) -> str:
    return (
        f"{_fill(item.do)} ({_role(habit, item.who)}, within {_by_tier({t: _span(s) for t, s in item.due.items()})})."
    )


def _following(habit: Habit, entering: Entering) -> Iterator[str]:
    if entering.roles:
        yield f"The people named take their roles: {_roles(habit, entering.roles)}."
    if plan := entering.channel:
        kind = "private" if plan.private else "public"
        yield f"The account gets the channel that the form names, or a new {kind} one, {_fill(plan.name)}."
        yield f"Invited to it: {_roles(habit, plan.members)}."
    for tell in entering.tell:
        offered = [f'"{habit.moves[button].button}"' for button in tell.buttons if button != DONE]
        offered += ["Done beside each thing to do"] if DONE in tell.buttons else []
        buttons = f", with {_and(offered)}" if offered else ""
        yield f"{_first_up(_role(habit, tell.to))} is told: {tell.message.replace('_', ' ')}{buttons}."
    for message in entering.settles:
        yield f"The {message.replace('_', ' ')} told before is rewritten where it stands."


def _by_tier(values: Mapping[str, str]) -> str:
    """One value for all tiers, or each value with the tiers it is for."""
    groups: dict[str, list[str]] = {}
    for tier, value in values.items():
        groups.setdefault(value, []).append(tier)
    if len(groups) == 1:
        return next(iter(groups))
    return _and(f"{value} for {_and(tiers)}" for value, tiers in groups.items())


def _span(span: Span) -> str:
    return _days(span.count, "working day" if span.working else "day")


def _days(count: int, unit: str) -> str:
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def _roles(habit: Habit, roles: Iterable[str]) -> str:
    return _and(_role(habit, role) for role in roles)


def _role(habit: Habit, role: str) -> str:
    """A role as the form calls it: "the account owner", "our executive sponsor"."""
    name = _first_down(habit.roles[role].ask) if role in habit.roles else role.replace("_", " ")
    return name if name.startswith("our ") else f"the {name}"


def _first_up(text: str) -> str:
    return text[0].upper() + text[1:]


def _first_down(text: str) -> str:
    return text[0].lower() + text[1:]


def _fill(template: str) -> str:
    """A template as a sentence: what is filled in later is named in brackets."""
    named = re.sub(
        r"\{\{\s*([\w.]+).*?\}\}", lambda fact: f"[{fact[1].removesuffix('.name').replace('_', ' ')}]", template
    )
    return re.sub(r"\{%.*?%\}", "", named)


def _and(words: Iterable[str], last: str = "and") -> str:
    *first, end = words
    return f"{', '.join(first)} {last} {end}" if first else end
