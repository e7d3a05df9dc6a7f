"""How annotations are written down outside this site: W3C JSON, Hypothesis JSON, tables, Markdown.

Everything passes through :class:`~annotations.formats.record.Record`, which knows neither rows nor requests.
Imports no Django.
"""

from __future__ import annotations

from annotations.formats.record import Author, FormatRefused, Passage, Place, Record

__all__ = ["Author", "FormatRefused", "Passage", "Place", "Record"]
