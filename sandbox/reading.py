"""YAML files that people write, read into values: every mistake at once, each with its line and what was expected."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

Model = TypeVar("Model", bound=BaseModel)


class Written(BaseModel):
    """Something a person wrote: unknown words are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Unreadable(Exception):
    """The file cannot be used; `mistakes` are sentences that begin with file and line."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


def read(path: Path, model: type[Model]) -> Model:
    """Raises: Unreadable: the file is missing, is no YAML, or says something that `model` does not allow."""
    document = _parse(path)
    try:
        return model.model_validate(document)
    except ValidationError as errors:
        mistakes = [
            f"{path.name}:{_line(document, error['loc'])}: {_sentence(model, error)}" for error in errors.errors()
        ]
        raise Unreadable(mistakes) from None


def _parse(path: Path) -> Any:
    try:
        return YAML().load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Unreadable([f"{path}: there is no such file"]) from None
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise Unreadable([f"{path.name}:{line}: this is no YAML: {error.problem}"]) from None


def _line(document: Any, location: tuple[int | str, ...]) -> int:
    """The line of the deepest part of `location` that the document has."""
    line, node = 1, document
    for step in location:
        try:
            line = (node.lc.item(step) if isinstance(step, int) else node.lc.key(step))[0] + 1
            node = node[step]
        except (KeyError, IndexError, TypeError, AttributeError):
            return line
    return line


def _sentence(model: type[BaseModel], error: Any) -> str:
    where = ".".join(str(step) for step in error["loc"]) or "the file"
    if error["type"] == "missing":
        return f"{where} is missing"
    if error["type"] == "extra_forbidden":
        near = difflib.get_close_matches(str(error["loc"][-1]), _words(model), n=1)
        return f"{where} is unknown" + (f"; did you mean {near[0]}?" if near else "")
    return f"{where} is {error['input']!r}: {error['msg'][0].lower()}{error['msg'][1:]}"


def _words(model: type[BaseModel]) -> set[str]:
    """Every key that the file may have, anywhere."""
    schema = model.model_json_schema()
    parts = [schema, *schema.get("$defs", {}).values()]
    return {word for part in parts for word in part.get("properties", {})}
