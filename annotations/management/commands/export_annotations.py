"""``export_annotations``: write down what was said here."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotations.exchange.exports import FORMS
from annotations.exchange.outgoing import Site
from annotations.models import Annotation, Visibility


class Command(BaseCommand):
    """Export annotations by the hand of whoever runs the site."""

    help = (
        "Exports all public annotations, drafts' too; the end of the file's name says the form. With --with-private "
        "the notes that only their authors may read come too: guard that file like the database."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, the site's address, and how much."""
        parser.add_argument(
            "file", metavar="FILE", type=Path, help=f"ends in {', '.join(f'.{name}' for name in FORMS)}"
        )
        parser.add_argument(
            "--site", default="http://localhost:8000/", metavar="URL", help="the address of this site"
        )
        parser.add_argument("--with-private", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file; a file begun is finished or removed."""
        path: Path = options["file"]
        form = FORMS.get(path.suffix.removeprefix("."))
        if form is None:
            raise CommandError(
                f"{path}: the name must end in one of {', '.join(f'.{name}' for name in FORMS)}."
            )
        rows = Annotation.objects.filter(hidden_at__isnull=True)
        if not options["with_private"]:
            rows = rows.filter(visibility=Visibility.PUBLIC)
        site = Site(options["site"].rstrip("/") + "/")
        unfinished = path.with_name(f"{path.name}.part")
        with unfinished.open("w", encoding="utf-8", newline="") as file:
            file.writelines(form.write(rows, site, site.absolute("/export")))
        unfinished.replace(path)
        self.stdout.write(f"{rows.count()} annotations written to {path}")
