"""What a cell would have meant, had there been anybody or anything of that name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Unmet:
    """Nobody, or nobody in particular: the phrase that says so, and its facts."""

    phrase: str
    facts: Mapping[str, Any]
