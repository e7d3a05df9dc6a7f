"""What became of an old text in a new one: which runs of characters live on, and where.

Whole sentences are matched first: one that stands once in both texts, or that its neighbour tells apart, is a
fixed point if it kept its order and a move if not. Only between two fixed points, and only among sentences
that nothing else has claimed, are words compared. So a sentence that was deleted never slips onto a
look-alike that was there before. Whatever is too costly to tell counts as gone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from annotations.anchoring.edits import WordBudget, common_runs

_SENTENCE = re.compile(r"(?:[^。！？!?…\n.]|\.(?!\s|$))*(?:[。！？!?…]+|\.|\n|$)[”’」』）)\]\"']*\s*")
_TOKEN = re.compile(r"[^\W_\u2e80-\U0003ffff]+|.", re.DOTALL)
_LONG = 8  # letters of a sentence that is recognised by itself wherever it goes

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Run:
    """``length`` code points that stand at ``old`` in the old text and at ``new`` in the new one."""

    old: int
    new: int
    length: int
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text; ``key`` is its letters and digits, by which it is recognised."""

    start: int
    end: int
    key: str


@dataclass(slots=True)
class Mapping:
    """The runs that live on, in the order of the old text, and the sentences whose fate is open."""

    runs: list[Run]
    sentences: list[Sentence] = field(default_factory=list)
    open: set[int] = field(default_factory=set)  # indexes of old sentences that may stand in several places

    def within(self, start: int, end: int) -> Iterator[Run]:
        """The parts of runs that lie in ``old[start:end]``."""
        index = max(0, bisect_left(self.runs, start, key=lambda run: run.old) - 1)
        while index < len(self.runs) and self.runs[index].old < end:
            run = self.runs[index]
            low, high = max(start, run.old), min(end, run.old + run.length)
            if low < high:
                yield Run(low, run.new + low - run.old, high - low, run.moved)
            index += 1

    def near(self, offset: int) -> int:
        """The offset in the new text where what stood at ``offset`` of the old one would be, had it not gone."""
        index = bisect_left(self.runs, offset + 1, key=lambda run: run.old) - 1
        while index >= 0 and self.runs[index].moved:
            index -= 1
        if index < 0:
            return 0
        run = self.runs[index]
        return run.new + min(run.length, offset - run.old)

    def sentences_within(self, start: int, end: int) -> range:
        """The indexes of the old sentences that ``old[start:end]`` touches."""
        first = bisect_left(self.sentences, start + 1, key=lambda sentence: sentence.end)
        last = bisect_left(self.sentences, end, key=lambda sentence: sentence.start)
        return range(first, max(first, last))


def sentences_of(text: str) -> list[Sentence]:
    """The sentences of ``text`` in order, without gaps; those without letters have an empty key."""
    found = []
    for match in _SENTENCE.finditer(text):
        if match.end() > match.start():
            key = "".join(sign for sign in match[0] if sign.isalnum()).casefold()
            found.append(Sentence(match.start(), match.end(), key))
    return found


def map_texts(old: str, new: str) -> Mapping:
    """How ``old`` lives on in ``new``."""
    before, after = sentences_of(old), sentences_of(new)
    pairs = _pairs(before, after)
    fixed, moves = _in_order(pairs, before)
    moves = [pair for pair in moves if len(before[pair[0]].key) >= _LONG]
    budget = WordBudget()
    runs: list[Run] = []
    for moved, chosen in ((False, fixed), (True, moves)):
        for i, j in chosen:
            runs += _compare(old, new, [before[i]], [after[j]], budget, moved=moved)
    open_sentences = _open_sentences(before, after, [*fixed, *moves])
    # A sentence that stands word for word in the other text is no reworded version of a different one.
    words_before = {sentence.key for sentence in before if sentence.key}
    words_after = {sentence.key for sentence in after if sentence.key}
    for left, right in _gaps(fixed, len(before), len(after)):
        mine = [before[i] for i in left if before[i].key not in words_after]
        yours = [after[j] for j in right if after[j].key not in words_before]
        runs += _compare(old, new, mine, yours, budget, moved=False)
    return Mapping(_joined(sorted(runs, key=lambda run: run.old)), before, open_sentences)


def _pairs(before: Sequence[Sentence], after: Sequence[Sentence]) -> list[Pair]:
    """Sentences that are surely the same: equal, and alone of their kind in both texts.

    A sentence that recurs needs both its neighbours to tell which one it is, or one of them if none of its kind
    came or went. One that two others would claim is nobody's.
    """
    votes: dict[int, list[int]] = {}
    for step, weight in ((None, 2), (-1, 1), (1, 1)):
        theirs = _signatures(after, step)
        for signature, i in _signatures(before, step).items():
            j = theirs.get(signature)
            if i is not None and j is not None:
                votes.setdefault(i, []).extend([j] * weight)
    count_before = Counter(sentence.key for sentence in before)
    count_after = Counter(sentence.key for sentence in after)
    chosen: dict[int, int] = {}
    for i, places in votes.items():
        none_came_or_went = count_before[before[i].key] == count_after[before[i].key]
        if len(set(places)) == 1 and (len(places) > 1 or none_came_or_went):
            chosen[i] = places[0]
    wanted = Counter(chosen.values())
    return sorted((i, j) for i, j in chosen.items() if wanted[j] == 1)


def _signatures(sentences: Sequence[Sentence], step: int | None) -> dict[tuple[str, str], int | None]:
    """The words that tell a sentence apart (its own, or with a neighbour's) → its index.

    ``None`` if several sentences share them.
    """
    found: dict[tuple[str, str], int | None] = {}
    for i, sentence in enumerate(sentences):
        if not sentence.key:
            continue
        beside = ""
        if step is not None:
            neighbour = i + step
            beside = sentences[neighbour].key if 0 <= neighbour < len(sentences) else "\n"
            if not beside:
                continue
        signature = (sentence.key, beside)
        found[signature] = None if signature in found else i
    return found


def _in_order(pairs: Sequence[Pair], before: Sequence[Sentence]) -> tuple[list[Pair], list[Pair]]:
    """The heaviest set of pairs that kept their order, weighed by letters, and the others. O(n log n)."""
    order = {j: rank for rank, j in enumerate(sorted(j for _, j in pairs), 1)}
    best: list[tuple[int, int]] = [(0, -1)] * (len(order) + 1)  # a Fenwick tree of (weight, last pair)
    previous: list[int] = []
    heaviest = (0, -1)
    for index, (i, j) in enumerate(pairs):
        rank, reached = order[j] - 1, (0, -1)
        while rank > 0:
            reached = max(reached, best[rank])
            rank -= rank & -rank
        previous.append(reached[1])
        mine = (reached[0] + len(before[i].key), index)
        heaviest = max(heaviest, mine)
        rank = order[j]
        while rank < len(best):
            best[rank] = max(best[rank], mine)
            rank += rank & -rank
    kept: list[int] = []
    at = heaviest[1]
    while at >= 0:
        kept.append(at)
        at = previous[at]
    chosen = set(kept)
    return [pairs[at] for at in reversed(kept)], [pair for at, pair in enumerate(pairs) if at not in chosen]


def _open_sentences(before: Sequence[Sentence], after: Sequence[Sentence], pairs: Iterable[Pair]) -> set[int]:
    """Old sentences without a pair whose very words stand in the new text, claimed by nothing."""
    olds, news = set(), set()
    for i, j in pairs:
        olds.add(i)
        news.add(j)
    free = {sentence.key for j, sentence in enumerate(after) if j not in news and sentence.key}
    return {i for i, sentence in enumerate(before) if i not in olds and sentence.key in free}


def _gaps(fixed: Sequence[Pair], olds: int, news: int) -> Iterator[tuple[range, range]]:
    """The sentences between one fixed point and the next, in both texts."""
    i, j = 0, 0
    for next_i, next_j in [*fixed, (olds, news)]:
        if next_i > i and next_j > j:
            yield range(i, next_i), range(j, next_j)
        i, j = next_i + 1, next_j + 1


def _compare(
    old: str,
    new: str,
    mine: Sequence[Sentence],
    yours: Sequence[Sentence],
    budget: WordBudget,
    *,
    moved: bool,
) -> Iterator[Run]:
    """The runs of words that sentences have in common."""
    if (
        len(mine) == len(yours) == 1
        and old[mine[0].start : mine[0].end] == new[yours[0].start : yours[0].end]
    ):
        yield Run(mine[0].start, yours[0].start, mine[0].end - mine[0].start, moved)
        return
    left = [token for sentence in mine for token in _tokens(old, sentence)]
    right = [token for sentence in yours for token in _tokens(new, sentence)]
    words = [old[low:high] for low, high in left], [new[low:high] for low, high in right]
    for i, j, count in common_runs(*words, budget):
        for step in range(count):
            low, high = left[i + step]
            yield Run(low, right[j + step][0], high - low, moved)


def _tokens(text: str, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """The words of a sentence as ranges: a Han character is one, and so is every sign."""
    for match in _TOKEN.finditer(text, sentence.start, sentence.end):
        yield match.span()


def _joined(runs: Iterable[Run]) -> list[Run]:
    """Runs that go on in both texts, as one."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if (
            last
            and last.moved == run.moved
            and (last.old + last.length, last.new + last.length) == (run.old, run.new)
        ):
            joined[-1] = Run(last.old, last.new, last.length + run.length, run.moved)
        else:
            joined.append(run)
    return joined
