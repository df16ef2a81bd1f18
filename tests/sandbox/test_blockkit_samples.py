"""Each sample passes where its page shows it and nowhere else, and together they fill in every field there is."""

from collections.abc import Iterator
from typing import Any

import pytest

from sandbox.blockkit import Problem, judge, judge_view
from sandbox.blockkit.blocks import ANY_BLOCK
from sandbox.blockkit.rules import Items, Kinds, Nullable, Rule, Shape
from sandbox.blockkit.views import VIEW
from tests.sandbox.blockkit_samples import ALL, BLOCKS, SAMPLES, Sample, held, home, modal, sample

named = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)


@named
def test_a_sample_is_taken_on_its_surfaces(sample: Sample) -> None:
    for surface in sample.surfaces:
        assert judge([sample.block], surface) == []


@pytest.mark.parametrize("sample", [each for each in SAMPLES if each.surfaces != ALL], ids=lambda sample: sample.name)
def test_a_sample_is_an_unsupported_type_on_every_other_surface(sample: Sample) -> None:
    way = {"section": "/accessory", "actions": "/elements/0", "input": "/element"}.get(sample.block["type"], "")
    kind = (held(sample.block, way) if way else sample.block)["type"]

    for surface in set(ALL) - set(sample.surfaces):
        assert judge([sample.block], surface) == [
            Problem(f"/0{way}/type", "failed_constraint", f"unsupported type: {kind}")
        ]


def test_the_views_are_taken() -> None:
    held = [each.block for each in BLOCKS if each.surfaces == ALL]

    assert judge_view(modal(*held)) == []
    assert judge_view(home(*held)) == []


def test_the_samples_fill_in_every_field_of_every_shape() -> None:
    known = set(fields(VIEW, set()))
    filled = {
        *filled_fields(VIEW, modal({"type": "divider"})),
        *filled_fields(VIEW, home({"type": "divider"})),
        *(field for each in SAMPLES if each.surfaces for field in filled_fields(ANY_BLOCK, each.block)),
    }

    assert known == filled


def test_every_shape_says_where_the_reference_says_it() -> None:
    assert all(page.startswith("reference/") for page, _ in fields(VIEW, set()))


def test_an_unknown_block_is_named() -> None:
    assert judge([{"type": "divider"}, {"type": "sections"}], "message") == [
        Problem("/1/type", "failed_constraint", "unsupported type: sections")
    ]


def test_judging_changes_nothing() -> None:
    block = sample("container")

    judge([block], "message")

    assert block == sample("container")


def fields(rule: Rule, seen: set[int]) -> Iterator[tuple[str, str]]:
    """Page and name of each field that can be reached from a rule."""
    match rule:
        case Shape():
            for name, held in rule.fields.items():
                yield rule.page, name
                if id(held) not in seen:
                    seen.add(id(held))
                    yield from fields(held, seen)
        case Kinds():
            for shape in rule.shapes.values():
                yield from fields(shape, seen)
        case Items():
            yield from fields(rule.of, seen)
        case Nullable():
            yield from fields(rule.rule, seen)


def filled_fields(rule: Rule, value: Any) -> Iterator[tuple[str, str]]:
    """Page and name of each field that a value fills in."""
    match rule:
        case Shape():
            for name, held in value.items():
                yield rule.page, name
                yield from filled_fields(rule.fields[name], held)
        case Kinds():
            yield from filled_fields(rule.shapes[value["type"]], value)
        case Items():
            for item in value:
                yield from filled_fields(rule.of, item)
        case Nullable() if value is not None:
            yield from filled_fields(rule.rule, value)
