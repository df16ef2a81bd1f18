"""What somebody sees who has sent a form: what happens now, whose turn it is, and what they may take back."""

from __future__ import annotations

from datetime import datetime

from bot import modals, picture
from bot.blueprint import AUTHOR
from bot.modals import View
from bot.office import Office
from bot.rules.moves import why_not
from bot.store import accounts, records
from bot.store.engine import reading
from bot.words import buttons_block

RECEIPT_VIEW = "notice"
"""The callback_id of its modal: a notice, whose private_metadata is the record's id; of every other one it is empty."""


def view_for(office: Office, person: str, record: int, now: datetime) -> View | None:
    """The receipt for a record as it stands, with the buttons that are its author's alone; None where there is none."""
    words = office.words
    with reading(office.memory) as connection:
        found = records.get(connection, office.workspace, record)
        if found is None:
            return None
        habit = office.blueprint.habits[found.habit]
        held = accounts.roles_of(connection, office.workspace, found.account)
        facts = picture.of_record(connection, office.workspace, office.blueprint, found, found.opened_by, now)
    said = words.phrase(
        "receipt",
        habit=habit.name,
        account=facts["account"]["name"],
        says=words.state(habit.id, found.state, facts),
        due=facts["due"],
        sent_on=facts["sent_on"],
        waits=not habit.states[found.state].settles,
    )
    view = modals.notice_view(words.plain("sent", habit=habit.name), said, words)
    theirs = [
        words.move_button(habit, move, found.id, found.number)
        for move in habit.moves_from(found.state)
        if move.by == AUTHOR and why_not(habit, move, found, held, person, found.number) is None
    ]
    blocks = [*view["blocks"], *([buttons_block("do", theirs)] if theirs else [])]
    return view | {"private_metadata": str(found.id), "blocks": blocks}
