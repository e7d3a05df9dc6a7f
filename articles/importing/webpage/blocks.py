"""Pieces of a page as blocks: sanitised one by one, captions joined to their pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from articles.importing.elements import blocks_of
from articles.importing.marks import refuse_piled_marks
from articles.importing.recognise.captions import recognise_captions
from articles.importing.recognise.labels import recognise_labels
from articles.importing.recognise.speakers import voices_of
from articles.importing.recognise.turns import recognise_turns
from articles.importing.result import refuse_too_many
from articles.importing.source import Source
from articles.importing.webpage.pieces import Container, Piece
from articles.text.blocks import Block, BlockKind
from articles.text.html import clean

_LONGEST_CAPTION = 600


def blocks_of_pieces(pieces: Iterable[Piece], source: Source) -> list[Block]:
    """The blocks of ``pieces``. Raises ``ImportRefused`` when they are too many or take too long."""
    blocks: list[Block] = []
    group = 1
    for piece in pieces:
        source.clock.check(source.file, piece.line)
        refuse_piled_marks(piece.text, source.file, piece.line)  # a Word file's are seen only now
        found = blocks_of(clean(piece.html), line=piece.line, group=group - piece.goes_on)
        group = max([group, *(block.group + 1 for block in found)])
        blocks += found
        refuse_too_many(len(blocks), source.file)
    return blocks


def recognise(blocks: list[Block]) -> list[Block]:
    """What no element says: labels, credits, and who speaks."""
    voices = voices_of(block.text for block in blocks if block.kind is BlockKind.PARAGRAPH)
    return recognise_turns(recognise_captions(recognise_labels(blocks)), voices)


def with_captions(pieces: list[Piece], containers: list[Container]) -> list[Piece]:
    """``pieces`` with each caption as the words of the picture beside it: the one before, else the one behind."""
    joined: list[Piece] = []
    taken = -1
    for index, (piece, following) in enumerate(pairwise([*pieces, None])):
        assert piece is not None
        before = joined[-1] if joined else None
        if index == taken:
            continue
        if not _is_caption(piece, containers):
            joined.append(piece)
        elif before is not None and before.picture and not before.text:
            joined[-1] = _with_caption(before, piece)
        elif following is not None and following.picture and _share_figure(piece, following, containers):
            joined.append(_with_caption(following, piece))
            taken = index + 1
        else:
            joined.append(piece)
    return joined


def _is_caption(piece: Piece, containers: list[Container]) -> bool:
    """Whether the piece stands in a ``figcaption``, or in an element that is called a caption."""
    if piece.picture or len(piece.text) > _LONGEST_CAPTION:
        return False
    near = [containers[index] for index in _upwards(containers, piece.container)][:3]
    return any(here.tag == "figcaption" for here in near) or (bool(near) and "caption" in near[0].name)


def _share_figure(piece: Piece, picture: Piece, containers: list[Container]) -> bool:
    figures = (
        {index for index in _upwards(containers, part.container) if containers[index].tag == "figure"}
        for part in (piece, picture)
    )
    return not set.isdisjoint(*figures)


def _upwards(containers: list[Container], index: int) -> Iterator[int]:
    while index >= 0:
        yield index
        index = containers[index].parent


def _with_caption(picture: Piece, caption: Piece) -> Piece:
    assert picture.picture is not None
    return replace(picture, html=picture.picture.html(caption.text), text=caption.text)
