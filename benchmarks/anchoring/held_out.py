"""Edits kept aside: the engine was not tuned on them. Each changes a whole text."""

from __future__ import annotations

import random
import re

from benchmarks.anchoring import texts
from benchmarks.anchoring.characters import Block, Blocks, Edit, sentences_of, some, typed, words_of


def shuffle_sentences(chance: random.Random, blocks: Blocks, lang: str) -> None:
    """The sentences of a block in another order."""
    block = blocks[some(chance, blocks, 80)]
    parts = [block[start:end] for start, end in sentences_of(block)]
    chance.shuffle(parts)
    block[:] = [sign for part in parts for sign in part]


def block_to_list(chance: random.Random, blocks: Blocks, lang: str) -> None:
    """Every sentence of a block becomes an item of a list."""
    index = some(chance, blocks, 60)
    block = blocks[index]
    blocks[index : index + 1] = [typed("- ") + block[start:end] for start, end in sentences_of(block)]


def list_to_block(chance: random.Random, blocks: Blocks, lang: str) -> None:
    """Several blocks become one, with semicolons between."""
    size = min(len(blocks), chance.randint(3, 5))
    at = chance.randint(0, len(blocks) - size)
    joined: Block = []
    for block in blocks[at : at + size]:
        joined += [*block[:-1], *typed("; " if lang == "en" else "；")]
    blocks[at : at + size] = [joined]


def abridge(chance: random.Random, blocks: Blocks, lang: str) -> None:
    """A third of the sentences of the text go."""
    for block in blocks:
        kept = [part for part in sentences_of(block) if chance.random() > 1 / 3]
        block[:] = [sign for start, end in kept for sign in block[start:end]]


def expand(chance: random.Random, blocks: Blocks, lang: str) -> None:
    """After every second sentence comes a new one."""
    for block in blocks:
        made: Block = []
        for start, end in sentences_of(block):
            made += block[start:end]
            if chance.random() < 0.5:
                made += typed((" " if lang == "en" else "") + texts.written_anew(chance, lang))
        block[:] = made


def copy_edit(chance: random.Random, blocks: Blocks, lang: str) -> None:
    """A word in every second sentence is replaced by another."""
    words = ["indeed", "rather", "mostly", "nearly"] if lang == "en" else ["确实", "基本", "几乎", "往往"]
    for block in blocks:
        for start, end in reversed(sentences_of(block)):
            if end - start > 12 and chance.random() < 0.5:
                at = chance.randrange(start + 2, end - 4)
                if lang == "en":
                    found = re.compile(r"\b\w+\b").search(words_of(block), at, end)
                    if found:
                        block[found.start() : found.end()] = typed(chance.choice(words))
                else:
                    block[at : at + 2] = typed(chance.choice(words))


def sections_rotate(chance: random.Random, blocks: Blocks, lang: str) -> None:
    """The text begins in its middle."""
    at = chance.randrange(len(blocks))
    blocks[:] = blocks[at:] + blocks[:at]


def imitate_and_drop(chance: random.Random, blocks: Blocks, lang: str) -> None:
    """A block goes, and an imitation of another one comes far from it."""
    if len(blocks) > 6:
        del blocks[some(chance, blocks, 15)]
        line = words_of(blocks[some(chance, blocks, 15)])
        made = texts.look_alike(chance, line, lang)
        if made != line:
            blocks.insert(chance.randint(0, len(blocks)), typed(made))


def wrap_differently(chance: random.Random, blocks: Blocks, lang: str) -> None:
    """Lines break elsewhere, as in plain text of a fixed width."""
    width = chance.choice([60, 72, 80])
    broken: Blocks = []
    for block in blocks:
        start = 0
        while len(block) - start > width:
            spaces = [at for at in range(start + width // 2, start + width) if block[at][0] == " "]
            cut = spaces[-1] + 1 if spaces else start + width
            broken.append(block[start:cut])
            start = cut
        broken.append(block[start:])
    blocks[:] = broken


def capitals_and_marks(chance: random.Random, blocks: Blocks, lang: str) -> None:
    """Another house style: dashes, quotes, width and capitals in the whole text."""
    table = (
        str.maketrans("，。：；“”", ",.:;「」")
        if chance.random() < 0.5
        else str.maketrans(",.:;", "，。：；")
    )
    for block in blocks:
        block[:] = [
            (sign.translate(table).upper() if len(block) < 20 else sign.translate(table), at)
            for sign, at in block
        ]


HELD_OUT: dict[str, Edit] = {
    edit.__name__: edit
    for edit in (
        shuffle_sentences,
        block_to_list,
        list_to_block,
        abridge,
        expand,
        copy_edit,
        sections_rotate,
        imitate_and_drop,
        wrap_differently,
        capitals_and_marks,
    )
}
