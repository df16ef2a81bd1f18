"""Choosing an account: a menu to type in, those that may be meant, and one's own."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blueprint import Habit
from bot.modals import View, plain
from bot.office import Office
from bot.pages.standing import BRIEF, Item
from bot.rules.submission import LONGEST_NAME
from bot.store import accounts
from bot.store.engine import reading
from bot.words import Block, Button, buttons_block, section_block

PICK_KNOWN = "pick_known_account"
"""The action_id of the menu, in which no new account can be chosen."""
START_NEW = "start_new"
"""The action_id of a habit's button is "start_new:<habit>", its value the name that was typed."""

_BUTTONS = 10
"""Of a row; Slack takes 25 (docs.slack.dev/reference/block-kit/blocks/actions-block), and people read fewer."""


def view_for(office: Office, person: str, typed: str) -> View:
    """What there is to choose from for somebody who typed this, which no one account is sure to be meant by."""
    words = office.words
    likely = [(one.id, one.name) for one in office.names.find(typed, _BUTTONS)] if typed else []
    blocks: Item = []
    if likely:
        blocks = [section_block("which", words.phrase("find_which", seen=typed)), _row("likely", likely)]
    elif typed:
        blocks = [section_block("none", words.phrase("find_none", seen=typed)), *_beginnings(office, typed)]
    return {
        "type": "modal",
        "callback_id": "find",
        "title": plain(words.plain("find")[:24]),
        "close": plain(words.plain("close")),
        "blocks": [*blocks, _menu(office), *_own(office, person, {id for id, _ in likely})],
    }


def _beginnings(office: Office, typed: str) -> Item:
    """An account nobody knows begins with a habit that takes new ones."""
    begins = [habit for habit in office.blueprint.habits.values() if _takes_new(habit)]
    if not begins or len(typed) > LONGEST_NAME:
        return []
    buttons = [
        Button(f"{START_NEW}:{habit.id}", office.words.plain("start_with", habit=habit.name, account=typed), typed)
        for habit in begins
    ]
    return [section_block("first", office.words.phrase("find_first")), buttons_block("new", buttons)]


def _takes_new(habit: Habit) -> bool:
    return any(question.kind == "account" and question.may_be_new for question in habit.questions)


def _menu(office: Office) -> Block:
    menu = {
        "type": "external_select",
        "action_id": PICK_KNOWN,
        "min_query_length": 0,
        "placeholder": plain(office.words.plain("find_here")),
    }
    return section_block("find", office.words.phrase("find_ask")) | {"accessory": menu}


def _own(office: Office, person: str, shown: set[int]) -> Item:
    """A row of the person's own accounts, by name."""
    with reading(office.memory) as connection:
        held = accounts.names_held_by(connection, office.workspace, person)
    mine = [one for one in dict.fromkeys((id, name) for id, name, _ in held) if one[0] not in shown]
    if not mine:
        return []
    return [section_block("mine", office.words.phrase("find_mine")), _row("own", mine[:_BUTTONS])]


def _row(block_id: str, found: Sequence[tuple[int, str]]) -> Block:
    return buttons_block(block_id, [Button(f"{BRIEF}:{id}", name, str(id)) for id, name in found])
