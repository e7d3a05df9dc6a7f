"""Captions of photographs: a description, often with date and place, and the photographer's credit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from articles.text.blocks import Block, BlockKind, Span

_LONGEST = 400
_LONGEST_CREDIT = 120
_CREDIT = re.compile(
    r"(?:^|(?<=[。.!！?？,，;；|/」』”’）)】\]\s（(\[【]))"
    r"(?:(?:攝影?者?|摄影?者?|圖片?來源|图片?来源|圖片?提供|图片?提供|圖片?|图片?|供圖|供图|繪圖?|绘图?|(?:Photograph|Photo|Picture|Image|Illustration)"
    r"(?:s|\s+(?:credit|courtesy|source))?(?:\s+by)?|Credits?)\s*[:：/|]\s*"
    r"|(?:Photograph|Photo|Picture|Image|Illustration)s?\s+(?:by|courtesy of)\s+)"
    r"(?P<name>[^:：。\n]{2,120}?)\s*[)）\]】]?\s*[.。]?$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:[（(\[【]\s*)?(?:圖片?(?:說明)?|图片?(?:说明)?|圖[一二三四五六七八九十\d]+|图[一二三四五六七八九十\d]+|Photo|Picture|Image|Caption|Figure \d+|Fig\. ?\d+)\s*[:：]",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"(?:\d{4}\s*年|\d{1,2}\s*月\s*\d{1,2}\s*日|\d{4}-\d{2}-\d{2}|(?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
)
_AGENCY = re.compile(
    r"/|\b(?:AFP|AP|EPA|Reuters|Getty|Bloomberg|Xinhua|VCG|IC|CNS|Unsplash|Pexels|Wikimedia)\b|新華社|新华社|視覺中國|视觉中国|中新社|達志"
)


def recognise_captions(blocks: Sequence[Block]) -> list[Block]:
    """Paragraphs that are captions, as captions with the span of the photographer's name."""
    return [_caption(block) if block.kind is BlockKind.PARAGRAPH else block for block in blocks]


def _caption(block: Block) -> Block:
    credit = find_credit(block.text)
    if credit is None or not _is_caption(block.text, credit):
        return block
    sure = bool(_AGENCY.search(block.text[credit.start :])) or bool(_LABEL.match(block.text))
    return replace(block, kind=BlockKind.CAPTION, credit=credit, guess="" if sure else "credit-at-end")


def find_credit(text: str) -> Span | None:
    """Where the photographer's name stands in ``text``, if it ends with a credit."""
    if len(text) > _LONGEST:
        return None
    tail_at = max(0, len(text) - _LONGEST_CREDIT - 40)
    found = _CREDIT.search(text, tail_at)
    return Span(*found.span("name")) if found else None


def _is_caption(text: str, credit: Span) -> bool:
    """A credit alone does not make a caption: the text is short, and dated, labelled or an agency's."""
    if credit.end - credit.start > _LONGEST_CREDIT:
        return False
    return bool(
        _DATED.match(text) or _LABEL.match(text) or _AGENCY.search(text[credit.start :]) or len(text) <= 120
    )
