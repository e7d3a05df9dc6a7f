"""ZIP archives as the files in them: each member is taken, passed over with a note, or refused with a reason.

Nothing is ever written to the disk, and nothing is unpacked before its place and size have been looked at.
"""

from __future__ import annotations

import io
import posixpath
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import IO
from urllib.parse import unquote

from articles.importing.document import ImportRefused
from articles.importing.formats import SUFFIXES
from articles.importing.guessing import guess
from articles.importing.limits import DEFAULT, Limits
from articles.text.normalise import nfc

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
_JUNK = {"__macosx", "thumbs.db", "desktop.ini"}
_DRIVE = re.compile(r"[A-Za-z]:")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
# Python bounds what these two give at once; what others give it takes whole.
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_DIRECTORY_ENTRY = 250  # bytes, on average and at most
_SMALL = 1_000_000  # below, the ratio says nothing
_NAMES_SURE = 0.55  # names are short: three characters that make sense decide
_END = b"PK\x05\x06"
_UTF8_NAMES, _ENCRYPTED = 0x800, 0x1


@dataclass(frozen=True, slots=True)
class Note:
    """A member that was not taken, and why; ``refused`` when an editor may have expected it to be."""

    name: str
    message: str
    refused: bool = False


@dataclass(slots=True)
class Archive:
    """The members of an archive by name ("/" between folders): documents in order, pictures, and notes on the rest."""

    file: str
    limits: Limits = DEFAULT
    documents: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    _members: dict[str, tuple[zipfile.ZipFile, zipfile.ZipInfo]] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)
    _count: int = 0
    _total: int = 0

    def read(self, name: str) -> bytes:
        """The bytes of a member. Raises :class:`ImportRefused` when they are damaged."""
        archive, member = self._members[name]
        try:
            return archive.read(member)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise ImportRefused(f"The member of the archive is damaged: {error}.", file=name) from error

    def pictures_for(self, document: str, addresses: Iterable[str]) -> dict[str, bytes]:
        """The pictures among ``addresses`` (as ``document`` writes them) that the archive holds."""
        found: dict[str, bytes] = {}
        for address in addresses:
            if ":" in address:
                continue
            folder = "" if address.startswith("/") else posixpath.dirname(document)
            for written in (address, unquote(address)):
                name = posixpath.normpath(posixpath.join(folder, written.lstrip("/")))
                if name in self.pictures:
                    found[address] = self.read(name)
                    break
        return found


def is_archive(data: bytes) -> bool:
    """Whether ``data`` is a ZIP archive of files, and not a Word file or another document that is packed as one."""
    if not data.startswith((b"PK\x03\x04", _END)):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist()[:50_000])
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return True  # opening it says what is wrong
    return not names & {"[Content_Types].xml", "mimetype", "META-INF/container.xml"}


def open_archive(stream: IO[bytes], *, file: str, limits: Limits = DEFAULT) -> Archive:
    """The members of the archive in ``stream``, which stays open. Raises :class:`ImportRefused` for one that is no
    archive, damaged, or larger than ``limits`` in bytes or members, packed or unpacked.
    """
    found = Archive(file, limits)
    _add(found, stream, "", 1)
    return found


def _add(found: Archive, stream: IO[bytes], prefix: str, depth: int) -> None:
    """Add the members of one archive, and of archives in it as deep as the limits allow."""
    limits = found.limits
    size = stream.seek(0, io.SEEK_END)
    if size > limits.archive_bytes:
        raise ImportRefused(
            f"The archive has {size:,} bytes; at most {limits.archive_bytes:,} are read.", file=found.file
        )
    most = limits.archive_members * _DIRECTORY_ENTRY
    if _directory_bytes(stream, size) > most:
        raise ImportRefused(f"The archive has more than {limits.archive_members:,} members.", file=found.file)
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise ImportRefused(f"The archive is damaged: {error}.", file=found.file) from error
    members = archive.infolist()
    found._count += len(members)
    if found._count > limits.archive_members:
        raise ImportRefused(f"The archive has more than {limits.archive_members:,} members.", file=found.file)
    _refuse_overlap(members, found.file)
    for member, name in zip(members, _names(members), strict=True):
        if not member.is_dir():
            _take(found, archive, member, prefix + name, depth)


def _take(found: Archive, archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, depth: int) -> None:
    """Take a member, pass it over or refuse it."""
    parts = [part.lower() for part in name.split("/")]
    if any(part in _JUNK or (part.startswith(".") and part not in (".", "..")) for part in parts):
        found.notes.append(Note(name, "A file of the system or an editor; passed over."))
        return
    suffix = posixpath.splitext(parts[-1])[1]
    if reason := _why_refused(found, member, name, suffix):
        found.notes.append(Note(name, reason, refused=True))
        return
    if suffix != ".zip" and suffix not in SUFFIXES and suffix not in PICTURES:
        found.notes.append(Note(name, "No document and no picture by its name; passed over."))
        return
    found._total += member.file_size
    if found._total > found.limits.archive_total_bytes:
        most = found.limits.archive_total_bytes
        raise ImportRefused(f"Unpacked, the archive has more than {most:,} bytes.", file=found.file)
    found._seen.add(nfc(name).casefold())
    found._members[name] = archive, member
    if suffix == ".zip":
        _take_archive(found, name, depth)
    else:
        (found.documents if suffix in SUFFIXES else found.pictures).append(name)


def _take_archive(found: Archive, name: str, depth: int) -> None:
    """Open an archive in the archive, if the limits allow one here."""
    if depth >= found.limits.archive_depth:
        found.notes.append(Note(name, "An archive in an archive is not opened.", refused=True))
        return
    try:
        _add(found, io.BytesIO(found.read(name)), name.removesuffix(".zip") + "/", depth + 1)
    except ImportRefused as refusal:
        found.notes.append(Note(name, refusal.message, refused=True))


def _why_refused(found: Archive, member: zipfile.ZipInfo, name: str, suffix: str) -> str:
    """Why a member must not be read; empty when it may."""
    parts = name.split("/")
    if ".." in parts or name.startswith("/") or _DRIVE.match(name) or not parts[-1]:
        return "Its name leads out of the archive."
    if _CONTROLS.search(name):
        return "Its name holds control characters."
    if stat.S_ISLNK(member.external_attr >> 16):
        return "It is a link to another file."
    if nfc(name).casefold() in found._seen:
        return "Another member has the same name."
    if member.flag_bits & _ENCRYPTED:
        return "It is encrypted; pack it without a password."
    if member.compress_type not in _METHODS:
        return f"It is packed by a method ({member.compress_type}) that is not read."
    return _why_too_large(member, suffix, found.limits)


def _why_too_large(member: zipfile.ZipInfo, suffix: str, limits: Limits) -> str:
    most = limits.text_bytes
    if suffix in PICTURES:
        most = limits.picture_bytes
    elif suffix in (".docx", ".zip"):
        most = limits.word_bytes
    if member.file_size > most:
        return f"Unpacked it has {member.file_size:,} bytes; at most {most:,} are read."
    if member.file_size > max(_SMALL, limits.archive_ratio * member.compress_size):
        return f"Unpacked it is more than {limits.archive_ratio} times as large: that is no text."
    return ""


def _refuse_overlap(members: list[zipfile.ZipInfo], file: str) -> None:
    """Members that share bytes make a small archive unpack to any size."""
    ordered = sorted(members, key=lambda member: member.header_offset)
    for before, member in pairwise(ordered):
        if before.header_offset + 30 + before.compress_size > member.header_offset:
            raise ImportRefused("The members of the archive overlap: it is made to do harm.", file=file)


def _directory_bytes(stream: IO[bytes], size: int) -> int:
    """How long the archive says its directory is: ``zipfile`` reads it whole, whatever the number of members."""
    tail_at = max(0, size - 66_000)
    stream.seek(tail_at)
    tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or at + 16 > len(tail):
        return 0
    (length,) = struct.unpack_from("<L", tail, at + 12)
    return min(length, size) if length != 0xFFFFFFFF else size


def _names(members: list[zipfile.ZipInfo]) -> Iterator[str]:
    """The members' names. Old programs write them in the encoding of their country without saying so: all in one."""
    raw = [_raw_name(member) for member in members]
    foreign = b"\n".join(name for name in raw if name)
    encoding = "cp437"
    if foreign:
        try:
            foreign.decode()
            encoding = "utf-8"
        except UnicodeDecodeError:
            found = guess(foreign, ("gb18030", "big5hkscs", "cp932"))
            encoding = found.encoding if found and found.confidence > _NAMES_SURE else "cp437"
    for member, name in zip(members, raw, strict=True):
        decoded = name.decode(encoding, "replace") if name else member.filename
        yield nfc(decoded.replace("\\", "/")).removeprefix("./")


def _raw_name(member: zipfile.ZipInfo) -> bytes:
    """A name's bytes, when it is not ASCII and nothing says that it is UTF-8; else empty."""
    if member.flag_bits & _UTF8_NAMES or member.orig_filename.isascii():
        return b""
    return member.orig_filename.encode("cp437", "ignore")
