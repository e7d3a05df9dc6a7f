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
    """A passage to mark: canonical offsets, the note's public key, and the classes that its kind gives a mark."""

    start: int
    end: int
    key: str
    kind: str


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
    active: dict[str, MarkRange] = {}
    last = 0
    for at in sorted(starts.keys() | ends.keys()):
        if active and at > last:
            found.append(Segment(last, at, tuple(active.values())))
        for mark in ends.get(at, ()):
            active.pop(mark.key, None)
        for mark in starts.get(at, ()):
            active[mark.key] = mark
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
            yield _mark(part, words) if part and inside else words
            at = until


def _mark(part: Segment, words: str) -> str:
    kinds = sorted({f"m-{mark.kind}" for mark in part.ranges})
    depth = min(len(part.ranges), MAX_DEPTH)
    keys = " ".join(mark.key for mark in part.ranges[:MAX_KEYS])
    classes = " ".join(["m", *kinds, f"m-depth-{depth}"])
    return f'<mark class="{escape(classes)}" data-notes="{escape(keys)}" data-n="{len(part.ranges)}">{words}</mark>'
