"""The words in which the Block Kit reference is written down here, and how each of them judges a value."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, Protocol, TypeAlias

from sandbox.blockkit.problem import Problem, failed, missing, mistyped

Surface = Literal["message", "modal", "home"]

EVERYWHERE: frozenset[Surface] = frozenset({"message", "modal", "home"})
MESSAGE: frozenset[Surface] = frozenset({"message"})
MODAL: frozenset[Surface] = frozenset({"modal"})
MESSAGE_OR_HOME = EVERYWHERE - MODAL
MESSAGE_OR_MODAL = MESSAGE | MODAL
MODAL_OR_HOME = EVERYWHERE - MESSAGE
NOWHERE: frozenset[Surface] = frozenset()


class Rule(Protocol):
    """What a value must be. Pointers of the problems start at the value: whoever holds it puts its own key in front,
    so that nothing is spent on pointers while all is well."""

    def judge(self, value: Any, surface: Surface, /) -> Sequence[Problem]: ...


Fields: TypeAlias = dict[str, Rule]
Relation: TypeAlias = Callable[[dict[str, Any]], Iterable[Problem]]

FINE: Sequence[Problem] = ()


@dataclass(frozen=True)
class Anything:
    """Any value: the field is known and somebody else judges it."""

    def judge(self, _value: Any, _: Surface) -> Sequence[Problem]:
        return FINE


@dataclass(frozen=True)
class Form:
    """How a string must look, beyond its length: a name for people and a test."""

    name: str
    fits: Callable[[str], bool]


@dataclass(frozen=True)
class String:
    """A string of `least` to `most` characters, of a certain form if one is given."""

    most: int | None = None
    least: int = 0
    form: Form | None = None

    def judge(self, value: Any, _: Surface) -> Sequence[Problem]:
        if not isinstance(value, str):
            return (mistyped("must provide a string"),)
        if len(value) < self.least:
            return (failed(f"must be more than {self.least - 1} characters"),)
        if self.most is not None and len(value) > self.most:
            return (failed(f"must be less than {self.most + 1} characters"),)
        if self.form is not None and not self.form.fits(value):
            return (failed(f"input must be a valid: {self.form.name}"),)
        return FINE


@dataclass(frozen=True)
class OneOf:
    """One of a few words."""

    words: tuple[str, ...]

    def judge(self, value: Any, _: Surface) -> Sequence[Problem]:
        if not isinstance(value, str):
            return (mistyped("must provide a string"),)
        return FINE if value in self.words else (failed("must be a valid enum value"),)


@dataclass(frozen=True)
class Boolean:
    def judge(self, value: Any, _: Surface) -> Sequence[Problem]:
        return FINE if isinstance(value, bool) else (mistyped("must be a boolean"),)


@dataclass(frozen=True)
class Integer:
    """A whole number from `least` to `most`."""

    least: int | None = None
    most: int | None = None

    def judge(self, value: Any, _: Surface) -> Sequence[Problem]:
        if not isinstance(value, int) or isinstance(value, bool):
            return (mistyped("must provide an integer"),)
        if self.least is not None and value < self.least:
            return (failed(f"must be greater than {self.least - 1}"),)
        if self.most is not None and value > self.most:
            return (failed(f"must be less than {self.most + 1}"),)
        return FINE


@dataclass(frozen=True)
class Number:
    """A number, whole or not, greater than `above`."""

    above: float | None = None

    def judge(self, value: Any, _: Surface) -> Sequence[Problem]:
        if not isinstance(value, int | float) or isinstance(value, bool):
            return (mistyped("must provide a number"),)
        if self.above is not None and value <= self.above:
            return (failed(f"must be greater than {self.above}"),)
        return FINE


@dataclass(frozen=True)
class Nullable:
    """Null, or what `rule` asks."""

    rule: Rule

    def judge(self, value: Any, surface: Surface) -> Sequence[Problem]:
        return FINE if value is None else self.rule.judge(value, surface)


@dataclass(frozen=True)
class Items:
    """An array of `least` to `most` items, each of them `of`; `distinct` when none may come twice."""

    of: Rule
    least: int = 0
    most: int | None = None
    distinct: bool = False

    def judge(self, value: Any, surface: Surface) -> Sequence[Problem]:
        if not isinstance(value, list):
            return (mistyped("must provide an array"),)
        if len(value) < self.least:
            return (failed(f"must provide at least {self.least} items"),)
        if self.most is not None and len(value) > self.most:
            return (failed(f"no more than {self.most} items allowed"),)
        found = [
            problem.under(index)
            for index, item in enumerate(value)
            for problem in self.of.judge(item, surface)
        ]  # fmt: skip
        if self.distinct and not found and len(set(value)) < len(value):
            return (failed("Input contains duplicate items"),)
        return found


@dataclass(frozen=True)
class Shape:
    """An object: the fields it needs, the fields it takes, and what must hold between them.

    `page` is where the reference says all this, under docs.slack.dev; a figure that comes from elsewhere says so beside
    itself. `on` are the surfaces that show the object. `also` is asked once every field is right by itself.
    """

    page: str
    needs: Fields
    takes: Fields
    on: frozenset[Surface] = EVERYWHERE
    also: tuple[Relation, ...] = ()

    @cached_property
    def fields(self) -> Fields:
        return {**self.needs, **self.takes}

    def judge(self, value: Any, surface: Surface) -> Sequence[Problem]:
        if not isinstance(value, dict):
            return (mistyped("must provide an object"),)
        found: list[Problem] = []
        for name, held in value.items():
            rule = self.fields.get(name)
            if rule is None:
                found.append(failed(f"invalid additional property: {name}"))
            elif problems := rule.judge(held, surface):
                found += [problem.under(name) for problem in problems]
        found += [missing(name) for name in self.needs if name not in value]
        return found or [problem for relation in self.also for problem in relation(value)]


@dataclass(frozen=True)
class Kinds:
    """An object whose `type` says which of several shapes it has."""

    shapes: Mapping[str, Shape]

    def judge(self, value: Any, surface: Surface) -> Sequence[Problem]:
        if not isinstance(value, dict):
            return (mistyped("must provide an object"),)
        if "type" not in value:
            return (missing("type"),)
        kind = value["type"]
        if not isinstance(kind, str):
            return (mistyped("must provide a string").under("type"),)
        shape = self.shapes.get(kind)
        # A kind that exists, but not on this surface, is unsupported in the same words: views.publish said
        # "unsupported type: data_visualization [json-pointer:/view/blocks/5/type]".
        if shape is None or surface not in shape.on:
            return (failed(f"unsupported type: {kind}", "/type"),)
        return shape.judge(value, surface)
