"""What can be done here, in words: the help of one habit, and of all of them."""

from __future__ import annotations

from bot.blueprint import Habit
from bot.modals import View, plain
from bot.office import Office
from bot.pages.standing import Item
from bot.telling import state_told
from bot.words import header_block, section_block


def of_habit(office: Office, habit: Habit) -> View:
    """What a habit is for, how to begin, and where a record of it can stand, a line each."""
    words = office.words
    lines = [words.phrase("help_state", says=state_told(habit, state)) for state in habit.states.values()]
    return _view(
        office,
        habit.name,
        [
            section_block("habit", words.phrase("help_habit", about=habit.about, command=habit.command)),
            header_block("states.head", words.plain("help_states")),
            section_block("states", "\n".join(lines)),
        ],
    )


def of_everything(office: Office) -> View:
    """What Hearth is for, and every command."""
    words = office.words
    commands = [
        section_block(
            f"habit.{habit.id}",
            words.phrase("help_commands", habit=habit.name, command=habit.command, about=habit.about),
        )
        for habit in office.blueprint.habits.values()
    ]
    begin = section_block("begin", words.phrase("help_begin"))
    own = [section_block(f"words.{id}", words.phrase(id)) for id in ("help_account", "help_words")]
    return _view(office, words.plain("help_title"), [begin, *own, *commands])


def _view(office: Office, title: str, blocks: Item) -> View:
    close = plain(office.words.plain("close"))
    return {"type": "modal", "callback_id": "help", "title": plain(title[:24]), "close": close, "blocks": blocks}
