"""What must hold between a habit's messages and whom they are told."""

from __future__ import annotations

from collections.abc import Mapping

from bot.blueprint.check_flow import check_role
from bot.blueprint.check_form import filled_by, kept_by, questions_of, roles_in
from bot.blueprint.check_list import starts_of
from bot.blueprint.check_touch import check_touch
from bot.blueprint.classes import class_in, class_named, class_of, class_of_all
from bot.blueprint.findings import HERE, Findings
from bot.blueprint.source import Text, did_you_mean
from bot.blueprint.values import (
    ACCOUNT_CHANNEL,
    ANYONE,
    CHANNEL_TROUBLE,
    DONE,
    NOT_DELIVERED,
    PACK,
    READ,
    TASK_HOLDERS,
    FieldClass,
    strictest,
)
from bot.blueprint.written import EnteringKeys, HabitFile, MessageKeys, TellKeys

SETTLED = "{}_settled"

_PART_KINDS = ("heading", "say", "facts", "small", "buttons", "tasks")
_HAS_ANYWAY = ("account", "channel", "lines")
_PARTS_LIMIT = 40
"""So that the parts alone never fill a message's 50 blocks (docs.slack.dev/reference/block-kit/blocks)."""


def check_told(habit: HabitFile, words: Mapping[Text, MessageKeys], find: Findings) -> None:
    """Find what does not fit in a habit's messages, and in what follows when a record enters a state."""
    _check_words(habit, words, find)
    _check_unheard(habit, words, find)
    for state, entering in habit.on.items():
        find.known(state, habit.states, "a state")
        _check_entering(habit, words, state, entering, find)
    _check_ticked_off(habit, find)
    _check_read_by_all(habit, find)


def _check_read_by_all(habit: HabitFile, find: Findings) -> None:
    """Where a record stands, what is to be done, and a channel's name are read by members outside the account team."""
    read: list[tuple[Text, Text | None]] = [(state.says, None) for state in habit.states.values()]
    read += [(item.do, item.each) for item in (habit.checklist.items if habit.checklist else ())]
    read += [(entering.channel.name, None) for entering in habit.on.values() if entering.channel]
    for text, line in read:
        if class_in(habit, text, line=line) is FieldClass.PERSONAL:
            find.say(text, "this uses personal answers, and every member reads it")


def _check_words(habit: HabitFile, words: Mapping[Text, MessageKeys], find: Findings) -> None:
    find.ids(words, "message")
    for id, message in words.items():
        _check_parts(id, message, find)
        if message.field_class and find.known(message.field_class, [str(one) for one in FieldClass], "a class"):
            _check_class(habit, message, message.field_class, find)


def _check_unheard(habit: HabitFile, words: Mapping[Text, MessageKeys], find: Findings) -> None:
    told = {str(tell.message) for entering in habit.on.values() for tell in entering.tell}
    settled = {SETTLED.format(message) for entering in habit.on.values() for message in entering.settles}
    if told <= set(words):  # else one of them is misspelt, and told as that
        for id in words:
            if id not in told | settled | {CHANNEL_TROUBLE, NOT_DELIVERED}:
                find.say(id, f'nobody is told "{id}"')


def _check_parts(id: Text, message: MessageKeys, find: Findings) -> None:
    if len(message.parts) > _PARTS_LIMIT:
        find.say(id, f"{len(message.parts)} parts; a message holds at most {_PARTS_LIMIT}")
    for part in message.parts:
        given = [kind for kind in _PART_KINDS if getattr(part, kind) is not None]
        if len(given) != 1:
            seen = " and ".join(given) or "none"
            find.say(id, f"a part of a message is one of {', '.join(_PART_KINDS)}; one here is {seen}")
        for kind, word in (("buttons", part.buttons), ("tasks", part.tasks)):
            if word is not None:
                find.here(kind, word)


def _check_class(habit: HabitFile, message: MessageKeys, claimed: Text, find: Findings) -> None:
    needed = class_of_all(habit, message)
    if needed is not None and strictest([class_named(claimed), needed]) != class_named(claimed):
        find.say(claimed, f"these words use answers that are {needed}; a message cannot be less")


def _check_entering(
    habit: HabitFile, words: Mapping[Text, MessageKeys], state: Text, entering: EnteringKeys, find: Findings
) -> None:
    for role in entering.roles:
        find.known(role, filled_by(habit), "a role that the form fills")
    for question in entering.keeps:
        _check_kept(habit, question, find)
    if entering.channel is not None:
        for role in entering.channel.members:
            check_role(habit, role, find)
        if CHANNEL_TROUBLE not in words:
            find.say(state, f'words.yml lacks the message "{CHANNEL_TROUBLE}": the channel could not be made')
    if entering.touch is not None:
        check_touch(habit, entering.touch, find)
    for tell in entering.tell:
        _check_tell(habit, words, state, tell, find)
    for message in entering.settles:
        if find.known(message, words, "a message") and SETTLED.format(message) not in words:
            find.say(message, f'words.yml lacks "{SETTLED.format(message)}", the words it gets when it is settled')


def _check_kept(habit: HabitFile, id: Text, find: Findings) -> None:
    questions = {str(question.id): question for question in questions_of(habit)}
    if not find.known(id, questions, "a question of this form"):
        return
    if questions[id].kind in _HAS_ANYWAY or questions[id].role is not None or id == "tier":
        has = "an account has its name, tier, channel and people anyway, and no lines"
        find.say(id, f'"{id}" is not for "keeps": {has}')


def _check_ticked_off(habit: HabitFile, find: Findings) -> None:
    """Whoever is told the checklist is told it from every state that starts one."""
    telling = {str(state) for state, on in habit.on.items() if any(DONE in tell.buttons for tell in on.tell)}
    for state in starts_of(habit.checklist) if habit.checklist and telling else ():
        if state in habit.states and state not in telling:
            find.say(state, f'"{state}" starts the checklist, and nobody is told it there: no message has "{DONE}"')


def _check_tell(
    habit: HabitFile, words: Mapping[Text, MessageKeys], state: Text, tell: TellKeys, find: Findings
) -> None:
    to_channel = tell.to == ACCOUNT_CHANNEL
    heard_by = [*roles_in(habit), ACCOUNT_CHANNEL, TASK_HOLDERS]
    if tell.to not in heard_by:
        find.say(tell.to, f'"{tell.to}" is nobody to tell; {did_you_mean(tell.to, heard_by)}')
    if tell.to == TASK_HOLDERS and (habit.checklist is None or state not in starts_of(habit.checklist)):
        find.say(tell.to, f'the checklist does not start with "{state}", so it gives nobody anything to do there')
    if tell.when is not None:
        find.known(tell.when, [str(question.id) for question in kept_by(habit)], "a question whose answer is kept")
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
            find.say(tell.message, f'"{tell.message}" has no place for its buttons: add a part "{key}: {HERE}"')


def _check_button(habit: HabitFile, state: Text, tell: TellKeys, button: Text, find: Findings) -> None:
    moves = {id: move for id, move in habit.moves.items() if move.button is not None}
    if button == DONE:
        if habit.checklist is None:
            find.say(button, f'"{DONE}" ticks off a checklist, and this habit has none')
        return
    if button == PACK and habit.pack is None:
        find.say(button, f'"{PACK}" opens what is put together for a meeting, and this habit has no pack')
    if button in (READ, PACK):
        return
    if not find.known(button, [*moves, DONE, READ, PACK], "a move with a button"):
        return
    move = moves[button]
    if state not in move.sources:
        find.say(button, f'the move "{button}" does not start from "{state}", so its button would do nothing here')
    if move.by not in (ANYONE, tell.to):
        find.say(button, f'the move "{button}" is for {move.by}, so {tell.to} could not press its button')
