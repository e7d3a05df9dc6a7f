"""From bytes to text: the encoding is found, verified strictly and stated.

In this order: a byte order mark; the charset that a page declares, strictly; UTF-16 when there are zero bytes; UTF-8,
strictly; else charset-normalizer's best among the other encodings, verified by how plausible its characters are.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from html import unescape

from articles.importing.document import ImportRefused
from articles.importing.guessing import SIXTEEN_BITS, guess
from articles.importing.marks import refuse_piled_marks

BINARY = "binary"  # the encoding of what is no text
SURE = 0.75  # a confidence below asks for a person's eyes
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_OTHER_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
_PAGE_BREAKS = str.maketrans("\x0b\x0c", "  ")
_DECLARED = re.compile(
    rb"""<(?:meta\b[^>]{0,300}?\bcharset\s*=|\?xml\b[^>]{0,200}?\bencoding\s*=)\s*["']?\s*([\w.:-]{2,30})""",
    re.IGNORECASE,
)
# What browsers read these names as.
_NAMES = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs", "shift_jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "iso-8859-1": "cp1252",
    "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252", "windows-1252": "cp1252", "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
}  # fmt: skip
_KNOWN = re.compile(
    r"gb18030|euc-jp|iso-2022-jp|koi8-[ru]|windows-125[0-8]|iso-8859-\d{1,2}|utf-8|utf-16(?:le|be)?"
)
# Of the characters that are no ASCII: when so many are UTF-8, the rest is damage and no other encoding.
_MOSTLY = 4


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
        raise ImportRefused(
            f"The file holds the control character U+{ord(control[0]):04X}: it is not a text.",
            file=file,
            line=text.count("\n", 0, control.start()) + 1,
        )
    if not text.strip():
        raise ImportRefused("The file holds no text.", file=file)
    refuse_piled_marks(unescape(text) if "&" in text else text, file)
    return Decoded(text, found.encoding, found.confidence, found.rivals)


def _plain_line_ends(text: str) -> str:
    """Line ends as ``\\n``; NEL and Unicode's separators end lines only where nothing else does, else they are space."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\n" not in text:
        text = _OTHER_LINE_ENDS.sub("\n", text)
    return text.translate(_PAGE_BREAKS) if "\x0b" in text or "\x0c" in text else text


def _decode(data: bytes, file: str) -> Decoded:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return Decoded(_strictly(data, encoding, file), encoding)
    if declared := _declared(data):
        return declared
    found = guess(data, SIXTEEN_BITS) if b"\x00" in data else None
    if found is None:
        try:
            return Decoded(data.decode("utf-8"), "utf-8")
        except UnicodeDecodeError as error:
            _refuse_damaged(data, error, file)
            found = guess(data)
    if found is None:
        at = next(index for index, byte in enumerate(data) if byte > 0x7F)
        raise ImportRefused(
            "The encoding is none of UTF-8, UTF-16, GB18030, Big5, Shift_JIS or Windows-1252: "
            f"byte {at:,} is the first that cannot be told.",
            file=file,
            line=_line_of(data, at),
        )
    return Decoded(found.text, found.encoding, found.confidence, found.rivals)


def _declared(data: bytes) -> Decoded | None:
    """The text in the charset that a page declares, if that is one and every byte agrees."""
    found = _DECLARED.search(data, 0, 2_048) if data.lstrip()[:1] == b"<" else None
    if found is None:
        return None
    name = found[1].decode("ascii", "replace").lower()
    name = _NAMES.get(name, name)
    if not _KNOWN.fullmatch(name) and name not in _NAMES.values():
        return None
    try:
        return Decoded(data.decode(name), name)
    except UnicodeDecodeError:
        return None


def _refuse_damaged(data: bytes, error: UnicodeDecodeError, file: str) -> None:
    """Raise :class:`ImportRefused` for a text that is UTF-8 but for some bytes."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = sum(len(run) for run in re.findall(r"[^\x00-\x7f\ufffd]+", text))
    if sound >= _MOSTLY * broken:
        raise ImportRefused(
            f"The file is UTF-8 but for byte {error.start:,}: {error.reason}.",
            file=file,
            line=_line_of(data, error.start),
        ) from error


def _strictly(data: bytes, encoding: str, file: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "ignore")
        raise ImportRefused(
            f"The file begins like {encoding.upper()} but byte {error.start:,} is not: {error.reason}.",
            file=file,
            line=before.count("\n") + 1,
        ) from error


def _line_of(data: bytes, at: int) -> int:
    return data.count(b"\n", 0, at) + 1
