"""An annotation as it travels between sites: plain values, addresses instead of rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

NOBODY_IRI = "urn:reading-room:former-reader"  # stands for an author whose account has gone


class FormatRefused(ValueError):
    """What arrived cannot be taken. ``field`` says where (``target.selector[0].end``), ``reason`` why, in English."""

    def __init__(self, field: str, reason: str) -> None:
        self.field, self.reason = field, reason
        super().__init__(f"{field}: {reason}" if field else reason)


@dataclass(frozen=True, slots=True)
class Author:
    """Whoever wrote it; an empty name is an author whose account has gone."""

    name: str = ""
    iri: str = ""
    nickname: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """The words it is about, in the text they were chosen in: code points, half-open.

    ``source`` is the address of the article, ``revision`` that of the very text, ``digest`` the SHA-256 of its
    source file in hex. ``start`` is ``None`` when only the quote is known.
    """

    source: str
    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None
    revision: str = ""
    made_at: datetime | None = None
    digest: str = ""
    lang: str = ""
    title: str = ""
    writer: str = ""  # who wrote the article


@dataclass(frozen=True, slots=True)
class Place:
    """Where it stands in one revision; ``start`` and ``end`` are ``None`` where it has no place."""

    revision: str
    digest: str
    status: str
    start: int | None = None
    end: int | None = None
    confidence: float = 1.0
    near: int | None = None  # about where it would stand, had its passage not gone


@dataclass(frozen=True, slots=True)
class Record:
    """One annotation or reply. A reply has a ``parent`` (its address) and no passage of its own.

    ``page`` is where people read it, ``article`` and ``title`` name the text that its thread is about.
    """

    kind: str
    iri: str = ""
    author: Author = field(default_factory=Author)
    created: datetime | None = None
    modified: datetime | None = None
    withdrawn: datetime | None = None
    claim: str = ""
    body: str = ""
    source: str = ""
    tags: tuple[str, ...] = ()
    is_private: bool = False
    passage: Passage | None = None
    parent: str = ""
    ancestors: tuple[str, ...] = ()  # root first, parent last
    places: tuple[Place, ...] = ()
    canonical: str = ""
    via: tuple[str, ...] = ()
    page: str = ""
    article: str = ""
    title: str = ""


def stamp(moment: datetime) -> str:
    """``moment`` as W3C and Atom want it: UTC, ending in "Z"; microseconds only when there are any."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
