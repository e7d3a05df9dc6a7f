"""Files of annotations as records: W3C JSON-LD or Hypothesis JSON, alone, in lists, pages or collections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from annotations.formats import hypothesis, webannotation
from annotations.formats.reading import Part, parse
from annotations.formats.record import FormatRefused, Record

_DEEPEST = 4  # a collection holds a page, which holds items


@dataclass(frozen=True, slots=True)
class Refusal:
    """An item of a file that was not brought in: its number from 0, the field and the reason."""

    index: int
    field: str
    reason: str

    def __str__(self) -> str:
        return (
            f"[{self.index}] {self.field}: {self.reason}" if self.field else f"[{self.index}] {self.reason}"
        )


@dataclass(frozen=True, slots=True)
class Item:
    """An item that can be read."""

    index: int
    record: Record


def read_file(data: bytes, *, most: int | None = None) -> tuple[list[Item], list[Refusal]]:
    """The items of a file, and those that cannot be read. Raises ``FormatRefused`` when it is no such file at all."""
    items: list[Item] = []
    refusals: list[Refusal] = []
    for index, value in enumerate(_values(Part(parse(data)))):
        if most is not None and index >= most:
            raise FormatRefused("", f"has more than {most:,} annotations; use manage.py import_annotations")
        try:
            items.append(Item(index, _record(value)))
        except FormatRefused as refused:
            refusals.append(Refusal(index, refused.field, refused.reason))
    return items, refusals


def _record(value: Any) -> Record:
    if hypothesis.is_row(value):
        return hypothesis.load(value)
    return webannotation.load(value)


def _values(part: Part, depth: int = 0) -> Iterator[Any]:
    """The annotations in a document, wherever its kind keeps them."""
    if isinstance(part.value, list):
        yield from part.value
        return
    if not isinstance(part.value, dict) or depth > _DEEPEST:
        raise part.refuse("annotations are expected: one, a list, a page or a collection")
    for name in ("rows", "items", "first"):
        if name in part:
            inner = part.part(name)
            if isinstance(inner.value, str):
                raise inner.refuse("the annotations themselves are expected, not a link to them")
            yield from _values(inner, depth + 1)
            return
    if "AnnotationCollection" in part.texts("type"):
        return  # an empty one
    yield part.value
