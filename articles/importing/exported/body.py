"""The body of an exported document: Markdown, and before a block a comment where Markdown cannot say what it is.

``<!-- caption {"lang": "en"} -->`` names the kind of the next paragraph and those of its attributes that do not follow from its
words. ``<!-- end -->`` parts two lists, tables or quotations. Unlike ``formats/markdown.py`` nothing is recognised.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from itertools import count
from typing import Any

from markdown import Markdown

from articles.importing.document import ImportRefused
from articles.importing.elements import blocks_of
from articles.importing.formats.markdown import read_chunks, reindent
from articles.importing.recognise.captions import find_credit
from articles.importing.recognise.prefixes import find_prefix
from articles.importing.recognise.terms import recognise_terms
from articles.importing.recognise.turns import as_turn, without_beginning
from articles.importing.result import refuse_too_many
from articles.text.blocks import Block, BlockKind, Span, Term
from articles.text.bounds import why_refused
from articles.text.html import Inline, clean, inline, tokenise, verbatim
from articles.text.language import language_of

END = "end"
GOES_ON = (
    "goes_on"  # the attribute of a block that stands in one list, table or quotation with the one before
)
EXACT = "html"  # the attribute that holds a whole block which Markdown cannot
_DIRECTIVE = re.compile(r"<!-- ([a-z-]+)(?: (\{.*\}))? -->")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines of the body from ``line`` on: plain Markdown (``kind`` empty), or one block with what is said of it."""

    text: str
    line: int
    kind: str = ""
    attributes: Mapping[str, Any] = field(default_factory=dict)


class _Converter(threading.local):
    """One converter a thread: Python-Markdown keeps state while it works."""

    def __init__(self) -> None:
        self.markdown = Markdown(extensions=["tables", "fenced_code", "sane_lists"], output_format="html")


_of_this_thread = _Converter()


def read_body(body: str, first_line: int, lang: str, file: str) -> list[Block]:
    """The blocks of an exported body; ``lang`` is the document's. Raises :class:`ImportRefused`."""
    blocks: list[Block] = []
    groups = count(1)
    for piece in _pieces(body, first_line, file):
        found = _plain(piece, file) if not piece.kind else [_said(piece, file)]
        blocks += _grouped([_completed(block, piece, lang, file) for block in found], blocks, piece, groups)
        refuse_too_many(len(blocks), file)
    return blocks


def _pieces(body: str, first_line: int, file: str) -> Iterator[Piece]:
    """The body parted at its comments; those inside a listing are text."""
    held: list[str] = []
    start, fence, said = first_line, "", None
    for number, line in enumerate(body.split("\n"), first_line):
        directive = None if fence else _DIRECTIVE.fullmatch(line)
        has_words = any(held)
        if directive or (said and has_words and not line.strip()):
            if said or has_words:
                yield Piece("\n".join(held), start, *(said or ()))
            held, start, said = [], number + 1, None
            if directive and directive[1] != END:
                said = (directive[1], _attributes(directive[2], file, number))
                if EXACT in said[1]:
                    yield Piece("", number, *said)
                    said = None
            continue
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence) and not line.strip(" `~"):
            fence = ""
        held.append(line)
    if said or any(held):
        yield Piece("\n".join(held), start, *(said or ()))


def _attributes(written: str | None, file: str, line: int) -> dict[str, Any]:
    try:
        found = json.loads(written or "{}")
    except (ValueError, RecursionError) as error:
        raise ImportRefused("What is said of this block is not JSON.", file=file, line=line) from error
    if not isinstance(found, dict):
        raise ImportRefused("What is said of this block is no JSON object.", file=file, line=line)
    return found


# From words to blocks -------------------------------------------------------------------------------------


def _plain(piece: Piece, file: str) -> list[Block]:
    """The blocks of plain Markdown; their groups count from 1."""
    blocks: list[Block] = []
    group = 1
    for chunk in read_chunks(piece.text, piece.line):
        if reason := why_refused(chunk.text):
            raise ImportRefused(f"This part cannot be read: {reason}.", file=file, line=chunk.line)
        html = clean(_of_this_thread.markdown.reset().convert(reindent(chunk.text)))
        found = blocks_of(html, line=chunk.line, group=group)
        group = max([group, *(block.group + 1 for block in found)])
        blocks += found
    return blocks


def _said(piece: Piece, file: str) -> Block:
    """The one block that a comment speaks of, before its attributes are set."""
    try:
        kind = BlockKind(piece.kind)
    except ValueError as error:
        raise ImportRefused(f"“{piece.kind}” is no kind of block.", file=file, line=piece.line) from error
    words = _exact(kind, piece) if EXACT in piece.attributes else _words(piece, file)
    return Block(kind, words.text, words.html, "und", line=piece.line)


def _words(piece: Piece, file: str) -> Inline:
    found = _plain(piece, file)
    if len(found) != 1:
        message = "One paragraph must follow this comment."
        raise ImportRefused(message, file=file, line=max(1, piece.line - 1))
    return Inline(found[0].text, found[0].html)


def _exact(kind: BlockKind, piece: Piece) -> Inline:
    """A block kept whole in its comment; cleaned like every other."""
    html = str(piece.attributes[EXACT])
    if kind is BlockKind.CODE:
        return verbatim(html)
    if kind is not BlockKind.TABLE_ROW:
        return inline(tokenise(clean(html)))
    rows = blocks_of(clean(f"<table><tr>{html}</tr></table>"))
    return Inline(rows[0].text, rows[0].html) if rows else Inline("", "")


def _completed(block: Block, piece: Piece, lang: str, file: str) -> Block:
    """``block`` with what follows from its words, then with what is said of it."""
    said = {name: value for name, value in piece.attributes.items() if name not in (EXACT, GOES_ON)}
    try:
        if EXACT not in piece.attributes:
            block = _without_prefix(block, said)
        return with_attributes(completed(block, lang), said)
    except (TypeError, ValueError) as error:
        raise ImportRefused(
            f"What is said of this block makes no sense: {error}.", file=file, line=piece.line
        ) from error


def completed(block: Block, lang: str) -> Block:
    """``block`` with the language, terms and credit that follow from its words."""
    block = recognise_terms([replace(block, lang=language_of(block.text, lang), terms=())])[0]
    return replace(block, credit=find_credit(block.text)) if block.kind is BlockKind.CAPTION else block


def _without_prefix(block: Block, said: Mapping[str, Any]) -> Block:
    """``block`` without what stands before its words: what is said to, else a turn's name."""
    if "prefix" not in said:
        found = find_prefix(block.text) if block.kind is BlockKind.TURN else None
        return as_turn(block, found) if found else block
    prefix = str(said["prefix"])
    if not block.text.startswith(prefix):
        raise ValueError("the paragraph does not begin with its prefix")
    words = without_beginning(block.html, len(prefix)) if prefix else Inline(block.text, block.html)
    return replace(block, text=words.text, html=words.html)


ATTRIBUTES = {  # name → type, of what may be said of a block; places, words and guesses are not
    one.name: str(one.type)
    for one in fields(Block)
    if one.name not in ("kind", "text", "html", "start", "line", "guess")
}
_LARGEST, _LONGEST = 1_000_000_000, 2_000


def with_attributes(block: Block, said: Mapping[str, Any]) -> Block:
    """``block`` with the attributes ``said`` of it, each checked. Raises ``ValueError`` or ``TypeError``."""
    return replace(block, **{name: _attribute(name, value, block) for name, value in said.items()})


def _attribute(name: str, value: Any, block: Block) -> Any:
    if name == "credit":
        return None if value is None else _span(value, block)
    if name == "terms" and isinstance(value, list):
        return tuple(_term(term, block) for term in value)
    kind = ATTRIBUTES.get(name)
    fits = (
        (kind == "int" and type(value) is int and 0 <= value <= _LARGEST)
        or (kind == "str" and isinstance(value, str) and len(value) <= _LONGEST)
        or (kind == "bool" and isinstance(value, bool))
    )
    if not fits:
        raise ValueError(f"“{name}” cannot be {value!r:.80}")
    return value


def _span(value: Mapping[str, Any], block: Block) -> Span:
    span = Span(**value)
    if not (isinstance(span.start, int) and isinstance(span.end, int)):
        raise TypeError("a place is two numbers")
    if not 0 <= span.start <= span.end <= len(block.text):
        raise ValueError("a place lies outside the block")
    return span


def _term(value: Mapping[str, Any], block: Block) -> Term:
    term = Term(**{**value, "at": _span(value["at"], block)})
    if not all(isinstance(words, str) for words in (term.term, term.name, term.definition)):
        raise TypeError("a term is made of words")
    return term


def _grouped(found: list[Block], before: list[Block], piece: Piece, groups: Iterator[int]) -> list[Block]:
    """``found`` with groups that count through the document; a group that is said goes on from block to block."""
    numbers: dict[int, int] = {}
    if piece.attributes.get(GOES_ON) and found[0].group and before and before[-1].group:
        numbers[found[0].group] = before[-1].group
    for block in found:
        if block.group and block.group not in numbers:
            numbers[block.group] = next(groups)
    return [replace(block, group=numbers.get(block.group, 0)) for block in found]
