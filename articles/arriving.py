"""What an editor sends to the desk as single files: uploads, the members of archives, a pasted text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from articles.importing.archives import is_archive, open_archive
from articles.importing.document import ImportRefused
from articles.importing.limits import DEFAULT, Limits


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file by its name ("/" between folders), or why there is none (``problem``)."""

    name: str
    data: bytes = b""
    problem: str = ""


def arrivals(
    files: Iterable[UploadedFile[bytes]], text: str = "", name: str = "", *, limits: Limits = DEFAULT
) -> Iterator[Arrival]:
    """Everything that came, one after the other. An archive is its members; what is too large is refused by name.

    All archives together hold at most ``IMPORT_MAX_FILES`` files and ``IMPORT_MAX_BYTES`` bytes.
    """
    left = replace(
        limits,
        archive_members=min(limits.archive_members, 3 * settings.IMPORT_MAX_FILES),
        archive_total_bytes=min(limits.archive_total_bytes, settings.IMPORT_MAX_BYTES),
    )
    for file in files:
        if _is_archive(file, limits):
            for arrival in _members(file, left):
                yield arrival
                left = replace(left, archive_total_bytes=left.archive_total_bytes - len(arrival.data))
        elif (file.size or 0) > limits.word_bytes:
            reason = f"The file has {file.size:,} bytes; at most {limits.word_bytes:,} are read."
            yield Arrival(_name(file), problem=reason)
        else:
            file.seek(0)
            yield Arrival(_name(file), file.read())
    if text.strip():
        yield pasted(text, name)


def pasted(text: str, name: str = "") -> Arrival:
    """A pasted text; without a name it is known by its content, so that the same text again is the same file."""
    data = text.replace("\r\n", "\n").encode()
    return Arrival(name or f"pasted-{hashlib.sha256(data).hexdigest()[:12]}.txt", data)


def _name(file: UploadedFile[bytes]) -> str:
    return file.name or "unnamed"


def _is_archive(file: UploadedFile[bytes], limits: Limits) -> bool:
    """Only what may be a Word file is read whole to find out."""
    begins = file.read(4) == b"PK\x03\x04"
    file.seek(0)
    return begins and ((file.size or 0) > limits.word_bytes or is_archive(file.read()))


def _members(file: UploadedFile[bytes], limits: Limits) -> Iterator[Arrival]:
    """The documents and pictures of an archive, and what of it was refused."""
    try:
        archive = open_archive(file, file=_name(file), limits=limits)
    except ImportRefused as refusal:
        yield Arrival(_name(file), problem=str(refusal))
        return
    names = [*archive.documents, *archive.pictures]
    if len(names) > settings.IMPORT_MAX_FILES:
        reason = (
            f"The archive holds {len(names):,} files; at most {settings.IMPORT_MAX_FILES:,} are read at once."
        )
        yield Arrival(_name(file), problem=reason)
        return
    for name in names:
        try:
            yield Arrival(name, archive.read(name))
        except ImportRefused as refusal:
            yield Arrival(name, problem=str(refusal))
    yield from (Arrival(note.name, problem=note.message) for note in archive.notes if note.refused)
    if not names and not any(note.refused for note in archive.notes):
        yield Arrival(_name(file), problem="The archive holds no document.")
