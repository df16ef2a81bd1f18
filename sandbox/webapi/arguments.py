"""What a call says: read from a query, a form, multipart or JSON, and asked for by name and kind."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from sandbox.workspace import Refused
from sandbox.workspace.identifiers import micros_of

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
POST_TYPES = ("application/json", *FORMS, "text/plain")
"""docs.slack.dev/reference/methods, the error invalid_post_type of any method."""

ARGUMENT_NAME = re.compile(r"[A-Za-z0-9_.\-\[\]]{1,100}")
TRUE, FALSE = (True, 1, "true", "1", "t"), (False, 0, "false", "0", "f", "")


@dataclass(frozen=True, slots=True)
class Sent:
    """A call as it came: its arguments (the token taken out), the token, and what is odd about the way it was sent."""

    arguments: Mapping[str, Any]
    token: str | None
    token_in_header: bool
    warnings: tuple[str, ...] = ()


async def sent_in(request: Request) -> Sent:
    """Read a call.

    A token counts in the Authorization header or in a form. It does not in JSON (docs.slack.dev/apis/web-api) nor in
    the query (docs.slack.dev/changelog/2020-11-no-more-tokens-in-querystrings-for-newly-created-apps).

    Raises:
        Refused: missing_post_type, invalid_post_type, invalid_charset, invalid_form_data, invalid_json,
            json_not_object, invalid_arg_name.
    """
    arguments: dict[str, Any] = dict(request.query_params)
    arguments.pop("token", None)
    form_token: str | None = None
    warnings: tuple[str, ...] = ()
    if request.method == "POST":
        body, form_token, warnings = await _body(request)
        arguments |= body
    if strange := [name for name in arguments if not ARGUMENT_NAME.fullmatch(name)]:
        raise Refused("invalid_arg_name", response_metadata={"messages": [f"[ERROR] {name!r}" for name in strange]})
    token = bearer_token(request)
    return Sent(arguments, token or form_token, token is not None, warnings)


def bearer_token(request: Request) -> str | None:
    """The token in the Authorization header."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


async def _body(request: Request) -> tuple[dict[str, Any], str | None, tuple[str, ...]]:
    raw = await request.body()
    if not raw:
        return {}, None, ()
    kind, _, rest = request.headers.get("content-type", "").partition(";")
    kind = kind.strip().lower()
    if not kind:
        raise Refused("missing_post_type")
    if kind not in POST_TYPES:
        raise Refused("invalid_post_type")
    if kind == "application/json":
        return _json(raw), None, () if "charset" in rest.lower() else ("missing_charset",)
    if kind == "text/plain":
        return {}, None, ()
    form = await request.form()
    fields = {name: value for name, value in form.items() if not isinstance(value, UploadFile)}
    token = fields.pop("token", None)
    if not fields and token is None:
        raise Refused("invalid_form_data")
    return fields, token, ()


def _json(raw: bytes) -> dict[str, Any]:
    try:
        body = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError:
        raise Refused("invalid_charset") from None
    except json.JSONDecodeError:
        raise Refused("invalid_json") from None
    if not isinstance(body, dict):
        raise Refused("json_not_object")
    body.pop("token", None)
    return body


class Arguments:
    """The arguments of one call. What is missing or of the wrong kind is refused as `invalid_arguments`."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.given = {name: value for name, value in given.items() if value is not None}

    def has(self, name: str) -> bool:
        return bool(self.given.get(name, "") != "")

    def text(self, name: str) -> str:
        """Raises: Refused: it is missing, empty, or no string."""
        value = self.text_or_none(name)
        if not value:
            raise Refused.arguments(f"missing required field: {name}")
        return value

    def text_or_none(self, name: str) -> str | None:
        """Raises: Refused: it is given and no string."""
        value = self.given.get(name)
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        raise Refused.arguments(f"must provide a string [json-pointer:/{name}]")

    def flag(self, name: str, default: bool = False) -> bool:
        """Raises: Refused: it is neither true nor false in any spelling."""
        value: object = self.given.get(name, default)
        if value in TRUE:
            return True
        if value in FALSE:
            return False
        raise Refused.arguments(f"must provide a boolean [json-pointer:/{name}]")

    def number(self, name: str, default: int | None = None, *, error: str | None = None) -> int | None:
        """A whole number.

        Raises:
            Refused: it is none: `error`, or invalid_arguments.
        """
        value = self.given.get(name, "")
        if value == "":
            return default
        try:
            return int(value)
        except (TypeError, ValueError):
            raise (
                Refused(error) if error else Refused.arguments(f"must provide an integer [json-pointer:/{name}]")
            ) from None

    def names(self, name: str) -> list[str]:
        """A list, also written with commas; empty when not given."""
        value = self.given.get(name, "")
        parts = value.split(",") if isinstance(value, str) else value
        if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
            raise Refused.arguments(f"must provide a list of strings [json-pointer:/{name}]")
        return [part.strip() for part in parts if part.strip()]

    def structure(self, name: str) -> Any:
        """An object or array, also written as JSON text; None when not given."""
        value = self.given.get(name)
        if not isinstance(value, str):
            return value
        if value == "":
            return None
        try:
            return json.loads(value)
        except json.JSONDecodeError:
            raise Refused.arguments(f"must provide valid JSON [json-pointer:/{name}]") from None

    def ts(self, name: str, *, error: str) -> str | None:
        """A message's ts, or None when not given.

        Raises:
            Refused: `error`, for what is no ts.
        """
        value = self.text_or_none(name)
        if not value:
            return None
        try:
            micros_of(value)
        except ValueError:
            raise Refused(error) from None
        return value
