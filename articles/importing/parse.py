"""The one entry: bytes to a parsed document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from articles.importing.detect import detect
from articles.importing.document import ImporterWarning, ImportRefused, ParsedDocument
from articles.importing.encodings import BINARY, SURE
from articles.importing.exported import is_exported, parse_exported
from articles.importing.formats import FORMATS
from articles.importing.limits import DEFAULT, Limits
from articles.importing.lint import lint
from articles.importing.recognise.aliases import speaker_aliases
from articles.importing.source import Source
from articles.text.blocks import BlockKind, BlockTable
from articles.text.language import language_of, language_of_all

_NOT_BODY = {BlockKind.COMMENT, BlockKind.COMMENTS_HEADING, BlockKind.CODE}


def parse_document(
    data: bytes,
    *,
    file: str,
    format: str | None = None,  # noqa: A002
    limits: Limits = DEFAULT,
) -> ParsedDocument:
    """Understand ``data``, the bytes of ``file``; ``format`` (a key of ``FORMATS``) overrides detection.

    Raises :class:`ImportRefused`, whose message names file and, where known, line and field. The result states the
    format and the encoding that were found.
    """
    if format is None and is_exported(data):
        return parse_exported(data, file=file)
    name, source = detect(data, file=file, format=format, limits=limits)
    parsed = FORMATS[name].parse(source)
    if not any(block.text for block in parsed.blocks):
        raise ImportRefused("The document has no text.", file=file)
    lang = language_of_all(block.text for block in parsed.blocks if block.kind not in _NOT_BODY)
    blocks = [replace(block, lang=language_of(block.text, lang)) for block in parsed.blocks]
    metadata = replace(
        parsed.metadata,
        title_lang=language_of(parsed.metadata.title, lang),
        summary_lang=language_of(parsed.metadata.summary, lang),
        guessed={field: reason for field, reason in parsed.guessed.items() if reason},
    )
    return ParsedDocument(
        file=file,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=source.encoding,
        format=name,
        lang=lang,
        metadata=metadata,
        table=BlockTable.of(blocks),
        speakers=speaker_aliases(blocks, metadata),
        warnings=tuple(
            sorted(
                [*parsed.warnings, *_about_encoding(source), *lint(source.text, blocks, lang)],
                key=lambda warning: warning.line,
            )
        ),
        comments_announced=parsed.comments_announced,
        pictures=parsed.pictures,
    )


def _about_encoding(source: Source) -> Iterator[ImporterWarning]:
    """What was found instead of UTF-8, and how sure that is."""
    if source.encoding in ("utf-8", "utf-8-sig", BINARY):
        return
    if source.confidence < SURE:
        others = f"; {' or '.join(source.rivals)} would fit as well" if source.rivals else ""
        message = (
            f"The file is not UTF-8 and too short to be sure: read as {source.encoding} "
            f"({source.confidence:.0%} sure){others}. Look whether the words are right."
        )
        yield ImporterWarning("encoding-guess", message)
    else:
        message = f"The file is not UTF-8; it was read as {source.encoding} ({source.confidence:.0%} sure)."
        yield ImporterWarning("encoding", message)
