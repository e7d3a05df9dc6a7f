"""``demo``: the sample library with its readers and their discussion."""

from __future__ import annotations

import unicodedata
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from kvisa_site.demo import Report, load
from kvisa_site.demo.data import DemoError
from kvisa_site.demo.people import Account


class Command(BaseCommand):
    """Load the demo and tell how to sign in."""

    help = "Loads the sample documents with readers, notes, counterarguments and replies. May be run again at any time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where the samples are, and whether to talk."""
        parser.add_argument("--quiet", action="store_true", help="say nothing, not even the sign-in data")
        parser.add_argument(
            "--samples",
            type=Path,
            default=settings.BASE_DIR / "samples",
            metavar="FOLDER",
            help="another folder of documents with a discussion.json",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, then print the table. Raises :class:`CommandError` naming file and place."""
        try:
            report = load(options["samples"])
        except DemoError as error:
            raise CommandError(str(error)) from error
        if options["quiet"]:
            return
        self.stdout.write(summary(report))
        self.stdout.write("\n".join(sign_in_table(report.accounts)))


def summary(report: Report) -> str:
    """One line about what this run did."""
    if report.is_unchanged:
        return _("The demo library is complete; nothing was changed.")
    return _(
        "Demo library: %(articles)d documents, %(annotations)d annotations and %(replies)d replies are new."
    ) % {"articles": report.articles, "annotations": report.annotations, "replies": report.replies}


def sign_in_table(accounts: Sequence[Account]) -> list[str]:
    """The sign-in data as aligned lines; only passwords that the demo gave and that still hold are told."""
    rows = [(_("User name"), _("Password"), _("Role"), _("Name shown"))]
    for account in accounts:
        password = account.password or _("(changed by its owner)")
        rows.append((account.user.username, password, role_names(account), account.user.shown_name))
    widths = [max(_width(row[column]) for row in rows) for column in range(3)]
    lines = ["  ".join([*map(_padded, row, widths), row[3]]).rstrip() for row in rows]
    return ["", _("Sign in with:"), *(f"  {line}" for line in lines)]


def role_names(account: Account) -> str:
    """The roles in words."""
    if account.user.is_superuser:
        return _("superuser (all roles)")
    return ", ".join(sorted(account.user.roles)) or _("reader")


def _width(text: str) -> int:
    """Columns of a terminal that ``text`` takes: Han characters take two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _padded(text: str, width: int) -> str:
    """``text`` filled up to ``width`` columns."""
    return text + " " * (width - _width(text))
