"""Headings that nobody marked: short lines without an end mark before a longer paragraph.

A question may be a heading or an aside. It is taken for a heading when it is short and plain (no clauses, no
"but" or "so" before it), or in English when its words are capitalised as in a title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

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
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
# A line that says who, when, where from: bylines, dates, counters, buttons.
_LINE_OF_DATA = re.compile(
    r"(?:By |Words by |文[/／|:：]|文\s|作者|記者|记者|撰文|來源|来源|發[佈布]|发布|更新|編輯|编辑|責任編輯|责任编辑|Source|Published|Updated|Posted|Translated"
    r"|https?://|www\.|©|Share\b|分享|收藏|點讚|点赞|閱讀\s*\d|阅读\s*\d)"
    r"|.*(?:\d{4}\s*[-/年.]\s*\d{1,2}\s*[-/月.]\s*\d{1,2}|\d{1,2}:\d{2}\b|\b\d+[ -]min(?:ute)?s?\b"
    rf"|\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\b\d{{1,2}} {_MONTH} \d{{4}})",
    re.IGNORECASE,
)
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
    """Paragraphs that look like headings, as headings of level 2; each says that it is a guess."""
    found = list(blocks)
    for index, block in enumerate(blocks):
        if block.kind is not BlockKind.PARAGRAPH or not _has_text_before(blocks, index):
            continue
        following = _paragraph_after(blocks, index)
        reason = heading_reason(block.text, following) if following else ""
        if reason:
            found[index] = replace(block, kind=BlockKind.HEADING, level=2, guess=reason)
    return found


def _has_text_before(blocks: Sequence[Block], index: int) -> bool:
    """The first paragraph of a text is its beginning, not a heading."""
    return any(block.kind is not BlockKind.DECK for block in blocks[:index])


def _paragraph_after(blocks: Sequence[Block], index: int) -> str:
    """The text that would stand under the heading: the next words, captions passed over."""
    for block in blocks[index + 1 :]:
        if block.kind not in _BESIDE:
            return block.text if block.kind in _AFTER else ""
    return ""


def heading_reason(text: str, following: str) -> str:
    """Why ``text`` is believed to be a heading over ``following``: a code; empty when it is not."""
    if not _is_short(text, _MOST_HAN, _MOST_WORDS) or _size(following) <= 1.5 * _size(text):
        return ""
    if _END.search(text) or _INSIDE.search(text) or _LINE_OF_DATA.match(text):
        return ""
    if not _ASKS.search(text):
        return "short-line"
    return "question-line" if _is_question_heading(text) else ""


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
