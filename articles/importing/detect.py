"""Which format a file is in: by its first bytes, then by what its text looks like and how it is named."""

from __future__ import annotations

from articles.importing.document import ImportRefused
from articles.importing.encodings import BINARY, decode
from articles.importing.formats import FORMATS
from articles.importing.limits import DEFAULT, Clock, Limits
from articles.importing.source import Source

_ZIP = b"PK\x03\x04"
# First bytes of what is no text, and what an editor may do about it.
_SIGNATURES = (
    (b"%PDF-", "a PDF; copy its text into a file of its own"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or encrypted Office file; save it as .docx without a password"),
    (b"{\\rtf", "a rich text (RTF) file; save it as .docx"),
    (b"PK\x05\x06", "an empty archive"),
    (b"PK\x07\x08", "a part of a split archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; pack it as ZIP"),
    (b"Rar!\x1a\x07", "a RAR archive; pack it as ZIP"),
    (b"\x1f\x8b", "a gzip archive; pack it as ZIP"),
    (b"BZh", "a bzip2 archive; pack it as ZIP"),
    (b"\xfd7zXZ\x00", "an xz archive; pack it as ZIP"),
    (b"\x89PNG\r\n\x1a\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF87a", "a picture"),
    (b"GIF89a", "a picture"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"ID3", "a sound recording"),
    (b"OggS", "a sound recording"),
)  # fmt: skip


def detect(
    data: bytes,
    *,
    file: str,
    format: str | None = None,  # noqa: A002
    limits: Limits = DEFAULT,
) -> tuple[str, Source]:
    """The format's name (a key of ``FORMATS``) and the file as it reads it; ``format`` overrides what is found.

    Raises :class:`ImportRefused` for what is too large, empty, no document, or not of the format asked for.
    """
    if format is not None and format not in FORMATS:
        raise ImportRefused(f"There is no format “{format}”; there are {', '.join(FORMATS)}.", file=file)
    clock = Clock(limits)
    if data.startswith(_ZIP):
        _refuse_more_than(limits.word_bytes, data, file)
        if format not in (None, "docx"):
            raise ImportRefused(
                f"The file is packed like a Word file or an archive; it is no {format}.", file=file
            )
        return "docx", Source(file, "", BINARY, data, limits=limits, clock=clock)
    _refuse_signature(data, file)
    if format == "docx":
        raise ImportRefused("The file is not a Word file: a .docx is a ZIP archive.", file=file)
    _refuse_more_than(limits.text_bytes, data, file)
    read = decode(data, file)
    source = Source(file, read.text, read.encoding, data, read.confidence, read.rivals, limits, clock)
    return format or _format_of(source), source


def _format_of(source: Source) -> str:
    """The first format that the file fits; those whose files are named as this one are asked first."""
    name = source.file.lower()
    ordered = sorted(FORMATS, key=lambda known: not name.endswith(FORMATS[known].SUFFIXES) or known == "text")
    return next(known for known in ordered if FORMATS[known].fits(source))


def _refuse_more_than(most: int, data: bytes, file: str) -> None:
    if len(data) > most:
        raise ImportRefused(f"The file has {len(data):,} bytes; at most {most:,} are read.", file=file)


def _refuse_signature(data: bytes, file: str) -> None:
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise ImportRefused(f"The file is {name}.", file=file)
