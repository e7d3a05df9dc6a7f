"""Placements from the pure rooms' verdicts: where notes will stand in a new text, and the rows that say so.

The editor's preview and the publication ask the same function, so what is shown is what happens.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from annotations.anchoring import Anchor, Candidate, Comparison, Placed, candidates, reanchor
from annotations.anchoring.carrying import better, is_whole, told_from_home
from annotations.models import Annotation, Placement, Status
from articles.models import Article, Revision

Range = tuple[int, int]
_Home = tuple[int, int, int, str]  # revision, start, end, words

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

    def as_row(self, revision: Revision) -> Placement:
        """The row that keeps it, not saved; what was decided by hand was decided by whoever made ``revision``."""
        start, end = self.new_range or (None, None)
        return Placement(
            annotation_id=self.annotation_id,
            revision=revision,
            start=start,
            end=end,
            status=self.status,
            confidence=self.confidence,
            near=self.near,
            placed_by_id=revision.created_by_id if self.by_hand else None,
        )


@dataclass(frozen=True, slots=True)
class _Note:
    """A note with its home (the passage it was written on, or was last put on by hand) and its last place."""

    pk: int
    home: int
    start: int
    end: int
    exact: str
    before: Range | None
    status: Status
    confidence: float
    by_hand: bool


def plan_placements(
    *, article: Article, previous: Revision, text: str, with_candidates: bool = False
) -> list[PlannedPlacement]:
    """Where the notes of ``article`` will stand when ``text`` follows ``previous``, in the order they were written.

    Saves nothing; the publication saves exactly this. Three queries, and one for the texts of earlier revisions
    when notes are to be looked for from there. ``with_candidates`` adds offers for the first few hundred
    notes without a place.
    """
    notes = _notes_of(article, previous)
    if not notes:
        return []
    verdicts = _verdicts(notes, previous, text)
    plans = [_planned(note, verdicts[note.pk], previous.text, text) for note in notes]
    return _with_candidates(plans, text) if with_candidates else plans


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
        pk: ((start, end) if start is not None and end is not None else None, Status(status), confidence)
        for pk, start, end, status, confidence in Placement.objects.filter(revision=previous).values_list(
            "annotation_id", "start", "end", "status", "confidence"
        )
    }
    by_hand = Placement.objects.filter(annotation__article=article, status=Status.MANUAL)
    homes: dict[int, _Home] = {
        pk: (home, start or 0, end or 0, text[start:end])
        for pk, home, start, end, text in by_hand.order_by("revision__number").values_list(
            "annotation_id", "revision_id", "start", "end", "revision__text"
        )
    }
    notes = []
    for pk, *origin in rows.values_list("pk", "revision_id", "start", "end", "exact"):
        home, start, end, exact = homes.get(pk, cast(_Home, tuple(origin)))
        before, status, confidence = places.get(pk, (None, Status.ORPHAN, 0.0))
        notes.append(_Note(pk, home, start, end, exact, before, status, confidence, pk in homes))
    return notes


def _verdicts(notes: Sequence[_Note], previous: Revision, text: str) -> dict[int, Placed]:
    """Each note is carried from where it stood; when that costs it words, also from its home, and the better counts."""
    found: dict[int, Placed] = {}
    comparison = Comparison(previous.text, text)
    for note in notes:
        if note.before is not None:
            found[note.pk] = comparison.place(*note.before)
    lacking = [
        note
        for note in notes
        if note.home != previous.pk or note.before != (note.start, note.end)
        if not is_whole(found.get(note.pk), note.exact, text)
    ]
    for note, from_home in _from_home(lacking, text):
        carried = found.get(note.pk)
        if carried is not None:
            carried = replace(carried, confidence=carried.confidence * note.confidence)
        found[note.pk] = better(carried, from_home, note.exact, text)
    return found


def _from_home(notes: Iterable[_Note], text: str) -> Iterable[tuple[_Note, Placed]]:
    """Carry notes straight from the revisions that are their homes: one comparison for each of these."""
    by_home: Mapping[int, list[_Note]] = defaultdict(list)
    for note in notes:
        by_home[note.home].append(note)
    homes = Revision.objects.filter(pk__in=by_home).values_list("pk", "text") if by_home else []
    for home, old in homes:
        comparison = Comparison(old, text)
        for note in by_home[home]:
            yield note, comparison.place(note.start, note.end)


def _planned(note: _Note, placed: Placed, old: str, text: str) -> PlannedPlacement:
    told = told_from_home(placed, note.before or (-1, -1), note.exact, text)
    return PlannedPlacement(
        annotation_id=note.pk,
        status=Status(told.status.value),
        old_status=note.status,
        old_range=note.before,
        new_range=told.range,
        old_text=old[slice(*note.before)] if note.before else note.exact,
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
