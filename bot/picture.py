"""What a template is told of a record: plain names, amounts and days, gathered at the moment of speaking."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot import words
from bot.blueprint import Blueprint, Habit
from bot.rules.days import local_day
from bot.rules.facts import Account, Answers, Message, Person, Record, Task
from bot.rules.moves import OWN_TASKS, people_of, turn_due
from bot.rules.score import judged
from bot.rules.spelling import key_of
from bot.rules.submission import people_named
from bot.store import accounts, people, records, tasks

Facts = dict[str, Any]


def of_message(connection: Connection, workspace: str, blueprint: Blueprint, message: Message, now: datetime) -> Facts:
    """The facts for one message, as they stand now: names and tasks may have changed since it was decided."""
    assert message.record is not None  # what is told in a habit's words is about a record
    record = records.get(connection, workspace, message.record)
    assert record is not None  # a message's foreign key says so
    facts = of_record(connection, workspace, blueprint, record, message.actor, now)
    reader = people.known(connection, workspace, [message.to]).get(message.to)
    facts["reader"] = _person(message.to, reader) if reader else _nobody()
    facts["move"] = _shown_move(connection, workspace, blueprint.habits[message.habit], message.facts.get("move", {}))
    owners = [task.owner for task in tasks.of_record(connection, workspace, record.id)]
    own = [task for task, owner in zip(facts["tasks"], owners, strict=True) if owner == message.to]
    facts["tasks"] = own if message.facts.get(OWN_TASKS) else own + [task for task in facts["tasks"] if task not in own]
    facts |= {k: v for k, v in message.facts.items() if k not in ("move", "number", OWN_TASKS)}
    return facts


def of_record(
    connection: Connection, workspace: str, blueprint: Blueprint, record: Record, actor: str, now: datetime
) -> Facts:
    """Account, roles, answers, tasks and dates of a record, as templates read them (blueprints/README.md)."""
    habit = blueprint.habits[record.habit]
    account = accounts.get(connection, workspace, record.account)
    assert account is not None  # so does a record's
    held = accounts.roles_of(connection, workspace, record.account)
    roles = people_of(habit, record, held)
    todo = tasks.of_record(connection, workspace, record.id)
    ids = people_named(habit.kept, record.answers) | set(roles.values()) | {actor} | {t.owner for t in todo}
    known = people.known(connection, workspace, ids)
    owner = known.get(roles.get("owner", ""))
    zone = owner.zone if owner else "UTC"
    facts = words.answered(habit.kept, record.answers, known)
    facts |= {
        role: _person(roles[role], known.get(roles[role])) if role in roles else _nobody() for role in habit.all_roles
    }
    facts |= {
        "account": account_facts(account, blueprint, record.answers),
        "actor": _person(actor, known.get(actor)),
        "tasks": [_task(task, known) for task in todo],
        "due": turn_due(blueprint, record, held, known) or "",
        "sent_on": local_day(now, zone),
        "changed_on": local_day(record.changed_at, zone),
        "started_from": words.link(record.answers.get("started_from") or ""),
    }
    return facts | _completeness(habit, record.answers, blueprint)


def account_facts(account: Account, blueprint: Blueprint, answers: Answers) -> Facts:
    """An account as templates read it; its tier is that of the answers while it has none itself."""
    tier = account.tier or answers.get("tier", "")
    return {
        "name": account.name,
        "slug": slug(account.name),
        "tier": tier,
        "tier_name": next((t.name for t in blueprint.tiers if t.id == tier), ""),
        "channel": words.channel(account.channel) if account.channel else "",
    }


def slug(name: str) -> str:
    """A name as part of a channel's: lower case letters, digits and single dashes.

    docs.slack.dev/reference/methods/conversations.create: at most 80 characters, no spaces or most punctuation.
    """
    return re.sub(r"[^\w]+", "-", key_of(name)).strip("-").replace("_", "-")[:60].strip("-") or "account"


def _completeness(habit: Habit, answers: Answers, blueprint: Blueprint) -> Facts:
    """What the form lacks, by the names of its questions, and how it scores; nothing for a habit without a score."""
    found = judged(habit, answers, blueprint.tier_ids)
    if found is None:
        return {"missing": [], "score": "", "score_of": ""}
    missing = [habit.question(id).ask for id in found.missing]
    return {"missing": missing, "score": found.score, "score_of": found.most}


def _shown_move(connection: Connection, workspace: str, habit: Habit, answers: Answers) -> Facts:
    shown: Facts = {}
    asked = [question for move in habit.moves.values() if move.form for question in move.form.questions]
    known = people.known(connection, workspace, people_named(asked, answers)) if answers else {}
    for move in habit.moves.values():
        if move.form:
            shown |= words.answered(move.form.questions, answers, known)
    return shown


def _task(task: Task, known: Mapping[str, Person]) -> Facts:
    return {
        "id": task.id,
        "do": task.do,
        "due": task.due_on,
        "owner": _name(task.owner, known),
        "done": task.done_at is not None,
        "done_by": _name(task.done_by, known) if task.done_by else "",
    }


def _person(id: str, person: Person | None) -> Facts:
    name = person.name if person else id
    return {"name": name, "first": name.split()[0] if name else "", "mention": words.mention(id), "known": True}


def _nobody() -> Facts:
    return {"name": "", "first": "", "mention": "", "known": False}


def _name(id: str, known: Mapping[str, Person]) -> str:
    return known[id].name if id in known else id
