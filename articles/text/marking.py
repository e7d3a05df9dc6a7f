"""Marks in a block's HTML: flat segments, never nested, never across an inline element.

Every run of characters that the same notes hold becomes one ``<mark>``; where an inline element begins or ends
inside it, the mark is closed and opened again. The text nodes stay what they were.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from articles.text.blocks import Block
from articles.text.html import Token, tokenise

MAX_KEYS = 8  # a mark names so many notes; ``data-n`` says how many there are
MAX_DEPTH = 3  # darker than this no overlap is painted


@dataclass(frozen=True, slots=True)
class MarkRange:
    """A passage to mark: canonical offsets, the note's public key, and the classes that its kind gives a mark.

    A passage without a note has no ``key``; ``anchor`` is the id that its first mark gets.
    """

    start: int
    end: int
    key: str
    kind: str
    anchor: str = ""


def pointed_at(start: int, end: int) -> MarkRange:
    """The mark of a passage that an address points at; the page's ``#passage``."""
    return MarkRange(start, end, "", "pointed", "passage")


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a block (offsets inside it) that exactly ``ranges`` hold, in the order they begin."""

    start: int
    end: int
    ranges: tuple[MarkRange, ...]


def segments(block: Block, ranges: Sequence[MarkRange]) -> list[Segment]:
    """The marked parts of ``block``, in order, by one sweep over the boundaries of ``ranges``."""
    inside = [mark for mark in ranges if mark.start < block.end and mark.end > block.start]
    starts: dict[int, list[MarkRange]] = {}
    ends: dict[int, list[MarkRange]] = {}
    for mark in inside:
        starts.setdefault(max(mark.start - block.start, 0), []).append(mark)
        ends.setdefault(min(mark.end - block.start, len(block.text)), []).append(mark)
    found: list[Segment] = []
    active: dict[MarkRange, None] = {}  # in the order they begin
    last = 0
    for at in sorted(starts.keys() | ends.keys()):
        if active and at > last:
            found.append(Segment(last, at, tuple(active)))
        for mark in ends.get(at, ()):
            active.pop(mark, None)
        for mark in starts.get(at, ()):
            active[mark] = None
        last = at
    return found


def mark_block(block: Block, ranges: Sequence[MarkRange]) -> str:
    """``block.html`` with a ``<mark>`` around every part that one of ``ranges`` holds."""
    parts = segments(block, ranges)
    if not parts:
        return block.html
    return "".join(_marked(tokenise(block.html), parts))


def _marked(tokens: list[Token], parts: list[Segment]) -> Iterator[str]:
    at = index = 0
    named: set[str] = set()
    for token in tokens:
        if token.kind != "text":
            yield token.html
            continue
        start, end = at, at + len(token.data)
        while at < end:
            while index < len(parts) and parts[index].end <= at:
                index += 1
            part = parts[index] if index < len(parts) else None
            inside = part is not None and part.start <= at
            until = min(end, (part.end if inside else part.start) if part else end)
            words = escape(token.data[at - start : until - start], quote=False)
            yield _mark(part, words, named) if part and inside else words
            at = until


def _mark(part: Segment, words: str, named: set[str]) -> str:
    """One ``<mark>``; ``named`` are the anchors that stand already and grows by those given here."""
    notes = [mark for mark in part.ranges if mark.key]
    classes = sorted({f"m-{mark.kind}" for mark in part.ranges})
    attributes = ""
    if notes:
        classes = ["m", *classes, f"m-depth-{min(len(notes), MAX_DEPTH)}"]
        keys = " ".join(mark.key for mark in notes[:MAX_KEYS])
        attributes = f' data-notes="{escape(keys)}" data-n="{len(notes)}"'
    anchor = next((mark.anchor for mark in part.ranges if mark.anchor and mark.anchor not in named), "")
    if anchor:
        named.add(anchor)
        attributes += f' id="{escape(anchor)}"'
    return f'<mark class="{escape(" ".join(classes))}"{attributes}>{words}</mark>'
