"""A publication with its rows: the plan and the placements in one transaction, in a database made for it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.anchoring.speed import article_and_revision

_ONE_BY_ONE = 50  # notes that the loop carries and saves, for comparison


@dataclass(frozen=True, slots=True)
class Publication:
    """Milliseconds: of a whole publication, of its CPU, and of a loop that carries and saves each note by itself."""

    notes: int
    at_once: float
    cpu: float
    one_by_one: float
    queries: int


def publications(*counts: int) -> list[Publication]:
    """Measure publications with so many notes on an article of 10,000 code points."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from django.test.utils import setup_databases, teardown_databases

    made = setup_databases(verbosity=0, interactive=False)
    try:
        return [_publication(count) for count in counts]
    finally:
        teardown_databases(made, verbosity=0)


def _publication(count: int) -> Publication:
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext

    from annotations.models import Annotation, Placement
    from annotations.placing import place_in_new_revision, plan_placements, save_placements
    from articles.models import Article, Revision

    old, new, passages = article_and_revision(10_000, count)
    article = Article.objects.create(slug=f"speed-{count}", title="Speed")
    first, second = (
        Revision.objects.create(
            article=article,
            number=number,
            source=b"",
            front_matter="",
            metadata={},
            warnings=[],
            blocks=[],
            text=text,
        )
        for number, text in enumerate((old, new), 1)
    )
    notes = Annotation.objects.bulk_create(
        Annotation(
            article=article, kind="note", revision=first, start=start, end=end, exact=old[start:end], body="x"
        )
        for start, end in passages
    )
    Placement.objects.bulk_create(
        Placement(annotation=note, revision=first, start=note.start, end=note.end, status="exact")
        for note in notes
    )

    def publish() -> None:
        with transaction.atomic():
            save_placements(plan_placements(article=article, previous=first, text=new), second)
            transaction.set_rollback(True)

    def one_by_one() -> None:
        with transaction.atomic():
            for note in notes[:_ONE_BY_ONE]:
                place_in_new_revision(note, second).save()
            transaction.set_rollback(True)

    with CaptureQueriesContext(connection) as captured:
        publish()
    at_once, cpu = _shortest(5, publish)
    loop, _ = _shortest(1, one_by_one)
    selects = sum(query["sql"].startswith("SELECT") for query in captured)
    return Publication(count, at_once, cpu, loop * count / _ONE_BY_ONE, selects)


def _shortest(times: int, work: Callable[[], None]) -> tuple[float, float]:
    """Milliseconds of the clock and of the CPU, the shortest of several."""
    best = best_cpu = float("inf")
    for _ in range(times):
        began, cpu = time.perf_counter(), time.process_time()
        work()
        best = min(best, (time.perf_counter() - began) * 1_000)
        best_cpu = min(best_cpu, (time.process_time() - cpu) * 1_000)
    return best, best_cpu
