"""Modals and Home tabs: the stack of three, ids that stay, hashes that change, and what was typed."""

from __future__ import annotations

from typing import Any

from sandbox.blockkit import Problem, judge_view, view_too_large
from sandbox.workspace.inputs import elements_of, named, starting_state
from sandbox.workspace.posting import Posting
from sandbox.workspace.records import Json, View
from sandbox.workspace.refusal import Refused

DEEPEST = 3
"""Views a stack may hold (docs.slack.dev/surfaces/modals)."""

DESCRIBED = (
    "callback_id",
    "title",
    "submit",
    "close",
    "private_metadata",
    "external_id",
    "notify_on_close",
    "clear_on_close",
    "submit_disabled",
)


class Views:
    """Every open view. Modals of one person form a stack, bottom first; a Home tab is there once it was published."""

    def __init__(self, workspace: Posting) -> None:
        self._workspace = workspace

    def stack(self, user_id: str) -> list[View]:
        """The person's modals, bottom first."""
        return self._workspace.records.modals.setdefault(user_id, [])

    def home(self, user_id: str) -> View | None:
        return self._workspace.records.homes.get(user_id)

    def find(self, view_id: str | None = None, external_id: str | None = None) -> View:
        """Raises: Refused: not_found."""
        for view in self._all():
            if view.id == view_id or (external_id and view.external_id == external_id):
                return view
        raise Refused("not_found")

    def open(self, user_id: str, description: Any) -> View:
        """Show a modal; one that was open before makes way for it.

        Raises:
            Refused: invalid_arguments, view_too_large, duplicate_external_id.
        """
        self.check(description, "modal")
        self.stack(user_id).clear()
        return self._stack_up(user_id, description)

    def push(self, user_id: str, description: Any) -> View:
        """Put a modal on top of the person's stack.

        Raises:
            Refused: as `open`; not_found without an open modal; push_limit_reached on the fourth.
        """
        self.check(description, "modal")
        if not self.stack(user_id):
            raise Refused("not_found")
        if len(self.stack(user_id)) >= DEEPEST:
            raise Refused("push_limit_reached")
        return self._stack_up(user_id, description)

    def update(self, view: View, description: Any, hash: str | None = None) -> View:
        """Replace what a view shows; its id stays, its hash does not, and typed input with the same ids is kept.

        Raises:
            Refused: as `open`; hash_conflict when `hash` is not the view's present one.
        """
        self.check(description, view.type, besides=view)
        if hash is not None and hash != view.hash:
            raise Refused("hash_conflict")
        self._describe(view, description)
        self._workspace.changed([view.user])
        return view

    def publish(self, user_id: str, description: Any, hash: str | None = None) -> View:
        """Show a person's Home tab.

        Raises:
            Refused: as `update`.
        """
        view = self.home(user_id)
        if view is not None:
            return self.update(view, description, hash)
        self.check(description, "home")
        if hash is not None:
            raise Refused("hash_conflict")
        view = self._new_view(user_id, description, "home")
        self._workspace.records.homes[user_id] = view
        self._workspace.changed([user_id])
        return view

    def close(self, view: View) -> list[View]:
        """The person cancels a modal (with `clear_on_close`: the whole stack); return what is gone, top first."""
        stack = self.stack(view.user)
        keep = 0 if view.clear_on_close else stack.index(view)
        gone = stack[keep:][::-1]
        del stack[keep:]
        self._workspace.changed([view.user])
        return gone

    def clear(self, user_id: str) -> list[View]:
        """All modals of the person go; return them, top first."""
        gone = self.stack(user_id)[::-1]
        self.stack(user_id).clear()
        self._workspace.changed([user_id])
        return gone

    def fill(self, view: View, block_id: str, action_id: str, value: Json) -> None:
        """The person types or chooses; a sentence that stood under the input goes."""
        view.state.setdefault(block_id, {})[action_id] = value
        view.errors.pop(block_id, None)
        self._workspace.changed([view.user])

    def apply_response_action(self, user_id: str, view: View, response: Json | None) -> dict[str, str]:
        """Do what the ack of a view_submission asks; return the errors it set (block_id -> text).

        Nothing closes the view, `update`, `push`, `clear` and `errors` do as they say
        (docs.slack.dev/surfaces/modals, "Handling and responding to interactions").

        Raises:
            Refused: the response is none that Slack takes; the person then reads that something went wrong.
        """
        action = (response or {}).get("response_action")
        if response is None or action is None:
            self._close_top(view)
        elif action == "clear":
            self.clear(user_id)
        elif action == "update":
            self.update(view, response.get("view"))
        elif action == "push":
            self.push(user_id, response.get("view"))
        elif action == "errors":
            return self._set_errors(view, response.get("errors"))
        else:
            raise Refused.arguments(f"response_action {action!r} is none of clear, errors, push, update")
        return {}

    def check(self, description: Any, surface: str, besides: View | None = None) -> None:
        """Raises: Refused: invalid_arguments, view_too_large, duplicate_external_id."""
        if not isinstance(description, dict):
            raise Refused.arguments("must provide an object [json-pointer:/view]")
        if view_too_large(description):
            raise Refused("view_too_large")
        if problems := self._judge(description, surface):
            raise invalid_view(problems)
        external_id = description.get("external_id")
        if external_id and any(view.external_id == external_id for view in self._all() if view is not besides):
            raise Refused("duplicate_external_id")

    def _judge(self, description: Json, surface: str) -> list[Problem]:
        if description.get("type") in ("modal", "home") and description["type"] != surface:
            wrong = f"a view of type {description['type']!r} cannot be shown here, {surface!r} is expected"
            return [Problem("/type", "failed_constraint", wrong)]
        return judge_view(description)

    def _all(self) -> list[View]:
        records = self._workspace.records
        return [*records.homes.values(), *(view for stack in records.modals.values() for view in stack)]

    def _stack_up(self, user_id: str, description: Json) -> View:
        stack = self.stack(user_id)
        view = self._new_view(user_id, description, "modal")
        if stack:
            view.root_view_id, view.previous_view_id = stack[0].id, stack[-1].id
        stack.append(view)
        self._workspace.changed([user_id])
        return view

    def _new_view(self, user_id: str, description: Json, surface: str) -> View:
        view_id = self._workspace.new_id("V")
        view = View(view_id, "modal" if surface == "modal" else "home", user_id, "", [], root_view_id=view_id)
        self._describe(view, description)
        return view

    def _describe(self, view: View, description: Json) -> None:
        blank = View(view.id, view.type, view.user, "", [])
        for name in DESCRIBED:
            setattr(view, name, description.get(name) or getattr(blank, name))
        view.blocks = named(description["blocks"], self._workspace.new_word)
        view.state = starting_state(view.blocks, kept=view.state)
        view.errors = {}
        view.hash = f"{int(self._workspace.clock.now())}.{self._workspace.new_word(8)}"

    def _close_top(self, view: View) -> None:
        stack = self.stack(view.user)
        if view in stack:
            del stack[stack.index(view) :]
        self._workspace.changed([view.user])

    def _set_errors(self, view: View, errors: Any) -> dict[str, str]:
        inputs = {block["block_id"] for block, _ in elements_of(view.blocks) if block["type"] == "input"}
        if not isinstance(errors, dict) or not errors:
            raise Refused.arguments("errors must be an object of block_id to text")
        if strange := sorted(set(errors) - inputs):
            raise Refused.arguments(
                *(f"errors names {name!r}, which is no input block of the view" for name in strange)
            )
        view.errors = {block_id: str(text) for block_id, text in errors.items()}
        self._workspace.changed([view.user])
        return view.errors


def invalid_view(problems: list[Problem]) -> Refused:
    """`invalid_arguments` with a message for each problem, as views.open gives it, and the problems themselves."""
    refusal = Refused.arguments(*(f"{problem.message} [json-pointer:/view{problem.pointer}]" for problem in problems))
    refusal.details["errors"] = [problem_object(problem) for problem in problems]
    return refusal


def problem_object(problem: Problem) -> Json:
    """One of the `errors` of docs.slack.dev/reference/methods/blocks.validate."""
    return {"pointer": problem.pointer, "code": problem.code, "message": problem.message}
