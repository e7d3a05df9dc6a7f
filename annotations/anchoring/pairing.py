"""Sentences that stand word for word in both texts: which is which.

A sentence that stands once in both is a pair. One that recurs is told apart by its place: it is the only one of
its kind between two pairs, or it follows or precedes a pair in both texts. If that points to two different
sentences, it is nobody's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from annotations.anchoring.order import heaviest_in_order
from annotations.anchoring.sentences import Sentence

_LONG = 8  # letters of a sentence that is recognised by itself wherever it goes
_ROUNDS = 4

Gap = tuple[range, range]


@dataclass(slots=True)
class Pairs:
    """``new_of[i] = j``: the old sentence i is the new sentence j; ``old_of`` is the reverse.

    ``open`` holds old sentences that have no pair though their words stand in the new text, claimed by none.
    """

    new_of: dict[int, int] = field(default_factory=dict)
    old_of: dict[int, int] = field(default_factory=dict)
    open: set[int] = field(default_factory=set)

    def add(self, i: int, j: int) -> None:
        """Pair i with j, if both are free."""
        if i not in self.new_of and j not in self.old_of:
            self.new_of[i] = j
            self.old_of[j] = i

    def free(self, olds: int, news: int) -> tuple[list[int], list[int]]:
        """The sentences without a pair."""
        return (
            [i for i in range(olds) if i not in self.new_of],
            [j for j in range(news) if j not in self.old_of],
        )

    def gaps(self, olds: int, news: int) -> Iterator[Gap]:
        """The sentences without a pair between two pairs that are neighbours in both texts."""
        last_i, last_j = -1, -1
        new_ends = self._next_pairs(news)
        for i in [*sorted(self.new_of), olds]:
            j = self.new_of.get(i, news)
            if i > last_i + 1 and j > last_j + 1 and new_ends[last_j + 1] == j:
                yield range(last_i + 1, i), range(last_j + 1, j)
            last_i, last_j = i, j

    def _next_pairs(self, news: int) -> list[int]:
        """For each new sentence, the first one from it on that has a pair."""
        following = [news] * (news + 2)
        for j in range(news - 1, -1, -1):
            following[j] = j if j in self.old_of else following[j + 1]
        return following


def pair_in_order(pairs: Pairs, before: Sequence[Sentence], after: Sequence[Sentence]) -> None:
    """Add the sentences with the same letters that kept their order. About linear in their number."""
    old_keys, new_keys = [one.key for one in before], [one.key for one in after]
    found = _unique(old_keys, range(len(old_keys)), new_keys, range(len(new_keys)))
    for index in heaviest_in_order(found, [len(old_keys[i]) for i, _ in found]):
        pairs.add(*found[index])
    _pair_by_place(pairs, old_keys, new_keys)


def pair_moved(pairs: Pairs, before: Sequence[Sentence], after: Sequence[Sentence]) -> None:
    """Add the sentences with the same letters that stand elsewhere now, and note which remain open.

    Short ones only beside another pair, for two words recur by chance.
    """
    old_keys, new_keys = [one.key for one in before], [one.key for one in after]
    for i, j in _unique(old_keys, range(len(old_keys)), new_keys, range(len(new_keys))):
        if len(old_keys[i]) >= _LONG:
            pairs.add(i, j)
    _pair_by_place(pairs, old_keys, new_keys)
    free = {key for j, key in enumerate(new_keys) if key and j not in pairs.old_of}
    pairs.open = {i for i, key in enumerate(old_keys) if key in free and i not in pairs.new_of}


def pair_within(
    pairs: Pairs, before: Sequence[Sentence], left: range, after: Sequence[Sentence], right: range
) -> None:
    """Add the sentences with the same letters that stand once in ``left`` and once in ``right``."""
    old_keys = {i: before[i].key for i in left if i not in pairs.new_of}
    new_keys = {j: after[j].key for j in right if j not in pairs.old_of}
    for i, j in _unique(old_keys, old_keys, new_keys, new_keys):
        pairs.add(i, j)


def _pair_by_place(pairs: Pairs, old_keys: Sequence[str], new_keys: Sequence[str]) -> None:
    """Tell sentences that recur apart by the pairs around them, which may tell others apart in turn."""
    for _ in range(_ROUNDS):
        known = len(pairs.new_of)
        for left, right in list(pairs.gaps(len(old_keys), len(new_keys))):
            for i, j in _unique(old_keys, left, new_keys, right):
                pairs.add(i, j)
        _extend(pairs, old_keys, new_keys)
        if len(pairs.new_of) == known:
            break


_Keys = Sequence[str] | Mapping[int, str]


def _unique(
    old_keys: _Keys, olds: Iterable[int], new_keys: _Keys, news: Iterable[int]
) -> list[tuple[int, int]]:
    """The sentences that stand once among ``olds`` and once among ``news``."""
    left, right = _once(old_keys, olds), _once(new_keys, news)
    return [(i, right[key]) for key, i in left.items() if i >= 0 and right.get(key, -1) >= 0]


def _once(keys: _Keys, indexes: Iterable[int]) -> dict[str, int]:
    """Key → index, or −1 when several share the key. Sentences without letters have none."""
    found: dict[str, int] = {}
    for index in indexes:
        if keys[index]:
            found[keys[index]] = -1 if keys[index] in found else index
    return found


def _extend(pairs: Pairs, old_keys: Sequence[str], new_keys: Sequence[str]) -> None:
    """Pair what follows or precedes a pair in both texts, unless two places have the same right to it."""
    wishes: dict[int, set[int]] = {}
    wanted: dict[int, set[int]] = {}
    edges = [(-1, -1, 1), (len(old_keys), len(new_keys), -1)]
    for i, j in pairs.new_of.items():
        edges += [(i, j, 1), (i, j, -1)]
    for i, j, step in edges:
        i, j = i + step, j + step  # noqa: PLW2901  # walks away from the pair
        while (
            0 <= i < len(old_keys)
            and 0 <= j < len(new_keys)
            and old_keys[i] == new_keys[j]
            and i not in pairs.new_of
            and j not in pairs.old_of
        ):
            wishes.setdefault(i, set()).add(j)
            wanted.setdefault(j, set()).add(i)
            i, j = i + step, j + step  # noqa: PLW2901
    for i, places in wishes.items():
        if len(places) == 1:
            (j,) = places
            if len(wanted[j]) == 1 and old_keys[i]:
                pairs.add(i, j)
