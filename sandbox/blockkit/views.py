"""The views: a modal and a Home tab, and what surrounds their blocks."""

from collections.abc import Iterator
from typing import Any

from sandbox.blockkit.blocks import BLOCKS
from sandbox.blockkit.objects import TYPE, plain_text
from sandbox.blockkit.problem import Problem, failed
from sandbox.blockkit.rules import Boolean, Fields, Kinds, Shape, String

PAGES = "reference/views"

# "The provided view is greater than 250kb" (docs.slack.dev/reference/methods/views.open), read as thousands of bytes.
MOST_BYTES = 250_000


def inputs_need_a_submit(view: dict[str, Any]) -> Iterator[Problem]:
    """The pointer is Slack's own, though nothing is there: "[json-pointer:/view/blocks/2/input]"."""
    if "submit" not in view:
        for index, block in enumerate(view["blocks"]):
            if block["type"] == "input":
                yield failed("must define `submit` to use an `input` block in modals", f"/blocks/{index}/input")


_VIEW: Fields = TYPE | {
    "callback_id": String(255),
    "external_id": String(255),
    "private_metadata": String(3000),
}

VIEW = Kinds(
    {
        "modal": Shape(
            f"{PAGES}/modal-views",
            needs={"title": plain_text(24), "blocks": BLOCKS["modal"]},
            takes=_VIEW  # not submit_disabled, which is for the configuration modals of steps in workflows
            | {
                "submit": plain_text(24),
                "close": plain_text(24),
                "clear_on_close": Boolean(),
                "notify_on_close": Boolean(),
            },
            also=(inputs_need_a_submit,),
        ),
        "home": Shape(
            f"{PAGES}/home-tab-views",
            needs={"blocks": BLOCKS["home"]},
            takes=_VIEW,
        ),
    }
)
