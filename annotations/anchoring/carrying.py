"""Carrying a passage through several revisions: from where it stood before, and from its home.

Small steps err less; the long way forgets less. So a passage is carried from the previous revision and, unless it
stands there as it stood at home, also straight from the text it was written on; the better place counts. Nothing wears
off in many small steps, and text that comes back brings its notes home.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from annotations.anchoring.describe import CONTEXT
from annotations.anchoring.reanchor import Comparison, Placed, Status


@dataclass(frozen=True, slots=True)
class Home:
    """The passage ``text[start:end]`` as it was written on: its words and what stood before and after them."""

    start: int
    end: int
    words: str
    before: str
    after: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Home:
        """The home at ``start`` to ``end`` of ``text``."""
        return cls(
            start, end, text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
        )

    def as_place(self) -> Placed:
        """Where the passage stands in the text it was written on, and in any that reads the same."""
        return Placed(self.start, self.end, Status.EXACT, 1.0, self.start)

    def is_whole(self, placed: Placed | None, text: str) -> bool:
        """Whether the place in ``text`` holds exactly the words."""
        return placed is not None and placed.range is not None and text[slice(*placed.range)] == self.words

    def is_settled(self, placed: Placed | None, text: str) -> bool:
        """Whether the place holds the words between what stood beside them at home."""
        if placed is None or placed.range is None or not self.is_whole(placed, text):
            return False
        start, end = placed.range
        return text.startswith(self.after, end) and text.endswith(self.before, 0, start)

    def fit(self, placed: Placed) -> float:
        """The share of words that passage and place have in common: a place may also have grown too large."""
        assert placed.range is not None
        kept = placed.confidence * len(self.words)
        return 2 * kept / (len(self.words) + placed.range[1] - placed.range[0])

    def likeness(self, placed: Placed, text: str) -> tuple[float, int]:
        """How like home a place is: the share of its words, then how far the surroundings agree."""
        assert placed.range is not None
        start, end = placed.range
        before = _common(self.before[::-1], text[max(0, start - CONTEXT) : start][::-1])
        after = _common(self.after, text[end : end + CONTEXT])
        return placed.confidence, before + after


def better(carried: Placed | None, from_home: Placed, home: Home, text: str) -> Placed:
    """The better of two places in ``text``.

    ``carried`` comes from the previous revision (its ``confidence`` counted from home), ``None`` if it had no place there.
    Where the two lie apart, only the whole of the words in likelier surroundings outweighs the small steps.
    """
    if carried is None or carried.range is None:
        return from_home if carried is None or from_home.range is not None else carried
    if from_home.range is None:
        return carried
    if from_home.range[0] < carried.range[1] and carried.range[0] < from_home.range[1]:
        return from_home if home.fit(from_home) >= home.fit(carried) else carried
    is_likelier = home.likeness(from_home, text) > home.likeness(carried, text)
    return from_home if is_likelier and home.is_whole(from_home, text) else carried


def carry(revisions: Sequence[str], passages: Sequence[tuple[int, int]]) -> list[Placed]:
    """Where ``passages`` of the first of ``revisions`` stand in the last one, in the order given.

    The status tells how each reads now beside how it read at first.
    """
    first = revisions[0]
    homes = [Home.of(first, *passage) for passage in passages]
    places = [home.as_place() for home in homes]
    for previous, text in pairwise(revisions):
        if text == first:
            places = [home.as_place() for home in homes]
            continue
        step, way = Comparison(previous, text), None
        for index, (home, before) in enumerate(zip(homes, places, strict=True)):
            placed = step.place(*before.range) if before.range is not None else None
            if previous is not first and not home.is_settled(placed, text):
                way = way or Comparison(first, text)
                placed = better(_from_home(placed, before), way.place(home.start, home.end), home, text)
            assert placed is not None
            places[index] = told_from_home(placed, (home.start, home.end), home, text)
    return places


def _from_home(placed: Placed | None, before: Placed) -> Placed | None:
    """The place with its confidence counted from home."""
    return placed and replace(placed, confidence=placed.confidence * before.confidence)


def told_from_home(placed: Placed, stood: tuple[int, int] | None, home: Home, text: str) -> Placed:
    """The place with the status it has for someone who knows the passage from home and last saw it at ``stood``."""
    if placed.range is None:
        return placed
    if not home.is_whole(placed, text):
        return replace(placed, status=Status.EDITED)
    status = Status.SHIFTED if placed.status is Status.EDITED else placed.status
    if placed.range == stood:
        status = Status.EXACT
    elif status is Status.EXACT:
        status = Status.SHIFTED
    if (status, 1.0) == (placed.status, placed.confidence):
        return placed
    return replace(placed, status=status, confidence=1.0)


def _common(one: str, other: str) -> int:
    """How many signs two strings have in common at their beginning."""
    count = 0
    for sign, counterpart in zip(one, other, strict=False):
        if sign != counterpart:
            break
        count += 1
    return count
