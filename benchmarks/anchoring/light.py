"""Light edits: typos, words, punctuation, width, spaces, clauses, numbers, a sentence more."""

from __future__ import annotations

import random
import re

from benchmarks.anchoring import texts
from benchmarks.anchoring.characters import Block, Blocks, Edit, sentences_of, some, typed, words_of


def typo(chance: random.Random, blocks: Blocks, lang: str) -> None:
    """A wrong, missing, doubled or transposed character."""
    block = blocks[some(chance, blocks, 4)]
    at, kind = chance.randrange(len(block)), chance.random()
    if kind < 0.4:
        block[at : at + 1] = typed(chance.choice("的了是在不有人这中大" if lang != "en" else "aeioutnsr"))
    elif kind < 0.6 and len(block) > 1:
        del block[at]
    elif kind < 0.8:
        block[at:at] = typed(block[at][0])
    elif at + 1 < len(block):
        block[at], block[at + 1] = block[at + 1], block[at]


def swap_word(chance: random.Random, blocks: Blocks, lang: str) -> None:
    """A word becomes another one."""
    block = blocks[some(chance, blocks, 8)]
    start, end = _word(chance, block, lang)
    block[start:end] = typed(chance.choice(_words(lang)))


def insert_word(chance: random.Random, blocks: Blocks, lang: str) -> None:
    """A word more."""
    block = blocks[some(chance, blocks, 8)]
    start, _ = _word(chance, block, lang)
    block[start:start] = typed(chance.choice(_words(lang)) + (" " if lang == "en" else ""))


def delete_word(chance: random.Random, blocks: Blocks, lang: str) -> None:
    """A word less."""
    block = blocks[some(chance, blocks, 12)]
    start, end = _word(chance, block, lang)
    del block[start : end + (lang == "en")]


def _words(lang: str) -> list[str]:
    if lang == "en":
        return [
            "rarely",
            "often",
            "perhaps",
            "quite",
            "public",
            "private",
            "national",
            "foreign",
            "early",
            "senior",
        ]
    return ["其实", "也许", "经常", "公开", "全国", "外来", "早期", "资深", "并非", "正在"]


def _word(chance: random.Random, block: Block, lang: str) -> tuple[int, int]:
    if lang == "en":
        found = [m.span() for m in re.finditer(r"\w+", words_of(block))]
        if found:
            return chance.choice(found)
    at = chance.randrange(max(1, len(block) - 2))
    return at, min(len(block), at + 2)


def punctuation(chance: random.Random, blocks: Blocks, lang: str) -> None:
    """One mark becomes another: a comma a full stop (split), a full stop a comma (merge), or goes away."""
    block = blocks[some(chance, blocks, 12)]
    marks = [i for i, (sign, _) in enumerate(block) if sign in "，。；！？,.;:：!?"]
    if marks:
        at = chance.choice(marks)
        other = chance.choice("，。；" if block[at][0] > "\u2e80" else ",.;")
        block[at : at + 1] = typed(other) if chance.random() < 0.85 else []


def quotes_and_width(chance: random.Random, blocks: Blocks, lang: str) -> None:
    """Quotes and the width of marks and digits change in the whole block."""
    table = chance.choice(
        [
            dict(zip("“”", "「」", strict=True)),
            dict(zip("，。：；？！", ",.:;?!", strict=True)),
            dict(zip(",.:;?!", "，。：；？！", strict=True)),
            dict(zip("0123456789", "０１２３４５６７８９", strict=True)),
            dict(zip("“”", '""', strict=True)),
        ]
    )
    for block in chance.sample(blocks, max(1, len(blocks) // 4)):
        block[:] = [(table.get(sign, sign), at) for sign, at in block]


def spacing(chance: random.Random, blocks: Blocks, lang: str) -> None:
    """Spaces come and go."""
    block = blocks[some(chance, blocks, 8)]
    spaces = [i for i, (sign, _) in enumerate(block) if sign == " "]
    if spaces and chance.random() < 0.5:
        del block[chance.choice(spaces)]
    else:
        at = chance.randrange(1, len(block)) if len(block) > 1 else 0
        block[at:at] = typed(" ")


def insert_clause(chance: random.Random, blocks: Blocks, lang: str) -> None:
    """A clause more."""
    block = blocks[some(chance, blocks, 12)]
    marks = [i + 1 for i, (sign, _) in enumerate(block) if sign in "，,"] or [0]
    clause = " as far as we know," if lang == "en" else "据我们所知，"
    at = chance.choice(marks)
    block[at:at] = typed(clause)


def delete_clause(chance: random.Random, blocks: Blocks, lang: str) -> None:
    """A clause less."""
    block = blocks[some(chance, blocks, 30)]
    marks = [i + 1 for i, (sign, _) in enumerate(block) if sign in "，,。.；;"]
    if len(marks) > 2:
        at = chance.randrange(len(marks) - 1)
        del block[marks[at] : marks[at + 1]]


def change_number(chance: random.Random, blocks: Blocks, lang: str) -> None:
    """A number is corrected."""
    numbers = [(block, m.span()) for block in blocks for m in re.finditer(r"\d+", words_of(block))]
    if numbers:
        block, (start, end) = chance.choice(numbers)
        at = chance.randrange(start, end)
        block[at : at + 1] = typed(str(chance.randint(0, 9)))


def insert_sentence(chance: random.Random, blocks: Blocks, lang: str) -> None:
    """A sentence more."""
    block = blocks[some(chance, blocks, 20)]
    at = chance.choice([start for start, _ in sentences_of(block)] or [0])
    block[at:at] = typed(texts.sentence(chance, lang) + (" " if lang == "en" else ""))


LIGHT: dict[str, Edit] = {
    edit.__name__: edit
    for edit in (
        typo, swap_word, insert_word, delete_word, punctuation, quotes_and_width, spacing, insert_clause,
        delete_clause, change_number, insert_sentence,
    )
}  # fmt: skip
