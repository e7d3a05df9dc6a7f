"""The reading page: text and discussion as the template prints them, in a fixed number of queries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from django.db.models import F
from django.urls import reverse
from django.utils.text import Truncator

import policy
from annotations.markup import excerpt
from annotations.models import Annotation, Placement, Status
from annotations.passages import LinkedPassage, linked_passage
from articles.body import Definition, Entry, ItemGroup, body, contents, definitions
from articles.models import Appearance, Article, EntityKind, Project, Revision, Tag
from articles.text.blocks import BlockKind, block_index_at
from articles.text.language import han_count, word_count
from articles.text.marking import MarkRange, pointed_at
from articles.text.passages import PassageAddress
from articles.text.reading import minutes
from articles.views.images import image_urls

if TYPE_CHECKING:
    from policy import Actor

MAX_DEPTH = 4
_EXCERPT = 90


@dataclass(frozen=True, slots=True)
class Rights:
    """What the viewer may do with an annotation."""

    may_reply: bool
    may_edit: bool
    may_withdraw: bool
    may_report: bool
    may_moderate: bool

    @classmethod
    def of(cls, actor: Actor, annotation: Annotation) -> Rights:
        """Asked of the policy."""
        return cls(
            may_reply=policy.may_reply(actor, annotation),
            may_edit=policy.may_edit_annotation(actor, annotation),
            may_withdraw=policy.may_withdraw_annotation(actor, annotation),
            may_report=policy.may_report_annotation(actor, annotation),
            may_moderate=policy.may_moderate_annotation(actor, annotation),
        )


@dataclass(frozen=True, slots=True)
class ReplyView:
    """A reply in its thread; ``depth`` counts from 1, and what lies deeper stays at ``MAX_DEPTH``."""

    annotation: Annotation
    depth: int
    rights: Rights


@dataclass(frozen=True, slots=True)
class ThreadView:
    """An annotation with its passage and replies."""

    annotation: Annotation
    number: int
    quote: str
    place: tuple[int, int] | None  # canonical offsets in the revision shown; ``None`` for an orphan
    status: str  # "" while the passage reads as it did when the annotation was written
    page_url: str  # of the text shown
    origin_url: str  # the passage as it was written on
    block_index: int | None
    near_index: int | None  # of the block where an orphan's passage would stand
    lang: str
    replies: list[ReplyView]
    rights: Rights
    may_place: bool  # the viewer may say by hand where the passage belongs


@dataclass(frozen=True, slots=True)
class NoteView:
    """An annotation as it is named beside the block where it begins."""

    key: str
    kind: str
    label: str
    author: str
    excerpt: str
    number: int
    is_private: bool
    is_lost: bool  # its passage stood about here
    replies: int


@dataclass(slots=True)
class BlockNotes:
    """What stands beside a block."""

    notes: list[NoteView] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """Everything the reading page prints."""

    article: Article
    revision: Revision
    groups: list[ItemGroup]
    contents: list[Entry]
    terms: list[Definition]
    speakers: list[Appearance]
    tags: list[Tag]
    projects: list[Project]
    entities: list[tuple[str, list[str]]]
    minutes: int
    characters: int
    words: int
    comments: int
    threads: list[ThreadView]
    orphans: list[ThreadView]
    counts: list[tuple[str, int]]
    total: int
    can_annotate: bool
    linked: LinkedPassage | None  # the passage that the page's address points at


def reading_page(article: Article, actor: Actor, passage: str = "") -> ReadingPage:
    """Build the page of ``article`` (with its current revision loaded) for ``actor``.

    ``passage`` is the address of one to point at (:mod:`articles.text.passages`); one that does not exist is
    passed over.
    """
    revision = article.current
    assert revision is not None
    revision.article = article  # spare the query: it is the same row
    threads, orphans = discussion(article, revision, actor)
    table = revision.table
    texts = [block.text for block in table.blocks]
    linked = linked_passage(article, passage) if passage else None
    shown = marks(threads)
    if linked and linked.place:
        shown.append(pointed_at(*linked.place))
    return ReadingPage(
        article=article,
        revision=revision,
        groups=body(table, shown, images=image_urls(revision), extras=beside([*threads, *orphans])),
        contents=contents(table),
        terms=definitions(table),
        speakers=list(article.appearances.select_related("speaker")),
        tags=list(article.tags.all()),
        projects=list(article.projects.all()),
        entities=_entities(article),
        minutes=minutes(table.blocks),
        characters=sum(map(han_count, texts)),
        words=sum(map(word_count, texts)),
        comments=len({block.number for block in table.blocks if block.kind is BlockKind.COMMENT}),
        threads=threads,
        orphans=orphans,
        counts=_counts([*threads, *orphans]),
        total=len(threads) + len(orphans),
        can_annotate=policy.may_annotate(actor, article),
        linked=linked,
    )


def discussion(
    article: Article, revision: Revision, actor: Actor, only: Annotation | None = None
) -> tuple[list[ThreadView], list[ThreadView]]:
    """The threads that ``actor`` may see: those with a place in ``revision`` in text order, and those without.

    ``only`` names one thread. Three queries.
    """
    rows = Annotation.objects.visible_to(actor).filter(article=article)
    roots = (
        rows.threads()
        .annotate(origin_number=F("revision__number"))
        .select_related("author")
        .prefetch_related("tagged__tag")
    )
    answers = rows.filter(root__isnull=False).select_related("author").prefetch_related("tagged__tag")
    places = Placement.objects.filter(revision=revision)
    if only is not None:
        roots, answers = roots.filter(pk=only.pk), answers.filter(root=only)
        places = places.filter(annotation=only)
    by_annotation = {place.annotation_id: place for place in places}
    by_root: dict[int, list[Annotation]] = defaultdict(list)
    for answer in answers.order_by("pk"):
        assert answer.root_id is not None
        by_root[answer.root_id].append(answer)
    views = []
    for root in roots.order_by("pk"):
        root.article = article
        views.append(_thread(root, by_annotation.get(root.pk), by_root[root.pk], revision, actor))
    placed = sorted((view for view in views if view.place), key=_text_order)
    return (
        [replace(view, number=number) for number, view in enumerate(placed, 1)],
        [view for view in views if view.place is None],
    )


def _text_order(view: ThreadView) -> tuple[int, int, int]:
    assert view.place is not None
    return (*view.place, view.annotation.pk)


def _thread(
    root: Annotation, place: Placement | None, answers: Sequence[Annotation], revision: Revision, actor: Actor
) -> ThreadView:
    at = (place.start, place.end) if place and place.start is not None and place.end is not None else None
    status = place.status if place else Status.ORPHAN
    index = block_index_at(revision.table.blocks, at[0]) if at else None
    return ThreadView(
        annotation=root,
        number=0,
        quote=revision.text[at[0] : at[1]] if at else root.exact,
        place=at,
        status="" if status in (Status.EXACT, Status.SHIFTED) else status,
        page_url=_page_url(root.article, revision),
        origin_url=_origin_url(root),
        block_index=index,
        near_index=_near(place, revision) if at is None else None,
        lang=revision.table.blocks[index].lang if index is not None else revision.lang,
        replies=reply_views(root, answers, actor),
        rights=Rights.of(actor, root),
        may_place=bool(
            place
            and place.may_be_put_by_hand
            and revision.pk == root.article.current_id
            and policy.may_place_annotation(actor, root)
        ),
    )


def _near(place: Placement | None, revision: Revision) -> int | None:
    """The block about which a passage stood that is gone."""
    blocks = revision.table.blocks
    if place is None or place.near is None or not blocks:
        return None
    return block_index_at(blocks, min(place.near, blocks[-1].end))


def _page_url(article: Article, revision: Revision) -> str:
    if revision.pk == article.current_id:
        return article.get_absolute_url()
    return reverse("revision", args=[article.slug, revision.number])


def _origin_url(root: Annotation) -> str:
    """The passage in the revision that the note was written on."""
    assert root.start is not None
    assert root.end is not None
    number: int = root.origin_number  # type: ignore[attr-defined]
    page = reverse("revision", args=[root.article.slug, number])
    return f"{page}?p={PassageAddress(number, root.start, root.end)}#passage"


def reply_views(root: Annotation, answers: Sequence[Annotation], actor: Actor) -> list[ReplyView]:
    """The replies of a thread in reading order: each followed by those that answer it.

    An answer whose parent may not be seen stands at the top of the thread. Without recursion: a thread may be deep.
    """
    known = {answer.pk for answer in answers}
    children: dict[int, list[Annotation]] = defaultdict(list)
    for answer in answers:
        answer.root, answer.article = root, root.article
        parent = answer.parent_id if answer.parent_id in known else root.pk
        assert parent is not None
        children[parent].append(answer)
    found: list[ReplyView] = []
    stack = [(answer, 1) for answer in reversed(children[root.pk])]
    while stack:
        answer, depth = stack.pop()
        found.append(ReplyView(answer, min(depth, MAX_DEPTH), Rights.of(actor, answer)))
        stack += [(child, depth + 1) for child in reversed(children[answer.pk])]
    return found


def marks(threads: Iterable[ThreadView]) -> list[MarkRange]:
    """The passages to mark in the text; what is withdrawn or hidden leaves none."""
    return [
        MarkRange(*thread.place, thread.annotation.key, _mark_kind(thread.annotation))
        for thread in threads
        if thread.place and not thread.annotation.is_withdrawn and not thread.annotation.is_hidden
    ]


def _mark_kind(annotation: Annotation) -> str:
    return annotation.kind if annotation.is_public else f"{annotation.kind} m-private"


def beside(threads: Iterable[ThreadView]) -> Mapping[int, BlockNotes]:
    """The notes by the index of the block where they begin or, without a place, about which they stood."""
    found: dict[int, BlockNotes] = defaultdict(BlockNotes)
    for thread in threads:
        index = thread.near_index if thread.block_index is None else thread.block_index
        if index is not None and not thread.annotation.is_withdrawn:
            found[index].notes.append(_note(thread))
    return dict(found)


def _note(thread: ThreadView) -> NoteView:
    annotation = thread.annotation
    return NoteView(
        key=annotation.key,
        kind=annotation.kind,
        label=annotation.get_kind_display(),
        author=annotation.author_name,
        excerpt=_excerpt(thread),
        number=thread.number,
        is_private=not annotation.is_public,
        is_lost=thread.place is None,
        replies=len(thread.replies),
    )


def _excerpt(thread: ThreadView) -> str:
    """The first words: of the claim denied, else of the body, else of the passage."""
    annotation = thread.annotation
    words = excerpt(annotation.body_html, _EXCERPT) if not annotation.claim else ""
    return words or Truncator(annotation.claim or thread.quote).chars(_EXCERPT)


def _counts(threads: Iterable[ThreadView]) -> list[tuple[str, int]]:
    """How many there are of each kind, the most first; by the kind's word."""
    standing = (thread.annotation for thread in threads if not thread.annotation.is_withdrawn)
    return Counter(annotation.get_kind_display() for annotation in standing).most_common()


def _entities(article: Article) -> list[tuple[str, list[str]]]:
    """The names that the article lists, by kind."""
    found: dict[str, list[str]] = defaultdict(list)
    for listed in article.listed_entities.select_related("entity").order_by("kind", "position"):
        found[str(EntityKind(listed.kind).label)].append(listed.entity.name)
    return list(found.items())
