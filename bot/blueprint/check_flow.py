"""What must hold between a habit's states, moves and checklist."""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.blueprint.check_form import check_questions, check_title, roles_of
from bot.blueprint.check_list import check_list
from bot.blueprint.findings import Findings
from bot.blueprint.source import Text
from bot.blueprint.values import ANYONE, AUTHOR, FORM_MOVE, START
from bot.blueprint.written import HabitFile, MoveKeys, QuestionKeys

_COMMAND = re.compile(r"(/[a-z0-9_-]{1,31})(?: ([a-z0-9_-]+))?")


def check_flow(habit: HabitFile, tiers: Collection[str], find: Findings) -> None:
    """Find what does not fit in a habit's states, moves and checklist."""
    if not _COMMAND.fullmatch(habit.command):
        find.say(habit.command, f'"{habit.command}" is not a command: / and up to 31 small letters, digits, - or _')
    find.as_written(habit.name, habit.about)
    _check_states(habit, find)
    for id, move in habit.moves.items():
        _check_move(habit, id, move, tiers, find)
    if FORM_MOVE not in habit.moves:
        find.say(habit.id, f'the moves lack "{FORM_MOVE}", which sending the form makes')
    check_list(habit, kept_by(habit), roles_in(habit), tiers, find)


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
    for source in move.sources:
        if find.known(source, [START, *habit.states], "a state") and source == START and id != FORM_MOVE:
            find.say(source, f'only "{FORM_MOVE}" starts from "{START}"')
    find.known(move.to, habit.states, "a state")
    if move.by != ANYONE:
        check_role(habit, move.by, find)
    if move.button is None and id != FORM_MOVE:
        find.say(id, f'"{id}" needs a button')
    if move.style is not None:
        find.known(move.style, ("primary", "danger"), "a style")
    find.at_most(move.button, 75, "a button", "block-kit/block-elements/button-element")
    find.as_written(move.button)
    _check_confirm(move, find)
    if move.form is not None:
        check_title(move.form.title, find)
        check_questions(move.form.questions, tiers, find)
        for question in move.form.questions:
            if question.role is not None or question.kind == "account":
                find.say(question.id, "a move's form fills no role, and asks for no account")


def _check_confirm(move: MoveKeys, find: Findings) -> None:
    if move.confirm is not None:
        page = "block-kit/composition-objects/confirmation-dialog-object"
        find.at_most(move.confirm.title, 100, "a confirmation's title", page)
        find.at_most(move.confirm.text, 300, "a confirmation's text", page)
        find.at_most(move.confirm.yes, 30, "a confirmation's button", page)
        find.at_most(move.confirm.no, 30, "a confirmation's button", page)
        find.as_written(move.confirm.title, move.confirm.text, move.confirm.yes, move.confirm.no)


def check_role(habit: HabitFile, role: Text, find: Findings) -> None:
    find.known(role, roles_in(habit), "a role of this habit")


def roles_in(habit: HabitFile) -> list[str]:
    """The roles of a habit: those its form fills, those of the account, and that of whoever opened the record."""
    return list(dict.fromkeys([*roles_of(questions_of(habit)), *habit.team, AUTHOR]))


def kept_by(habit: HabitFile) -> list[QuestionKeys]:
    """Every question whose answer a record may hold: the form's, and those of the moves that keep theirs."""
    of_moves = (move.form.questions for move in habit.moves.values() if move.form and move.form.keeps)
    return [*questions_of(habit), *(question for questions in of_moves for question in questions)]


def questions_of(habit: HabitFile) -> list[QuestionKeys]:
    """Every question of the habit's own form."""
    return [question for step in habit.form for question in step.questions]
