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

_ENOUGH = 0.5  # share of a passage's letters that must live on together
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
        self.letters = [0, *accumulate(sign.isalnum() for sign in old)]

    def place(self, start: int, end: int) -> Placed:
        """Where the passage ``old[start:end]`` stands in the new text."""
        anchor = Anchor(start, end, self.old[start:end], "", "")
        whole = self._weight([Run(start, 0, end - start)])
        if not whole:
            return self._place_signs(anchor)
        runs = list(self.mapping.within(start, end))
        clusters = sorted(_clusters(runs, apart=_APART + end - start), key=self._weight, reverse=True)
        share = self._weight(clusters[0]) / whole if clusters else 0.0
        if share < _ENOUGH:
            uncertain = any(index in self.mapping.open for index in self.mapping.sentences_within(start, end))
            return self._nowhere(anchor, Status.AMBIGUOUS if uncertain else Status.ORPHAN, share)
        if len(clusters) > 1 and self._weight(clusters[1]) >= _RIVAL * self._weight(clusters[0]):
            return self._nowhere(anchor, Status.AMBIGUOUS, share)
        if not self._is_at_home(anchor, clusters[0]):
            return self._nowhere(anchor, Status.ORPHAN, share)
        return self._placed(anchor, clusters[0], share)

    def _place_signs(self, anchor: Anchor) -> Placed:
        """A passage without letters or digits stands only where all of it and its sentence do."""
        runs = list(self.mapping.within(anchor.start, anchor.end))
        if len(runs) == 1 and runs[0].length == anchor.end - anchor.start and self._is_at_home(anchor, runs):
            return self._placed(anchor, runs, 1.0)
        return self._nowhere(anchor, Status.ORPHAN, 0.0)

    def _nowhere(self, anchor: Anchor, status: Status, share: float) -> Placed:
        return Placed(None, None, status, share, min(self.mapping.near(anchor.start), len(self.new)))

    def _placed(self, anchor: Anchor, cluster: Sequence[Run], share: float) -> Placed:
        low = min(run.new for run in cluster)
        high = max(run.new + run.length for run in cluster)
        words = self.new[low:high]
        low += len(words) - len(words.lstrip())
        high -= len(words) - len(words.rstrip())
        low, high = self._verbatim(anchor, low, high) or (low, high)
        if any(run.moved for run in cluster):
            status = Status.MOVED
        elif self.new[low:high] != anchor.exact:
            status = Status.EDITED
        else:
            status = Status.EXACT if low == anchor.start else Status.SHIFTED
        return Placed(low, high, status, 1.0 if self.new[low:high] == anchor.exact else min(share, 0.99), low)

    def _verbatim(self, anchor: Anchor, low: int, high: int) -> tuple[int, int] | None:
        """The passage's very words, if they stand once over the place found: an edit may have glued on a letter."""
        length = len(anchor.exact)
        begin, end = max(0, low - length), high + length
        at = self.new.find(anchor.exact, begin, end)
        if at < 0 or self.new.find(anchor.exact, at + 1, end) >= 0 or at > low or at + length < high:
            return None
        return at, at + length

    def _is_at_home(self, anchor: Anchor, cluster: Sequence[Run]) -> bool:
        """Whether the sentences around the passage live on around its new place: a word proves nothing."""
        touched = self.mapping.sentences_within(anchor.start, anchor.end)
        if not touched:
            return True
        start = self.mapping.sentences[touched[0]].start
        end = self.mapping.sentences[touched[-1]].end
        low = min(run.new for run in cluster) - (end - start) - _APART
        high = max(run.new + run.length for run in cluster) + (end - start) + _APART
        around = [run for run in self.mapping.within(start, end) if low <= run.new <= high]
        return self._weight(around) >= _ENOUGH * self._weight([Run(start, 0, end - start)])

    def _weight(self, runs: Iterable[Run]) -> int:
        """How many letters and digits the runs hold."""
        return sum(self.letters[run.old + run.length] - self.letters[run.old] for run in runs)


def _clusters(runs: Iterable[Run], *, apart: int) -> list[list[Run]]:
    """Runs that stand together in the new text, at most ``apart`` code points from one to the next."""
    clusters: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: run.new):
        if clusters and run.new - (clusters[-1][-1].new + clusters[-1][-1].length) <= apart:
            clusters[-1].append(run)
        else:
            clusters.append([run])
    return clusters
