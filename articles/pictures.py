"""Pictures that come along with a document: which files are pictures, and where a document's own are."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

MAX_BYTES = 5_000_000

# Told by their first bytes, never by name. No SVG: it is a document that can hold scripts.
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)


def media_type_of(data: bytes) -> str:
    """The media type of a picture that may be shown; empty for anything else or more than ``MAX_BYTES``."""
    if len(data) > MAX_BYTES:
        return ""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for signature, kind in _SIGNATURES if data.startswith(signature)), "")


def is_local(address: str) -> bool:
    """Whether ``address`` names a file beside the document and not one elsewhere on the machine or the web."""
    path = PurePosixPath(address)
    return bool(address) and ":" not in address and not path.is_absolute() and ".." not in path.parts


def read_beside(document: Path, addresses: Iterable[str]) -> dict[str, bytes]:
    """The bytes of the pictures among ``addresses`` that lie beside ``document``; others are left out."""
    found: dict[str, bytes] = {}
    folder = document.parent.resolve()
    for address in addresses:
        path = (folder / address).resolve()
        if (
            is_local(address)
            and path.is_relative_to(folder)
            and path.is_file()
            and path.stat().st_size <= MAX_BYTES
        ):
            found[address] = path.read_bytes()
    return found
