"""Exports: annotations written down in one of several forms, piece by piece, whatever their number."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from annotations.exchange.outgoing import Site, as_record, records, with_context
from annotations.formats import hypothesis, markdown, table, webannotation
from annotations.formats.record import Record
from annotations.models import Annotation
from annotations.protocol.negotiation import PROFILE


@dataclass(frozen=True, slots=True)
class Form:
    """A form of export: the end of its address, its media type, and what writes it."""

    name: str
    media_type: str
    write: Callable[[QuerySet[Annotation], Site, str], Iterator[str]]


def _as_jsonld(rows: QuerySet[Annotation], site: Site, address: str) -> Iterator[str]:
    """One AnnotationCollection with everything on one page."""
    total = rows.count()
    head: dict[str, Any] = {
        "@context": webannotation.CONTEXT,
        "id": address,
        "type": "AnnotationCollection",
        "label": "Annotations exported from a reading room",
        "total": total,
    }
    if not total:
        yield json.dumps(head, ensure_ascii=False)
        return
    page = {
        "id": f"{address}#all",
        "type": "AnnotationPage",
        "partOf": {"id": address, "total": total},
        "startIndex": 0,
    }
    yield json.dumps(head, ensure_ascii=False)[:-1]
    yield f', "first": {json.dumps(page)[:-1]}, "items": [\n'
    described = (webannotation.dump(record, site=site.root) for record in records(rows, site))
    yield from _joined(described)
    yield "\n]}}\n"


def _as_hypothesis(rows: QuerySet[Annotation], site: Site, address: str) -> Iterator[str]:
    """What Hypothesis's own search answers: a total and rows."""
    yield f'{{"total": {rows.count()}, "rows": [\n'
    yield from _joined(hypothesis.dump(record) for record in records(rows, site))
    yield "\n]}\n"


def _joined(values: Iterable[Any]) -> Iterator[str]:
    for number, value in enumerate(values):
        yield (",\n" if number else "") + json.dumps(value, ensure_ascii=False)


def _as_table(rows: QuerySet[Annotation], site: Site, address: str) -> Iterator[str]:
    return table.rows(records(rows, site))


def _as_markdown(rows: QuerySet[Annotation], site: Site, address: str) -> Iterator[str]:
    return (markdown.article(found) + "\n" for found in by_article(rows, site))


def by_article(rows: QuerySet[Annotation], site: Site) -> Iterator[list[Record]]:
    """The records of one article after the other; one article's at a time are in memory."""
    for pk in rows.order_by("article_id").values_list("article_id", flat=True).distinct():
        found = with_context(rows.filter(article_id=pk)).order_by("pk")
        yield [as_record(row, site) for row in found]


FORMS = {
    form.name: form
    for form in (
        Form("jsonld", PROFILE, _as_jsonld),
        Form("json", "application/json", _as_hypothesis),
        Form("csv", "text/csv; charset=utf-8", _as_table),
        Form("md", "text/markdown; charset=utf-8", _as_markdown),
    )
}
