"""What may have to hold between the fields of one object, each field being right by itself."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from sandbox.blockkit.problem import Problem, failed
from sandbox.blockkit.rules import Relation


def at_least_one(*names: str) -> Relation:
    def judge(value: dict[str, Any]) -> Iterator[Problem]:
        if not any(name in value for name in names):
            yield failed(f"must define either {_spoken(names)}")

    return judge


def at_most_one(*names: str) -> Relation:
    def judge(value: dict[str, Any]) -> Iterator[Problem]:
        if sum(name in value for name in names) > 1:
            yield failed(f"must define only one of {_spoken(names)}")

    return judge


def only_when(name: str, other: str) -> Relation:
    """`name` may be true only when `other` is."""

    def judge(value: dict[str, Any]) -> Iterator[Problem]:
        if value.get(name) and not value.get(other):
            yield failed(f"must set `{other}` to use `{name}`", f"/{name}")

    return judge


def only_unless(name: str, other: str) -> Relation:
    """`name` may be true only when `other` is not."""

    def judge(value: dict[str, Any]) -> Iterator[Problem]:
        if value.get(name) and value.get(other):
            yield failed(f"must not set `{other}` to use `{name}`", f"/{name}")

    return judge


def in_order(lower: str, upper: str) -> Relation:
    """`lower` and `upper`, numbers or strings that are numbers, must not be the wrong way round."""

    def judge(value: dict[str, Any]) -> Iterator[Problem]:
        if lower in value and upper in value and Decimal(value[lower]) > Decimal(value[upper]):
            yield failed(f"`{lower}` must not be greater than `{upper}`", f"/{lower}")

    return judge


def initial_among_options(element: dict[str, Any]) -> Iterator[Problem]:
    """What is chosen at first "exactly matches" an option: the whole object, not its value alone."""
    groups = element.get("option_groups", ())
    offered = [*element.get("options", ()), *(option for group in groups for option in group["options"])]
    if "initial_option" in element and element["initial_option"] not in offered:
        yield failed("must exactly match one of the options", "/initial_option")
    for index, option in enumerate(element.get("initial_options", ())):
        if option not in offered:
            yield failed("must exactly match one of the options", f"/initial_options/{index}")


def _spoken(names: tuple[str, ...]) -> str:
    return " or ".join(f"`{name}`" for name in names)
