"""Captions of photographs: a description, often with date and place, and the photographer's credit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from articles.text.blocks import Block, BlockKind, Span
from articles.text.language import han_count
from articles.text.segments import sentences

_LONGEST = 400
_LONGEST_CREDIT = 120
_SLASH = r"[:：/／|｜]"
_CREDIT = re.compile(
    r"(?:^|(?<=[。.!！?？,，;；|/／」』”’）)】\]\s（(\[【▲△▼]))"
    rf"(?:(?:攝影?者?|摄影?者?|圖片?來源|图片?来源|圖片?提供|图片?提供|圖片?|图片?|供圖|供图|繪圖?|绘图?|(?:Photograph|Photo|Picture|Image|Illustration)"
    rf"(?:s|\s(?:credit|courtesy|source))?(?:\sby)?|Credits?|Courtesy)\s?{_SLASH}\s?"
    r"|(?:Photograph|Photo|Picture|Image|Illustration)s?\s(?:by|courtesy of)\s)"
    r"(?P<name>[^:：。\n]{2,120}?)\s?[)）\]】]?\s?[.。]?$",
    re.IGNORECASE,
)
_AGENCIES = (
    r"AFP|AP|EPA(?:-EFE)?|Reuters|Getty(?: Images)?|Bloomberg|Xinhua|VCG|CNS|Unsplash|Pexels|Shutterstock|Wikimedia(?: Commons)?|iStock|Alamy|Associated Press"
    r"|(?:AP|AFP|Reuters|EPA|Handout) Photo|新華社|新华社|視覺中國|视觉中国|中新社|中新網|中新网|人民視覺|人民视觉|達志影像|达志影像|路透社?|法新社|美聯社|美联社|歐新社|中央社|東方IC|东方IC|IC photo"
)
_ARCHIVE = r"(?:資料(?:照片?|圖片?|圖)|资料(?:照片?|图片?|图)|檔案(?:照|圖片?|相)|档案(?:照|图片?)|示意(?:圖|图)|翻[攝摄](?:照片?)?|(?:網絡|网络|網路)(?:圖片?|图片?)|file photo|archive photo)"
_BRACKETED = re.compile(
    rf"[（(\[【]\s?(?P<name>(?:[^（）()\[\]【】\n]{{0,40}}[,，、/／:：\s])?(?:{_AGENCIES}|{_ARCHIVE})(?:\s?[,，、/／:：;；\s]\s?[^（）()\[\]【】\n]{{1,60}})?)\s?[)）\]】]\s?[.。]?$",
    re.IGNORECASE,
)
_SHOT_BY = re.compile(
    r"(?:^|[。.，,；;\s（(【／/])(?P<name>(?:[\u3400-\u9fff]{2,8}[記记]者\s?|[記记]者\s?)?[\u3400-\u9fff·]{2,8})\s?(?:[攝摄](?:影)?|翻[攝摄]|提供|供[圖图]|[繪绘制][圖图]?)\s?[)）】]?\s?[.。]?$"
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\))\s?(?:\d{4}\s)?(?P<name>[^:：。©\n]{2,60}?)\s?[)）\]】]?\s?[.。]?$", re.IGNORECASE
)
_ALONE = re.compile(
    rf"(?:{_AGENCIES}|{_ARCHIVE})(?:\s?[/／|,，]\s?[^\n。]{{1,60}})?|[A-Z][\w.'’ -]{{2,40}}\s?[/／|]\s?(?:{_AGENCIES})(?:\s?(?:via|/|／)\s?[^\n。]{{1,60}})?",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:[（(\[【]\s?)?(?:圖片?(?:說明|說)?|图片?(?:说明|说)?|圖[一二三四五六七八九十\d]{1,3}|图[一二三四五六七八九十\d]{1,3}|Photo|Picture|Image|Caption|Figure \d{1,3}|Fig\. ?\d{1,3})\s?[:：]",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"[▲△▼▽↑↓]\s?(?=\S)|(?:圖|图)(?:為|为|中)(?=\S)|(?:圖|图)\s?\d{1,3}\s(?=\S)|(?:Figure|Fig\.) ?\d{1,3}[.:：]?\s(?=\S)",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"(?:\d{4}\s?年|\d{1,2}\s?月\s?\d{1,2}\s?日|\d{4}-\d{2}-\d{2}|(?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
)
_AGENCY = re.compile(rf"[/／]|\b(?:{_AGENCIES})\b|IC\b", re.IGNORECASE)
_MOST_HAN, _MOST_CHARACTERS = 160, 300  # of a caption that only a mark or a bracket at its end tells


def recognise_captions(blocks: Sequence[Block]) -> list[Block]:
    """Paragraphs that are captions, as captions with the span of the photographer's name."""
    paragraphs = [index for index, block in enumerate(blocks) if block.kind is BlockKind.PARAGRAPH]
    last = paragraphs[-1] if len(paragraphs) > 1 else -1
    found = list(blocks)
    for index in paragraphs:
        found[index] = _caption(blocks[index], ends_text=index == last)
    return found


def _caption(block: Block, *, ends_text: bool) -> Block:
    """``ends_text``: the last paragraph may end with the name of the agency that wrote the whole."""
    text = block.text
    credit = find_credit(text)
    if credit and _is_credited(text, credit) and not (ends_text and not _has_label(text)):
        sure = bool(_AGENCY.search(text[credit.start :])) or bool(_LABEL.match(text))
        return replace(block, kind=BlockKind.CAPTION, credit=credit, guess="" if sure else "credit-at-end")
    if (_MARK.match(text) or _LABEL.match(text)) and _is_short(text):
        return replace(block, kind=BlockKind.CAPTION, guess="caption-mark")
    return block


def find_credit(text: str) -> Span | None:
    """Where the photographer's name stands in ``text``, if it ends with a credit."""
    if len(text) > _LONGEST:
        return None
    tail_at = max(0, len(text) - _LONGEST_CREDIT - 40)
    for pattern in (_CREDIT, _BRACKETED, _SHOT_BY, _COPYRIGHT):
        if found := pattern.search(text, tail_at):
            return Span(*found.span("name"))
    return Span(0, len(text)) if _ALONE.fullmatch(text) else None


def _is_credited(text: str, credit: Span) -> bool:
    """A credit alone does not make a caption: the text is short, and dated, labelled or an agency's."""
    if credit.end - credit.start > _LONGEST_CREDIT:
        return False
    if _has_label(text):
        named = _AGENCY.search(text[credit.start :])
        return bool(_DATED.match(text) or _LABEL.match(text) or named or len(text) <= 120)
    return _is_short(text) and (
        credit.start == 0 or bool(_DATED.match(text) or _MARK.match(text)) or len(sentences(text)) <= 2
    )


def _has_label(text: str) -> bool:
    """Whether a word such as "Photo:" stands before the credit."""
    return bool(_CREDIT.search(text, max(0, len(text) - _LONGEST_CREDIT - 40)))


def _is_short(text: str) -> bool:
    return len(text) <= _MOST_CHARACTERS and han_count(text) <= _MOST_HAN
