"""What each column of a table holds, guessed by its heading or as somebody wishes it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from rapidfuzz.distance import OSA

from bot.blueprint import Blueprint, Choice, FieldClass, Question
from bot.portfolio.headings import CURRENCIES, CURRENCY, KNOWN
from bot.portfolio.reading import Unreadable
from bot.rules.spelling import key_of

NAME: Final = "account"
EXTERNAL_ID: Final = "external_id"
TIER: Final = "tier"
OWNER: Final = "owner"
CHANNEL: Final = "channel"
CURRENCY_FIELD: Final = "currency"
"""A column that is no field of its own: it says in which currency the amounts of its row are."""

NAME_PATH: Final = "name"
ROLE: Final = "roles."
FACT: Final = "facts."
"""How the paths of roles and facts begin; what follows is the role's, or the question's id."""

_NOT_IN_A_CELL: Final = ("lines", "account")
"""Kinds of questions whose answers no single cell can hold."""
_SIGN: Final = re.compile(r"[€$£¥₹]")
_IN_BRACKETS: Final = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_IN_CURRENCY: Final = re.compile(r"\bin\s+([A-Z]{3}|[€$£¥₹])\s*$")
_CUSTOM: Final = re.compile(r"__c$")
"""How the names of Salesforce's custom fields end."""
_HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD: Final = re.compile(r"[^\W_]+")

_ITSELF, _KNOWN, _MISSPELLED = range(3)
"""How surely a heading stands for a field; less is surer."""


@dataclass(frozen=True)
class Field:
    """Something of an account that a column may hold.

    `id` is what people call it in --column, `path` where it is kept: "name", "external_id", "tier", "channel",
    "roles.<role>" or "facts.<question's id>". `question` says of which kind it is.
    """

    id: str
    path: str
    question: Question


@dataclass(frozen=True)
class Column:
    """One column: what it was taken for, `field` None where it was left alone.

    `currency` is the one that its heading names ("ARR (EUR)"). `instead` is the heading of the column that holds what
    this one might have held.
    """

    place: int
    heading: str
    field: Field | None = None
    holds_currency: bool = False
    currency: str | None = None
    instead: str | None = None


@dataclass(frozen=True)
class Wishes:
    """What whoever imports says of the table, instead of leaving it to be guessed.

    `columns` maps headings to fields' ids, "" to leave the column alone. `day_first` says how to read 03/04/2026.
    `currency` is that of amounts which name none.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    day_first: bool | None = None
    currency: str | None = None


def fields(blueprint: Blueprint) -> dict[str, Field]:
    """Everything that a column may hold, by id: what an account is, who is who in it, what is known of it."""
    asked = {q.id: q for habit in blueprint.habits.values() for q in habit.questions}
    tiers = tuple(Choice(tier.id, tier.name) for tier in blueprint.tiers)

    def own(id: str, kind: str, choices: tuple[Choice, ...] = ()) -> Question:
        ask = asked[id].ask if id in asked else blueprint.phrases[f"field_{id}"]
        return Question(id, ask, kind, FieldClass.INTERNAL, choices=choices)

    roles = {role: Field(role, ROLE + role, question) for role, question in blueprint.team_roles.items()}
    facts = {id: Field(id, FACT + id, question) for id, question in blueprint.known_of_accounts.items()}
    return {
        **{id: one for id, one in facts.items() if one.question.kind not in _NOT_IN_A_CELL},
        **roles,
        NAME: Field(NAME, NAME_PATH, own(NAME, "account")),
        EXTERNAL_ID: Field(EXTERNAL_ID, EXTERNAL_ID, own(EXTERNAL_ID, "text")),
        TIER: Field(TIER, TIER, own(TIER, "choice", tiers)),
        CHANNEL: Field(CHANNEL, CHANNEL, own(CHANNEL, "channel")),
    }


def guessed(headings: Sequence[str], fields: Mapping[str, Field], wishes: Wishes) -> tuple[Column, ...]:
    """What every column holds.

    Raises Unreadable where two columns have the same claim to a field, none is the account's name, or a wish cannot be
    fulfilled.
    """
    wished = _wished(headings, fields, wishes)
    claims = _claims(headings, fields, wished)
    taken = {id: _surest(id, places, headings) for id, places in claims.items()}
    if NAME not in taken:
        raise Unreadable(
            1, "table_without_names", headings=", ".join(filter(None, headings)), field=fields[NAME].question.ask
        )
    claimed = {place: id for id, places in claims.items() for place in places}

    def column(place: int, heading: str) -> Column:
        id = claimed.get(place)
        if id is None:
            return Column(place, heading)
        if taken[id] != place:
            return Column(place, heading, instead=headings[taken[id]])
        if id == CURRENCY_FIELD:
            return Column(place, heading, holds_currency=True)
        return Column(place, heading, fields[id], currency=_currency_in(heading))

    return tuple(column(place, heading) for place, heading in enumerate(headings))


def key_of_heading(heading: str) -> str:
    """A heading's words in small letters: "AccountName", "account_name__c" and "Account Name (legal)" are one."""
    words = _IN_CURRENCY.sub(" ", _IN_BRACKETS.sub(" ", _CUSTOM.sub("", heading.strip())))
    return " ".join(_WORD.findall(key_of(_HUMP.sub(" ", words))))


def _wished(headings: Sequence[str], fields: Mapping[str, Field], wishes: Wishes) -> dict[int, str]:
    """The columns somebody has spoken for: by place, the id of the field, or ""."""
    wished = {}
    for heading, id in wishes.columns.items():
        places = [place for place, one in enumerate(headings) if key_of(one) == key_of(heading)]
        if len(places) != 1:
            raise Unreadable(
                1, "table_no_such_heading", heading=heading, count=len(places), headings=", ".join(headings)
            )
        if id and id not in fields and id != CURRENCY_FIELD:
            raise Unreadable(1, "table_no_such_field", field=id, fields=", ".join((*fields, CURRENCY_FIELD)))
        wished[places[0]] = id
    return wished


def _claims(
    headings: Sequence[str], fields: Mapping[str, Field], wished: Mapping[int, str]
) -> dict[str, dict[int, int]]:
    """Of every field that some column may hold, the columns' places and how surely they do."""
    known = {(word, id): rank for id in (*fields, CURRENCY_FIELD) for word, rank in _words_for(id, fields)}
    claims: dict[str, dict[int, int]] = {}
    for place, id in wished.items():
        if id:
            claims.setdefault(id, {})[place] = _ITSELF
    for place, heading in enumerate(headings):
        if place not in wished and (best := _best(key_of_heading(heading), known)):
            id, rank = best
            if id not in wished.values():
                claims.setdefault(id, {})[place] = rank
    return claims


def _words_for(id: str, fields: Mapping[str, Field]) -> Iterator[tuple[str, int]]:
    also = CURRENCY if id == CURRENCY_FIELD else KNOWN.get(id, ())
    yield from ((word, _KNOWN) for word in also)
    if id in fields:
        yield key_of_heading(id), _ITSELF
        yield key_of_heading(fields[id].question.ask), _ITSELF


def _best(key: str, known: Mapping[tuple[str, str], int]) -> tuple[str, int] | None:
    """The field that a heading stands for surest, and how surely."""
    exact = [(rank, id) for (word, id), rank in known.items() if word == key]
    if exact:
        rank, id = min(exact)
        return id, rank
    spare = 2 if len(key) >= 12 else 1 if len(key) >= 6 else 0  # letters that may be wrong, missing or swapped
    near = {id for word, id in known if OSA.distance(key, word, score_cutoff=spare) <= spare} if spare else set()
    return (near.pop(), _MISSPELLED) if len(near) == 1 else None


def _surest(id: str, places: Mapping[int, int], headings: Sequence[str]) -> int:
    first, *others = sorted(places, key=lambda place: (places[place], place))
    if others and places[others[0]] == places[first]:
        raise Unreadable(1, "table_two_columns", one=headings[first], other=headings[others[0]], field=id)
    return first


def _currency_in(heading: str) -> str | None:
    """The currency, or its sign, that a heading names: "ARR (EUR)", "ARR in €"."""
    if sign := _SIGN.search(heading):
        return sign[0]
    if named := _IN_CURRENCY.search(heading):
        return named[1]
    codes = (code for bracket in _IN_BRACKETS.findall(heading) for code in re.findall(r"[A-Z]{3}", bracket))
    return next((code for code in codes if code in CURRENCIES), None)
