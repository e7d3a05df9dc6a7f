"""What editors do with articles. Every verb names its actor (``None`` is the system) and is one transaction."""

from __future__ import annotations

import time
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from hashlib import sha256
from random import random
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

import policy
from articles.importing.document import ImporterWarning, ParsedDocument
from articles.matching import Match, Target, find_match, known_base_name
from articles.metadata import SharedRows, copy_metadata
from articles.models import Article, FormerAddress, Image, Revision
from articles.naming import alternatives, import_name, slug_for, why_refused
from articles.pictures import media_type_of
from articles.signals import revision_published

if TYPE_CHECKING:
    from policy import Actor

_TRIES = 10  # of each round somebody wins, so this many may want the same address at one moment
_PAUSE = 0.02  # seconds, growing: those who met once part


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
    """What importing a document would do: ``article`` is the one it would change, if any; ``match`` says why."""

    outcome: Outcome
    article: Article | None
    match: Match

    @property
    def warnings(self) -> tuple[ImporterWarning, ...]:
        """What the editor should know about the article that was chosen."""
        return self.match.warnings


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import has done."""

    outcome: Outcome
    article: Article
    revision: Revision
    warnings: tuple[ImporterWarning, ...] = ()


class AddressRefused(ValueError):
    """An address that an article cannot have; ``code`` is one of ``naming.why_refused``, or "taken"."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def _require_editor(actor: Actor | None) -> None:
    if actor is not None and not policy.may_edit_articles(actor):
        raise PermissionDenied("Only editors import and publish.")


# Import ---------------------------------------------------------------------------------------------------


def find_unchanged(*, data: bytes, file: str, format: str | None = None) -> Article | None:  # noqa: A002
    """The article whose current text was made of these very bytes under this name. One query; nothing is parsed."""
    known = Article.objects.filter(file_name=import_name(file), current__sha256=sha256(data).hexdigest())
    if format:
        known = known.filter(current__format=format)
    return known.first()


def plan_import(document: ParsedDocument, target: Target = None, taken: Collection[int] = ()) -> Plan:
    """What importing ``document`` would do now. ``target`` and ``taken`` as in :func:`import_document`."""
    match = find_match(document, target, taken)
    current = match.article.current if match.article else None
    if match.article is None:
        return Plan(Outcome.NEW, None, match)
    same = current is not None and (current.sha256, current.format) == (document.sha256, document.format)
    return Plan(Outcome.UNCHANGED if same else Outcome.REVISION, match.article, match)


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
    taken: Collection[int] = (),
    shared: SharedRows | None = None,
) -> Imported:
    """Make an article of ``document``, a new revision of the one it is another state of, or nothing if unchanged.

    ``data`` is kept byte for byte; ``images`` maps addresses as written in the document to their bytes. ``target`` is
    what the editor chose (an article, or ``AS_NEW``), ``taken`` the keys of articles that other files of the batch
    are, ``shared`` the rows that the batch has looked up already. Raises ``PermissionDenied``. Two imports of one
    file at once make one article: the second finds the first's.
    """
    _require_editor(actor)
    shared = shared or SharedRows()
    for attempt in range(_TRIES):
        try:
            with shared.kept(), transaction.atomic():
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
                    plan=plan_import(document, target, taken),
                    shared=shared,
                )
        except (IntegrityError, OperationalError):  # somebody was quicker, or two waited for each other
            if attempt == _TRIES - 1:
                raise
            time.sleep(_PAUSE * attempt * random())  # noqa: S311 - no secret
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
    plan: Plan,
    shared: SharedRows,
) -> Imported:
    article = plan.article
    current = article.current if article and plan.outcome is Outcome.UNCHANGED else None
    if article and current and corrections in ({}, current.corrections):
        publish_unchanged(actor=actor, article=article, publication=publication)
        return Imported(Outcome.UNCHANGED, article, current, plan.warnings)
    is_new = article is None
    if article is None:
        article = Article(slug=free_slug(document), title=document.metadata.title[:500])
    if plan.match.takes_name:
        article.file_name, article.base_name = import_name(document.file), known_base_name(document)
    if is_new:
        article.save()
        _take_over_addresses(article, document.former_slugs)
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
    _set_published(article, _wanted(article, document, publication, is_new=is_new))
    publish_revision(
        actor=actor,
        article=article,
        revision=revision,
        document=document,
        decisions=decisions,
        shared=shared,
    )
    return Imported(Outcome.NEW if is_new else Outcome.REVISION, article, revision, plan.warnings)


def _wanted(article: Article, document: ParsedDocument, publication: Publication, *, is_new: bool) -> bool:
    """Whether the article is to be public. A file that says "draft" never unpublishes what readers already read."""
    if publication is Publication.AS_FILE:
        return article.is_published or not document.metadata.draft
    return publication is Publication.PUBLISH


def _set_published(article: Article, published: bool) -> bool:
    """Set the field (the caller saves it); returns whether that changes anything."""
    changes = article.is_published != published
    if changes:
        article.published_at = timezone.now() if published else None
    return changes


def publish_unchanged(*, actor: Actor | None, article: Article, publication: Publication) -> None:
    """Publish or unpublish an article whose file came again unchanged, when that was asked for."""
    _require_editor(actor)
    if publication is not Publication.AS_FILE and _set_published(article, publication is Publication.PUBLISH):
        article.save(update_fields=["published_at"])


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
        file_name=import_name(document.file),
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
    shared: SharedRows | None = None,
) -> None:
    """Make ``revision`` the article's current one and tell those who stand above.

    ``decisions`` are the editor's answers to what those who stand above have asked in the preview.
    """
    _require_editor(actor)
    with transaction.atomic():
        previous = article.current
        article.current = revision
        copy_metadata(article, document, shared or SharedRows(), is_new=previous is None)
        article.save()
        revision_published.send(
            sender=Article,
            actor=actor,
            article=article,
            revision=revision,
            previous=previous,
            decisions=decisions or {},
        )


# Publication and addresses ----------------------------------------------------------------------------------


def publish(*, actor: Actor | None, articles: QuerySet[Article]) -> int:
    """Show drafts to everyone; returns how many changed."""
    _require_editor(actor)
    return articles.filter(published_at__isnull=True).update(published_at=timezone.now())


def unpublish(*, actor: Actor | None, articles: QuerySet[Article]) -> int:
    """Take articles back to drafts, for editors only; returns how many changed."""
    _require_editor(actor)
    return articles.filter(published_at__isnull=False).update(published_at=None)


def free_slug(document: ParsedDocument) -> str:
    """The address for a new article; nobody has it or has ever had it. Two queries."""
    path = import_name(document.file)
    slug = (
        document.slug
        if document.slug and not why_refused(document.slug)
        else slug_for(document.metadata, path)
    )
    others = alternatives(slug, path)
    taken = _taken_slugs([slug, *others])
    return next((one for one in [slug, *others] if one not in taken), f"{slug}-{uuid.uuid4().hex[:10]}")


def _taken_slugs(slugs: Sequence[str]) -> set[str]:
    """Those that an article has or once had. Asked in this order: an address that is being left is seen by one."""
    now = set(Article.objects.filter(slug__in=slugs).values_list("slug", flat=True))
    return now | set(FormerAddress.objects.filter(slug__in=slugs).values_list("slug", flat=True))


def _take_over_addresses(article: Article, slugs: Sequence[str]) -> None:
    """Former addresses that an exported article brings along, where nobody has them."""
    wanted = [slug for slug in slugs if not why_refused(slug)]
    taken = _taken_slugs(wanted) if wanted else set()
    FormerAddress.objects.bulk_create(
        [FormerAddress(slug=slug, article=article) for slug in wanted if slug not in taken]
    )


def change_address(*, actor: Actor | None, article: Article, slug: str) -> None:
    """Give ``article`` another address; the old one leads there for ever. Raises :class:`AddressRefused`."""
    _require_editor(actor)
    if code := why_refused(slug):
        raise AddressRefused(code)
    try:
        with transaction.atomic():
            old = Article.objects.select_for_update().values_list("slug", flat=True).get(pk=article.pk)
            if old != slug:
                article.slug = slug
                article.save(update_fields=["slug"])
                _leave_address(article, old)
    except IntegrityError as error:
        raise AddressRefused("taken") from error


def _leave_address(article: Article, old: str) -> None:
    """Keep ``old`` for the article. After its new address is written: only then is it known who left that one."""
    if FormerAddress.objects.filter(slug=article.slug).exclude(article=article).exists():
        raise AddressRefused("taken")
    FormerAddress.objects.filter(slug=article.slug, article=article).delete()
    FormerAddress.objects.create(slug=old, article=article)
