"""A revision was published: every annotation of the article gets its place in it, or an honest "none"."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from annotations.consequences import Decisions, decided_placements
from annotations.placing import save_placements
from articles.models import Article, Revision
from articles.signals import revision_published
from policy import Actor


@receiver(revision_published)
def place_annotations(
    sender: type[Article],
    *,
    article: Article,
    revision: Revision,
    previous: Revision | None,
    actor: Actor | None,
    decisions: Decisions,
    **kwargs: Any,
) -> None:
    """Runs in the publishing transaction: text and places change together or not at all."""
    if previous is None:
        return
    plans, _made = decided_placements(
        actor=actor, article=article, previous=previous, text=revision.text, decisions=decisions
    )
    save_placements(plans, revision)
