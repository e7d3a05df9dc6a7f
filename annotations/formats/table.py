"""Annotations as rows of a table (CSV) that a spreadsheet opens without running anything."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from annotations.formats.record import Record, stamp

BOM = "\ufeff"  # or Excel takes UTF-8 for something else
COLUMNS = (
    "kind", "author", "written", "edited", "visibility", "article", "title", "quote", "claim", "text", "source", "tags",
    "start", "end", "revision", "answers", "page", "iri",
)  # fmt: skip
# With these a spreadsheet takes a cell for a formula; also in full width.
_FORMULA = "=+-@\t\r\n＝＋－＠"


def rows(records: Iterable[Record]) -> Iterator[str]:
    """The lines of the table, the header first."""
    yield BOM + _line(COLUMNS)
    for record in records:
        yield _line(_cells(record))


def _line(cells: Iterable[object]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([_harmless(cell) for cell in cells])
    return out.getvalue()


def _harmless(cell: object) -> object:
    """A text that cannot be a formula: an apostrophe before it, which spreadsheets do not show."""
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" ")[:1] in tuple(_FORMULA) else cell


def _cells(record: Record) -> tuple[object, ...]:
    passage = record.passage
    return (
        record.kind,
        record.author.name,
        stamp(record.created) if record.created else "",
        stamp(record.modified) if record.modified else "",
        "private" if record.is_private else "public",
        record.article,
        record.title,
        passage.exact if passage else "",
        record.claim,
        record.body,
        record.source,
        ", ".join(record.tags),
        passage.start if passage else "",
        passage.end if passage else "",
        passage.revision if passage else "",
        record.parent,
        record.page,
        record.iri,
    )
