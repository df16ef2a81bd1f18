"""A portfolio written as a table: readable in any spreadsheet, and read by `portfolio.read` as what it was."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection

from bot.blueprint import Blueprint, Question
from bot.portfolio.columns import FACT, fields
from bot.portfolio.state import states
from bot.rules.facts import Person
from bot.rules.money import Money
from bot.store import accounts, people

_A_FORMULA: Final = re.compile(r"['=+@-]")
"""With what a cell begins that a spreadsheet would take for a formula; an apostrophe before it says it is text."""


def written(connection: Connection, workspace: str, blueprint: Blueprint) -> str:
    """Every account by name as CSV, a column for whatever an import may change."""
    known = people.everybody(connection, workspace)
    ids = [id for id, *_ in accounts.all_names(connection, workspace)]
    states_by_id = states(connection, workspace, ids)
    columns = sorted(fields(blueprint).values(), key=lambda field: ("." in field.path, field.path.startswith(FACT)))
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(field.id for field in columns)
    for id in ids:
        table.writerow(cell(field.question, states_by_id[id].get(field.path), known) for field in columns)
    return text.getvalue()


def cell(question: Question, value: Any, known: Mapping[str, Person]) -> str:
    """An answer as `portfolio.read` and `cells` read it; whoever is `known` is named beside their id."""
    if value in (None, "", []):
        return ""
    text = _text(question, value, known)
    return f"'{text}" if _A_FORMULA.match(text) else text


def _text(question: Question, value: Any, known: Mapping[str, Person]) -> str:
    match question.kind:
        case "person":
            return _person(value, known)
        case "people":
            return "; ".join(f"<@{id}>" for id in value)
        case "choices":
            return "; ".join(value)
        case "money":
            return str(Money(**value)) if isinstance(value, Mapping) else str(value)
        case _:
            return str(value)


def _person(id: str, known: Mapping[str, Person]) -> str:
    """A mention: whom it means is certain, and who it is can be read."""
    name = known[id].name.replace(">", "") if id in known else ""
    return f"<@{id}|{name}>" if name else f"<@{id}>"
