"""The neutral form every format is parsed into: metadata, blocks, warnings."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from articles.text.blocks import BlockTable


class ImportRefused(Exception):
    """A document that cannot be imported; the message tells a person why, with file, line and field."""

    def __init__(self, message: str, *, file: str = "", line: int = 0, name: str = "") -> None:
        self.message, self.file, self.line, self.name = message, file, line, name
        place = ":".join(str(part) for part in (file, line) if part)
        super().__init__(": ".join(part for part in (place, name, message) if part))


@dataclass(frozen=True, slots=True)
class ImporterWarning:
    """Something the editor should know. ``code`` is stable; ``line`` counts from 1, 0 when it concerns no line."""

    code: str
    message: str
    line: int = 0
    name: str = ""  # the front-matter field, when it concerns one


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself, each kind of "empty" made one: ``""``, ``()`` or ``None``.

    ``raw`` is the front matter exactly as written (without its fences) and ``extra`` holds the fields that have
    no place of their own, so that an export loses nothing. ``guessed`` maps the fields that the importer filled
    without the document saying so to the code of its reason.
    """

    title: str = ""
    title_lang: str = "und"
    summary: str = ""
    summary_lang: str = "und"
    date: datetime.date | None = None
    author: str = ""
    speaker: str = ""
    guests: tuple[str, ...] = ()
    source: str = ""
    insight: str = ""
    series: str = ""
    category: str = ""
    area: str = ""
    status: str = ""
    layout: str = ""
    file_name: str = ""
    projects: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    draft: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)
    raw: str = ""
    raw_format: str = ""  # "yaml", "toml", "json", or "" when there was none
    guessed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SpeakerAlias:
    """A speaker of the turns with the metadata name that is believed to be the same person.

    ``alias`` is empty when no metadata name fits. Always a guess that the editor may correct.
    """

    name: str
    alias: str = ""
    turns: int = 0


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """A document understood: its bytes' identity, metadata, blocks, speakers and every warning.

    ``pictures`` are those that the file itself holds (a Word file's), by the addresses that its blocks give them.
    """

    file: str
    sha256: str
    encoding: str
    format: str  # "markdown", "text", …: the module name under ``formats``
    lang: str  # of the body, by majority
    metadata: Metadata
    table: BlockTable
    speakers: tuple[SpeakerAlias, ...] = ()
    warnings: tuple[ImporterWarning, ...] = ()
    comments_announced: int | None = None
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    slug: str = ""  # the address that an exported article had; "" for every other document
    former_slugs: tuple[str, ...] = ()
