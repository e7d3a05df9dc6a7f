"""What a new revision would change in what the library says of an article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from articles.importing.corrections import TEXT_FIELDS
from articles.importing.document import ParsedDocument
from articles.models import Article


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field with what it says and what it would say."""

    label: str
    old: str
    new: str


def field_changes(article: Article, document: ParsedDocument) -> list[FieldChange]:
    """The fields that ``document`` says otherwise than ``article`` does; tags and entities by their names."""
    metadata = document.metadata
    pairs: list[tuple[str, Any, Any]] = [
        (name, getattr(article, name), getattr(metadata, name)) for name in (*TEXT_FIELDS, "date")
    ]
    pairs += [
        ("lang", article.lang, document.lang),
        ("tags", sorted(article.tags.names()), sorted(metadata.tags)),
        ("projects", sorted(article.projects.values_list("name", flat=True)), sorted(metadata.projects)),
        ("guests", article.guests, list(metadata.guests)),
    ]
    return [
        FieldChange(_label(name), _words(old), _words(new))
        for name, old, new in pairs
        if _words(old) != _words(new)
    ]


def _label(name: str) -> str:
    return str(getattr(Article._meta.get_field(name), "verbose_name", name))


def _words(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
