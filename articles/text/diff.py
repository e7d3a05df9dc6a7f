"""What changed between two texts: blocks aligned, and inside them runs by word (Latin) and by character (Chinese).

Sequences are matched by their longest common subsequence, found with one integer a row (Hyyrö, "Bit-parallel
LCS-length computation revisited", 2004); sequences too long for that are first cut at the shingles that stand
once in either (patience). Time is linear in the texts beyond that limit, whatever they hold.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from articles.text.blocks import Block

MAX_CELLS = 100_000_000  # bits of one table: 12 MB
MAX_FINE = 350_000  # characters of one side that are compared by word and character; beyond, by sentence
_SHINGLES = (8, 3)  # tokens
_ALIKE = 0.4  # share of common letters from which two blocks are two states of one

_IDEOGRAPHS = r"\u2e80-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_JOINED = r"(?:[\u0300-\u036f\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef]|\u200d.)*"
_LETTER = rf"(?:(?![{_IDEOGRAPHS}\d_])\w[\u0300-\u036f]*)"
_TOKEN = re.compile(rf"\d+(?:[.,]\d+)*|{_LETTER}+(?:['’]{_LETTER}+)*|\s+|.{_JOINED}", re.DOTALL)
_SENTENCE = re.compile(r"[^。！？.!?\n]*[。！？.!?\n]+|[^。！？.!?\n]+")


class Op(StrEnum):
    """What became of a run or a block."""

    EQUAL = "equal"
    INSERT = "insert"
    DELETE = "delete"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of two texts: ``old`` is empty when it was inserted, ``new`` when it was deleted."""

    op: Op
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class BlockChange:
    """A block of the old table, of the new one, or two that are states of one (``op`` equal or replace).

    ``old`` and ``new`` are indices into the tables. ``runs`` tell the text apart; ``relabelled`` says that the kind,
    heading level, speaker or language differs, which it may while the text is equal.
    """

    op: Op
    old: int | None
    new: int | None
    runs: tuple[Run, ...]
    relabelled: bool = False


@dataclass(frozen=True, slots=True)
class _Match:
    """``length`` tokens that are the same from ``old`` on and from ``new`` on."""

    old: int
    new: int
    length: int


def tokens_of(text: str, *, coarsely: bool = False) -> list[str]:
    """``text`` in pieces that are never cut: a word, a number, white space, one Chinese character, one emoji.

    ``coarsely`` takes whole sentences instead.
    """
    return (_SENTENCE if coarsely else _TOKEN).findall(text)


def diff_text(old: str, new: str) -> tuple[Run, ...]:
    """The runs from ``old`` to ``new``: all ``run.old`` joined are ``old``, all ``run.new`` joined are ``new``."""
    if old == new:
        return (Run(Op.EQUAL, old, new),) if old else ()
    coarsely = max(len(old), len(new)) > MAX_FINE
    before, after = tokens_of(old, coarsely=coarsely), tokens_of(new, coarsely=coarsely)
    runs: list[Run] = []
    for match, old_gap, new_gap in _with_gaps(_matches(before, after), len(before), len(after)):
        _append(runs, _run("".join(before[slice(*old_gap)]), "".join(after[slice(*new_gap)])))
        same = "".join(before[match.old : match.old + match.length])
        _append(runs, _run(same, same))
    return tuple(_without_crumbs(runs))


def diff_blocks(old: Sequence[Block], new: Sequence[Block]) -> tuple[BlockChange, ...]:
    """The blocks of two tables aligned in reading order, each of either table exactly once."""
    before, after = [block.text for block in old], [block.text for block in new]
    changes: list[BlockChange] = []
    for match, old_gap, new_gap in _with_gaps(_matches(before, after), len(before), len(after)):
        changes += _rewritten(old, new, range(*old_gap), range(*new_gap))
        changes += (_pair(old, new, match.old + step, match.new + step) for step in range(match.length))
    return tuple(changes)


def _rewritten(
    old: Sequence[Block], new: Sequence[Block], here: range, there: range
) -> Iterator[BlockChange]:
    """Blocks between two equal ones: those that are alike as pairs, the others as deleted and inserted."""
    i, j = here.start, there.start
    for left, right in [*_alike(old, new, here, there), (here.stop, there.stop)]:
        yield from (
            BlockChange(Op.DELETE, k, None, (Run(Op.DELETE, old[k].text, ""),)) for k in range(i, left)
        )
        yield from (
            BlockChange(Op.INSERT, None, k, (Run(Op.INSERT, "", new[k].text),)) for k in range(j, right)
        )
        if left < here.stop:
            yield _pair(old, new, left, right)
        i, j = left + 1, right + 1


def _pair(old: Sequence[Block], new: Sequence[Block], left: int, right: int) -> BlockChange:
    before, after = old[left], new[right]
    op = Op.EQUAL if before.text == after.text else Op.REPLACE
    return BlockChange(op, left, right, diff_text(before.text, after.text), _label(before) != _label(after))


def _label(block: Block) -> tuple[object, ...]:
    return block.kind, block.level, block.speaker, block.lang


def _alike(old: Sequence[Block], new: Sequence[Block], here: range, there: range) -> list[tuple[int, int]]:
    """Pairs of blocks that share most of their words, in order."""
    if not here or not there:
        return []
    size = max(sum(len(table[index].text) for index in part) for table, part in ((old, here), (new, there)))
    before, after = (
        [
            (token, index)
            for index in part
            for token in tokens_of(table[index].text, coarsely=size > MAX_FINE)
            if token.strip()
        ]
        for table, part in ((old, here), (new, there))
    )
    shared: Counter[tuple[int, int]] = Counter()
    for match in _matches([token for token, _ in before], [token for token, _ in after]):
        for step in range(match.length):
            token, left = before[match.old + step]
            shared[left, after[match.new + step][1]] += len(token)
    weight_before, weight_after = _weights(before), _weights(after)
    found: dict[int, int] = {}
    taken: set[int] = set()
    for (left, right), weight in shared.most_common():
        whole = weight_before[left] + weight_after[right]
        if left not in found and right not in taken and 2 * weight >= _ALIKE * whole:
            found[left] = right
            taken.add(right)
    return sorted(found.items())


def _weights(tokens: Iterable[tuple[str, int]]) -> Counter[int]:
    found: Counter[int] = Counter()
    for token, index in tokens:
        found[index] += len(token)
    return found


# Runs ------------------------------------------------------------------------------------------------------


def _run(old: str, new: str) -> Run:
    if old == new:
        return Run(Op.EQUAL, old, new)
    if not old:
        return Run(Op.INSERT, old, new)
    return Run(Op.REPLACE if new else Op.DELETE, old, new)


def _append(runs: list[Run], run: Run) -> None:
    """Add ``run`` if it holds anything, joined with the last one when both are changes or both are equal."""
    if not run.old and not run.new:
        return
    if runs and (runs[-1].op is Op.EQUAL) == (run.op is Op.EQUAL):
        last = runs.pop()
        joined = _run(last.old + run.old, last.new + run.new)
        # Two changes that happen to cancel out are still told as what they were: equal runs are never made here.
        run = (
            joined
            if run.op is Op.EQUAL or joined.op is not Op.EQUAL
            else Run(Op.REPLACE, joined.old, joined.new)
        )
    runs.append(run)


def _without_crumbs(runs: Sequence[Run]) -> list[Run]:
    """``runs`` without equal crumbs between larger changes: a rewritten sentence is told as one change."""
    kept: list[Run] = []
    for run in runs:
        kept.append(run)
        while len(kept) >= 3 and kept[-1].op is not Op.EQUAL and _is_crumb(*kept[-3:]):
            before, crumb, after = kept[-3:]
            del kept[-3:]
            old, new = before.old + crumb.old + after.old, before.new + crumb.new + after.new
            _append(kept, _run(old, new) if old != new else Run(Op.REPLACE, old, new))
    return kept


def _is_crumb(before: Run, middle: Run, after: Run) -> bool:
    weight = _letters(middle.old)
    sizes = [max(_letters(run.old), _letters(run.new)) for run in (before, after)]
    return middle.op is Op.EQUAL and len(middle.old) < 80 and (weight == 0 or weight < min(sizes))


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


# Matching --------------------------------------------------------------------------------------------------


def _with_gaps(
    matches: Iterable[_Match], old_length: int, new_length: int
) -> Iterator[tuple[_Match, tuple[int, int], tuple[int, int]]]:
    """Each match with the half-open ranges before it that match nothing; last an empty match at the ends."""
    i = j = 0
    for match in (*matches, _Match(old_length, new_length, 0)):
        yield match, (i, match.old), (j, match.new)
        i, j = match.old + match.length, match.new + match.length


def _matches(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[_Match]:
    """What is the same in both, in order; neighbours joined."""
    pairs = _common(old, new, _SHINGLES)
    found: list[_Match] = []
    for _, members in groupby(
        enumerate(pairs), key=lambda item: (item[1][0] - item[0], item[1][1] - item[0])
    ):
        run = list(members)
        found.append(_Match(run[0][1][0], run[0][1][1], len(run)))
    return found


def _common(
    old: Sequence[Hashable], new: Sequence[Hashable], shingles: Sequence[int]
) -> list[tuple[int, int]]:
    """Pairs of indices of equal items, increasing in both."""
    start, most = 0, min(len(old), len(new))
    while start < most and old[start] == new[start]:
        start += 1
    tail = 0
    while tail < most - start and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    inner_old, inner_new = old[start : len(old) - tail], new[start : len(new) - tail]
    if len(inner_old) * len(inner_new) <= MAX_CELLS:
        inner = iter(_longest_common(inner_old, inner_new))
    else:
        inner = _between_anchors(inner_old, inner_new, shingles)
    ends = ((len(old) - tail + step, len(new) - tail + step) for step in range(tail))
    return [*((at, at) for at in range(start)), *((i + start, j + start) for i, j in inner), *ends]


def _between_anchors(
    old: Sequence[Hashable], new: Sequence[Hashable], shingles: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Cut two long sequences at shingles that stand once in both and match between them; nothing without any."""
    if not shingles:
        return
    i = j = 0
    for left, right in [*_anchors(old, new, shingles[0]), (len(old), len(new))]:
        if left < i or right < j:  # the last anchor's match went over this one
            continue
        yield from ((i + a, j + b) for a, b in _common(old[i:left], new[j:right], shingles[1:]))
        i, j = left, right
        while i < len(old) and j < len(new) and old[i] == new[j]:
            yield i, j
            i, j = i + 1, j + 1


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable], size: int) -> list[tuple[int, int]]:
    """Where shingles of ``size`` items stand that are unique in both, in the longest increasing order."""
    there = _unique(new, size)
    pairs = [(i, there[shingle]) for shingle, i in _unique(old, size).items() if shingle in there]
    tops: list[int] = []  # the smallest end of an increasing series of each length
    ends: list[int] = []  # which pair that is
    before: list[int] = []
    for index, (_, j) in enumerate(pairs):
        length = bisect_left(tops, j)
        tops[length:] = [j, *tops[length + 1 :]] if length < len(tops) else [j]
        ends[length:] = [index, *ends[length + 1 :]] if length < len(ends) else [index]
        before.append(ends[length - 1] if length else -1)
    found: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]


def _unique(items: Sequence[Hashable], size: int) -> dict[int, int]:
    """The hashes of the shingles that stand once, each with its place; what an anchor claims is compared later."""
    shingles = list(map(hash, zip(*(items[step:] for step in range(size)), strict=False)))
    times = Counter(shingles)
    return {shingle: at for at, shingle in enumerate(shingles) if times[shingle] == 1}


def _longest_common(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """A longest common subsequence as pairs of indices. Bit ``i`` of a row is 0 where the length grows at ``old[i]``."""
    places: dict[Hashable, int] = {}
    for at, item in enumerate(old):
        places[item] = places.get(item, 0) | (1 << at)
    everywhere = row = (1 << len(old)) - 1
    rows = []
    for item in new:
        hits = row & places.get(item, 0)
        row = ((row + hits) | (row - hits)) & everywhere
        rows.append(row)
    found = []
    i, j = len(old), len(new)
    while i and j:
        if rows[j - 1] >> (i - 1) & 1:
            i -= 1
            continue
        j -= 1
        if not j or rows[j - 1] >> (i - 1) & 1:
            i -= 1
            found.append((i, j))
    return found[::-1]
