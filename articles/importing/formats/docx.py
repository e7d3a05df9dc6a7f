"""Word files (.docx), read by mammoth and then like a page that is nothing but its article."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from articles.importing.document import ImporterWarning, Metadata
from articles.importing.recognise.titles import Titled, title_of_markdown
from articles.importing.result import Parsed
from articles.importing.source import Source
from articles.importing.webpage.blocks import blocks_of_pieces, recognise, with_captions
from articles.importing.webpage.pieces import read_pieces
from articles.importing.webpage.tree import read_tree
from articles.importing.word import Package, is_generic, open_package
from articles.text.blocks import Block

SUFFIXES = (".docx",)

_STYLES = "\n".join([
    "p[style-name='Title'] => h1:fresh",
    "p[style-name='Subtitle'] => p.subtitle:fresh",
    "p[style-name='caption'] => p.caption:fresh",
    *(f"p[style-name='{name}'] => blockquote > p:fresh" for name in ("Quote", "Intense Quote", "Quotations", "Block Text")),
    *(f"p[style-name='{name}'] => pre:separator('\\n')" for name in ("HTML Preformatted", "Source Code", "Preformatted Text")),
    *(f"p[style-name='heading {level}'] => h6:fresh" for level in (7, 8, 9)),
])  # fmt: skip
# mammoth leads from a note back to its place; the file has no such sign.
_BACK = re.compile(r'\s*<a href="#[^"]*-ref-[^"]*">↑</a>')
_SPACE = re.compile(r"\s+")
_MOST_TOLD = 20
_LONGEST_QUOTED = 200


def fits(source: Source) -> bool:
    """Whether the file is packed as Word files are; what it holds is asked when it is parsed."""
    return source.data.startswith(b"PK\x03\x04")


def parse(source: Source) -> Parsed:
    """The document of a Word file. Raises :class:`articles.importing.document.ImportRefused`."""
    package = open_package(source)
    html, pictures, messages = _convert(source)
    source.clock.check(source.file)
    page = read_pieces(read_tree(html, source.file), _web_only)
    blocks = blocks_of_pieces(with_captions(page.pieces, page.containers), source)
    warnings = [*messages, *_lost(package, blocks), *_about(package)]
    blocks = recognise(blocks)
    titled = title_of_markdown(blocks, source.file)
    metadata, guessed = _metadata(package, titled)
    return Parsed(metadata, titled.blocks, warnings, guessed, pictures=pictures)


def _web_only(address: str) -> str:
    """A Word file has no address that its links could be relative to."""
    return address if address.lower().startswith(("http://", "https://", "mailto:")) else ""


def _convert(source: Source) -> tuple[str, dict[str, bytes], list[ImporterWarning]]:
    """mammoth's HTML, the pictures by the addresses it gives them, and what it could not read."""
    import mammoth  # only Word files pay for it

    pictures: dict[str, bytes] = {}
    warnings: list[ImporterWarning] = []

    def keep(image: Any) -> dict[str, str]:
        kind = image.content_type.partition("/")[2] or "picture"
        with image.open() as opened:
            data = opened.read()
        if len(data) > source.limits.picture_bytes:
            message = f"A picture of {len(data):,} bytes was left out; at most {source.limits.picture_bytes:,} are kept."
            warnings.append(ImporterWarning("picture", message))
        address = f"picture-{len(pictures) + 1}.{kind}"
        pictures[address] = data
        return {"src": address}

    result = mammoth.convert_to_html(
        io.BytesIO(source.data), style_map=_STYLES, convert_image=mammoth.images.img_element(keep)
    )
    told = dict.fromkeys(message.message for message in result.messages)
    unread = [message for message in told if not message.startswith("Unrecognised")]
    warnings += [
        ImporterWarning("word", f"Word says more here: {message}.") for message in unread[:_MOST_TOLD]
    ]
    return _BACK.sub("", result.value), pictures, warnings


def _lost(package: Package, blocks: list[Block]) -> Iterator[ImporterWarning]:
    """The words of the file that are in no block: mammoth knows no formulas and not every frame."""
    whole = _SPACE.sub("", "".join(block.text for block in blocks))
    known = {_SPACE.sub("", block.text) for block in blocks}
    missing = [text for text in package.paragraphs if (words := _SPACE.sub("", text)) and words not in known]
    told = 0
    for text in missing[:1_000]:
        if told < _MOST_TOLD and _SPACE.sub("", text) not in whole:
            told += 1
            message = f"Some words of this paragraph could not be read: “{text[:_LONGEST_QUOTED]}”"
            yield ImporterWarning("left-out", message)


def _about(package: Package) -> Iterator[ImporterWarning]:
    if "word/comments.xml" in package.parts:
        yield ImporterWarning("word", "The comments in the Word file's margin were left out.")


def _metadata(package: Package, titled: Titled) -> tuple[Metadata, dict[str, str]]:
    """The file's own properties; a title on the page comes before the one that they name."""
    said = package.properties
    guessed: dict[str, str] = {}
    title = titled.title
    if titled.guess == "first-words" and said.get("dc:title"):
        title = said["dc:title"][:300]
        guessed["title"] = "file-properties"
    elif titled.guess:
        guessed["title"] = titled.guess
    author = said.get("dc:creator", "")
    if is_generic(author):
        author = ""
    if author:
        guessed["author"] = "file-properties"
    if package.created:
        guessed["date"] = "file-properties"
    tags = tuple(tag for tag in re.split(r"\s*[,，、;；]\s*", said.get("cp:keywords", "")) if tag)
    return Metadata(
        title=title, author=author, date=package.created, summary=said.get("dc:description", ""), tags=tags,
        category=said.get("cp:category", ""), extra={"language": said["dc:language"]} if said.get("dc:language") else {},
    ), guessed  # fmt: skip
