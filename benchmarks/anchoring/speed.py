"""How long re-anchoring takes: the pure engine, a publication with its rows, and hostile texts."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from annotations.anchoring import Comparison, Placed
from benchmarks.anchoring import texts
from benchmarks.anchoring.characters import blocks_of, words_of
from benchmarks.anchoring.heavy import HEAVY
from benchmarks.anchoring.light import LIGHT
from benchmarks.anchoring.scoring import Range, choose_notes

_SIZE = 300_000
HOSTILE: dict[str, Callable[[], tuple[str, str]]] = {
    "one letter": lambda: ("a" * _SIZE, "a" * (_SIZE - 7)),
    "one Han character": lambda: ("字" * _SIZE, "字" * (_SIZE - 7) + "末"),
    "no punctuation": lambda: (
        "".join(chr(0x4E00 + n * 7919 % 8_000) for n in range(_SIZE)),
        "".join(chr(0x4E00 + n * 7919 % 8_000) for n in range(5, _SIZE)),
    ),
    "all sentences equal": lambda: ("同一句话。" * (_SIZE // 5), "同一句话。" * (_SIZE // 5 - 9)),
    "two sentences in turn": lambda: (
        "甲乙丙丁。戊己庚辛。" * (_SIZE // 10),
        "戊己庚辛。甲乙丙丁。" * (_SIZE // 10),
    ),
    "all words new": lambda: (" ".join(map(str, range(50_000))), " ".join(map(str, range(60_000, 110_000)))),
    "every sentence edited": lambda: (
        "".join(f"这是第{n}句话。" for n in range(30_000)),
        "".join(f"这里第{n}句语。" for n in range(30_000)),
    ),
    "sentences turned around": lambda: (
        "".join(f"句子{n}。" for n in range(50_000)),
        "".join(f"句子{n}。" for n in range(50_000, 0, -1)),
    ),
}


def article_and_revision(characters: int, notes: int) -> tuple[str, str, list[Range]]:
    """An article of about so many code points, a revision with light and heavy edits, and notes on it."""
    chance = random.Random(f"speed {characters} {notes}")
    lines = texts.article(chance, "zh-Hans", characters)
    blocks = blocks_of(lines)
    for edit in [*LIGHT.values()] * 2 + [
        HEAVY["move_paragraph"],
        HEAVY["delete_paragraph"],
        HEAVY["rewrite_half"],
    ]:
        edit(chance, blocks, "zh-Hans")
    old = "\n".join(lines)
    return old, "\n".join(map(words_of, blocks)), choose_notes(chance, old, notes)


def milliseconds(work: Callable[[], object], times: int = 5) -> float:
    """The shortest time of several, of the CPU: another process on the machine makes no difference."""
    best = float("inf")
    for _ in range(times):
        began = time.process_time()
        work()
        best = min(best, (time.process_time() - began) * 1_000)
    return best


def engine(old: str, new: str, notes: list[Range]) -> list[Placed]:
    """One comparison for all notes."""
    comparison = Comparison(old, new)
    return [comparison.place(*note) for note in notes]
