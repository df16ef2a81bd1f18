"""What happens to a record read back: its states, its moves, what is to be done and who is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bot.blueprint import (
    ANYONE,
    DONE,
    FORM_MOVE,
    PACK,
    READ,
    TASK_HOLDERS,
    Entering,
    Habit,
    Item,
    Move,
    Question,
    State,
    Tell,
    Tier,
    TouchPlan,
)
from bot.telling.form import told_step
from bot.telling.sentences import asked_in, days, filled, first_down, first_up, listed, role_of, spaced, spans


def told_flow(habit: Habit, tiers: tuple[Tier, ...]) -> Iterator[str]:
    """Everything that follows once the form is filled in."""
    yield "  Filled in:"
    yield f"    - {_sending(habit, habit.moves[FORM_MOVE])}"
    for state in habit.states.values():
        yield f"  {first_up(spaced(state.id))}: {_state(habit, state)}"
        for move in habit.moves_from(state.id):
            yield f"    - {_move(habit, move)}"
    for move in habit.moves.values():
        yield from _form_of(habit, move, tiers)
    yield from _checklist(habit)
    for entering, states in _alike(habit.on).items():
        yield f"  Once it is {listed(map(spaced, states), 'or')}:"
        for sentence in _following(habit, entering):
            yield f"    - {sentence}"


def _alike(on: Mapping[str, Entering]) -> dict[Entering, list[str]]:
    """What follows, with every state after which it does."""
    alike: dict[Entering, list[str]] = {}
    for state, entering in on.items():
        alike.setdefault(entering, []).append(state)
    return alike


def state_told(habit: Habit, state: State) -> str:
    """Where a record can stand, and whose turn it is then for how long, with the roles by their names."""
    told = _state(habit, state)
    for role in habit.all_roles:
        told = told.replace(f"[{spaced(role)}]", role_of(habit, role))
    return told


def _state(habit: Habit, state: State) -> str:
    said = [filled(state.says)]
    if state.turn:
        limit = state.within_working_days
        within = f", within {days(limit, 'working day')}" if limit is not None else ""
        said.append(f"{role_of(habit, state.turn)} has the ball{within}")
    if state.settles:
        said.append("nothing more is awaited")
    return "; ".join(said) + "."


def _sending(habit: Habit, move: Move) -> str:
    return f"{_who(habit, move)} can send the form: {_becomes(move)}."


def _move(habit: Habit, move: Move) -> str:
    if move.id == FORM_MOVE:
        how = f'can press "{move.button}" and send the form again' if move.button else "can send the form again"
    else:
        how = f'can press "{move.button}"'
    saying = f", saying {listed(first_down(asked.ask) for asked in move.form.questions)}" if move.form else ""
    confirmed = ", after a confirmation" if move.confirm else ""
    return f"{_who(habit, move)} {how}{saying}{confirmed}: {_becomes(move)}."


def _who(habit: Habit, move: Move) -> str:
    return "Anyone" if move.by == ANYONE else first_up(role_of(habit, move.by))


def _becomes(move: Move) -> str:
    otherwise: dict[str, list[str]] = {}
    for tier, state in move.with_gaps.items():
        otherwise.setdefault(state, []).append(tier)
    gaps = (f"; with gaps, for {listed(tiers)}, {spaced(state)}" for state, tiers in otherwise.items())
    return f"it becomes {spaced(move.to)}{''.join(gaps)}"


def _form_of(habit: Habit, move: Move, tiers: tuple[Tier, ...]) -> Iterator[str]:
    if move.form is not None:
        kept = "; the record keeps the answers" if move.form.keeps else ""
        yield f'  "{move.button}" asks{kept}:'
        for step in habit.form_of(move.id):
            yield from told_step(step, tiers)


def _checklist(habit: Habit) -> Iterator[str]:
    if habit.checklist:
        starts = (spaced(id) for id in habit.states if id in habit.checklist.starts)
        yield f"  To do, counted from the day it is {listed(starts, 'or')}:"
        for item in habit.checklist.items:
            yield f"    - {_item(habit, item)}"


def _item(habit: Habit, item: Item) -> str:
    asked: Iterable[Question] = habit.kept
    who, each = role_of(habit, item.who) if not item.each else "", ""
    if item.each:
        lines = next(question for question in habit.kept if question.id == item.each)
        asked, each = lines.line, f"For each {lines.one}: "
        who = f"whoever is named under {asked_in(asked, item.who)}"
    by = f"by the day under {asked_in(asked, item.due_on)}" if item.due_on else f"within {spans(item.due)}"
    unless = f", unless {asked_in(habit.kept, item.unless)} is answered" if item.unless else ""
    promise = " The customer was promised it." if item.promise else ""
    promise += f" They read: {filled(item.told_as)}." if item.told_as else ""
    return f"{each}{filled(item.do)} ({who}, {by}{unless}).{promise}"


def _following(habit: Habit, entering: Entering) -> Iterator[str]:
    if entering.roles:
        yield f"The people named take their roles: {_roles(habit, entering.roles)}."
    if entering.keeps:
        asked = listed(asked_in(habit.questions, id) for id in entering.keeps)
        yield f"From now on the account is known by these answers: {asked}."
    if plan := entering.channel:
        kind = "private" if plan.private else "public"
        yield f"The account gets the channel that the form names, or a new {kind} one, {filled(plan.name)}."
        yield f"Invited to it: {_roles(habit, plan.members)}."
    if entering.touch:
        yield from _touch(habit, entering.touch)
    if entering.takes_back:
        yield "What it led to is taken back: its touch, what is left to do and what it made known of the account."
    for tell in entering.tell:
        when = f", where {asked_in(habit.kept, tell.when)} is answered" if tell.when else ""
        yield f"{first_up(_hearer(habit, tell.to))} is told: {spaced(tell.message)}{_buttons(habit, tell)}{when}."
    for message in entering.settles:
        yield f'The message "{spaced(message)}" told before is rewritten where it stands.'


def _touch(habit: Habit, plan: TouchPlan) -> Iterator[str]:
    yield f"It is a touch, on the day under {asked_in(habit.kept, plan.day)}{_kinds(habit, plan)}."
    taken = {
        "with whom": plan.with_whom,
        "whose turn it is then": plan.ball,
        "when they hear from us next": plan.next_on,
        "by what": plan.next_how,
        "whether they know": plan.told,
        "who has left": plan.left,
    }
    told = [f"{what} ({asked_in(habit.kept, id)})" for what, id in taken.items() if id]
    if told:
        yield f"It tells {listed(told)}."


def _kinds(habit: Habit, plan: TouchPlan) -> str:
    """What the answers under `kind` mean; without that question it is a talk."""
    if plan.kind is None:
        return ", and a live talk"
    labels = next(question.choices for question in habit.kept if question.id == plan.kind)
    meanings = {"a live talk": plan.live, "unanswered so far": plan.one_way, "a note of ours": plan.notes}
    meant = (
        f"{meaning} where that is {listed((f'“{one.label}”' for one in labels if one.value in values), 'or')}"
        for meaning, values in meanings.items()
        if values
    )
    return f"; of the kind under {asked_in(habit.kept, plan.kind)}, {', '.join(meant)}"


def _buttons(habit: Habit, tell: Tell) -> str:
    others = {
        READ: "a button that opens the whole record",
        PACK: "a button that opens the pack",
        DONE: "Done beside each thing to do",
    }
    offered = [others.get(button) or f'"{habit.moves[button].button}"' for button in tell.buttons]
    return f", with {listed(offered)}" if offered else ""


def _roles(habit: Habit, roles: Iterable[str]) -> str:
    return listed(role_of(habit, role) for role in roles)


def _hearer(habit: Habit, to: str) -> str:
    return to if to == TASK_HOLDERS else role_of(habit, to)
