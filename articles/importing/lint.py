"""What an editor should look at although it was read: slips of typing, of the page and of the site it came from.

Every check is cheap, names a line and would rather say nothing than cry wolf.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from articles.importing.document import ImporterWarning
from articles.text.blocks import Block, BlockKind
from articles.text.html import tokenise
from articles.text.language import SIMPLIFIED_ONLY, TRADITIONAL_ONLY, ZH_HANS, ZH_HANT
from articles.text.normalise import BIDI_CONTROLS, INVISIBLE

_UNIT = r"(?=\s?(?:%|％|[人名個个張张元美萬万億亿次件份家所位]|(?:people|dollars|million|percent)\b))"
_WRONGLY_GROUPED = re.compile(
    r"(?<![\d,.])\d{1,3}(?:,\d{3}){0,4}(?:"
    rf",(?!(?:19|20)\d\d(?!\d))\d{{4,7}}|,\d{{4}}{_UNIT}"  # a group of four; a year is one only before a unit
    rf"|,\d{{2}}{_UNIT}|(?<=,\d{{3}}),\d{{1,2}}{_UNIT}"  # groups of two or one before a unit
    r")(?![\d,.]\d|\d)"
)
_JOINERS = re.compile(r"(?<![\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u0600-\u06ff\u0900-\u0dff])\u200d")
_NAMES = {
    0x200B: "zero-width space",
    0x200D: "zero-width joiner",
    0x2060: "word joiner",
    0xFEFF: "byte order mark",
}
_POINTS = re.compile(
    r"如(?:上|下|左|右)?[图圖]所示|[见見](?:上|下|左|右)[图圖表]|如(?:上|下)表|(?:上|下|左|右)[图圖](?:为|為|显示|顯示|是)|[这這][张張个個]?[图圖](?:表)?(?:显示|顯示|是|里|裡|裏|中)"
    r"|\b(?:this|the) (?:chart|graph|figure|table|diagram|map)(?: (?:above|below))? (?:shows?|illustrates?|compares?|presents?)\b"
    r"|\b(?:chart|graph|figure|table|picture|photo|map) (?:above|below)\b|\bas (?:shown|seen|illustrated) in (?:the )?(?:chart|graph|figure|table)",
    re.IGNORECASE,
)
_SHOWN = {BlockKind.IMAGE, BlockKind.TABLE_ROW, BlockKind.CAPTION}
_QUOTES = (("“", "”"), ("「", "」"), ("『", "』"))
_NEAR = 3  # blocks around words that point to a picture
_MOST = 20  # warnings of one kind; what comes after is counted in the last
_FOREIGN_SHARE = 0.2  # of the characters of one script only: more is another language rather than a slip


def lint(text: str, blocks: Sequence[Block], lang: str) -> list[ImporterWarning]:
    """Warnings about ``text``, the decoded file, and the ``blocks`` made of it. Linear."""
    checks = (
        _invisible(text),
        _numbers(blocks),
        _other_script(blocks, lang),
        _empty_links(blocks),
        _nothing_shown(blocks),
    )
    return [warning for check in checks for warning in _bounded(check)]


def _bounded(warnings: Iterator[ImporterWarning]) -> list[ImporterWarning]:
    """The first warnings of a kind, and how many more there are."""
    found = list(warnings)
    if len(found) <= _MOST:
        return found
    last, more = found[_MOST - 1], len(found) - _MOST
    summed = ImporterWarning(last.code, f"{last.message} And {more:,} more like it.", last.line)
    return [*found[: _MOST - 1], summed]


def _invisible(text: str) -> Iterator[ImporterWarning]:
    """Zero-width characters and bidirectional controls; joiners inside emoji and the scripts that need them are fine."""
    for number, line in enumerate(text.split("\n"), 1):
        found = INVISIBLE.search(line) or _JOINERS.search(line)
        if found:
            code = ord(found[0])
            what = "bidirectional control" if found[0] in BIDI_CONTROLS else _NAMES.get(code, "character")
            yield ImporterWarning("invisible", f"An invisible {what} (U+{code:04X}) stands here.", number)


def _numbers(blocks: Sequence[Block]) -> Iterator[ImporterWarning]:
    """Digits grouped as nowhere in the world: ``25,4019``. Two figures side by side (``2025,3``) are none."""
    for block in blocks:
        if block.kind is BlockKind.CODE:
            continue
        for found in _WRONGLY_GROUPED.finditer(block.text):
            yield ImporterWarning("number-grouping", f"Is “{found[0]}” grouped wrongly?", block.line)


def _other_script(blocks: Sequence[Block], lang: str) -> Iterator[ImporterWarning]:
    """Characters of the other Chinese script inside a text; a text half in each is left alone."""
    if lang not in (ZH_HANS, ZH_HANT):
        return
    foreign, own = (
        (TRADITIONAL_ONLY, SIMPLIFIED_ONLY) if lang == ZH_HANS else (SIMPLIFIED_ONLY, TRADITIONAL_ONLY)
    )
    name = "Traditional" if lang == ZH_HANS else "Simplified"
    for block in blocks:
        if block.kind in (BlockKind.CODE, BlockKind.COMMENT):
            continue
        strange = [sign for sign in block.text if sign in foreign]
        usual = sum(sign in own for sign in block.text)
        if strange and len(strange) <= _FOREIGN_SHARE * (len(strange) + usual):
            signs = "".join(dict.fromkeys(strange))
            yield ImporterWarning("mixed-script", f"{name} characters stand here: “{signs}”", block.line)


def _empty_links(blocks: Sequence[Block]) -> Iterator[ImporterWarning]:
    """Links that lead nowhere, and links without words."""
    for block in blocks:
        if "<a" not in block.html:
            continue
        words, address, inside = "", "", False
        for token in tokenise(block.html):
            if token.data == "a" and token.kind == "open":
                words, address, inside = "", dict(token.attributes).get("href", ""), True
            elif token.data == "a" and token.kind == "close":
                inside = False
                if not address or address == "#":
                    yield ImporterWarning("empty-link", f"The link “{words}” leads nowhere.", block.line)
                elif not words.strip():
                    yield ImporterWarning("empty-link", f"The link to {address} has no words.", block.line)
            elif inside and token.kind == "text":
                words += token.data


def _nothing_shown(blocks: Sequence[Block]) -> Iterator[ImporterWarning]:
    """Words of the text, not of somebody it quotes, that point to a picture or table where none is near."""
    for index, block in enumerate(blocks):
        if block.kind in _SHOWN or block.kind is BlockKind.CODE or not (found := _POINTS.search(block.text)):
            continue
        near = blocks[max(0, index - _NEAR) : index + _NEAR + 1]
        if not _is_quoted(block.text, found.start()) and not any(other.kind in _SHOWN for other in near):
            message = f"“{found[0]}” points to a picture or table that is not here."
            yield ImporterWarning("nothing-shown", message, block.line)


def _is_quoted(text: str, at: int) -> bool:
    """Whether a quotation mark is open before ``at``."""
    return any(text.rfind(opening, 0, at) > text.rfind(closing, 0, at) for opening, closing in _QUOTES)
