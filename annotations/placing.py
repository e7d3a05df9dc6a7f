"""Placements from the pure rooms' verdicts: where notes will stand in a new text, and the rows that say so.

The editor's preview and the publication ask the same function, so what is shown is what happens.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, cast

from django.db import connections, router

from annotations.anchoring import Anchor, Candidate, Comparison, Placed, candidates, reanchor
from annotations.anchoring.carrying import Home, better, told_from_home
from annotations.models import Annotation, Placement, Status
from articles.models import Article, Revision

Range = tuple[int, int]

_COLUMNS = (
    "annotation_id",
    "revision_id",
    "start",
    "end",
    "status",
    "confidence",
    "near",
    "placed_by_id",
)
_STATUS = {status.value: status for status in Status}
_OFFERED = 200  # notes of one publication for which candidates are sought; an editor looks at fewer


@dataclass(frozen=True, slots=True)
class PlannedPlacement:
    """What becomes of one note when a text is published.

    ``old_range`` is where it stands in the previous revision and ``new_range`` where it will stand in the new
    text; ``None`` for "nowhere". ``old_text`` holds the words there, or those it was written on when it has no
    place now; ``new_text`` is empty without a place. ``confidence`` is the share of its letters that live on,
    from 0 to 1. ``near`` is the offset in the new text where it stands or, gone, would have stood.
    ``candidates`` are offers for those without a place, when they were asked for.
    """

    annotation_id: int
    status: Status
    old_status: Status
    old_range: Range | None
    new_range: Range | None
    old_text: str
    new_text: str
    confidence: float
    near: int
    candidates: tuple[Candidate, ...] = ()
    by_hand: bool = False  # a person has decided

    def as_values(self, revision: Revision) -> tuple[int | float | str | None, ...]:
        """Its row, in the order of ``_COLUMNS``; what was decided by hand was decided by whoever made ``revision``."""
        start, end = self.new_range or (None, None)
        person = revision.created_by_id if self.by_hand else None
        return (
            self.annotation_id,
            revision.pk,
            start,
            end,
            self.status.value,
            self.confidence,
            self.near,
            person,
        )


class _Note(NamedTuple):
    """A note with its home (the passage it was written on, or was last put on by hand) and its last place."""

    pk: int
    revision: int  # the home's
    home: Home
    by_hand: bool
    before: Range | None
    status: Status
    confidence: float


def plan_placements(
    *, article: Article, previous: Revision, text: str, with_candidates: bool = False
) -> list[PlannedPlacement]:
    """Where the notes of ``article`` will stand when ``text`` follows ``previous``, in the order they were written.

    Saves nothing; the publication saves exactly this. Four queries, and one each for the texts on which notes were put
    by hand and for those from which they are looked for again. ``with_candidates`` adds offers for the first few hundred
    notes without a place.
    """
    notes = _notes_of(article, previous)
    if not notes:
        return []
    verdicts = _verdicts(notes, previous, text)
    plans = [_planned(note, verdicts[note.pk], previous.text, text) for note in notes]
    return _with_candidates(plans, text) if with_candidates else plans


def save_placements(plans: Sequence[PlannedPlacement], revision: Revision) -> None:
    """Keep the plans as the placements of ``revision``, in one statement with many sets of values.

    Ten thousand rows cost a tenth of what ``bulk_create`` takes, and readers wait for a publication.
    """
    connection = connections[router.db_for_write(Placement)]
    quoted = connection.ops.quote_name
    names, signs = ", ".join(map(quoted, _COLUMNS)), ", ".join("%s" for _ in _COLUMNS)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {quoted(Placement._meta.db_table)} ({names}) VALUES ({signs})",  # noqa: S608  # our own names
            [plan.as_values(revision) for plan in plans],
        )


def place_in_new_revision(annotation: Annotation, revision: Revision) -> Placement:
    """Where one annotation, not yet saved, stands in ``revision``, from its origin."""
    assert annotation.revision is not None
    assert annotation.start is not None
    assert annotation.end is not None
    anchor = Anchor(annotation.start, annotation.end, annotation.exact, annotation.prefix, annotation.suffix)
    (placed,) = reanchor(annotation.revision.text, revision.text, [anchor])
    return Placement(
        annotation=annotation,
        revision=revision,
        start=placed.start,
        end=placed.end,
        status=Status(placed.status.value),
        confidence=placed.confidence,
        near=placed.near,
    )


def _notes_of(article: Article, previous: Revision) -> list[_Note]:
    """The notes that have a passage. A place given by hand is a new home."""
    rows = Annotation.objects.filter(article=article).threads().order_by("pk")
    places = {
        pk: ((start, end) if start is not None and end is not None else None, _STATUS[status], confidence)
        for pk, start, end, status, confidence in Placement.objects.filter(revision=previous).values_list(
            "annotation_id", "start", "end", "status", "confidence"
        )
    }
    homes = _homes_by_hand(article)
    nowhere = (None, Status.ORPHAN, 0.0)
    notes = []
    for pk, revision, *origin in rows.values_list(
        "pk", "revision_id", "start", "end", "exact", "prefix", "suffix"
    ):
        by_hand = homes.get(pk)
        at, home = by_hand or (revision, Home(*cast(tuple[int, int, str, str, str], origin)))
        notes.append(_Note(pk, at, home, by_hand is not None, *places.get(pk, nowhere)))
    return notes


def _homes_by_hand(article: Article) -> dict[int, tuple[int, Home]]:
    """Revision and home of the notes that a person put in their place; carried along, they are still at that home."""
    places = Placement.objects.filter(annotation__article=article, status=Status.MANUAL)
    found: dict[int, tuple[int, int, int]] = {}
    for pk, revision, start, end, person in places.order_by("revision__number").values_list(
        "annotation_id", "revision_id", "start", "end", "placed_by_id"
    ):
        if person or pk not in found:
            found[pk] = (revision, cast(int, start), cast(int, end))
    needed = {revision for revision, _, _ in found.values()}
    texts = dict(Revision.objects.filter(pk__in=needed).values_list("pk", "text")) if needed else {}
    return {
        pk: (revision, Home.of(texts[revision], start, end)) for pk, (revision, start, end) in found.items()
    }


def _verdicts(notes: Sequence[_Note], previous: Revision, text: str) -> dict[int, Placed]:
    """Each note is carried from where it stood and, unless it stands as it did at home, also from there.

    A text that comes back as it was has its notes where they were.
    """
    same = set(Revision.objects.filter(article=previous.article_id, text=text).values_list("pk", flat=True))
    found = {note.pk: note.home.as_place() for note in notes if note.revision in same}
    comparison = Comparison(previous.text, text)
    unsettled = []
    for note in notes:
        if note.pk in found:
            continue
        if note.before is not None:
            found[note.pk] = comparison.place(*note.before)
        was_home = note.revision == previous.pk and note.before == (note.home.start, note.home.end)
        if not was_home and not note.home.is_settled(found.get(note.pk), text):
            unsettled.append(note)
    for note, from_home in _from_home(unsettled, text):
        carried = found.get(note.pk)
        if carried is not None:
            carried = replace(carried, confidence=carried.confidence * note.confidence)
        found[note.pk] = better(carried, from_home, note.home, text)
    return found


def _from_home(notes: Iterable[_Note], text: str) -> Iterable[tuple[_Note, Placed]]:
    """Carry notes straight from the revisions that are their homes: one comparison for each of these."""
    by_home: Mapping[int, list[_Note]] = defaultdict(list)
    for note in notes:
        by_home[note.revision].append(note)
    homes = Revision.objects.filter(pk__in=by_home).values_list("pk", "text") if by_home else []
    for home, old in homes:
        comparison = Comparison(old, text)
        for note in by_home[home]:
            yield note, comparison.place(note.home.start, note.home.end)


def _planned(note: _Note, placed: Placed, old: str, text: str) -> PlannedPlacement:
    """One that a person put in its place goes on saying so, as long as it reads as it did there."""
    told = told_from_home(placed, note.before, note.home, text)
    is_by_hand = note.by_hand and note.home.is_whole(told, text)
    return PlannedPlacement(
        annotation_id=note.pk,
        status=Status.MANUAL if is_by_hand else _STATUS[told.status.value],
        old_status=note.status,
        old_range=note.before,
        new_range=told.range,
        old_text=old[slice(*note.before)] if note.before else note.home.words,
        new_text=text[slice(*told.range)] if told.range else "",
        confidence=round(told.confidence, 4),
        near=told.near,
    )


def _with_candidates(plans: Sequence[PlannedPlacement], text: str) -> list[PlannedPlacement]:
    """The plans, with offers for the first of those that have no place."""
    result, left = [], _OFFERED
    for plan in plans:
        if plan.new_range is None and left:
            left -= 1
            result.append(replace(plan, candidates=tuple(candidates(text, plan.old_text, plan.near))))
        else:
            result.append(plan)
    return result
