"""The corpus for judging the judges: every sample as it is, and changed at every limit that is written down."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sandbox.blockkit import Surface
from sandbox.blockkit.blocks import ANY_BLOCK
from sandbox.blockkit.rules import Integer, Items, Kinds, Nullable, Number, OneOf, Rule, Shape, String
from sandbox.blockkit.views import VIEW
from tests.sandbox.blockkit_relations import MISPLACED, TOGETHER
from tests.sandbox.blockkit_samples import ALL, SAMPLES, changed, home, many, modal, mrkdwn, plain, sample, without

DIVIDER = {"type": "divider"}

# The object it belongs to, the rule, and what is done to it: so that a shape many blocks share is changed once.
Limit = tuple[int, int, str]


@dataclass(frozen=True)
class Case:
    """A whole payload and what is said of it: "header /text/text: too long"."""

    name: str
    surface: Surface
    payload: Any
    """The blocks of a message, or a view."""


def cases() -> list[Case]:
    """No two of them change the same limit of the same element or block."""
    return [*_standing(), *_changed_blocks(), *_changed_views(), *_disagreeing(), *_misplaced(), *_crowded()]


def _standing() -> Iterator[Case]:
    for each in SAMPLES:
        for surface in ALL:
            yield _case(f"{each.name}: on {surface}", surface, each.block)


def _changed_blocks() -> Iterator[Case]:
    seen: set[Limit] = set()
    for each in SAMPLES:
        if each.surfaces:
            for pointer, change, block in _changes(ANY_BLOCK, each.block, seen):
                yield _case(f"{each.name} {pointer}: {change}", each.surface, block)


def _changed_views() -> Iterator[Case]:
    seen: set[Limit] = set()
    for surface, view in (("modal", modal(DIVIDER)), ("home", home(DIVIDER))):
        for pointer, change, spoiled in _changes(VIEW, view, seen):
            if not pointer.startswith("/blocks/"):
                yield Case(f"{surface} view {pointer}: {change}", surface, spoiled)


def _disagreeing() -> Iterator[Case]:
    for row in TOGETHER:
        yield _case(row.name, row.surface, row.refused)


def _misplaced() -> Iterator[Case]:
    for _, block, _, kind in MISPLACED:
        yield _case(f"{kind} in {block['type']}", "message", block)


def _crowded() -> Iterator[Case]:
    """What several blocks may not do together."""
    half = {"type": "markdown", "text": "x" * 6001}
    table = without(sample("table"), "/block_id")
    chart = without(sample("data_visualization as a pie"), "/block_id")
    button = {"type": "button", "text": plain(), "action_id": "same"}
    focus = {"type": "plain_text_input", "focus_on_load": True}
    asked = {"type": "input", "label": plain(), "element": focus}
    yield Case("two blocks with one block_id", "message", [DIVIDER | {"block_id": "a"}] * 2)
    yield Case("two elements with one action_id", "message", [{"type": "actions", "elements": [button, button]}])
    yield Case("two elements with the focus", "modal", modal(asked, asked))
    yield Case("two halves of too much markdown", "message", [half, half])
    yield Case("two tables", "message", [table, table])
    yield Case("two charts", "message", [chart, chart])
    yield Case("three charts", "message", [chart, chart, chart])
    yield Case("a table of 10,001 characters", "message", [_table("table", 10_001)])
    yield Case("a data_table of 20,001 characters", "message", [_table("data_table", 20_001)])
    yield Case("an input without a submit", "modal", without(modal(asked), "/submit"))
    yield Case("no blocks", "message", [])


def _table(kind: str, characters: int) -> dict[str, Any]:
    rows = [[{"type": "raw_text", "text": "x"}], [{"type": "raw_text", "text": "x" * (characters - 1)}]]
    return {"type": kind, "rows": rows} | ({"caption": "Long"} if kind == "data_table" else {})


def _case(name: str, surface: Surface, block: dict[str, Any]) -> Case:
    return Case(name, surface, {"message": lambda b: [b], "modal": modal, "home": home}[surface](block))


def _changes(rule: Rule, whole: Any, seen: set[Limit]) -> Iterator[tuple[str, str, Any]]:
    for limit, pointer, value in _values(rule, whole, "", rule):
        if limit not in seen:
            seen.add(limit)
            yield pointer, limit[2], without(whole, pointer) if value is ... else changed(whole, pointer, value)


def _values(rule: Rule, value: Any, at: str, owner: Rule) -> Iterator[tuple[Limit, str, Any]]:
    """Each limit, where a value meets it, and the new value; `...` takes the old one away."""
    for change, new in _met(rule, value):
        yield (id(owner), id(rule), change), at, new
    match rule:
        case Items():
            for index, item in enumerate(value):
                yield from _values(rule.of, item, f"{at}/{index}", owner)
        case Nullable() if value is not None:
            yield from _values(rule.rule, value, at, owner)
        case Kinds():
            yield from _values(rule.shapes[value["type"]], value, at, owner)
        case Shape():
            yield (id(rule), 0, "unknown field"), f"{at}/nonsense", 1
            for name, held in value.items():
                if name in rule.needs:
                    yield (id(rule), id(rule.needs[name]), "missing"), f"{at}/{name}", ...
                yield from _values(rule.fields[name], held, f"{at}/{name}", rule)


def _met(rule: Rule, value: Any) -> Iterator[tuple[str, Any]]:
    match rule:
        case String():
            yield from _strings(rule, value)
        case OneOf():
            yield "another word", "otherwise"
        case Integer():
            yield from _integers(rule)
        case Number() if rule.above is not None:
            yield "too small", rule.above
        case Items():
            yield from _lists(rule, value)
        case Kinds() if set(rule.shapes) == {"plain_text"}:
            yield "mrkdwn", mrkdwn()


def _strings(rule: String, value: str) -> Iterator[tuple[str, Any]]:
    if rule.most is not None:
        yield "longest", (value + "x" * rule.most)[: rule.most]
        yield "too long", (value + "x" * rule.most)[: rule.most] + "x"
    if rule.least:
        yield "empty", ""
    if rule.form is not None:
        yield "malformed", "no such thing"


def _integers(rule: Integer) -> Iterator[tuple[str, Any]]:
    if rule.least is not None:
        yield "smallest", rule.least
        yield "too small", rule.least - 1
    if rule.most is not None:
        yield "largest", rule.most
        yield "too large", rule.most + 1


def _lists(rule: Items, value: list[Any]) -> Iterator[tuple[str, Any]]:
    if rule.most is not None:
        yield "most", many(value, rule.most)
        yield "too many", many(value, rule.most + 1)
    if rule.least:
        yield "fewest", many(value, rule.least)
        yield "too few", many(value, rule.least - 1)
