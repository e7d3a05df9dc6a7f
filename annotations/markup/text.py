"""Reader-written text before any markup is looked at: normalised, freed of control characters, bounded."""

from __future__ import annotations

import re
from unicodedata import normalize

from annotations.markup.limits import BODY_LIMIT

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")

# Cc but tab and line feed; surrogates, which no database takes; noncharacters, which the renderer uses;
# and the marks that turn the order of the *following* text around (embeddings and overrides, not isolates).
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff\u202a-\u202e"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)
# Beyond this a text is too long whatever normalisation does: NFC shortens no real text to less than a third.
_HOPELESS = 3


class MarkupRefused(ValueError):
    """Text that cannot be taken.

    ``field`` names the form's field; ``code`` is stable (``"too-long"``, ``"not-text"``) and ``params`` holds
    the numbers of its message, so that forms can say it in the reader's language; ``message`` says it in
    English.
    """

    def __init__(self, field: str, message: str, *, code: str, params: dict[str, int] | None = None) -> None:
        """Refuse the text of ``field``."""
        super().__init__(message)
        self.field = field
        self.message = message
        self.code = code
        self.params = params or {}


def tidy(source: str, *, limit: int = BODY_LIMIT, field: str = "body") -> str:
    """A text of several lines as it is stored: NFC, ``\\n`` line ends, no control characters, no blank rim.

    Idempotent. Raises :class:`MarkupRefused` if ``source`` is no text or has more than ``limit`` code points.
    """
    if not isinstance(source, str):
        raise MarkupRefused(field, "This is not text.", code="not-text")
    if len(source) > limit * _HOPELESS:
        raise _too_long(field, limit, len(source))
    text = normalize("NFC", _UNWANTED.sub("", _LINE_ENDS.sub("\n", source)))
    text = text.strip("\n").rstrip()
    if not text.strip():
        return ""
    if len(text) > limit:
        raise _too_long(field, limit, len(text))
    return text


def plain(source: str, *, limit: int, field: str = "text") -> str:
    """A field of one line: NFC, no control characters, runs of white space folded to one space, trimmed.

    ``limit`` counts code points of the result. Idempotent. Raises :class:`MarkupRefused` if ``source`` is no
    text or too long; an empty result is the form's business.
    """
    if not isinstance(source, str):
        raise MarkupRefused(field, "This is not text.", code="not-text")
    if len(source) > limit * _HOPELESS + 1_000:
        raise _too_long(field, limit, len(source))
    text = " ".join(normalize("NFC", _UNWANTED.sub("", _LINE_ENDS.sub("\n", source))).split())
    if len(text) > limit:
        raise _too_long(field, limit, len(text))
    return text


def _too_long(field: str, limit: int, length: int) -> MarkupRefused:
    """The refusal of a text of ``length`` code points where ``limit`` are allowed."""
    return MarkupRefused(
        field,
        f"This text has {length:,} characters; {limit:,} are allowed.",
        code="too-long",
        params={"limit": limit, "length": length},
    )
