"""The blocks of a note's source, made safe for Python-Markdown's block parser before it sees them.

That parser recurses once a level of quotes and lists and looks at the rest of the text at every level, so
deep nesting exhausts it. Here every line's containers are read first, counted, and written back in one
regular form: quotes as ``> > ``, list items indented by four columns a level. A marker too deep, or one that
only looks like a marker (``1998. was a year``), is shielded and stands in the text as typed. Fenced code is
taken out and put back afterwards; code by indentation is no part of notes, where an indented paragraph is a
paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from annotations.markup.limits import MAX_BLOCKS, MAX_DEPTH, MAX_NUMBER

# Noncharacters stand for what Python-Markdown must not see; ``tidy`` lets none in from outside.
CODE = "\ufdd0"  # CODE + number + CODE stands for a block of fenced code
AMPERSAND = "\ufdd1"  # the serialiser takes "&lt;" for an entity; in a note it is what was typed
_SHIELDS = str.maketrans(
    {">": "\ufdd2", "*": "\ufdd3", "+": "\ufdd4", "-": "\ufdd5", ".": "\ufdd6", " ": "\ufdd7"}
)
_UNSHIELDS = {ord(shield): chr(sign) for sign, shield in _SHIELDS.items()}

_INDENT = 4
_QUOTE = re.compile(r" {0,3}>[ ]?")
_ITEM = re.compile(r"( *)([*+-]|[0-9]+\.)( +)(?=\S)")
_FENCE = re.compile(
    r" {0,31}(`{3,}|~{3,}) ?([\w+#.\-]{0,30}) *$"
)  # more words than a language's name are text


@dataclass(slots=True)
class Structure:
    """A source in regular form, and the fenced code taken out of it."""

    lines: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What goes to Python-Markdown."""
        return "\n".join(self.lines)


def unshield(text: str) -> str:
    """``text`` with the shielded signs as they were typed."""
    return text.translate(_UNSHIELDS)


def read_structure(source: str) -> Structure:
    """The regular form of ``source`` (a tidy text). Linear."""
    reader = _Reader()
    for line in source.split("\n"):
        reader.take(line.expandtabs(_INDENT))
    reader.finish()
    return reader.result


class _Reader:
    """Goes through the lines and knows in which quote and which list items it stands."""

    def __init__(self) -> None:
        self.result = Structure()
        self.quotes = 0
        self.items: list[int] = []  # of each open list item the column where its text begins
        self.after = "blank"  # what the line before was: blank, text, item
        self.blocks = 0
        self.fence = ""
        self.code: list[str] = []
        self.code_indent = 0

    def take(self, line: str) -> None:
        """One more line."""
        if self.fence:
            self._take_code(line)
            return
        most = MAX_DEPTH if self.blocks < MAX_BLOCKS else self.quotes
        quotes, rest = _unquote(line, most)
        if quotes != self.quotes:
            self._change_quote(quotes)
        if not rest.strip():
            self._part()
        elif (fence := _FENCE.match(rest)) and self.blocks < MAX_BLOCKS:
            self._open_fence(rest, fence[1])
        elif (item := _ITEM.match(rest)) and self._is_item(item):
            self._take_item(rest, item)
        else:
            self._take_text(rest)

    def finish(self) -> None:
        """The text is at its end; code that was not closed ends with it."""
        if self.fence:
            self._close_fence()

    def _write(self, text: str) -> None:
        self.result.lines.append("> " * self.quotes + text)

    def _part(self) -> None:
        """A blank line, unless the note has made all the blocks it may."""
        if self.after != "blank" and self.blocks < MAX_BLOCKS:
            self.blocks += 1
            self.result.lines.append(("> " * self.quotes).rstrip())
            self.after = "blank"

    def _change_quote(self, quotes: int) -> None:
        """Part the quote from what stands outside, so that nobody's words slip into somebody else's."""
        self.quotes, self.items, deeper = quotes, [], min(quotes, self.quotes)
        self.blocks += 1
        self.result.lines.append(("> " * deeper).rstrip())
        self.after = "blank"

    def _is_item(self, item: re.Match[str]) -> bool:
        """Whether the marker may begin an item here; within a paragraph only ``1.`` and bullets do."""
        number = item[2].rstrip(".") if item[2].endswith(".") else ""
        if len(number) > MAX_NUMBER or self.blocks >= MAX_BLOCKS:
            return False
        return self.after != "text" or bool(self.items) or number in ("", "1")

    def _take_item(self, rest: str, item: re.Match[str]) -> None:
        column = len(item[1])
        while self.items and column < self.items[-1]:
            self.items.pop()
        if len(self.items) >= MAX_DEPTH:
            self._take_text(rest)
            return
        if self.after == "text" and not self.items:
            self._part()
        level = len(self.items)
        self.items.append(item.end())
        self.blocks += 1
        marker = item[2] if item[2].endswith(".") else "-"
        self._write(" " * _INDENT * level + f"{marker} {_shielded(rest[item.end() :])}")
        self.after = "item"

    def _take_text(self, rest: str) -> None:
        column = len(rest) - len(rest.lstrip(" "))
        if self.after == "blank":
            while self.items and column < min(self.items[-1], _INDENT * len(self.items)):
                self.items.pop()
            self.after = "text"
        self._write(" " * _INDENT * len(self.items) + _shielded(rest.strip()))
        if not self.items:
            self.after = "text"

    def _open_fence(self, rest: str, fence: str) -> None:
        self.fence, self.code = fence, []
        self.code_indent = len(rest) - len(rest.lstrip(" "))

    def _take_code(self, line: str) -> None:
        quotes, rest = _unquote(line, self.quotes)
        closing = _FENCE.match(rest)
        if quotes < self.quotes:
            self._close_fence()
            self.take(line)
        elif closing and closing[1].startswith(self.fence) and not closing[2]:
            self._close_fence()
        else:
            indent = min(self.code_indent, len(rest) - len(rest.lstrip(" ")))
            self.code.append(rest[indent:])

    def _close_fence(self) -> None:
        """Leave a paragraph that stands for the code."""
        code, self.fence = "\n".join(self.code), ""
        self.blocks += 1
        self.result.lines.append(("> " * self.quotes).rstrip())
        self._write(" " * _INDENT * len(self.items) + f"{CODE}{len(self.result.codes)}{CODE}")
        self.result.codes.append(code)
        self.result.lines.append(("> " * self.quotes).rstrip())
        self.after = "blank"


def _unquote(line: str, most: int) -> tuple[int, str]:
    """How many ``>`` lead the line, at most ``most``, and what follows them."""
    quotes, at = 0, 0
    while quotes < most and (found := _QUOTE.match(line, at)):
        quotes, at = quotes + 1, found.end()
    return quotes, line[at:]


def _shielded(text: str) -> str:
    """``text`` such that its beginning is no marker for Python-Markdown."""
    if text[:1] == ">":
        return text[:1].translate(_SHIELDS) + text[1:]
    if marker := _ITEM.match(text):
        return marker[0].translate(_SHIELDS) + text[marker.end() :]
    return text
