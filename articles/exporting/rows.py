"""Articles as documents again, and whether an article is just what its file says."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from django.db.models import Prefetch, QuerySet

from articles.importing.detect import detect
from articles.importing.document import ImportRefused, Metadata, ParsedDocument, SpeakerAlias
from articles.metadata import fields_of, listed, names_of
from articles.models import Appearance, Article, EntityKind, ListedEntity, Revision, TaggedArticle
from articles.naming import tag_slug

_LISTS = {"guests", "projects", "tags", "people", "organisations", "products", "media"}
_OWN = (
    "title", "title_lang", "summary", "summary_lang", "date", "author", "speaker", "source", "insight", "series",
    "category", "area", "status", "layout",
)  # fmt: skip


def with_everything(articles: QuerySet[Article]) -> QuerySet[Article]:
    """``articles`` with all that an export reads; a fixed number of queries a chunk."""
    return articles.select_related("current").prefetch_related(
        "projects",
        "former_addresses",
        Prefetch("tagged", TaggedArticle.objects.select_related("tag").order_by("pk")),
        Prefetch("listed_entities", ListedEntity.objects.select_related("entity")),
        Prefetch("appearances", Appearance.objects.select_related("speaker")),
    )


def document_of(article: Article) -> ParsedDocument:
    """The article as it stands, editors' corrections and all."""
    revision = article.current
    assert revision is not None
    kinds = _entities(article)
    metadata = Metadata(
        **{name: getattr(article, name) for name in _OWN},
        guests=tuple(article.guests),
        projects=tuple(project.name for project in article.projects.all()),
        tags=tuple(tagged.tag.name for tagged in article.tagged.all()),
        people=tuple(kinds[EntityKind.PERSON]),
        organisations=tuple(kinds[EntityKind.ORGANISATION]),
        products=tuple(kinds[EntityKind.PRODUCT]),
        media=tuple(kinds[EntityKind.MEDIUM]),
        draft=not article.is_published,
        file_name=metadata_of(revision).file_name,
        extra=dict(article.extra),
    )
    return ParsedDocument(
        file=revision.file_name,
        sha256=revision.sha256,
        encoding=revision.encoding,
        format=revision.format,
        lang=article.lang,
        metadata=metadata,
        table=revision.table,
        speakers=speakers_of(article),
        slug=article.slug,
        former_slugs=tuple(sorted(former.slug for former in article.former_addresses.all())),
    )


def speakers_of(article: Article) -> tuple[SpeakerAlias, ...]:
    """Who speaks in the article, by the names that editors know them by."""
    return tuple(
        SpeakerAlias(one.speaker.name, one.speaker.alias, one.turns) for one in article.appearances.all()
    )


def metadata_of(revision: Revision) -> Metadata:
    """What the document said of itself when it was imported."""
    values: dict[str, Any] = {name: value for name, value in revision.metadata.items() if name in _FIELDS}
    values |= {name: tuple(values[name]) for name in _LISTS & values.keys()}
    if values.get("date"):
        values["date"] = datetime.date.fromisoformat(values["date"])
    return Metadata(**values)


_FIELDS = {one.name for one in fields(Metadata)}


def is_as_its_file(article: Article) -> bool:
    """Whether importing the article's file again would give the article: nobody has corrected or edited anything."""
    revision = article.current
    if revision is None or revision.corrections:
        return False
    said = metadata_of(revision)
    own = fields_of(said, revision.lang)
    return (
        all(getattr(article, name) == value for name, value in own.items())
        and {project.name for project in article.projects.all()} == set(names_of(said.projects))
        and _entities(article) == listed(said)
        and _has_tags(article, said.tags)
        and _is_read_alike(revision)
    )


def _entities(article: Article) -> dict[EntityKind, list[str]]:
    found: dict[EntityKind, list[str]] = {kind: [] for kind in EntityKind}
    for one in article.listed_entities.all():
        found[EntityKind(one.kind)].append(one.entity.name)
    return found


def _has_tags(article: Article, names: Iterable[str]) -> bool:
    """Whether the tags are those of the file, one written in another case included."""
    tags = [tagged.tag for tagged in article.tagged.all()]
    known = {tag.slug for tag in tags} | {tag.name.casefold() for tag in tags}
    wanted = {tag_slug(name): name for name in names}
    return len(tags) <= len(wanted) and all(
        slug in known or name.casefold() in known for slug, name in wanted.items()
    )


def _is_read_alike(revision: Revision) -> bool:
    """Whether nobody had to say in which format or encoding the file is."""
    try:
        found, source = detect(bytes(revision.source), file=revision.file_name)
    except ImportRefused:
        return False
    return (found, source.encoding) == (revision.format, revision.encoding)
