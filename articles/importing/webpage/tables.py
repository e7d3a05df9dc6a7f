"""Tables that only place things on a page, told from tables of data."""

from __future__ import annotations

from dataclasses import dataclass

from articles.importing.webpage.tree import Element, tag_of

_NOT_IN_DATA = frozenset(
    ["h1", "h2", "h3", "h4", "h5", "h6", "pre", "figure", "article", "section", "form", "hr", "center"]
)
_MOST_PARAGRAPHS = 3  # in one cell


@dataclass(slots=True)
class _Table:
    element: Element
    columns: int = 0
    cells: int = 0  # of the row that is read
    paragraphs: int = 0  # of the cell that is read
    is_layout: bool = False
    is_data: bool = False


def layout_tables(root: Element) -> set[Element]:
    """The tables below ``root`` whose cells are parts of the page and not data. One pass.

    Such a table holds another table, headings or listings, many paragraphs in one cell, or has a single column.
    A caption or header cells speak for data where the rest does not decide.
    """
    found: set[Element] = set()
    open_tables: list[_Table] = []
    todo: list[tuple[Element, bool]] = [(root, False)]
    while todo:
        element, seen = todo.pop()
        tag = tag_of(element)
        if seen:
            table = open_tables.pop()
            if table.is_layout or (table.columns < 2 and not table.is_data):
                found.add(table.element)
            continue
        if tag == "table":
            for outer in reversed(open_tables):
                if outer.is_layout:
                    break
                outer.is_layout = True
            open_tables.append(_Table(element, is_layout=element.get("role") in ("presentation", "none")))
            todo.append((element, True))
        elif open_tables:
            _see(open_tables[-1], tag)
        todo.extend((child, False) for child in reversed(element))
    return found


def _see(table: _Table, tag: str) -> None:
    """What an element inside a table says about it."""
    if tag == "tr":
        table.cells = 0
    elif tag in ("td", "th"):
        table.cells += 1
        table.columns = max(table.columns, table.cells)
        table.paragraphs = 0
        table.is_data = table.is_data or tag == "th"
    elif tag == "caption":
        table.is_data = True
    elif tag in ("p", "blockquote"):
        table.paragraphs += 1
        table.is_layout = table.is_layout or table.paragraphs > _MOST_PARAGRAPHS
    elif tag in _NOT_IN_DATA:
        table.is_layout = True
