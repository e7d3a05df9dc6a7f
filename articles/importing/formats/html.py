"""Web pages: saved from a browser, exported, or pasted as HTML."""

from __future__ import annotations

import re

from articles.importing.document import Metadata
from articles.importing.recognise.captions import recognise_captions
from articles.importing.recognise.comments import recognise_comments
from articles.importing.recognise.labels import recognise_labels
from articles.importing.recognise.titles import title_of_markdown
from articles.importing.recognise.turns import recognise_turns
from articles.importing.result import Parsed
from articles.importing.source import Source
from articles.importing.webpage.blocks import blocks_of_pieces

SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")

_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,5000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_TAG = re.compile(r"<(?:p|div|h[1-6]|ul|ol|table|article|section|main|br|span|a)\b[^<>]*>", re.I)
_FRAGMENT = re.compile(r"\s*<(?:p|div|h[1-6]|article|section|main)\b[^<>]*>", re.I)


def fits(source: Source) -> bool:
    """A page's beginning; or a page's name or a first element, and the elements to match."""
    if _PAGE.match(source.text):
        return True
    if source.file.lower().endswith(SUFFIXES):
        return bool(_TAG.search(source.text))
    return bool(_FRAGMENT.match(source.text)) and source.text.rstrip().endswith(">")


def parse(source: Source) -> Parsed:
    """The article of a page. Raises :class:`articles.importing.document.ImportRefused`."""
    from articles.importing.webpage.pieces import read_pieces
    from articles.importing.webpage.tree import read_tree

    page = read_pieces(read_tree(source.text, source.file))
    blocks = blocks_of_pieces(page.pieces, source)
    comments = recognise_comments(blocks)
    blocks = recognise_turns(recognise_captions(recognise_labels(comments.blocks)))
    titled = title_of_markdown(blocks, source.file)
    return Parsed(
        Metadata(title=titled.title),
        titled.blocks,
        comments.warnings,
        {"title": titled.guess},
        comments.announced,
    )
