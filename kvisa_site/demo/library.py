"""The sample documents of the demo, imported the way editors import."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from articles.actions import Publication, import_document
from articles.importing.document import ImportRefused
from articles.importing.parse import parse_document
from articles.models import Article, Revision
from kvisa_site.demo.data import DemoError

DOCUMENTS = frozenset({".md", ".txt"})
IMAGES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp"})


@dataclass(frozen=True, slots=True)
class Library:
    """The articles by the name of their file, and how many of them are new."""

    articles: Mapping[str, Article]
    added: int


def import_library(folder: Path) -> Library:
    """Import and publish the documents of ``folder``; drafts stay drafts. Raises ``DemoError``.

    A document that was ever imported with these very bytes is left alone: an editor may since have revised,
    corrected or unpublished it.
    """
    paths = sorted(path for path in folder.glob("*") if path.suffix in DOCUMENTS)
    if not paths:
        raise DemoError(f"{folder}: has no documents ({', '.join(sorted(DOCUMENTS))}).")
    images = read_images(folder)
    articles: dict[str, Article] = {}
    added = 0
    for path in paths:
        data = path.read_bytes()
        known = find(data)
        added += known is None
        articles[path.name] = known or _import(path, data, images)
    return Library(articles, added)


def find(data: bytes) -> Article | None:
    """The article that has, or once had, exactly this text."""
    revisions = Revision.objects.filter(sha256=hashlib.sha256(data).hexdigest())
    revision = revisions.select_related("article__current").order_by("pk").first()
    return revision.article if revision else None


def read_images(folder: Path) -> dict[str, bytes]:
    """The pictures below ``folder`` by the address that documents give them."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.suffix in IMAGES
    }


def _import(path: Path, data: bytes, images: Mapping[str, bytes]) -> Article:
    """Import one document as the system."""
    try:
        document = parse_document(data, file=path.name)
    except ImportRefused as refusal:
        raise DemoError(f"{path}: {refusal}") from refusal
    imported = import_document(
        actor=None, document=document, data=data, images=images, publication=Publication.AS_FILE
    )
    return imported.article
