"""A file held against the vocabulary: what it says, or a sentence for every key that is wrong, missing or unknown."""

from __future__ import annotations

from typing import Annotated, Any, get_args, get_origin

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from bot.blueprint.source import Source, Trail, did_you_mean
from bot.blueprint.written import Written


def shaped(source: Source, form: Any) -> Any:
    """The source's content as `form` (a model of `written`, or a dict of them), or None when it cannot be.

    Every mistake is added to the source. A key nobody knows is told and otherwise passed over, so that what the rest
    of the file means can still be checked.
    """
    if source.content is None:
        return None
    adapter = TypeAdapter(form)
    try:
        return adapter.validate_python(source.content)
    except ValidationError as wrong:
        errors = wrong.errors(include_url=False)
    for error in errors:
        if error["type"] != "is_instance_of":  # the other half of a union, which the list's own mistakes explain
            trail = _trail(error)
            source.say(trail, _sentence(error, form, trail))
    unknown = [_trail(error) for error in errors if error["type"] == "extra_forbidden"]
    if len(unknown) < len(errors):
        return None
    for trail in unknown:
        _drop(source.content, trail)
    return adapter.validate_python(source.content)


def _trail(error: ErrorDetails) -> Trail:
    """pydantic's location without its own names for the halves of a union (`list[ChoiceKeys]`) and for dict keys."""
    return tuple(step for step in error["loc"] if isinstance(step, int) or ("[" not in step))


def _sentence(error: ErrorDetails, form: Any, trail: Trail) -> str:
    match error["type"]:
        case "extra_forbidden":
            model = _model_at(form, trail[:-1])
            return f'a {model.noun} has no "{trail[-1]}"; {did_you_mean(str(trail[-1]), _keys_of(model))}'
        case "missing":
            return f'"{trail[-1]}" is missing from this {_model_at(form, trail[:-1]).noun}'
        case "value_error":
            return f"{_named(trail)}{error['ctx']['error']}"
        case "list_type":
            return f"{_named(trail)}expected a list"
        case _:  # model_type and dict_type
            return f"{_named(trail)}expected keys and values"


def _named(trail: Trail) -> str:
    name = next((step for step in reversed(trail) if isinstance(step, str)), None)
    return f'"{name}": ' if name else ""


def _model_at(form: Any, trail: Trail) -> type[Written]:
    for step in trail:
        form = _meant(form)
        form = _fields(form)[str(step)] if isinstance(form, type) else get_args(form)[-1]
    model = _meant(form)
    assert isinstance(model, type)
    assert issubclass(model, Written)
    return model


def _meant(form: Any) -> Any:
    """The model, list or dict inside what may be annotated or a union with None or Text."""
    if get_origin(form) is Annotated:
        return _meant(get_args(form)[0])
    if get_origin(form) in (list, dict) or (isinstance(form, type) and issubclass(form, Written)):
        return form
    return next(inner for inner in map(_meant, get_args(form)) if inner is not None) if get_args(form) else None


def _fields(model: type[Written]) -> dict[str, Any]:
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


def _keys_of(model: type[Written]) -> list[str]:
    return list(_fields(model))


def _drop(content: Any, trail: Trail) -> None:
    for step in trail[:-1]:
        content = content[step]
    content.pop(trail[-1], None)
