"""The first words of a note, for places too small for its markup."""

from __future__ import annotations

import re
from html import unescape

_PIECE = re.compile(r"""<(?:[^<>"]|"[^"]*")*>|[^<]+""")
_IN_A_LINE = ("em", "strong", "code", "a")
_NAME = re.compile(r"</?([a-z]+)")


def excerpt(html: str, limit: int) -> str:
    """The words of clean ``html`` (as :func:`annotations.markup.render` makes it) in one line.

    At most ``limit`` code points; what is cut off is told by "…". Reads no further than it needs.
    """
    found: list[str] = []
    length = 0
    for piece in _PIECE.finditer(html):
        if piece[0][0] != "<":
            found.append(unescape(piece[0]))
            length += len(found[-1])
        elif (name := _NAME.match(piece[0])) and name[1] not in _IN_A_LINE:
            found.append(" ")
        if length > 4 * limit:  # white space may still be folded
            break
    words = " ".join("".join(found).split())
    return words if len(words) <= limit else words[: limit - 1].rstrip() + "…"
