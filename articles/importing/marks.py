"""Marks piled on one letter: composing them (NFC) costs the square of their number."""

from __future__ import annotations

import re
import unicodedata

from articles.importing.document import ImportRefused

MOST = 100  # no script sets more than a dozen on a letter; Unicode's own bound for streams is 30


def refuse_piled_marks(text: str, file: str, line: int = 0) -> None:
    """Raise :class:`ImportRefused` when more than ``MOST`` combining marks follow each other. Linear.

    ``line`` is where ``text`` stands when it is a part; of a whole file the line is counted.
    """
    if text.isascii() or len(text) <= MOST:
        return
    marks = "".join(re.escape(character) for character in set(text) if unicodedata.combining(character))
    if marks and (found := re.search(f"[{marks}]{{{MOST + 1}}}", text)):
        raise ImportRefused(
            f"More than {MOST} marks are piled on one letter: that is no writing.",
            file=file,
            line=line or text.count("\n", 0, found.start()) + 1,
        )
