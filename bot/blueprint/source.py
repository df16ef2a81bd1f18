"""YAML text to plain values that remember their line, and every mistake on the way as a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

Trail = tuple[str | int, ...]
"""Keys and list positions from the top of a file down to one value."""

_NEEDS_QUOTES = "a text that begins with { or [ needs quotes"
_UNCLOSED = "a quote is opened here and never closed"
_MISFIT = "the indentation of this line does not fit the lines above it"


@dataclass(frozen=True, order=True)
class Place:
    """A line of a file, counted from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, order=True)
class Mistake:
    """What is wrong with a blueprint and where, for the person who wrote it."""

    place: Place
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}"


class BlueprintErrors(Exception):
    """Every mistake in the folder, in the order of files and lines; `str()` gives one a line."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(sorted(set(mistakes)))
        super().__init__("\n".join(self.sentences))

    @property
    def sentences(self) -> list[str]:
        """Each mistake as "file:line: sentence"."""
        return [str(mistake) for mistake in self.mistakes]


class Text(str):
    """A text as written, with the line its first letter stands on."""

    __slots__ = ("place",)
    place: Place

    def __new__(cls, text: str, place: Place) -> Text:
        self = super().__new__(cls, text)
        self.place = place
        return self


class Number(int):
    """A whole number as written, with its line."""

    place: Place

    def __new__(cls, number: int, place: Place) -> Number:
        self = super().__new__(cls, number)
        self.place = place
        return self


@dataclass
class Source:
    """One file's content: dicts, lists, Texts, Numbers, true or false, None; and the line of each."""

    file: str
    content: Any = None
    mistakes: list[Mistake] = field(default_factory=list)
    lines: dict[Trail, int] = field(default_factory=dict)

    def place(self, trail: Trail) -> Place:
        """The line of the value at a trail, or of the nearest thing around it that is there."""
        while trail not in self.lines and trail:
            trail = trail[:-1]
        return Place(self.file, self.lines.get(trail, 1))

    def say(self, trail: Trail, sentence: str) -> None:
        self.mistakes.append(Mistake(self.place(trail), sentence))

    def say_at(self, line: int, sentence: str) -> None:
        self.mistakes.append(Mistake(Place(self.file, line), sentence))


def read(file: Path, shown: str) -> Source:
    """Read one YAML 1.2 file; `shown` is its name in mistakes. What cannot be read becomes a mistake of the Source."""
    source = Source(shown)
    try:
        root = _composed(source, file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        source.say_at(1, "this file is missing")
    except UnicodeDecodeError as wrong:
        line = wrong.object[: wrong.start].count(b"\n") + 1
        source.say_at(line, "this is not UTF-8 text; save the file as UTF-8")
    else:
        if root is not None:
            source.content = _value(source, root, ())
        elif not source.mistakes:
            source.say_at(1, "this file is empty")
    return source


def _composed(source: Source, text: str) -> Node | None:
    """The file's top node. Composed and not loaded: nodes carry their lines, and it takes half the time.

    libyaml reads it in a seventh of that; what it stumbles over is read again by the parser whose complaints we know.
    """
    try:
        root: Node | None = YAML(typ="safe", pure=False).compose(text)
    except YAMLError:
        return _composed_slowly(source, text)
    return root


def _composed_slowly(source: Source, text: str) -> Node | None:
    try:
        root: Node | None = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as wrong:
        source.say_at(*_unreadable(text, wrong))
    except ReaderError as wrong:
        line = text[: wrong.position].count("\n") + 1
        source.say_at(line, "there is a control character here, which no text may hold")
    else:
        return root
    return None


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """The end of a sentence about an unknown word: the likeliest known one, or all of them."""
    known = [str(w) for w in words]
    close = get_close_matches(word, known, n=1, cutoff=0.6)
    if close:
        return f'did you mean "{close[0]}"?'
    return f"known: {', '.join(known)}" if known else "there is none"


def _value(source: Source, node: Node, trail: Trail) -> Any:
    source.lines.setdefault(trail, node.start_mark.line + 1)
    if isinstance(node, MappingNode):
        return dict(_pairs(source, node, trail))
    if isinstance(node, SequenceNode):
        return [_value(source, item, (*trail, index)) for index, item in enumerate(node.value)]
    assert isinstance(node, ScalarNode)  # YAML has no fourth kind
    return _scalar(node, source.file)


def _pairs(source: Source, node: MappingNode, trail: Trail) -> Iterator[tuple[str, Any]]:
    seen: dict[str, int] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, ScalarNode):
            source.say_at(line, _NEEDS_QUOTES)
            continue
        name = Text(key.value, Place(source.file, line))
        if name in seen:
            source.say_at(line, f'"{name}" is given twice, first on line {seen[name]}')
            continue
        seen[name] = line
        source.lines[(*trail, str(name))] = line
        yield name, _value(source, value, (*trail, str(name)))


def _scalar(node: ScalarNode, file: str) -> Text | Number | bool | None:
    kind = str(node.tag).rpartition(":")[2]
    if kind == "null":
        return None
    if kind == "bool":
        return bool(node.value.lower() == "true")
    if kind == "int" and node.value.lstrip("+-").isdecimal():
        return Number(int(node.value), Place(file, node.start_mark.line + 1))
    starts_below = node.style in ("|", ">")
    return Text(node.value, Place(file, node.start_mark.line + (2 if starts_below else 1)))


def _unreadable(text: str, wrong: MarkedYAMLError) -> tuple[int, str]:
    """YAML's complaint, its line, in the words of somebody who does not know YAML."""
    said = f"{wrong.context or ''} {wrong.problem or ''}"
    mark = wrong.problem_mark or wrong.context_mark
    line = mark.line + 1 if mark else 1
    lines = text.splitlines()
    written = lines[line - 1] if line <= len(lines) else ""
    odd = [n for n, one in enumerate(lines[:line], 1) if one.replace('\\"', "").count('"') % 2]
    if "\\t" in said:
        sentence = "there is a tab here; use spaces to indent"
    elif "scanning a quoted scalar" in said and "end of stream" in said and wrong.context_mark:
        line, sentence = wrong.context_mark.line + 1, _UNCLOSED
    elif len(odd) % 2:  # the next quote, lines below, closed it, and what followed made no sense
        line, sentence = odd[-1], _UNCLOSED
    elif re.search("flow (sequence|mapping)", said) and wrong.context_mark:
        line, sentence = wrong.context_mark.line + 1, "a [ or a { is opened here and never closed"
    elif ": {{" in written or "- {{" in written:
        sentence = _NEEDS_QUOTES
    else:
        sentence = next(
            (ours for theirs, ours in _COMPLAINTS if theirs in said), f"this cannot be read as YAML: {said.strip()}"
        )
    return line, sentence


_COMPLAINTS = (
    ("alias", "a text that begins with * or & needs quotes"),
    ("cannot start any token", "a text that begins with a sign such as @ or ` or % needs quotes"),
    ("mapping values are not allowed", "there is a second colon here: put the text in quotes, or mind the indentation"),
    ("another document", "three dashes begin a second document here; a file holds one"),
    ("node content", "a [ or a { before this line is never closed"),
    ("<block end>", _MISFIT),
    ("<document start>", _MISFIT),
)
"""What the parser says (a part of it), and what we say instead."""
