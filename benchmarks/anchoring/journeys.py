"""Many revisions in a row: what is deleted comes back, and fifty edits make nothing drift."""

from __future__ import annotations

import copy
import random
from collections.abc import Sequence

from annotations.anchoring.carrying import carry
from benchmarks.anchoring import texts
from benchmarks.anchoring.cases import make_text, trimmed
from benchmarks.anchoring.characters import Blocks, blocks_of, words_of
from benchmarks.anchoring.heavy import HEAVY
from benchmarks.anchoring.light import LIGHT
from benchmarks.anchoring.scoring import Score, Verdict, case_of, choose_notes, judge

_KEEPING = [name for name in LIGHT if name not in ("delete_clause", "delete_word")]
_DELETING = ["delete_paragraph", "delete_sentence", "rewrite_paragraph"]


def restored(seed: int, notes: int, real: Sequence[texts.Lines]) -> tuple[int, int]:
    """Blocks go in three revisions and all come back: how many notes there are, and how many stand where they stood."""
    chance = random.Random(f"restored {seed}")
    lang, lines = make_text(chance, real)
    revisions = ["\n".join(lines)]
    for _ in range(3):
        blocks = blocks_of(lines)
        for _ in range(chance.randint(1, 8)):
            HEAVY[chance.choice(_DELETING)](chance, blocks, lang)
        revisions.append(_text(blocks))
    passages = choose_notes(chance, revisions[0], notes)
    placed = carry([*revisions, revisions[0]], passages)
    return len(passages), sum(one.range == passage for one, passage in zip(placed, passages, strict=True))


def fifty(seed: int, notes: int, real: Sequence[texts.Lines]) -> Score:
    """Fifty revisions of light edits, each on top of the last: the score in the last one."""
    chance = random.Random(f"fifty {seed}")
    lang, lines = make_text(chance, real)
    blocks = blocks_of(lines)
    revisions = ["\n".join(lines)]
    for _ in range(50):
        blocks = copy.deepcopy(blocks)
        LIGHT[chance.choice(_KEEPING)](chance, blocks, lang)
        revisions.append(_text(blocks))
    case = case_of(
        "fifty revisions", revisions[0], [*map(trimmed, blocks)], choose_notes(chance, revisions[0], notes)
    )
    verdicts = [Verdict(one.range, one.status.value) for one in carry(revisions, case.notes)]
    return judge(case, verdicts)


def _text(blocks: Blocks) -> str:
    return "\n".join(words_of(trimmed(block)) for block in blocks)
