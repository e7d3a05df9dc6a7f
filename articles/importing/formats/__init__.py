"""The formats: each a module of its own here that says which files it fits and parses them.

A new format is a new file and a line in ``FORMATS``. The order is the order in which they are asked, after those whose
files are named so; the last one takes whatever is left.
"""

from __future__ import annotations

from typing import Protocol

from articles.importing.formats import docx, html, markdown, text, transcript
from articles.importing.result import Parsed
from articles.importing.source import Source


class Format(Protocol):
    """What a module of this package offers. Heavy libraries are imported inside ``parse``: others need not pay."""

    @property
    def SUFFIXES(self) -> tuple[str, ...]:  # noqa: N802 - a constant of the module
        """How the names of its files end, in lower case with the dot."""

    def fits(self, source: Source, /) -> bool:
        """Whether ``source`` is believed to be of this format, by name and content. Cheap and linear."""

    def parse(self, source: Source, /) -> Parsed:
        """Metadata and blocks. Raises :class:`articles.importing.document.ImportRefused`."""


FORMATS: dict[str, Format] = {
    "docx": docx, "html": html, "transcript": transcript, "markdown": markdown, "text": text,
}  # fmt: skip

SUFFIXES = frozenset(suffix for format_ in FORMATS.values() for suffix in format_.SUFFIXES)
