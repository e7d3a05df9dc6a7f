"""Plain text pasted from a page: one line a paragraph, nothing marked. No sign in it is markup."""

from __future__ import annotations

from dataclasses import replace

from articles.importing.document import ImporterWarning, Metadata
from articles.importing.recognise.bylines import recognise_bylines
from articles.importing.recognise.captions import recognise_captions
from articles.importing.recognise.comments import recognise_comments
from articles.importing.recognise.furniture import leave_out_furniture
from articles.importing.recognise.headings import recognise_headings
from articles.importing.recognise.labels import recognise_labels
from articles.importing.recognise.lines import Line, read_lines, unwrapped, without_page_numbers
from articles.importing.recognise.lists import indent_of, recognise_lists, recognise_quotes, table_rows
from articles.importing.recognise.speakers import voices_of
from articles.importing.recognise.terms import recognise_terms
from articles.importing.recognise.times import recognise_times
from articles.importing.recognise.titles import guess_title, recognise_deck, title_of_text
from articles.importing.recognise.turns import recognise_turns
from articles.importing.result import Parsed, refuse_too_many
from articles.importing.source import Source
from articles.text.blocks import Block, BlockKind
from articles.text.html import plain

SUFFIXES = (".txt", ".text")


def fits(source: Source) -> bool:
    """Every text is a text."""
    return True


def parse(source: Source) -> Parsed:
    """The blocks of a pasted text, with a title when its first line is one."""
    return read(source)


def read(source: Source, *, insist: bool = False) -> Parsed:
    """As :func:`parse`; ``insist`` says that the text is known to be a transcript."""
    warnings: list[ImporterWarning] = []
    lines = unwrapped(without_page_numbers(read_lines(source.text), warnings))
    refuse_too_many(len(lines), source.file)
    comments = recognise_comments(_paragraphs(lines))
    warnings += comments.warnings
    blocks = leave_out_furniture(comments.blocks, warnings)
    said = [block.text for block in blocks if block.kind is BlockKind.PARAGRAPH]
    voices = voices_of(said) or voices_of(said, insist=insist)
    titled = title_of_text(blocks, source.file, voices)
    blocks = recognise_turns(recognise_captions(recognise_labels(titled.blocks)), voices)
    signed = recognise_bylines(recognise_times(blocks))
    blocks = recognise_deck(signed.blocks)
    indents = {line.number: indent_of(line.raw) for line in lines}
    blocks = recognise_quotes(recognise_lists(recognise_headings(blocks), indents))
    title = guess_title(blocks, source.file) if titled.guess == "first-words" else titled.title
    metadata = Metadata(title=title, author=signed.author, date=signed.date, source=signed.source)
    guessed = {
        "title": titled.guess,
        **{name: "byline" for name in ("author", "date", "source") if getattr(signed, name)},
    }
    return Parsed(metadata, recognise_terms(blocks), warnings, guessed, comments.announced)


def _paragraphs(lines: list[Line]) -> list[Block]:
    """A paragraph a line, and the rows of tables."""
    rows = table_rows(lines)
    return [rows.get(line.number) or _paragraph(line) for line in lines]


def _paragraph(line: Line) -> Block:
    words = plain(line.text)
    return replace(Block(BlockKind.PARAGRAPH, words.text, words.html, "und"), line=line.number)
