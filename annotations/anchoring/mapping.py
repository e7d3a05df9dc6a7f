"""What became of an old text in a new one: which runs of characters live on, and where.

First whole sentences are matched, then reworded ones among those that nothing has claimed, then the words in
what is left between two runs. So a sentence that was deleted never slips onto a look-alike that was there
before. Whatever is too costly to tell counts as gone.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

from annotations.anchoring.edits import Match, WordBudget, common_runs
from annotations.anchoring.order import heaviest_in_order
from annotations.anchoring.pairing import Pairs, pair_within
from annotations.anchoring.rewording import Side, pair_all
from annotations.anchoring.sentences import Sentence, Text

_TYPO = 80  # code points of a stretch whose letters are compared one by one
_WORD = 8  # letters of a stretch that may be one short word
_LIKE, _LIKELY = 0.5, 0.7  # share of their letters by which one word, or several, are the other with typos

_LETTER = re.compile(r"[^\W_]")

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Trust:
    """How much two stretches must have in common to be believed.

    Words weigh more the more they tell. A part of the runs is believed if it outweighs the edits between them (times
    ``cost``) by ``least`` and by ``share`` of the lesser stretch, or by ``sure``; a run at the very beginning or
    end of both stretches has ``flush`` to its credit.
    """

    least: float
    cost: float
    flush: float = 0.0
    share: float = 0.0
    sure: float = 14.0

    def believed(self, runs: Sequence[Match], left: Sequence[int], right: Sequence[int]) -> list[Match]:
        """The runs of the parts that are believed; ``left`` and ``right`` sum up the weights of the words."""
        needed = min(self.sure, max(self.least, self.share * min(left[-1], right[-1])))
        kept: list[Match] = []
        part: list[Match] = []
        weight = best = 0.0
        best_at = 0
        for i, j, count in runs:
            gain = left[i + count] - left[i] + (self.flush if (i, j) == (0, 0) else 0.0)
            if (i + count, j + count) == (len(left) - 1, len(right) - 1):
                gain += self.flush
            edit = self._edit(part[-1], (i, j, count), left, right) if part else 0.0
            if weight <= edit:
                kept += part[:best_at] if best >= needed else []
                part, weight, best, best_at, edit = [], 0.0, 0.0, 0, 0.0
            part.append((i, j, count))
            weight += gain - edit
            if weight >= best:
                best, best_at = weight, len(part)
        return kept + (part[:best_at] if best >= needed else [])

    def _edit(self, run: Match, following: Match, left: Sequence[int], right: Sequence[int]) -> float:
        gone = left[following[0]] - left[run[0] + run[2]]
        come = right[following[1]] - right[run[1] + run[2]]
        return self.cost * max(gone, come)


REWORDED = Trust(least=3.0, cost=0.5, flush=1.0)  # within two sentences that are alike
BETWEEN_RUNS = Trust(least=4.0, cost=1.0, flush=4.0, share=0.35)  # within what is left between two runs
BESIDE_A_RUN = Trust(least=6.0, cost=1.0, flush=4.0, share=0.35)  # within what is left beside one


class Run(NamedTuple):
    """``length`` code points that stand at ``old`` in the old text and at ``new`` in the new one."""

    old: int
    new: int
    length: int
    moved: bool = False

    @property
    def old_end(self) -> int:
        """Where it ends in the old text."""
        return self.old + self.length

    @property
    def new_end(self) -> int:
        """Where it ends in the new text."""
        return self.new + self.length


class Mapping:
    """The runs that live on, in the order of the old text, and the sentences whose fate is open."""

    def __init__(self, runs: Sequence[Run], sentences: Sequence[Sentence], undecided: set[int]) -> None:
        self.runs = runs
        self.sentences = sentences
        self.open = undecided
        self._starts = [run.old for run in runs]
        self._sentence_starts = [sentence.start for sentence in sentences]

    def within(self, start: int, end: int) -> Iterator[Run]:
        """The parts of runs that lie in ``old[start:end]``."""
        index = max(0, bisect_right(self._starts, start) - 1)
        while index < len(self.runs) and self.runs[index].old < end:
            run = self.runs[index]
            low, high = max(start, run.old), min(end, run.old_end)
            if low < high:
                yield Run(low, run.new + low - run.old, high - low, run.moved)
            index += 1

    def holding(self, start: int, end: int) -> Run | None:
        """The run that holds all of ``old[start:end]``."""
        index = bisect_right(self._starts, start) - 1
        if index >= 0 and end <= self.runs[index].old_end:
            return self.runs[index]
        return None

    def near(self, offset: int) -> int:
        """The offset in the new text where what stood at ``offset`` of the old one would be, had it not gone."""
        index = bisect_right(self._starts, offset) - 1
        while index >= 0 and self.runs[index].moved:
            index -= 1
        if index < 0:
            return 0
        run = self.runs[index]
        return run.new + min(run.length, offset - run.old)

    def is_open(self, start: int, end: int) -> bool:
        """Whether ``old[start:end]`` touches a sentence that may stand in several places."""
        first = max(0, bisect_right(self._sentence_starts, start) - 1)
        last = bisect_left(self._sentence_starts, end)
        return any(index in self.open for index in range(first, last))


def map_texts(old_words: str, new_words: str) -> Mapping:
    """How ``old_words`` lives on in ``new_words``."""
    old, new = Text(old_words), Text(new_words)
    pairs = _pair(old, new, WordBudget())
    weaver = _Weaver(old, new, WordBudget())
    for i, j in pairs.new_of.items():
        mine, yours = old.sentences[i], new.sentences[j]
        if mine.key == yours.key:
            weaver.align_letters(mine, yours)
        else:
            weaver.align_words((mine.start, mine.end), (yours.start, yours.end), REWORDED)
    undecided = pairs.open - pairs.new_of.keys()
    weaver.fill_gaps(copies=_copies(old, new, pairs))
    weaver.forget([old.sentences[i] for i in undecided])
    return Mapping(weaver.finished(), old.sentences, undecided)


def _copies(old: Text, new: Text, pairs: Pairs) -> list[Run]:
    """The new sentences that are not paired though their words stood in the old text: they are nobody's."""
    known = {sentence.key for sentence in old.sentences if sentence.key}
    return [
        Run(0, sentence.start, sentence.end - sentence.start)
        for j, sentence in enumerate(new.sentences)
        if j not in pairs.old_of and sentence.key in known
    ]


def _pair(old: Text, new: Text, budget: WordBudget) -> Pairs:
    """Which sentence became which: first within the blocks that belong together, then wherever they went."""
    blocks = Pairs()
    pair_all(blocks, Side(old, old.blocks), Side(new, new.blocks), budget)
    homes = [(old.blocks[a].sentences, new.blocks[b].sentences) for a, b in blocks.new_of.items()]
    pairs = Pairs()
    for left, right in homes:
        pair_within(pairs, old.sentences, left, new.sentences, right)
    pair_all(pairs, Side(old, old.sentences), Side(new, new.sentences), budget, homes)
    return pairs


class _Claims:
    """What the runs have claimed of a new text of ``length`` code points."""

    def __init__(self, runs: Sequence[Run], length: int) -> None:
        self._starts = sorted([run.new for run in runs] + [length])
        self._ends = sorted([0] + [run.new_end for run in runs])

    def next_start(self, offset: int) -> int:
        """Where the first claim from ``offset`` on begins."""
        return self._starts[bisect_left(self._starts, offset)]

    def last_end(self, offset: int) -> int:
        """Where the last claim up to ``offset`` ends."""
        return self._ends[bisect_right(self._ends, offset) - 1]


class _Weaver:
    """Gathers the runs of two texts."""

    def __init__(self, old: Text, new: Text, budget: WordBudget) -> None:
        self.old, self.new, self.budget = old, new, budget
        self.runs: list[Run] = []

    def align_letters(self, mine: Sentence, yours: Sentence) -> None:
        """Two sentences with the same letters: one letter for one, whatever signs stand between."""
        left, right = self.old.folded[mine.start : mine.end], self.new.folded[yours.start : yours.end]
        if left == right:
            self.runs.append(Run(mine.start, yours.start, mine.end - mine.start))
            return
        i = j = 0  # where the signs before the next letter begin
        begun: Match = (0, 0, 0)
        ends = [(len(left), len(right))]
        letters = zip(_LETTER.finditer(left), _LETTER.finditer(right), strict=True)
        for next_i, next_j in chain(((a.start(), b.start()) for a, b in letters), ends):
            if left[i:next_i] == right[j:next_j]:
                begun = (begun[0], begun[1], begun[2] + next_i - i + 1)
            else:
                same = _common(left[i:next_i], right[j:next_j], 1)
                self._append(mine, yours, (begun[0], begun[1], begun[2] + same))
                same = _common(left[i + same : next_i], right[j + same : next_j], -1)
                begun = (next_i - same, next_j - same, same + 1)
            i, j = next_i + 1, next_j + 1
        self._append(mine, yours, (begun[0], begun[1], begun[2] - 1))

    def _append(self, mine: Sentence, yours: Sentence, run: Match) -> None:
        if run[2]:
            self.runs.append(Run(mine.start + run[0], yours.start + run[1], run[2]))

    def align_words(self, mine: Stretch, yours: Stretch, trust: Trust) -> None:
        """The runs of words that two stretches have in common and that ``trust`` believes."""
        left, right = self.old.tokens(*mine), self.new.tokens(*yours)
        found = common_runs(left, right, self.budget)
        weights = [0, *accumulate(map(_weight, left))]
        others = [0, *accumulate(map(_weight, right))]
        found = trust.believed(found, weights, others)
        lefts = [*accumulate(map(len, left), initial=mine[0])]
        rights = [*accumulate(map(len, right), initial=yours[0])]
        runs = [Run(lefts[i], rights[j], lefts[i + count] - lefts[i]) for i, j, count in found]
        self.runs += runs
        self._align_typos(runs, mine, yours)

    def _align_typos(self, runs: Sequence[Run], mine: Stretch, yours: Stretch) -> None:
        """Words with a typo: the letters of short stretches between two runs, if most of them agree."""
        edges = [Run(mine[0], yours[0], 0), *runs, Run(mine[1], yours[1], 0)]
        for run, following in pairwise(edges):
            left, right = (run.old_end, following.old), (run.new_end, following.new)
            if not 0 < left[1] - left[0] <= _TYPO or not 0 < right[1] - right[0] <= _TYPO:
                continue
            if self._align_letters_of(left, right):
                continue
            words, others = self.old.tokens(*left), self.new.tokens(*right)
            if len(words) == len(others) > 1:
                i, j = left[0], right[0]
                for word, other in zip(words, others, strict=True):
                    self._align_letters_of((i, i + len(word)), (j, j + len(other)))
                    i, j = i + len(word), j + len(other)

    def _align_letters_of(self, mine: Stretch, yours: Stretch) -> bool:
        """One word, or a few, letter by letter; false if too few letters agree."""
        left, right = self.old.folded[slice(*mine)], self.new.folded[slice(*yours)]
        found = common_runs(left, right, self.budget)
        letters = max(_letters(left), _letters(right))
        share = _LIKE if letters <= _WORD else _LIKELY
        if not letters or sum(_letters(left[i : i + count]) for i, _, count in found) < share * letters:
            return False
        self.runs += [Run(mine[0] + i, yours[0] + j, count) for i, j, count in found]
        return True

    def fill_gaps(self, copies: Sequence[Run]) -> None:
        """Compare what nothing has claimed: between runs that are neighbours in both texts, then beside the others."""
        for mine, yours in self._free_stretches(copies, closed=True):
            self.align_words(mine, yours, BETWEEN_RUNS)
        for mine, yours in self._free_stretches(copies, closed=False):
            self.align_words(mine, yours, BESIDE_A_RUN)

    def forget(self, sentences: Iterable[Sentence]) -> None:
        """Leave out what was found in sentences that may stand in several places."""
        bounds = sorted((sentence.start, sentence.end) for sentence in sentences)
        starts = [start for start, _ in bounds]
        self.runs = [
            run
            for run in self.runs
            if not (at := bisect_right(starts, run.old)) or bounds[at - 1][1] <= run.old
        ]

    def _free_stretches(self, copies: Sequence[Run], *, closed: bool) -> Iterator[tuple[Stretch, Stretch]]:
        """Stretches of both texts that have no run and lie between the same two runs, or beside the same one."""
        runs = sorted(self.runs, key=lambda run: run.old)
        first, last = Run(0, 0, 0), Run(len(self.old.words), len(self.new.words), 0)
        claims = _Claims([*runs, *copies], last.new)
        for run, following in pairwise([first, *runs, last]):
            if following.old <= run.old_end:
                continue
            after = (run.new_end, claims.next_start(run.new_end))
            before = (claims.last_end(following.new), following.new)
            if (after == before) != closed:
                continue
            for yours in (after,) if closed else (after, before):
                mine = (max(run.old_end, self._reached(run, following)), following.old)
                if yours[1] > yours[0] and mine[1] > mine[0]:
                    yield mine, yours

    def _reached(self, run: Run, following: Run) -> int:
        """Where what was found beside ``run`` ends, when the stretch up to ``following`` is asked for a second time."""
        last = self.runs[-1] if self.runs else run
        return last.old_end if run.old_end <= last.old < following.old else run.old_end

    def finished(self) -> list[Run]:
        """The runs in the order of the old text, joined where they go on, and told which have moved."""
        joined = _joined(sorted(self.runs, key=lambda run: run.old))
        weights = [_letters(self.old.folded[run.old : run.old_end]) + 0.01 for run in joined]
        stayed = set(heaviest_in_order([(run.old, run.new) for run in joined], weights))
        return [run if at in stayed else run._replace(moved=True) for at, run in enumerate(joined)]


def _common(left: str, right: str, step: int) -> int:
    """How many signs two strings have in common at their beginning (``step`` 1) or end (−1)."""
    count = 0
    for one, other in zip(left[::step], right[::step], strict=False):
        if one != other:
            break
        count += 1
    return count


def _weight(word: str) -> int:
    """What a word tells: signs nothing, a Han character or a little Latin word one, a long one two."""
    return 0 if not word[0].isalnum() else 1 if len(word) <= 3 else 2


def _letters(words: str) -> int:
    return sum(map(str.isalnum, words))


def _joined(runs: Iterable[Run]) -> list[Run]:
    """Runs that go on in both texts, as one."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and (last.old_end, last.new_end) == (run.old, run.new):
            joined[-1] = Run(last.old, last.new, last.length + run.length)
        else:
            joined.append(run)
    return joined
