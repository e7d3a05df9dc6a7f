"""How well places agree with the truth: the words of ``docs/anchoring.md``, counted."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.anchoring.characters import NEW, Blocks, words_of

Range = tuple[int, int]
_DEAD, _ALIVE = 0.3, 0.5  # shares of a passage's letters; between them either verdict is right
_HIT = 0.5  # overlap (intersection over union) of a right place with what survived
_BESIDE = 12  # code points in which a replaced passage's neighbours must have stayed


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an engine says of one passage."""

    range: Range | None
    status: str


@dataclass(frozen=True, slots=True)
class Case:
    """An old text, what became of it and the passages to carry."""

    name: str
    old: str
    new: str
    where: dict[int, int]  # old offset of every surviving character → new offset
    notes: tuple[Range, ...]


@dataclass(slots=True)
class Score:
    """Counts of one class of cases."""

    notes: int = 0
    right: int = 0
    wrong_place: int = 0
    dead: int = 0
    dead_placed: int = 0
    lost: int = 0
    ambiguous: int = 0
    plain: int = 0
    plain_right: int = 0
    examples: list[tuple[str, Case, Range, Verdict]] = field(default_factory=list)

    def add(self, other: Score) -> None:
        """Sum up."""
        for name in (
            "notes",
            "right",
            "wrong_place",
            "dead",
            "dead_placed",
            "lost",
            "ambiguous",
            "plain",
            "plain_right",
        ):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.examples += other.examples


def case_of(name: str, old: str, blocks: Blocks, notes: Sequence[Range]) -> Case:
    """The case of edited blocks."""
    where, at = {}, 0
    for block in blocks:
        for index, (_, origin) in enumerate(block):
            if origin != NEW:
                where[origin] = at + index
        at += len(block) + 1
    return Case(name, old, "\n".join(map(words_of, blocks)), where, tuple(notes))


def choose_notes(chance: random.Random, text: str, count: int) -> list[Range]:
    """Passages of all lengths: two characters, words, clauses, sentences, several blocks."""
    found: list[Range] = []
    while len(found) < count:
        length = chance.choice([2, 2, 3, 4, 6, 10, 18, 30, 60, 120, 250])
        start = chance.randrange(max(1, len(text) - length))
        end = min(len(text), start + length)
        if chance.random() < 0.6 and text[start].isascii():
            while start > 0 and text[start - 1].isalnum():
                start -= 1
            while end < len(text) and text[end].isalnum() and text[end].isascii():
                end += 1
        words = text[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        if end > start and any(map(str.isalnum, text[start:end])):
            found.append((start, end))
    return found


def judge(case: Case, verdicts: Sequence[Verdict]) -> Score:
    """Count how the verdicts agree with the truth."""
    score = Score(notes=len(verdicts))
    for note, verdict in zip(case.notes, verdicts, strict=True):
        outcome = _outcome(case, note, verdict)
        is_plain = verdict.status in ("exact", "shifted")
        score.plain += is_plain
        score.plain_right += is_plain and outcome == "right"
        score.ambiguous += verdict.status == "ambiguous"
        score.dead += _share(case, note) < _DEAD
        score.right += outcome == "right"
        score.wrong_place += outcome == "wrong place"
        score.dead_placed += outcome == "deleted text placed"
        score.lost += outcome == "orphaned although it lives"
        if outcome != "right":
            score.examples.append((outcome, case, note, verdict))
    return score


def _letters(case: Case, note: Range) -> list[int]:
    return [at for at in range(*note) if case.old[at].isalnum()]


def _share(case: Case, note: Range) -> float:
    letters = _letters(case, note)
    return sum(at in case.where for at in letters) / len(letters)


def _outcome(case: Case, note: Range, verdict: Verdict) -> str:
    positions = sorted(case.where[at] for at in range(*note) if at in case.where)
    share = _share(case, note)
    clusters = _clusters(positions, note[1] - note[0] + 40)
    densest = max(map(len, clusters), default=0)
    if verdict.range is None:
        if share < _ALIVE or densest < _ALIVE * (note[1] - note[0]):
            return "right"
        is_double = verdict.status == "ambiguous" and _recurs(case, note, clusters)
        return "right" if is_double else "orphaned although it lives"
    for cluster in clusters:
        if (
            len(cluster) * 10 >= 4 * densest
            and _overlap(verdict.range, (cluster[0], cluster[-1] + 1)) >= _HIT
        ):
            return "right"
    if share < _DEAD:
        return "right" if _replaced_in_place(case, note, verdict.range) else "deleted text placed"
    if share < _ALIVE and _replaced_in_place(case, note, verdict.range):
        return "right"
    return "wrong place"


def _clusters(positions: Sequence[int], apart: int) -> list[list[int]]:
    found: list[list[int]] = []
    for at in positions:
        if found and at - found[-1][-1] <= apart:
            found[-1].append(at)
        else:
            found.append([at])
    return found


def _overlap(one: Range, other: Range) -> float:
    both = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, both) / (max(one[1], other[1]) - min(one[0], other[0]))


def _recurs(case: Case, note: Range, clusters: Sequence[Sequence[int]]) -> bool:
    """Whether nobody can tell: the surroundings of the passage stand twice in the new text, or it is torn in two."""
    if len(clusters) > 1:
        return True
    low, high = clusters[0][0], clusters[0][-1] + 1
    around = case.new[max(0, low - 6) : high + 6].strip()
    inner = case.new[low:high]
    return case.new.count(around) > 1 or case.new.count(inner) > 1


def _replaced_in_place(case: Case, note: Range, place: Range) -> bool:
    """Whether the passage's neighbours stand on both sides of the place: its words were replaced there."""
    before = next(
        (case.where[at] for at in range(note[0] - 1, max(-1, note[0] - _BESIDE), -1) if at in case.where),
        None,
    )
    after = next((case.where[at] for at in range(note[1], note[1] + _BESIDE) if at in case.where), None)
    if before is None or after is None:
        return False
    return (
        before < place[0] + _BESIDE
        and place[1] < after + _BESIDE
        and before < after
        and place[0] - before < 40
    )
