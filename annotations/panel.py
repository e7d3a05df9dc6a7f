"""The editor's preview of a new revision says what it does to the notes, and asks what is to become of them."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.consequences import consequences
from articles.importing.document import ParsedDocument
from articles.models import Article
from articles.panels import Panel
from policy import Actor

PREFIX = "note-"


def notes_panel(
    *, actor: Actor, article: Article, document: ParsedDocument, decisions: Mapping[str, str]
) -> Panel | None:
    """Nothing for an article without notes that ``actor`` may see."""
    found = consequences(actor=actor, article=article, text=document.table.text, decisions=decisions)
    if found is None:
        return None
    problem = ""
    if found.problems:
        problem = ngettext(
            "What you want for one note cannot be done; it says why.",
            "What you want for %(n)s notes cannot be done; each says why.",
            found.problems,
        ) % {"n": found.problems}
    return Panel(
        title=_("What becomes of the notes"),
        template="admin/annotations/_consequences.html",
        context={"consequences": found},
        token=found.token,
        problem=problem,
    )
