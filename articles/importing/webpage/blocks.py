"""Pieces of a page as blocks: sanitised one by one."""

from __future__ import annotations

from collections.abc import Iterable

from articles.importing.elements import blocks_of
from articles.importing.result import refuse_too_many
from articles.importing.source import Source
from articles.importing.webpage.pieces import Piece
from articles.text.blocks import Block
from articles.text.html import clean


def blocks_of_pieces(pieces: Iterable[Piece], source: Source) -> list[Block]:
    """The blocks of ``pieces``. Raises ``ImportRefused`` when they are too many or take too long."""
    blocks: list[Block] = []
    group = 1
    for piece in pieces:
        source.clock.check(source.file, piece.line)
        found = blocks_of(clean(piece.html), line=piece.line, group=group - piece.goes_on)
        group = max([group, *(block.group + 1 for block in found)])
        blocks += found
        refuse_too_many(len(blocks), source.file)
    return blocks
