"""Carrying a passage through several revisions: from where it stood before, and from its home.

Small steps err less; the long way forgets less. So a passage is carried from the previous revision and, when that
costs it words, also straight from the text it was written on; the better place counts. Nothing wears off in many
small steps, and text that comes back brings its notes home.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from annotations.anchoring.reanchor import Comparison, Placed, Status

_LOST = 0.5  # share of its words below which the whole of them elsewhere is the better place


def is_whole(placed: Placed | None, words: str, text: str) -> bool:
    """Whether the place in ``text`` holds exactly ``words``."""
    return placed is not None and placed.range is not None and text[slice(*placed.range)] == words


def better(carried: Placed | None, from_home: Placed, words: str, text: str) -> Placed:
    """The better of two places in ``text`` for the passage that read ``words`` at home.

    ``carried`` comes from the previous revision (its ``confidence`` counted from home), ``None`` if it had no place there.
    """
    if carried is None or carried.range is None:
        return from_home if carried is None or from_home.range is not None else carried
    if from_home.range is None:
        return carried
    if from_home.range[0] < carried.range[1] and carried.range[0] < from_home.range[1]:
        return from_home if from_home.confidence >= carried.confidence else carried
    is_lost = carried.confidence < _LOST and is_whole(from_home, words, text)
    return from_home if is_lost else carried


def carry(revisions: Sequence[str], passages: Sequence[tuple[int, int]]) -> list[Placed]:
    """Where ``passages`` of the first of ``revisions`` stand in the last one, in the order given.

    The status tells how each reads now beside how it read at first.
    """
    first = revisions[0]
    places = [Placed(start, end, Status.EXACT, 1.0, start) for start, end in passages]
    for previous, text in pairwise(revisions):
        step, home = Comparison(previous, text), None
        for index, (passage, before) in enumerate(zip(passages, places, strict=True)):
            words = first[slice(*passage)]
            placed = step.place(*before.range) if before.range is not None else None
            if not is_whole(placed, words, text) and previous is not first:
                home = home or Comparison(first, text)
                if placed is not None:
                    placed = replace(placed, confidence=placed.confidence * before.confidence)
                placed = better(placed, home.place(*passage), words, text)
            assert placed is not None
            places[index] = told_from_home(placed, passage, words, text)
    return places


def told_from_home(placed: Placed, passage: tuple[int, int], words: str, text: str) -> Placed:
    """The place with the status that it has for someone who knows the passage from its home."""
    if placed.range is None:
        return placed
    if not is_whole(placed, words, text):
        return replace(placed, status=Status.EDITED)
    if placed.status is Status.EDITED:
        placed = replace(placed, status=Status.SHIFTED, confidence=1.0)
    if placed.range == passage:
        return replace(placed, status=Status.EXACT)
    return replace(placed, status=Status.SHIFTED) if placed.status is Status.EXACT else placed
