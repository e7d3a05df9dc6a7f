"""Blocks as Markdown from which the importer reads exactly these blocks again; every piece is read back to be sure."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import Any

from articles.exporting.inline import forms
from articles.importing.document import ImportRefused
from articles.importing.exported.body import ATTRIBUTES, END, EXACT, GOES_ON, completed, read_body
from articles.text.blocks import Block, BlockKind
from articles.text.html import tokenise

_END = f"<!-- {END} -->"
_LISTED = {BlockKind.LIST_ITEM, BlockKind.QUOTE, BlockKind.TABLE_ROW}
_MOST_LEVELS = 6


def canonical(blocks: Sequence[Block]) -> list[Block]:
    """``blocks`` without what an export need not keep: lines, offsets, guesses, and how groups are numbered.

    Only neighbours make one list, table or quotation, whatever their numbers.
    """
    groups = 0
    found: list[Block] = []
    for before, block in pairwise([None, *blocks]):
        assert block is not None
        goes_on = before is not None and (before.group, before.kind) == (block.group, block.kind)
        groups += bool(block.group) and not goes_on
        found.append(replace(block, start=0, line=0, guess="", group=groups if block.group else 0))
    return found


def write_body(blocks: Sequence[Block], lang: str) -> str:
    """Markdown that :func:`articles.importing.exported.body.read_body` reads as ``blocks`` of a document in ``lang``.

    Raises ``ValueError`` for blocks that no document can hold.
    """
    wanted = canonical(blocks)
    units = [list(unit) for _key, unit in groupby(enumerate(wanted), key=_unit)]
    written = [_write([block for _index, block in unit], lang) for unit in units]
    exact = [
        "\n\n".join(_exactly(block, lang, goes_on) for block, goes_on in _with_going(unit))
        for unit in ([block for _index, block in unit] for unit in units)
    ]
    apart = f"\n\n{_END}\n\n".join(written)
    for body in (_together(written, units), apart, "\n\n".join(exact)):
        if _reads_as(body, lang, wanted):
            return body + "\n"
    raise ValueError("The text cannot be written so that it is read the same.")


def _unit(numbered: tuple[int, Block]) -> tuple[Any, ...]:
    """Blocks of one list, table or quotation stand together; every other stands alone."""
    index, block = numbered
    return ("group", block.group, block.kind) if block.group and block.kind in _LISTED else ("alone", index)


def _together(written: Sequence[str], units: Sequence[list[tuple[int, Block]]]) -> str:
    """The pieces one below the other; between two that would run into each other an end."""
    body = written[0] if written else ""
    kinds = [unit[0][1].kind for unit in units]
    for (before, after), text in zip(pairwise(kinds), written[1:], strict=True):
        body += (f"\n\n{_END}\n\n" if before is after and before in _LISTED else "\n\n") + text
    return body


def _reads_as(text: str, lang: str, wanted: Sequence[Block]) -> bool:
    """Whether the importer reads exactly ``wanted`` in ``text``."""
    try:
        return canonical(read_body(text, 1, lang, "")) == canonical(wanted)
    except ImportRefused:
        return False


# One piece ------------------------------------------------------------------------------------------------


def _write(unit: Sequence[Block], lang: str) -> str:
    """The most readable text for ``unit`` that is read as it."""
    writers: dict[BlockKind, Callable[[Sequence[Block]], Iterator[str]]] = {
        BlockKind.LIST_ITEM: _list,
        BlockKind.QUOTE: _quotation,
        BlockKind.TABLE_ROW: _table,
        BlockKind.HEADING: _heading,
        BlockKind.PARAGRAPH: _paragraph,
        BlockKind.CODE: _listing,
        BlockKind.IMAGE: _picture,
    }
    if writer := writers.get(unit[0].kind):
        for text in writer(unit):
            if _reads_as(text, lang, unit):
                return text
    return "\n\n".join(_say(block, lang, goes_on) for block, goes_on in _with_going(unit))


def _with_going(unit: Sequence[Block]) -> Iterator[tuple[Block, bool]]:
    """Each block, and whether it goes on in the group of the one before."""
    for index, block in enumerate(unit):
        yield block, index > 0 and bool(block.group)


def _say(block: Block, lang: str, goes_on: bool) -> str:
    """``block`` as a paragraph below a comment that says what it is."""
    bare = replace(block, level=0, number=0, group=0, ordered=False, header=False, image="", info="")
    for words in forms(block.html) if block.kind is not BlockKind.CODE else ():
        line = _prefixed(block, words)
        for said in ({}, {"prefix": block.prefix}) if block.prefix else ({},):
            default = _read_one(f"<!-- {block.kind.value}{_json(said)} -->\n{line}", lang)
            if default is None or (default.text, default.html) != (bare.text, bare.html):
                continue
            return f"<!-- {block.kind.value}{_json(said | _differences(block, default, goes_on))} -->\n{line}"
    return _exactly(block, lang, goes_on)


def _prefixed(block: Block, words: str) -> str:
    """A turn or comment as it stood in its source."""
    if not block.prefix:
        return words
    return next(forms(_escaped(block.prefix))) + words


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _read_one(text: str, lang: str) -> Block | None:
    try:
        found = read_body(text, 1, lang, "")
    except ImportRefused:
        return None
    return found[0] if len(found) == 1 else None


def _exactly(block: Block, lang: str, goes_on: bool) -> str:
    """``block`` wholly inside its comment: the last resort, for what no Markdown says."""
    html = block.text if block.kind is BlockKind.CODE else block.html
    default = completed(Block(block.kind, block.text, block.html, "und"), lang)
    return f"<!-- {block.kind.value}{_json({EXACT: html} | _differences(block, default, goes_on))} -->"


def _differences(block: Block, default: Block, goes_on: bool) -> dict[str, Any]:
    """The attributes of ``block`` that do not follow from its words."""
    stored, derived = block.as_dict(), default.as_dict()
    said: dict[str, Any] = {}
    for name in ATTRIBUTES:
        if name != "group" and stored.get(name) != derived.get(name):
            said[name] = stored.get(name, [] if name == "terms" else getattr(block, name))
    if block.group:
        said["group"] = 1
    return said | ({GOES_ON: True} if goes_on else {})


def _json(said: dict[str, Any]) -> str:
    """``said`` as it stands in a comment, which two hyphens would end; nothing for nothing."""
    return " " + json.dumps(said, ensure_ascii=False).replace("--", "-\\u002d") if said else ""


# Markdown's own forms ---------------------------------------------------------------------------------------


def _paragraph(unit: Sequence[Block]) -> Iterator[str]:
    yield from forms(unit[0].html)


def _heading(unit: Sequence[Block]) -> Iterator[str]:
    if 1 <= unit[0].level <= _MOST_LEVELS:
        yield from (f"{'#' * unit[0].level} {line}" for line in forms(unit[0].html))


def _list(unit: Sequence[Block]) -> Iterator[str]:
    for lines in zip(*(forms(block.html) for block in unit), strict=True):
        yield "\n".join(
            " " * 4 * (block.level - 1) + (f"{block.number}. " if block.ordered else "- ") + line
            for block, line in zip(unit, lines, strict=True)
        )


def _quotation(unit: Sequence[Block]) -> Iterator[str]:
    for lines in zip(*(forms(block.html) for block in unit), strict=True):
        yield "\n>\n".join("> " * block.level + line for block, line in zip(unit, lines, strict=True))


def _table(unit: Sequence[Block]) -> Iterator[str]:
    """A table whose first row holds the headings."""
    rows = [[next(forms(cell)).replace("|", "\\|") for cell in _cells(block.html)] for block in unit]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "|" + " --- |" * len(rows[0]))
    yield "\n".join(lines)


def _cells(html: str) -> list[str]:
    """The inline HTML of each cell, without the space that parts it from the next."""
    cells: list[str] = []
    for token in tokenise(html):
        if token.data in ("td", "th") and token.kind != "text":
            cells += [""] if token.kind == "open" else []
        elif cells:
            cells[-1] += token.html
    return [cell.removesuffix(" ") for cell in cells]


def _listing(unit: Sequence[Block]) -> Iterator[str]:
    fence = "```"
    while fence in unit[0].text:
        fence += "`"
    yield f"{fence}{unit[0].info}\n{unit[0].text}\n{fence}"


def _picture(unit: Sequence[Block]) -> Iterator[str]:
    text = unit[0].text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    yield f"![{text}]({unit[0].image})"
    yield f"![{text}](<{unit[0].image}>)"
