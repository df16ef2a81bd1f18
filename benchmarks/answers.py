"""Answers for any form, read off its own blocks: whoever changes a blueprint need not change the benchmark."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from benchmarks.methods import Json

TEXT = "Said in the call of 2 March, and written down as it was said."
_FIRST_DAY = date(2027, 1, 4)
_PAST_DAY = date(2026, 1, 5)

_HELD = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "datepicker": ("selected_date", "initial_date"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "multi_static_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
}
"""Of each input element, where its state holds the answer and where the element itself begins with one."""

_LEFT_ALONE = {"checkboxes", "conversations_select"}
"""A box says "there are none" where we give lines, and a form without a channel is the one that costs more."""


def inputs_of(view: Json) -> Iterator[Json]:
    """The blocks of a view that ask something."""
    return (block for block in view["blocks"] if block["type"] == "input")


def filled(view: Json, colleagues: Sequence[str], chosen: Mapping[str, Json]) -> Json:
    """The view with an answer in every input; `chosen` are the options taken from menus the app fills, by block.

    Dates rise from one input to the next, and each question for a person gets another colleague, so that no rule
    about their order or their difference is broken. Days that need not be named are not.
    """
    days = (_FIRST_DAY + timedelta(weeks=weeks) for weeks in itertools.count())
    people = itertools.cycle(colleagues)
    values: Json = {}
    for block in inputs_of(view):
        element = block["element"]
        field, initial = _HELD[element["type"]]
        answer = element.get(initial) or chosen.get(block["block_id"])
        if not answer and not (block.get("optional") and element["type"] == "datepicker"):
            answer = _answer(element, days, people)
        values[block["block_id"]] = {element["action_id"]: {"type": element["type"], field: answer}}
    return {**view, "state": {"values": values}}


def mended(view: Json, errors: Mapping[str, str]) -> Json:
    """The view with another day wherever one was refused: one that has come."""
    values = {
        block: {
            action: {**held, "selected_date": _PAST_DAY.isoformat()}
            if block in errors and "selected_date" in held
            else held
            for action, held in of_block.items()
        }
        for block, of_block in view["state"]["values"].items()
    }
    return {**view, "state": {"values": values}}


def _answer(element: Json, days: Iterator[date], people: Iterator[str]) -> Any:
    match element["type"]:
        case kind if kind in _LEFT_ALONE:
            return [] if kind == "checkboxes" else None
        case "plain_text_input":
            return element.get("placeholder", {}).get("text") or TEXT  # a placeholder shows how an answer looks
        case "email_text_input":
            return "dana@acme.example"
        case "url_text_input":
            return "https://acme.example/"
        case "number_input":
            return "12"
        case "datepicker":
            return next(days).isoformat()
        case "static_select" | "radio_buttons":
            return element["options"][0]
        case "multi_static_select":
            return element["options"][:1]
        case "users_select":
            return next(people)
        case "multi_users_select":
            return [next(people)]
        case kind:
            raise NotImplementedError(f"The benchmark has no answer for a {kind}.")
