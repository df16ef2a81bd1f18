"""App Home: what needs a person and what they snoozed, their turns, promises, tasks and drafts, and their accounts."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from bot import agenda
from bot.modals.hours import HOURS
from bot.office import Office
from bot.pages import needing, standing
from bot.pages.standing import Item
from bot.rules.allowed import why_not_see_outbox
from bot.rules.days import local_day
from bot.rules.facts import Account, Person, Task
from bot.slack import SlackTrouble
from bot.store import accounts, people, records, tasks
from bot.store.engine import reading
from bot.telling.sentences import first_down
from bot.words import HOME, Block, Button, Menu, Select, Words, row_block, section_block

log = logging.getLogger(__name__)

START = "start_form"
"""The action_id of the menu of all forms, whose values are habits' ids; that of a habit's button is
"start_form:<habit>"."""
FIND = "find_account"
MORE = "home_more"
"""The action_id of the menu of what is rarely asked for; its values are `HOME`, `HOURS`, `OUTBOX` and `REHEARSE`."""
OUTBOX = "outbox"
REHEARSE = "rehearse"

_MOST = {"open": 9, "waiting": 8, "promises": 10, "tasks": 10, "snoozed": 3, "drafts": 5, "accounts": 15}
"""Of each list: with headings, buttons and what follows each they are 97 of the 100 blocks of a Home
(docs.slack.dev/reference/block-kit/blocks)."""


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
    """The Home of one person as things stand. What it costs follows what is theirs, not what there is."""
    with reading(office.memory) as connection:
        me = people.known(connection, office.workspace, [person]).get(person)
        return {"type": "home", "blocks": _blocks(office, connection, person, me, now)}


def _blocks(office: Office, connection: Connection, person: str, me: Person | None, now: datetime) -> Item:
    workspace, words, zone = office.workspace, office.words, me.zone if me else "UTC"
    waiting = standing.waiting_for(office, connection, person, office.blueprint.habits.values())
    mine = standing.drafts_of(office, connection, person)
    todo = tasks.open_for(connection, workspace, person)
    today = local_day(now, zone)
    needs = needing.needs_of(office, connection, person, today)
    urgent = [line.nudge.account for line in needs.open] + [account for _, account in waiting]
    held = _held(connection, workspace, person, first=urgent + [task.account for task in todo])
    due = {kind: [task for task in todo if task.promise == (kind == "promises")] for kind in ("promises", "tasks")}
    shown = [task for kind, those in due.items() for task in those[: _MOST[kind]]]
    named = accounts.get_many(connection, workspace, [task.account for task in shown])
    ours = accounts.get_many(connection, workspace, [account for account, _ in held[: _MOST["accounts"]]])
    asked = records.get_many(connection, workspace, [record for record, _ in waiting[: _MOST["waiting"]]])
    things = needing.things_of(office, needs)
    open = needing.open_items(office, connection, person, today, things[: _MOST["open"]], with_why=False)
    put_off = needing.snoozed_items(office, connection, person, today, needs.snoozed[: _MOST["snoozed"]])

    def record_item(place: standing.Place) -> Item:
        return standing.record_item(office, connection, asked[place[0]], person, now, "waiting_line")

    def task_item(task: Task) -> Item:
        return [_task(words, task, named[task.account].name, today)]

    lists = [
        standing.listed(words, "needs_you", things, _MOST["open"], lambda thing: open[thing[0].nudge.key]),
        standing.listed(words, "home_waiting", waiting, _MOST["waiting"], record_item),
        *(standing.listed(words, f"home_{kind}", due[kind], _MOST[kind], task_item) for kind in due),
        standing.listed(words, "snoozed", needs.snoozed, _MOST["snoozed"], lambda pair: put_off[pair[0].key]),
        standing.listed(
            words, "home_drafts", mine, _MOST["drafts"], lambda d: standing.draft_item(office, connection, d, zone)
        ),
        standing.listed(
            words, "home_accounts", held, _MOST["accounts"], lambda one: [_account(office, ours[one[0]], one[1])]
        ),
    ]
    nothing = "home_clear" if held else "home_newcomer"
    busy = needs.open or waiting or todo or mine
    greeting = [] if busy else [section_block("hello", words.phrase(nothing))]
    row = _row(office, me, now)
    return [*greeting, *lists[0], *lists[1], row, *(block for each in lists[2:] for block in each)]


def _held(
    connection: Connection, workspace: str, person: str, first: Sequence[int]
) -> list[tuple[int, tuple[str, ...]]]:
    """The accounts a person has roles in, with these: the ones in `first` in that order, then the others by name."""
    roles: dict[int, tuple[str, ...]] = {}
    for account, _, role in accounts.names_held_by(connection, workspace, person):
        roles[account] = (*roles.get(account, ()), role)
    urgent = [account for account in dict.fromkeys(first) if account in roles]
    return [(account, roles[account]) for account in dict.fromkeys([*urgent, *roles])]


def _row(office: Office, me: Person | None, now: datetime) -> Block:
    """What most people come for as buttons, every form behind one menu, and the rest behind another.

    Slack keeps what was chosen in a menu whose ids it knows, and choosing it once more would do nothing: the id of the
    row is new with each Home, which is drawn anew after a choice.
    """
    words, habits = office.words, office.blueprint.habits
    log = agenda.touch_log(office.blueprint)
    logging_one = [Button(f"{START}:{log}", words.plain("nudge_log"), log)] if log else []
    forms = tuple((habit.id, habit.name) for habit in habits.values())
    mine = [(HOME, words.plain("mine_title")), (HOURS, words.plain("hours_title"))]
    if why_not_see_outbox(me) is None:
        mine += [(id, words.plain(id)) for id in (OUTBOX, REHEARSE)]
    return row_block(
        f"begin.{now:%d%H%M%S%f}",
        [
            Button(FIND, words.plain("find"), "find"),
            *logging_one,
            Menu(MORE, tuple(mine)),
            Select(START, words.plain("home_start"), forms),
        ],
    )


def _task(words: Words, task: Task, account: str, today: date) -> Block:
    text = words.phrase("task_line", do=task.do, account=account, due=task.due_on, sent_on=today)
    return section_block(f"task.{task.id}", text, standing.task_button(words, task))


def _account(office: Office, account: Account, roles: Sequence[str]) -> Block:
    called = [standing.role_name(office, role) for role in roles]
    text = office.words.phrase(
        "account_line",
        account=account.name,
        tier=account.tier or "",
        roles=", ".join(first_down(name) for name in called),
        channel=office.words.channel(account.channel) if account.channel else "",
    )
    brief = office.words.plain("brief_of")
    button = Button(f"{standing.BRIEF}:{account.id}", brief, str(account.id), label=f"{brief}: {account.name}")
    return section_block(f"account.{account.id}", text, button)
