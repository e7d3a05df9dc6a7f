"""Word files (.docx)."""

from __future__ import annotations

from articles.importing.document import ImportRefused
from articles.importing.result import Parsed
from articles.importing.source import Source

SUFFIXES = (".docx",)


def fits(source: Source) -> bool:
    """Whether the file is packed as Word files are; what it holds is asked when it is parsed."""
    return source.data.startswith(b"PK\x03\x04")


def parse(source: Source) -> Parsed:
    """The document of a Word file. Raises :class:`ImportRefused`."""
    raise ImportRefused("Word files are not read yet.", file=source.file)
