"""Bringing annotations in from elsewhere, with their authors as names, their dates, threads, tags and places.

What is checked is checked before anything is saved; what is saved is saved in one transaction.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

import policy
from annotations.anchoring import reanchor
from annotations.exchange.anchors import Anchored, Library, page_at
from annotations.exchange.reading import Item, Refusal, read_file
from annotations.formats.record import FormatRefused, Place, Record
from annotations.markup import MarkupRefused, plain
from annotations.models import (
    KEY_LENGTH,
    LONGEST_KEY,
    Annotation,
    Kind,
    Placement,
    Status,
    Visibility,
    make_key,
)
from annotations.provenance import Provenance
from annotations.tagging import set_tags
from annotations.words import Words, read_tags, read_words
from articles.models import Article, Revision

if TYPE_CHECKING:
    from policy import Actor

LONGEST_IRI = 500
_LONGEST_NAME = 200
_KEY = re.compile(r"[a-z0-9][a-z0-9-]*[a-z0-9]")
_NO_PLACE = (Status.AMBIGUOUS, Status.ORPHAN)


@dataclass(slots=True)
class Report:
    """What an import did: how many are new, how many were here already, which were refused and why."""

    made: int = 0
    unchanged: int = 0
    refused: list[Refusal] = field(default_factory=list)


@dataclass(slots=True)
class _Ready:
    """An item that has been checked and can be saved; a reply waits for its parent."""

    item: Item
    iri: str
    words: Words
    tags: list[str]
    author: str
    anchored: Anchored | None
    row: Annotation | None = None


def bring_in(*, actor: Actor | None, data: bytes, most: int | None = None) -> Report:
    """Import a file; ``actor`` is ``None`` for the system. What is here already stays as it is.

    Raises ``PermissionDenied`` and, when the file is no file of annotations or has more than ``most``, ``FormatRefused``.
    """
    if actor is not None and not policy.may_import_annotations(actor):
        raise PermissionDenied("Editors import annotations.")
    items, refused = read_file(data, most=most)
    report = Report(refused=refused)
    known = _known(items)
    library = Library(items)
    ready: dict[str, _Ready] = {}
    for item in items:
        iri = identity(item.record)
        if iri in known or iri in ready:
            report.unchanged += 1
            continue
        try:
            ready[iri] = _check(item, iri, library)
        except FormatRefused as refusal:
            report.refused.append(Refusal(item.index, refusal.field, refusal.reason))
    levels = list(_levels(ready, known, report))
    with transaction.atomic():
        for level in levels:
            _save(level, known, library)
        _count_replies(known, levels)
    report.made = sum(map(len, levels))
    report.refused.sort(key=lambda refusal: refusal.index)
    return report


def identity(record: Record) -> str:
    """The name by which an annotation is known when it comes again; made of what it says when it has none."""
    if record.iri:
        return record.iri
    passage = record.passage
    said = (
        record.kind,
        record.author.name,
        str(record.created),
        record.claim,
        record.body,
        record.parent,
        *((passage.source, passage.exact, str(passage.start)) if passage else ()),
    )
    return f"urn:sha256:{hashlib.sha256(chr(0).join(said).encode()).hexdigest()}"


# Checking: reads only ------------------------------------------------------------------------------------------


def _known(items: Iterable[Item]) -> dict[str, Annotation]:
    """What is here already, by the address it has in the file: imported before, or exported from here."""
    addresses = {address for item in items for address in (item.record.iri, item.record.parent) if address}
    addresses |= {identity(item.record) for item in items}
    known: dict[str, Annotation] = {}
    keys = {
        iri: str(more["key"])
        for iri in addresses
        for name, more in [page_at(iri)]
        if name in ("annotation-iri", "annotation")
    }
    written = {identity(item.record): item.record.created for item in items}
    for some in _some(sorted(set(keys.values()))):
        rows = {row.key: row for row in Annotation.objects.filter(key__in=some).select_related("root")}
        for iri, key in keys.items():
            row = rows.get(key)
            # A key that a client chose may mean something else on another site; one that was drawn does not.
            is_same = written[iri] == row.created_at if row and iri in written else _is_drawn(key)
            if row is not None and is_same:
                known[iri] = row
    for some in _some(sorted(addresses)):
        rows_of = Provenance.objects.filter(origin__in=some).select_related("annotation__root")
        known |= {told.origin: told.annotation for told in rows_of}
    return known


def _is_drawn(key: str) -> bool:
    return len(key) == KEY_LENGTH and "-" not in key


def _some(values: list[str]) -> Iterator[list[str]]:
    """At most some hundred at a time: a statement takes a bounded number of parameters."""
    return (values[at : at + 500] for at in range(0, len(values), 500))


def _check(item: Item, iri: str, library: Library) -> _Ready:
    """What ``item`` will be saved as. Raises ``FormatRefused``."""
    record = item.record
    if len(iri) > LONGEST_IRI:
        raise FormatRefused("id", f"is longer than {LONGEST_IRI} characters")
    if record.kind not in Kind.values:
        raise FormatRefused("motivation", f"there is no kind “{record.kind}” here")
    for name in ("created", "modified"):
        moment = getattr(record, name)
        if moment is not None and moment > timezone.now():
            raise FormatRefused(name, "lies in the future")
    return _Ready(
        item=item,
        iri=iri,
        words=Words() if record.withdrawn else _words(record),
        tags=_tags(record),
        author=_one_line(record.author.name, "creator.name"),
        anchored=library.anchored(record.passage) if record.passage else None,
    )


def _words(record: Record) -> Words:
    try:
        return read_words(record.kind, claim=record.claim, body=record.body, source=record.source)
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        raise FormatRefused(f"body ({name})", " ".join(messages)) from error


def _tags(record: Record) -> list[str]:
    try:
        return read_tags(record.tags)
    except ValidationError as error:
        raise FormatRefused("body (tags)", " ".join(error.messages)) from error


def _one_line(text: str, name: str) -> str:
    try:
        return plain(text, limit=_LONGEST_NAME, field=name)
    except MarkupRefused as error:
        raise FormatRefused(name, error.message) from error


def _levels(ready: dict[str, _Ready], known: dict[str, Annotation], report: Report) -> Iterator[list[_Ready]]:
    """Roots first, then answers to them, and so on. A reply to nothing is refused, and one in a circle."""
    waiting = dict(ready)
    there = set(known)
    while waiting:
        level = [
            found
            for found in waiting.values()
            if found.anchored is not None or found.item.record.parent in there
        ]
        if not level:
            break
        yield level
        for found in level:
            del waiting[found.iri]
            there.add(found.iri)
    report.refused += [
        Refusal(found.item.index, "target", f"what it answers, {found.item.record.parent}, is not here")
        for found in waiting.values()
    ]


# Saving: one transaction ---------------------------------------------------------------------------------------


def _save(level: list[_Ready], known: dict[str, Annotation], library: Library) -> None:
    """Save what stands at one depth of the threads, with what belongs to it."""
    taken = set(
        Annotation.objects.filter(key__in=[_key_in(found.iri) for found in level][:900]).values_list(
            "key", flat=True
        )
    )
    for found in level:
        found.row = _row(found, known, taken)
        taken.add(found.row.key)
        known[found.iri] = found.row
    Annotation.objects.bulk_create([found.row for found in level if found.row], batch_size=200)
    Provenance.objects.bulk_create([_provenance(found) for found in level], batch_size=200)
    Placement.objects.bulk_create(list(_placements(level, library)), batch_size=500)
    for found in level:
        if found.tags and found.row:
            set_tags(found.row, found.tags)


def _key_in(iri: str) -> str:
    """The key that an address ends in when it is one of a site like this."""
    name, arguments = page_at(iri)
    return str(arguments["key"]) if name in ("annotation-iri", "annotation") else ""


def _row(found: _Ready, known: dict[str, Annotation], taken: set[str]) -> Annotation:
    record, anchored = found.item.record, found.anchored
    key = _key_in(found.iri)
    is_free = _KEY.fullmatch(key) and len(key) <= LONGEST_KEY and key not in taken
    created = record.created or timezone.now()
    row = Annotation(
        key=key if is_free else make_key(),
        attributed_to=found.author,
        kind=record.kind,
        visibility=Visibility.PRIVATE if record.is_private and anchored else Visibility.PUBLIC,
        claim=found.words.claim,
        body=found.words.body,
        body_html=found.words.body_html,
        source=found.words.source,
        created_at=created,
        edited_at=record.modified if record.modified and record.modified > created else None,
        withdrawn_at=record.withdrawn,
    )
    if anchored is not None:
        row.article, row.revision = anchored.revision.article, anchored.revision
        for name in ("start", "end", "exact", "prefix", "suffix"):
            setattr(row, name, getattr(anchored.anchor, name))
        return row
    parent = known[record.parent]
    row.parent, row.root = parent, parent.root or parent
    row.article_id = parent.article_id
    return row


def _provenance(found: _Ready) -> Provenance:
    record = found.item.record
    via = list(dict.fromkeys([*record.via, *([record.iri] if record.iri else [])]))
    return Provenance(
        annotation=found.row,
        origin=found.iri,
        canonical=record.canonical,
        via=via,
        author_iri=record.author.iri if found.author else "",
        author_nickname=record.author.nickname[:_LONGEST_NAME] if found.author else "",
    )


def _placements(level: list[_Ready], library: Library) -> Iterator[Placement]:
    """Where the notes stand: as they were written, as the file says, and in the present text."""
    anchored = [(found.row, found.anchored, found) for found in level if found.row and found.anchored]
    current = dict(
        Article.objects.filter(pk__in={row.article_id for row, _, _ in anchored}).values_list(
            "pk", "current_id"
        )
    )
    homeless: dict[tuple[int, int], list[_Ready]] = {}
    for row, place, found in anchored:
        made = {
            place.revision.pk: Placement(
                annotation=row,
                revision=place.revision,
                start=row.start,
                end=row.end,
                near=row.start,
                status=Status.EXACT,
            )
        }
        for told in found.item.record.places:
            pk = library.revision_at(row.article_id, told.digest, told.revision)
            if pk is not None and pk not in made and (kept := _kept(row, library.revision(pk), told)):
                made[pk] = kept
        yield from made.values()
        now = current[row.article_id]
        if now is not None and now not in made:
            homeless.setdefault((place.revision.pk, now), []).append(found)
    for (origin, now), group in homeless.items():
        yield from _placed(group, library.revision(origin), library.revision(now))


def _kept(row: Annotation, revision: Revision, told: Place) -> Placement | None:
    """The placement that the file tells of, if it can be true of this text."""
    if told.status not in Status.values:
        return None
    status = Status(told.status)
    has_place = told.start is not None and told.end is not None
    if has_place == (status in _NO_PLACE):
        return None
    if told.start is not None and told.end is not None:
        words = revision.text[told.start : told.end]
        if not told.start < told.end <= len(revision.text) or (
            status in (Status.EXACT, Status.SHIFTED) and words != row.exact
        ):
            return None
    return Placement(
        annotation=row,
        revision=revision,
        start=told.start,
        end=told.end,
        near=told.near,
        status=status,
        confidence=told.confidence,
    )


def _placed(group: list[_Ready], origin: Revision, now: Revision) -> Iterator[Placement]:
    """Where passages of ``origin`` stand in the present text: one comparison for all of them."""
    anchors = [found.anchored.anchor for found in group if found.anchored]
    for found, placed in zip(group, reanchor(origin.text, now.text, anchors), strict=True):
        yield Placement(
            annotation=found.row,
            revision=now,
            start=placed.start,
            end=placed.end,
            near=placed.near,
            status=Status(placed.status.value),
            confidence=placed.confidence,
        )


def _count_replies(known: dict[str, Annotation], levels: list[list[_Ready]]) -> None:
    """Tell parents how many answers they have now; a withdrawn answer counts while it is answered itself."""
    answered = {
        found.row.parent_id for level in levels for found in level if found.row and found.row.parent_id
    }
    counts: Counter[int] = Counter()
    for level in levels:
        for found in level:
            row = found.row
            if row and row.parent_id and (row.withdrawn_at is None or row.pk in answered):
                counts[row.parent_id] += 1
    for pk, count in counts.items():
        Annotation.objects.filter(pk=pk).update(replies_count=F("replies_count") + count)
