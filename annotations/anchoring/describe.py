"""Describing a passage: where it stands, what it says, what stands around it."""

from __future__ import annotations

from dataclasses import dataclass

from annotations.anchoring.graphemes import edge_after, edge_before

CONTEXT = 32  # code points of text kept before and after a passage


class NothingChosen(ValueError):
    """The passage is empty once the white space at its ends is gone."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A passage of a text: ``text[start:end] == exact``; at most :data:`CONTEXT` code points on each side."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


def describe(text: str, start: int, end: int) -> Anchor:
    """The anchor of the passage ``text[start:end]``, grown to whole characters and trimmed of white space.

    White space includes the line breaks between blocks. Raises ``IndexError`` if the range does not lie in
    the text and :class:`NothingChosen` if it holds nothing but white space.
    """
    if not 0 <= start <= end <= len(text):
        raise IndexError(f"{start}–{end} does not lie in a text of {len(text)} code points")
    if start < end:
        start, end = edge_before(text, start), edge_after(text, end)
    passage = text[start:end]
    start += len(passage) - len(passage.lstrip())
    end -= len(passage) - len(passage.rstrip())
    if start >= end:
        raise NothingChosen("the passage is empty")
    before = edge_after(text, max(0, start - CONTEXT))
    after = edge_before(text, min(len(text), end + CONTEXT))
    return Anchor(start, end, text[start:end], text[min(before, start) : start], text[end : max(after, end)])
