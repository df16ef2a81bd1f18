"""What must hold between a habit's states and moves."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from bot.blueprint.check_form import check_above, kept_by, questions_of, roles_in
from bot.blueprint.check_list import check_list
from bot.blueprint.check_questions import check_questions
from bot.blueprint.findings import Findings
from bot.blueprint.source import Text
from bot.blueprint.values import ANYONE, DONE, FORM_MOVE, GAPS, PACK, READ, START, UMBRELLA, UMBRELLA_WORDS
from bot.blueprint.written import HabitFile, MoveFormKeys, MoveKeys, QuestionKeys

_COMMAND = re.compile(r"(/[a-z0-9_-]{1,31})(?: ([a-z0-9_-]+))?")


def check_flow(habit: HabitFile, tiers: Collection[str], find: Findings) -> None:
    """Find what does not fit in a habit's states, moves and checklist."""
    _check_command(habit.command, find)
    find.as_written(habit.name, habit.about)
    _check_states(habit, find)
    for id, move in habit.moves.items():
        _check_move(habit, id, move, tiers, find)
    if FORM_MOVE not in habit.moves:
        find.say(habit.id, f'the moves lack "{FORM_MOVE}", which sending the form makes')
    _check_answers_of_moves(habit, find)
    check_list(habit, kept_by(habit), roles_in(habit), tiers, find)


def _check_command(command: Text, find: Findings) -> None:
    match = _COMMAND.fullmatch(command)
    if match is None:
        told = f'/ and up to 31 small letters, digits, - or _; or "{UMBRELLA}" and one such word'
        find.say(command, f'"{command}" is not a command: {told}')
    elif command == UMBRELLA:
        find.say(command, f'"{UMBRELLA}" is for all habits; add this one\'s own word, as in "/account needs"')
    elif match[2] and match[1] != UMBRELLA:
        find.say(command, f'only "{UMBRELLA}" takes a habit\'s word behind it, not "{match[1]}"')
    elif match[2] in UMBRELLA_WORDS:
        find.say(command, f'"{command}" means something of its own; give this habit another word')


def _check_states(habit: HabitFile, find: Findings) -> None:
    find.ids(habit.states, "state")
    targets = {state for move in habit.moves.values() for state in (move.to, *(move.with_gaps or {}).values())}
    sources = {source for move in habit.moves.values() for source in move.sources}
    for id, state in habit.states.items():
        if id == START:
            find.say(id, f'"{START}" is the state of a form not yet sent; give this one another name')
        if state.turn is not None:
            check_role(habit, state.turn, find)
        elif state.within_working_days is not None:
            find.say(id, '"within_working_days" says for how long it is somebody\'s turn: it needs "turn"')
        # A misspelt state in a move is told there; that it leaves another one unreached is no second mistake.
        if id not in targets and targets <= habit.states.keys():
            find.say(id, f'no move leads to "{id}"')
        if not state.settles and id not in sources and sources <= {START, *habit.states}:
            find.say(id, f'nothing leads on from "{id}": let a move start from it, or write "settles: true"')


def _check_move(habit: HabitFile, id: Text, move: MoveKeys, tiers: Collection[str], find: Findings) -> None:
    find.ids([id], "move")
    if id in (DONE, READ, PACK):
        find.say(id, f'"{id}" is a button that every message may have; give this move another id')
    for source in move.sources:
        if find.known(source, [START, *habit.states], "a state") and source == START and id != FORM_MOVE:
            find.say(source, f'only "{FORM_MOVE}" starts from "{START}"')
    find.known(move.to, habit.states, "a state")
    if move.by != ANYONE:
        check_role(habit, move.by, find)
    _check_button(id, move, find)
    _check_with_gaps(habit, id, move, tiers, find)
    _check_confirm(move, find)
    if move.form is not None:
        _check_move_form(habit, id, move.form, tiers, find)


def _check_button(id: Text, move: MoveKeys, find: Findings) -> None:
    if move.button is None and id != FORM_MOVE:
        find.say(id, f'"{id}" needs a button')
    if move.button is not None and set(move.sources) == {START}:
        find.say(move.button, f'a button stands under a record, and this move starts from no state but "{START}"')
    if move.style is not None:
        find.known(move.style, ("primary", "danger"), "a style")
    find.at_most(move.button, 75, "a button", "block-kit/block-elements/button-element")
    find.as_written(move.button)


def _check_with_gaps(habit: HabitFile, id: Text, move: MoveKeys, tiers: Collection[str], find: Findings) -> None:
    if move.with_gaps is None:
        return
    if id != FORM_MOVE:
        find.say(id, f'only "{FORM_MOVE}" may lead elsewhere "with_gaps"')
    elif habit.score is None:
        find.say(id, '"with_gaps" goes by the score, and this habit has none')
    for tier, state in move.with_gaps.items():
        find.known(tier, tiers, "a tier")
        find.known(state, habit.states, "a state")


def _check_confirm(move: MoveKeys, find: Findings) -> None:
    if move.confirm is not None:
        page = "block-kit/composition-objects/confirmation-dialog-object"
        find.at_most(move.confirm.title, 100, "a confirmation's title", page)
        find.at_most(move.confirm.text, 300, "a confirmation's text", page)
        find.at_most(move.confirm.yes, 30, "a confirmation's button", page)
        find.at_most(move.confirm.no, 30, "a confirmation's button", page)
        find.as_written(move.confirm.title, move.confirm.text, move.confirm.yes, move.confirm.no)


def _check_move_form(habit: HabitFile, id: Text, form: MoveFormKeys, tiers: Collection[str], find: Findings) -> None:
    if id == FORM_MOVE:
        find.say(id, f'"{FORM_MOVE}" asks the form of the habit; it has no other')
    check_above(form.title, form.says, find)
    check_questions(form.questions, tiers, find)
    for question in form.questions:
        if question.role is not None or question.kind == "account":
            find.say(question.id, "a move's form fills no role and asks for no account")
        if question.starts_as == GAPS and habit.score is None:
            find.say(question.starts_as, f'"{GAPS}" are found by the score, and this habit has none')


def _check_answers_of_moves(habit: HabitFile, find: Findings) -> None:
    """Answers are told and kept under their questions' ids: one id must mean one thing, whatever asked for it."""
    form = {str(question.id) for question in questions_of(habit)}
    first: dict[str, tuple[QuestionKeys, bool]] = {}
    for question, keeps in _asked_by_moves(habit):
        if keeps and question.id in form:
            find.say(question.id, f'the form asks "{question.id}" already; give this question another id')
        before, kept = first.setdefault(question.id, (question, keeps))
        if question != before and (keeps or kept or (question.kind, question.choices) != (before.kind, before.choices)):
            find.say(question.id, f'another move asks "{question.id}" differently; ask the same, or give it another id')


def _asked_by_moves(habit: HabitFile) -> Iterator[tuple[QuestionKeys, bool]]:
    for move in habit.moves.values():
        if move.form is not None:
            yield from ((question, move.form.keeps) for question in move.form.questions)


def check_role(habit: HabitFile, role: Text, find: Findings) -> None:
    find.known(role, roles_in(habit), "a role of this habit")
