"""HTML as a tree, bounded: lxml reads what browsers read, however it is written."""

from __future__ import annotations

import re
from typing import Any

from articles.importing.document import ImportRefused

MAX_TAGS = 60_000
MAX_DEPTH = 200
_INVALID = re.compile("[\ufffe\uffff\ud800-\udfff\x80-\x84\x86-\x9f]")

Element = Any  # lxml has no types of its own


def read_tree(text: str, file: str) -> Element:
    """The root element of ``text``. Raises :class:`ImportRefused` for more than may be walked.

    The parser itself does not recurse, but it gives up far below what its callers would notice: so depth is asked.
    """
    from lxml import html  # only HTML and Word files pay for it

    if text.count("<") > MAX_TAGS:
        raise ImportRefused(f"The page has more than {MAX_TAGS:,} tags.", file=file)
    # The text is decoded already: whatever charset the page declares is over.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    root = html.document_fromstring(_INVALID.sub("\ufffd", text).encode() or b"<p>", parser=parser)
    if _is_deeper_than(root, MAX_DEPTH):
        raise ImportRefused(f"The page's elements are nested more than {MAX_DEPTH} deep.", file=file)
    return root


def _is_deeper_than(root: Element, most: int) -> bool:
    depth, children = 0, [iter([root])]
    while children:
        element = next(children[-1], None)
        if element is None:
            children.pop()
            depth -= 1
        else:
            children.append(iter(element))
            depth += 1
            if depth > most:
                return True
    return False


def tag_of(element: Element) -> str:
    """The element's name in lower case; empty for comments and the like."""
    return element.tag.lower() if isinstance(element.tag, str) else ""
