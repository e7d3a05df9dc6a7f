"""Stored text: NFC, white-space runs folded to one space, and nothing else changed."""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"\s+")
# Invisible characters that change how text reads: they are kept, and an editor is told.
BIDI_CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
ZERO_WIDTH = "\u200b\u2060\ufeff"
INVISIBLE = re.compile(f"[{BIDI_CONTROLS}{ZERO_WIDTH}]")


def nfc(text: str) -> str:
    """``text`` in Unicode's composed form; characters are never replaced by compatible ones (no NFKC)."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def fold_space(text: str) -> str:
    """``text`` in NFC with every run of white space (U+3000 and no-break spaces too) as one space, trimmed."""
    return _SPACES.sub(" ", nfc(text)).strip(" ")


def fold_runs(text: str) -> str:
    """As :func:`fold_space`, without the trimming: for a piece of a longer text."""
    return _SPACES.sub(" ", nfc(text))
