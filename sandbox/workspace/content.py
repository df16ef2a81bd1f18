"""From what an app sends to what a message says: every rule about text, blocks, attachments and metadata."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from sandbox.blockkit import Problem, judge
from sandbox.workspace.inputs import named
from sandbox.workspace.records import Content, Json
from sandbox.workspace.refusal import Refused
from sandbox.workspace.views import problem_object

LONGEST_TEXT = 40_000
"""Characters after which text is cut off with a warning (docs.slack.dev/reference/methods/chat.postMessage)."""

LONGEST_MARKDOWN = 12_000
"""Characters of `markdown_text` (same page)."""

MOST_ATTACHMENTS = 100
"""Attachments of a message (same page, too_many_attachments)."""

LARGEST_METADATA = 8_000
"""Bytes of metadata as JSON. Slack has the error `metadata_too_large` and publishes no figure; this one is ours."""

MARKUP = re.compile(r"<(?:[@#!][^<>\n]+|[a-zA-Z][a-zA-Z0-9+.-]*:[^<>\s|]+(?:\|[^<>\n]*)?)>")
ENTITY = re.compile(r"&(?!(?:amp|lt|gt);)")


def compose(arguments: Mapping[str, Any], new_word: Callable[[], str]) -> Content:
    """Judge `text`, `blocks`, `attachments`, `markdown_text`, `metadata`, `username` and the icon of a message.

    Structured arguments come as JSON text or already parsed. `new_word` names blocks that came without a name.

    Raises:
        Refused: invalid_blocks, invalid_blocks_format, invalid_attachments, too_many_attachments, msg_too_long,
            markdown_text_conflict, invalid_metadata_format, invalid_metadata_schema, metadata_too_large.
    """
    text, warnings = _text(arguments.get("text"))
    blocks = _blocks(arguments.get("blocks"), new_word)
    markdown = arguments.get("markdown_text")
    if markdown is not None:
        if text or blocks:
            raise Refused("markdown_text_conflict")
        if len(markdown) > LONGEST_MARKDOWN:
            raise Refused("msg_too_long")
        text, blocks = markdown, named([{"type": "markdown", "text": markdown}], new_word)
    return Content(
        text=text,
        blocks=blocks,
        attachments=_attachments(arguments.get("attachments"), new_word),
        metadata=_metadata(arguments.get("metadata")),
        username=arguments.get("username"),
        icons=_icons(arguments),
        warnings=warnings,
    )


def sanitized(text: str) -> str:
    """`&`, `<` and `>` escaped unless they are Slack's markup (docs.slack.dev/messaging/formatting-message-text)."""
    pieces, end = [], 0
    for match in MARKUP.finditer(text):
        pieces += [_escaped(text[end : match.start()]), match.group()]
        end = match.end()
    return "".join([*pieces, _escaped(text[end:])])


def _escaped(text: str) -> str:
    return ENTITY.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")


def _text(text: Any) -> tuple[str | None, tuple[str, ...]]:
    if text is None:
        return None, ()
    if not isinstance(text, str):
        raise Refused.arguments("must provide a string [json-pointer:/text]")
    if len(text) > LONGEST_TEXT:
        return sanitized(text[:LONGEST_TEXT]), ("message_truncated",)
    return sanitized(text), ()


def _blocks(value: Any, new_word: Callable[[], str]) -> list[Json] | None:
    blocks = parsed(value, otherwise="invalid_blocks_format")
    if blocks is None:
        return None
    if not isinstance(blocks, list):
        raise Refused("invalid_blocks_format")
    if problems := judge(blocks, "message"):
        raise invalid_blocks(problems)
    return named(blocks, new_word)


def invalid_blocks(problems: list[Problem], at: str = "/blocks") -> Refused:
    """`invalid_blocks` with a message for each problem, and the problems themselves."""
    code = (
        "invalid_attachments"
        if any(problem.message == "only_one_table_allowed" for problem in problems)
        else "invalid_blocks"
    )
    messages = [f"[ERROR] {problem.message} [json-pointer:{at}{problem.pointer}]" for problem in problems]
    return Refused(
        code, errors=[problem_object(problem) for problem in problems], response_metadata={"messages": messages}
    )


def _attachments(value: Any, new_word: Callable[[], str]) -> list[Json] | None:
    attachments = parsed(value, otherwise="invalid_attachments")
    if attachments is None:
        return None
    if not isinstance(attachments, list) or not all(isinstance(attachment, dict) for attachment in attachments):
        raise Refused("invalid_attachments")
    if len(attachments) > MOST_ATTACHMENTS:
        raise Refused("too_many_attachments")
    finished = []
    for index, attachment in enumerate(attachments):
        if blocks := attachment.get("blocks"):
            if problems := judge(blocks, "message"):
                raise invalid_blocks(problems, at=f"/attachments/{index}/blocks")
            attachment = {**attachment, "blocks": named(blocks, new_word)}
        finished.append({"id": index + 1, **attachment})
    return finished


def _metadata(value: Any) -> Json | None:
    metadata = parsed(value, otherwise="invalid_metadata_format")
    if metadata is None:
        return None
    if not isinstance(metadata, dict) or not isinstance(metadata.get("event_type"), str) or not metadata["event_type"]:
        raise Refused("invalid_metadata_format")
    if not isinstance(metadata.get("event_payload"), dict):
        raise Refused("invalid_metadata_format")
    if not all(_fits_metadata(item) for item in metadata["event_payload"].values()):
        raise Refused("invalid_metadata_schema")
    if len(json.dumps(metadata, ensure_ascii=False).encode()) > LARGEST_METADATA:
        raise Refused("metadata_too_large")
    return metadata


def _fits_metadata(value: Any) -> bool:
    """A string, number, boolean, flat object, or list of flat objects (@slack/types, message-metadata.d.ts)."""
    if isinstance(value, list):
        return all(isinstance(item, dict) and _is_flat(item) for item in value)
    return _is_flat(value) if isinstance(value, dict) else isinstance(value, str | int | float)


def _is_flat(value: Json) -> bool:
    return all(isinstance(item, str | int | float) for item in value.values())


def _icons(arguments: Mapping[str, Any]) -> Json | None:
    if arguments.get("icon_emoji"):
        return {"emoji": arguments["icon_emoji"]}
    if arguments.get("icon_url"):
        return {"image_64": arguments["icon_url"]}
    return None


def parsed(value: Any, *, otherwise: str) -> Any:
    """A structured argument: JSON text, or already a value; empty text counts as not given.

    Raises:
        Refused: `otherwise`, when it is text but no JSON.
    """
    if not isinstance(value, str):
        return value
    if value == "":
        return None
    try:
        return json.loads(value)
    except json.JSONDecodeError:
        raise Refused(otherwise) from None
