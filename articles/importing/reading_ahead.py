"""Documents parsed one after the other, or by worker processes some way ahead of whoever saves them."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Generic, TypeVar

from articles.importing.document import ImportRefused, ParsedDocument
from articles.importing.parse import parse_document

_AHEAD = 3  # documents a worker that wait to be saved: enough that nobody idles, few enough to hold

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a document was not read; as :class:`ImportRefused`, but it travels between processes."""

    message: str
    line: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class Job(Generic[Key]):
    """A document to parse, and what the caller knows it by. ``data`` is ``None`` when there is nothing to parse."""

    key: Key
    data: bytes | None
    file: str = ""
    format: str | None = None


Answer = ParsedDocument | Refusal | None


def parse(data: bytes, file: str, format: str | None) -> ParsedDocument | Refusal:  # noqa: A002
    """The document, or why there is none. Never raises: whatever goes wrong with one is no reason to stop."""
    try:
        return parse_document(data, file=file, format=format)
    except ImportRefused as refusal:
        return Refusal(str(refusal), refusal.line, refusal.name)
    except Exception as error:
        return Refusal(f"{file}: The document cannot be read ({type(error).__name__}: {error}).")


def read_ahead(jobs: Iterable[Job[Key]], workers: int) -> Iterator[tuple[Job[Key], Answer]]:
    """Every job with its answer, in order. With more than one worker a bounded number is parsed ahead."""
    if workers <= 1:
        for job in jobs:
            yield job, None if job.data is None else parse(job.data, job.file, job.format)
        return
    with _Pool(workers) as pool:
        waiting: deque[tuple[Job[Key], Future[ParsedDocument | Refusal] | None]] = deque()
        for job in jobs:
            waiting.append((job, pool.submit(job)))
            if len(waiting) > workers * _AHEAD:
                yield pool.next_of(waiting)
        while waiting:
            yield pool.next_of(waiting)


class _Pool:
    """Worker processes; they load only the pure room. When one dies, others take its place."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._executor = self._start()

    def __enter__(self) -> _Pool:
        return self

    def __exit__(self, *exc: object) -> None:
        self._executor.shutdown(wait=False, cancel_futures=True)

    def _start(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._workers, mp_context=context, initializer=_leave_interrupts)

    def submit(self, job: Job[Key]) -> Future[ParsedDocument | Refusal] | None:
        """Have ``job`` parsed."""
        if job.data is None:
            return None
        try:
            return self._executor.submit(parse, job.data, job.file, job.format)
        except BrokenProcessPool:
            self._executor = self._start()
            return self._executor.submit(parse, job.data, job.file, job.format)

    def next_of(
        self, waiting: deque[tuple[Job[Key], Future[ParsedDocument | Refusal] | None]]
    ) -> tuple[Job[Key], Answer]:
        """The oldest job and its answer; of a worker's death the documents behind it know nothing."""
        job, future = waiting.popleft()
        try:
            return job, future.result() if future else None
        except BrokenProcessPool:
            self._executor.shutdown(wait=False)
            self._executor = self._start()
            for index, (other, _lost) in enumerate(waiting):
                waiting[index] = (other, self.submit(other))
            return job, Refusal(f"{job.file}: The process that read this document died of it.")


def _leave_interrupts() -> None:
    """Ctrl-C is for the process that saves; it stops the workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
