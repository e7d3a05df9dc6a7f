"""Rows as records: what an annotation is to the world outside, with absolute addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from django.db.models import F, Prefetch, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from annotations.formats.record import Author, Passage, Place, Record
from annotations.models import Annotation, Placement
from articles.models import Article, Revision

if TYPE_CHECKING:
    from annotations.provenance import Provenance

CHUNK = 500
_HEAVY = ("source", "front_matter", "metadata", "corrections", "warnings", "blocks", "text")


@dataclass(frozen=True, slots=True)
class Site:
    """Makes absolute addresses; ``root`` is the address of the home page."""

    root: str

    @classmethod
    def of(cls, request: HttpRequest) -> Site:
        """As the request reached it."""
        return cls(request.build_absolute_uri("/"))

    def absolute(self, path: str) -> str:
        """The address of ``path``."""
        return urljoin(self.root, path)

    def iri(self, key: str) -> str:
        """The name of an annotation: its address without a slash, where data and page part."""
        return self.absolute(reverse("annotation-iri", args=[key]))

    def revision(self, article: Article, number: int) -> str:
        """The permalink of a revision."""
        return self.absolute(reverse("revision", args=[article.slug, number]))


def with_context(rows: QuerySet[Annotation], *, every_placement: bool = False) -> QuerySet[Annotation]:
    """``rows`` with what :func:`as_record` needs, in three queries; placements of all revisions or of the current."""
    places = Placement.objects.select_related("revision").defer(*(f"revision__{name}" for name in _HEAVY))
    if not every_placement:
        places = places.filter(annotation__article__current_id=F("revision_id"))
    return (
        rows.select_related("article", "author", "revision", "root", "parent", "provenance")
        .defer(*(f"revision__{name}" for name in _HEAVY))
        .prefetch_related("tagged__tag", Prefetch("placements", places.order_by("revision__number")))
    )


def as_record(row: Annotation, site: Site) -> Record:
    """``row``, fetched by :func:`with_context`, as it leaves the site."""
    article = row.article
    parents = [row.root, row.parent] if row.root_id != row.parent_id else [row.root]
    ancestors = tuple(site.iri(found.key) for found in parents if found is not None)
    told: Provenance | None = getattr(row, "provenance", None)
    return Record(
        kind=row.kind,
        iri=site.iri(row.key),
        author=_author(row, told, site),
        created=row.created_at,
        modified=row.edited_at,
        withdrawn=row.withdrawn_at,
        claim=row.claim,
        body=row.body,
        source=row.source,
        tags=tuple(sorted(tagged.tag.name for tagged in row.tagged.all())),
        is_private=not row.is_public,
        passage=_passage(row, row.revision, site) if row.revision else None,
        parent=ancestors[-1] if ancestors else "",
        ancestors=ancestors,
        places=tuple(_place(place, article, site) for place in row.placements.all()),
        canonical=told.canonical if told else "",
        via=tuple(told.via) if told else (),
        page=site.absolute(row.get_absolute_url()),
        article=site.absolute(article.get_absolute_url()),
        title=article.title,
    )


def _author(row: Annotation, told: Provenance | None, site: Site) -> Author:
    if row.author is not None:
        page = site.absolute(row.author.get_absolute_url())
        return Author(name=row.author.shown_name, iri=page, nickname=row.author.username)
    if told is None:
        return Author(name=row.attributed_to)
    return Author(name=row.attributed_to, iri=told.author_iri, nickname=told.author_nickname)


def _passage(row: Annotation, revision: Revision, site: Site) -> Passage:
    article = row.article
    return Passage(
        source=site.absolute(article.get_absolute_url()),
        exact=row.exact,
        prefix=row.prefix,
        suffix=row.suffix,
        start=row.start,
        end=row.end,
        revision=site.revision(article, revision.number),
        made_at=revision.created_at,
        digest=revision.sha256,
        lang=article.lang,
        title=article.title,
        writer=article.author,
    )


def _place(place: Placement, article: Article, site: Site) -> Place:
    return Place(
        revision=site.revision(article, place.revision.number),
        digest=place.revision.sha256,
        status=place.status,
        start=place.start,
        end=place.end,
        confidence=place.confidence,
        near=place.near,
    )


def in_chunks(rows: QuerySet[Annotation]) -> Iterator[Annotation]:
    """All of ``rows``, oldest first, some hundred at a time: no cursor stays open while a slow reader downloads."""
    last = 0
    while chunk := list(rows.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        yield from chunk
        last = chunk[-1].pk


def records(rows: QuerySet[Annotation], site: Site) -> Iterable[Record]:
    """All of ``rows`` as records with every placement, oldest first."""
    return (as_record(row, site) for row in in_chunks(with_context(rows, every_placement=True)))
