"""The words that two sequences have in common, within a bounded time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_FARTHEST = 600  # edits of one stretch; what changed more than that has no common words worth trusting
_STEPS = 600_000  # of all stretches of one revision together
_SHORT, _TIMES = 2, 4  # equal words that lie between edits this many times longer are chance


@dataclass(slots=True)
class WordBudget:
    """How many steps one mapping may still spend on comparing words."""

    left: int = _STEPS


Match = tuple[int, int, int]


def common_runs(left: Sequence[str], right: Sequence[str], budget: WordBudget) -> list[Match]:
    """``(i, j, count)`` such that ``left[i:i+count] == right[j:j+count]``, in order, by a shortest edit.

    Runs of one or two words between much longer edits are left out: they agree by chance. If the two differ
    too much to be compared within the budget, only their common beginning and end are given.
    """
    head = 0
    while head < min(len(left), len(right)) and left[head] == right[head]:
        head += 1
    tail = 0
    while tail < min(len(left), len(right)) - head and left[-1 - tail] == right[-1 - tail]:
        tail += 1
    inner_left, inner_right = left[head : len(left) - tail], right[head : len(right) - tail]
    runs = [(0, 0, head)] if head else []
    runs += [(i + head, j + head, count) for i, j, count in _shortest_edit(inner_left, inner_right, budget)]
    if tail:
        runs.append((len(left) - tail, len(right) - tail, tail))
    return _without_chance(runs, len(left), len(right))


def _shortest_edit(left: Sequence[str], right: Sequence[str], budget: WordBudget) -> list[Match]:
    """Myers' greedy algorithm, forward; nothing if it would go too far."""
    if not left or not right:
        return []
    reach = {1: 0}
    history: list[dict[int, int]] = []
    for edits in range(min(_FARTHEST, len(left) + len(right)) + 1):
        history.append(dict(reach))
        budget.left -= edits + 1
        if budget.left < 0:
            return []
        for k in range(-edits, edits + 1, 2):
            down = k == -edits or (k != edits and reach.get(k - 1, -1) < reach.get(k + 1, -1))
            x = reach.get(k + 1, 0) if down else reach.get(k - 1, 0) + 1
            if x > len(left) or x - k > len(right):
                reach[k] = -1 if x > len(left) + 1 else x
                continue
            while x < len(left) and 0 <= x - k < len(right) and left[x] == right[x - k]:
                x += 1
            reach[k] = x
            if x >= len(left) and x - k >= len(right):
                return _trace(history, len(left), len(right))
    return []


def _trace(history: Sequence[dict[int, int]], x: int, y: int) -> list[Match]:
    """Back along the way that the search took."""
    matches: list[Match] = []
    for edits in range(len(history) - 1, -1, -1):
        reach, k = history[edits], x - y
        down = k == -edits or (k != edits and reach.get(k - 1, -1) < reach.get(k + 1, -1))
        before = k + 1 if down else k - 1
        from_x = reach.get(before, 0)
        from_y = from_x - before
        start_x = from_x if down else from_x + 1
        if edits == 0:
            start_x = 0
        if x > start_x:
            matches.append((start_x, start_x - k, x - start_x))
        x, y = from_x, from_y
    return matches[::-1]


def _without_chance(runs: Sequence[Match], left: int, right: int) -> list[Match]:
    """The runs without the short ones that lie between edits much longer than themselves, on both sides."""
    kept: list[Match] = []
    for index, (i, j, count) in enumerate(runs):
        before = runs[index - 1] if index else (0, 0, 0)
        after = runs[index + 1] if index + 1 < len(runs) else (left, right, 0)
        edit_before = max(i - before[0] - before[2], j - before[1] - before[2])
        edit_after = max(after[0] - i - count, after[1] - j - count)
        if count > _SHORT or min(edit_before, edit_after) < _TIMES * count:
            kept.append((i, j, count))
    return kept
