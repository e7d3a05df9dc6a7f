"""The sanitiser of documents, and inline HTML whose text is exactly the block's text.

bleach is the owner's choice and its 6.4.0 is the last release; nh3, which is maintained, always runs after it.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

import nh3
from bleach.sanitizer import Cleaner

from articles.text.normalise import fold_runs, fold_space, nfc

INLINE = frozenset(
    {"a", "abbr", "b", "br", "cite", "code", "del", "em", "i", "ins", "kbd", "s", "strong", "sub", "sup", "u"}
)
BLOCK = frozenset(
    {
        "blockquote",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "img",
    }
    | {"li", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)
ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "title"}, "ol": {"start"}, "code": {"class"}}
VOID = frozenset({"br", "hr", "img"})
LINK_REL = "nofollow noopener"

_ADDRESS = re.compile(r"(?:https?://|mailto:|/(?!/)|#)[^\s\x00-\x1f\x7f]*", re.IGNORECASE)
_PICTURE = re.compile(
    r"(?!\s*[a-z][a-z0-9+.\-]*:)[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*|https?://\S+", re.IGNORECASE
)
_CODE_CLASS = re.compile(r"language-[\w+#.\-]{1,30}")
_START = re.compile(r"[0-9]{1,9}")
_RULES = {
    ("a", "href"): _ADDRESS,
    ("img", "src"): _PICTURE,
    ("code", "class"): _CODE_CLASS,
    ("ol", "start"): _START,
}


def _keep(tag: str, name: str, value: str) -> str | None:
    """The value of an attribute that may stay; ``None`` drops the attribute."""
    if (tag, name) == ("a", "rel"):
        return LINK_REL
    if name not in ATTRIBUTES.get(tag, ()):
        return None
    rule = _RULES.get((tag, name))
    return value if rule is None or rule.fullmatch(value) else None


def _allowed(tag: str, name: str, value: str) -> bool:
    return _keep(tag, name, value) is not None


class _Sanitisers(threading.local):
    """One pair a thread: bleach's parser keeps state while it works."""

    def __init__(self) -> None:
        tags = INLINE | BLOCK
        self.bleach = Cleaner(
            tags=tags,
            attributes=_allowed,
            protocols={"http", "https", "mailto"},
            strip=True,
            strip_comments=True,
        )
        self.nh3 = nh3.Cleaner(
            tags=set(tags),
            attributes={"*": set(), **{tag: set(names) for tag, names in ATTRIBUTES.items()}},
            attribute_filter=_keep,
            url_schemes={"http", "https", "mailto"},
            link_rel=LINK_REL,
            strip_comments=True,
        )


_of_this_thread = _Sanitisers()


# Characters, elements of the list without attributes, links to plain web addresses: bleach, which costs as much as
# Markdown itself, would take nothing away. Possessive: a mismatch is known at once.
_HARMLESS = re.compile(
    r"(?:[^<>&\x00-\x08\x0b-\x1f]++|&(?:amp|lt|gt|quot);|</?(?:p|em|strong|code|li|ul|ol|blockquote|h[1-6]|a(?: href=\"https?://[\w./?=%#~:@+,-]+\")?)>|<br>)*+"
)


def clean(html: str) -> str:
    """``html`` with the elements and attributes of a document only. Idempotent.

    nh3 always has the last word; bleach is asked first unless there is nothing for it to do.
    """
    if not _HARMLESS.fullmatch(html):
        html = _of_this_thread.bleach.clean(html)
    return _of_this_thread.nh3.clean(html)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of clean HTML: ``open`` and ``close`` carry a tag, ``text`` carries characters."""

    kind: str  # "open", "close" or "text"
    data: str  # tag or characters
    attributes: tuple[tuple[str, str], ...] = ()

    @property
    def html(self) -> str:
        """The token as it is written."""
        if self.kind == "text":
            return escape(self.data, quote=False)
        if self.kind == "close":
            return f"</{self.data}>"
        written = "".join(f' {name}="{escape(value)}"' for name, value in self.attributes)
        return f"<{self.data}{written}>"


class _Tokeniser(HTMLParser):
    """Reads clean HTML as a list of tokens; neighbouring characters become one token."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tokens: list[Token] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tokens.append(Token("open", tag, tuple((name, value or "") for name, value in attrs)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.tokens.append(Token("close", tag))

    def handle_data(self, data: str) -> None:
        self.tokens.append(Token("text", data))


def tokenise(html: str) -> list[Token]:
    """The tokens of well-formed HTML (what :func:`clean` returns). Linear."""
    tokeniser = _Tokeniser()
    tokeniser.feed(html)
    tokeniser.close()
    return tokeniser.tokens


@dataclass(frozen=True, slots=True)
class Inline:
    """A block's text with the inline HTML that shows it; the text nodes of ``html`` joined are ``text``."""

    text: str
    html: str


def plain(text: str) -> Inline:
    """Characters without markup."""
    folded = fold_space(text)
    return Inline(folded, escape(folded, quote=False))


def verbatim(text: str) -> Inline:
    """Code: its white space is kept."""
    kept = nfc(text)
    return Inline(kept, escape(kept, quote=False))


def inline(tokens: list[Token]) -> Inline:
    """Fold the white space of ``tokens`` across their tags and drop what is no inline element.

    Where composing characters across a tag would change the text, the tags are dropped rather than the promise
    that the text is NFC.
    """
    kept = list(_without_empty(_folded(tokens)))
    text = "".join(token.data for token in kept if token.kind == "text")
    if nfc(text) != text:
        return plain(text)
    return Inline(text, "".join(token.html for token in kept))


def _folded(tokens: list[Token]) -> list[Token]:
    folded: list[Token] = []
    at_space = True  # leading white space goes
    for token in tokens:
        if token.kind != "text":
            if token.data not in INLINE:
                continue
            if token.data == "br" and not at_space:
                folded.append(Token("text", " "))
                at_space = True
            folded.append(token)
            continue
        text = fold_runs(token.data)
        if at_space:
            text = text.removeprefix(" ")
        if text:
            at_space = text.endswith(" ")
            folded.append(Token("text", text))
    return _without_last_space(folded)


def _without_last_space(tokens: list[Token]) -> list[Token]:
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        if token.kind == "text":
            tokens[index] = Token("text", token.data.removesuffix(" "))
            if tokens[index].data:
                break
        elif token.data == "br":
            tokens[index] = Token("text", "")
    return tokens


def _without_empty(tokens: list[Token]) -> Iterator[Token]:
    return (token for token in tokens if token.kind != "text" or token.data)


def text_of(html: str) -> str:
    """The text nodes of ``html``, joined."""
    return "".join(token.data for token in tokenise(html) if token.kind == "text")
