"""What people of ours were asked about a record, and what each has answered so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from bot.blueprint import Asking, Watch
from bot.office import Office
from bot.rules.allowed import why_not_hold
from bot.rules.facts import Deed, Mark, Record
from bot.rules.watch import asked_of, asked_on
from bot.store import marks, people
from bot.words import as_plain, unmarked


@dataclass(frozen=True)
class Reply:
    """One question that was put to somebody by the watch that asks it. `of` is who should answer, None where a role
    should; `mark` the latest answer, None while there is none."""

    watch: str
    of: str | None
    mark: Mark | None


def replies(connection: Connection, office: Office, record: Record, day: date) -> tuple[Reply, ...]:
    """Everything that is asked about a record on `day`, or was answered before: of those who were asked and cannot act
    any more only what they answered."""
    asking = {
        id: w.rule for id, w in office.blueprint.watches.items() if _asks(w, record) and isinstance(w.rule, Asking)
    }
    if not asking:
        return ()
    answered = _answered(marks.of_accounts(connection, office.workspace, [record.account])[record.account])
    named = {person for rule in asking.values() for person in asked_of(rule, record)}
    known = people.known(connection, office.workspace, named)
    here = {person for person in named if why_not_hold(known.get(person)) is None}
    return tuple(
        reply for id, rule in asking.items() for reply in _of_watch(office, id, rule, record, day, here, answered)
    )


def answers_told(office: Office, watch: str, mark: Mark, today: date) -> str:
    """What somebody answered, as plain text: of one question its answer alone, of several each with its question."""
    rule, words = office.blueprint.watches[watch].rule, office.words
    assert isinstance(rule, Asking)  # nothing else is answered
    given = [(q, (mark.answers or {}).get(q.id)) for q in rule.questions]
    texts = [(q.ask, as_plain(unmarked(words.answer(q, answer, {}, today)))) for q, answer in given if answer]
    if len(rule.questions) == 1:
        return "".join(text for _, text in texts)
    return " ".join(words.plain("pack_known", ask=ask, answer=text) for ask, text in texts)


def _asks(watch: Watch, record: Record) -> bool:
    return isinstance(watch.rule, Asking) and watch.rule.habit == record.habit


def _answered(of_account: Sequence[Mark]) -> Mapping[str, Mark]:
    """The latest answer of each occasion, by its key."""
    return {mark.nudge: mark for mark in of_account if mark.deed is Deed.ANSWERED}


def _of_watch(
    office: Office,
    watch: str,
    rule: Asking,
    record: Record,
    day: date,
    here: set[str],
    answered: Mapping[str, Mark],
) -> Iterator[Reply]:
    key = f"{watch}/{record.id}"
    since = asked_on(rule, record, "UTC", office.blueprint.calendar)
    is_asked = since is not None and since <= day
    if key in answered:
        yield Reply(watch, None, answered[key])
    by_person = {nudge.removeprefix(f"{key}/"): mark for nudge, mark in answered.items() if nudge.startswith(f"{key}/")}
    for person in asked_of(rule, record):
        if person in by_person or (is_asked and person in here):
            yield Reply(watch, person, by_person.pop(person, None))
    yield from (Reply(watch, person, mark) for person, mark in by_person.items())
