"""Carrying annotations into a new revision: each stands where its text went, or says that it has no place.

When in doubt a note is an orphan: a note that waits for its editor is a nuisance, one that stands at the
wrong words is a lie.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

from annotations.anchoring.describe import Anchor
from annotations.anchoring.mapping import Mapping, Run, map_texts

_ENOUGH = 0.4  # share of a passage's letters that must live on together
_RIVAL = 0.8  # a second place with this share of the first's letters makes the note ambiguous
_APART = 40  # code points of new text between two pieces of one place, beside the length of the passage


class Status(StrEnum):
    """How an annotation stands in a revision; the words are those of the placement's rows."""

    EXACT = "exact"  # the same words at the same offset
    SHIFTED = "shifted"  # the same words, carried along by edits before them
    EDITED = "edited"  # some words changed
    MOVED = "moved"  # the passage went elsewhere in the text
    AMBIGUOUS = "ambiguous"  # it may stand in several places
    ORPHAN = "orphan"  # it is gone


@dataclass(frozen=True, slots=True)
class Placed:
    """The place ``text[start:end]`` of an annotation in the new text; without a place both are ``None``.

    ``confidence`` is the share of the passage's letters that live on there, from 0 to 1. ``near`` is where the
    passage begins, or, without a place, where in the new text it would stand if it had not gone.
    """

    start: int | None
    end: int | None
    status: Status
    confidence: float
    near: int

    @property
    def range(self) -> tuple[int, int] | None:
        """Start and end of the place; ``None`` without one."""
        return None if self.start is None or self.end is None else (self.start, self.end)


def reanchor(old_text: str, new_text: str, anchors: Sequence[Anchor]) -> list[Placed]:
    """Where ``anchors`` of ``old_text`` stand in ``new_text``, in the order given.

    One comparison serves all anchors. Raises ``ValueError`` if an anchor is not one of ``old_text``.
    """
    for anchor in anchors:
        if anchor.start >= anchor.end or old_text[anchor.start : anchor.end] != anchor.exact:
            raise ValueError(f"the anchor {anchor.start}–{anchor.end} is none of the old text")
    if old_text == new_text:
        return [Placed(anchor.start, anchor.end, Status.EXACT, 1.0, anchor.start) for anchor in anchors]
    comparison = Comparison(old_text, new_text)
    return [comparison.place(anchor.start, anchor.end) for anchor in anchors]


class Comparison:
    """What became of an old text in a new one, ready to be asked for many passages."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new
        self.mapping: Mapping = map_texts(old, new)
        self.letters = [0, *accumulate(map(str.isalnum, old))]

    def place(self, start: int, end: int) -> Placed:
        """Where the passage ``old[start:end]`` stands in the new text."""
        whole = self.mapping.holding(start, end)
        if whole is not None:
            low = whole.new + start - whole.old
            return self._told(start, end, (low, low + end - start), moved=whole.moved, share=1.0)
        letters = self.letters[end] - self.letters[start]
        if not letters:
            return self._nowhere(start, Status.ORPHAN, 0.0)
        runs = self.mapping.within(start, end)
        clusters = sorted(_clusters(runs, apart=_APART + end - start), key=self._weight, reverse=True)
        share = self._weight(clusters[0]) / letters if clusters else 0.0
        if share < _ENOUGH:
            uncertain = self.mapping.is_open(start, end)
            return self._nowhere(start, Status.AMBIGUOUS if uncertain else Status.ORPHAN, share)
        if len(clusters) > 1 and self._weight(clusters[1]) >= _RIVAL * self._weight(clusters[0]):
            return self._nowhere(start, Status.AMBIGUOUS, share)
        return self._placed(start, end, clusters[0], share)

    def _nowhere(self, start: int, status: Status, share: float) -> Placed:
        return Placed(None, None, status, share, min(self.mapping.near(start), len(self.new)))

    def _placed(self, start: int, end: int, cluster: Sequence[Run], share: float) -> Placed:
        low = min(run.new for run in cluster)
        high = max(run.new_end for run in cluster)
        words = self.new[low:high]
        low += len(words) - len(words.lstrip())
        high -= len(words) - len(words.rstrip())
        place = self._verbatim(self.old[start:end], low, high) or (low, high)
        return self._told(start, end, place, moved=any(run.moved for run in cluster), share=share)

    def _told(self, start: int, end: int, place: tuple[int, int], *, moved: bool, share: float) -> Placed:
        """The place with its status, from the words that stand there."""
        if self.new[slice(*place)] != self.old[start:end]:
            return Placed(*place, Status.EDITED, min(share, 0.99), place[0])
        status = Status.MOVED if moved else Status.EXACT if place[0] == start else Status.SHIFTED
        return Placed(*place, status, 1.0, place[0])

    def _verbatim(self, exact: str, low: int, high: int) -> tuple[int, int] | None:
        """The passage's very words, if they stand once over the place found: an edit may have glued on a letter."""
        begin, end = max(0, high - len(exact)), low + len(exact)
        at = self.new.find(exact, begin, end)
        if at < 0 or self.new.find(exact, at + 1, end) >= 0:
            return None
        return at, at + len(exact)

    def _weight(self, runs: Iterable[Run]) -> int:
        """How many letters and digits the runs hold."""
        return sum(self.letters[run.old_end] - self.letters[run.old] for run in runs)


def _clusters(runs: Iterable[Run], *, apart: int) -> list[list[Run]]:
    """Runs that stand together in the new text, at most ``apart`` code points from one to the next."""
    clusters: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: run.new):
        if clusters and run.new - clusters[-1][-1].new_end <= apart:
            clusters[-1].append(run)
        else:
            clusters.append([run])
    return clusters
