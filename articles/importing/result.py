"""What a format returns: metadata and blocks, before languages and offsets."""

from __future__ import annotations

from dataclasses import dataclass, field

from articles.importing.document import ImporterWarning, Metadata
from articles.text.blocks import Block


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document as its format understands it; ``guessed`` maps a field to the code of the reason."""

    metadata: Metadata
    blocks: list[Block]
    warnings: list[ImporterWarning] = field(default_factory=list)
    guessed: dict[str, str] = field(default_factory=dict)
    comments_announced: int | None = None
