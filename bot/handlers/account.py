"""Everything about one account: finding it, its brief, and the habits that can be begun for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App

from bot.blueprint import UMBRELLA, Habit
from bot.handlers import asking, binding, forms, hours, listening
from bot.handlers.door import Body, Door
from bot.modals import account_option
from bot.pages import brief, finding, guide, home, mine, stale, standing, why
from bot.store import accounts
from bot.store.engine import reading

_WHY = "why"
"""The word before an account's name that asks why anybody is told anything of it."""
_OPTIONS = 100
"""Of one options answer (docs.slack.dev/reference/block-kit/block-elements/select-menu-element)."""


def register(app: App, door: Door) -> None:
    """Listen for the command, the menu of accounts, and every button that names one."""

    @app.command(UMBRELLA)
    def command(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        typed = door.office.words.as_plain(body.get("text", "")).strip()  # what Slack escaped, as it was typed
        door.after(body, lambda: _answer(door, body, typed))

    @app.options(finding.PICK_KNOWN)
    def options(ack: Ack, body: dict[str, Any]) -> None:
        door.actor(body)
        likely = door.office.names.find(body.get("value") or "", _OPTIONS)
        ack(options=[account_option({"id": one.id, "name": one.name}, door.office.words) for one in likely])

    @app.action(finding.PICK_KNOWN)
    def picked(ack: Ack, body: dict[str, Any]) -> None:
        actor = door.actor(body)
        ack()
        account = int(body["actions"][0]["selected_option"]["value"].partition(":")[2])
        door.after(body, lambda: asking.show_brief(door, body, actor.id, account))

    @app.action(re.compile(rf"^{standing.BRIEF}:"))
    def pressed(ack: Ack, body: dict[str, Any]) -> None:
        actor = door.actor(body)
        ack()
        account = int(body["actions"][0]["value"])
        door.after(body, lambda: asking.show_brief(door, body, actor.id, account))

    @app.action(why.WHY_OF)
    def asked_why(ack: Ack, body: dict[str, Any]) -> None:
        actor = door.actor(body)
        ack()
        account = int(body["actions"][0]["value"])
        door.after(body, lambda: asking.show_why(door, body, actor.id, account))

    @app.action(home.FIND)
    def find(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        door.after(body, lambda: _answer(door, body, ""))

    @app.action(re.compile(rf"^{brief.START_FOR}:"))
    def start_for(ack: Ack, body: dict[str, Any]) -> None:
        door.actor(body)
        ack()
        habit, account = _habit_of(door, body), int(body["actions"][0]["value"])
        door.after(body, lambda: _start(door, body, habit, account))

    @app.action(re.compile(rf"^{finding.START_NEW}:"))
    def start_new(ack: Ack, body: dict[str, Any]) -> None:
        door.actor(body)
        ack()
        habit, name = _habit_of(door, body), body["actions"][0]["value"]
        door.after(body, lambda: forms.open_named(door, habit, body, name))


def _answer(door: Door, body: Body, typed: str) -> None:
    """What the words after the command ask for: a habit of an account, a word of our own, or the account they name."""
    first, _, rest = typed.partition(" ")
    habits = door.office.blueprint.habits.values()
    habit = next((habit for habit in habits if habit.command == f"{UMBRELLA} {first.casefold()}"), None)
    if habit is not None:
        forms.open_form(door, habit, body, rest.strip())
    elif typed.casefold() in _ALONE:
        _ALONE[typed.casefold()](door, body)
    elif first.casefold() == _WHY and rest:
        _why(door, body, rest.strip())
    elif first.casefold() == listening.WORD:
        listening.switch(door, body, rest.strip())
    elif first.casefold() == binding.WORD:
        binding.bind(door, body, rest.strip())
    else:
        _find(door, body, typed)


def _help(door: Door, body: Body) -> None:
    door.actor(body)
    asking.show(door, body, guide.of_everything(door.office))


def _mine(door: Door, body: Body) -> None:
    actor = door.actor(body)
    asking.show(door, body, mine.view_for(door.office, actor.id, door.office.clock()))


def _stale(door: Door, body: Body) -> None:
    actor = door.actor(body)
    asking.show(door, body, stale.view_for(door.office, actor.id, door.office.clock()))


def _why(door: Door, body: Body, named: str) -> None:
    """Why anybody is told anything of the account that is named, else what there is to choose from."""
    actor = door.actor(body)
    if one := door.office.names.meant(named):
        asking.show_why(door, body, actor.id, one.id)
    else:
        _find(door, body, named)


_ALONE: Mapping[str, Callable[[Door, Body], None]] = {
    "help": _help,
    "hours": hours.open_form,
    "mine": _mine,
    "stale": _stale,
}
"""What a word does that is typed alone after the command."""


def _find(door: Door, body: Body, typed: str) -> None:
    """The brief of the account that `typed` can only mean, else what there is to choose from."""
    actor = door.actor(body)
    if one := door.office.names.meant(typed):
        asking.show_brief(door, body, actor.id, one.id)
    else:
        asking.show(door, body, finding.view_for(door.office, actor.id, typed))


def _start(door: Door, body: Body, habit: Habit, account: int) -> None:
    with reading(door.office.memory) as connection:
        known = accounts.get(connection, door.office.workspace, account)
    if known is None:
        door.tell(body, door.office.words.phrase("gone"))
    else:
        forms.open_named(door, habit, body, known.name)


def _habit_of(door: Door, body: Body) -> Habit:
    return door.office.blueprint.habits[body["actions"][0]["action_id"].rpartition(":")[2]]
