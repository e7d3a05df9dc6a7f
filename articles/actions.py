"""What editors do with articles. Every verb names its actor (``None`` is the system) and is one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, Literal

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

import policy
from articles.importing.document import ParsedDocument
from articles.metadata import copy_metadata
from articles.models import Article, Image, Revision
from articles.naming import import_name, slug_for
from articles.pictures import media_type_of
from articles.signals import revision_published

if TYPE_CHECKING:
    from policy import Actor

_TRIES = 3
AS_NEW: Final = "new"
Target = Article | Literal["new"] | None  # what the editor chose; ``None``: find out


class Publication(StrEnum):
    """What an import does with ``draft``."""

    AS_FILE = "as-file"
    PUBLISH = "publish"
    DRAFT = "draft"


class Outcome(StrEnum):
    """What an import would do, or has done."""

    NEW = "new"
    REVISION = "revision"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Plan:
    """What importing a document would do: ``article`` is the one it would change, if any."""

    outcome: Outcome
    article: Article | None


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import has done."""

    outcome: Outcome
    article: Article
    revision: Revision


def _require_editor(actor: Actor | None) -> None:
    if actor is not None and not policy.may_edit_articles(actor):
        raise PermissionDenied("Only editors import and publish.")


def plan_import(document: ParsedDocument, target: Target = None) -> Plan:
    """What importing ``document`` would do now. Two queries at most."""
    if target == AS_NEW:
        return Plan(Outcome.NEW, None)
    article = Article.objects.get(pk=target.pk) if isinstance(target, Article) else _match(document)
    if article is None:
        return Plan(Outcome.NEW, None)
    same = article.current is not None and article.current.sha256 == document.sha256
    return Plan(Outcome.UNCHANGED if same else Outcome.REVISION, article)


def _match(document: ParsedDocument) -> Article | None:
    """The article that ``document`` is another state of: by file name, then by source address."""
    known = Article.objects.select_related("current").defer(
        "current__source", "current__blocks", "current__text"
    )
    name = _file_name(document)
    found = known.filter(file_name=name).first()
    if found is None and document.metadata.source.startswith(("http://", "https://")):
        found = known.filter(source=document.metadata.source).order_by("pk").first()
    return found


def _file_name(document: ParsedDocument) -> str:
    return import_name(document.metadata.file_name or document.file)


def import_document(
    *,
    actor: Actor | None,
    document: ParsedDocument,
    data: bytes,
    images: Mapping[str, bytes] | None = None,
    publication: Publication = Publication.AS_FILE,
    corrections: Mapping[str, Any] | None = None,
    note: str = "",
    is_minor: bool = False,
    decisions: Mapping[str, str] | None = None,
    target: Target = None,
) -> Imported:
    """Make an article of ``document``, a new revision of the one it matches, or nothing when it is unchanged.

    ``data`` is kept byte for byte; ``images`` maps addresses as written in the document to their bytes. Raises
    ``PermissionDenied``. Two imports of one file at once make one article: the second finds the first's.
    """
    _require_editor(actor)
    for attempt in range(_TRIES):
        try:
            with transaction.atomic():
                return _import(
                    actor=actor,
                    document=document,
                    data=data,
                    images=images or {},
                    publication=publication,
                    corrections=corrections or {},
                    note=note,
                    is_minor=is_minor,
                    decisions=decisions or {},
                    target=target,
                )
        except IntegrityError:
            if attempt == _TRIES - 1:
                raise
    raise AssertionError("unreachable")


def _import(
    *,
    actor: Actor | None,
    document: ParsedDocument,
    data: bytes,
    images: Mapping[str, bytes],
    publication: Publication,
    corrections: Mapping[str, Any],
    note: str,
    is_minor: bool,
    decisions: Mapping[str, str],
    target: Target,
) -> Imported:
    plan = plan_import(document, target)
    article = plan.article
    if plan.outcome is Outcome.UNCHANGED and article is not None and not corrections:
        assert article.current is not None
        _set_published(article, _wanted(article, document, publication, is_new=False))
        return Imported(Outcome.UNCHANGED, article, article.current)
    is_new = article is None
    if article is None:
        name = _file_name(document)
        known = target == AS_NEW and Article.objects.filter(file_name=name).exists()
        article = Article(
            slug=_free_slug(document), title=document.metadata.title[:500], file_name="" if known else name
        )
        article.save()
    revision = _make_revision(
        actor=actor,
        article=article,
        document=document,
        data=data,
        corrections=corrections,
        note=note,
        is_minor=is_minor,
    )
    _keep_images(revision, document, {**document.pictures, **images})
    publish_revision(actor=actor, article=article, revision=revision, document=document, decisions=decisions)
    _set_published(article, _wanted(article, document, publication, is_new=is_new))
    return Imported(Outcome.NEW if is_new else Outcome.REVISION, article, revision)


def _wanted(article: Article, document: ParsedDocument, publication: Publication, *, is_new: bool) -> bool:
    """Whether the article is to be public. A file that says "draft" never unpublishes what readers already read."""
    if publication is Publication.AS_FILE:
        return article.is_published or (not document.metadata.draft and (is_new or not article.is_published))
    return publication is Publication.PUBLISH


def _set_published(article: Article, published: bool) -> None:
    if article.is_published != published:
        article.published_at = timezone.now() if published else None
        article.save(update_fields=["published_at"])


def _free_slug(document: ParsedDocument) -> str:
    """The document's address, numbered when another article has it."""
    slug = slug_for(document.metadata.title, document.metadata.file_name or document.file)
    taken = set(Article.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    if slug not in taken:
        return slug
    number = 2
    while f"{slug}-{number}" in taken:
        number += 1
    return f"{slug}-{number}"


def _make_revision(
    *,
    actor: Actor | None,
    article: Article,
    document: ParsedDocument,
    data: bytes,
    corrections: Mapping[str, Any],
    note: str,
    is_minor: bool,
) -> Revision:
    last = article.revisions.aggregate(last=Max("number"))["last"] or 0
    metadata = asdict(document.metadata)
    metadata["date"] = document.metadata.date.isoformat() if document.metadata.date else None
    return Revision.objects.create(
        article=article,
        number=last + 1,
        created_by_id=actor.pk if actor else None,
        note=note[:500],
        is_minor=is_minor,
        source=data,
        sha256=document.sha256,
        encoding=document.encoding,
        format=document.format,
        file_name=document.file[-300:],
        lang=document.lang,
        front_matter=metadata.pop("raw"),
        metadata=metadata,
        corrections=dict(corrections),
        warnings=[asdict(warning) for warning in document.warnings],
        blocks=[block.as_dict() for block in document.table.blocks],
        text=document.table.text,
    )


def _keep_images(revision: Revision, document: ParsedDocument, images: Mapping[str, bytes]) -> None:
    """Keep the pictures that the document shows and that are pictures."""
    wanted = dict.fromkeys(block.image for block in document.table.blocks if block.image in images)
    Image.objects.bulk_create(
        Image(revision=revision, path=path, media_type=kind, data=images[path])
        for path in wanted
        if (kind := media_type_of(images[path]))
    )


def publish_revision(
    *,
    actor: Actor | None,
    article: Article,
    revision: Revision,
    document: ParsedDocument,
    decisions: Mapping[str, str] | None = None,
) -> None:
    """Make ``revision`` the article's current one and tell those who stand above.

    ``decisions`` are the editor's answers to what those who stand above have asked in the preview.
    """
    _require_editor(actor)
    with transaction.atomic():
        previous = article.current
        article.current = revision
        copy_metadata(article, document)
        article.save()
        revision_published.send(
            sender=Article,
            actor=actor,
            article=article,
            revision=revision,
            previous=previous,
            decisions=decisions or {},
        )


def publish(*, actor: Actor | None, articles: QuerySet[Article]) -> int:
    """Show drafts to everyone; returns how many changed."""
    _require_editor(actor)
    return articles.filter(published_at__isnull=True).update(published_at=timezone.now())


def unpublish(*, actor: Actor | None, articles: QuerySet[Article]) -> int:
    """Take articles back to drafts, for editors only; returns how many changed."""
    _require_editor(actor)
    return articles.filter(published_at__isnull=False).update(published_at=None)
