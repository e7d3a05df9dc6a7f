"""The body of a revision as templates print it: groups of items, contents and terms.

Whoever shows notes attaches an ``extra`` to the items; this module does not know what it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from articles.text.blocks import Block, BlockKind, BlockTable, Term
from articles.text.grouping import Group, group
from articles.text.marking import MarkRange, mark_block

_NOTHING = SafeString()


@dataclass(frozen=True, slots=True)
class Item:
    """One block on the page."""

    block: Block
    index: int
    html: SafeString
    heading: str = ""  # the element of a heading: h2 to h5, in steps of one whatever the source's levels
    opens: SafeString = _NOTHING  # lists that begin before this item
    closes: SafeString = _NOTHING  # items and lists that end after it
    image_url: str = ""
    new_comment: bool = False  # first paragraph of an imported comment
    extra: Any = None


@dataclass(frozen=True, slots=True)
class ItemGroup:
    """Neighbouring items in one element; ``kind`` as in :class:`articles.text.grouping.Group`."""

    kind: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading in the table of contents; ``depth`` counts from 1."""

    index: int
    text: str
    depth: int
    lang: str


@dataclass(frozen=True, slots=True)
class Definition:
    """A term of the document and the block that defines it."""

    index: int
    lang: str
    term: Term


def body(
    table: BlockTable,
    marks: Sequence[MarkRange] = (),
    *,
    images: Mapping[str, str] | None = None,
    extras: Mapping[int, Any] | None = None,
) -> list[ItemGroup]:
    """The page's groups: ``marks`` set into the text, ``images`` (address as written → URL), ``extras`` by index."""
    depths = _heading_depths(table.blocks)
    marked = _marks_by_block(table, marks)
    groups = []
    for found in group(table.blocks):
        items = []
        for offset, block in enumerate(found.blocks):
            index = found.first + offset
            opens, closes = _list_tags(found, offset)
            items.append(
                Item(
                    block=block,
                    index=index,
                    html=mark_safe(mark_block(block, marked.get(index, ()))),  # noqa: S308 - cleaned at import
                    heading=f"h{depths[block.level] + 1}" if block.kind is BlockKind.HEADING else "",
                    opens=opens,
                    closes=closes,
                    image_url=(images or {}).get(block.image, ""),
                    new_comment=block.kind is BlockKind.COMMENT and _begins_comment(found.blocks, offset),
                    extra=(extras or {}).get(index),
                )
            )
        groups.append(ItemGroup(found.kind, tuple(items)))
    return groups


def _marks_by_block(table: BlockTable, marks: Sequence[MarkRange]) -> dict[int, list[MarkRange]]:
    """The marks that touch each block; one pass over the marks."""
    found: dict[int, list[MarkRange]] = {}
    for given in marks:
        mark = given
        index = table.at(mark.start)
        while index < len(table.blocks) and table.blocks[index].start < mark.end:
            found.setdefault(index, []).append(mark)
            mark = replace(mark, anchor="")  # an id stands once on the page
            index += 1
    return found


def _heading_depths(blocks: Sequence[Block]) -> dict[int, int]:
    """The source's heading levels in steps of one from 1 (at most 4): a text may begin at level 3."""
    levels = sorted({block.level for block in blocks if block.kind is BlockKind.HEADING})
    return {level: min(depth, 4) for depth, level in enumerate(levels, 1)}


def contents(table: BlockTable) -> list[Entry]:
    """The headings, in order."""
    depths = _heading_depths(table.blocks)
    return [
        Entry(index, block.text, depths[block.level], block.lang)
        for index, block in enumerate(table.blocks)
        if block.kind is BlockKind.HEADING
    ]


def definitions(table: BlockTable) -> list[Definition]:
    """The terms that the document defines, in order."""
    return [
        Definition(index, block.lang, term)
        for index, block in enumerate(table.blocks)
        for term in block.terms
    ]


def _begins_comment(blocks: Sequence[Block], offset: int) -> bool:
    return offset == 0 or blocks[offset - 1].number != blocks[offset].number


def _list_tags(found: Group, offset: int) -> tuple[SafeString, SafeString]:
    """What to print around a list item so that levels become nested lists."""
    if found.kind != "list":
        return _NOTHING, _NOTHING
    here = found.blocks[offset]
    before = found.blocks[offset - 1].level if offset else 0
    after = found.blocks[offset + 1].level if offset + 1 < len(found.blocks) else 0
    start = f' start="{here.number}"' if here.ordered and here.number > 1 else ""
    opens = (f"<ol{start}>" if here.ordered else "<ul>") * max(0, here.level - before)
    if here.level - before > 1:  # a level that was skipped still needs an item to stand in
        opens = opens.replace("><", "><li><")
    closing = "".join(
        ("</ol>" if ordered else "</ul>") + "</li>" for ordered in _closed(found.blocks, offset, after)
    )
    closes = "" if after > here.level else "</li>" + closing
    if not after:
        closes = closes.removesuffix("</li>") if closing else closes
    return mark_safe(opens), mark_safe(closes)  # noqa: S308 - made of our own tags


def _closed(blocks: Sequence[Block], offset: int, after: int) -> list[bool]:
    """For every list that ends after this item, innermost first, whether it is numbered."""
    stack: list[bool] = []
    for block in blocks[: offset + 1]:
        del stack[block.level :]
        while len(stack) < block.level:
            stack.append(block.ordered)
    return list(reversed(stack[after:]))
