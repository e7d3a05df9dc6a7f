"""A page cut into pieces in reading order: each a paragraph, heading, list, table, quotation, listing or picture.

The tree is walked once, without recursion. Every character that a browser shows is in exactly one piece; what it
never shows (scripts, controls, hidden elements) is in none. Which pieces belong to the article is not asked here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape

from articles.importing.webpage.images import Picture, picture_of
from articles.importing.webpage.tables import layout_tables
from articles.importing.webpage.tree import Element, tag_of
from articles.importing.webpage.vocabulary import (
    AROUND,
    BLOCK,
    HEADINGS,
    INLINE,
    INVISIBLE,
    STRUCTURAL,
    is_hidden,
    name_of,
)

_BEGINS_PARAGRAPH = re.compile(r"[ \t\r\n]*[\u3000\xa0]{2}")
_ENDS_PARAGRAPH = re.compile(r"[。！？!?.…：:]['\"”’」』)）]*\s*$")
_LANGUAGE = re.compile(r"\b(?:lang(?:uage)?|brush|highlight-source)[-:]\s*([\w+#.-]{1,30})")
_MAX_INLINE, _MAX_STRUCTURE, _LONG = 12, 24, 16_000


@dataclass(frozen=True, slots=True)
class Container:
    """An element that holds pieces; ``parent`` is an index into the page's containers, -1 for the outermost."""

    parent: int
    tag: str
    name: str  # its id, classes and role in lower case


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the page: unsanitised HTML, the characters in it, the line it begins on, the element around it."""

    html: str
    text: str
    line: int
    container: int
    linked: int = 0  # how many of its characters stand in links
    picture: Picture | None = None  # of a piece that is nothing else
    goes_on: bool = False  # with the list or table of the piece before


@dataclass(slots=True)
class Page:
    """The pieces of a page and the elements that hold them."""

    pieces: list[Piece] = field(default_factory=list)
    containers: list[Container] = field(default_factory=list)


def read_pieces(root: Element, resolve: Callable[[str], str] = str) -> Page:
    """Cut the tree below ``root`` into pieces; ``resolve`` makes links absolute, or empty to leave them out."""
    walk = _Walk(layout_tables(root), resolve)
    todo: list[tuple[Element, bool]] = [(root, False)]
    while todo:
        element, entered = todo.pop()
        if entered:
            walk.leave(element)
        elif walk.enter(element):
            todo.append((element, True))
            walk.write(element.text)
            todo.extend((child, False) for child in reversed(element))
            continue
        if element is not root:
            walk.write(element.tail)
    walk.end_piece()
    return walk.page


class _Walk:
    """Where the walk stands, and the piece that is being written."""

    def __init__(self, layout: set[Element], resolve: Callable[[str], str]) -> None:
        self.page = Page()
        self.layout, self.resolve = layout, resolve
        self.inside = [-1]  # containers
        self.structure: list[str] = []  # lists, quotations, rows … that are open in the piece
        self.inlines: list[
            tuple[str, str]
        ] = []  # inline elements open on the page: tag, and how they are written
        self.written = 0  # how many of them are open in the piece
        self.line = 0
        self.begin(goes_on=False)

    def begin(self, *, goes_on: bool) -> None:
        """A new, empty piece."""
        self.html: list[str] = []
        self.text: list[str] = []
        self.held: list[Picture] = []  # pictures inside a sentence stand after it
        self.size = self.linked = self.breaks = 0
        self.in_paragraph = self.in_gap = False
        self.first_line, self.container, self.goes_on = self.line, self.inside[-1], goes_on

    @property
    def in_line(self) -> bool:
        """Whether a heading or cell is open: it holds one line, not paragraphs."""
        return bool(self.structure) and (self.structure[-1] in HEADINGS or self.structure[-1] in ("td", "th"))

    @property
    def in_listing(self) -> bool:
        """Whether white space counts."""
        return bool(self.structure) and self.structure[-1] == "pre"

    # Elements ------------------------------------------------------------------------------------------

    def enter(self, element: Element) -> bool:
        """Take an element's beginning; whether there is something to see in it."""
        tag = tag_of(element)
        if not tag or tag in INVISIBLE or is_hidden(element):
            return False
        self.line = element.sourceline or self.line
        if tag == "br":
            self.end_line()
        elif tag == "img":
            self.show(element)
        elif tag in BLOCK:
            self.enter_block(tag, element)
        elif tag in INLINE:
            self.inlines.append((INLINE[tag], self.opening(INLINE[tag], element)))
        elif tag in AROUND:
            self.write(AROUND[tag][0])
        return tag not in ("br", "img")

    def leave(self, element: Element) -> None:
        """Take an element's end."""
        tag = tag_of(element)
        if tag in BLOCK:
            self.end_paragraph()
            structural = self.structural(tag, element)
            if structural in self.structure:
                self.close(structural)
            self.inside.pop()
        elif tag in INLINE:
            self.close_inlines(to=len(self.inlines) - 1)
            self.inlines.pop()
        elif tag in AROUND:
            self.write(AROUND[tag][1])

    def enter_block(self, tag: str, element: Element) -> None:
        """A block begins: the paragraph before it ends."""
        self.end_paragraph()
        self.page.containers.append(Container(self.inside[-1], tag, name_of(element)))
        self.inside.append(len(self.page.containers) - 1)
        structural = self.structural(tag, element)
        if structural in ("td", "th") and "tr" not in self.structure:
            self.open("tr", "<tr>")
        if structural == "pre":
            self.open("pre", f'<pre><code class="{_language_class(element)}">')
        elif structural == "ol":
            self.open("ol", f'<ol start="{escape(element.get("start", "1"))}">')
        elif (
            structural != "table" and structural
        ):  # a table opens with its first row: its caption stands before it
            self.open(structural, f"<{structural}>")

    def structural(self, tag: str, element: Element) -> str:
        """The element that ``tag`` makes in a piece; empty for what only holds paragraphs."""
        if tag in ("table", "tr", "td", "th"):
            table = element if tag == "table" else next(element.iterancestors("table"), None)
            return "" if table is None or table in self.layout else tag
        if self.in_line or self.in_listing:
            return tag if tag == self.structure[-1] else ""
        if tag == "li":
            return "li" if "ul" in self.structure or "ol" in self.structure else ""
        return "ul" if tag in ("dir", "menu") else tag if tag in STRUCTURAL else ""

    def open(self, tag: str, opening: str) -> None:
        """Begin a list, a row, a quotation … in the piece, or the piece with it."""
        if tag == "tr" and "table" not in self.structure:
            self.open("table", "<table>")
        if not self.structure:
            self.end_piece()
        elif self.size > _LONG and len(self.structure) == 1 and tag in ("li", "tr"):
            self.split()
        if len(self.structure) < _MAX_STRUCTURE:
            self.structure.append(tag)
            self.html.append(opening)
            self.in_gap = False

    def close(self, tag: str) -> None:
        """End what :meth:`open` has begun."""
        closed = ""
        while closed != tag:
            closed = self.structure.pop()
            self.html.append("</code></pre>" if closed == "pre" else f"</{closed}>")
        self.in_gap = False
        if not self.structure:
            self.end_piece()

    def split(self) -> None:
        """Go on with a long list or table in another piece: pieces are sanitised one by one."""
        (tag,) = self.structure
        self.html.append(f"</{tag}>")
        container = self.container
        self.end_piece(goes_on=True)
        self.container = container
        self.html.append(f"<{tag}>")

    # Text ----------------------------------------------------------------------------------------------

    def write(self, text: str | None) -> None:
        """Take characters of the page."""
        if not text:
            return
        if self.in_listing:
            self.put(text)
        elif text.isspace():
            if self.in_paragraph or (self.in_line and self.text):
                self.html.append(" ")
                self.text.append(" ")
        else:
            self.take_breaks(text)
            if not self.in_paragraph and not self.in_line:
                self.html.append("<p>")
                self.in_paragraph = True
            for _, opening in self.inlines[self.written :]:
                self.html.append(opening)
            self.written = len(self.inlines)
            self.put(text)

    def put(self, text: str) -> None:
        """Write characters into the piece."""
        if not self.size:
            self.first_line = self.line
            self.container = self.container if self.structure else self.inside[-1]
        self.html.append(escape(text, quote=False))
        self.text.append(text)
        self.size += len(text)
        if any(tag == "a" for tag, _ in self.inlines):
            self.linked += len(text)

    def end_line(self) -> None:
        """``<br>``."""
        if self.in_listing:
            self.put("\n")
        else:
            self.breaks += 1

    def take_breaks(self, text: str) -> None:
        """What the line breaks before ``text`` mean: a new paragraph after two, after a full stop, before an indent."""
        if self.breaks and self.in_paragraph:
            before = self.text[-1] if self.text else ""
            if self.breaks > 1 or _BEGINS_PARAGRAPH.match(text) or _ENDS_PARAGRAPH.search(before[-20:]):
                self.end_paragraph()
            else:
                self.in_gap = True
        if (self.in_gap or self.breaks) and (self.in_paragraph or self.in_line):
            self.html.append("<br>")
            self.text.append("\n")
        self.breaks, self.in_gap = 0, False

    def end_paragraph(self) -> None:
        """A block begins or ends here."""
        self.breaks = 0
        if self.in_listing:
            if self.text and not self.text[-1].endswith("\n"):
                self.put("\n")
        elif self.in_line:
            self.close_inlines(to=0)
            self.in_gap = bool(self.html) and not self.html[-1].startswith("<")
        else:
            self.close_inlines(to=0)
            if self.in_paragraph:
                self.html.append("</p>")
                self.text.append("\n")
                self.in_paragraph = False
            if not self.structure:
                self.end_piece()
            elif "table" not in self.structure:
                self.html += [picture.html() for picture in self.held]
                self.held = []

    def end_piece(self, *, goes_on: bool = False) -> None:
        """Hand over what has been written."""
        text = "".join(self.text)
        if text.strip() or "<img" in "".join(self.html):
            self.page.pieces.append(
                Piece(
                    "".join(self.html), text, self.first_line, self.container, self.linked, None, self.goes_on
                )
            )
        for picture in self.held:
            self.add_picture(picture)
        self.begin(goes_on=goes_on)

    # Inline elements and pictures ----------------------------------------------------------------------

    def opening(self, tag: str, element: Element) -> str:
        """How an inline element begins in the piece; empty when it is left out, its text never is."""
        if self.in_listing or sum(bool(opening) for _, opening in self.inlines) >= _MAX_INLINE:
            return ""
        if tag != "a":
            return f"<{tag}>"
        address = (element.get("href") or "").strip()
        if not address or address.startswith("#") or any(name == "a" for name, _ in self.inlines):
            return ""  # a place on the page itself: it will be elsewhere
        address = self.resolve(address)
        return f'<a href="{escape(address)}">' if address else ""

    def close_inlines(self, *, to: int) -> None:
        """Close the inline elements that are open in the piece, but for the first ``to``."""
        while self.written > to:
            self.written -= 1
            tag, opening = self.inlines[self.written]
            if opening:
                self.html.append(f"</{tag}>")

    def show(self, element: Element) -> None:
        """Take a picture."""
        picture = picture_of(element)
        if picture is None:
            return
        if "emoji" in name_of(element) or "smil" in name_of(element):
            self.write(picture.description)
            return
        if self.breaks:
            self.end_paragraph()
        if self.in_paragraph or self.in_line or "table" in self.structure:
            self.held.append(picture)
        elif self.structure:
            self.html.append(picture.html())
        else:
            self.end_piece()
            self.add_picture(picture)

    def add_picture(self, picture: Picture) -> None:
        """A picture as a piece of its own."""
        self.page.pieces.append(Piece(picture.html(), "", self.line, self.inside[-1], picture=picture))


def _language_class(element: Element) -> str:
    """The listing's language as a class, where the page names one."""
    near = [element, *element[:1], *element.iterancestors()][:4]
    found = _LANGUAGE.search(" ".join(part.get("class") or "" for part in near).lower())
    return f"language-{found[1]}" if found else ""
