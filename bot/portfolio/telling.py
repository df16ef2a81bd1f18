"""A plan and what became of it, in words: how the table was read, what changes, and what cannot be taken and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from bot.blueprint import FieldClass
from bot.portfolio.columns import CHANNEL, NAME, NAME_PATH, TIER, Column, Field
from bot.portfolio.plan import Change, Plan
from bot.portfolio.reading import Unreadable
from bot.portfolio.taking import Undone
from bot.rules.submission import people_named
from bot.words import Words, answered, day


def summary(plan: Plan, words: Words) -> Iterator[str]:
    """How the table was read, and of how many rows what becomes of them."""
    yield from how_read(plan, words)
    yield words.plain("import_counts", **asdict(plan.counts))


def how_read(plan: Plan, words: Words) -> Iterator[str]:
    """As which text the table was read, and what each column was taken for."""
    rows = sum(asdict(plan.counts).values())
    between = {"\t": "tab"}.get(plan.separator, plan.separator)
    yield words.plain("import_read", file=plan.source, count=rows, encoding=plan.encoding, separator=between)
    if plan.sample:
        yield words.plain("import_sample", encoding=plan.encoding, seen=plan.sample)
    yield words.plain("import_columns", columns=", ".join(_columns(plan, words)))
    if left := [column.heading for column in plan.columns if _is_left(column) and not column.instead]:
        yield words.plain("import_left", headings=", ".join(left))
    for column in plan.columns:
        if column.instead:
            yield words.plain("import_left_for", heading=column.heading, other=column.instead)
    if plan.directory.trusts:
        yield words.plain("import_trusts")


def changes(plan: Plan, words: Words) -> Iterator[str]:
    """Every change, as "file:line: what of which account"."""
    by_path = {field.path: field for field in plan.fields.values()}
    return (f"{plan.source}:{change.line}: {_told(change, by_path, plan, words)}" for change in plan.changes)


def refusals(plan: Plan, words: Words) -> Iterator[str]:
    """Every row that cannot be taken, as "file:line: " and all that is wrong with it."""
    headings = {column.field.question.id: column.heading for column in plan.columns if column.field}
    for refused in plan.refused:
        reasons = []
        for problem in refused.problems:
            why = words.plain(problem.phrase, **_named(problem.facts, plan, words))
            reasons.append(f"{headings[problem.question]}: {why}" if problem.question in headings else why)
        yield f"{plan.source}:{refused.line}: {' '.join(reasons)}"


def undone(undone: Undone, fields: Mapping[str, Field], words: Words) -> Iterator[str]:
    """What was put back, and account by account what was not."""
    by_path = {field.path: field.question.ask for field in fields.values()}
    yield words.plain(
        "undone",
        number=undone.imported.id,
        file=undone.imported.source,
        restored=undone.restored,
        withdrawn=undone.withdrawn,
    )
    for kept in undone.kept:
        since = ", ".join(by_path.get(path, path) for path in kept.paths)
        yield words.plain("undone_kept_used" if kept.used else "undone_kept", account=kept.name, fields=since)


def why_unreadable(unreadable: Unreadable, name: str, words: Words) -> str:
    """Why a file is no table of accounts, as "file:line: sentence"."""
    place = f"{name}:{unreadable.line}" if unreadable.line else name
    return f"{place}: {words.plain(unreadable.phrase, **unreadable.facts)}"


def _columns(plan: Plan, words: Words) -> Iterator[str]:
    for column in plan.columns:
        if column.field:
            yield words.plain("import_column", heading=column.heading, field=column.field.question.ask)
        elif column.holds_currency:
            yield words.plain("import_column_of_currencies", heading=column.heading)


def _is_left(column: Column) -> bool:
    return bool(column.heading) and not (column.field or column.holds_currency)


def _told(change: Change, fields: Mapping[str, Field], plan: Plan, words: Words) -> str:
    def shown(path: str, value: Any) -> str:
        return words.plain("nothing_known") if value is None else _shown(fields[path], value, plan)

    asks = {path: fields[path].question.ask for path in change.after}
    if change.account is None:
        values = [f"{asks[path]} {shown(path, value)}" for path, value in change.after.items() if path != NAME_PATH]
        return words.plain("import_new", account=change.name, values="; ".join(values))

    def before(path: str) -> str:
        """Of what is personal nothing: whoever brings a table need not be of the account's own people."""
        personal = fields[path].question.field_class is FieldClass.PERSONAL
        return "" if personal else f" {shown(path, change.before[path])}"

    told = (f"{asks[path]}{before(path)} → {shown(path, value)}" for path, value in change.after.items())
    return f"{change.name}: {'; '.join(told)}"


def _shown(field: Field, value: Any, plan: Plan) -> str:
    """A value as people read it; a tier by its id, as they write it."""
    if field.id in (NAME, TIER):
        return str(value)
    if field.id == CHANNEL:
        return plan.directory.channel_name(str(value))
    answers = {field.question.id: value}
    named = {id: plan.directory.person(id) for id in people_named((field.question,), answers)}
    text = answered((field.question,), answers, {id: who for id, who in named.items() if who})[field.question.id]
    return day(text) if isinstance(text, date) else str(text)


def _named(facts: Mapping[str, Any], plan: Plan, words: Words) -> dict[str, Any]:
    """A problem's facts, people by name."""
    if "person" not in facts:
        return dict(facts)
    return {**facts, "person": words.person(facts["person"], plan.directory.person(facts["person"]))}
