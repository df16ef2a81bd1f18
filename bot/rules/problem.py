"""What is wrong with an answer, as a value: which question, and the sentence that says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with one answer: the question's id, and the phrase (with its facts) that says it."""

    question: str
    phrase: str
    facts: Mapping[str, Any] = field(default_factory=dict)
