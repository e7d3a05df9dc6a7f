"""The front matter of an exported document and the whole of it."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any

from articles.importing import frontmatter
from articles.importing.document import ImportRefused, Metadata, ParsedDocument, SpeakerAlias
from articles.importing.exported.body import read_body
from articles.importing.recognise.aliases import speaker_aliases
from articles.text.blocks import BlockTable
from articles.text.language import language_of

KEY = "reading_room"
VERSION = "1"
_BEGINS = b"---\n"
_MARK = f"\n{KEY}:\n  version:".encode()
_LANG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})?")
_LISTS = {"guests", "projects", "tags", "people", "organisations", "products", "media"}


def is_exported(data: bytes) -> bool:
    """Whether ``data`` is what this library writes: a look at its front matter."""
    return data.startswith(_BEGINS) and _MARK in data[:65_536]


def parse_exported(data: bytes, *, file: str) -> ParsedDocument:
    """The document in ``data``, without any guess. Raises :class:`ImportRefused`."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ImportRefused("The export is not UTF-8 any more.", file=file, line=line) from error
    parts = frontmatter.split(text, file)
    read = frontmatter.read(parts, file)
    said = read.metadata.extra.get(KEY)
    if not isinstance(said, dict) or said.get("version") != VERSION:
        raise ImportRefused(f"Only version {VERSION} of exports is understood.", file=file, line=1, name=KEY)
    lang = _text(said, "lang", "und", file)
    if not _LANG.fullmatch(lang):
        raise ImportRefused("A language tag was expected.", file=file, line=1, name=f"{KEY}.lang")
    metadata = _metadata(read.metadata, said, lang, file)
    blocks = read_body(parts.body, parts.body_line, lang, file)
    if not any(block.text for block in blocks):
        raise ImportRefused("The document has no text.", file=file)
    return ParsedDocument(
        file=file,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding="utf-8",
        format="markdown",
        lang=lang,
        metadata=metadata,
        table=BlockTable.of(blocks),
        speakers=_speakers(speaker_aliases(blocks, metadata), said, file),
        warnings=tuple(warning for warning in read.warnings if warning.name != KEY),
        slug=_text(said, "slug", "", file),
        former_slugs=tuple(_texts(said, "former_slugs", file)),
    )


def _metadata(read: Metadata, said: Mapping[str, Any], lang: str, file: str) -> Metadata:
    """What the fields say, with what they cannot say replaced by what stands under ``metadata``."""
    plain = replace(
        read,
        extra={name: value for name, value in read.extra.items() if name != KEY},
        title_lang=language_of(read.title, lang),
        summary_lang=language_of(read.summary, lang),
        guessed={},
    )
    exact = said.get("metadata") or {}
    known = {one.name for one in fields(Metadata)} - {"raw", "raw_format", "guessed"}
    if not isinstance(exact, dict) or not exact.keys() <= known:
        raise ImportRefused("There are fields that nobody knows.", file=file, line=1, name=f"{KEY}.metadata")
    metadata = replace(plain, **{name: _value(name, value, file) for name, value in exact.items()})
    if not metadata.title:
        raise ImportRefused("An exported article has a title.", file=file, line=1, name="title")
    return metadata


def _value(name: str, value: Any, file: str) -> Any:
    """The plain ``value`` as the type of the field ``name``."""
    convert, expected = _TYPES.get(name, (_as_text, "A text"))
    try:
        return convert(value)
    except (TypeError, ValueError) as error:
        place = f"{KEY}.metadata.{name}"
        raise ImportRefused(f"{expected} was expected.", file=file, line=1, name=place) from error


def _as_text(value: Any) -> str:
    if not isinstance(value, str | None):
        raise TypeError
    return value or ""


def _as_lang(value: Any) -> str:
    if not isinstance(value, str) or not _LANG.fullmatch(value):
        raise ValueError
    return value


def _as_list(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise TypeError
    return tuple(value)


def _as_fields(value: Any) -> dict[str, Any]:
    """Fields as JSON: YAML has names that mean something (``<<``)."""
    try:
        fields_ = json.loads(_as_text(value))
    except RecursionError as error:
        raise ValueError from error
    if not isinstance(fields_, dict):
        raise TypeError
    return fields_


def _as_date(value: Any) -> datetime.date | None:
    return datetime.date.fromisoformat(value) if value else None


_TYPES: dict[str, tuple[Callable[[Any], Any], str]] = {
    **dict.fromkeys(_LISTS, (_as_list, "A list of names")),
    **dict.fromkeys(("title_lang", "summary_lang"), (_as_lang, "A language tag")),
    "date": (_as_date, "A date of the form 2025-10-04"),
    "draft": (lambda value: value == "true", "True or false"),
    "extra": (_as_fields, "A JSON object"),
}


def _speakers(
    found: tuple[SpeakerAlias, ...], said: Mapping[str, Any], file: str
) -> tuple[SpeakerAlias, ...]:
    """The speakers, with the aliases that editors gave them."""
    aliases = said.get("speakers") or {}
    if not isinstance(aliases, dict) or not all(isinstance(one, str | None) for one in aliases.values()):
        raise ImportRefused(
            "Speakers and their aliases were expected.", file=file, line=1, name=f"{KEY}.speakers"
        )
    return tuple(replace(one, alias=aliases.get(one.name, one.alias) or "") for one in found)


def _text(said: Mapping[str, Any], name: str, default: str, file: str) -> str:
    value = said.get(name, default)
    if isinstance(value, str) and len(value) <= 200:
        return value
    raise ImportRefused("A text was expected.", file=file, line=1, name=f"{KEY}.{name}")


def _texts(said: Mapping[str, Any], name: str, file: str) -> list[str]:
    values = said.get(name) or []
    if isinstance(values, list) and all(isinstance(one, str) and len(one) <= 200 for one in values):
        return values
    raise ImportRefused("A list of texts was expected.", file=file, line=1, name=f"{KEY}.{name}")
