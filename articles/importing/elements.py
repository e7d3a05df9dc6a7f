"""From clean HTML to blocks: one walk over its tokens, without recursion."""

from __future__ import annotations

from dataclasses import dataclass, field

from articles.text.blocks import Block, BlockKind
from articles.text.html import BLOCK, Inline, Token, inline, tokenise, verbatim
from articles.text.normalise import fold_space

MAX_LEVEL = 12
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


@dataclass(slots=True)
class _List:
    ordered: bool
    number: int


@dataclass(slots=True)
class _Walk:
    """Where the walk stands and what it has found."""

    line: int
    group: int
    blocks: list[Block] = field(default_factory=list)
    buffer: list[Token] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    cells: list[tuple[Inline, bool]] = field(default_factory=list)
    quotes: int = 0
    heading: int = 0
    in_item: bool = False
    in_row: bool = False
    in_table: bool = False
    pre: list[str] | None = None
    info: str = ""


def blocks_of(html: str, *, line: int = 0, group: int = 1) -> list[Block]:
    """The blocks of ``html`` (as :func:`articles.text.html.clean` returns it), all said to stand at ``line``.

    ``group`` is the number for the first list, table or quotation; the following ones count on.
    Languages are left undetermined.
    """
    walk = _Walk(line, group)
    for token in tokenise(html):
        if walk.pre is not None:
            _code(walk, token)
        elif token.kind == "text" or token.data not in BLOCK:
            walk.buffer.append(token)
        elif token.kind == "open":
            _open(walk, token)
        else:
            _close(walk, token.data)
    _flush(walk)
    return walk.blocks


def _open(walk: _Walk, token: Token) -> None:
    tag, attributes = token.data, dict(token.attributes)
    if tag in ("td", "th"):
        walk.buffer = []
        return
    _flush(walk)
    if tag in _HEADINGS:
        walk.heading = _HEADINGS[tag]
    elif tag in ("ul", "ol"):
        start = attributes.get("start", "1")
        walk.lists.append(_List(tag == "ol", int(start) - 1 if start.isdecimal() else 0))
    elif tag == "li" and walk.lists:
        walk.lists[-1].number += 1
        walk.in_item = True
    elif tag == "blockquote":
        walk.quotes += 1
    elif tag == "tr":
        walk.in_row, walk.cells = True, []
    elif tag == "table":
        walk.in_table = True
    elif tag == "pre":
        walk.pre, walk.info = [], ""
    elif tag == "img":
        _picture(walk, attributes)


def _close(walk: _Walk, tag: str) -> None:
    if tag in ("td", "th"):
        if walk.in_row:
            walk.cells.append((inline(walk.buffer), tag == "th"))
            walk.buffer = []
        return
    _flush(walk)
    if tag in _HEADINGS:
        walk.heading = 0
    elif tag in ("ul", "ol") and walk.lists:
        walk.lists.pop()
        _end_group(walk)
    elif tag == "li":
        walk.in_item = False
    elif tag == "blockquote":
        walk.quotes = max(0, walk.quotes - 1)
        _end_group(walk)
    elif tag == "tr":
        _row(walk)
    elif tag == "table":
        walk.in_table = False
        _end_group(walk)


def _end_group(walk: _Walk) -> None:
    """The next list, table or quotation is another one."""
    if not walk.lists and not walk.quotes and not walk.in_table:
        walk.group += 1


def _flush(walk: _Walk) -> None:
    """Make a block of what has been read since the last one."""
    words, walk.buffer = inline(walk.buffer), []
    if words.text:
        walk.blocks.append(_block(walk, words))


def _block(walk: _Walk, words: Inline) -> Block:
    made = Block(BlockKind.PARAGRAPH, words.text, words.html, "und", line=walk.line)
    if walk.heading:
        return _as(made, BlockKind.HEADING, level=walk.heading)
    if walk.lists:
        here = walk.lists[-1]
        number = here.number if here.ordered and walk.in_item else 0
        walk.in_item = False  # a further paragraph of the item has no sign of its own
        level = min(len(walk.lists), MAX_LEVEL)
        return _as(
            made, BlockKind.LIST_ITEM, level=level, ordered=here.ordered, number=number, group=walk.group
        )
    if walk.quotes:
        return _as(made, BlockKind.QUOTE, level=min(walk.quotes, MAX_LEVEL), group=walk.group)
    return made


def _as(block: Block, kind: BlockKind, **values: object) -> Block:
    return Block(
        **{
            **{name: getattr(block, name) for name in ("text", "html", "lang", "line")},
            "kind": kind,
            **values,
        }
    )


def _row(walk: _Walk) -> None:
    """A table row: its cells, parted by one space that belongs to the cell before."""
    walk.in_row = False
    text, html = "", ""
    for index, (words, is_header) in enumerate(walk.cells):
        tag = "th" if is_header else "td"
        space = " " if index < len(walk.cells) - 1 else ""
        text += words.text + space
        html += f"<{tag}>{words.html}{space}</{tag}>"
    if text.strip():
        header = all(is_header for _, is_header in walk.cells)
        made = Block(BlockKind.TABLE_ROW, text, html, "und", line=walk.line, group=walk.group, header=header)
        walk.blocks.append(made)


def _picture(walk: _Walk, attributes: dict[str, str]) -> None:
    shown = fold_space(attributes.get("title") or attributes.get("alt", ""))
    words = inline([Token("text", shown)])
    address = attributes.get("src", "")
    if address or words.text:
        made = Block(BlockKind.IMAGE, words.text, words.html, "und", line=walk.line, image=address)
        walk.blocks.append(made)


def _code(walk: _Walk, token: Token) -> None:
    """Inside ``<pre>``: characters are kept as they are."""
    assert walk.pre is not None
    if token.kind == "text":
        walk.pre.append(token.data)
    elif token.kind == "open" and token.data == "code":
        walk.info = dict(token.attributes).get("class", "").removeprefix("language-")
    elif token.kind == "close" and token.data == "pre":
        words = verbatim("".join(walk.pre).strip("\n"))
        walk.pre = None
        if words.text.strip():
            made = Block(BlockKind.CODE, words.text, words.html, "und", line=walk.line, info=walk.info)
            walk.blocks.append(made)
