"""Heavy edits: blocks and sentences deleted, moved, rewritten, split, merged, copied, imitated; words replaced everywhere."""

from __future__ import annotations

import random
import re

from articles.text.scripts import TO_SIMPLIFIED
from benchmarks.anchoring import texts
from benchmarks.anchoring.characters import Block, Blocks, Edit, sentences_of, some, typed, words_of


def delete_paragraph(chance: random.Random, blocks: Blocks, lang: str) -> None:
    """A block goes."""
    if len(blocks) > 2:
        del blocks[some(chance, blocks, 15)]


def delete_sentence(chance: random.Random, blocks: Blocks, lang: str) -> None:
    """A sentence goes."""
    block = blocks[some(chance, blocks, 40)]
    spans = sentences_of(block)
    if len(spans) > 1:
        start, end = chance.choice(spans)
        del block[start:end]


def move_paragraph(chance: random.Random, blocks: Blocks, lang: str) -> None:
    """A block goes elsewhere."""
    block = blocks.pop(some(chance, blocks, 15))
    blocks.insert(chance.randint(0, len(blocks)), block)


def move_sentence(chance: random.Random, blocks: Blocks, lang: str) -> None:
    """A sentence goes elsewhere."""
    block = blocks[some(chance, blocks, 40)]
    spans = sentences_of(block)
    if len(spans) > 1:
        start, end = chance.choice(spans)
        cut = block[start:end]
        del block[start:end]
        there = blocks[some(chance, blocks, 20)]
        at = chance.choice([start for start, _ in sentences_of(there)] or [0])
        there[at:at] = cut


def swap_paragraphs(chance: random.Random, blocks: Blocks, lang: str) -> None:
    """Two blocks change places."""
    a, b = some(chance, blocks, 15), some(chance, blocks, 15)
    blocks[a], blocks[b] = blocks[b], blocks[a]


def reorder(chance: random.Random, blocks: Blocks, lang: str) -> None:
    """A stretch of blocks in another order: a list sorted anew, sections exchanged."""
    size = min(len(blocks), chance.randint(3, 8))
    at = chance.randint(0, len(blocks) - size)
    part = blocks[at : at + size]
    chance.shuffle(part)
    blocks[at : at + size] = part


def move_section(chance: random.Random, blocks: Blocks, lang: str) -> None:
    """A third of the text goes to the front or the end."""
    size = max(1, len(blocks) // 3)
    at = chance.randint(0, len(blocks) - size)
    part = blocks[at : at + size]
    del blocks[at : at + size]
    blocks[:] = part + blocks if chance.random() < 0.5 else blocks + part


def rewrite_paragraph(chance: random.Random, blocks: Blocks, lang: str) -> None:
    """Other words in the place of a block."""
    blocks[some(chance, blocks, 15)] = typed(
        "".join(texts.written_anew(chance, lang) for _ in range(chance.randint(1, 4))).strip()
    )


def rewrite_half(chance: random.Random, blocks: Blocks, lang: str) -> None:
    """Every other sentence of a block is written anew."""
    block = blocks[some(chance, blocks, 60)]
    made: Block = []
    for index, (start, end) in enumerate(sentences_of(block)):
        made += block[start:end] if index % 2 else typed(texts.written_anew(chance, lang))
    block[:] = made


def merge_paragraphs(chance: random.Random, blocks: Blocks, lang: str) -> None:
    """Two blocks become one."""
    if len(blocks) > 2:
        at = chance.randrange(len(blocks) - 1)
        blocks[at : at + 2] = [blocks[at] + (typed(" ") if lang == "en" else []) + blocks[at + 1]]


def split_paragraph(chance: random.Random, blocks: Blocks, lang: str) -> None:
    """One block becomes two."""
    index = some(chance, blocks, 60)
    spans = sentences_of(blocks[index])
    if len(spans) > 1:
        at = chance.choice(spans[1:])[0]
        blocks[index : index + 1] = [blocks[index][:at], blocks[index][at:]]


def duplicate_paragraph(chance: random.Random, blocks: Blocks, lang: str) -> None:
    """A copy of a block somewhere else."""
    copy = typed(words_of(blocks[some(chance, blocks, 15)]))
    blocks.insert(chance.randint(0, len(blocks)), copy)


def insert_paragraph(chance: random.Random, blocks: Blocks, lang: str) -> None:
    """A block more."""
    blocks.insert(chance.randint(0, len(blocks)), typed(texts.paragraph(chance, lang)))


def insert_look_alike(chance: random.Random, blocks: Blocks, lang: str) -> None:
    """A block that resembles another one, beside it or elsewhere."""
    at = some(chance, blocks, 15)
    line = words_of(blocks[at])
    made = texts.look_alike(chance, line, lang)
    if made != line:
        blocks.insert(
            at + chance.randint(0, 1) if chance.random() < 0.6 else chance.randint(0, len(blocks)),
            typed(made),
        )


def delete_look_alike(chance: random.Random, blocks: Blocks, lang: str) -> None:
    """Of two blocks that resemble each other, one goes."""
    by_start: dict[str, list[int]] = {}
    for index, block in enumerate(blocks):
        if len(block) >= 15:
            by_start.setdefault(words_of(block)[:4], []).append(index)
            by_start.setdefault(words_of(block)[-8:], []).append(index)
    groups = [group for group in by_start.values() if len(group) > 1]
    if groups:
        del blocks[chance.choice(chance.choice(groups))]


def replace_everywhere(chance: random.Random, blocks: Blocks, lang: str) -> None:
    """One word becomes another in the whole text."""
    if lang == "en":
        old, new = chance.choice(
            [
                ("visa", "permit"),
                ("policy", "programme"),
                ("wages", "salaries"),
                ("K visa", "K-visa"),
                ("the", "this"),
            ]
        )
    else:
        old, new = chance.choice(
            [("签证", "许可"), ("申请", "报名"), ("工作", "就业"), ("人", "民"), ("K签证", "K字签证")]
        )
        if lang == "zh-Hant":
            old, new = to_traditional(old), to_traditional(new)
    for block in blocks:
        for m in reversed(list(re.finditer(re.escape(old), words_of(block)))):
            block[m.start() : m.end()] = typed(new)


_TO_TRADITIONAL: dict[str, str] = {}
for _many, _one in TO_SIMPLIFIED.items():
    _TO_TRADITIONAL.setdefault(chr(_one), chr(_many))


def to_traditional(words: str) -> str:
    """Character by character."""
    return "".join(_TO_TRADITIONAL.get(sign, sign) for sign in words)


def convert_script(chance: random.Random, blocks: Blocks, lang: str) -> None:
    """The whole text in the other Chinese script."""
    for block in blocks:
        if lang == "zh-Hant":
            block[:] = [(sign.translate(TO_SIMPLIFIED), at) for sign, at in block]
        else:
            block[:] = [(_TO_TRADITIONAL.get(sign, sign), at) for sign, at in block]


def rename_heading(chance: random.Random, blocks: Blocks, lang: str) -> None:
    """A short block reads otherwise."""
    short = [index for index, block in enumerate(blocks) if len(block) < 25]
    if short:
        blocks[chance.choice(short)] = typed(
            chance.choice((texts.EN if lang == "en" else texts.HANS)["head"])
        )


HEAVY: dict[str, Edit] = {
    edit.__name__: edit
    for edit in (
        delete_paragraph, delete_sentence, move_paragraph, move_sentence, swap_paragraphs, reorder, move_section,
        rewrite_paragraph, rewrite_half, merge_paragraphs, split_paragraph, duplicate_paragraph, insert_paragraph,
        insert_look_alike, delete_look_alike, replace_everywhere, convert_script, rename_heading,
    )
}  # fmt: skip
