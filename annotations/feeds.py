"""Atom feeds (RFC 4287) of what everybody may read: the site, an article, a tag, a person, a thread."""

from __future__ import annotations

import hashlib
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html
from django.utils.http import parse_http_date
from django.utils.safestring import mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import User
from annotations.exchange.outgoing import Site
from annotations.models import Annotation, AnnotationQuerySet
from annotations.protocol.container import public_rows
from articles.models import Article, Tag

if TYPE_CHECKING:
    _Feed = Feed[Any, Any]
else:  # generic for the type checker only
    _Feed = Feed

ENTRIES = 50
_EVERYONE = AnonymousUser()
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed; addresses are absolute."""

    iri: str
    link: str
    title: str
    html: str
    published: datetime
    updated: datetime
    author: str
    author_link: str | None
    tags: tuple[str, ...]


class _Atom(Atom1Feed):
    """Atom whose date says when something was last written; with nothing in it that is long ago, not now."""

    def latest_post_date(self) -> datetime:
        """The latest date of an entry."""
        return super().latest_post_date() if self.items else _NEVER


class PublicFeed(_Feed, ABC):
    """What all feeds have in common; a subclass says whose it is and which rows are in it."""

    feed_type = _Atom
    site: Site

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The feed, or 304 when the reader has it already."""
        feed = type(self)()  # Django shares one instance among all requests
        feed.site = Site.of(request)
        answer = Feed.__call__(feed, request, *args, **kwargs)
        answer["Access-Control-Allow-Origin"] = "*"
        answer["Cache-Control"] = "max-age=300"
        answer["ETag"] = f'"{hashlib.sha256(answer.content).hexdigest()[:32]}"'
        modified = parse_http_date(answer["Last-Modified"])
        found = get_conditional_response(
            request, etag=answer["ETag"], last_modified=modified, response=answer
        )
        assert found is not None
        return found

    @abstractmethod
    def rows(self, obj: Any) -> AnnotationQuerySet:
        """The annotations in the feed of ``obj``."""

    def texts(self, obj: Any) -> Iterable[Article]:
        """The articles in the feed of ``obj``."""
        return ()

    def items(self, obj: Any) -> list[Entry]:
        """The latest entries. Three queries."""
        notes = self.rows(obj).select_related("article", "author", "root").prefetch_related("tagged__tag")
        entries = [self._note(row) for row in notes.newest_first()[:ENTRIES]]
        entries += [self._text(article) for article in self.texts(obj)]
        return sorted(entries, key=lambda entry: entry.published, reverse=True)[:ENTRIES]

    def _note(self, row: Annotation) -> Entry:
        return Entry(
            iri=self.site.iri(row.key),
            link=self.site.absolute(row.get_absolute_url()),
            title=f"{row.get_kind_display()}: {Truncator(row.claim or row.body or row.exact).chars(80)}",
            html=_html(row),
            published=row.created_at,
            updated=row.edited_at or row.created_at,
            author=row.author_name or _("a former reader"),
            author_link=self.site.absolute(row.author.get_absolute_url()) if row.author else None,
            tags=tuple(tagged.tag.name for tagged in row.tagged.all()),
        )

    def _text(self, article: Article) -> Entry:
        address = self.site.absolute(article.get_absolute_url())
        published = article.published_at or article.created_at
        return Entry(
            iri=address,
            link=address,
            title=article.title,
            html=format_html("<p>{}</p>", article.summary),
            published=published,
            updated=published,
            author=article.author or article.speaker or _("Reading room"),
            author_link=None,
            tags=tuple(tag.name for tag in article.tags.all()),
        )

    def item_title(self, item: Entry) -> str:
        """Plain text."""
        return _NOT_XML.sub("", item.title)

    def item_description(self, item: Entry) -> str:
        """Clean HTML."""
        return _NOT_XML.sub("", item.html)

    def item_link(self, item: Entry) -> str:
        """Where people read it."""
        return item.link

    def item_guid(self, item: Entry) -> str:
        """Its lasting name."""
        return item.iri

    def item_pubdate(self, item: Entry) -> datetime:
        """When it was written."""
        return item.published

    def item_updateddate(self, item: Entry) -> datetime:
        """When it was last changed."""
        return item.updated

    def item_author_name(self, item: Entry) -> str:
        """Who wrote it."""
        return item.author

    def item_author_link(self, item: Entry) -> str | None:
        """The author's page."""
        return item.author_link

    def item_categories(self, item: Entry) -> tuple[str, ...]:
        """Its tags."""
        return item.tags


def _html(row: Annotation) -> str:
    """What a note says, with the words it is about."""
    quote = format_html("<blockquote>{}</blockquote>", row.exact) if row.exact else ""
    claim = format_html("<p><b>{}</b> {}</p>", _("Denies"), row.claim) if row.claim else ""
    source = format_html("<p><b>{}</b> {}</p>", _("Source"), row.source) if row.source else ""
    return quote + claim + mark_safe(row.body_html) + source  # noqa: S308 - cleaned when it was written


class SiteFeed(PublicFeed):
    """New texts, and what was said about any."""

    def title(self) -> str:
        """The name of the house."""
        return str(_("Reading room"))

    def link(self) -> str:
        """The home page."""
        return reverse("home")

    def rows(self, obj: None) -> AnnotationQuerySet:
        """All."""
        return public_rows()

    def texts(self, obj: None) -> Iterable[Article]:
        """The latest published."""
        return Article.objects.published().order_by("-published_at").prefetch_related("tags")[:ENTRIES]  # type: ignore[misc]  # taggit has no types


class ArticleFeed(PublicFeed):
    """What is said about one article."""

    def get_object(self, request: HttpRequest, slug: str) -> Article:
        """A published article. Raises ``Http404``."""
        return get_object_or_404(Article.objects.visible_to(_EVERYONE), slug=slug)

    def title(self, obj: Article) -> str:
        """The article's."""
        return _NOT_XML.sub("", obj.title)

    def link(self, obj: Article) -> str:
        """The reading page."""
        return obj.get_absolute_url()

    def rows(self, obj: Article) -> AnnotationQuerySet:
        """Its annotations and replies."""
        return public_rows(obj)


class TagFeed(PublicFeed):
    """Texts and annotations with one tag."""

    def get_object(self, request: HttpRequest, slug: str) -> Tag:
        """The tag. Raises ``Http404``."""
        found: Tag = get_object_or_404(Tag, slug=slug)
        return found

    def title(self, obj: Tag) -> str:
        """The tag's name."""
        return f"#{_NOT_XML.sub('', obj.name)}"

    def link(self, obj: Tag) -> str:
        """The discussion under this tag."""
        return f"{reverse('discussion')}?tag={obj.slug}"

    def rows(self, obj: Tag) -> AnnotationQuerySet:
        """Annotations with the tag."""
        return public_rows().filter(tagged__tag=obj)

    def texts(self, obj: Tag) -> Iterable[Article]:
        """Published articles with the tag."""
        rows = Article.objects.published().filter(tagged__tag=obj).order_by("-published_at")
        return rows.prefetch_related("tags")[:ENTRIES]  # type: ignore[misc]  # taggit has no types


class PersonFeed(PublicFeed):
    """What one person writes."""

    def get_object(self, request: HttpRequest, username: str) -> User:
        """Somebody with an account. Raises ``Http404``."""
        return get_object_or_404(User, username=username, is_active=True)

    def title(self, obj: User) -> str:
        """The name shown."""
        return obj.shown_name

    def link(self, obj: User) -> str:
        """The person's page."""
        return obj.get_absolute_url()

    def rows(self, obj: User) -> AnnotationQuerySet:
        """What they wrote."""
        return public_rows().filter(author=obj)


class ThreadFeed(PublicFeed):
    """One annotation and its replies."""

    def get_object(self, request: HttpRequest, key: str) -> Annotation:
        """The root of the thread. Raises ``Http404``."""
        rows = Annotation.objects.visible_to(_EVERYONE).public().threads().select_related("article")
        return get_object_or_404(rows, key=key)

    def title(self, obj: Annotation) -> str:
        """What it is, and on which text."""
        words = {"kind": obj.get_kind_display(), "title": _NOT_XML.sub("", obj.article.title)}
        return _("%(kind)s on “%(title)s”") % words

    def link(self, obj: Annotation) -> str:
        """The page of the thread."""
        return obj.get_absolute_url()

    def rows(self, obj: Annotation) -> AnnotationQuerySet:
        """The annotation and its replies."""
        return public_rows().filter(Q(pk=obj.pk) | Q(root=obj))
