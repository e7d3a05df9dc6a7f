"""Sentences of a block, for those who pick a passage without a mouse.

A sentence ends after a Chinese or Latin end mark with the quotes and brackets that close on it. A Latin full
stop ends one only before white space and an opening letter, and not after an abbreviation, an initial or
inside a number.
"""

from __future__ import annotations

import re

from articles.text.blocks import Span

_CLOSING = "”’」』）)】》〉\"'］]"
_CLOSED = f"[{re.escape(_CLOSING)}]*"
_STOP = re.compile(rf"[。！？；…]+{_CLOSED}|[!?]+{_CLOSED}|\.+{_CLOSED}")
_ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "st",
        "vs",
        "etc",
        "jr",
        "sr",
        "no",
        "vol",
        "fig",
        "al",
        "inc",
        "ltd",
        "co",
        "corp",
        "gov",
        "sen",
        "rep",
        "gen",
        "u.s",
        "u.k",
        "u.n",
        "e.u",
        "e.g",
        "i.e",
        "a.m",
        "p.m",
        "ph.d",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "approx",
        "dept",
        "est",
    ]
)
_WORD_BEFORE = re.compile(r"[A-Za-z][A-Za-z.]{0,12}\Z")
_OPENS = re.compile(r"\s+[“‘\"'(\[「『]*[A-Z0-9\u3400-\u9fff]")


def sentences(text: str) -> list[Span]:
    """The sentences of ``text`` in order, without the white space between them. Linear in the length of ``text``."""
    found: list[Span] = []
    start = 0
    for stop in _STOP.finditer(text):
        if stop.end() > start and _ends_here(text, stop):
            start = _add(found, text, start, stop.end())
    _add(found, text, start, len(text))
    return found


def _add(found: list[Span], text: str, start: int, end: int) -> int:
    """Append the span without outer white space, if anything is left; returns where the next one starts."""
    while start < end and text[start].isspace():
        start += 1
    last = end
    while last > start and text[last - 1].isspace():
        last -= 1
    if last > start:
        found.append(Span(start, last))
    return end


def _ends_here(text: str, stop: re.Match[str]) -> bool:
    """Whether the end mark at ``stop`` ends a sentence."""
    mark, rest_at = stop[0][0], stop.end()
    if mark in "。！？；…":
        return mark != "…" or rest_at == len(text) or stop[0][-1] in _CLOSING or not _goes_on(text, rest_at)
    if rest_at == len(text):
        return True
    following = text[rest_at]
    if mark in "!?":
        return following.isspace() or following > "\u2e80" or stop[0][-1] in _CLOSING
    if not _OPENS.match(text, rest_at):
        return False
    return len(stop[0].rstrip(_CLOSING)) > 1 or not _is_abbreviation(text, stop.start())


def _goes_on(text: str, at: int) -> bool:
    """After an ellipsis: whether the sentence goes on."""
    return text[at].isalnum() and text[at] > "\u2e80"


def _is_abbreviation(text: str, at: int) -> bool:
    """Whether the word before the full stop at ``at`` is an abbreviation or an initial."""
    word = _WORD_BEFORE.search(text, max(0, at - 14), at)
    if word is None:
        return False
    letters = word[0].lower()
    return letters in _ABBREVIATIONS or len(letters) == 1 or bool(re.fullmatch(r"(?:[a-z]\.)+[a-z]", letters))
