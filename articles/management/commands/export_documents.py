"""``export_documents``: write articles back as the files they came as, or as Markdown that says all of them."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet

from articles.exporting.library import export_articles
from articles.importing.states import LIST
from articles.management.progress import Progress
from articles.models import Article

NOT_ALL, USAGE = 1, 2  # exit statuses beside 0


class Command(BaseCommand):
    """Export articles; importing the folder gives the same articles."""

    help = (
        "Writes articles to a folder: each as the file it came as, byte for byte, unless an editor has changed it or "
        "--as-markdown is given; then as Markdown with front matter. Importing the folder gives the same articles. "
        "Exit status: 0 all went well, 1 an article could not be written, 2 wrong usage."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which articles, where to, how."""
        parser.add_argument(
            "slugs", nargs="*", metavar="SLUG", help="addresses of articles (default: every article)"
        )
        parser.add_argument(
            "--to", type=Path, default=Path("export"), metavar="DIR", help="folder (default: export)"
        )
        which = parser.add_mutually_exclusive_group()
        which.add_argument(
            "--published", dest="which", action="store_const", const="published", help="public ones"
        )
        which.add_argument("--drafts", dest="which", action="store_const", const="drafts", help="drafts only")
        which.add_argument("--all", dest="which", action="store_const", const="all", help="both (default)")
        parser.add_argument("--as-markdown", action="store_true", help="Markdown for every article")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the folder and tell of each article."""
        articles = self.chosen(options["slugs"], options["which"] or "all")
        folder: Path = options["to"]
        if folder.exists() and not self.may_write(folder):
            raise CommandError(f"{folder}: is not an empty folder, nor one of an export.", returncode=USAGE)
        counts: Counter[str] = Counter()
        progress = Progress(self.stderr, articles.count())
        try:
            for exported in export_articles(articles, folder, as_markdown=options["as_markdown"]):
                counts[
                    "problem" if exported.problem else "as it came" if exported.as_it_came else "Markdown"
                ] += 1
                if exported.problem:
                    progress.clear()
                    self.stderr.write(self.style.ERROR(f"{exported.slug}: {exported.problem}"))
                elif options["verbosity"] > 1:
                    self.stdout.write(f"{exported.slug} → {folder / exported.file}")
                progress.step()
        except OSError as error:
            raise CommandError(str(error), returncode=USAGE) from error
        progress.clear()
        self.stdout.write(
            f"{folder}: {counts['as it came']:,} as they came, {counts['Markdown']:,} as Markdown, "
            f"{counts['problem']:,} could not be written"
        )
        if counts["problem"]:
            raise CommandError("Some articles could not be written; see above.", returncode=NOT_ALL)

    def chosen(self, slugs: list[str], which: str) -> QuerySet[Article]:
        """The articles asked for. Raises ``CommandError`` naming an address that nobody has."""
        articles = Article.objects.filter(current__isnull=False)
        if slugs:
            articles = articles.filter(slug__in=slugs)
            if unknown := set(slugs) - set(articles.values_list("slug", flat=True)):
                raise CommandError(f"There is no article {', '.join(sorted(unknown))}.", returncode=USAGE)
        if which == "all":
            return articles
        return articles.filter(published_at__isnull=which == "drafts")

    def may_write(self, folder: Path) -> bool:
        """Whether nothing of anybody else's can be written over."""
        return folder.is_dir() and ((folder / LIST).exists() or not any(folder.iterdir()))
