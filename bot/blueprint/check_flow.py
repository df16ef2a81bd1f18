"""What must hold between the states, the moves, the checklist and what is told."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from bot.blueprint.check_form import check_questions, check_title, roles_of
from bot.blueprint.classes import class_named, class_of, class_of_all
from bot.blueprint.findings import Findings
from bot.blueprint.source import Text, did_you_mean
from bot.blueprint.values import ACCOUNT_CHANNEL, AE, ANYONE, DONE, FORM_MOVE, START, FieldClass, strictest
from bot.blueprint.written import EnteringKeys, HabitFile, MessageKeys, MoveKeys, TellKeys

SPAN = re.compile(r"([1-9]\d*) (working )?days?")
SETTLED = "{}_settled"
CHANNEL_TROUBLE = "channel_trouble"
"""The message to the owner that every habit with a channel has: it could not be made, and what to do."""

_COMMAND = re.compile(r"/[a-z0-9_-]{1,31}")
_HERE = "here"
_PART_KINDS = ("heading", "say", "facts", "small", "buttons", "tasks")
_PARTS_LIMIT = 40
"""So that the parts alone never fill a message's 50 blocks (docs.slack.dev/reference/block-kit/blocks)."""


def check_flow(habit: HabitFile, words: Mapping[Text, MessageKeys], tiers: Collection[str], find: Findings) -> None:
    """Find what does not fit in a habit's states, moves, checklist and messages."""
    if not _COMMAND.fullmatch(habit.command):
        find.say(habit.command, f'"{habit.command}" is not a command: / and up to 31 small letters, digits, - or _')
    find.as_written(habit.name, habit.about)
    _check_states(habit, find)
    for id, move in habit.moves.items():
        _check_move(habit, id, move, tiers, find)
    if FORM_MOVE not in habit.moves:
        find.say(habit.id, f'the moves lack "{FORM_MOVE}", which sending the form makes')
    _check_checklist(habit, tiers, find)
    _check_words(habit, words, find)
    for state, entering in habit.on.items():
        find.known(state, habit.states, "a state")
        _check_entering(habit, words, state, entering, find)


def _check_states(habit: HabitFile, find: Findings) -> None:
    find.ids(habit.states, "state")
    for id, state in habit.states.items():
        if id == START:
            find.say(id, f'"{START}" is the state of a form not yet sent; give this one another name')
        if state.turn is not None:
            _role(habit, state.turn, find)
        if not any(move.to == id for move in habit.moves.values()):
            find.say(id, f'no move leads to "{id}"')
        if not state.settles and not any(id in move.sources for move in habit.moves.values()):
            find.say(id, f'nothing leads on from "{id}": let a move start from it, or write "settles: true"')


def _check_move(habit: HabitFile, id: Text, move: MoveKeys, tiers: Collection[str], find: Findings) -> None:
    find.ids([id], "move")
    for source in move.sources:
        if find.known(source, [START, *habit.states], "a state") and source == START and id != FORM_MOVE:
            find.say(source, f'only "{FORM_MOVE}" starts from "{START}"')
    find.known(move.to, habit.states, "a state")
    if move.by != ANYONE:
        _role(habit, move.by, find)
    if (move.button is None) != (id == FORM_MOVE):
        find.say(id, f'"{id}" needs a button' if move.button is None else f'"{FORM_MOVE}" is made by sending the form')
    if move.style is not None:
        find.known(move.style, ("primary", "danger"), "a style")
    find.at_most(move.button, 75, "a button", "block-kit/block-elements/button-element")
    find.as_written(move.button)
    _check_confirm(move, find)
    if move.form is not None:
        check_title(move.form.title, find)
        check_questions(move.form.questions, tiers, find)
        for question in move.form.questions:
            if question.role is not None or question.kind in ("account", "lines"):
                find.say(question.id, "a move's form fills no role, and asks for no account and no lines")


def _check_confirm(move: MoveKeys, find: Findings) -> None:
    if move.confirm is not None:
        page = "block-kit/composition-objects/confirmation-dialog-object"
        find.at_most(move.confirm.title, 100, "a confirmation's title", page)
        find.at_most(move.confirm.text, 300, "a confirmation's text", page)
        find.at_most(move.confirm.yes, 30, "a confirmation's button", page)
        find.at_most(move.confirm.no, 30, "a confirmation's button", page)
        find.as_written(move.confirm.title, move.confirm.text, move.confirm.yes, move.confirm.no)


def _check_checklist(habit: HabitFile, tiers: Collection[str], find: Findings) -> None:
    if habit.checklist is None:
        return
    find.known(habit.checklist.starts, habit.states, "a state")
    find.ids((item.id for item in habit.checklist.items), "checklist item")
    for item in habit.checklist.items:
        _role(habit, item.who, find)
        spans = item.due
        if isinstance(spans, dict):
            find.by_tier(dict(spans), tiers, "due")
        for span in spans.values() if isinstance(spans, dict) else [spans]:
            if not SPAN.fullmatch(span):
                find.say(span, f'"{span}" is no span of time: write "2 working days" or "30 days"')


def _check_words(habit: HabitFile, words: Mapping[Text, MessageKeys], find: Findings) -> None:
    find.ids(words, "message")
    for id, message in words.items():
        _check_parts(id, message, find)
        if message.field_class and find.known(message.field_class, [str(one) for one in FieldClass], "a class"):
            _check_class(habit, message, message.field_class, find)


def _check_parts(id: Text, message: MessageKeys, find: Findings) -> None:
    if len(message.parts) > _PARTS_LIMIT:
        find.say(id, f"{len(message.parts)} parts; a message holds at most {_PARTS_LIMIT}")
    for part in message.parts:
        given = [kind for kind in _PART_KINDS if getattr(part, kind) is not None]
        if len(given) != 1:
            seen = " and ".join(given) or "none"
            find.say(id, f"a part of a message is one of {', '.join(_PART_KINDS)}; one here is {seen}")
        for place in (part.buttons, part.tasks):
            if place is not None:
                find.known(place, [_HERE], f'what stands here, which is "{_HERE}"')


def _check_class(habit: HabitFile, message: MessageKeys, claimed: Text, find: Findings) -> None:
    needed = class_of_all(habit, message)
    if needed is not None and strictest([class_named(claimed), needed]) != class_named(claimed):
        find.say(claimed, f"these words use answers that are {needed}; a message cannot be less")


def _check_entering(
    habit: HabitFile, words: Mapping[Text, MessageKeys], state: Text, entering: EnteringKeys, find: Findings
) -> None:
    for role in entering.roles:
        _role(habit, role, find)
    if entering.channel is not None:
        for role in entering.channel.members:
            _role(habit, role, find)
        if CHANNEL_TROUBLE not in words:
            find.say(state, f'words.yml lacks the message "{CHANNEL_TROUBLE}": the channel could not be made')
    for tell in entering.tell:
        _check_tell(habit, words, state, tell, find)
    for message in entering.settles:
        if find.known(message, words, "a message") and SETTLED.format(message) not in words:
            find.say(message, f'words.yml lacks "{SETTLED.format(message)}", the words it gets when it is settled')


def _check_tell(
    habit: HabitFile, words: Mapping[Text, MessageKeys], state: Text, tell: TellKeys, find: Findings
) -> None:
    to_channel = tell.to == ACCOUNT_CHANNEL
    if not to_channel and tell.to not in _roles(habit):
        find.say(tell.to, f'"{tell.to}" is nobody to tell; {did_you_mean(tell.to, [*_roles(habit), ACCOUNT_CHANNEL])}')
    if not find.known(tell.message, words, "a message"):
        return
    message = words[tell.message]
    if to_channel and class_of(habit, message) is FieldClass.PERSONAL:
        find.say(tell.message, f'"{tell.message}" uses personal answers; those are told to a person, not in a channel')
    if to_channel and tell.buttons:
        find.say(tell.buttons[0], "buttons go to a person, not into a channel where others could press them")
    for button in tell.buttons:
        _check_button(habit, state, tell, button, find)
    for key in ("buttons", "tasks"):
        wanted = any((button == DONE) == (key == "tasks") for button in tell.buttons)
        if wanted and not any(getattr(part, key) for part in message.parts):
            find.say(tell.message, f'"{tell.message}" has no place for its buttons: add a part "{key}: {_HERE}"')


def _check_button(habit: HabitFile, state: Text, tell: TellKeys, button: Text, find: Findings) -> None:
    moves = {id: move for id, move in habit.moves.items() if id != FORM_MOVE}
    if button == DONE:
        if habit.checklist is None:
            find.say(button, f'"{DONE}" ticks off a checklist, and this habit has none')
        return
    if not find.known(button, [*moves, DONE], "a move with a button"):
        return
    move = moves[button]
    if state not in move.sources:
        find.say(button, f'the move "{button}" does not start from "{state}", so its button would do nothing here')
    if move.by not in (ANYONE, tell.to):
        find.say(button, f'the move "{button}" is for {move.by}, so {tell.to} could not press its button')


def _role(habit: HabitFile, role: Text, find: Findings) -> None:
    find.known(role, _roles(habit), "a role that the form fills")


def _roles(habit: HabitFile) -> list[str]:
    return [*roles_of([question for step in habit.form for question in step.questions]), AE]
