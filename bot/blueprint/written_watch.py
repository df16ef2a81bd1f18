"""The vocabulary of a watch.yml, as pydantic models of what was written."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from bot.blueprint.source import Text
from bot.blueprint.written import ByTierOrOne, Count, CountByTierOrOne, Flag, Keyed, Many, QuestionKeys, Said, Written

RULES = (
    "clock",
    "ladder",
    "next_contact",
    "ball",
    "cadence",
    "todo",
    "turns",
    "asks",
    "threads",
    "left",
    "together",
    "pulse",
)
"""What a watch may go by."""


class ClockKeys(Written):
    noun = "clock"
    runs_from: Said
    amber: ByTierOrOne
    red: ByTierOrOne | None = None
    grace: Said | None = None
    contact: Said | None = None


class RungKeys(Written):
    noun = "rung"
    id: Said
    at: Said
    do: Said
    who: Annotated[list[Said], Many] | None = None
    tiers: Annotated[list[Said], Many] | None = None
    only: Annotated[dict[Said, Said], Keyed] | None = None
    states: Annotated[list[Said], Many] | None = None


class LadderKeys(Written):
    noun = "ladder"
    day: Said
    habit: Said | None = None
    states: Annotated[list[Said], Many] | None = None
    rungs: Annotated[list[RungKeys], Many]


class NextContactKeys(Written):
    noun = "next contact"
    ahead: Said
    missing_after: ByTierOrOne


class BallKeys(Written):
    noun = "ball"
    after: ByTierOrOne


class CadenceKeys(Written):
    noun = "cadence"
    habit: Said
    lines: Said
    ahead: Said
    tolerance: Said


class TodoKeys(Written):
    noun = "todo"
    promises: Flag
    ahead: Said


class AskingKeys(Written):
    noun = "asking"
    habit: Said
    states: Annotated[list[Said], Many]
    of: Said
    at: Said
    day: Said | None = None
    title: Said
    says: Said | None = None
    questions: Annotated[list[QuestionKeys], Many]
    tells: Said | None = None


class ThreadsKeys(Written):
    noun = "threads"
    fewest: CountByTierOrOne
    within: Said


class TogetherKeys(Written):
    noun = "together"
    of: Annotated[list[Said], Many]
    at_least: Count


class PulseKeys(Written):
    noun = "pulse"
    on: Said
    tiers: Annotated[list[Said], Many]


class EscalationKeys(Written):
    noun = "escalation"
    after: Count
    to: Said
    always: ByTierOrOne | None = None


class AlertKeys(Written):
    noun = "alert"
    summary: Said
    says: Said
    mended: Said


class WatchKeys(Written):
    noun = "watch"
    called: Said
    clock: ClockKeys | None = None
    ladder: LadderKeys | None = None
    next_contact: NextContactKeys | None = None
    ball: BallKeys | None = None
    cadence: CadenceKeys | None = None
    todo: TodoKeys | None = None
    turns: Said | None = None
    asks: AskingKeys | None = None
    threads: ThreadsKeys | None = None
    left: Said | None = None
    together: TogetherKeys | None = None
    pulse: PulseKeys | None = None
    who: Annotated[list[Said], Many]
    says: Said
    why: Said
    offers: Annotated[list[Said], Many] | None = None
    again: Said | None = None
    escalates: EscalationKeys | None = None
    alert: AlertKeys | None = None

    @property
    def rules(self) -> dict[str, Any]:
        """What it goes by, under its key: one thing, where nothing is wrong."""
        return {name: rule for name in RULES if (rule := getattr(self, name)) is not None}

    @property
    def habit(self) -> Text | None:
        """The habit whose records it goes by, if it goes by those of one."""
        return self.ladder.habit if self.ladder else self.asks.habit if self.asks else None

    @property
    def has_a_day(self) -> bool:
        """Whether what comes of it is due on a day, as a promise is and a clock is not."""
        return any((self.ladder, self.next_contact, self.cadence, self.todo, self.turns))


WatchFile: TypeAlias = Annotated[dict[Said, WatchKeys], Keyed]
