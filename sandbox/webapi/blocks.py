"""blocks.validate: Slack's own judgement of blocks, views and messages, for anybody."""

from __future__ import annotations

from typing import Any

from sandbox.blockkit import Problem, judge, judge_view
from sandbox.webapi.method import Answer, Call, Method
from sandbox.workspace import Refused
from sandbox.workspace.views import problem_object


def validate(call: Call) -> Answer:
    """Raises: Refused: invalid_arguments, invalid_blocks, invalid_view, invalid_message with `errors`."""
    given = [name for name in ("blocks", "view", "message") if call.arguments.has(name)]
    if len(given) != 1:
        raise Refused.arguments("exactly one of blocks, view, message must be provided")
    problems = _problems(given[0], call.arguments.structure(given[0]))
    if problems:
        raise Refused(f"invalid_{given[0]}", errors=[problem_object(problem) for problem in problems])
    return {}


def _problems(kind: str, value: Any) -> list[Problem]:
    if kind == "view":
        return judge_view(value)
    if kind == "blocks":
        return judge(value, "message")
    if not isinstance(value, dict):
        return [Problem("", "invalid_type", "must provide an object")]
    return [problem.under("blocks") for problem in judge(value.get("blocks", []), "message")]


METHODS = (Method("blocks.validate", validate, tier=None, tokens=()),)
