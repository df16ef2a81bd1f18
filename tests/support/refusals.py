"""What Slack answers when it says no."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError


def refusal(call: Callable[..., Any], **arguments: Any) -> dict[str, Any]:
    """The answer of a call that must be refused."""
    with pytest.raises(SlackApiError) as refused:
        call(**arguments)
    answer = refused.value.response.data
    assert isinstance(answer, dict)
    return answer


def error_of(call: Callable[..., Any], **arguments: Any) -> str:
    """The `error` of a call that must be refused."""
    return str(refusal(call, **arguments)["error"])
