"""One question as an input of Block Kit, and what was entered there as an answer, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any, Final

from bot.blueprint import Choice, Question
from bot.rules.money import Money, parse
from bot.rules.spelling import is_seen
from bot.words import Words

Block = dict[str, Any]

ANSWER = "answer"
"""The action_id of every input but the account menu's; the block_id is the question's own id (`block_of`)."""
PICK_ACCOUNT = "pick_account"

NO_NAMES: Final[Mapping[str, str]] = MappingProxyType({})
"""Where choices stand for nobody."""

LONGEST_VALUE = 150
"""Of an option's value (docs.slack.dev/reference/block-kit/composition-objects/option-object)."""
_LONGEST_OPTION = 75
"""Of its text (the same page)."""
_LONGEST_TEXT = 3000
"""What a plain_text_input takes (docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element)."""
_MOST_DIGITS = 300
"""Before the point, or zeros behind it."""
_CHANGES_THE_FORM = ("account", "tier")
"""Questions whose answer changes what the rest of the form asks or knows: they tell us at once."""


def block_of(question: str, fresh: int) -> str:
    """The block_id of a question's input; another one each time that the whole form was filled `fresh`."""
    return f"{question}~{fresh}" if fresh else question


def option(text: str, value: str) -> Block:
    """An option of any menu, cut to what Slack takes."""
    shown = text if len(text) <= _LONGEST_OPTION else text[: _LONGEST_OPTION - 1] + "…"
    return {"text": plain(shown), "value": value[:LONGEST_VALUE]}


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}


def account_option(answer: Mapping[str, Any], words: Words) -> Block:
    """How an account, known or still to be made, stands in a menu; `picked_account` reads it back."""
    if "new" in answer:
        return option(words.plain("account_new", name=answer["new"]), f"new:{answer['new']}")
    return option(answer["name"], f"id:{answer['id']}")


def picked_account(chosen: Mapping[str, Any]) -> dict[str, Any]:
    kind, _, rest = chosen["value"].partition(":")
    if kind == "new":
        return {"new": rest}
    return {"id": int(rest), "name": chosen["text"]["text"]}


def step_answers(questions: Sequence[Question], state: Mapping[str, Any], fresh: int = 0) -> dict[str, Any]:
    """What the person answered in a step; of lines, which are kept on our side, nothing is read here."""
    answers: dict[str, Any] = {}
    for question in questions:
        block = block_of(question.id, fresh)
        if question.kind != "lines" and block in state:
            answers[question.id] = _answer(question, next(iter(state[block].values())))
    return answers


def asked(
    question: Question,
    answer: Any,
    words: Words,
    needed: frozenset[str],
    block_id: str,
    names: Mapping[str, str] = NO_NAMES,
) -> list[Block]:
    """A question as a block to fill in; it cannot be left empty when it is `needed`.

    `names` are the people that its choices stand for, by value.
    """
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain(question.ask),
        "optional": question.id not in needed,
        "element": _element(question, answer, words, names),
    }
    if question.id in _CHANGES_THE_FORM:
        block["dispatch_action"] = True
    if question.hint:
        block["hint"] = plain(question.hint)
    return [block]


def _element(question: Question, answer: Any, words: Words, names: Mapping[str, str]) -> Block:
    element: Block = {"type": _TYPES[question.kind], "action_id": ANSWER}
    if question.kind == "account":
        element |= {"action_id": PICK_ACCOUNT, "min_query_length": 0}
        if answer:
            element["initial_option"] = account_option(answer, words)
    elif question.kind in ("choice", "choices"):
        options = [option(_label(choice, names, words), choice.value) for choice in question.choices]
        element["options"] = options
        chosen = [o for o in options if o["value"] in ([answer] if question.kind == "choice" else answer or [])]
        if chosen:
            element |= {"initial_option": chosen[0]} if question.kind == "choice" else {"initial_options": chosen}
    elif question.kind == "yes_no":
        options = [option(words.plain(value), value) for value in ("yes", "no")]
        element["options"] = options
        if answer:
            element["initial_option"] = options[("yes", "no").index(answer)]
    elif question.kind == "channel":
        element["filter"] = {
            "include": ["public", "private"],
            "exclude_external_shared_channels": True,
            "exclude_bot_users": True,
        }
    elif question.kind in ("text", "long_text", "money"):
        element["max_length"] = _LONGEST_TEXT if question.kind == "long_text" else 300
        element["multiline"] = question.kind == "long_text"
    elif question.kind == "number":
        element["is_decimal_allowed"] = True
    if question.placeholder and question.kind != "yes_no":  # radio buttons have none
        element["placeholder"] = plain(question.placeholder)
    initial = _INITIAL.get(question.kind)
    if question.kind == "number" and isinstance(answer, str):
        return element  # typed, and no number: Slack takes none but numbers to begin with
    if initial and answer not in (None, "", []):
        element[initial] = str(Money(**answer)) if isinstance(answer, dict) else _as_typed(question, answer)
    return element


def _label(choice: Choice, names: Mapping[str, str], words: Words) -> str:
    name = names.get(choice.value)
    return words.plain("choice_named", label=choice.label, name=name) if name else choice.label


def _as_typed(question: Question, answer: Any) -> Any:
    return str(answer) if question.kind == "number" else answer


def _answer(question: Question, given: Mapping[str, Any]) -> Any:
    if question.kind == "account":
        chosen = given.get("selected_option")
        return picked_account(chosen) if chosen else None
    if question.kind in ("choice", "yes_no"):
        return (given.get("selected_option") or {}).get("value")
    if question.kind == "choices":
        return [chosen["value"] for chosen in given.get("selected_options") or ()]
    value = given.get(_GIVEN[question.kind])
    if isinstance(value, str):
        value = value.strip() if is_seen(value) else None
    if question.kind == "money" and value and (amount := parse(value)):
        return asdict(amount)
    if question.kind == "number" and value:
        return _number(value)
    return value or None


def _number(text: str) -> float | int | str:
    """The number that was typed; the text itself where it is none, or none that we could keep exactly."""
    try:
        typed = Decimal(text)
    except InvalidOperation:
        return text
    if not typed.is_finite() or abs(typed.adjusted()) > _MOST_DIGITS:
        return text
    if typed == typed.to_integral_value():
        return int(typed)
    return float(typed) if Decimal(repr(float(typed))) == typed else text


_TYPES = {
    "text": "plain_text_input",
    "long_text": "plain_text_input",
    "money": "plain_text_input",
    "date": "datepicker",
    "number": "number_input",
    "email": "email_text_input",
    "url": "url_text_input",
    "choice": "static_select",
    "choices": "multi_static_select",
    "yes_no": "radio_buttons",
    "person": "users_select",
    "people": "multi_users_select",
    "account": "external_select",
    "channel": "conversations_select",
}
_INITIAL = {
    "text": "initial_value",
    "long_text": "initial_value",
    "money": "initial_value",
    "number": "initial_value",
    "email": "initial_value",
    "url": "initial_value",
    "date": "initial_date",
    "person": "initial_user",
    "people": "initial_users",
    "channel": "initial_conversation",
}
_GIVEN = {
    "text": "value",
    "long_text": "value",
    "money": "value",
    "number": "value",
    "email": "value",
    "url": "value",
    "date": "selected_date",
    "person": "selected_user",
    "people": "selected_users",
    "channel": "selected_conversation",
}
