"""The words that two sequences have in common, within a bounded time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_CELLS = 60_000_000  # of one comparison: what differs more has no common words worth trusting
_STEPS = 200_000  # of all comparisons of two texts together
_CALL = 8  # steps that every comparison costs
_WORD = 2_000  # cells that cost about as much as one step

Match = tuple[int, int, int]


@dataclass(slots=True)
class WordBudget:
    """How many steps one mapping may still spend on comparing words."""

    left: int = _STEPS

    @property
    def is_spent(self) -> bool:
        """Whether nothing is left."""
        return self.left < 0

    def spend(self, left: int, right: int) -> bool:
        """Whether ``left`` words may be compared with ``right`` words."""
        if left * right > _CELLS:
            return False
        self.left -= _CALL + left + left * right // _WORD
        return not self.is_spent


def common_runs(left: Sequence[str], right: Sequence[str], budget: WordBudget) -> list[Match]:
    """``(i, j, count)`` such that ``left[i:i+count] == right[j:j+count]``, in order: a longest common subsequence.

    If the two cannot be compared within the budget, only their common beginning and end are given. Where a word
    could have been put in or left out at several places, the one beside a mark or a space is taken.
    """
    shorter = min(len(left), len(right))
    head = 0
    while head < shorter and left[head] == right[head]:
        head += 1
    tail = 0
    while tail < shorter - head and left[-1 - tail] == right[-1 - tail]:
        tail += 1
    inner_left, inner_right = left[head : len(left) - tail], right[head : len(right) - tail]
    pairs: list[tuple[int, int]] = []
    if inner_left and inner_right and budget.spend(len(inner_left), len(inner_right)):
        pairs = _longest(inner_left, inner_right)
    runs = [(0, 0, head)] if head else []
    for i, j in pairs:
        _append(runs, i + head, j + head, 1)
    if tail:
        _append(runs, len(left) - tail, len(right) - tail, tail)
    return _settled(runs, left, right)


def _append(runs: list[Match], i: int, j: int, count: int) -> None:
    if runs and (runs[-1][0] + runs[-1][2], runs[-1][1] + runs[-1][2]) == (i, j):
        runs[-1] = (runs[-1][0], runs[-1][1], runs[-1][2] + count)
    else:
        runs.append((i, j, count))


def _longest(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    """A longest common subsequence as pairs of indexes, a row of the table being one integer (Hyyrö, 2004)."""
    positions: dict[str, int] = {}
    for j, word in enumerate(right):
        positions[word] = positions.get(word, 0) | 1 << j
    full = (1 << len(right)) - 1
    row, rows = full, []
    for word in left:
        same = row & positions.get(word, 0)
        row = (row + same | row - same) & full
        rows.append(row)
    pairs = []
    i, j = len(left) - 1, len(right) - 1
    while i >= 0 and j >= 0:
        if rows[i] >> j & 1:
            j -= 1
        elif i > 0 and not rows[i - 1] >> j & 1:
            i -= 1
        else:
            pairs.append((i, j))
            i, j = i - 1, j - 1
    return pairs[::-1]


def _settled(runs: list[Match], left: Sequence[str], right: Sequence[str]) -> list[Match]:
    """Slide every insertion and deletion to the place where a reader would see it."""
    settled: list[Match] = []
    for run in runs:
        current: Match | None = run
        while settled and current is not None:
            before = settled[-1]
            if before[0] + before[2] != current[0] and before[1] + before[2] != current[1]:
                break  # both sides differ: a replacement has its place
            joined = _slide(before, current, left, right)
            if joined == (before, current):
                break
            settled.pop()
            current = joined[1]
            if joined[0] is not None:
                settled.append(joined[0])
                break
        if current is not None:
            settled.append(current)
    return settled


def _slide(
    before: Match, after: Match, left: Sequence[str], right: Sequence[str]
) -> tuple[Match | None, Match]:
    """The two runs with the words that could belong to either given to the better one."""
    i, j, count = before
    back = 0  # words at the end of ``before`` that could begin ``after``
    while back < count and left[after[0] - 1 - back] == right[after[1] - 1 - back]:
        back += 1
    ahead = 0  # words at the beginning of ``after`` that could end ``before``
    while ahead < after[2] - 1 and left[i + count + ahead] == right[j + count + ahead]:
        ahead += 1
    if back == count:
        return None, (after[0] - back, after[1] - back, after[2] + back)
    choices = range(-ahead, back + 1)
    best = max(choices, key=lambda k: (_edge(left[i + count - 1 - k]), -abs(k)))
    return (i, j, count - best), (after[0] - best, after[1] - best, after[2] + best)


def _edge(word: str) -> int:
    """How well a text may be cut after this word."""
    if word == "\n":
        return 4
    if word.isalnum():
        return 0
    return 3 if word in '.!?…"' else 1 if word == " " else 2
