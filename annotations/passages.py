"""Passages that an address names, without a note: where they stand in the present text."""

from __future__ import annotations

from dataclasses import dataclass

from annotations.anchoring import MAX_QUOTE, NothingChosen, Status, describe, reanchor
from articles.models import Article, Revision
from articles.text.passages import PassageAddress


@dataclass(frozen=True, slots=True)
class LinkedPassage:
    """A passage of ``revision``; ``place`` is where it stands in the article's current text, ``None`` if nowhere."""

    address: PassageAddress
    revision: Revision
    quote: str
    place: tuple[int, int] | None
    status: Status

    @property
    def is_as_written(self) -> bool:
        """Whether the present text has the very words in their old order."""
        return self.status in (Status.EXACT, Status.SHIFTED)


def linked_passage(article: Article, written: str) -> LinkedPassage | None:
    """The passage that ``written`` addresses; ``None`` when there is no such passage. Two queries at most."""
    address = PassageAddress.parse(written)
    current = article.current
    assert current is not None
    if address is None or address.end - address.start > MAX_QUOTE:
        return None
    revision: Revision | None = current
    if address.revision != current.number:
        revision = article.revisions.filter(number=address.revision).defer("source").first()
    if revision is None or address.end > len(revision.text):
        return None
    try:
        anchor = describe(revision.text, address.start, address.end)
    except NothingChosen:
        return None
    if revision.pk == current.pk:
        return LinkedPassage(address, revision, anchor.exact, (anchor.start, anchor.end), Status.EXACT)
    (placed,) = reanchor(revision.text, current.text, [anchor])
    place = None if placed.start is None or placed.end is None else (placed.start, placed.end)
    return LinkedPassage(address, revision, anchor.exact, place, placed.status)
