"""Reading a document in the format and the encoding that an editor says it is in."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from articles.importing.document import ImportRefused, ParsedDocument
from articles.importing.parse import parse_document

ENCODINGS = ("utf-8", "gb18030", "big5hkscs", "utf-16", "cp1252")
EDITABLE = ("markdown", "text", "html")


def read_document(
    data: bytes,
    *,
    file: str,
    format: str | None = None,  # noqa: A002
    encoding: str | None = None,
) -> ParsedDocument:
    """As :func:`articles.importing.parse.parse_document`; ``encoding`` (one of ``ENCODINGS``) overrides detection too.

    Raises :class:`ImportRefused`.
    """
    if encoding is None:
        return parse_document(data, file=file, format=format)
    try:
        text = data.decode(encoding if encoding in ENCODINGS else "utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ImportRefused(f"Byte {error.start} is not {encoding}.", file=file, line=line) from error
    read = parse_document(text.encode(), file=file, format=format)
    return replace(read, encoding=encoding, sha256=hashlib.sha256(data).hexdigest())


def text_of(data: bytes, encoding: str, format: str) -> str | None:  # noqa: A002
    """The source as an editor may edit it, with ``\\n`` line ends; ``None`` when the format is no text."""
    if format not in EDITABLE:
        return None
    return data.decode(encoding, errors="replace").replace("\r\n", "\n").replace("\r", "\n")
