"""Comparing signs: what a reader would call the same letter or mark, whatever its case, width or script."""

from __future__ import annotations

from unicodedata import normalize

from articles.text.scripts import TO_SIMPLIFIED

_MARKS = {
    **dict.fromkeys("“”„«»「」『』〝〞＂", '"'),
    **dict.fromkeys("‘’‚‹›′", "'"),
    **dict.fromkeys("‐‑‒–—―−─", "-"),
    **dict.fromkeys("。｡．", "."),
    **dict.fromkeys("、﹐", ","),
    "\n": "\n",
}


class _Fold(dict[int, int]):
    """A table for ``str.translate`` that grows with the signs it meets: one code point for one."""

    def __missing__(self, code: int) -> int:
        sign = chr(code)
        folded = _MARKS.get(sign) or (" " if sign.isspace() else normalize("NFKC", sign).lower())
        if len(folded) != 1:
            folded = sign
        value = TO_SIMPLIFIED.get(ord(folded), ord(folded))
        self[code] = value
        return value


_FOLD = _Fold()


def folded(text: str) -> str:
    """``text`` for comparing, of the same length: its offsets hold.

    Case, width, the kind of quotes and dashes, and Simplified or Traditional script make no difference in it.
    """
    return text.translate(_FOLD)
