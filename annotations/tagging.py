"""Tags on annotations: the words that articles are tagged with too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models
from taggit.models import ItemBase

from articles.metadata import tag_named
from articles.models import Tag

if TYPE_CHECKING:
    from annotations.models import Annotation


class TaggedAnnotation(ItemBase):
    """A tag on an annotation."""

    content_object = models.ForeignKey(
        "annotations.Annotation", on_delete=models.CASCADE, related_name="tagged"
    )
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="tagged_annotations")

    class Meta:
        """An annotation has a tag once."""

        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="annotation_has_a_tag_once"),
        ]


def set_tags(annotation: Annotation, names: Iterable[str]) -> None:
    """Give ``annotation`` exactly these tags; one that articles have under another case is the same tag."""
    tags = {tag.pk: tag for tag in map(tag_named, names)}
    if not tags and not annotation.tagged.exists():
        return
    annotation.tagged.exclude(tag__in=tags).delete()
    known = set(annotation.tagged.values_list("tag_id", flat=True))
    TaggedAnnotation.objects.bulk_create(
        TaggedAnnotation(content_object=annotation, tag=tag) for pk, tag in tags.items() if pk not in known
    )


def as_names(text: str) -> list[str]:
    """The tags in a form's field: between commas, Chinese ones too."""
    for comma in "，、;；\n":
        text = text.replace(comma, ",")
    return [name for name in text.split(",") if name.strip()]
