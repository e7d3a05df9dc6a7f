"""Markup within a paragraph of a note: emphasis, links, code, bare addresses, line breaks.

Python-Markdown's own inline patterns try every opening mark against the whole rest of the text and are
quadratic or worse on runs of ``[``, ``*`` or back-ticks. This reader goes through the text once and keeps the
open marks on one stack; every mark is pushed and popped at most once. Whatever forms no pair stands as it was
typed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from annotations.markup.addresses import BARE_ADDRESS, check_address, link_target, trim_bare
from annotations.markup.limits import MAX_DEPTH

_SPECIAL = re.compile(r"\\[!-/:-@\[-`{-~]|`+|\*+|_+|\[|\]|<|\n|https?://", re.IGNORECASE)
_ANGLED = re.compile(r"<([A-Za-z][^\s<>]{0,2000})>")
_ANGLED_MAIL = re.compile(r"<([^\s<>@:/]{1,64}@[A-Za-z0-9.\-]{1,255})>")
_TARGET = re.compile(
    r"\(\s{0,9}(?:<([^<>\n]{0,2000})>|([^\s()<>]{0,2000}(?:\([^\s()<>]{0,2000}\)[^\s()<>]{0,2000}){0,9}))"
    r"(?:\s{1,9}(?:\"([^\"\n]{0,300})\"|'([^'\n]{0,300})'))?\s{0,9}\)"
)
_EAST_ASIAN = (
    "\u2e80"  # from here on scripts are written without spaces, and "_" may stand between two characters
)

Node = str | Element


@dataclass(slots=True)
class _Mark:
    """An open mark: its ``sign`` (``*``, ``_``, ``[``; empty if dead), its node, how many signs are left."""

    sign: str
    at: int
    run: int


@dataclass(slots=True)
class Budget:
    """How many elements a note may still make."""

    left: int

    def take(self) -> bool:
        """Whether one more element may be made; takes it."""
        self.left -= 1
        return self.left >= 0


def parse_inline(text: str, budget: Budget) -> list[Node]:
    """The nodes of ``text`` in order: strings, and elements whose own children are done. Linear."""
    return _Reader(text, budget).read()


class _Reader:
    """One pass over one paragraph."""

    def __init__(self, text: str, budget: Budget) -> None:
        self.text = text
        self.budget = budget
        self.nodes: list[Node] = []
        self.heights: dict[int, int] = {}  # id of an element → levels of elements in it
        self.marks: list[_Mark] = []
        self.brackets: list[_Mark] = []  # those of ``marks`` that are living ``[``
        self.open: dict[str, int] = defaultdict(int)  # sign → how many marks on the stack bear it
        self.ticks: dict[int, list[int]] = defaultdict(list)  # length of a run of back-ticks → where
        for run in re.finditer("`+", text):
            self.ticks[len(run[0])].append(run.start())

    def read(self) -> list[Node]:
        """The nodes of the whole text."""
        at = 0
        while found := _SPECIAL.search(self.text, at):
            self.nodes.append(self.text[at : found.start()])
            at = self._special(found)
        self.nodes.append(self.text[at:])
        return [node for node in self.nodes if not isinstance(node, str) or node]

    def _special(self, found: re.Match[str]) -> int:
        """Take what starts at ``found``; returns where to go on."""
        sign = found[0][0]
        if sign == "`":
            return self._code(found)
        if sign == "]":
            return self._bracket_closes(found.end())
        if sign == "<":
            return self._angled(found.start())
        if sign in "hH":
            return self._bare(found.start())
        if sign == "\\":
            self.nodes.append(found[0][1])
        elif sign in "*_":
            self._emphasis(found)
        elif sign == "[":
            self._push("[", 1)
            self.brackets.append(self.marks[-1])
        else:
            self._line_break()
        return found.end()

    def _push(self, sign: str, run: int) -> None:
        self.marks.append(_Mark(sign, len(self.nodes), run))
        self.open[sign] += 1
        self.nodes.append(sign * run)

    def _pop(self) -> _Mark:
        mark = self.marks.pop()
        self.open[mark.sign] -= 1
        if mark.sign == "[":
            self.brackets.pop()
        return mark

    def _bury(self, bracket: _Mark) -> None:
        """Let a ``[`` stand as a sign although marks above it on the stack live on."""
        self.open["["] -= 1
        self.open[""] += 1
        bracket.sign = ""

    def _element(self, tag: str, children: list[Node]) -> Element:
        element = Element(tag)
        append_nodes(element, children)
        self.heights[id(element)] = 1 + self._height(children)
        self.nodes.append(element)
        return element

    def _height(self, nodes: list[Node]) -> int:
        return max((self.heights[id(node)] for node in nodes if isinstance(node, Element)), default=0)

    def _code(self, found: re.Match[str]) -> int:
        """A code span up to the next run of as many back-ticks."""
        runs = self.ticks[len(found[0])]
        after = bisect_right(runs, found.start())
        if after == len(runs) or not self.budget.take():
            self.nodes.append(found[0])
            return found.end()
        inner = self.text[found.end() : runs[after]].replace("\n", " ")
        if inner.startswith(" ") and inner.endswith(" ") and inner.strip():
            inner = inner[1:-1]  # the spaces that let a span begin or end with a back-tick
        self._element("code", [inner])
        return runs[after] + len(found[0])

    def _line_break(self) -> None:
        if self.budget.take():
            self._element("br", [])
        self.nodes.append("\n")

    def _emphasis(self, found: re.Match[str]) -> None:
        """A run of ``*`` or ``_``: closes what it can, then opens if it may."""
        sign, left = found[0][0], len(found[0])
        before, after = self.text[found.start() - 1 : found.start()], self.text[found.end() : found.end() + 1]
        may_open = bool(after) and not after.isspace() and not (sign == "_" and _is_word(before))
        may_close = bool(before) and not before.isspace() and not (sign == "_" and _is_word(after))
        while may_close and left and self.open[sign]:
            left -= self._close_emphasis(sign, left)
        if left and may_open:
            self._push(sign, left)
        elif left:
            self.nodes.append(sign * left)

    def _close_emphasis(self, sign: str, left: int) -> int:
        """Pair the nearest open ``sign`` with ``left`` closing ones; returns how many are used up."""
        while self.marks[-1].sign != sign:
            self._pop()  # opened inside the pair and not closed there
        mark = self.marks[-1]
        used = 2 if mark.run >= 2 and left >= 2 else 1
        inner = self.nodes[mark.at + 1 :]
        if self._height(inner) >= MAX_DEPTH or not self.budget.take():
            while self.marks:
                self._pop()  # whatever is still open would be higher yet
            return 0
        mark.run -= used
        del self.nodes[mark.at + 1 :]
        self.nodes[mark.at] = sign * mark.run
        self._element("strong" if used == 2 else "em", inner)
        if not mark.run:
            self._pop()
        return used

    def _bracket_closes(self, end: int) -> int:
        """``](address "title")`` makes a link of everything since ``[``."""
        if not self.brackets:
            self.nodes.append("]")
            return end
        bracket = self.brackets[-1]
        found = _TARGET.match(self.text, end)
        target = link_target(found[1] or found[2] or "") if found else None
        inner = _without_links(self.nodes[bracket.at + 1 :]) if found and target else []
        if not found or not target or not _shows(inner) or not self.budget.take():
            self.brackets.pop()
            self._bury(bracket)
            self.nodes.append("]")
            return end
        while self._pop() is not bracket:
            pass
        for outer in self.brackets:
            self._bury(outer)  # links hold no links
        self.brackets.clear()
        del self.nodes[bracket.at :]
        link = self._element("a", inner)
        link.set("href", target)
        if title := found[3] or found[4]:
            link.set("title", title)
        return found.end()

    def _angled(self, at: int) -> int:
        """``<https://…>`` and ``<someone@example.org>``; any other ``<`` is only a sign."""
        target = None
        if mail := _ANGLED_MAIL.match(self.text, at):
            target, shown, end = link_target(f"mailto:{mail[1]}"), mail[1], mail.end()
        elif address := _ANGLED.match(self.text, at):
            target, shown, end = link_target(address[1]), address[1], address.end()
        if target is None or not self.budget.take():
            self.nodes.append("<")
            return at + 1
        self._element("a", [shown]).set("href", target)
        return end

    def _bare(self, at: int) -> int:
        """A bare address, unless it goes on from a word (``xhttps://…``)."""
        found = BARE_ADDRESS.match(self.text, at)
        address = trim_bare(found[0]) if found else ""
        goes_on = at > 0 and _is_word(self.text[at - 1])
        if goes_on or not check_address(address) or not self.budget.take():
            shown = address or self.text[at]
            self.nodes.append(shown)
            return at + len(shown)
        self._element("a", [address]).set("href", address)
        return at + len(address)


def append_nodes(parent: Element, nodes: Sequence[Node]) -> None:
    """Append ``nodes``: strings become the text of ``parent`` or the tail of the child before."""
    last: Element | None = parent[-1] if len(parent) else None
    pieces: list[str] = []

    def flush() -> None:
        if last is None:
            parent.text = (parent.text or "") + "".join(pieces)
        else:
            last.tail = (last.tail or "") + "".join(pieces)
        pieces.clear()

    for node in nodes:
        if isinstance(node, str):
            pieces.append(node)
        else:
            flush()
            parent.append(node)
            last = node
    flush()


def _without_links(nodes: list[Node]) -> list[Node]:
    """``nodes`` with bare addresses as text: they are about to stand inside a link."""
    flat: list[Node] = []
    for node in nodes:
        if isinstance(node, Element) and node.tag == "a":
            flat.append(node.text or "")
        else:
            flat.append(node)
            if isinstance(node, Element):
                _unlink(node)
    return flat


def _unlink(element: Element) -> None:
    """Turn the links inside ``element`` into text; as deep as emphasis may nest."""
    children: list[Node] = [element.text or ""]
    for child in list(element):
        children += [child, child.tail or ""]
        child.tail = None
        element.remove(child)
    element.text = None
    append_nodes(element, _without_links(children))


def _shows(nodes: list[Node]) -> bool:
    """Whether a link of these nodes can be seen."""
    return any(node.strip() if isinstance(node, str) else node.tag != "br" for node in nodes)


def _is_word(sign: str) -> bool:
    """Whether ``sign`` is a letter or digit of a script that parts its words by spaces."""
    return bool(sign) and sign < _EAST_ASIAN and sign.isalnum()
