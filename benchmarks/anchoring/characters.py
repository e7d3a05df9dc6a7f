"""Texts whose characters keep their identity: what an edit did is read from them, never guessed.

A text is a list of blocks and a block a list of characters. A character is its sign and the offset it had in the
old text, or ``NEW``.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

NEW = -1
Sign = tuple[str, int]
Block = list[Sign]
Blocks = list[Block]
Edit = Callable[[random.Random, Blocks, str], None]  # changes the blocks; the string is the language


def blocks_of(lines: Sequence[str]) -> Blocks:
    """The blocks of a text, each character with its offset."""
    blocks, at = [], 0
    for line in lines:
        blocks.append([(sign, at + index) for index, sign in enumerate(line)])
        at += len(line) + 1
    return blocks


def typed(words: str) -> Block:
    """New characters."""
    return [(sign, NEW) for sign in words]


def words_of(block: Sequence[Sign]) -> str:
    """What a block reads."""
    return "".join(sign for sign, _ in block)


def some(chance: random.Random, blocks: Blocks, least: int = 1) -> int:
    """The index of a block with at least so many characters, if there is one."""
    long = [index for index, block in enumerate(blocks) if len(block) >= least]
    return chance.choice(long or range(len(blocks)))


_SENTENCE = re.compile(r"[^。！？!?.]*(?:[。！？!?.]+[”\"」]?\s*|$)")


def sentences_of(block: Block) -> list[tuple[int, int]]:
    """The sentences of a block as ranges."""
    return [m.span() for m in _SENTENCE.finditer(words_of(block)) if m.end() > m.start()]
