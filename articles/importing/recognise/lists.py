"""Lists, quotations and tables of a pasted text: lines that begin with a sign, or are parted by tabs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape

from articles.importing.recognise.lines import BULLET, NUMBER, Line
from articles.text.blocks import Block, BlockKind
from articles.text.html import plain
from articles.text.normalise import fold_space

_DEEPEST = 4
_TAB = 4  # columns


def recognise_lists(blocks: Sequence[Block], indents: Mapping[int, int]) -> list[Block]:
    """Lines with a bullet, or numbered in order, as list items; neighbours make one list.

    ``indents`` maps file lines to their indentation in columns: deeper items belong to the one above.
    """
    found: list[Block] = []
    columns: list[int] = []
    group = max((block.group for block in blocks), default=0)
    for index, block in enumerate(blocks):
        item = _item(block, blocks, index)
        if item is None:
            found.append(block)
            continue
        if not (found and found[-1].kind is BlockKind.LIST_ITEM):
            group += 1
            columns = []
        column = indents.get(block.line, 0)
        while columns and column < columns[-1]:
            columns.pop()
        if not columns or column >= columns[-1] + 2:
            columns.append(column)
        found.append(replace(item, group=group, level=min(len(columns), _DEEPEST)))
    return found


def indent_of(raw: str) -> int:
    """The columns of white space before a line's words; an ideographic space is two wide."""
    space = raw[: len(raw) - len(raw.lstrip())]
    return sum(_TAB if sign == "\t" else 2 if sign == "\u3000" else 1 for sign in space)


def _item(block: Block, blocks: Sequence[Block], index: int) -> Block | None:
    if block.kind is not BlockKind.PARAGRAPH:
        return None
    if bullet := BULLET.match(block.text):
        return _as_item(block, bullet.end(), ordered=False, number=0)
    number = NUMBER.match(block.text)
    if number and _counts_on(blocks, index, int(number[1])):
        return _as_item(block, number.end(), ordered=True, number=int(number[1]))
    return None


def _counts_on(blocks: Sequence[Block], index: int, number: int) -> bool:
    """Whether the line before or after carries the number before or after: one number alone is no list."""
    for neighbour, wanted in ((index - 1, number - 1), (index + 1, number + 1)):
        if 0 <= neighbour < len(blocks):
            found = NUMBER.match(blocks[neighbour].text)
            if found and int(found[1]) == wanted:
                return True
    return False


def _as_item(block: Block, at: int, *, ordered: bool, number: int) -> Block:
    words = plain(block.text[at:])
    return replace(
        block,
        kind=BlockKind.LIST_ITEM,
        level=1,
        text=words.text,
        html=words.html,
        prefix=block.text[:at],
        ordered=ordered,
        number=number,
        guess="bullet",
    )


def recognise_quotes(blocks: Sequence[Block]) -> list[Block]:
    """Lines that begin with ``>``, as letters quote, as quotations; neighbours make one."""
    found: list[Block] = []
    group = max((block.group for block in blocks), default=0)
    for block in blocks:
        words = block.text.lstrip("> ")
        if block.kind is not BlockKind.PARAGRAPH or not block.text.startswith(">") or not words:
            found.append(block)
            continue
        if not (found and found[-1].kind is BlockKind.QUOTE):
            group += 1
        at = len(block.text) - len(words)
        level = min(block.text[:at].count(">"), _DEEPEST)
        quoted = plain(words)
        found.append(
            replace(
                block,
                kind=BlockKind.QUOTE,
                level=level,
                group=group,
                text=quoted.text,
                html=quoted.html,
                prefix=block.text[:at],
                guess="quote-sign",
            )
        )
    return found


def table_rows(lines: Sequence[Line]) -> dict[int, Block]:
    """The rows of tables, by file line: at least two neighbours with the same number of cells parted by tabs."""
    found: dict[int, Block] = {}
    group, start = 0, 0
    widths = [len(_cells(line)) for line in lines]
    while start < len(lines):
        end = start + 1
        while end < len(lines) and widths[end] == widths[start] and lines[end].follows:
            end += 1
        if widths[start] > 1 and end - start > 1:
            group += 1
            rows = [_cells(line) for line in lines[start:end]]
            header = not _has_digit(rows[0]) and any(_has_digit(row) for row in rows[1:])
            for index, (line, cells) in enumerate(zip(lines[start:end], rows, strict=True)):
                found[line.number] = _row(line, cells, group, header=header and index == 0)
        start = end
    return found


def _cells(line: Line) -> list[str]:
    return (
        [fold_space(cell) for cell in line.raw.strip(" \n\u3000").split("\t")]
        if "\t" in line.raw.strip()
        else []
    )


def _has_digit(cells: Sequence[str]) -> bool:
    return any(character.isdigit() for cell in cells for character in cell)


def _row(line: Line, cells: Sequence[str], group: int, *, header: bool) -> Block:
    """A table row as :mod:`articles.importing.elements` makes it: cells parted by one space."""
    spaced = [cell + " " for cell in cells[:-1]] + [cells[-1]]
    tag = "th" if header else "td"
    html = "".join(f"<{tag}>{escape(cell, quote=False)}</{tag}>" for cell in spaced)
    return Block(
        BlockKind.TABLE_ROW,
        "".join(spaced),
        html,
        "und",
        line=line.number,
        group=group,
        header=header,
        guess="tabs",
    )
