"""What a modal remembers of itself between two gestures."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Where:
    """A form's place in its modal (private_metadata): ids only, never an answer.

    With `move` it is that move's form on `record`, drawn when the record had `number` entries. `fresh` counts how often
    all fields were filled anew from what is known of an account: their blocks then get other ids, since Slack keeps
    what stands in a block it knows (docs.slack.dev/surfaces/modals, preserving input entry).
    """

    habit: str
    draft: str = ""
    step: int = 0
    fresh: int = 0
    question: str = ""
    line: str = ""
    record: int | None = None
    number: int | None = None
    move: str = ""

    def dumps(self) -> str:
        return json.dumps({name: value for name, value in asdict(self).items() if value}, separators=(",", ":"))


def where(view: Mapping[str, Any]) -> Where:
    """The place that a view of ours was drawn for."""
    return Where(**json.loads(view["private_metadata"]))
