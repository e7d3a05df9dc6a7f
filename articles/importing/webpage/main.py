"""The article among the pieces of a page.

trafilatura says which words are the article's. Where most of them stand is the article's element, and of that element
every piece is kept, found by the library or not, unless it is plainly the site's furniture: then an editor is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from articles.importing.webpage.pieces import Container, Page, Piece
from articles.importing.webpage.tree import Element

_MOST_PIECES = 8_000  # trafilatura takes a second for more
_LONG = 5_000
_GRAM = 12
_SHARE = 0.9  # of the article's characters that stand in its element
_LINKED = 0.6
_FURNITURE_TAGS = {"nav", "footer", "aside", "dialog"}
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|crumbs?|share|sharing|social|related|recommend\w*|rec|promo\w*"
    r"|sponsor\w*|ads?|advert\w*|banner|newsletter|subscri\w*|sign-?up|cookies?|consent|pop-?up|modal|side-?bar|widgets?"
    r"|toolbar|pagination|pager|foot|footer|copyright|signature|most-read|read-?more|login|blogroll|byline|meta|info"
    r"|author|date|timestamp|tags?|tools?|position|location|hidden|print)(?:$|[\s_-])"
)
_QUOTED = re.compile(r"(?:^|[\s_-])(?:pull-?quote|quote|callout|note|box|infobox|footnotes?|fn)")
_COMMENTS = re.compile(
    r"(?:^|[\s_-])(?:comments?|comment-?list|respond|responses|disqus\w*|repl(?:y|ies))(?:$|[\s_-])"
)
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The article's pieces, the readers' comments under it, and what was left out although it stands in its element.

    ``is_sure`` is false when nothing told the article from the rest.
    """

    article: list[Piece]
    comments: list[Piece] = field(default_factory=list)
    left_out: list[Piece] = field(default_factory=list)
    is_sure: bool = True


def choose(page: Page, root: Element) -> Chosen:
    """Tell the article of ``page`` from the rest; ``root`` is the tree it was cut from, and is used up."""
    confirmed = _confirmed(page.pieces, root)
    if any(len(piece.text) > _LONG for piece in page.pieces):
        _forget_lines()
    main = _main_container(page, confirmed) if any(confirmed) else _declared_main(page)
    inside = _below(page.containers, main)
    above = set(_upwards(page.containers, main))
    furniture = _marked(page.containers, _is_furniture, except_for=above)
    comments = _marked(
        page.containers, lambda container: bool(_COMMENTS.search(container.name)), except_for=above
    )
    chosen = Chosen([], is_sure=any(confirmed))
    for piece, is_confirmed in zip(page.pieces, confirmed, strict=True):
        at = piece.container
        if at in comments:
            chosen.comments.append(piece)
        elif at in inside:
            doubts = (at in furniture) + _is_links(piece) + (not is_confirmed)
            is_kept = doubts < 2
            (chosen.article if is_kept else chosen.left_out).append(piece)
        elif is_confirmed and at not in furniture and not _is_links(piece):
            chosen.article.append(piece)
    return chosen


def _is_links(piece: Piece) -> bool:
    return piece.linked > _LINKED * len(_SPACE.sub("", piece.text))


def _is_furniture(container: Container) -> bool:
    if _QUOTED.search(container.name):
        return False
    return container.tag in _FURNITURE_TAGS or bool(_FURNITURE.search(container.name))


# What the library finds --------------------------------------------------------------------------------


def _confirmed(pieces: list[Piece], root: Element) -> list[bool]:
    """For every piece whether the library takes its words for the article's."""
    if len(pieces) > _MOST_PIECES:
        return [False] * len(pieces)
    found = _extracted(root)
    whole = "".join(found)
    short = set(found)
    grams = [_grams(_SPACE.sub("", piece.text)) for piece in pieces]
    wanted = {gram for some in grams for gram in some}
    seen = {gram for at in range(len(whole) - _GRAM + 1) if (gram := whole[at : at + _GRAM]) in wanted}
    return [
        2 * sum(gram in seen for gram in some) > len(some) if some else _SPACE.sub("", piece.text) in short
        for piece, some in zip(pieces, grams, strict=True)
    ]


def _extracted(root: Element) -> list[str]:
    """The texts that trafilatura takes for the article's, without white space."""
    import trafilatura  # a third of a second: only web pages pay for it

    found = trafilatura.bare_extraction(
        root, include_comments=False, include_tables=True, with_metadata=False
    )
    body: Element = getattr(found, "body", None)
    return [] if body is None else [text for part in body.itertext() if (text := _SPACE.sub("", part))]


def _forget_lines() -> None:
    """trafilatura remembers its last thousand lines, however long."""
    from trafilatura.meta import reset_caches

    reset_caches()


def _grams(text: str) -> list[str]:
    """Samples of ``text``: its beginning, middle and end; none of a short one."""
    if len(text) < _GRAM:
        return []
    middle = (len(text) - _GRAM) // 2
    return [text[:_GRAM], text[middle : middle + _GRAM], text[-_GRAM:]]


# Elements ----------------------------------------------------------------------------------------------


def _main_container(page: Page, confirmed: list[bool]) -> int:
    """The innermost element that holds nearly all of what was found."""
    weights = [0] * len(page.containers)
    for piece, is_confirmed in zip(page.pieces, confirmed, strict=True):
        if is_confirmed and piece.container >= 0:
            weights[piece.container] += len(piece.text)
    for index in range(len(weights) - 1, 0, -1):  # a parent stands before its children
        weights[max(0, page.containers[index].parent)] += weights[index]
    most = _SHARE * weights[0] if weights else 0
    return max((index for index, weight in enumerate(weights) if weight and weight >= most), default=-1)


_DECLARES_MAIN: tuple[Callable[[Container], bool], ...] = (
    lambda container: "articlebody" in container.name,
    lambda container: container.tag == "article",
    lambda container: container.tag == "main" or "main" in container.name.split(),
)


def _declared_main(page: Page) -> int:
    """The element that the page itself calls its article, when there is exactly one."""
    for declares in _DECLARES_MAIN:
        found = [index for index, container in enumerate(page.containers) if declares(container)]
        if len(found) == 1:
            return found[0]
    return -1


def _below(containers: list[Container], main: int) -> set[int]:
    inside = {main}
    for index, container in enumerate(containers):
        if container.parent in inside:
            inside.add(index)
    return inside if main >= 0 else {-1, *range(len(containers))}


def _upwards(containers: list[Container], index: int) -> Iterator[int]:
    while index >= 0:
        yield index
        index = containers[index].parent


def _marked(
    containers: list[Container], is_marked: Callable[[Container], bool], *, except_for: set[int]
) -> set[int]:
    """The containers that are marked, or stand in one that is."""
    found: set[int] = set()
    for index, container in enumerate(containers):
        if container.parent in found or (index not in except_for and is_marked(container)):
            found.add(index)
    return found
