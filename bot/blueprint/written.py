"""The vocabulary: every key a file of blueprints/ but a watch.yml may hold, as pydantic models of what was written."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator

from bot.blueprint.source import Number, Text


def _seen(value: Any) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return f"{value}".lower()
        case str():
            return f'"{value if len(value) <= 40 else value[:39] + "…"}"'
        case int():
            return f"the number {value}"
        case list():
            return "a list" if value else "an empty list"
        case _:
            return "keys and values"


def _wrong(expected: str, value: Any) -> ValueError:
    return ValueError(f"expected {expected}, saw {_seen(value)}")


def _text(value: Any) -> Text:
    if isinstance(value, Text) and value.strip():
        return value
    raise _wrong("a text", value)


def _whole_number(value: Any) -> Number:
    if isinstance(value, Number) and value >= 0:
        return value
    raise _wrong("a whole number", value)


def _true_or_false(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise _wrong("true or false", value)


def _a_list(value: Any) -> Any:
    if isinstance(value, list) and value:
        return value
    raise _wrong("a list", value)


def _keys(value: Any) -> Any:
    if isinstance(value, dict) and value:
        return value
    raise _wrong("keys and values", value)


def _word_or_list(value: Any) -> Text | list[Text]:
    return [_text(item) for item in _a_list(value)] if isinstance(value, list) else _text(value)


def _number_or_by_tier(value: Any) -> Number | dict[Text, Number]:
    return {key: _whole_number(one) for key, one in value.items()} if isinstance(value, dict) else _whole_number(value)


def _text_or_by_tier(value: Any) -> Text | dict[Text, Text]:
    return {key: _text(one) for key, one in value.items()} if isinstance(value, dict) else _text(value)


def _tiers_or_choices(value: Any) -> Any:
    return value if isinstance(value, str) else _a_list(value)


Said: TypeAlias = Annotated[Text, PlainValidator(_text)]
Count: TypeAlias = Annotated[Number, PlainValidator(_whole_number)]
Flag: TypeAlias = Annotated[bool, PlainValidator(_true_or_false)]
ByTierOrOne: TypeAlias = Annotated[Text | dict[Text, Text], PlainValidator(_text_or_by_tier)]
CountByTierOrOne: TypeAlias = Annotated[Number | dict[Text, Number], PlainValidator(_number_or_by_tier)]
Many = BeforeValidator(_a_list)
Keyed = BeforeValidator(_keys)


class Written(BaseModel):
    """Keys as they are written. `noun` is what a mistake calls the thing."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)
    noun: ClassVar[str]


class Hours(Written):
    noun = "working_hours"
    opens: Said = Field(alias="from")
    closes: Said = Field(alias="to")


class ChoiceKeys(Written):
    noun = "choice"
    value: Said
    label: Said


class DigestKeys(Written):
    noun = "digest"
    at: Said
    most: Count
    nobody_here: Said
    still_right_after: Count
    order: list[Said]
    reasons: Annotated[list[ChoiceKeys], Many]
    wrong: Annotated[list[ChoiceKeys], Many]


class CalendarFile(Written):
    noun = "calendar"
    working_days: Annotated[list[Said], Many]
    working_hours: Hours
    interrupts: list[Said]
    interrupts_a_week: Count
    quiet_for: Said
    unmet_at: Said
    holidays: dict[Said, Said]
    digest: DigestKeys


class TierKeys(Written):
    noun = "tier"
    name: Said
    about: Said


class QuestionKeys(Written):
    noun = "question"
    id: Said
    ask: Said
    kind: Said
    field_class: Said = Field(alias="class")
    required: Annotated[Text | list[Text], PlainValidator(_word_or_list)] | None = None
    wanted: Annotated[Text | list[Text], PlainValidator(_word_or_list)] | None = None
    hint: Said | None = None
    placeholder: Said | None = None
    choices: Annotated[Text | list[ChoiceKeys], BeforeValidator(_tiers_or_choices)] | None = None
    may_be_new: Flag | None = None
    role: Said | None = None
    starts_as: Said | None = None
    vague: Annotated[list[Said], Many] | None = None
    falls: Said | None = None
    least: CountByTierOrOne | None = None
    one: Said | None = None
    none: Said | None = None
    reads: Said | None = None
    line: Annotated[list[QuestionKeys], Many] | None = None
    begins: Annotated[dict[Said, list[dict[Said, Any]]], Keyed] | None = None

    @property
    def values(self) -> list[Text]:
        """The values of its own choices; none where those are known by a name."""
        return [choice.value for choice in self.choices] if isinstance(self.choices, list) else []


class StepKeys(Written):
    noun = "step"
    id: Said = Field(alias="step")
    title: Said
    says: Said | None = None
    questions: Annotated[list[QuestionKeys], Many]


class SectionKeys(Written):
    noun = "section"
    id: Said
    called: Said
    questions: Annotated[list[Said], Many]
    must: Flag = False


class ScoreKeys(Written):
    noun = "score"
    enough: Count
    with_gaps: Count
    close: ByTierOrOne
    sections: Annotated[list[SectionKeys], Many]


class StateKeys(Written):
    noun = "state"
    says: Said
    turn: Said | None = None
    within_working_days: Count | None = None
    settles: Flag = False


class ConfirmKeys(Written):
    noun = "confirmation"
    title: Said
    text: Said
    yes: Said
    no: Said


class MoveFormKeys(Written):
    noun = "move's form"
    title: Said
    says: Said | None = None
    questions: Annotated[list[QuestionKeys], Many]
    keeps: Flag = False


class MoveKeys(Written):
    noun = "move"
    sources: Annotated[list[Said], Many] = Field(alias="from")
    to: Said
    by: Said
    button: Said | None = None
    style: Said | None = None
    confirm: ConfirmKeys | None = None
    form: MoveFormKeys | None = None
    with_gaps: Annotated[dict[Said, Said], Keyed] | None = None


class ItemKeys(Written):
    noun = "checklist item"
    id: Said
    do: Said
    who: Said
    due: ByTierOrOne
    each: Said | None = None
    unless: Said | None = None
    promise: Flag = False
    told_as: Said | None = None


class ChecklistKeys(Written):
    noun = "checklist"
    starts: Annotated[Text | list[Text], PlainValidator(_word_or_list)]
    items: Annotated[list[ItemKeys], Many]


class ChannelKeys(Written):
    noun = "channel"
    name: Said
    private: Flag
    members: Annotated[list[Said], Many]


class TellKeys(Written):
    noun = "tell"
    to: Said
    message: Said
    buttons: list[Said] = []
    when: Said | None = None


class TouchKeys(Written):
    noun = "touch"
    day: Said
    kind: Said | None = None
    live: list[Said] = []
    one_way: list[Said] = []
    notes: list[Said] = []
    with_whom: Said | None = None
    ball: Said | None = None
    next_on: Said | None = None
    next_how: Said | None = None
    told: Said | None = None
    left: Said | None = None


class EnteringKeys(Written):
    noun = "on"
    roles: list[Said] = []
    channel: ChannelKeys | None = None
    tell: list[TellKeys] = []
    settles: list[Said] = []
    keeps: list[Said] = []
    touch: TouchKeys | None = None
    takes_back: Flag = False


class PackPartKeys(Written):
    noun = "part of a pack"
    called: Said
    answer: Said | None = None
    promises: Said | None = None
    known: Annotated[list[Said], Many] | None = None
    habit: Said | None = None
    states: Annotated[list[Said], Many] | None = None
    each: Said | None = None
    reads: Said | None = None
    value: Said | None = None
    unknown: Annotated[list[Said], Many] | None = None
    asked: Said | None = None


class PackKeys(Written):
    noun = "pack"
    day: Said
    old_after: Said
    customer: Annotated[list[PackPartKeys], Many]
    ours: Annotated[list[PackPartKeys], Many]


class HabitFile(Written):
    noun = "habit"
    id: Said = Field(alias="habit")
    name: Said
    command: Said
    about: Said
    team: list[Said] = []
    many: Flag = False
    form: Annotated[list[StepKeys], Many]
    score: ScoreKeys | None = None
    states: Annotated[dict[Said, StateKeys], Keyed]
    moves: Annotated[dict[Said, MoveKeys], Keyed]
    checklist: ChecklistKeys | None = None
    pack: PackKeys | None = None
    on: Annotated[dict[Said, EnteringKeys], Keyed]


class PartKeys(Written):
    noun = "part"
    heading: Said | None = None
    say: Said | None = None
    facts: Annotated[list[Said], Many] | None = None
    small: Said | None = None
    buttons: Said | None = None
    tasks: Said | None = None


class MessageKeys(Written):
    noun = "message"
    summary: Said
    parts: Annotated[list[PartKeys], Many]
    field_class: Said | None = Field(None, alias="class")


TiersFile: TypeAlias = Annotated[dict[Said, TierKeys], Keyed]
PhrasesFile: TypeAlias = Annotated[dict[Said, Said], Keyed]
WordsFile: TypeAlias = Annotated[dict[Said, MessageKeys], Keyed]
