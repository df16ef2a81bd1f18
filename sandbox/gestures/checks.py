"""What Slack's own client checks before a modal is submitted at all."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlparse

from sandbox.workspace.inputs import HOLDS, State
from sandbox.workspace.records import Json

E_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")

REQUIRED = "Please complete this required field."


def complaints(blocks: list[Json], state: State) -> dict[str, str]:
    """A sentence for each input block the client would not let through, by block_id; empty when all is well.

    Slack documents what is checked (docs.slack.dev/reference/block-kit/block-elements: min_length, max_length,
    is_decimal_allowed, min_value, max_value, the e-mail and the URL input; docs.slack.dev/reference/block-kit/blocks/
    input-block: optional), not the words: the sentences are the sandbox's own.
    """
    found = {}
    for block in input_blocks(blocks):
        element = block["element"]
        if element["type"] in HOLDS:
            held = state.get(block["block_id"], {}).get(element["action_id"], {})
            sentence = _complaint(element, held.get(HOLDS[element["type"]][0]), optional=block.get("optional", False))
            if sentence is not None:
                found[block["block_id"]] = sentence
    return found


def input_blocks(blocks: list[Json]) -> list[Json]:
    """The input blocks, those inside containers included."""
    found = []
    for block in blocks:
        if block.get("type") == "input":
            found.append(block)
        found += input_blocks(block.get("child_blocks", []))
    return found


def _complaint(element: Json, value: Any, *, optional: bool) -> str | None:
    if value is None or value in ("", []):
        return None if optional else REQUIRED
    match element["type"]:
        case "plain_text_input":
            return _length(element, str(value))
        case "number_input":
            return _number(element, str(value))
        case "email_text_input" if not E_MAIL.fullmatch(str(value)):
            return "Please enter a valid e-mail address."
        case "url_text_input" if not _is_url(str(value)):
            return "Please enter a valid URL, such as https://example.com."
    return None


def _length(element: Json, text: str) -> str | None:
    shortest, longest = element.get("min_length", 0), element.get("max_length", 3000)
    if len(text) < shortest:
        return f"Please enter at least {shortest} characters; there are {len(text)}."
    if len(text) > longest:
        return f"Please enter at most {longest} characters; there are {len(text)}."
    return None


def _number(element: Json, text: str) -> str | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return f"Please enter a number; {text!r} is none."
    if not number.is_finite():
        return f"Please enter a number; {text!r} is none."
    if not element.get("is_decimal_allowed", False) and number != number.to_integral_value():
        return "Please enter a whole number."
    if "min_value" in element and number < Decimal(str(element["min_value"])):
        return f"Please enter a number of at least {element['min_value']}."
    if "max_value" in element and number > Decimal(str(element["max_value"])):
        return f"Please enter a number of at most {element['max_value']}."
    return None


def _is_url(text: str) -> bool:
    parsed = urlparse(text)
    return (parsed.scheme in ("http", "https") and "." in parsed.netloc) or parsed.netloc.startswith("localhost")
