"""From bytes to text, and which format the text is in."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from articles.importing.document import ImportRefused
from articles.importing.frontmatter.fences import begins

MAX_BYTES = 2_000_000

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_MARKDOWN = re.compile(
    r"^(?:#{1,6} \S|(?:```|~~~)|> \S|[*+-] \S|\|.+\||!\[[^\]\n]*\]\()|\*\*\S[^*\n]{0,200}\*\*|\[[^\]\n]{1,200}\]\([^)\s]+\)",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Source:
    """A decoded file: its text with ``\\n`` line ends, and how it was encoded."""

    file: str
    text: str
    encoding: str


def decode(data: bytes, file: str) -> Source:
    """The text of ``data``. Raises :class:`ImportRefused` for what is too large, empty or no text."""
    if len(data) > MAX_BYTES:
        raise ImportRefused(f"The file has {len(data):,} bytes; at most {MAX_BYTES:,} are read.", file=file)
    text, encoding = _decode(data, file)
    if control := _CONTROLS.search(text):
        line = text.count("\n", 0, control.start()) + 1
        raise ImportRefused(
            f"The file holds the control character U+{ord(control[0]):04X}: it is not a text.",
            file=file,
            line=line,
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise ImportRefused("The file holds no text.", file=file)
    return Source(file, text, encoding)


def _decode(data: bytes, file: str) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strictly(data, encoding, file), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        best = from_bytes(data, cp_isolation=["gb18030", "big5", "big5hkscs", "utf_16", "cp1252"]).best()
    if best is None:
        raise ImportRefused(
            "The encoding is none of UTF-8, UTF-16, GB18030, Big5 or Windows-1252.", file=file
        )
    return str(best), best.encoding.replace("_", "-")


def _strictly(data: bytes, encoding: str, file: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ImportRefused(
            f"The file begins like {encoding.upper()} but byte {error.start} is not.", file=file
        ) from error


def format_of(text: str, file: str) -> str:
    """The format that ``text`` looks like: "markdown" with front matter or Markdown marks, else "text"."""
    if begins(text) or file.lower().endswith((".md", ".markdown", ".mdown", ".mdx", ".mkd")):
        return "markdown"
    from articles.importing.formats import transcript  # it reads a Source, which is ours

    if transcript.fits(Source(file, text, "")):
        return "transcript"
    marks = len({found[0][:2] for found in _MARKDOWN.finditer(text[:100_000])})
    return "markdown" if marks and not _is_only_bullets(text) else "text"


def _is_only_bullets(text: str) -> bool:
    """Bullets alone are also how pasted pages show lists."""
    return not re.search(r"^#{1,6} \S|\*\*\S|\]\(|^```|^\|.+\||^> \S", text, re.MULTILINE)
