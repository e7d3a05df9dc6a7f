"""Blocks: the pieces a revision is made of, and the canonical text they make together.

The canonical text of a revision is the text of its blocks joined by ``\\n``. Offsets are Unicode code points,
half-open, and always those of the canonical text unless a name says otherwise (``Span`` inside a block).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from enum import StrEnum
from typing import Any

SEPARATOR = "\n"


class BlockKind(StrEnum):
    """What a block is; one block has one kind."""

    DECK = "deck"  # the standfirst under the title
    BYLINE = "byline"  # a line that says who, when or where from
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    TURN = "turn"  # one speaker's words; the name is ``speaker``, not text
    CAPTION = "caption"  # of a photograph that did not come along; ``credit`` marks the photographer
    IMAGE = "image"  # a picture of the document; its text is its caption or description
    EDITORS_NOTE = "editors-note"
    RELATED = "related"  # "you may also like": a pointer to another piece
    LIST_ITEM = "list-item"
    QUOTE = "quote"
    TABLE_ROW = "table-row"
    CODE = "code"  # the only kind whose text keeps its line breaks and indentation
    COMMENTS_HEADING = "comments-heading"  # the line that announces the imported comments
    COMMENT = "comment"  # a paragraph of an imported comment; ``number`` says of which


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code points inside one block's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Term:
    """A definition inside a document: ``**K visa** (K Visa: a visa that …)``.

    ``term`` is the marked word, ``name`` the name repeated or translated inside the brackets (may be empty),
    ``definition`` the words after the colon. ``at`` is where the term stands in the block's text.
    """

    term: str
    name: str
    definition: str
    at: Span


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a revision, as stored.

    ``html`` is clean inline HTML (for a table row its cells) whose text nodes, joined, are exactly ``text``;
    what the reader sees beside it (speaker, number, marker) is added by the template and never counts.
    ``start`` is the block's offset in the canonical text.
    """

    kind: BlockKind
    text: str
    html: str
    lang: str  # BCP 47: zh-Hans, zh-Hant, en, … or "und"
    start: int = 0
    level: int = 0  # heading: 1–6; list item and quote: depth from 1; else 0
    speaker: str = ""  # turn: the name as written; comment: who wrote it, if the source says so
    time: str = (
        ""  # turn, paragraph, comment: the time that the source puts beside it, as written, without brackets
    )
    aside: str = ""  # turn: what stands in brackets beside the name ("（笑）", "(by phone)")
    prefix: str = ""  # what the source puts before the words ("侯辰: ", "1. ") and the text leaves out
    ordered: bool = False  # list item of a numbered list
    number: int = 0  # imported comment or numbered list item; else 0
    group: int = 0  # blocks of one list, table or quote share a number > 0
    header: bool = False  # table row of column headings
    credit: Span | None = None  # caption
    terms: tuple[Term, ...] = ()
    image: str = ""  # image: its address as written in the source
    info: str = ""  # code: the language named by its fence
    line: int = 0  # line of the source file, from 1; 0 when unknown
    guess: str = (
        ""  # code of the reason why the importer only believes this kind; empty when the source says so
    )

    @property
    def end(self) -> int:
        """Offset after the block's last code point."""
        return self.start + len(self.text)

    def as_dict(self) -> dict[str, Any]:
        """JSON form; fields at their default are left out."""
        values = {
            name: value for name, default in _DEFAULTS.items() if (value := getattr(self, name)) != default
        }
        if self.credit:
            values["credit"] = asdict(self.credit)
        if self.terms:
            values["terms"] = [asdict(term) for term in self.terms]
        return values

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Block:
        """The inverse of :meth:`as_dict`. Raises ``TypeError`` or ``ValueError`` on foreign data."""
        values = dict(data)
        values["kind"] = BlockKind(values["kind"])
        if values.get("credit"):
            values["credit"] = Span(**values["credit"])
        values["terms"] = tuple(
            Term(**{**term, "at": Span(**term["at"])}) for term in values.get("terms", ())
        )
        return cls(**values)


_DEFAULTS = {one.name: one.default for one in fields(Block)}


@dataclass(frozen=True, slots=True)
class BlockTable:
    """The blocks of one revision with the canonical text they make."""

    blocks: tuple[Block, ...]
    text: str = field(repr=False)

    @classmethod
    def of(cls, blocks: Iterable[Block]) -> BlockTable:
        """Give every block its ``start`` and join the canonical text."""
        placed, offset = [], 0
        for block in blocks:
            placed.append(replace(block, start=offset))
            offset += len(block.text) + len(SEPARATOR)
        return cls(tuple(placed), SEPARATOR.join(block.text for block in placed))

    def at(self, offset: int) -> int:
        """Index of the block that holds ``offset`` (a block's end counts as inside it)."""
        return block_index_at(self.blocks, offset)


def block_index_at(blocks: Sequence[Block], offset: int) -> int:
    """Index of the block of ``blocks`` (sorted by start) that holds ``offset``; ``ValueError`` outside the text."""
    index = bisect_right(blocks, offset, key=lambda block: block.start) - 1
    if index < 0 or offset > blocks[index].end:
        raise ValueError(f"offset {offset} lies outside the text")
    return index
