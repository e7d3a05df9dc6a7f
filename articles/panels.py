"""A place in the preview of a new revision for those who stand above ``articles``: they tell, ask, and are answered.

What a panel's form fields say travels with the upload as ``decisions`` and reaches its maker's app again with the
signal ``revision_published``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from articles.importing.document import ParsedDocument
from articles.models import Article

if TYPE_CHECKING:
    from policy import Actor


@dataclass(frozen=True, slots=True)
class Panel:
    """A section of the preview: its heading, the template that prints it and what that takes (as ``panel``).

    ``token`` sums up what the editor is shown: when it differs at the moment of saving, the editor is asked again.
    ``problem`` says why the editor's answers cannot be carried out; nothing is saved while there is one.
    """

    title: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    token: str = ""
    problem: str = ""


class PanelMaker(Protocol):
    """Makes the panel for ``article`` as it stands and the ``document`` that would be its next revision."""

    def __call__(
        self, *, actor: Actor, article: Article, document: ParsedDocument, decisions: Mapping[str, str]
    ) -> Panel | None:
        """``None`` shows nothing."""


_makers: dict[str, PanelMaker] = {}


def register_panel(prefix: str, maker: PanelMaker) -> None:
    """Show what ``maker`` makes in every preview; its fields' names begin with ``prefix``. Called when an app is ready."""
    _makers[prefix] = maker


def panels_for(
    *, actor: Actor, article: Article, document: ParsedDocument, decisions: Mapping[str, str]
) -> tuple[Panel, ...]:
    """The panels for this revision, in the order of their registration."""
    made = (
        maker(actor=actor, article=article, document=document, decisions=decisions)
        for maker in _makers.values()
    )
    return tuple(panel for panel in made if panel)


def decisions_in(data: Mapping[str, str]) -> dict[str, str]:
    """What a posted form says in the fields of panels."""
    return {name: data[name] for name in data if name.startswith(tuple(_makers))}
