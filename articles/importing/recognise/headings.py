"""Headings that nobody marked: short lines without an end mark before a longer paragraph.

A question may be a heading or an aside. It is taken for a heading when it is short and plain (no clauses, no
"but" or "so" before it), or in English when its words are capitalised as in a title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from articles.importing.recognise.bylines import read_byline
from articles.importing.recognise.furniture import is_buttons
from articles.importing.recognise.lines import BULLET
from articles.importing.recognise.names import LABELS
from articles.importing.recognise.prefixes import Sign, find_prefix
from articles.text.blocks import Block, BlockKind
from articles.text.language import han_count, word_count

_MOST_HAN, _MOST_WORDS, _MOST_CHARACTERS = 32, 14, 110
_MOST_HAN_ASKED, _MOST_WORDS_ASKED = 20, 7
_END = re.compile(r"[。.!！;；…,，、:：~～]['\"”’」』)）]*$")
_INSIDE = re.compile(r"[。！!；;？]\s*\S|[.?]\s+[A-Z“‘\"]")
_ASKS = re.compile(r"[?？]['\"”’」』)）]*$")
_CLAUSES = re.compile(r"[,，、;；]")
_CONNECTIVE = re.compile(
    r"(?:那麼|那么|那|然而|但是?|可是|不過|不过|所以|因此|於是|于是|而|況且|况且|難道|难道|究竟|何況|何况|(?:But|And|So|Yet|Or|Then|Well|Now|Still|Because)\b)"
)
# Numbers before a heading, each with the level that it says.
_NUMBERINGS = (
    (
        re.compile(
            r"第\s?[一二三四五六七八九十百\d]{1,4}\s?(?:章|部分|部|編|编|篇|卷)[\s、.．:：]?\s?(?=\S)|(?:Part|Chapter) (?:[IVX]{1,5}|\d{1,2}|[A-Z][a-z]{2,7})\b[.:—–-]?\s?",
            re.IGNORECASE,
        ),
        1,
    ),
    (
        re.compile(
            r"[一二三四五六七八九十]{1,3}\s?[、.．,，]\s?(?=\S)|第\s?[一二三四五六七八九十\d]{1,3}\s?[節节][\s、.．:：]?\s?(?=\S)|[IVX]{1,5}\.\s(?=\S)|[■◆◎●▌▍]\s?(?=\S)"
        ),
        2,
    ),
    (
        re.compile(
            r"[（(][一二三四五六七八九十]{1,3}[）)]\s?[、.．]?\s?(?=\S)|\d{1,2}\.\d{1,2}\.?\s(?=\S)|[A-H]\.\s(?=\S)"
        ),
        3,
    ),
    (
        re.compile(
            r"\d{1,2}\s?[、.．)）]\s?(?=[^\s\d])|[（(]\d{1,2}[）)]\s?(?=\S)|\d{1,2}\.\d{1,2}\.\d{1,2}\.?\s(?=\S)"
        ),
        4,
    ),
)
_ADDRESS = re.compile(r"https?://|www\.|©", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_ALL_IN_BRACKETS = re.compile(r"[（(\[【〔♪*][^（）()\[\]【】]{0,80}[）)\]】〕♪*]")
_SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "if",
        "in",
        "into",
        "is",
        "it",
        "nor",
        "of",
        "on",
        "or",
        "over",
        "per",
        "the",
        "to",
        "up",
        "vs",
        "via",
        "with",
    ]
)
_AFTER = {BlockKind.PARAGRAPH, BlockKind.TURN, BlockKind.LIST_ITEM, BlockKind.QUOTE}
_BESIDE = {BlockKind.CAPTION, BlockKind.IMAGE}


def recognise_headings(blocks: Sequence[Block]) -> list[Block]:
    """Paragraphs that look like headings, as headings; each says that it is a guess.

    Levels follow the kinds of numbers before them (一、 over （一） over 1.); without numbers the level is 2.
    """
    reasons = [
        _reason(blocks, index)
        if block.kind is BlockKind.PARAGRAPH and _has_text_before(blocks, index)
        else ""
        for index, block in enumerate(blocks)
    ]
    levels = {level: 2 + depth for depth, level in enumerate(sorted(_levels(blocks, reasons)))}
    return [
        replace(block, kind=BlockKind.HEADING, level=levels.get(numbering(block.text)[0], 2), guess=reason)
        if reason
        else block
        for block, reason in zip(blocks, reasons, strict=True)
    ]


def _levels(blocks: Sequence[Block], reasons: Sequence[str]) -> set[int]:
    found = {numbering(block.text)[0] for block, reason in zip(blocks, reasons, strict=True) if reason}
    return found - {0} or {2}


def numbering(text: str) -> tuple[int, int]:
    """The level that a number before a heading says (0 for none), and where its words begin."""
    for pattern, level in _NUMBERINGS:
        if found := pattern.match(text):
            return level, found.end()
    return 0, 0


def _reason(blocks: Sequence[Block], index: int) -> str:
    """Why a paragraph is believed to be a heading; empty when it is none."""
    text = blocks[index].text
    level, at = numbering(text)
    if _is_one_of_a_list(blocks, index, level) if level else BULLET.match(text):
        return ""
    following = _paragraph_after(blocks, index)
    if not following:
        return ""
    if level and numbering(following)[0] > level and _is_line(text[at:]):
        return "numbered-line"  # a heading right over a smaller one
    reason = heading_reason(text[at:], following)
    return "numbered-line" if reason and level else reason


def _is_one_of_a_list(blocks: Sequence[Block], index: int, level: int) -> bool:
    """Whether a neighbour has a number of the same kind: headings have text between them."""
    return any(
        0 <= near < len(blocks)
        and numbering(blocks[near].text)[0] == level
        and blocks[near].kind is BlockKind.PARAGRAPH
        for near in (index - 1, index + 1)
    )


def _has_text_before(blocks: Sequence[Block], index: int) -> bool:
    """The first paragraph of a text is its beginning, not a heading."""
    return any(block.kind not in (BlockKind.DECK, BlockKind.BYLINE) for block in blocks[:index])


def _paragraph_after(blocks: Sequence[Block], index: int) -> str:
    """The text that would stand under the heading: the next words, captions passed over."""
    for block in blocks[index + 1 :]:
        if block.kind not in _BESIDE:
            return block.text if block.kind in _AFTER else ""
    return ""


def heading_reason(text: str, following: str) -> str:
    """Why ``text`` is believed to be a heading over ``following``: a code; empty when it is not."""
    if not _is_line(text) or _size(following) <= 1.5 * _size(text):
        return ""
    if not _ASKS.search(text):
        return "short-line"
    return "question-line" if _is_question_heading(text) else ""


def _is_line(text: str) -> bool:
    """Whether ``text`` is short, ends like no sentence, and says neither who nor when."""
    if not _is_short(text, _MOST_HAN, _MOST_WORDS) or _END.search(text) or _INSIDE.search(text):
        return False
    if _ALL_IN_BRACKETS.fullmatch(text) or says_who_or_when(text) or not _LETTER.search(text):
        return False
    label = find_prefix(text)
    return label is None or label.sign is not Sign.COLON or label.name.casefold() not in LABELS


def says_who_or_when(text: str) -> bool:
    """Whether the line is a byline, a button or an address."""
    return bool(read_byline(text)) or is_buttons(text) or bool(_ADDRESS.match(text))


def _is_question_heading(text: str) -> bool:
    if _CONNECTIVE.match(text):
        return False
    if han_count(text) > word_count(text):
        return han_count(text) <= _MOST_HAN_ASKED and not _CLAUSES.search(text)
    return _is_short(text, _MOST_HAN_ASKED, _MOST_WORDS_ASKED) or is_title_case(text)


def is_title_case(text: str) -> bool:
    """Whether most words of an English line begin with a capital, small words aside."""
    words = [word for word in re.findall(r"[A-Za-z][\w'’-]*", text) if word.lower() not in _SMALL_WORDS]
    return len(words) > 1 and sum(word[0].isupper() for word in words) >= 0.75 * len(words)


def _is_short(text: str, most_han: int, most_words: int) -> bool:
    return len(text) <= _MOST_CHARACTERS and han_count(text) <= most_han and word_count(text) <= most_words


def _size(text: str) -> int:
    """How long a text looks: a Chinese character as wide as two Latin letters."""
    return len(text) + han_count(text)
