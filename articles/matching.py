"""Which article a document is another state of.

In this order: the article that the editor chose; the one known by the very same path; one that a weaker sign points
to (the same source address, the same name in another folder) *and* that the document resembles. The reasons stand in
``docs/decisions/0021-which-article-a-file-is.md``.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

from django.db.models import Q, QuerySet

from articles.importing.document import ImporterWarning, ParsedDocument
from articles.models import Article
from articles.naming import base_name, import_name, source_key

AS_NEW: Final = "new"
Target = Article | Literal["new"] | None  # what the editor chose; ``None``: find out

_MOST_CANDIDATES = 20


class MatchedBy(StrEnum):
    """What told the article."""

    NOTHING = "nothing"  # the document is a new article
    CHOICE = "choice"
    FILE_NAME = "file-name"
    RESEMBLANCE = "resemblance"  # a weaker sign, and the texts are alike


@dataclass(frozen=True, slots=True)
class Match:
    """The article, if any, what told it, and what the editor should know about that.

    ``takes_name``: from now on the article is known by the document's path.
    """

    article: Article | None
    by: MatchedBy
    takes_name: bool
    warnings: tuple[ImporterWarning, ...] = ()


def find_match(document: ParsedDocument, target: Target = None, taken: Collection[int] = ()) -> Match:
    """The article that ``document`` is another state of; ``taken`` are those that other files of the batch are.

    Three queries at most. An article in ``taken`` is found by its path only.
    """
    path = import_name(document.file)
    named = _known().filter(file_name=path).first()
    if target == AS_NEW:
        return Match(None, MatchedBy.CHOICE, takes_name=named is None)
    if isinstance(target, Article):
        chosen = _known().get(pk=target.pk)
        warnings = (_elsewhere(named, "name"),) if named and named.pk != chosen.pk else ()
        return Match(chosen, MatchedBy.CHOICE, takes_name=named is None, warnings=warnings)
    signs = [article for article in _candidates(document, path, named) if article.pk not in taken]
    if named:
        return Match(
            named, MatchedBy.FILE_NAME, True, tuple(_elsewhere(other, "source") for other in signs[:3])
        )
    alike = [article for article in signs if _is_state_of(document, article)]
    if len(alike) == 1:
        takes_name = document.slug != alike[0].slug  # an export does not rename the file that it came from
        return Match(alike[0], MatchedBy.RESEMBLANCE, takes_name, (_renamed(alike[0]),))
    several = tuple(_one_of_several(article) for article in alike)
    return Match(
        None, MatchedBy.NOTHING, True, several or tuple(_look_alike(article) for article in signs[:3])
    )


def _known() -> QuerySet[Article]:
    """Articles with their current revision, without its heavy columns."""
    return Article.objects.select_related("current").defer(
        "current__source", "current__blocks", "current__text", "current__metadata", "current__front_matter"
    )


def _candidates(document: ParsedDocument, path: str, named: Article | None) -> list[Article]:
    """Articles that a weak sign points to; beside one known by its path only rivals by source address."""
    key = source_key(document.metadata.source)
    if named:
        rivals = _known().filter(source_key=key).exclude(pk=named.pk) if key else Article.objects.none()
        return list(rivals.order_by("pk")[:_MOST_CANDIDATES])
    sign = Q(base_name__in={base_name(path), known_base_name(document)})
    if key:
        sign |= Q(source_key=key)
    if document.slug:
        sign |= Q(slug=document.slug)
    found = _known().filter(sign).order_by("pk")[:_MOST_CANDIDATES]
    return [
        article for article in found if _is_stated(document, article) or _ends_alike(path, article.file_name)
    ]


def _stated_name(document: ParsedDocument) -> str:
    """The name that the document gives its file in the front matter, if it does."""
    stated = document.metadata.file_name
    return base_name(import_name(stated)) if stated else ""


def known_base_name(document: ParsedDocument) -> str:
    """The name, without folders, by which a document may be recognised elsewhere."""
    return _stated_name(document) or base_name(import_name(document.file))


def _is_stated(document: ParsedDocument, article: Article) -> bool:
    """Whether the document names the article's source address, its file or, being an export, its own address."""
    key = source_key(document.metadata.source)
    return (
        bool(key and key == article.source_key)
        or bool(document.slug and document.slug == article.slug)
        or _stated_name(document) == article.base_name
    )


def _is_state_of(document: ParsedDocument, article: Article) -> bool:
    """Whether the document resembles the article: by half of its text, or the title beside what the author stated."""
    if _is_stated(document, article) and article.title == document.metadata.title:
        return True
    return _share_half(document, article)


def _ends_alike(path: str, other: str) -> bool:
    """Whether one path is the end of the other: a file that came without its folders."""
    return f"/{path}".endswith(f"/{other}") or f"/{other}".endswith(f"/{path}")


def _share_half(document: ParsedDocument, article: Article) -> bool:
    """Whether at least half of the shorter text stands, line by line, in the other."""
    before = set(article.current.text.split("\n")) if article.current else set()
    now = {block.text for block in document.table.blocks}
    shorter = min(sum(map(len, before)), sum(map(len, now)))
    return 2 * sum(map(len, before & now)) >= shorter > 0


def _elsewhere(article: Article, sign: str) -> ImporterWarning:
    what = "name" if sign == "name" else "source address"
    return ImporterWarning("matches-two", f"By its {what} this is “{article.title}” ({article.slug}).")


def _renamed(article: Article) -> ImporterWarning:
    return ImporterWarning(
        "matched-by-likeness",
        f"Until now this was “{article.file_name}”; source or name and the text are alike.",
    )


def _one_of_several(article: Article) -> ImporterWarning:
    return ImporterWarning(
        "matches-several",
        f"It may be another state of “{article.title}” ({article.slug}); choose, or keep both.",
    )


def _look_alike(article: Article) -> ImporterWarning:
    return ImporterWarning(
        "same-sign",
        f"“{article.title}” ({article.slug}) has the same source address or file name and another text.",
    )
