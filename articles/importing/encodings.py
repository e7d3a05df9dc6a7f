"""From bytes to text: the encoding is found, verified strictly and stated."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from articles.importing.document import ImportRefused

BINARY = "binary"  # the encoding of what is no text
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_OTHER_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_PAGE_BREAKS = str.maketrans("\x0b\x0c", "  ")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with ``\\n`` line ends and how its bytes were read; see :class:`articles.importing.source.Source`."""

    text: str
    encoding: str
    confidence: float = 1.0
    rivals: tuple[str, ...] = ()


def decode(data: bytes, file: str) -> Decoded:
    """The text of ``data``. Raises :class:`ImportRefused` for what is empty, no text, or no text in one encoding."""
    found = _decode(data, file)
    text = _plain_line_ends(found.text.lstrip("\ufeff"))
    if control := _CONTROLS.search(text):
        line = text.count("\n", 0, control.start()) + 1
        raise ImportRefused(
            f"The file holds the control character U+{ord(control[0]):04X}: it is not a text.",
            file=file,
            line=line,
        )
    if not text.strip():
        raise ImportRefused("The file holds no text.", file=file)
    return Decoded(text, found.encoding, found.confidence, found.rivals)


def _plain_line_ends(text: str) -> str:
    """Line ends as ``\\n``. NEL and Unicode's separators end lines only where nothing else does: elsewhere they are space."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\n" not in text:
        text = _OTHER_LINE_ENDS.sub("\n", text)
    return text.translate(_PAGE_BREAKS) if "\x0b" in text or "\x0c" in text else text


def _decode(data: bytes, file: str) -> Decoded:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return Decoded(_strictly(data, encoding, file), encoding)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes  # only foreign encodings pay for it

        best = from_bytes(data, cp_isolation=["gb18030", "big5", "big5hkscs", "utf_16", "cp1252"]).best()
    if best is None:
        raise ImportRefused(
            "The encoding is none of UTF-8, UTF-16, GB18030, Big5 or Windows-1252.", file=file
        )
    return Decoded(str(best), best.encoding.replace("_", "-"))


def _strictly(data: bytes, encoding: str, file: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ImportRefused(
            f"The file begins like {encoding.upper()} but byte {error.start} is not.", file=file
        ) from error
