"""Sentences that were reworded: which of the sentences left over in the old text became which in the new one.

Only sentences that nothing else has claimed are compared, so that a deleted sentence can never take the place of
a look-alike that was there before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from annotations.anchoring.edits import WordBudget, common_runs
from annotations.anchoring.order import heaviest_in_order
from annotations.anchoring.pairing import Gap, Pairs, pair_in_order, pair_moved
from annotations.anchoring.sentences import Sentence, Text

_LIKE_AT_HOME = 0.6  # likeness of a sentence reworded where it stood
_LIKE_ELSEWHERE = 0.75  # likeness of one that was also moved
_LIKE_THE_SAME = 0.8  # likeness by which one reworded where it stood outweighs its very words elsewhere
_MARGIN = 0.04  # by which the best of two offers must be better
_COMMON = 24  # sentences that share a pair of words too frequent to tell anything
_OFFERS = 4  # candidates compared word by word for one sentence


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two texts with what is compared in it: its sentences, or its blocks."""

    text: Text
    sentences: Sequence[Sentence]

    @property
    def keys(self) -> list[str]:
        """The letters of each."""
        return [sentence.key for sentence in self.sentences]


@dataclass(frozen=True, slots=True)
class Offer:
    """The old sentence ``i`` may have become the new sentence ``j``; ``likeness`` is from 0 to 1."""

    i: int
    j: int
    likeness: float
    letters: int


def pair_all(pairs: Pairs, old: Side, new: Side, budget: WordBudget, homes: Iterable[Gap] = ()) -> None:
    """Add to ``pairs`` which of the sentences became which; ``homes`` are stretches that belong together.

    A sentence reworded where it stood comes before its very words elsewhere: they may be a copy.
    """
    sizes = len(old.sentences), len(new.sentences)
    known = set(old.keys)
    pair_in_order(pairs, old.sentences, new.sentences)
    offers = find_offers(old, new, *_unlike(pairs, new, *sizes, known), budget)
    likest = (one for one in mutual(offers) if one.likeness >= _LIKE_THE_SAME)
    pair_at_home(pairs, likest, [*pairs.gaps(*sizes), *homes])
    pair_moved(pairs, old.sentences, new.sentences)
    offers = find_offers(old, new, *_unlike(pairs, new, *sizes, known), budget)
    pair_at_home(pairs, offers, [*pairs.gaps(*sizes), *homes])
    pair_elsewhere(pairs, (one for one in offers if one.likeness >= _LIKE_ELSEWHERE))


def _unlike(
    pairs: Pairs, new: Side, olds: int, news: int, known: Container[str]
) -> tuple[list[int], list[int]]:
    """The sentences without a pair, but for those of the new text whose very words stood in the old one.

    A copy of another sentence is no rewording of this one.
    """
    left, right = pairs.free(olds, news)
    return (
        [i for i in left if i not in pairs.open],
        [j for j in right if new.sentences[j].key not in known],
    )


def pair_at_home(pairs: Pairs, offers: Iterable[Offer], gaps: Iterable[Gap]) -> None:
    """Add the sentences that were reworded between the same two pairs: the heaviest set that kept its order."""
    gap_of_old: dict[int, int] = {}
    gap_of_new: dict[int, int] = {}
    for number, (left, right) in enumerate(gaps):
        gap_of_old |= dict.fromkeys(left, number)
        gap_of_new |= dict.fromkeys(right, number)
    by_gap: dict[int, list[Offer]] = defaultdict(list)
    for offer in offers:
        number = gap_of_old.get(offer.i, -1)
        if number == gap_of_new.get(offer.j):
            by_gap[number].append(offer)
    for choices in by_gap.values():
        weights = [choice.letters * choice.likeness for choice in choices]
        for index in heaviest_in_order([(choice.i, choice.j) for choice in choices], weights):
            pairs.add(choices[index].i, choices[index].j)


def pair_elsewhere(pairs: Pairs, offers: Iterable[Offer]) -> None:
    """Add the sentences that were moved and reworded: the best first. With a rival as good, a sentence stays open."""
    free = sorted(
        (one for one in offers if one.i not in pairs.new_of and one.j not in pairs.old_of),
        key=lambda one: (-one.likeness, one.i, one.j),
    )
    by_old, by_new = defaultdict(list), defaultdict(list)
    for one in free:
        by_old[one.i].append(one)
        by_new[one.j].append(one)
    for one in free:
        rivals = (
            rival
            for rival in (*by_old[one.i], *by_new[one.j])
            if rival is not one and rival.likeness > one.likeness - _MARGIN
        )
        if not any(_is_free(pairs, rival, one) for rival in rivals):
            pairs.add(one.i, one.j)
        elif one.i not in pairs.new_of:
            pairs.open.add(one.i)


def _is_free(pairs: Pairs, rival: Offer, one: Offer) -> bool:
    """Whether nothing but ``one`` stands in the way of ``rival``."""
    return (rival.i == one.i or rival.i not in pairs.new_of) and (
        rival.j == one.j or rival.j not in pairs.old_of
    )


def mutual(offers: Sequence[Offer]) -> Iterator[Offer]:
    """The offers than which neither of the two sentences has a better one."""
    best_of_old: dict[int, float] = defaultdict(float)
    best_of_new: dict[int, float] = defaultdict(float)
    for one in offers:
        best_of_old[one.i] = max(best_of_old[one.i], one.likeness)
        best_of_new[one.j] = max(best_of_new[one.j], one.likeness)
    return (one for one in offers if one.likeness >= max(best_of_old[one.i], best_of_new[one.j]))


def find_offers(
    old: Side, new: Side, olds: Iterable[int], news: Iterable[int], budget: WordBudget
) -> list[Offer]:
    """For each of the sentences ``olds`` the likest of the sentences ``news``."""
    words_of = {j: _words(new, j) for j in news}
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for j, words in words_of.items():
        for feature in _features(words):
            places[feature].append(j)
    found: list[Offer] = []
    for i in olds if places else ():
        if budget.is_spent:
            break
        mine = _words(old, i)
        for j in _candidates(mine, places):
            letters = _common_letters(mine, words_of[j], budget)
            likeness = 2 * letters / (len(old.sentences[i].key) + len(new.sentences[j].key))
            if likeness >= _LIKE_AT_HOME:
                found.append(Offer(i, j, likeness, letters))
    return found


def _candidates(words: Sequence[str], places: Mapping[tuple[str, str], Sequence[int]]) -> list[int]:
    """The sentences that share most, by the features that few have; none with less than half of what the best has."""
    shared: dict[int, float] = defaultdict(float)
    for feature in _features(words):
        homes = places.get(feature, ())
        if len(homes) <= _COMMON:
            for j in homes:
                shared[j] += 1 / len(homes)
    best = nlargest(_OFFERS, shared, key=lambda j: (shared[j], -j))
    return [j for j in best if shared[j] * 2 >= shared[best[0]]]


def _words(side: Side, index: int) -> list[str]:
    sentence = side.sentences[index]
    return side.text.words_only(sentence.start, sentence.end)


def _features(words: Sequence[str]) -> set[tuple[str, str]]:
    """What a sentence is looked up by: its pairs of neighbouring words."""
    return {*zip(["", *words], [*words, ""], strict=True)}


def _common_letters(left: Sequence[str], right: Sequence[str], budget: WordBudget) -> int:
    return sum(len(word) for i, _, count in common_runs(left, right, budget) for word in left[i : i + count])
