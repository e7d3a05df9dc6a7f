"""``reanchor_report``: where the passages of one text stand in another, or in a whole row of revisions."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotations.anchoring.report import ReportError, add_arguments, printed


class Command(BaseCommand):
    """The same as ``python -m annotations.anchoring``; touches no database."""

    help = (
        "Prints where passages of OLD stand in NEW. The files are UTF-8 texts, taken as they are; NOTES.json is a list of "
        '{"start", "end"} in code points of OLD.'
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The files, and how to print."""
        add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises :class:`CommandError` naming file, entry and field."""
        try:
            self.stdout.write(printed(Namespace(**options)), ending="")
        except ReportError as error:
            raise CommandError(str(error)) from error
