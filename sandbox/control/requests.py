"""What the control API takes, in JSON, and the sentence for what it does not."""

from __future__ import annotations

import json
from typing import Any, Literal, Self, TypeVar

from pydantic import Base64Bytes, BaseModel, ConfigDict, Field, ValidationError, model_validator
from starlette.requests import Request

from sandbox.faults import FaultKind

Asked = TypeVar("Asked", bound="Ask")


WALL_CLOCK = r"^([01]\d|2[0-3]):[0-5]\d$"


class Unclear(Exception):
    """The request cannot be understood; the sentence says what was seen and what was expected."""


class Ask(BaseModel):
    """A request's body; unknown fields are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Act(Ask):
    """Something a person does."""

    person: str = Field(alias="as")


class CommandAct(Act):
    channel: str
    text: str
    thread_ts: str | None = None


class PlaceAct(Act):
    """Something done in a message, in a modal or on the Home tab."""

    channel: str | None = None
    ts: str | None = None
    view_id: str | None = None
    home: bool = False


class FillAct(PlaceAct):
    values: dict[str, Any]


class ElementAct(PlaceAct):
    """Something done at one element there."""

    action_id: str
    block_id: str | None = None


class ClickAct(ElementAct):
    value: str | None = None
    values: dict[str, Any] = {}


class ChooseAct(ElementAct):
    value: Any
    values: dict[str, Any] = {}


class OptionsAct(ElementAct):
    query: str


class SubmitAct(Act):
    view_id: str
    values: dict[str, Any] = {}


class CloseAct(Act):
    view_id: str
    clear: bool = False


class ShortcutAct(Act):
    callback_id: str
    channel: str | None = None
    ts: str | None = None


class MessageAct(Act):
    channel: str
    text: str
    thread_ts: str | None = None


class UploadAct(Act):
    """A file, as text (UTF-8) or as base64."""

    channel: str
    name: str = Field(min_length=1, max_length=255, pattern=r"^[^/\\]+$")
    content: str | None = None
    base64: Base64Bytes | None = None
    text: str = ""
    thread_ts: str | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.content is None) == (self.base64 is None):
            raise ValueError("exactly one of content and base64 is expected")
        return self

    @property
    def bytes(self) -> bytes:
        return self.base64 if self.base64 is not None else (self.content or "").encode()


class FileAct(Act):
    file: str


class HomeAct(Act):
    tab: Literal["home", "messages"] = "home"


class ChannelAct(Act):
    channel: str


class NewChannelAct(Act):
    name: str = Field(pattern=r"^[a-z0-9_-]{1,80}$")
    private: bool = False


class ClockAsk(Ask):
    """One of the four: seconds to pass, a moment to jump to, one to skip to in steps, or whether to run."""

    advance: float | None = Field(None, ge=0)
    set: float | str | None = None
    skip_to: float | str | None = None
    step_minutes: float = Field(30, gt=0)
    pause_ms: float = Field(300, ge=0)
    running: bool | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        how = {"step_minutes", "pause_ms"}
        if len(self.model_fields_set - how) != 1:
            raise ValueError("exactly one of advance, set, skip_to and running is expected")
        if self.skip_to is None and self.model_fields_set & how:
            raise ValueError("step_minutes and pause_ms go with skip_to alone")
        return self


class FaultAsk(Ask):
    method: str
    kind: FaultKind
    times: int = Field(1, ge=1)
    retry_after: int = Field(1, ge=0)
    seconds: float = Field(1.0, ge=0)
    error: str = "internal_error"


class SocketsAsk(Ask):
    drop: Literal["abrupt", "warning", "refresh_requested", "link_disabled"]


class HttpAsk(Ask):
    send: Literal["url_verification", "ssl_check"]


class ShareAsk(Ask):
    team: str
    pending: bool = False


class MemberAsk(Ask):
    user: str


class RenameAsk(Ask):
    name: str = Field(pattern=r"^[a-z0-9_-]{1,80}$")


class NothingAsk(Ask):
    pass


class Dnd(Ask):
    """Whether there are quiet hours, and which, on the person's own wall clock."""

    enabled: bool = True
    start: str = Field("22:00", pattern=WALL_CLOCK)
    end: str = Field("08:00", pattern=WALL_CLOCK)

    @model_validator(mode="after")
    def _hours(self) -> Self:
        if self.start == self.end:
            raise ValueError(f"start and end are both {self.start}; two hours of the day are expected")
        return self


class PersonChange(Ask):
    """What may change about somebody; only what is given does. `snooze_minutes` 0 ends a snooze.

    A status has at most 100 characters (docs.slack.dev/reference/methods/users.profile.set).
    """

    name: str | None = None
    real_name: str | None = None
    title: str | None = None
    email: str | None = None
    tz: str | None = None
    is_admin: bool | None = None
    is_owner: bool | None = None
    is_restricted: bool | None = None
    is_ultra_restricted: bool | None = None
    deleted: bool | None = None
    presence: Literal["active", "away"] | None = None
    status_text: str | None = Field(None, max_length=100)
    status_emoji: str | None = Field(None, pattern=r"^(:[a-z0-9_+'-]+:)?$")
    status_expiration: int | None = Field(None, ge=0)
    dnd: Dnd | None = None
    snooze_minutes: float | None = Field(None, ge=0)


class PersonAsk(Ask):
    """Somebody new."""

    id: str = Field(pattern=r"^[UW][A-Z0-9]+$")
    name: str
    real_name: str
    title: str = ""
    email: str = ""
    tz: str = "Etc/UTC"
    team_id: str | None = None
    is_restricted: bool = False
    is_ultra_restricted: bool = False


class ScopesAsk(Ask):
    revoke: list[str] = []
    grant: list[str] = []


class AppAsk(Ask):
    installed: bool


async def asked(request: Request, kind: type[Asked]) -> Asked:
    """The request's body as this kind of request.

    Raises:
        Unclear: it is no JSON object, or a field is missing, unknown or of the wrong kind.
    """
    body = await request.body()
    try:
        said = json.loads(body or b"{}")
    except ValueError as problem:
        raise Unclear(f"the body is no JSON: {problem}") from None
    if not isinstance(said, dict):
        raise Unclear(f"a JSON object is expected, not {said!r}")
    try:
        return kind.model_validate(said)
    except ValidationError as problems:
        raise Unclear("; ".join(_sentence(kind, problem) for problem in problems.errors())) from None


def wanted(request: Request, name: str) -> str:
    """A query parameter that must be there.

    Raises:
        Unclear: it is not.
    """
    value = request.query_params.get(name)
    if not value:
        raise Unclear(f"the query parameter {name!r} is missing")
    return value


def _sentence(kind: type[Ask], problem: Any) -> str:
    where = ".".join(str(step) for step in problem["loc"])
    if problem["type"] == "missing":
        return f"{where!r} is missing"
    if problem["type"] == "extra_forbidden":
        known = ", ".join(field.alias or name for name, field in kind.model_fields.items()) or "none"
        return f"{where!r} is unknown; the fields are {known}"
    if not where:
        return str(problem["msg"]).removeprefix("Value error, ")
    return f"{where!r} is {problem['input']!r}: {problem['msg'][0].lower()}{problem['msg'][1:]}"
