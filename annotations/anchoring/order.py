"""The heaviest set of pairs that kept their order."""

from __future__ import annotations

from collections.abc import Sequence


def heaviest_in_order(pairs: Sequence[tuple[int, int]], weights: Sequence[float]) -> list[int]:
    """The indexes of those ``pairs`` (i, j) that rise strictly in both, chosen for the greatest sum of ``weights``.

    O(n log n), with a Fenwick tree over the ranks of j.
    """
    ranks = {j: rank for rank, j in enumerate(sorted({j for _, j in pairs}), 1)}
    best: list[tuple[float, int]] = [(0.0, -1)] * (len(ranks) + 1)  # (sum, last pair) of prefixes
    previous = [-1] * len(pairs)
    heaviest = (0.0, -1)
    # Within one i the greatest j comes first, so that two pairs of one i never follow each other.
    for index in sorted(range(len(pairs)), key=lambda index: (pairs[index][0], -pairs[index][1])):
        rank, reached = ranks[pairs[index][1]] - 1, (0.0, -1)
        while rank > 0:
            reached = max(reached, best[rank])
            rank -= rank & -rank
        previous[index] = reached[1]
        mine = (reached[0] + weights[index], index)
        heaviest = max(heaviest, mine)
        rank = ranks[pairs[index][1]]
        while rank < len(best):
            best[rank] = max(best[rank], mine)
            rank += rank & -rank
    kept: list[int] = []
    at = heaviest[1]
    while at >= 0:
        kept.append(at)
        at = previous[at]
    return kept[::-1]
