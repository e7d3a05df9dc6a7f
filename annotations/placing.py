"""Placements from the pure rooms' verdicts: where annotations stand in a revision, and how that is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from annotations.anchoring import Anchor, Placed, reanchor
from annotations.models import Annotation, Placement, Status
from articles.models import Revision


def place_in_new_revision(annotation: Annotation, revision: Revision) -> Placement:
    """Where one annotation, not yet saved, stands in ``revision``, from its origin."""
    assert annotation.revision is not None
    anchor = origin_anchor(annotation)
    (placed,) = reanchor(annotation.revision.text, revision.text, [anchor])
    return as_placement(annotation, revision, placed)


def carry_over(annotations: Iterable[Annotation], previous: Revision, revision: Revision) -> list[Placement]:
    """Placements in ``revision`` of all ``annotations`` (with their placement in ``previous`` as ``before``).

    Each is carried over from where it stood in ``previous``. One without a place there, or that loses it now, is
    looked for from the text it was written on: text that is restored brings its notes home.
    """
    found: dict[int, Placed] = {}
    rows = list(annotations)
    standing = [(row, anchor) for row in rows if (anchor := _anchor_before(row, previous))]
    for (row, _), placed in zip(
        standing, reanchor(previous.text, revision.text, [anchor for _, anchor in standing]), strict=True
    ):
        found[row.pk] = placed
    homeless = [row for row in rows if (place := found.get(row.pk)) is None or place.start is None]
    for row, placed in _from_origin(homeless, revision):
        if placed.start is not None or row.pk not in found:
            found[row.pk] = placed
    return [as_placement(row, revision, found[row.pk]) for row in rows]


def _anchor_before(annotation: Annotation, previous: Revision) -> Anchor | None:
    """Where the annotation stood in ``previous``; ``None`` when it had no place there."""
    before: Placement | None = getattr(annotation, "before", None)
    if before is None or before.start is None or before.end is None:
        return None
    return Anchor(before.start, before.end, previous.text[before.start : before.end], "", "")


def _from_origin(
    annotations: Iterable[Annotation], revision: Revision
) -> Iterable[tuple[Annotation, Placed]]:
    """Carry annotations straight from the revision each was written on."""
    by_origin: Mapping[int, list[Annotation]] = defaultdict(list)
    for annotation in annotations:
        if annotation.revision_id:
            by_origin[annotation.revision_id].append(annotation)
    texts = dict(Revision.objects.filter(pk__in=by_origin).values_list("pk", "text")) if by_origin else {}
    for origin, rows in by_origin.items():
        yield from zip(
            rows, reanchor(texts[origin], revision.text, [origin_anchor(row) for row in rows]), strict=True
        )


def origin_anchor(annotation: Annotation) -> Anchor:
    """The passage as it was written on."""
    assert annotation.start is not None
    assert annotation.end is not None
    return Anchor(annotation.start, annotation.end, annotation.exact, annotation.prefix, annotation.suffix)


def as_placement(annotation: Annotation, revision: Revision, placed: Placed) -> Placement:
    """The row for a verdict. A passage that no longer reads as it did is "edited", however it came to stand here."""
    status = Status(placed.status.value)
    if placed.start is not None and revision.text[placed.start : placed.end] != annotation.exact:
        status = Status.EDITED
    return Placement(
        annotation=annotation,
        revision=revision,
        start=placed.start,
        end=placed.end,
        status=status,
        confidence=placed.confidence,
    )
