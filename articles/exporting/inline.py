"""Inline HTML as Markdown: the readable way first, then with HTML elements where Markdown would read it otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from articles.text.html import Token, tokenise

_SIGNS = re.compile(r"[\\`*\[\]]|(?<!\w)_|_(?!\w)")
_LINE_START = re.compile(r"(?:[#>+\-=~|:]|\d{1,9}[.)])")
_NUMBER = re.compile(r"(\d{1,9})([.)])")
_MARKS = {"strong": "**", "em": "*"}
_URL = re.compile(r"[^\s<>()]+")


def forms(html: str) -> Iterator[str]:
    """``html`` (of one block, without its cells) as a line of Markdown, the most readable form first."""
    tokens = tokenise(html)
    yield _line(tokens, _pretty)
    yield _line(tokens, _tagged)


def _line(tokens: list[Token], mark: Callable[[Token, list[Token]], str]) -> str:
    open_elements: list[Token] = []
    line = ""
    for token in tokens:
        line += _text(token.data, open_elements) if token.kind == "text" else mark(token, open_elements)
    return _start(line)


def _text(text: str, open_elements: list[Token]) -> str:
    if any(element.data == "code" and element.kind == "open" for element in open_elements):
        return text
    return _SIGNS.sub(r"\\\g<0>", text).replace("&", "&amp;").replace("<", "&lt;")


def _start(line: str) -> str:
    """``line`` with its first sign escaped where it would begin a heading, a list, a quotation."""
    if number := _NUMBER.match(line):
        return f"{number[1]}\\{line[number.end(1) :]}"
    return f"\\{line}" if _LINE_START.match(line) else line


def _pretty(token: Token, open_elements: list[Token]) -> str:
    """Markdown's own marks for what it has marks for."""
    if token.data == "code":
        _remember(token, open_elements)
        return "`"
    if token.data in _MARKS:
        return _MARKS[token.data]
    if token.data != "a":
        return token.html
    if token.kind == "open":
        open_elements.append(token)
        return "["
    link = dict(open_elements.pop().attributes)
    href = link.get("href", "")
    address = href if _URL.fullmatch(href) else f"<{href}>"
    title = link.get("title", "").replace('"', "&quot;")
    return f']({address} "{title}")' if title else f"]({address})"


def _tagged(token: Token, open_elements: list[Token]) -> str:
    """The element as it is; Markdown leaves inline HTML alone, but reads what is inside."""
    return token.html


def _remember(token: Token, open_elements: list[Token]) -> None:
    if token.kind == "open":
        open_elements.append(token)
    elif open_elements:
        open_elements.pop()
