"""The package of a Word file: opened only after its size, its XML and what it carries have been looked at.

mammoth trusts what it reads: it builds whole trees, recursively. So every part that it will read is asked first, by a
parser that does neither.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from dataclasses import dataclass, field
from xml.parsers import expat

from articles.importing.document import ImportRefused
from articles.importing.source import Source
from articles.text.normalise import fold_space

MAX_PARTS = 2_000
MAX_XML_BYTES = 12_000_000
MAX_ELEMENTS = 60_000
MAX_DEPTH = 64  # mammoth takes a dozen Python frames for each
MAX_UNPACKED = 60_000_000

_BODY = "word/document.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_CORE = "docProps/core.xml"
_OTHERS = {
    "xl/": "an Excel workbook; copy its text into a document",
    "ppt/": "a PowerPoint presentation; copy its text into a document",
    "META-INF/container.xml": "an e-book (EPUB); save its chapters as HTML",
    "content.xml": "an OpenDocument file; save it as .docx",
    "Index/Document.iwa": "a Pages file; export it as .docx",
}
_REMOVED = {"w:del", "w:moveFrom", "w:instrText", "w:delText"}


@dataclass(slots=True)
class Package:
    """A Word file that may be read: its paragraphs' words as its XML holds them, its properties and its parts."""

    paragraphs: list[str] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
    parts: frozenset[str] = frozenset()

    @property
    def created(self) -> datetime.date | None:
        """The day on which the file says that it was made."""
        try:
            return datetime.date.fromisoformat(self.properties.get("dcterms:created", "")[:10])
        except ValueError:
            return None


def open_package(source: Source) -> Package:
    """Look at the package of a Word file. Raises :class:`ImportRefused` for what may not be read, saying why."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            return _look(archive, source)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        NotImplementedError,
        EOFError,
        ValueError,
        OSError,
    ) as error:
        raise ImportRefused(f"The Word file is damaged: {error}.", file=source.file) from error
    except expat.ExpatError as error:
        raise ImportRefused(f"A part of the Word file is no XML: {error}.", file=source.file) from error
    except RuntimeError as error:  # what zipfile says of a password
        raise ImportRefused(
            "The Word file is encrypted; save it without a password.", file=source.file
        ) from error


def _look(archive: zipfile.ZipFile, source: Source) -> Package:
    members = archive.infolist()
    names = [member.filename for member in members]
    _refuse_foreign(names, source.file)
    if len(members) > MAX_PARTS:
        raise ImportRefused(f"The Word file has more than {MAX_PARTS:,} parts.", file=source.file)
    if len(set(names)) < len(names):
        raise ImportRefused("The Word file holds a part twice.", file=source.file)
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        raise ImportRefused(
            f"Unpacked, the Word file has more than {MAX_UNPACKED:,} bytes.", file=source.file
        )
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise ImportRefused("The Word file holds macros; save it as .docx without them.", file=source.file)
    reader = _XmlReader(source)
    for member in members:
        if member.filename.endswith((".xml", ".rels")) and not member.filename.startswith("customXml/"):
            reader.read(member.filename, archive.read(member))
        else:
            archive.read(member)  # a damaged part is known now, by its checksum
    return Package(reader.paragraphs, reader.properties, frozenset(names))


def _refuse_foreign(names: list[str], file: str) -> None:
    """Refuse what is packed like a Word file and is none, by its name."""
    if _BODY in names:
        return
    for beginning, name in _OTHERS.items():
        if any(part.startswith(beginning) for part in names):
            raise ImportRefused(f"The file is {name}.", file=file)
    if "[Content_Types].xml" in names:
        raise ImportRefused(f"The Word file has no text: its part {_BODY} is missing.", file=file)
    raise ImportRefused(
        "The file is a ZIP archive and no Word file; its documents are imported one by one.", file=file
    )


class _XmlReader:
    """Reads the parts by events: counts and measures, and keeps the words of the body and the properties."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.paragraphs: list[str] = []
        self.properties: dict[str, str] = {}
        self.bytes = self.elements = 0

    def read(self, name: str, data: bytes) -> None:
        """Read one part. Raises ``ImportRefused`` and ``ExpatError``."""
        self.bytes += len(data)
        if self.bytes > MAX_XML_BYTES:
            raise ImportRefused(
                f"The Word file has more than {MAX_XML_BYTES:,} bytes of XML.", file=self.source.file
            )
        self.source.clock.check(self.source.file)
        self.part, self.path = name, list[str]()
        self.words: list[str] = []
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self.refuse_doctype
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        parser.Parse(data, True)

    def refuse_doctype(self, *_: object) -> None:
        """Word never writes one; entities that explode live there."""
        raise ImportRefused(
            f"The part {self.part} of the Word file declares a document type, which may hold an entity bomb.",
            file=self.source.file,
        )

    def start(self, name: str, _: dict[str, str]) -> None:
        """An element begins."""
        self.path.append(name)
        self.elements += 1
        if self.elements > MAX_ELEMENTS:
            raise ImportRefused(
                f"The Word file has more than {MAX_ELEMENTS:,} elements; save it in parts.",
                file=self.source.file,
            )
        if len(self.path) > MAX_DEPTH:
            raise ImportRefused(
                f"The Word file's elements are nested more than {MAX_DEPTH} deep.", file=self.source.file
            )

    def end(self, name: str) -> None:
        """An element ends: a paragraph's words are complete with it."""
        self.path.pop()
        if name == "w:p" and self.part in (_BODY, *_NOTES):
            self.paragraphs.append("".join(self.words))
            self.words = []
        elif self.part == _CORE and self.words:
            self.properties[name] = fold_space("".join(self.words)[:1_000])
            self.words = []

    def characters(self, text: str) -> None:
        """Characters of a part."""
        if self.part == _CORE or (
            self.path and self.path[-1] in ("w:t", "m:t") and _REMOVED.isdisjoint(self.path)
        ):
            self.words.append(text)


def is_generic(name: str) -> bool:
    """Whether ``name`` is what a program calls somebody whose name it does not know."""
    return bool(
        re.fullmatch(
            r"(?:microsoft office )?user|windows (?:user|用户|使用者)|微软用户|admin(?:istrator)?|python-docx|unknown|owner|.*\b(?:users?)\b \d*",
            name.strip(),
            re.IGNORECASE,
        )
    )
