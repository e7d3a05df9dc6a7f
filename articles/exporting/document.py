"""A document as Markdown with front matter: the fields by their own names, and what they cannot say under one key."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

import yaml

from articles.exporting.body import canonical, write_body
from articles.importing import frontmatter
from articles.importing.document import ImportRefused, Metadata, ParsedDocument
from articles.importing.exported import KEY, parse_exported
from articles.importing.exported.document import VERSION
from articles.importing.recognise.aliases import speaker_aliases
from articles.text.language import language_of

_OF_THE_FILE = {"raw", "raw_format", "guessed"}  # not of the article
_NAMES = {
    "title": "title", "summary": "summary", "date": "date", "author": "author", "speaker": "speaker", "guests": "guest",
    "source": "source", "tags": "tags", "projects": "project", "series": "series", "category": "category", "area": "area",
    "status": "status", "people": "people", "organisations": "companies_orgs", "products": "products_models",
    "media": "media_books", "insight": "insight", "layout": "layout", "file_name": "file_name", "draft": "draft",
}  # fmt: skip


class NotExportable(Exception):
    """An article that no Markdown can say so that it is read the same; the message tells why."""


def write_document(document: ParsedDocument) -> bytes:
    """The document as UTF-8 Markdown, from which :func:`parse_exported` reads the same. Raises :class:`NotExportable`."""
    try:
        body = write_body(document.table.blocks, document.lang)
        data = (_front_matter(document) + "\n" + body).encode()
        again = parse_exported(data, file=document.file)
    except (ImportRefused, ValueError, yaml.YAMLError) as error:
        raise NotExportable(str(error)) from error
    if content(again) != content(document):
        raise NotExportable("What is read in the export is not what was written.")
    return data


def content(document: ParsedDocument) -> dict[str, Any]:
    """What makes two documents the same article, comparable."""
    return {
        "metadata": replace(document.metadata, raw="", raw_format="", guessed={}),
        "blocks": canonical(document.table.blocks),
        "speakers": document.speakers,
        "lang": document.lang,
        "slug": document.slug,
        "former_slugs": document.former_slugs,
    }


def _front_matter(document: ParsedDocument) -> str:
    metadata = document.metadata
    written = _fields(metadata)
    said: dict[str, Any] = {"version": VERSION, "slug": document.slug, "lang": document.lang}
    if document.former_slugs:
        said["former_slugs"] = list(document.former_slugs)
    guessed = {one.name: one.alias for one in speaker_aliases(document.table.blocks, metadata)}
    aliases = {one.name: one.alias for one in document.speakers if guessed.get(one.name) != one.alias}
    if aliases:
        said["speakers"] = aliases
    exact = _not_said(metadata, written, document)
    if exact:
        said["metadata"] = exact
    return f"---\n{_yaml(written | {KEY: said})}---\n"


def _fields(metadata: Metadata) -> dict[str, Any]:
    """The fields that say something, by the names that authors use, and the unknown ones as they came."""
    written: dict[str, Any] = {}
    for field, name in _NAMES.items():
        value = getattr(metadata, field)
        if value or field == "draft":
            written[name] = list(value) if isinstance(value, tuple) else value
    return written | {name: value for name, value in metadata.extra.items() if name not in {*written, KEY}}


def _not_said(metadata: Metadata, written: dict[str, Any], document: ParsedDocument) -> dict[str, Any]:
    """The fields whose values an importer would not read in ``written``, exactly."""
    text = f"---\n{_yaml(written)}---\n"
    read = frontmatter.read(frontmatter.split(text, document.file), document.file).metadata
    read = replace(
        read,
        title_lang=language_of(read.title, document.lang),
        summary_lang=language_of(read.summary, document.lang),
    )
    exact: dict[str, Any] = {}
    for one in fields(Metadata):
        value = getattr(metadata, one.name)
        if one.name in _OF_THE_FILE or getattr(read, one.name) == value:
            continue
        exact[one.name] = _exactly(value)
    return exact


def _exactly(value: Any) -> Any:
    """``value`` as YAML holds it: lists as such, other fields as JSON, for YAML has names that mean something."""
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False)
    return list(value) if isinstance(value, tuple) else value


class _Dumper(yaml.SafeDumper):
    """Without aliases: equal values are written twice."""

    def ignore_aliases(self, data: Any) -> bool:
        """Never an alias."""
        return True


def _yaml(values: dict[str, Any]) -> str:
    text: str = yaml.dump(values, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100_000)
    return text
