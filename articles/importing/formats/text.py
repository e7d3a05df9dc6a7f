"""Plain text pasted from a page: one line a paragraph, nothing marked. No sign in it is markup."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from articles.importing.detect import Source
from articles.importing.document import Metadata
from articles.importing.recognise.captions import recognise_captions
from articles.importing.recognise.comments import recognise_comments
from articles.importing.recognise.headings import recognise_headings
from articles.importing.recognise.labels import recognise_labels
from articles.importing.recognise.titles import recognise_deck, title_of_text
from articles.importing.recognise.turns import recognise_turns
from articles.importing.result import Parsed, refuse_too_many
from articles.text.blocks import Block, BlockKind
from articles.text.html import plain
from articles.text.language import han_count
from articles.text.normalise import fold_space

_SENTENCE_END = re.compile(r"[。！？!?.…：:][”’」』\"')）]*$")
_BULLET = re.compile(r"(?:[•·‣◦▪●○]|[*–—-](?=\s))\s*(?=\S)")
_NUMBER = re.compile(r"(\d{1,3})[.、)）]\s+(?=\S)")
_NARROW, _WIDE = 34, 100


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its words, its number in the file, whether it follows the line before directly."""

    text: str
    number: int
    follows: bool


def parse(source: Source) -> Parsed:
    """The blocks of a pasted text, with a title when its first line is one."""
    lines = _unwrapped(_lines(source.text))
    refuse_too_many(len(lines), source.file)
    blocks = [_paragraph(line) for line in lines]
    comments = recognise_comments(blocks)
    titled = title_of_text(comments.blocks, source.file)
    blocks = recognise_captions(recognise_labels(titled.blocks))
    blocks = recognise_deck(recognise_turns(blocks))
    blocks = _recognise_lists(recognise_headings(blocks))
    metadata = Metadata(title=titled.title)
    return Parsed(metadata, blocks, comments.warnings, {"title": titled.guess}, comments.announced)


def _lines(text: str) -> list[Line]:
    found: list[Line] = []
    last = -1
    for number, raw in enumerate(text.split("\n"), 1):
        words = fold_space(raw)
        if words:
            found.append(Line(words, number, number == last + 1))
            last = number
    return found


def _paragraph(line: Line) -> Block:
    words = plain(line.text)
    return Block(BlockKind.PARAGRAPH, words.text, words.html, "und", line=line.number)


def _unwrapped(lines: list[Line]) -> list[Line]:
    """Lines joined to paragraphs where the text was broken at a fixed width; else as they are."""
    if not _is_wrapped(lines):
        return lines
    joined: list[Line] = []
    for line in lines:
        if line.follows and joined and not _BULLET.match(line.text) and not _NUMBER.match(line.text):
            before = joined[-1]
            space = "" if han_count(before.text[-1]) and han_count(line.text[0]) else " "
            joined[-1] = replace(before, text=before.text + space + line.text)
        else:
            joined.append(line)
    return joined


def _is_wrapped(lines: list[Line]) -> bool:
    """Whether lines break within sentences at a steady, narrow width."""
    broken = [before for before, line in pairwise(lines) if line.follows]
    if len(broken) < 3 or not any(not line.follows for line in lines[1:]):
        return False
    within = [line for line in broken if not _SENTENCE_END.search(line.text)]
    width = median(_width(line.text) for line in broken)
    return len(within) >= 0.6 * len(broken) and _NARROW <= width <= _WIDE


def _width(text: str) -> int:
    return len(text) + han_count(text)


def _recognise_lists(blocks: list[Block]) -> list[Block]:
    """Lines with a bullet, or numbered in order, as list items; neighbours make one list."""
    found: list[Block] = []
    group = 0
    for index, block in enumerate(blocks):
        item = _item(block, blocks, index)
        if item is None:
            found.append(block)
            continue
        if not (found and found[-1].kind is BlockKind.LIST_ITEM):
            group += 1
        found.append(replace(item, group=group))
    return found


def _item(block: Block, blocks: list[Block], index: int) -> Block | None:
    if block.kind is not BlockKind.PARAGRAPH:
        return None
    if bullet := _BULLET.match(block.text):
        return _as_item(block, bullet.end(), ordered=False, number=0)
    number = _NUMBER.match(block.text)
    if number and _counts_on(blocks, index, int(number[1])):
        return _as_item(block, number.end(), ordered=True, number=int(number[1]))
    return None


def _counts_on(blocks: list[Block], index: int, number: int) -> bool:
    """Whether the line before or after carries the number before or after: one number alone is no list."""
    for neighbour, wanted in ((index - 1, number - 1), (index + 1, number + 1)):
        if 0 <= neighbour < len(blocks):
            found = _NUMBER.match(blocks[neighbour].text)
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
