"""Templates filled with facts: in Slack's markup, where a fact can never become markup, or as plain text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from traceback import walk_tb
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, meta, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from bot.blueprint import Mistake, Place, Text, did_you_mean

Facts = Mapping[str, Any]

_PLAIN = "plain text wanted"
"""In a template's context: this text goes where Slack reads no markup. No fact can have a name with spaces."""

_CANNOT = (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What filling a template can raise: Jinja's own errors, and those of an operation that a fact does not bear."""

_DYNAMIC = re.compile(r"\{[{%#]")
_BRANCHES = re.compile(r"\{%|\b(?:if|or|and)\b")

_MARKERS = str.maketrans({"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ"})
_MARKERS_BACK = str.maketrans({"∗": "*", "ˍ": "_", "∼": "~", "ˋ": "`", "›": ">"})
_INSIDE_WORD = re.compile(r"(?<=[A-Za-z0-9])[*_~](?=[A-Za-z0-9])")
_MARKER = re.compile(r"[*_~`]")
_TEMPLATES_OWN = re.compile(r"(?<![A-Za-z0-9])[*_~`]|[*_~`](?![A-Za-z0-9])")
_QUOTE_MARK = re.compile(r"^(\s*)>", re.MULTILINE)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
"""Signs that show nothing of their own; the last two ranges would turn around the reading order of what we say."""
_TO_CHANGE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069*_~`>]")
"""All signs that `readable` and `disarmed` change: one look tells that a text has none, as nearly all have none."""
_SAFE_URL = re.compile(r"https?://[^\s<>|\"]+")
_REFERENCE = re.compile(r"<[@#!]([^>|]+)(?:\|[^>]*)?>")


class Mention(str):
    """A person or a channel: a reference where Slack reads markup, a name where it does not."""

    __slots__ = ("markup",)
    markup: str

    def __new__(cls, name: str, markup: str) -> Mention:
        self = super().__new__(cls, name)
        self.markup = markup
        return self

    def __html__(self) -> str:
        return self.markup


def mention(person: str) -> Mention:
    """A person by id (docs.slack.dev/messaging/formatting-message-text)."""
    return Mention(f"@{person}", f"<@{_id(person)}>")


def channel(id: str) -> Mention:
    """A channel by id (docs.slack.dev/messaging/formatting-message-text)."""
    return Mention(f"#{id}", f"<#{_id(id)}>")


def link(url: str) -> str:
    """An address that can be clicked, when it is one; else the text as it is."""
    return Mention(url, f"<{escaped(url)}>") if _SAFE_URL.fullmatch(url) else url


def day(value: date, sent_on: date | None = None) -> str:
    """A day as people say it: "Fri 8 Nov", with the year unless it is that of `sent_on`."""
    year = "" if sent_on is not None and sent_on.year == value.year else f" {value.year}"
    return f"{value:%a} {value.day} {value:%b}{year}"


def escaped(text: str) -> str:
    """`& < >` as Slack wants them (docs.slack.dev/messaging/formatting-message-text, escaping text)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def readable(text: str) -> str:
    """A person's text without what no reader can see."""
    if _TO_CHANGE.search(text) is None:
        return text
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))


def disarmed(text: str) -> str:
    """A person's text with look-alikes for the signs that would make it bold, struck, code or a quote.

    Slack escapes only `& < >`; `* _ ~` and the backtick cannot be escaped. Between two letters they mark nothing up,
    and stay: customer_id can still be copied.
    """
    if _TO_CHANGE.search(text) is None:
        return text
    text = readable(text)
    kept = {match.start() for match in _INSIDE_WORD.finditer(text)}
    text = _MARKER.sub(lambda sign: sign[0] if sign.start() in kept else sign[0].translate(_MARKERS), text)
    return _QUOTE_MARK.sub(r"\1›", text)


def unmarked(marked_up: str) -> str:
    """A filled text without what its template marks as bold or the like; its facts have no marks, being disarmed."""
    return _TEMPLATES_OWN.sub("", marked_up)


def as_plain(marked_up: str) -> str:
    """A sentence made for Slack's markup as plain text, for the places that show it letter by letter."""
    text = _REFERENCE.sub(r"\1", marked_up).translate(_MARKERS_BACK)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def one_line(text: str) -> str:
    return " ".join(text.split())


class TemplateWrong(Exception):
    """A template that cannot be filled, as the mistake to tell."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(str(mistake))
        self.mistake = mistake


class Template:
    """A compiled template. A text in which nothing is to be filled is not compiled at all.

    Raises TemplateWrong when it cannot be compiled, and from `fill` when it cannot be filled.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.place = place_of(source)
        self.names: frozenset[str] = frozenset()
        """The facts used by a template with branches; filling one without shows them all anyway, and faster."""
        self._template = None
        if _DYNAMIC.search(source):
            try:
                tree = ENVIRONMENT.parse(source)
                self._template = ENVIRONMENT.from_string(tree)
            except TemplateSyntaxError as wrong:
                raise TemplateWrong(self.mistake(_syntax(wrong), wrong.lineno)) from wrong
            if _BRANCHES.search(source):
                self.names = frozenset(meta.find_undeclared_variables(tree))

    @property
    def is_text(self) -> bool:
        """Whether it says the same whatever the facts are."""
        return self._template is None

    def fill(self, facts: Facts, plain: bool = False) -> str:
        """The text in Slack's markup, or as plain text. `facts` come from `facts_for` with the same `plain`."""
        if self._template is None:
            return self.source
        try:
            text = self._template.render({**facts, _PLAIN: plain})
        except _CANNOT as wrong:
            raise TemplateWrong(self.mistake(_filling(wrong, facts), _line_of(wrong))) from wrong
        # Of HTML's escapes Slack knows only those of & < >. A person's own & is &amp; by now, so this is exact.
        return text if plain else text.replace("&#39;", "'").replace("&#34;", '"')

    def mistake(self, sentence: str, line: int = 1) -> Mistake:
        """A mistake on a line of this template, counted from 1."""
        return Mistake(Place(self.place.file, self.place.line + line - 1), sentence)

    def line_of(self, name: str) -> int:
        """The template's first line that mentions a name."""
        lines = self.source.split("\n")
        return next((n for n, line in enumerate(lines, 1) if re.search(rf"\b{re.escape(name)}\b", line)), 1)


def place_of(text: str) -> Place:
    """Where a text of a blueprint was written."""
    return text.place if isinstance(text, Text) else Place("a text that stands in no file", 1)


def facts_for(facts: Facts, plain: bool) -> dict[str, Any]:
    """Facts for `Template.fill`, however deep they lie: for markup texts disarmed, for plain text mentions as names."""
    return {name: _each(value, plain) for name, value in facts.items()}


def _each(value: Any, plain: bool) -> Any:
    match value:
        case Mention():
            return str(value) if plain else value
        case str():
            return readable(value) if plain else disarmed(value)
        case Mapping():
            return {key: _each(inner, plain) for key, inner in value.items()}
        case list() | tuple():
            return [_each(inner, plain) for inner in value]
        case _:
            return value


def _id(id: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "", id)


def _syntax(wrong: TemplateSyntaxError) -> str:
    said = wrong.message or "it is not a template"
    return _no_such(said) or f"this template cannot be read: {said[0].lower()}{said[1:].rstrip('.')}"


def _filling(wrong: Exception, facts: Facts) -> str:
    said = str(wrong)
    if match := re.search(r"'?(\w+)'? is undefined", said):
        return f'there is no fact "{match[1]}" here; {did_you_mean(match[1], sorted(set(facts) - {_PLAIN}))}'
    if match := re.search(r"has no attribute '(\w+)'", said):
        inside = {str(key) for value in facts.values() for key in _keys(value)}
        return f'nothing here has a "{match[1]}"; {did_you_mean(match[1], sorted(inside))}'
    return _no_such(said) or f"this template cannot be filled: {said.rstrip('.')}"


def _no_such(said: str) -> str | None:
    """Jinja's word of an unknown filter or test (which in a branch it only finds when it fills it), in ours."""
    match = re.match(r"No (filter|test) named '(\w+)'", said)
    if match is None:
        return None
    told = did_you_mean(match[2], ENVIRONMENT.filters if match[1] == "filter" else ENVIRONMENT.tests)
    return f'there is no {match[1]} "{match[2]}"; {told}'


def _keys(value: Any) -> list[Any]:
    match value:
        case Mapping():
            return list(value)
        case [Mapping() as first, *_]:
            return list(first)
        case _:
            return []


def _line_of(wrong: Exception) -> int:
    """The line of the template in which filling it failed."""
    frames = [frame for frame, _ in walk_tb(wrong.__traceback__) if frame.f_code.co_filename == "<template>"]
    lines = [line for frame, line in walk_tb(wrong.__traceback__) if frame in frames]
    return lines[-1] if lines else 1


@pass_context
def _shown(context: Context, value: Any) -> Any:
    """What {{ }} prints: days as people say them, nothing for what is not there."""
    if isinstance(value, date):
        value = day(value, context.get("sent_on") or None)
    elif value is None:
        value = ""
    return Markup(value) if isinstance(value, str) and context.get(_PLAIN) else value


@pass_context
def _day(context: Context, value: date | str) -> str:
    """The filter `day`, for days that come as text: 2026-03-02."""
    if value == "":
        return ""
    known = value if isinstance(value, date) else date.fromisoformat(value)
    return day(known, context.get("sent_on") or None)


ENVIRONMENT = ImmutableSandboxedEnvironment(
    autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_shown
)
ENVIRONMENT.filters["day"] = _day
