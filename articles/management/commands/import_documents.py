"""``import_documents``: bring files and folders of documents into the library."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.actions import Imported, Publication, import_document, plan_import
from articles.importing.document import ImportRefused, ParsedDocument
from articles.importing.formats import FORMATS, SUFFIXES
from articles.importing.limits import DEFAULT
from articles.importing.parse import parse_document
from articles.pictures import read_beside


@dataclass(slots=True)
class Report:
    """What became of one file."""

    file: str
    outcome: str
    slug: str = ""
    title: str = ""
    published: bool = False
    message: str = ""
    warnings: list[dict[str, Any]] = field(default_factory=list)


class Command(BaseCommand):
    """Import documents; each is its own transaction, and the same file again changes nothing."""

    help = "Imports documents (files, or folders of them). Each is imported whole or not at all."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Paths, and what to do with drafts."""
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

    def handle(self, *args: Any, **options: Any) -> None:
        """Import one after the other; a refused file does not stop the rest."""
        publication = Publication(options["publication"] or "as-file")
        reports = []
        for path, name in find_files(options["paths"]):
            report = self.take(path, name, publication, options["format"], dry_run=options["dry_run"])
            reports.append(report)
            self.tell(report)
        counts = Counter(report.outcome for report in reports)
        summary = ", ".join(f"{counts[name]} {name}" for name in ("new", "revision", "unchanged", "refused"))
        self.stdout.write(
            f"{len(reports)} files: {summary}{' (nothing was saved)' if options['dry_run'] else ''}"
        )
        if options["json"]:
            text = json.dumps([asdict(report) for report in reports], ensure_ascii=False, indent=2)
            options["json"].write_text(text + "\n", encoding="utf-8")
        if counts["refused"]:
            raise CommandError(f"{counts['refused']} of {len(reports)} files were refused; see above.")

    def take(
        self, path: Path, name: str, publication: Publication, format_name: str | None, *, dry_run: bool
    ) -> Report:
        """Import one file, or say what would happen."""
        try:
            most = max(DEFAULT.text_bytes, DEFAULT.word_bytes)
            if path.stat().st_size > most:
                raise ImportRefused(f"The file is larger than {most:,} bytes.", file=name)
            data = path.read_bytes()
            document = parse_document(data, file=name, format=format_name)
        except (ImportRefused, OSError) as error:
            return Report(str(path), "refused", message=str(error))
        report = Report(
            str(path),
            "",
            title=document.metadata.title,
            warnings=[asdict(warning) for warning in document.warnings],
        )
        if dry_run:
            plan = plan_import(document)
            report.outcome = plan.outcome.value
            report.slug = plan.article.slug if plan.article else ""
            return report
        images = read_beside(path, (block.image for block in document.table.blocks if block.image))
        done = self.save(document, data, images, publication)
        report.outcome, report.slug = done.outcome.value, done.article.slug
        report.published = done.article.is_published
        return report

    def save(
        self, document: ParsedDocument, data: bytes, images: dict[str, bytes], publication: Publication
    ) -> Imported:
        """Save one document as the system."""
        return import_document(
            actor=None, document=document, data=data, images=images, publication=publication
        )

    def tell(self, report: Report) -> None:
        """One line a document, and one a warning, as compilers print them."""
        if report.outcome == "refused":
            self.stderr.write(self.style.ERROR(f"refused    {report.message}"))
            return
        state = "" if report.published or not report.slug else "  (draft)"
        self.stdout.write(f"{report.outcome:<10} {report.file} → {report.slug or report.title}{state}")
        for warning in report.warnings:
            place = f"{report.file}:{warning['line']}" if warning["line"] else report.file
            name = f"{warning['name']}: " if warning["name"] else ""
            self.stdout.write(f"  {place}: {name}{warning['message']}")


def find_files(paths: list[Path]) -> Iterator[tuple[Path, str]]:
    """Every document below ``paths`` with the name it is known by. Raises ``CommandError`` for a missing path."""
    for path in paths:
        if path.is_dir():
            found = sorted(
                file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file()
            )
            yield from ((file, file.relative_to(path.parent).as_posix()) for file in found)
        elif path.is_file():
            yield path, path.name
        else:
            raise CommandError(f"{path}: there is no such file or folder.")
