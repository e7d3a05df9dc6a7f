"""Where an annotation came from, when it was not typed on this site's own pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models

from annotations.tagging import set_tags

if TYPE_CHECKING:
    from annotations.models import Annotation


class Provenance(models.Model):
    """What a client or an import said of an annotation's identity. Written once and never changed.

    ``origin`` is the IRI under which an import knew it: importing the same file again finds it here. ``canonical``
    and ``via`` are the W3C model's words: the one name that follows it everywhere, and where it was copied from.
    """

    annotation = models.OneToOneField(
        "annotations.Annotation", on_delete=models.CASCADE, related_name="provenance"
    )
    origin = models.TextField(blank=True)
    canonical = models.TextField(blank=True)
    via = models.JSONField(default=list)
    author_iri = models.TextField(blank=True)
    author_nickname = models.CharField(max_length=200, blank=True)

    class Meta:
        """An import brings each annotation once."""

        constraints = [
            models.UniqueConstraint(fields=["origin"], condition=~models.Q(origin=""), name="imported_once"),
        ]

    def __str__(self) -> str:
        return self.origin or self.canonical or str(self.annotation_id)


def keep_with(annotation: Annotation, tags: Iterable[str], provenance: Provenance | None) -> None:
    """Save what belongs to a new annotation."""
    set_tags(annotation, tags)
    if provenance is not None:
        provenance.annotation = annotation
        provenance.save(force_insert=True)
