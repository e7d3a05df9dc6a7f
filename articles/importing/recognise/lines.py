"""The lines of a pasted text: which belong together, and which are page numbers."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from articles.importing.document import ImporterWarning
from articles.importing.recognise.names import likelihood
from articles.importing.recognise.prefixes import Sign, find_prefix
from articles.text.language import han_count
from articles.text.normalise import fold_space

BULLET = re.compile(r"(?:[•·‣◦▪●○■◆►▶➤✓✔]|[*–—-](?=\s))\s?(?=\S)")
NUMBER = re.compile(r"(\d{1,3})[.、)）．]\s?(?=\S)(?!\d)")
_SENTENCE_END = re.compile(r"[。！？!?.…：:][”’」』\"')）]{0,4}$")
_PAGE = re.compile(
    r"(?:[-–—]\s?)?(?:page\s|p\.\s?|第\s?)?(?P<number>\d{1,4})(?:\s?[頁页]|\s?/\s?\d{1,4}|\sof\s\d{1,4})?(?:\s?[-–—])?",
    re.IGNORECASE,
)
_HYPHENATED = re.compile(r"[A-Za-z]-$")
_NARROW, _WIDE = 34, 100


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its words, its number in the file, whether it follows the line before directly.

    ``raw`` is the line as it stands in the file: tabs and indentation say something.
    """

    text: str
    number: int
    follows: bool
    raw: str = ""


def read_lines(text: str) -> list[Line]:
    """The lines of ``text`` that are not blank."""
    found: list[Line] = []
    last = -1
    for number, raw in enumerate(text.split("\n"), 1):
        words = fold_space(raw)
        if words:
            found.append(Line(words, number, number == last + 1, raw))
            last = number
    return found


def without_page_numbers(lines: Sequence[Line], warnings: list[ImporterWarning]) -> list[Line]:
    """Lines without the numbers of printed pages, which count on by one.

    A number that says "page", or bare numbers that break sentences in two: a bare number over whole sentences may
    be a chapter's.
    """
    pages = _pages(lines)
    warnings += [
        ImporterWarning(
            "page-number-left-out",
            f"The number of a page was left out: “{lines[index].text}”",
            lines[index].number,
        )
        for index in sorted(pages)
    ]
    kept: list[Line] = []
    for index, line in enumerate(lines):
        if index in pages:
            continue
        broken = index - 1 in pages and bool(kept) and not _SENTENCE_END.search(kept[-1].text)
        kept.append(replace(line, follows=True) if broken else line)
    return kept


def _pages(lines: Sequence[Line]) -> set[int]:
    """The indices of the lines that number pages."""
    numbers = [(index, found) for index, line in enumerate(lines) if (found := _PAGE.fullmatch(line.text))]
    counted = {
        index
        for (before, first), (after, second) in pairwise(numbers)
        if int(second["number"]) == int(first["number"]) + 1 and after - before > 1
        for index in (before, after)
    }
    if len(counted) < len(numbers):
        return set()
    breaks = sum(index > 0 and not _SENTENCE_END.search(lines[index - 1].text) for index in counted)
    said = all(found[0] != found["number"] for _, found in numbers)
    return counted if said or breaks * 2 >= len(counted) > 0 else set()


def unwrapped(lines: list[Line]) -> list[Line]:
    """Lines joined to paragraphs where the text was broken at a fixed width; else as they are."""
    if not _is_wrapped(lines):
        return lines
    names = _returning_names(lines)
    joined: list[Line] = []
    for line in lines:
        if line.follows and joined and not _is_row(joined[-1]) and not _begins_paragraph(line, names):
            before = joined[-1]
            joined[-1] = replace(before, text=before.text + joint(before.text, line.text) + line.text)
        else:
            joined.append(line)
    return joined


def joint(before: str, after: str) -> str:
    """What stands between the two parts of a broken line: nothing in Chinese or after a hyphen, else a space."""
    if not before or not after:
        return ""
    if _HYPHENATED.search(before[-3:]) and after[0].islower():
        return ""
    return "" if _is_wide(before[-1]) and _is_wide(after[0]) else " "


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF" or character in "“”‘’—…"


def _begins_paragraph(line: Line, names: Container[str]) -> bool:
    """Whether a line begins something new although it follows directly: an item, a row, a quotation, a voice."""
    if BULLET.match(line.text) or NUMBER.match(line.text) or _is_row(line) or line.text.startswith(">"):
        return True
    prefix = find_prefix(line.text)
    return prefix is not None and prefix.sign is Sign.COLON and prefix.name in names


def _is_row(line: Line) -> bool:
    """Whether tabs part the line."""
    return "\t" in line.raw.strip()


def _returning_names(lines: Sequence[Line]) -> frozenset[str]:
    found = (find_prefix(line.text) for line in lines)
    names = Counter(prefix.name for prefix in found if prefix and prefix.sign is Sign.COLON)
    return frozenset(name for name, count in names.items() if count > 1 and likelihood(name))


def _is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether lines break within sentences at a steady, narrow width."""
    broken = [before for before, line in pairwise(lines) if line.follows]
    if len(broken) < 3 or not any(not line.follows for line in lines[1:]):
        return False
    within = [line for line in broken if not _SENTENCE_END.search(line.text)]
    width = median(_width(line.text) for line in broken)
    return len(within) >= 0.6 * len(broken) and _NARROW <= width <= _WIDE


def _width(text: str) -> int:
    return len(text) + han_count(text)
