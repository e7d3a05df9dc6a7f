"""The annotated edition: a text with its public notes below the words they are about, made for paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string

from annotations.models import Annotation
from annotations.page import ThreadView, discussion, marks
from articles.body import ItemGroup, body
from articles.models import Article, Revision
from articles.views.images import image_urls

if TYPE_CHECKING:
    from policy import Actor

_HERE = "<!-- the notes -->"


@dataclass(slots=True)
class BlockThreads:
    """The threads on passages that begin in one block."""

    threads: list[ThreadView] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Edition:
    """What the edition of an article prints; ``orphans`` have no place in this revision."""

    revision: Revision
    groups: list[ItemGroup]
    orphans: list[ThreadView]
    total: int


def edition_of_article(article: Article, actor: Actor) -> Edition:
    """The current text of ``article`` with what is meant for everyone. A fixed number of queries."""
    revision = article.current
    assert revision is not None
    revision.article = article  # spare the query: it is the same row
    placed, lost = discussion(article, revision, actor)
    threads, orphans = _public(placed), _public(lost)
    below: dict[int, BlockThreads] = defaultdict(BlockThreads)
    for number, thread in enumerate(threads, 1):
        assert thread.block_index is not None
        below[thread.block_index].threads.append(replace(thread, number=number))
    groups = body(revision.table, marks(threads), images=image_urls(revision), extras=below)
    return Edition(revision, groups, orphans, len(threads) + len(orphans))


def _public(threads: list[ThreadView]) -> list[ThreadView]:
    """Without what only the viewer, or a moderator, may see."""
    return [
        replace(thread, replies=[reply for reply in thread.replies if not reply.annotation.is_hidden])
        for thread in threads
        if thread.annotation.is_public and not thread.annotation.is_hidden
    ]


def edition_of_notes(request: HttpRequest, rows: QuerySet[Annotation]) -> Iterator[str]:
    """A page of ``rows``, one article after the other, in pieces: there may be many."""
    page = render_to_string("annotations/notes_edition.html", {"here": _HERE}, request)
    head, _here, tail = page.partition(_HERE)
    yield head
    for pk in rows.order_by("article_id").values_list("article_id", flat=True).distinct():
        found = rows.filter(article_id=pk).select_related("article", "author", "root")
        notes = list(found.prefetch_related("tagged__tag").order_by("start", "root_id", "pk"))
        context = {"article": notes[0].article, "page_obj": notes}
        yield render_to_string("annotations/_chapter.html", context, request)
    yield tail
