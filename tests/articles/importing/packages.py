"""Word files and archives packed by hand, part by part: also those that no program would write."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ROOT_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
STYLES = {
    "Title": "Title", "Heading1": "heading 1", "Heading2": "heading 2", "Quote": "Quote", "Caption": "caption",
    "Code": "HTML Preformatted",
}  # fmt: skip
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


def relations(*triples: tuple[str, str, str]) -> str:
    """Relationships: id, kind, target (kind "hyperlink" points outside)."""
    found = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{escape(target)}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if kind == 'hyperlink' else ''}/>"
        for name, kind, target in triples
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{found}</Relationships>'


def styles() -> str:
    """The part that names the styles."""
    found = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/></w:style>'
        for name, shown in STYLES.items()
    )
    return f"<w:styles {W}>{found}</w:styles>"


def paragraph(text: str = "", *, style: str = "", runs: str = "", properties: str = "") -> str:
    """A paragraph of Word's XML."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f"<w:p><w:pPr>{named}{properties}</w:pPr>{runs}"
        f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def word_parts(body: str, **parts: str | bytes) -> dict[str, str | bytes]:
    """The parts of a Word file; the keywords are named "word/x.xml" through a mapping."""
    return {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": ROOT_RELATIONS,
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": styles(),
        **parts,
    }


def pack(parts: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive of ``parts``."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return packed.getvalue()


def word(body: str, **parts: str | bytes) -> bytes:
    """A Word file."""
    return pack(word_parts(body, **parts))


def encrypted(data: bytes) -> bytes:
    """``data`` (an archive) with the flag of encryption set on every member."""
    changed = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(signature)
        while at >= 0:
            (flags,) = struct.unpack_from("<H", changed, at + offset)
            struct.pack_into("<H", changed, at + offset, flags | 1)
            at = changed.find(signature, at + 4)
    return bytes(changed)


def with_raw_names(members: Mapping[bytes, bytes]) -> bytes:
    """An archive whose names are these bytes, without the flag that says UTF-8: as old programs write them."""
    written = {chr(ord("A") + index) * len(name): name for index, name in enumerate(members)}
    changed = pack(dict(zip(written, members.values(), strict=True)), zipfile.ZIP_STORED)
    for letters, name in written.items():
        changed = changed.replace(letters.encode(), name)
    return changed
