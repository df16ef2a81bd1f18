"""The judgement: first each block by itself, then what the blocks of one payload may not do to each other."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.blockkit.blocks import BLOCKS
from sandbox.blockkit.problem import Problem, failed
from sandbox.blockkit.rules import Surface
from sandbox.blockkit.views import MOST_BYTES, VIEW

Block = dict[str, Any]
Placed = tuple[str, Block]


def judge(blocks: Any, surface: Surface) -> list[Problem]:
    """All that Slack would refuse in the blocks of a message, a modal or a Home tab; nothing if it would take them.

    Pointers start at the array: "/0/text/text". What concerns several fields or blocks is judged once each is right by
    itself, as Slack asks its schema first.
    """
    return list(BLOCKS[surface].judge(blocks, surface) or _between(blocks, surface))


def judge_view(view: Any) -> list[Problem]:
    """All that Slack would refuse in a view, its blocks included. Pointers start at the view: "/title/text"."""
    surface: Surface = "home" if isinstance(view, dict) and view.get("type") == "home" else "modal"
    return list(VIEW.judge(view, surface) or (problem.under("blocks") for problem in _between(view["blocks"], surface)))


def view_too_large(view: Any) -> bool:
    """Whether a view weighs more than 250 KB, for which Slack has an error of its own, `view_too_large`
    (docs.slack.dev/reference/methods/views.open)."""
    wire = json.dumps(view, separators=(",", ":"), ensure_ascii=False)
    return len(wire.encode(errors="surrogatepass")) > MOST_BYTES


@dataclass(frozen=True)
class Total:
    """How much of one kind of block a message may hold altogether."""

    page: str
    kind: str
    blocks: int | None = None
    characters: int | None = None
    refusal: str = ""


TOTALS = (
    Total("reference/block-kit/blocks/markdown-block", "markdown", characters=12_000),
    # Two tables: error invalid_attachments, message only_one_table_allowed.
    Total("reference/block-kit/blocks/table-block", "table", 1, 10_000, refusal="only_one_table_allowed"),
    Total("reference/block-kit/blocks/data-table-block", "data_table", characters=20_000),
    Total("reference/block-kit/blocks/data-visualization-block", "data_visualization", 2),
)

# Where a block keeps the elements a person can act on, and where it keeps blocks of its own.
ELEMENTS: Mapping[str, str] = {
    "actions": "elements",
    "auth_provider": "accessory",
    "card": "actions",
    "context_actions": "elements",
    "input": "element",
    "section": "accessory",
}
CHILDREN: Mapping[str, str] = {"carousel": "elements", "container": "child_blocks"}


def _between(blocks: list[Block], surface: Surface) -> Iterator[Problem]:
    placed = list(_placed(blocks))
    yield from _repeated_block_ids(placed)
    yield from _repeated_action_ids(placed)
    if surface == "message":
        yield from _beyond_the_totals(placed)
    else:
        yield from _second_focus(placed)


def _placed(blocks: list[Block], at: str = "") -> Iterator[Placed]:
    for index, block in enumerate(blocks):
        yield f"{at}/{index}", block
        if children := CHILDREN.get(block["type"]):
            yield from _placed(block[children], f"{at}/{index}/{children}")


def _repeated_block_ids(placed: Sequence[Placed]) -> Iterator[Problem]:
    """`block_id` "should be unique for each message"; "the `block_id` is ignored in markdown blocks"."""
    seen: set[str] = set()
    for at, block in placed:
        block_id = block.get("block_id")
        if block_id is None or block["type"] == "markdown":
            continue
        if block_id in seen:
            yield failed(f"`block_id` already exists: {block_id}", f"{at}/block_id")
        seen.add(block_id)


def _repeated_action_ids(placed: Sequence[Placed]) -> Iterator[Problem]:
    """An `action_id` must be "unique among all other `action_id`s in the containing block"."""
    for at, block in placed:
        seen: set[str] = set()
        for where, element in _elements(at, block):
            action_id = element.get("action_id")
            if action_id in seen:
                yield failed(f"`action_id` already exists in this block: {action_id}", f"{where}/action_id")
            if action_id is not None:
                seen.add(action_id)


def _second_focus(placed: Sequence[Placed]) -> Iterator[Problem]:
    """ "Only one element can be set to true", of all in a view."""
    focused = [where for at, block in placed for where, element in _elements(at, block) if element.get("focus_on_load")]
    for where in focused[1:]:
        yield failed("only one element can be set to focus on load", f"{where}/focus_on_load")


def _elements(at: str, block: Block) -> Iterator[Placed]:
    key = ELEMENTS.get(block["type"])
    held = block.get(key) if key else None
    if isinstance(held, dict):
        yield f"{at}/{key}", held
    elif held:
        for index, element in enumerate(held):
            yield f"{at}/{key}/{index}", element


def _beyond_the_totals(placed: Sequence[Placed]) -> Iterator[Problem]:
    for total in TOTALS:
        mine = [(at, block) for at, block in placed if block["type"] == total.kind]
        if total.blocks is not None:
            for at, _ in mine[total.blocks :]:
                yield failed(total.refusal or f"no more than {total.blocks} {total.kind} blocks allowed", at)
        if total.characters is not None:
            yield from _beyond_the_characters(mine, total.characters)


def _beyond_the_characters(mine: Sequence[Placed], most: int) -> Iterator[Problem]:
    """Points at the block with which the characters of its kind run over."""
    spent = 0
    for at, block in mine:
        spent += _characters(block)
        if spent > most:
            yield failed(f"must be less than {most + 1} characters", at)
            return


def _characters(part: Any) -> int:
    """The characters a reader sees in a block: every `text`, and the address of a link that has none."""
    if isinstance(part, list):
        return sum(map(_characters, part))
    if not isinstance(part, dict):
        return 0
    written: str = part.get("text") or part.get("url") or ""
    return len(written) + sum(_characters(held) for held in part.values() if isinstance(held, list | dict))
