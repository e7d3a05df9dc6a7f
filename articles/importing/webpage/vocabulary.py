"""HTML's elements by what they are to a reader."""

from __future__ import annotations

import re

from articles.importing.webpage.tree import Element

INVISIBLE = frozenset({
    "script", "style", "template", "noscript", "iframe", "object", "embed", "applet", "svg", "canvas", "audio", "video",
    "map", "head", "title", "meta", "link", "base", "rp", "button", "input", "select", "textarea", "datalist", "progress",
    "meter", "dialog", "frame", "frameset", "noframes", "annotation",
})  # fmt: skip
INLINE = {
    "a": "a", "abbr": "abbr", "b": "b", "cite": "cite", "code": "code", "del": "del", "strike": "s", "s": "s",
    "em": "em", "i": "i", "ins": "ins", "kbd": "kbd", "samp": "code", "tt": "code", "strong": "strong", "sub": "sub",
    "sup": "sup", "u": "u", "var": "i", "dfn": "em",
}  # fmt: skip
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
STRUCTURAL = HEADINGS | {"ul", "ol", "blockquote", "pre"}
BLOCK = STRUCTURAL | {
    "address", "article", "aside", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "footer", "form", "header", "hgroup", "hr", "html", "legend", "main", "nav", "p", "search", "section",
    "summary", "caption", "thead", "tbody", "tfoot", "dir", "menu", "li", "table", "tr", "td", "th",
}  # fmt: skip
AROUND = {"q": ("“", "”"), "rt": ("（", "）")}  # what a browser draws around them

_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_HIDDEN_NAMES = frozenset(
    {"sr-only", "visually-hidden", "screen-reader-text", "katex-mathml", "mjx_assistive_mathml"}
)


def is_hidden(element: Element) -> bool:
    """Whether no browser shows the element."""
    return (
        element.get("hidden") is not None
        or bool(_HIDDEN.search(element.get("style") or ""))
        or not _HIDDEN_NAMES.isdisjoint((element.get("class") or "").lower().split())
    )


def name_of(element: Element) -> str:
    """Whatever the page calls the element, in lower case: id, classes, role."""
    return " ".join(element.get(name) or "" for name in ("id", "class", "role", "itemprop")).lower()
