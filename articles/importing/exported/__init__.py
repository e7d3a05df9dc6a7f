"""Documents that this library has exported: Markdown that says exactly what it holds, read without any guess.

``body`` reads the blocks, ``document`` the front matter and the whole. The writer is ``articles/exporting``; the format is
described in ``docs/exporting.md``.
"""

from articles.importing.exported.document import KEY, is_exported, parse_exported

__all__ = ["KEY", "is_exported", "parse_exported"]
