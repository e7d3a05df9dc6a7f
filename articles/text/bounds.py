"""What may reach Python-Markdown: small hostile inputs make it hang or exhaust its recursion.

A document is converted chunk by chunk (a paragraph, a list, a table), so cost is bounded by the largest chunk;
a chunk beyond these limits is refused with its reason rather than converted.
"""

from __future__ import annotations

import re

MAX_CHUNK = 60_000  # code points
MAX_QUOTES = 12  # ">" deep
MAX_INDENT = 48  # columns: lists in lists
MAX_RUN = 40  # of the same mark, unless the line is nothing else (a rule, a fence)
MAX_MARKS = 4_000  # signs that may begin markup, in one chunk
MAX_LINES = 3_000  # of one paragraph, table or list
MAX_OPEN = 40  # brackets of links open at the same time
MAX_LINE_MARKERS = 8  # "- - - -": lists opened on one line

_QUOTES = re.compile(rf"^[ \t]*(?:>[ \t]*){{{MAX_QUOTES + 1}}}", re.MULTILINE)
_INDENT = re.compile(rf"^(?:[ \t]{{{MAX_INDENT}}})[ \t]*(?:[*+-]|\d+\.)[ \t]", re.MULTILINE)
_MARKERS = re.compile(rf"[ \t>]*(?:(?:[*+-]|\d{{1,9}}\.)[ \t]+){{{MAX_LINE_MARKERS + 1}}}")
_RUN = re.compile(rf"([\[\]()*_`<>!&\\~|^])\1{{{MAX_RUN}}}")
_BROKEN_RUN = re.compile(rf"(?:[!\[\]()*_`<>&\\][ \t]?){{{MAX_RUN * 2}}}")
_RULE = re.compile(r"^[ \t]*([*_`~|=-])(?:[ \t]*\1)*[ \t]*$")
_LINK_SIGNS = re.compile(r"\\.|\]\(|[\[\])]")
_MARK = re.compile(r"[\[*_`<!&\\]")


def why_refused(chunk: str) -> str:
    """Why ``chunk`` (Markdown) must not be converted, in words for an editor; empty when it may. Linear."""
    if len(chunk) > MAX_CHUNK:
        return f"one paragraph or list has {len(chunk):,} characters; at most {MAX_CHUNK:,} are read"
    if chunk.count("\n") > MAX_LINES:
        return f"one paragraph or list has more than {MAX_LINES:,} lines"
    if _most_open(chunk) > MAX_OPEN:
        return f"more than {MAX_OPEN} brackets of links are left open"
    if _QUOTES.search(chunk):
        return f"quotations are nested more than {MAX_QUOTES} deep"
    if len(_MARK.findall(chunk)) > MAX_MARKS:
        return f"one paragraph or list has more than {MAX_MARKS:,} signs of markup"
    lines = [line for line in chunk.split("\n") if not _RULE.match(line)]
    if _INDENT.search(chunk) or any(_MARKERS.match(line) for line in lines):
        return "lists are nested too deeply"
    if any(_RUN.search(line) or _BROKEN_RUN.search(line) for line in lines):
        return f"a run of more than {MAX_RUN} signs of markup stands in a text"
    return ""


def _most_open(chunk: str) -> int:
    """How many ``[`` or ``](`` are open at once, at most; an escaped sign opens nothing."""
    brackets = targets = most = 0
    for sign in _LINK_SIGNS.findall(chunk):
        if sign == "[":
            brackets += 1
        elif sign.startswith("]"):
            brackets = max(0, brackets - 1)
            targets += sign == "]("
        elif sign == ")":
            targets = max(0, targets - 1)
        most = max(most, brackets, targets)
    return most
