"""Web pages: saved from a browser, exported, or pasted as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from articles.importing.document import ImporterWarning, Metadata
from articles.importing.recognise.comments import recognise_comments
from articles.importing.recognise.titles import guess_title, recognise_deck
from articles.importing.result import Parsed
from articles.importing.source import Source
from articles.importing.webpage.blocks import blocks_of_pieces, recognise, with_captions
from articles.importing.webpage.main import Chosen, choose
from articles.importing.webpage.metadata import About, read_about, resolver, title_of
from articles.importing.webpage.pieces import Page, Piece, read_pieces
from articles.importing.webpage.tree import read_tree
from articles.text.blocks import Block, BlockKind
from articles.text.normalise import fold_space

SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")

_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,5000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(
    r"<(?:p|div|h[1-6]|ul|ol|table|article|section|main|br|span|a|font|pre)\b[^<>]*>", re.IGNORECASE
)
_FRAGMENT = re.compile(r"\s*<(?:p|div|h[1-6]|article|section|main)\b[^<>]*>", re.IGNORECASE)
_LONGEST_QUOTED = 400


def fits(source: Source) -> bool:
    """A page's beginning; or a page's name or a first element, and the elements to match."""
    if _PAGE.match(source.text):
        return True
    if source.file.lower().endswith(SUFFIXES):
        return bool(_TAG.search(source.text))
    named = source.file.lower().endswith((".md", ".markdown", ".mdx"))
    return not named and bool(_FRAGMENT.match(source.text)) and source.text.rstrip().endswith(">")


def parse(source: Source) -> Parsed:
    """The article of a page. Raises :class:`articles.importing.document.ImportRefused`."""
    root = read_tree(source.text, source.file)
    about = read_about(root)
    page = read_pieces(root, resolver(root, about.address))
    source.clock.check(source.file)
    chosen = choose(page, root) if _PAGE.match(source.text) else Chosen(page.pieces)
    if not _are_announced(chosen.comments, source):  # they cannot be told from the article
        chosen = replace(chosen, comments=[], left_out=[*chosen.left_out, *chosen.comments])
    pieces = with_captions([*chosen.article, *chosen.comments], page.containers)
    comments = recognise_comments(blocks_of_pieces(pieces, source))
    blocks = recognise(comments.blocks)
    metadata, guess = _metadata(about, blocks, _main_headings(page), source)
    if guess != "first-words":
        blocks = recognise_deck(_without_title(blocks, metadata.title))
    warnings = [*_warnings(about, chosen), *comments.warnings]
    return Parsed(metadata, blocks, warnings, {"title": guess}, comments.announced)


def _are_announced(comments: list[Piece], source: Source) -> bool:
    """Whether a line of the page announces its readers' comments."""
    found = recognise_comments(blocks_of_pieces(comments, source)).blocks
    return any(block.kind is BlockKind.COMMENTS_HEADING for block in found)


def _main_headings(page: Page) -> list[str]:
    return [fold_space(piece.text) for piece in page.pieces if piece.html.startswith("<h1")]


def _metadata(about: About, blocks: list[Block], headings: list[str], source: Source) -> tuple[Metadata, str]:
    """The page's metadata, and the reason why its title is believed."""
    title, guess = title_of(about, headings)
    if not title:
        title, guess = guess_title(blocks, source.file), "first-words"
    extra = {"site": about.site} if about.site else {}
    return Metadata(
        title=title[:300],
        summary=about.summary,
        date=about.date,
        author=about.author,
        source=about.address,
        category=about.section,
        tags=about.tags,
        extra=extra,
    ), guess


def _without_title(blocks: list[Block], title: str) -> list[Block]:
    """The page shows the title already: it does not open the text as well."""
    for index, block in enumerate(blocks[:3]):
        if block.text == title and block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH):
            return [*blocks[:index], *blocks[index + 1 :]]
    return blocks


def _warnings(about: About, chosen: Chosen) -> Iterator[ImporterWarning]:
    yield from (ImporterWarning("unread-metadata", message) for message in about.unread)
    if not chosen.is_sure:
        yield ImporterWarning(
            "main-content",
            "The article could not be told from the rest of the page; all but its furniture was kept.",
        )
    for piece in chosen.left_out:
        if words := fold_space(piece.text):
            shown = words if len(words) <= _LONGEST_QUOTED else words[:_LONGEST_QUOTED] + "…"
            yield ImporterWarning("left-out", f"Left out as no part of the article: “{shown}”", piece.line)
