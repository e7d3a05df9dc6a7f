"""Blocks that belong together on the page: a list, a table, a quotation, a listing, one imported comment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from articles.text.blocks import Block, BlockKind

_GROUPED = {
    BlockKind.LIST_ITEM: "list",
    BlockKind.TABLE_ROW: "table",
    BlockKind.QUOTE: "quote",
}


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring blocks that one element of the page holds; ``first`` is the index of the first of them."""

    kind: str  # "list", "table", "quote", "comments" or "block"
    first: int
    blocks: tuple[Block, ...]


def group(blocks: Sequence[Block]) -> list[Group]:
    """``blocks`` as groups, in order; a block that stands alone is a group of its own."""
    found: list[Group] = []
    for name, members in groupby(enumerate(blocks), key=lambda item: _name(*item)):
        items = list(members)
        found.append(Group(name[0], items[0][0], tuple(block for _, block in items)))
    return found


def _name(index: int, block: Block) -> tuple[str, int]:
    if block.kind in (BlockKind.COMMENT, BlockKind.COMMENTS_HEADING):
        return "comments", 0
    if block.kind in _GROUPED and block.group:
        return _GROUPED[block.kind], block.group
    return "block", -1 - index
