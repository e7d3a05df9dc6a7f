"""``import_annotations``: bring in what was said elsewhere."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotations.exchange.imports import bring_in
from annotations.formats.record import FormatRefused

LARGEST = 64 * 1024 * 1024  # bytes of a file


class Command(BaseCommand):
    """Import annotations; what is here already stays as it is."""

    help = (
        "Imports annotations: W3C JSON-LD or Hypothesis JSON. Authors come as names, without rights; dates, threads, "
        "tags and places are kept. The same file again changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file."""
        parser.add_argument("file", metavar="FILE", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, tell what was refused, and fail when anything was."""
        path: Path = options["file"]
        try:
            if path.stat().st_size > LARGEST:
                raise CommandError(f"{path}: is larger than {LARGEST:,} bytes.")
            report = bring_in(actor=None, data=path.read_bytes())
        except OSError as error:
            raise CommandError(f"{path}: cannot be read ({error.strerror}).") from error
        except FormatRefused as refused:
            raise CommandError(f"{path}: {refused}") from refused
        for refusal in report.refused:
            self.stderr.write(self.style.ERROR(f"{path}{refusal}"))
        self.stdout.write(f"{report.made} new, {report.unchanged} unchanged, {len(report.refused)} refused")
        if report.refused:
            raise CommandError(f"{len(report.refused)} annotations were refused; see above.")
