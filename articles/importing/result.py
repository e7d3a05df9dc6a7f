"""What a format returns: metadata and blocks, before languages and offsets."""

from __future__ import annotations

from dataclasses import dataclass, field

from articles.importing.document import ImporterWarning, ImportRefused, Metadata
from articles.text.blocks import Block

MAX_BLOCKS = 10_000


def refuse_too_many(count: int, file: str) -> None:
    """Raise :class:`ImportRefused` when a document has more blocks than are read; asked while they are counted."""
    if count > MAX_BLOCKS:
        raise ImportRefused(f"The document has more than {MAX_BLOCKS:,} paragraphs.", file=file)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document as its format understands it; ``guessed`` maps a field to the code of the reason.

    ``pictures`` are those that the file itself holds, by the addresses that its blocks give them.
    """

    metadata: Metadata
    blocks: list[Block]
    warnings: list[ImporterWarning] = field(default_factory=list)
    guessed: dict[str, str] = field(default_factory=dict)
    comments_announced: int | None = None
    pictures: dict[str, bytes] = field(default_factory=dict)
