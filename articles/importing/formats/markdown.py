"""Markdown, with or without front matter."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace

from markdown import Markdown

from articles.importing import frontmatter
from articles.importing.document import ImportRefused
from articles.importing.elements import blocks_of
from articles.importing.frontmatter import FrontMatter
from articles.importing.frontmatter.fences import begins
from articles.importing.recognise.captions import recognise_captions
from articles.importing.recognise.comments import recognise_comments
from articles.importing.recognise.labels import recognise_labels
from articles.importing.recognise.prefixes import Sign, find_prefix
from articles.importing.recognise.speakers import Voices, names_of, voices_of
from articles.importing.recognise.terms import recognise_terms
from articles.importing.recognise.titles import title_of_markdown
from articles.importing.recognise.turns import recognise_turns
from articles.importing.result import Parsed, refuse_too_many
from articles.importing.source import Source
from articles.text.blocks import Block, BlockKind
from articles.text.bounds import why_refused
from articles.text.html import clean, plain
from articles.text.normalise import fold_space

SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".mdx")

_MARKS = re.compile(
    r"^(?:#{1,6} \S|(?:```|~~~)|> \S|[*+-] \S|\|.+\||!\[[^\]\n]*\]\()|\*\*\S[^*\n]{0,200}\*\*|\[[^\]\n]{1,200}\]\([^)\s]+\)",
    re.MULTILINE,
)
_MORE_THAN_BULLETS = re.compile(r"^#{1,6} \S|\*\*\S|\]\(|^```|^\|.+\||^> \S", re.MULTILINE)
# A paragraph on one line without a sign that Markdown could mean: half of a document, at a tenth of the cost.
_PLAIN = re.compile(r"(?![ \t#=+|~:-]|\d{1,9}[.)])[^\\`*_\[\]<>&\n]++")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_LIST = re.compile(r"[ \t]{0,3}(?:[*+-]|\d{1,9}[.)])[ \t]+\S")
_ITEM = re.compile(r"([*+-]|\d{1,9}[.)])[ ]+(?=\S)")
_QUOTE = re.compile(r" {0,3}>")
_INDENTED = re.compile(r"(?: {2,}|\t)\S")
_DEFINITION = re.compile(r" {0,3}\[[^\]\n]{1,200}\]:[ \t]*\S+.*")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines that are converted together, and the file line of the first."""

    text: str
    line: int


class _Converter(threading.local):
    """One converter a thread: Python-Markdown keeps state while it works."""

    def __init__(self) -> None:
        self.markdown = Markdown(extensions=["tables", "fenced_code", "sane_lists"], output_format="html")


_of_this_thread = _Converter()


def fits(source: Source) -> bool:
    """Front matter, a Markdown name, or Markdown's own signs; bullets alone are also how pasted pages show lists."""
    if begins(source.text) or source.file.lower().endswith(SUFFIXES):
        return True
    beginning = source.text[:100_000]
    return bool(_MARKS.search(beginning)) and bool(_MORE_THAN_BULLETS.search(source.text))


def parse(source: Source) -> Parsed:
    """The metadata and blocks of a Markdown document. Raises :class:`ImportRefused`."""
    parts = frontmatter.split(source.text, source.file)
    read = frontmatter.read(parts, source.file)
    chunks = [chunk for chunk in read_chunks(parts.body, parts.body_line) if not _only_defines(chunk)]
    lines = [line for chunk in chunks for line in _name_lines(chunk.text)]
    voices = voices_of(lines, names_of(read.metadata))
    blocks = _convert(_by_speaker(chunks, voices), source)
    return _recognise(blocks, voices, read, source.file)


def _recognise(
    blocks: list[Block],
    voices: Voices,
    read: FrontMatter,
    file: str,
) -> Parsed:
    """From marked-up blocks to a document."""
    comments = recognise_comments(blocks)
    blocks = recognise_captions(recognise_labels(comments.blocks))
    blocks = recognise_terms(recognise_turns(blocks, voices))
    metadata, guessed = read.metadata, dict(read.guessed)
    if _repeats_title(blocks, metadata.title):
        blocks = blocks[1:]
    if not metadata.title:
        titled = title_of_markdown(blocks, file)
        metadata, blocks = replace(metadata, title=titled.title), titled.blocks
        if titled.guess:
            guessed["title"] = titled.guess
    return Parsed(metadata, blocks, [*read.warnings, *comments.warnings], guessed, comments.announced)


def _repeats_title(blocks: list[Block], title: str) -> bool:
    """Whether the text opens with its title as a heading: the page shows the title already."""
    return (
        bool(title and blocks) and blocks[0].kind is BlockKind.HEADING and blocks[0].text == fold_space(title)
    )


def read_chunks(body: str, first_line: int) -> Iterator[Chunk]:
    """``body`` in pieces that Markdown reads independently: a paragraph, heading, table, quotation, listing or list.

    Lists and quotations go on over blank lines; link definitions go with every chunk that may use them.
    """
    lines = body.split("\n")
    definitions = [line for line in lines if _DEFINITION.fullmatch(line)][:200]
    tail = "\n\n" + "\n".join(definitions) if definitions else ""
    open_lines: list[str] = []
    start, fence, after_blank = first_line, "", False
    for number, line in enumerate(lines, first_line):
        mark = _FENCE.match(line)
        if fence:
            open_lines.append(line)
            if mark and mark[1].startswith(fence) and not line.strip(" `~"):
                fence = ""
            continue
        if not line.strip():
            after_blank = bool(open_lines)
            if open_lines:
                open_lines.append(line)
            continue
        if open_lines and _begins_another(open_lines, line, after_blank):
            yield _chunk(open_lines, start, tail)
            open_lines = []
        if not open_lines:
            start = number
        open_lines.append(line)
        after_blank = False
        fence = mark[1] if mark else ""
    if open_lines:
        yield _chunk(open_lines, start, tail)


def _only_defines(chunk: Chunk) -> bool:
    """Whether the chunk holds nothing but link definitions, which go with the chunks that use them."""
    return all(_DEFINITION.fullmatch(line) for line in chunk.text.split("\n") if line)


def _begins_another(open_lines: list[str], line: str, after_blank: bool) -> bool:
    """Whether ``line`` does not belong to the chunk that is open."""
    if _HEADING.match(line) or _HEADING.match(open_lines[0]):
        return True
    if not after_blank:
        return bool(_FENCE.match(line))
    if _LIST.match(open_lines[0]):
        return not (_LIST.match(line) or _INDENTED.match(line))
    if _QUOTE.match(open_lines[0]):
        return not _QUOTE.match(line)
    return True


def _chunk(lines: list[str], start: int, tail: str) -> Chunk:
    text = "\n".join(lines).rstrip()
    return Chunk(text + tail if tail and "[" in text else text, start)


def _name_lines(text: str) -> list[str]:
    """The lines of a chunk that a speaker may begin: the first, and those that look as if one did."""
    if _QUOTE.match(text) or _HEADING.match(text) or _FENCE.match(text):
        return []
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if _LIST.match(text):
        return [line for line in lines if _LIST.match(line)]
    found = [find_prefix(line) for line in lines]
    return [
        line
        for index, line in enumerate(lines)
        if not index or found[index] or ((before := found[index - 1]) and before.sign is Sign.LINE)
    ]


def _by_speaker(chunks: list[Chunk], voices: Voices) -> Iterator[Chunk]:
    """Turns on lines of their own without a blank line between them, as chunks of their own."""
    for chunk in chunks:
        starts = _turn_starts(chunk, voices) if voices and _name_lines(chunk.text) else [0]
        lines = chunk.text.split("\n")
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
            yield Chunk("\n".join(lines[start:end]), chunk.line + start)


def _turn_starts(chunk: Chunk, voices: Voices) -> list[int]:
    """The lines of ``chunk`` that begin a turn, or the words under a name that has a line to itself."""
    starts = {0}
    if _LIST.match(chunk.text):
        return [0]
    for index, line in enumerate(chunk.text.split("\n")):
        if prefix := voices.speaks(line.strip()):
            starts.add(index)
            if prefix.sign is Sign.LINE:
                starts.add(index + 1)
    return sorted(start for start in starts if start <= chunk.text.count("\n"))


def _convert(chunks: Iterator[Chunk], source: Source) -> list[Block]:
    blocks: list[Block] = []
    group = 1
    for chunk in chunks:
        source.clock.check(source.file, chunk.line)
        refuse_too_many(len(blocks), source.file)
        if _PLAIN.fullmatch(chunk.text):
            words = plain(chunk.text)
            blocks.append(Block(BlockKind.PARAGRAPH, words.text, words.html, "und", line=chunk.line))
            continue
        if reason := why_refused(chunk.text):
            raise ImportRefused(f"This part cannot be read: {reason}.", file=source.file, line=chunk.line)
        html = clean(_of_this_thread.markdown.reset().convert(reindent(chunk.text)))
        found = blocks_of(html, line=chunk.line, group=group)
        group = max([group, *(block.group + 1 for block in found)])
        blocks += _with_lines(found, chunk)
        refuse_too_many(len(blocks), source.file)
    return blocks


def reindent(text: str) -> str:
    """``text`` with the levels of its lists indented by four columns each, as Python-Markdown wants them.

    Writers indent by two, three or four; an item belongs to the one above when it stands at least two columns in.
    """
    if not _LIST.match(text):
        return text
    lines: list[str] = []
    columns: list[int] = []  # where the sign of each open item stands
    after_blank = False
    for line in text.expandtabs(4).split("\n"):
        words = line.lstrip(" ")
        column = len(line) - len(words)
        if item := _ITEM.match(words):
            while columns and column < columns[-1] + 2:
                columns.pop()
            lines.append(" " * 4 * len(columns) + item[1] + " " + words[item.end() :])
            columns.append(column)
        elif words:
            while after_blank and len(columns) > 1 and column < columns[-1] + 2:
                columns.pop()
            within = max(0, column - (columns[-1] + 4)) if columns else column
            lines.append(" " * (4 * len(columns) + within) + words)
        else:
            lines.append("")
        after_blank = not words
    return "\n".join(lines)


def _with_lines(blocks: list[Block], chunk: Chunk) -> list[Block]:
    """Lines for the blocks of a list, table or quotation: in order, each where its first words stand."""
    if len(blocks) < 2 or len(blocks) > 2_000:
        return blocks
    lines = chunk.text.split("\n")
    placed, at = [], 0
    for block in blocks:
        words = block.text.split(" ", 1)[0][:12]
        found = next((index for index in range(at, len(lines)) if words and words in lines[index]), at)
        at = found
        placed.append(replace(block, line=chunk.line + found))
        if block.kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW):
            at = min(at + 1, len(lines) - 1)
    return placed
