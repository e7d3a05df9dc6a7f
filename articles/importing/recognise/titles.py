"""The title of a document that has none in its front matter, and the deck under it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from statistics import median

from articles.importing.recognise.bylines import read_byline
from articles.importing.recognise.speakers import NOBODY, Voices
from articles.text.blocks import Block, BlockKind
from articles.text.language import han_count, word_count
from articles.text.segments import sentences

LONGEST_TITLE = 300
_MOST_HAN, _MOST_WORDS = 60, 22
_DECK_HAN, _DECK_WORDS = 120, 70
_SHORTER = 0.8  # than the paragraphs of the text: a lead is as long as they are
_ENDS = re.compile(r"[。.;；,，、:：][”’」』\"')）]*$")
_LETTER = re.compile(r"[^\W\d_]")
_AFTER_DECK = {
    BlockKind.BYLINE,
    BlockKind.CAPTION,
    BlockKind.EDITORS_NOTE,
    BlockKind.IMAGE,
    BlockKind.RELATED,
}
_CUT_HAN, _CUT_CHARACTERS = 30, 80


@dataclass(frozen=True, slots=True)
class Titled:
    """The title (``guess`` says how it was come by, empty when the document names it) and the blocks left."""

    title: str
    guess: str
    blocks: list[Block]


def title_of_markdown(blocks: Sequence[Block], file: str) -> Titled:
    """A heading of the first level that opens the text is the title; else as for plain text."""
    first = blocks[0] if blocks else None
    if first and first.kind is BlockKind.HEADING and first.level == 1:
        return Titled(first.text[:LONGEST_TITLE], "", list(blocks[1:]))
    headings = [block for block in blocks if block.kind is BlockKind.HEADING and block.level == 1]
    if len(headings) == 1:
        return Titled(headings[0].text[:LONGEST_TITLE], "only-heading", list(blocks))
    return Titled(guess_title(blocks, file), "first-words", list(blocks))


def title_of_text(blocks: Sequence[Block], file: str, voices: Voices = NOBODY) -> Titled:
    """A short first line of one sentence is the title, unless one of ``voices`` speaks there.

    Else the first words of the text stand in for it.
    """
    if len(blocks) > 1 and not voices.speaks(blocks[0].text) and _is_title(blocks[0], blocks[1]):
        return Titled(blocks[0].text, "first-line", list(blocks[1:]))
    return Titled(guess_title(blocks, file), "first-words", list(blocks))


def _is_title(first: Block, second: Block) -> bool:
    text = first.text
    if (
        first.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING)
        or _ENDS.search(text)
        or not _LETTER.search(text)
    ):
        return False
    if han_count(text) > _MOST_HAN or word_count(text) > _MOST_WORDS or len(text) > LONGEST_TITLE:
        return False
    stands_apart = second.line > first.line + 1 or bool(read_byline(second.text))
    return len(sentences(text)) == 1 and (stands_apart or len(second.text) > len(text))


def guess_title(blocks: Sequence[Block], file: str) -> str:
    """The first sentence of the text, cut to a title's length; the file's name when there is no text."""
    text = next((block.text for block in blocks if block.text), "")
    if not text:
        return PurePath(file).stem[:LONGEST_TITLE] or file
    first = sentences(text)
    words = text[first[0].start : first[0].end] if first else text
    most = _CUT_HAN if han_count(words) * 2 > len(words) else _CUT_CHARACTERS
    if len(words) <= most:
        return words.rstrip("。.,，;；:：")
    cut = words[:most]
    if " " in cut and most == _CUT_CHARACTERS:
        cut = cut[: cut.rindex(" ")]
    return cut.rstrip("，,、;；:：—– ") + "…"


def recognise_deck(blocks: Sequence[Block]) -> list[Block]:
    """A short paragraph between the title and a byline, caption, picture or editor's note is the deck."""
    if len(blocks) < 2 or blocks[0].kind is not BlockKind.PARAGRAPH or blocks[1].kind not in _AFTER_DECK:
        return list(blocks)
    text = blocks[0].text
    sizes = [len(block.text) for block in blocks[1:] if block.kind is BlockKind.PARAGRAPH]
    if not sizes or len(text) > _SHORTER * median(sizes):
        return list(blocks)
    if han_count(text) > _DECK_HAN or word_count(text) > _DECK_WORDS:
        return list(blocks)
    return [replace(blocks[0], kind=BlockKind.DECK, guess="under-title"), *blocks[1:]]
