"""Many files at once: each is read, matched and saved on its own, and told of; none stops the others."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db import DatabaseError, connection

from articles.actions import (
    Outcome,
    Publication,
    find_unchanged,
    import_document,
    plan_import,
    publish_unchanged,
)
from articles.gathering import File
from articles.importing.document import ImporterWarning, ParsedDocument
from articles.importing.limits import DEFAULT
from articles.importing.reading_ahead import Job, Refusal, read_ahead
from articles.importing.states import as_it_was
from articles.metadata import SharedRows
from articles.models import Article

if TYPE_CHECKING:
    from policy import Actor

logger = logging.getLogger(__name__)
LARGEST = max(DEFAULT.text_bytes, DEFAULT.word_bytes)  # looked at before anything else is known of a file


class Told(StrEnum):
    """What is told of a file: one of ``Outcome``, or that it was refused."""

    NEW = Outcome.NEW.value
    REVISION = Outcome.REVISION.value
    UNCHANGED = Outcome.UNCHANGED.value
    REFUSED = "refused"


@dataclass(slots=True)
class Report:
    """What became of one file. ``line`` and ``name`` (a field) say where a refusal stands; ``seconds`` are those of saving."""

    file: str
    outcome: Told
    slug: str = ""
    title: str = ""
    revision: int = 0
    published: bool = False
    format: str = ""
    encoding: str = ""
    lang: str = ""
    message: str = ""
    line: int = 0
    name: str = ""
    warnings: list[ImporterWarning] = field(default_factory=list)
    seconds: float = 0.0


@dataclass(slots=True)
class Bulk:
    """How a number of files is imported, and what its files have in common while they are.

    ``workers`` processes parse; this one saves. With ``dry_run`` nothing is saved.
    """

    actor: Actor | None
    publication: Publication = Publication.AS_FILE
    format: str | None = None
    dry_run: bool = False
    workers: int = 1
    shared: SharedRows = field(default_factory=SharedRows)
    taken: set[int] = field(default_factory=set)  # articles that files of this batch are


def import_files(files: Iterable[File], bulk: Bulk) -> Iterator[Report]:
    """Import ``files`` in order and report each; a few are held at a time.

    Stopped anywhere, whole documents only are left.
    """
    with _without_waiting_for_the_disk():
        yield from _import_files(files, bulk)


@contextmanager
def _without_waiting_for_the_disk() -> Iterator[None]:
    """This connection's commits are whole but may be lost with the machine's power: files can be imported again."""
    words = {
        "sqlite": ("PRAGMA synchronous=NORMAL", "PRAGMA synchronous=FULL"),
        "postgresql": ("SET synchronous_commit = off", "RESET synchronous_commit"),
    }.get(connection.vendor)
    if words is None or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(words[0])
    try:
        yield
    finally:
        # A connection that was interrupted in the middle of a query answers nothing; the next one begins as usual.
        with suppress(DatabaseError), connection.cursor() as cursor:
            cursor.execute(words[1])


def _import_files(files: Iterable[File], bulk: Bulk) -> Iterator[Report]:
    for job, answer in read_ahead((_job(file, bulk) for file in files), bulk.workers):
        started = time.perf_counter()
        file, known = job.key
        if isinstance(known, Report):
            report = known
        elif isinstance(answer, Refusal):
            report = Report(
                file.shown, Told.REFUSED, message=answer.message, line=answer.line, name=answer.name
            )
        else:
            assert answer is not None
            assert job.data is not None
            report = _take(file, job.data, as_it_was(answer, file.state), bulk)
        report.seconds = round(time.perf_counter() - started, 4)
        yield report


def _job(file: File, bulk: Bulk) -> Job[tuple[File, Report | None]]:
    """What there is to parse, or at once the report when the file cannot be read or is known already."""
    try:
        if file.size > LARGEST:
            raise OSError(f"The file has {file.size:,} bytes; at most {LARGEST:,} are read.")
        data = file.read()
        known = find_unchanged(data=data, file=file.name, format=bulk.format)
        if known is None:
            return Job((file, None), data, file.name, bulk.format)
        report = _unchanged(file, known, bulk)
    except (OSError, DatabaseError) as error:
        report = Report(file.shown, Told.REFUSED, message=f"{file.shown}: {error}")
    return Job((file, report), None)


def _unchanged(file: File, article: Article, bulk: Bulk) -> Report:
    bulk.taken.add(article.pk)
    if not bulk.dry_run:
        publish_unchanged(actor=bulk.actor, article=article, publication=bulk.publication)
    return Report(
        file.shown, Told.UNCHANGED, slug=article.slug, title=article.title, published=article.is_published
    )


def _take(file: File, data: bytes, document: ParsedDocument, bulk: Bulk) -> Report:
    """Save one document, or say what would happen."""
    report = Report(
        file.shown,
        Told.REFUSED,
        title=document.metadata.title,
        format=document.format,
        encoding=document.encoding,
        lang=document.lang,
        warnings=list(document.warnings),
    )
    try:
        if bulk.dry_run:
            _plan(document, bulk, report)
        else:
            _save(file, data, document, bulk, report)
    except Exception as error:
        logger.debug("%s could not be saved", file.shown, exc_info=True)
        report.outcome = Told.REFUSED
        report.message = f"{file.shown}: The document could not be saved ({type(error).__name__}: {error})."
    return report


def _plan(document: ParsedDocument, bulk: Bulk, report: Report) -> None:
    plan = plan_import(document, taken=bulk.taken)
    report.outcome = Told(plan.outcome.value)
    report.warnings += plan.warnings
    if plan.article:
        bulk.taken.add(plan.article.pk)
        report.slug, report.published = plan.article.slug, plan.article.is_published


def _save(file: File, data: bytes, document: ParsedDocument, bulk: Bulk, report: Report) -> None:
    shown = {block.image for block in document.table.blocks if block.image}
    done = import_document(
        actor=bulk.actor,
        document=document,
        data=data,
        images=file.pictures(shown) if shown else {},
        publication=bulk.publication,
        taken=bulk.taken,
        shared=bulk.shared,
    )
    bulk.taken.add(done.article.pk)
    report.outcome = Told(done.outcome.value)
    report.slug, report.revision = done.article.slug, done.revision.number
    report.published = done.article.is_published
    report.warnings += done.warnings
