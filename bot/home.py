"""App Home: what waits for a person, their drafts, their tasks and their accounts."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from bot import picture
from bot.blueprint import Confirm, Habit
from bot.modals import CONTINUE_DRAFT, plain
from bot.office import Office
from bot.rules.days import local_day
from bot.rules.facts import Draft, Person, Record
from bot.rules.moves import people_of
from bot.slack import SlackTrouble
from bot.store import accounts, drafts, people, records, tasks
from bot.store.engine import reading
from bot.words import Button, buttons_block, section_block, small_block, task_block

log = logging.getLogger(__name__)
Block = dict[str, Any]

START = "start_form"
DISCARD_DRAFT = "discard_draft"
_MOST = {"waiting": 10, "drafts": 5, "tasks": 15, "accounts": 20}
"""Of each list: the view stays well below the 100 blocks of a Home (docs.slack.dev/reference/block-kit/blocks)."""


def publish(office: Office, person: str) -> None:
    """Draw a person's Home anew."""
    office.slack.call("views.publish", user_id=person, view=view_for(office, person, office.clock()))


def refresh(office: Office, person: str) -> None:
    """Draw it anew after something happened that is done whether or not this works; that it fails is only logged."""
    try:
        publish(office, person)
    except SlackTrouble as trouble:
        log.warning("the Home of %s could not be drawn: %s", person, trouble)


def publish_notice(office: Office, person: str, sentence: str) -> None:
    """Say one thing in a person's Home, and offer nothing."""
    view = {"type": "home", "blocks": [section_block("notice", sentence)]}
    office.slack.call("views.publish", user_id=person, view=view)


def view_for(office: Office, person: str, now: datetime) -> dict[str, Any]:
    """The Home of one person as things stand."""
    with reading(office.memory) as connection:
        me = people.known(connection, office.workspace, [person]).get(person)
        today = local_day(now, me.zone if me else "UTC")
        parts = {
            "waiting": _waiting(office, connection, person, now),
            "drafts": _drafts(office, connection, person, me),
            "tasks": _tasks(office, connection, person, today),
            "accounts": _accounts(office, connection, person),
        }
    blocks = _greeting(office, empty=not any(parts.values()))
    for name, items in parts.items():
        blocks += _list(office, name, items)
    return {"type": "home", "blocks": blocks}


def draft_sentence(office: Office, draft: Draft, zone: str) -> str:
    """One line that tells a draft from another: the account, how far it went, and when it was last touched."""
    habit = office.blueprint.habits[draft.habit]
    answer = draft.answers.get("account") or {}
    return office.words.phrase(
        "draft_line",
        habit=habit.name,
        account=answer.get("name") or answer.get("new") or "",
        step=draft.step + 1,
        steps=len(habit.steps),
        saved_on=local_day(draft.changed_at, zone),
        sent_on=local_day(office.clock(), zone),
    )


def _greeting(office: Office, empty: bool) -> list[Block]:
    words = office.words
    begin = [
        Button(
            action_id=f"{START}:{habit.id}",
            text=words.plain("start", habit=habit.name),
            value=habit.id,
            style="primary",
        )
        for habit in office.blueprint.habits.values()
    ]
    blocks: list[Block] = [section_block("hello", words.phrase("home_empty"))] if empty else []
    return [*blocks, buttons_block("begin", begin)]


def _list(office: Office, name: str, items: Sequence[Sequence[Block]]) -> list[Block]:
    if not items:
        return []
    shown = items[: _MOST[name]]
    blocks: list[Block] = [
        {
            "type": "header",
            "block_id": f"{name}.head",
            "text": plain(office.words.plain(f"home_{name}", count=len(items))),
        }
    ]
    for item in shown:
        blocks += item
    if len(items) > len(shown):
        more = office.words.phrase("and_more", count=len(items) - len(shown))
        blocks.append(small_block(f"{name}.more", more))
    return blocks


def _waiting(office: Office, connection: Connection, person: str, now: datetime) -> list[list[Block]]:
    return [
        _waiting_item(office, connection, habit, record, person, now)
        for habit in office.blueprint.habits.values()
        for record in _open_records(office, connection, habit)
        if people_of(habit, record).get(habit.states[record.state].turn or "") == person
    ]


def _open_records(office: Office, connection: Connection, habit: Habit) -> Iterable[Record]:
    unsettled = [state.id for state in habit.states.values() if not state.settles]
    return records.in_states(connection, office.workspace, habit.id, unsettled)


def _waiting_item(
    office: Office, connection: Connection, habit: Habit, record: Record, person: str, now: datetime
) -> list[Block]:
    facts = picture.of_record(connection, office.workspace, office.blueprint, record, record.opened_by, now)
    state = office.words.state(habit.id, record.state, facts)
    text = office.words.phrase(
        "waiting_line",
        habit=habit.name,
        account=facts["account"]["name"],
        says=state,
        due=facts["due"],
        sent_on=facts["sent_on"],
    )
    offered = [
        office.words.move_button(habit, move, record.id, record.number)
        for move in habit.moves_from(record.state)
        if move.button and people_of(habit, record).get(move.by) == person
    ]
    blocks = [section_block(f"waiting.{record.id}", text)]
    return [*blocks, buttons_block(f"moves.{record.id}.{record.number}", offered)] if offered else blocks


def _drafts(office: Office, connection: Connection, person: str, me: Person | None) -> list[list[Block]]:
    zone = me.zone if me else "UTC"
    words = office.words
    sure = Confirm(
        words.plain("discard_sure"), words.plain("discard_lost"), words.plain("discard"), words.plain("discard_not")
    )
    return [
        [
            section_block(f"draft.{draft.key}", draft_sentence(office, draft, zone)),
            buttons_block(
                f"draft.{draft.key}.do",
                [
                    Button(CONTINUE_DRAFT, words.plain("continue"), draft.key),
                    Button(DISCARD_DRAFT, words.plain("discard"), draft.key, confirm=sure),
                ],
            ),
        ]
        for draft in drafts.of(connection, office.workspace, person)
    ]


def _tasks(office: Office, connection: Connection, person: str, today: date) -> list[list[Block]]:
    mine = tasks.open_for(connection, office.workspace, person)
    names = accounts.get_many(connection, office.workspace, {task.account for task in mine})
    return [
        [
            task_block(
                office.words.phrase(
                    "task_line", do=task.do, account=names[task.account].name, due=task.due_on, sent_on=today
                ),
                task.id,
                office.words.plain("done"),
            )
        ]
        for task in mine
    ]


def _accounts(office: Office, connection: Connection, person: str) -> list[list[Block]]:
    held = accounts.held_by(connection, office.workspace, person)
    known = accounts.get_many(connection, office.workspace, {role.account for role in held})
    ordered = sorted(known.values(), key=lambda account: account.name.casefold())
    return [
        [
            section_block(
                f"account.{account.id}",
                office.words.phrase(
                    "account_line",
                    account=account.name,
                    tier=account.tier or "",
                    roles=", ".join(_called(office, role.role) for role in held if role.account == account.id),
                    channel=office.words.channel(account.channel) if account.channel else "",
                ),
            )
        ]
        for account in ordered
    ]


def _called(office: Office, role: str) -> str:
    """A role as the form that fills it calls it."""
    asked = (habit.roles[role].ask for habit in office.blueprint.habits.values() if role in habit.roles)
    name = next(asked, role.replace("_", " "))
    return name[0].lower() + name[1:]
