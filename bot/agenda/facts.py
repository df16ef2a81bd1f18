"""What a template is told of a nudge: plain names, days and texts, as they stand when it is told."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection

from bot import picture
from bot.agenda.answers import Reply, replies
from bot.blueprint import Asking, Ball, Blueprint, Cadence, Clock, Ladder, NextContact, Question, Turns, Watch
from bot.office import Office
from bot.rules.facts import Account, Clocks, Nudge, Person, Task
from bot.rules.watch import Colour, colour
from bot.store import accounts, people, records, tasks, touches
from bot.words import answered, mention

Facts = dict[str, Any]

TEAM = ("owner", "deputy", "ae", "manager", "our_sponsor")
"""The roles that the words of any watch may name."""
_SOON = timedelta(days=7)
"""How far ahead a day on which they hear from us is a reason to write already."""
_BACKERS = ("champion", "their_sponsor")
"""The contacts whom one should know."""


def facts_of(
    connection: Connection, office: Office, nudges: Collection[Nudge], reader: str, day: date
) -> dict[str, Facts]:
    """The facts of each nudge by key, as they are told to `reader` on `day`.

    Nudges whose account is gone, or whose watch is not in the blueprints any more, are left out.
    """
    there = _there(connection, office, nudges, reader)
    return {
        nudge.key: _facts(connection, office, there, nudge, reader, day)
        for nudge in nudges
        if nudge.account in there.accounts and nudge.watch in office.blueprint.watches
    }


@dataclass(frozen=True)
class _There:
    """What is known of all the accounts together."""

    accounts: Mapping[int, Account]
    clocks: Mapping[int, Clocks]
    roles: Mapping[int, Mapping[str, str]]
    promises: Mapping[int, tuple[Task, ...]]
    people: Mapping[str, Person]


def _there(connection: Connection, office: Office, nudges: Collection[Nudge], reader: str) -> _There:
    ids = {nudge.account for nudge in nudges}
    roles: dict[int, dict[str, str]] = {}
    for role in accounts.roles(connection, office.workspace, ids):
        roles.setdefault(role.account, {})[role.role] = role.person
    todo = tasks.open_of_accounts(connection, office.workspace, ids)
    named = {person for those in roles.values() for person in those.values()}
    named |= {reader} | {nudge.person for nudge in nudges}
    return _There(
        accounts=accounts.get_many(connection, office.workspace, ids),
        clocks=touches.clocks(connection, office.workspace, ids),
        roles=roles,
        promises={id: tuple(task for task in those if task.promise) for id, those in todo.items()},
        people=people.known(connection, office.workspace, named),
    )


def _facts(connection: Connection, office: Office, there: _There, nudge: Nudge, reader: str, day: date) -> Facts:
    watch = office.blueprint.watches[nudge.watch]
    account = there.accounts[nudge.account]
    roles = there.roles.get(nudge.account, {})
    told = {name: _plain(value) for name, value in nudge.facts.items()}
    last_on = told.get("last_on", "")
    shown = colour(nudge, day)
    facts: Facts = {
        "account": picture.account_facts(account, office.blueprint, {}),
        "holder": _person(nudge.person, there.people),
        "reader": _person(reader, there.people),
        **{role: _person(roles.get(role), there.people) for role in TEAM},
        "sent_on": day,
        "opens_on": nudge.opens_on,
        "day": nudge.due_on or "",
        "when": office.words.when(nudge.due_on, day) if nudge.due_on else "",
        "leads_to": told.get("day", ""),
        "renewal_on": _plain(account.facts.get("renewal_on", "")),
        "colour": "" if shown is Colour.PLAIN else shown.value,
        "days": (day - last_on).days if isinstance(last_on, date) else 0,
        "contact": _contact_label(office, told.get("contact")),
        "contact_name": str(account.facts.get(str(told.get("contact")), "")).partition(",")[0],
        "next_how": how(office, told.get("next_how")),
        "signals": [office.blueprint.watches[id].called for id in told.get("of", ()) if id in office.blueprint.watches],
        "reasons": list(_reasons(office, there, account, watch, day)),
        "line": _line(office, watch, nudge, there),
        "who_next": "",
        "cover_for": "",
        "do": "",
        "open_before": [],
        **{name: told.get(name, "") for name in _OF_RULES},
    }
    booked = [date.fromisoformat(on) for on in told.get("booked", ())]
    facts["booked_on"] = next((on for on in booked if on >= day), "")  # a meeting that has been is booked no more
    facts |= _asked(connection, office, watch, nudge, day)
    facts["open_before"] = [office.words.rung(watch.id, rung, facts) for rung in told.get("open_before") or ()]
    return facts | {"do": _do(connection, office, watch, nudge, facts, day)}


_OF_RULES = (
    "last_on",
    "amber",
    "red",
    "since",
    "state",
    "next_on",
    "known",
    "fewest",
    "within",
    "noted_on",
    "planned_on",
    "said_on",
)
"""What the rules put into a nudge's facts and templates read as it is."""


def _contact_label(office: Office, contact: str | None) -> str:
    """What a contact is called in the touch log."""
    if not contact:
        return ""
    return _label(touch_question(office.blueprint, "with_whom"), contact)


def how(office: Office, how: str | None) -> str:
    """By what they hear from us next, as the touch log has it."""
    return _label(touch_question(office.blueprint, "next_how"), how) if how else ""


def _label(asked: Question | None, value: str) -> str:
    return next((choice.label for choice in (asked.choices if asked else ()) if choice.value == value), value)


def touch_log(blueprint: Blueprint) -> str | None:
    """The habit whose records tell of what kind a touch was; others are always a talk."""
    plans = ((id, on.touch) for id, habit in blueprint.habits.items() for on in habit.on.values())
    return next((id for id, plan in plans if plan and plan.kind), None)


def touch_question(blueprint: Blueprint, part: str) -> Question | None:
    """The question of the touch log that asks for a part of its plan (`with_whom`, `next_how`)."""
    plans = ((habit, on.touch) for habit in blueprint.habits.values() for on in habit.on.values() if on.touch)
    asked = ((habit, getattr(plan, part)) for habit, plan in plans)
    return next((question for habit, id in asked for question in habit.kept if question.id == id), None)


def _reasons(office: Office, there: _There, account: Account, watch: Watch, day: date) -> Iterator[str]:
    """Why one could write to them today, without asking how they are: what is open between us, besides what the watch
    tells itself."""
    clocks, say, rule = there.clocks.get(account.id, Clocks()), office.words.plain, watch.rule
    for task in sorted(there.promises.get(account.id, ()), key=lambda task: task.due_on)[:2]:
        yield say("reason_promise", do=task.do, day=task.due_on, sent_on=day)
    if clocks.ball == "us" and clocks.ball_since and not isinstance(rule, Ball):
        yield say("reason_ball", day=clocks.ball_since, sent_on=day)
    if clocks.next_on and day <= clocks.next_on <= day + _SOON and not isinstance(rule, NextContact):
        yield say("reason_next", day=clocks.next_on, sent_on=day)
    told = rule.contact if isinstance(rule, Clock) else None
    unheard = [c for c in _BACKERS if account.facts.get(c) and c not in clocks.contacts and c != told]
    for contact in unheard[:1]:
        yield say("reason_contact", contact=_contact_label(office, contact))


def _line(office: Office, watch: Watch, nudge: Nudge, there: _There) -> Facts:
    """The line of the cadence that is due, as it is read."""
    if not isinstance(watch.rule, Cadence):
        return {}
    asked = next((q for q in office.blueprint.habits[watch.rule.habit].kept if q.id == watch.rule.lines), None)
    return answered(asked.line, nudge.facts.get("line", {}), there.people) if asked else {}


def _asked(connection: Connection, office: Office, watch: Watch, nudge: Nudge, day: date) -> Facts:
    """How many of ours were asked something about the record, and who has not answered yet."""
    by_record = isinstance(watch.rule, Ladder | Asking) and nudge.record is not None
    record = records.get(connection, office.workspace, nudge.record) if by_record and nudge.record else None
    asked: tuple[Reply, ...] = replies(connection, office, record, day) if record else ()
    silent = [reply.of for reply in asked if reply.mark is None and reply.of]
    known = people.known(connection, office.workspace, silent)
    return {
        "asked": len(asked),
        "answered": sum(reply.mark is not None for reply in asked),
        "unanswered": [known[person].name for person in silent],
    }


def _do(connection: Connection, office: Office, watch: Watch, nudge: Nudge, facts: Facts, day: date) -> str:
    """What is to be done: the task's words, the rung's, or where the record stands."""
    if nudge.task is not None:
        task = tasks.get(connection, office.workspace, nudge.task)
        return task.do if task else ""
    if rung := nudge.facts.get("rung"):
        return office.words.rung(watch.id, str(rung), facts)
    if isinstance(watch.rule, Turns) and nudge.record is not None:
        record = records.get(connection, office.workspace, nudge.record)
        if record is not None:
            habit = office.blueprint.habits[record.habit]
            noon = datetime.combine(day, time(12), UTC)
            of_record = picture.of_record(connection, office.workspace, office.blueprint, record, nudge.person, noon)
            return f"{habit.name}: {office.words.state(habit.id, record.state, of_record)}"
    return ""


def _plain(value: Any) -> Any:
    """A fact as templates read it: a day where it is one, and nothing as an empty text."""
    if value is None:
        return ""
    if isinstance(value, str) and len(value) == len("2026-03-02"):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return value


def _person(id: str | None, known: Mapping[str, Person]) -> Facts:
    """Somebody as a template reads them; nobody where there is none, as for the reader of a channel."""
    if not id:
        return {"name": "", "first": "", "mention": "", "known": False}
    name = known[id].name if id in known else id
    return {"name": name, "first": name.split()[0], "mention": mention(id), "known": True}
