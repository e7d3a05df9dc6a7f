"""The body of a note: from its source to clean HTML.

Python-Markdown reads the blocks, with only its list, quote and paragraph processors in place; what stands in
a paragraph is read by :mod:`annotations.markup.inline`; the result passes bleach and nh3.
"""

from __future__ import annotations

import re
import threading
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import (
    BlockProcessor,
    BlockQuoteProcessor,
    EmptyBlockProcessor,
    ListIndentProcessor,
    ParagraphProcessor,
)
from markdown.extensions.sane_lists import SaneOListProcessor, SaneUListProcessor
from markdown.preprocessors import NormalizeWhitespace
from markdown.treeprocessors import Treeprocessor
from markdown.util import Registry

from annotations.markup.inline import Budget, append_nodes, parse_inline
from annotations.markup.limits import BODY_LIMIT, MAX_SPANS
from annotations.markup.sanitise import clean
from annotations.markup.structure import AMPERSAND, CODE, read_structure, unshield
from annotations.markup.text import tidy

_CODE = re.compile(f"{CODE}([0-9]+){CODE}")
_PROCESSORS: tuple[type[BlockProcessor], ...] = (
    EmptyBlockProcessor,
    ListIndentProcessor,
    SaneOListProcessor,
    SaneUListProcessor,
    BlockQuoteProcessor,
    ParagraphProcessor,
)


class _Words(Treeprocessor):
    """Reads the text of every block; takes the place of all of Python-Markdown's tree processors."""

    codes: tuple[str, ...] = ()

    def run(self, root: Element) -> None:
        """Fill ``root`` in place."""
        budget = Budget(MAX_SPANS)
        for block in list(root.iter()):
            code = _CODE.fullmatch((block.text or "").strip())
            if code:
                self._put_code(block, int(code[1]))
            else:
                _read_words(block, budget)

    def _put_code(self, block: Element, number: int) -> None:
        """Turn the paragraph that stands for fenced code into the code; in a list item, put it inside."""
        pre = block
        if block.tag == "p":
            block.tag = "pre"
        else:
            pre = Element("pre")
            block.insert(0, pre)
        block.text = None
        SubElement(pre, "code").text = self.codes[number].replace("&", AMPERSAND) + "\n"


def _read_words(block: Element, budget: Budget) -> None:
    """Replace the strings in ``block`` by what they mean; its blocks stay where they are."""
    inner = list(block)
    texts = [block.text or "", *(child.tail or "" for child in inner)]
    for child in inner:
        child.tail = None
        block.remove(child)
    block.text = None
    for index, text in enumerate(texts):
        if text.strip():
            append_nodes(block, parse_inline(_lines(text), budget))
        if index < len(inner):
            block.append(inner[index])


def _lines(text: str) -> str:
    """The lines of a block without the white space around each."""
    lines = unshield(text).replace("&", AMPERSAND).strip().split("\n")
    return "\n".join(line.strip() for line in lines)


class _Converter(threading.local):
    """One converter a thread: Python-Markdown keeps state while it works.

    Its registries are filled anew with what notes need, so that nothing a later release adds slips in.
    """

    def __init__(self) -> None:
        self.markdown = Markdown(output_format="html")
        self.words = _Words(self.markdown)
        blocks: Registry[BlockProcessor] = Registry()
        for priority, processor in enumerate(reversed(_PROCESSORS)):
            blocks.register(processor(self.markdown.parser), processor.__name__, priority)
        self.markdown.parser.blockprocessors = blocks
        self.markdown.preprocessors = Registry()
        self.markdown.preprocessors.register(NormalizeWhitespace(self.markdown), "white space", 0)
        self.markdown.inlinePatterns = Registry()
        self.markdown.treeprocessors = Registry()
        self.markdown.treeprocessors.register(self.words, "words", 0)
        self.markdown.postprocessors = Registry()

    def convert(self, source: str) -> str:
        """The HTML of a tidy source, not yet sanitised."""
        structure = read_structure(source)
        self.words.codes = tuple(structure.codes)
        html = self.markdown.reset().convert(structure.text)
        return html.replace(AMPERSAND, "&amp;")


_of_this_thread = _Converter()


def render(source: str, *, limit: int = BODY_LIMIT, field: str = "body") -> str:
    """The clean HTML of a body written in Markdown; empty for a blank one.

    Paragraphs, line breaks, emphasis, links, lists, quotes, inline and fenced code; everything else, raw HTML
    included, is shown as typed. Any source of ``limit`` code points takes a bounded, short time.
    Raises :class:`MarkupRefused` if ``source`` is no text or too long.
    """
    text = tidy(source, limit=limit, field=field)
    return clean(_of_this_thread.convert(text)) if text else ""
