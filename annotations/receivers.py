"""A revision was published: every annotation of the article gets its place in it, or an honest "none"."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from annotations.models import Annotation, Placement
from annotations.placing import carry_over
from articles.models import Article, Revision
from articles.signals import revision_published


@receiver(revision_published)
def place_annotations(
    sender: type[Article], article: Article, revision: Revision, previous: Revision | None, **kwargs: Any
) -> None:
    """Runs in the publishing transaction: text and places change together or not at all."""
    if previous is None:
        return
    rows = list(Annotation.objects.filter(article=article).threads())
    if not rows:
        return
    before = {place.annotation_id: place for place in Placement.objects.filter(revision=previous)}
    for row in rows:
        row.before = before.get(row.pk)  # type: ignore[attr-defined]
    Placement.objects.bulk_create(carry_over(rows, previous, revision), batch_size=1_000)
