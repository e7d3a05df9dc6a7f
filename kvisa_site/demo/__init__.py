"""The demo library: the sample documents, a handful of people and what they say about the texts.

``load`` may run any number of times: what is there already, by whatever name it goes by now, is left alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kvisa_site.demo.data import DISCUSSION, read_discussion
from kvisa_site.demo.discussion import discuss
from kvisa_site.demo.library import import_library
from kvisa_site.demo.people import Account, make_people

__all__ = ["Report", "load"]


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did: counts of what was new, and every account of the demo."""

    articles: int
    annotations: int
    replies: int
    accounts: tuple[Account, ...]

    @property
    def is_unchanged(self) -> bool:
        """Whether everything was there already."""
        return not (self.articles or self.annotations or self.replies or any(a.is_new for a in self.accounts))


def load(folder: Path) -> Report:
    """Load the documents and the discussion of ``folder``. Raises ``DemoError`` naming the file and what is wrong."""
    plan = read_discussion(folder / DISCUSSION)  # before anything is saved
    library = import_library(folder)
    accounts = make_people(plan.people)
    annotations, replies = discuss(plan, library.articles, accounts, folder / DISCUSSION)
    return Report(library.added, annotations, replies, accounts)
