"""Plain text pasted from a page: one line a paragraph, nothing marked. No sign in it is markup."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Container
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from articles.importing.document import Metadata
from articles.importing.recognise.captions import recognise_captions
from articles.importing.recognise.comments import recognise_comments
from articles.importing.recognise.headings import recognise_headings
from articles.importing.recognise.labels import recognise_labels
from articles.importing.recognise.names import likelihood
from articles.importing.recognise.prefixes import Sign, find_prefix
from articles.importing.recognise.speakers import voices_of
from articles.importing.recognise.times import recognise_times
from articles.importing.recognise.titles import guess_title, recognise_deck, title_of_text
from articles.importing.recognise.turns import recognise_turns
from articles.importing.result import Parsed, refuse_too_many
from articles.importing.source import Source
from articles.text.blocks import Block, BlockKind
from articles.text.html import plain
from articles.text.language import han_count
from articles.text.normalise import fold_space

SUFFIXES = (".txt", ".text")

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


def fits(source: Source) -> bool:
    """Every text is a text."""
    return True


def parse(source: Source) -> Parsed:
    """The blocks of a pasted text, with a title when its first line is one."""
    return read(source)


def read(source: Source, *, insist: bool = False) -> Parsed:
    """As :func:`parse`; ``insist`` says that the text is known to be a transcript."""
    lines = _unwrapped(_lines(source.text))
    refuse_too_many(len(lines), source.file)
    comments = recognise_comments([_paragraph(line) for line in lines])
    paragraphs = [block.text for block in comments.blocks if block.kind is BlockKind.PARAGRAPH]
    voices = voices_of(paragraphs) or voices_of(paragraphs, insist=insist)
    titled = title_of_text(comments.blocks, source.file, voices)
    blocks = recognise_captions(recognise_labels(titled.blocks))
    blocks = recognise_deck(recognise_times(recognise_turns(blocks, voices)))
    blocks = _recognise_lists(recognise_headings(blocks))
    title = guess_title(blocks, source.file) if titled.guess == "first-words" else titled.title
    metadata = Metadata(title=title)
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
    names = _returning_names(lines)
    joined: list[Line] = []
    for line in lines:
        if line.follows and joined and not _begins_paragraph(line.text, names):
            before = joined[-1]
            joined[-1] = replace(before, text=before.text + joint(before.text, line.text) + line.text)
        else:
            joined.append(line)
    return joined


def joint(before: str, after: str) -> str:
    """What stands between the two parts of a broken line: nothing between Chinese characters, else a space."""
    if not before or not after:
        return ""
    return "" if _is_wide(before[-1]) and _is_wide(after[0]) else " "


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF" or character in "“”‘’—…"


def _begins_paragraph(words: str, names: Container[str]) -> bool:
    """Whether a line begins something new although it follows directly: an item of a list, or a voice."""
    if _BULLET.match(words) or _NUMBER.match(words):
        return True
    prefix = find_prefix(words)
    return prefix is not None and prefix.sign is Sign.COLON and prefix.name in names


def _returning_names(lines: list[Line]) -> frozenset[str]:
    found = (find_prefix(line.text) for line in lines)
    names = Counter(prefix.name for prefix in found if prefix and prefix.sign is Sign.COLON)
    return frozenset(name for name, count in names.items() if count > 1 and likelihood(name))


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
