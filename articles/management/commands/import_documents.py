"""``import_documents``: bring files and folders of documents into the library."""

from __future__ import annotations

import json
import time
from argparse import ArgumentParser, ArgumentTypeError
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.actions import Publication
from articles.bulk import Bulk, Report, Told, import_files
from articles.gathering import gather
from articles.importing.document import ImportRefused
from articles.importing.formats import FORMATS
from articles.management.interrupts import Interrupts
from articles.management.progress import Progress

REFUSED, USAGE, INTERRUPTED = 1, 2, 130  # exit statuses beside 0


class Command(BaseCommand):
    """Import documents; each is its own transaction, and the same file again changes nothing."""

    help = (
        "Imports documents: files, and folders of them. Each is imported whole or not at all, and one that is refused "
        "does not stop the others. Exit status: 0 all went well, 1 something was refused, 2 wrong usage."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Paths, what to do with drafts, how to read, what to tell."""
        parser.add_argument("paths", nargs="+", metavar="PATH", type=Path)
        drafts = parser.add_mutually_exclusive_group()
        for name, text in (
            ("as-file", "public unless the file says draft: true (default)"),
            ("publish", "make all of them public"),
            ("draft", "keep all of them as drafts"),
        ):
            drafts.add_argument(f"--{name}", dest="publication", action="store_const", const=name, help=text)
        parser.add_argument("--format", choices=sorted(FORMATS), help="instead of detecting it")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and save nothing")
        parser.add_argument("--json", type=Path, metavar="FILE", help="write a report of every document")
        parser.add_argument(
            "--jobs",
            type=_positive,
            default=1,
            metavar="N",
            help="processes that parse (default 1); one saves",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import one after the other, tell of each and sum up."""
        bulk = Bulk(
            actor=None,
            publication=Publication(options["publication"] or "as-file"),
            format=options["format"],
            dry_run=options["dry_run"],
            workers=options["jobs"],
        )
        paths: list[Path] = options["paths"]
        try:
            files = gather(paths)
            progress = Progress(self.stderr, sum(1 for _ in gather(paths)) if self.stderr.isatty() else 0)
            with _json_list(options["json"]) as write:
                counts, interrupted = self.run(
                    import_files(files, bulk), progress, options["verbosity"], write
                )
        except (OSError, ImportRefused) as error:  # those of a document are its own
            raise CommandError(str(error), returncode=USAGE) from error
        if interrupted:
            raise CommandError("Interrupted; what is counted above is saved whole.", returncode=INTERRUPTED)
        if counts[Told.REFUSED]:
            raise CommandError(
                f"{counts[Told.REFUSED]} of {counts['files']} files were refused; see above.",
                returncode=REFUSED,
            )

    def run(
        self, reports: Iterator[Report], progress: Progress, verbosity: int, write: Any
    ) -> tuple[Counter[str], bool]:
        """Go through the reports and print the table; returns the counts, and whether Ctrl-C came."""
        counts: Counter[str] = Counter()
        started = time.monotonic()
        with Interrupts() as interrupts:
            for report in reports:
                counts["files"] += 1
                counts[report.outcome] += 1
                counts["warnings"] += len(report.warnings)
                write(asdict(report))
                self.tell(report, progress, verbosity)
                progress.step()
                if interrupts.came:
                    break
        progress.clear()
        self.sum_up(counts, time.monotonic() - started)
        return counts, interrupts.came

    def tell(self, report: Report, progress: Progress, verbosity: int) -> None:
        """One line a document that is not as before, and one a warning, as compilers print them."""
        if report.outcome is Told.REFUSED:
            progress.clear()
            self.stderr.write(self.style.ERROR(f"refused    {report.message}"))
            return
        if verbosity < 1 or (report.outcome is Told.UNCHANGED and verbosity < 2):
            return
        progress.clear()
        state = "" if report.published or not report.slug else "  (draft)"
        self.stdout.write(f"{report.outcome:<10} {report.file} → {report.slug or report.title}{state}")
        for warning in report.warnings:
            place = f"{report.file}:{warning.line}" if warning.line else report.file
            name = f"{warning.name}: " if warning.name else ""
            self.stdout.write(f"  {place}: {name}{warning.message}")

    def sum_up(self, counts: Counter[str], seconds: float) -> None:
        """The table."""
        row = {
            "files": f"{counts['files']:,}",
            "new": f"{counts[Told.NEW]:,}",
            "revised": f"{counts[Told.REVISION]:,}",
            "unchanged": f"{counts[Told.UNCHANGED]:,}",
            "refused": f"{counts[Told.REFUSED]:,}",
            "warnings": f"{counts['warnings']:,}",
            "seconds": f"{seconds:.1f}",
        }
        widths = {name: max(len(name), len(value)) for name, value in row.items()}
        self.stdout.write("  ".join(name.rjust(width) for name, width in widths.items()))
        self.stdout.write("  ".join(row[name].rjust(width) for name, width in widths.items()))


def _positive(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 64:
        raise ArgumentTypeError("a number from 1 to 64 was expected")
    return int(text)


@contextmanager
def _json_list(path: Path | None) -> Iterator[Any]:
    """A function that writes one value after the other as items of a JSON list; complete however the work ends."""
    if path is None:
        yield str  # nobody wants to know
        return
    with path.open("w", encoding="utf-8") as file:
        file.write("[")
        written = 0

        def write(value: Any) -> None:
            nonlocal written
            file.write(",\n" if written else "\n")
            file.write(json.dumps(value, ensure_ascii=False))
            written += 1

        try:
            yield write
        finally:
            file.write("\n]\n")
