"""Where annotations from elsewhere belong: the revision they were written on, and their passage in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from urllib.parse import unquote, urlsplit

from django.urls import Resolver404, resolve

from annotations.anchoring import Anchor, Claim, Refusal, verify
from annotations.exchange.reading import Item
from annotations.formats.record import FormatRefused, Passage
from articles.models import Article, Revision

_SPACE = re.compile(r"\s+")


def page_at(iri: str) -> tuple[str, dict[str, str | int]]:
    """The name and arguments of our page at the path of ``iri``, whatever the host: exports come from other sites."""
    try:
        match = resolve(unquote(urlsplit(iri).path))
    except (ValueError, Resolver404):
        return "", {}
    return match.url_name or "", match.kwargs


@dataclass(frozen=True, slots=True)
class Anchored:
    """A passage and the revision it stands in."""

    revision: Revision
    anchor: Anchor


@dataclass
class Library:
    """The articles that a file of annotations speaks of, each found by what is surest: bytes, address, source.

    Two queries for any number of items, and one for each revision whose text is needed.
    """

    items: Iterable[Item]
    _texts: dict[int, Revision] = field(default_factory=dict)
    _blocks: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    def anchored(self, passage: Passage) -> Anchored:
        """The passage in the revision it was written on, else in the present text. Raises ``FormatRefused``."""
        wanted = list(self._candidates(passage))
        if not wanted:
            raise FormatRefused("target.source", f"no article here is {passage.source or 'named'}")
        if not passage.exact:
            raise FormatRefused("target.selector", "a TextQuoteSelector with the quoted words is expected")
        refused: Refusal | None = None
        for pk in dict.fromkeys(wanted):
            revision = self._text(pk)
            for reading in _readings(passage):
                found = verify(
                    revision.text,
                    _claim(reading),
                    block_bounds=self._bounds(pk) if reading.start is not None else [],
                )
                if not isinstance(found, Refusal):
                    return Anchored(revision, found.anchor)
                refused = refused or found
        assert refused is not None
        raise FormatRefused("target.selector", refused.message)

    def revision_at(self, article_id: int, digest: str, iri: str) -> int | None:
        """The revision of an article with these bytes, else the one at this permalink."""
        by_digest = [row for row in self._revisions if row[1] == article_id and digest and row[3] == digest]
        name, arguments = page_at(iri)
        number = arguments.get("number") if name == "revision" else None
        same = next((row for row in by_digest if row[2] == number), by_digest[0] if by_digest else None)
        if same is None and not digest:
            same = next((row for row in self._revisions if row[1] == article_id and row[2] == number), None)
        return same[0] if same else None

    def _candidates(self, passage: Passage) -> Iterator[int]:
        """Revisions in which the passage may stand, the likeliest first."""
        article = self._article(passage)
        if article is not None:
            if (written := self.revision_at(article.pk, passage.digest, passage.revision)) is not None:
                yield written
            if article.current_id is not None:
                yield article.current_id
        yield from (row[0] for row in self._revisions if passage.digest and row[3] == passage.digest)

    def _article(self, passage: Passage) -> Article | None:
        name, arguments = page_at(passage.source)
        if name in ("article", "revision") and arguments["slug"] in self._by_slug:
            return self._by_slug[str(arguments["slug"])]
        return self._by_source.get(passage.source)

    @cached_property
    def _articles(self) -> list[Article]:
        passages = [item.record.passage for item in self.items if item.record.passage]
        slugs = {
            str(arguments["slug"])
            for name, arguments in map(page_at, {p.source for p in passages})
            if name in ("article", "revision")
        }
        digests = {passage.digest for passage in passages if passage.digest}
        rows = Article.objects.filter(current__isnull=False).only("pk", "slug", "source", "current_id")
        return list(
            (
                rows.filter(slug__in=slugs)
                | rows.filter(source__in={p.source for p in passages if p.source})
                | rows.filter(revisions__sha256__in=digests)
            ).distinct()
        )

    @cached_property
    def _by_slug(self) -> dict[str, Article]:
        return {article.slug: article for article in self._articles}

    @cached_property
    def _by_source(self) -> dict[str, Article]:
        return {article.source: article for article in self._articles if article.source}

    @cached_property
    def _revisions(self) -> list[tuple[int, int, int, str]]:
        """Id, article, number and digest of every revision of the articles spoken of, the latest first."""
        rows = Revision.objects.filter(article__in=[article.pk for article in self._articles])
        return list(rows.order_by("-number").values_list("pk", "article_id", "number", "sha256"))

    def _text(self, pk: int) -> Revision:
        if pk not in self._texts:
            self._texts[pk] = Revision.objects.select_related("article").defer("source").get(pk=pk)
        return self._texts[pk]

    def _bounds(self, pk: int) -> list[tuple[int, int]]:
        if pk not in self._blocks:
            self._blocks[pk] = [(block.start, block.end) for block in self._text(pk).table.blocks]
        return self._blocks[pk]

    def revision(self, pk: int) -> Revision:
        """A revision with its text and blocks."""
        return self._text(pk)


def _claim(passage: Passage) -> Claim:
    start, end = (0, 1) if passage.start is None or passage.end is None else (passage.start, passage.end)
    return Claim(start, end, passage.exact, passage.prefix, passage.suffix)


def _readings(passage: Passage) -> Iterator[Passage]:
    """The passage as given; then, for clients that quote a page as it was laid out, with its white space folded."""
    yield passage
    exact, prefix, suffix = (
        _SPACE.sub(" ", words) for words in (passage.exact, passage.prefix, passage.suffix)
    )
    if (exact, prefix, suffix) != (passage.exact, passage.prefix, passage.suffix):
        yield replace(passage, start=None, end=None, exact=exact.strip(), prefix=prefix, suffix=suffix)
        yield replace(passage, start=None, end=None, exact=exact.strip(), prefix="", suffix="")
