"""What clients send: W3C annotations become the same verbs that the forms use."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils import timezone

from annotations import actions
from annotations.anchoring import Claim, Found, verify
from annotations.formats.reading import parse
from annotations.formats.record import FormatRefused, Passage, Record
from annotations.formats.webannotation import load
from annotations.models import LONGEST_KEY, Annotation, Visibility
from annotations.provenance import Provenance
from annotations.refusals import PassageRefused
from articles.models import Article, Revision

if TYPE_CHECKING:
    from policy import Actor

LARGEST = 64 * 1024  # bytes of a body: six times the longest note
MOST_A_MINUTE = 60  # annotations one reader may send
_MEDIA_TYPES = ("application/ld+json", "application/json")
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]+[a-z0-9]")
_TAKEN = frozenset({"preview"})  # words that stand where a key would stand


class Refused(Exception):
    """A request that cannot be taken, with the HTTP status to say so."""

    def __init__(self, status: int, title: str) -> None:
        self.status, self.title = status, title
        super().__init__(title)


def is_data(request: HttpRequest) -> bool:
    """Whether the body is JSON rather than a form."""
    return (request.content_type or "").lower() in _MEDIA_TYPES


def read(request: HttpRequest) -> Record:
    """The annotation in the body. Raises :class:`Refused` (413, 415) and ``FormatRefused``."""
    if not is_data(request):
        raise Refused(415, f"Send {_MEDIA_TYPES[0]}.")
    length = request.META.get("CONTENT_LENGTH") or "0"
    if int(length) > LARGEST or len(request.body) > LARGEST:
        raise Refused(413, f"The body is larger than {LARGEST:,} bytes.")
    return load(parse(request.body))


def create(*, actor: Actor, record: Record, request: HttpRequest, article: Article | None) -> Annotation:
    """Make the annotation that ``record`` describes, below ``article`` if that is given.

    Raises what the verbs raise, :class:`Refused` and ``FormatRefused``.
    """
    _refuse_haste(actor)
    if record.is_private:
        raise FormatRefused("audience", "private notes have no place in a public container")
    common: dict[str, Any] = {
        "actor": actor,
        "body": record.body,
        "tags": record.tags,
        "key": _free_key(request.headers.get("Slug", "")),
        "provenance": _provenance(record),
    }
    if record.passage is None:
        return actions.reply(parent=_parent(record, actor, request, article), **common)
    target, revision = _text(record.passage, actor, request)
    if article is not None and target.pk != article.pk:
        raise FormatRefused("target.source", "is not the article of this container")
    found = _place(record.passage, target, revision)
    return actions.annotate(
        article=target,
        revision_id=revision.pk,
        start=found.anchor.start,
        end=found.anchor.end,
        exact=found.anchor.exact,
        prefix=found.anchor.prefix,
        suffix=found.anchor.suffix,
        kind=record.kind,
        visibility=Visibility.PUBLIC,
        claim=record.claim,
        source=record.source,
        **common,
    )


def replace(*, actor: Actor, row: Annotation, record: Record, described: Record) -> Annotation:
    """Give ``row`` the words of ``record``. ``described`` is what it says now: its passage, kind and names stay.

    Raises what ``edit`` raises and ``FormatRefused``.
    """
    for field in ("canonical", "via"):
        sent, kept = getattr(record, field), getattr(described, field)
        if kept and sent != kept:
            raise FormatRefused(field, "is set and cannot be changed")
        if sent and not kept:
            raise FormatRefused(field, "can only be set when the annotation is made")
    if record.iri and record.iri != described.iri:
        raise FormatRefused("id", f"is not the address of this annotation, {described.iri}")
    if record.kind != described.kind:
        raise FormatRefused("motivation", f"this is a {described.kind} and stays one")
    if not _same_target(record, described):
        raise FormatRefused("target", "a note stays at the passage it was written on")
    return actions.edit(
        actor=actor, annotation=row, claim=record.claim, body=record.body, source=record.source,
        tags=record.tags, begun_at=row.edited_at,
    )  # fmt: skip


def _same_target(record: Record, described: Record) -> bool:
    if record.passage is None or described.passage is None:
        return record.passage is None and described.passage is None and record.parent == described.parent
    now, sent = described.passage, record.passage
    return (sent.source, sent.exact) == (now.source, now.exact) and sent.start in (None, now.start)


def _refuse_haste(actor: Actor) -> None:
    lately = timezone.now() - timedelta(minutes=1)
    if Annotation.objects.filter(author_id=actor.pk, created_at__gt=lately).count() >= MOST_A_MINUTE:
        raise Refused(429, f"More than {MOST_A_MINUTE} annotations a minute are too many.")


def _provenance(record: Record) -> Provenance | None:
    """The names that came with it: ``canonical`` is kept, its address elsewhere becomes ``via``."""
    via = list(dict.fromkeys([*record.via, *([record.iri] if record.iri else [])]))
    for name in (record.canonical, *via):
        if name and (len(name) > 2_000 or not urlsplit(name).scheme or any(sign.isspace() for sign in name)):
            raise FormatRefused("canonical" if name == record.canonical else "via", "is no IRI")
    return Provenance(canonical=record.canonical, via=via) if record.canonical or via else None


def _free_key(slug: str) -> str:
    """The key that a client asks for, if it can be one and never was; else empty."""
    wish = slug.strip().strip('"').lower().replace("_", "-")
    if not _SLUG.fullmatch(wish) or len(wish) > LONGEST_KEY or wish in _TAKEN:
        return ""
    return "" if Annotation.objects.filter(key=wish).exists() else wish


def resolve_iri(iri: str, request: HttpRequest | None = None) -> tuple[str, dict[str, Any]]:
    """The name and arguments of our page at ``iri``; nothing for other sites (when ``request`` says which is ours)."""
    try:
        parts = urlsplit(iri)
        if request is not None and parts.netloc and parts.netloc != request.get_host():
            return "", {}
        match = resolve(unquote(parts.path))
    except (ValueError, Resolver404):
        return "", {}
    return match.url_name or "", match.kwargs


def _parent(record: Record, actor: Actor, request: HttpRequest, article: Article | None) -> Annotation:
    name, arguments = resolve_iri(record.parent, request)
    rows = Annotation.objects.visible_to(actor).select_related("article", "root")
    found = rows.filter(key=arguments["key"]).first() if name in ("annotation-iri", "annotation") else None
    if found is None:
        raise FormatRefused("target", "a reply names an annotation of this container")
    if article is not None and found.article_id != article.pk:
        raise FormatRefused("target", "is not in the container of this article")
    return found


def _text(passage: Passage, actor: Actor, request: HttpRequest) -> tuple[Article, Revision]:
    """The article and the revision that the passage was chosen in: the one named, else the current one."""
    name, arguments = resolve_iri(passage.source, request)
    rows = Article.objects.visible_to(actor).filter(current__isnull=False).select_related("current")
    found = rows.filter(slug=arguments["slug"]).first() if name in ("article", "revision") else None
    if found is None:
        raise FormatRefused("target.source", "is not the address of an article here")
    number = arguments.get("number")
    cached, more = resolve_iri(passage.revision, request)
    if cached == "revision" and more["slug"] == found.slug:
        number = more["number"]
    if number is None:
        assert found.current is not None
        return found, found.current
    revision = found.revisions.filter(number=number).defer("source").first()
    if revision is None:
        raise FormatRefused("target.state.cached", "is not a revision of this article")
    return found, revision


def _place(passage: Passage, article: Article, revision: Revision) -> Found:
    """The passage where the selectors say; a quote alone must stand in the text once."""
    if not passage.exact:
        raise FormatRefused("target.selector", "a TextQuoteSelector with the quoted words is expected")
    bounds = (
        [(block.start, block.end) for block in revision.table.blocks] if passage.start is not None else []
    )
    start = 0 if passage.start is None else passage.start
    end = 1 if passage.end is None else passage.end
    found = verify(
        revision.text, Claim(start, end, passage.exact, passage.prefix, passage.suffix), block_bounds=bounds
    )
    if not isinstance(found, Found):
        raise PassageRefused.because(found, article)
    return found
