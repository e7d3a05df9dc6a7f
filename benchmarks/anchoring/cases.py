"""Cases in classes: one kind of edit each, several at once, and some that the engine was not tuned on."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from articles.text.language import language_of
from benchmarks.anchoring import texts
from benchmarks.anchoring.characters import Block, Edit, blocks_of
from benchmarks.anchoring.heavy import HEAVY, to_traditional
from benchmarks.anchoring.held_out import HELD_OUT
from benchmarks.anchoring.light import LIGHT
from benchmarks.anchoring.scoring import Case, case_of, choose_notes

CLASSES = ("light", "heavy", "held out")
_LANGUAGES = ("en", "zh-Hans", "zh-Hant")


def cases(seed: int, notes: int, real: Sequence[texts.Lines]) -> Iterator[tuple[str, Case]]:
    """The cases of one seed with so many notes each, with the class of each; ``real`` are texts not made here."""
    for name in LIGHT:
        yield "light", _case(seed, name, notes, real, [(LIGHT[name], 2, 20)])
    yield "light", _case(seed, "light, mixed", notes, real, [(None, 3, 25)])
    for name in HEAVY:
        yield "heavy", _case(seed, name, notes, real, [(HEAVY[name], 1, 4), (None, 0, 4)])
    several = [(edit, 0, 1) for edit in HEAVY.values()]
    yield "heavy", _case(seed, "heavy, mixed", notes, real, [*several, (None, 0, 12)])
    for name in HELD_OUT:
        yield "held out", _case(seed, name, notes, real, [(HELD_OUT[name], 1, 1), (None, 0, 6)])


def make_text(chance: random.Random, real: Sequence[texts.Lines]) -> tuple[str, texts.Lines]:
    """The language and the blocks of a text: sometimes one of ``real``, else an invented one."""
    if real and chance.random() < 0.4:
        lines = chance.choice(real)
        lang = language_of("\n".join(lines))
        return (lang if lang in _LANGUAGES else "en"), list(lines)
    lang = chance.choice(_LANGUAGES)
    lines = texts.article(chance, lang, chance.choice([1_200, 2_500, 4_000]))
    return lang, [to_traditional(line) for line in lines] if lang == "zh-Hant" else lines


def real_texts(*folders: Path) -> list[texts.Lines]:
    """The documents of folders as blocks: their lines without blank ones."""
    found = []
    for path in sorted(path for folder in folders for path in folder.glob("*.[tm][xd]*")):
        lines = [" ".join(line.split()) for line in path.read_text(encoding="utf-8").split("\n")]
        found.append([line for line in lines if line])
    return found


def _case(
    seed: int,
    name: str,
    notes: int,
    real: Sequence[texts.Lines],
    edits: Sequence[tuple[Edit | None, int, int]],
) -> Case:
    """A text edited by each of ``edits`` (``None``: any light one) between so many and so many times."""
    chance = random.Random(f"{seed} {name}")
    lang, lines = make_text(chance, real)
    blocks = blocks_of(lines)
    if len(edits) > 2:
        edits = [*chance.sample(list(edits[:-1]), min(len(edits) - 1, chance.randint(4, 16))), edits[-1]]
    for edit, least, most in edits:
        for _ in range(chance.randint(least, most)):
            (edit or chance.choice(list(LIGHT.values())))(chance, blocks, lang)
    blocks = [block for block in map(trimmed, blocks) if block]
    old = "\n".join(lines)
    return case_of(name, old, blocks, choose_notes(chance, old, notes))


def trimmed(block: Block) -> Block:
    """The block without outer spaces, like stored text."""
    start, end = 0, len(block)
    while start < end and block[start][0] == " ":
        start += 1
    while end > start and block[end - 1][0] == " ":
        end -= 1
    return block[start:end]
