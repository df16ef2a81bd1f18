"""Whether a filled form can be taken, and every reason why not at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from bot.blueprint import AHEAD, BEHIND, Question
from bot.rules import needs
from bot.rules.allowed import why_not_hold
from bot.rules.facts import Answers, Person
from bot.rules.problem import Problem
from bot.rules.spelling import is_seen, key_of, words_of

LONGEST_NAME = 75
"""Characters of an account's name: what one option of a menu shows in full
(docs.slack.dev/reference/block-kit/composition-objects/option-object)."""
_WORDS_TO_SPARE = 2
"""Beside an empty wording: "get more value from it" says as little as "get more value"."""


def problems(
    questions: Sequence[Question],
    answers: Answers,
    people: Mapping[str, Person],
    tiers: frozenset[str],
    today: date | None = None,
) -> tuple[Problem, ...]:
    """Everything that is wrong with `answers` to `questions`.

    `answers` may hold more than these questions ask (earlier steps); the tier among them decides what is required.
    `people` are those we know by id; a person who is not in it cannot be given a role. `tiers` are all there are.
    `today` is the day where the form is filled in; without it no day is too early or too late.
    """
    needed = required(questions, answers.get("tier"), tiers)
    found = [p for question in questions for p in _with_one(question, answers, people, question.id in needed, today)]
    asked = {question.id for question in questions}
    found += [p for p in _between(questions, answers) if p.question in asked]
    return tuple(found)


def required(questions: Iterable[Question], tier: str | None, tiers: frozenset[str]) -> frozenset[str]:
    """The ids of the questions that must be answered for this tier; while it is not known, those all tiers need."""
    return frozenset(q.id for q in questions if ({tier} if tier else tiers) <= q.required)


def asked_of(questions: Iterable[Question], tier: str | None, tiers: frozenset[str]) -> frozenset[str]:
    """The ids of the questions whose answers are missed in this tier: the required ones, and those that are wanted."""
    return frozenset(q.id for q in questions if ({tier} if tier else tiers) <= q.required | q.wanted)


def is_begun(question: Question, answer: Any) -> bool:
    """Whether this says anything: words that are more than empty wordings, or at least one line."""
    return is_answered(question, answer) and not (isinstance(answer, str) and says_only(question.vague, answer))


def is_whole(question: Question, answer: Any, tier: str) -> bool:
    """Whether this is all that is asked: where lines are, as many as the tier needs."""
    if question.kind == "lines" and answer:
        return len(answer) >= question.least.get(tier, 0)
    return is_begun(question, answer)


def is_answered(question: Question, answer: Any) -> bool:
    """No lines is an answer ("there are none") where the question offers that box, and no answer elsewhere."""
    if question.kind == "lines":
        return bool(answer) or (answer is not None and question.none is not None)
    return answer is not None and answer != "" and answer != []


def people_named(questions: Iterable[Question], answers: Answers) -> frozenset[str]:
    """The ids of everybody whom these answers name, lines included."""
    named: set[str] = set()
    for question in questions:
        answer = answers.get(question.id)
        if question.kind == "person" and answer:
            named.add(answer)
        elif question.kind == "people":
            named.update(answer or ())
        elif question.kind == "lines":
            for line in answer or ():
                named |= people_named(question.line, line)
    return frozenset(named)


def roles_in(questions: Iterable[Question], answers: Answers) -> dict[str, str]:
    """Role to person, as the form's answers name them."""
    return {q.role: answers[q.id] for q in questions if q.role and answers.get(q.id)}


def _with_one(
    question: Question, answers: Answers, people: Mapping[str, Person], needed: bool, today: date | None
) -> Iterator[Problem]:
    answer: Any = answers.get(question.id)
    if not is_answered(question, answer):
        if needed:
            yield Problem(question.id, "required_missing", {"ask": question.ask})
        return
    match question.kind:
        case "person":
            if why := why_not_hold(people.get(answer)):
                yield Problem(question.id, why, {"person": answer})
        case "text" | "long_text" if says_only(question.vague, answer):
            yield Problem(question.id, "too_vague", {"seen": answer})
        case "money" | "number" if isinstance(answer, str):  # typed, and not understood
            yield Problem(question.id, f"{question.kind}_wrong", {"seen": answer})
        case "account" if "new" in answer:
            if len(answer["new"]) > LONGEST_NAME:
                yield Problem(
                    question.id, "account_name_too_long", {"length": len(answer["new"]), "most": LONGEST_NAME}
                )
            elif not (is_seen(answer["new"]) and key_of(answer["new"])):
                yield Problem(question.id, "required_missing", {"ask": question.ask})
        case "date" if today and question.falls == AHEAD and date.fromisoformat(answer) < today:
            yield Problem(question.id, "day_has_passed", {"ask": question.ask, "day": answer})
        case "date" if today and question.falls == BEHIND and date.fromisoformat(answer) > today:
            yield Problem(question.id, "day_is_to_come", {"ask": question.ask, "day": answer})
        case "lines" if answer:
            yield from _with_lines(question, answer, people, answers.get("tier") or "")


def _with_lines(
    question: Question, lines: Sequence[Answers], people: Mapping[str, Person], tier: str
) -> Iterator[Problem]:
    least = (question.least or {}).get(tier, 0)
    if len(lines) < least:
        facts = {"seen": len(lines), "least": least, "one": question.one, "tier": tier}
        yield Problem(question.id, "too_few_lines", facts)
    for number, line in enumerate(lines, 1):  # one that was there to begin with, and that nobody has looked at
        lacking = [
            asked.ask for asked in question.line if asked.required and not is_answered(asked, line.get(asked.id))
        ]
        if lacking:
            yield Problem(question.id, "line_lacks", {"number": number, "asks": ", ".join(lacking)})
    for person in sorted(people_named([question], {question.id: lines})):  # who may have left since the line was kept
        if why := why_not_hold(people.get(person)):
            yield Problem(question.id, why, {"person": person})


def _between(questions: Sequence[Question], answers: Answers) -> Iterator[Problem]:
    """What no single answer shows: two roles on one person, an end before its start."""
    roles = roles_in(questions, answers)
    asks = {q.role: q.id for q in questions if q.role}
    owner = roles.get("owner")
    if owner and owner == roles.get("ae"):
        yield Problem(asks["owner"], "owner_is_ae", {"person": owner})
    if owner and owner == roles.get("deputy"):
        yield Problem(asks["deputy"], "deputy_is_owner", {"person": owner})
    if owner and owner == roles.get("manager"):
        yield Problem(asks["manager"], "manager_is_owner", {"person": owner})
    start, renewal, notice = (answers.get(day) for day in ("contract_start", "renewal_on", "notice_on"))
    if start and renewal and renewal <= start:
        yield Problem("renewal_on", "renewal_before_start", {"renewal_on": renewal, "contract_start": start})
    if notice and renewal and notice > renewal:
        yield Problem("notice_on", "notice_after_renewal", {"notice_on": notice, "renewal_on": renewal})
    every = answers.get("every_days")
    if isinstance(every, (int, float)) and (every < 1 or every != int(every)):
        yield Problem("every_days", "not_whole_days", {"seen": every})
    yield from needs.problems(questions, answers)


def says_only(wordings: Sequence[str], answer: str) -> bool:
    """Whether nothing but one of these wordings was written, give or take two words."""
    said = words_of(answer) if wordings else ()
    return any(_holds(said, words_of(wording)) for wording in wordings)


def _holds(said: tuple[str, ...], wording: tuple[str, ...]) -> bool:
    spare = len(said) - len(wording)
    return 0 <= spare <= _WORDS_TO_SPARE and any(
        said[start : start + len(wording)] == wording for start in range(spare + 1)
    )
