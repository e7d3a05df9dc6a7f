"""Sentences and words of a text, as they are compared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotations.anchoring.signs import folded

# A full stop within a number or an address ends no sentence; one before a Han character does.
_SENTENCE = re.compile(r"(?:[^。！？!?…\n.]|\.(?=[A-Za-z0-9]))*(?:[。！？!?…]+|\.|\n|$)[”’」』）)\]\"']*\s*")
_TOKEN = re.compile(r"[^\W_\u2e80-\U0003ffff]+|.", re.DOTALL)
_WORD = re.compile(r"[^\W_\u2e80-\U0003ffff]+|[^\W_]")
_NO_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence ``text[start:end]``; ``key`` is its letters and digits, folded, by which it is recognised."""

    start: int
    end: int
    key: str


@dataclass(frozen=True, slots=True)
class Block(Sentence):
    """A block, which is compared like a sentence; ``sentences`` are the indexes of its own."""

    sentences: range


class Text:
    """A text with its folded form, its blocks (lines) and its sentences, which follow one another without gaps."""

    def __init__(self, words: str) -> None:
        self.words = words
        self.folded = folded(words)
        self.sentences = list(_sentences(words, self.folded))
        self.blocks = list(_blocks(words, self.sentences))

    def tokens(self, start: int, end: int) -> list[str]:
        """The folded words and signs of ``words[start:end]``, without gaps: a Han character is a word."""
        return _TOKEN.findall(self.folded, start, end)

    def words_only(self, start: int, end: int) -> list[str]:
        """The folded words of ``words[start:end]``, without the signs."""
        return _WORD.findall(self.folded, start, end)


def _sentences(words: str, comparable: str) -> Iterator[Sentence]:
    """What has no letters belongs to the sentence before it."""
    start, end, key = 0, 0, ""
    for match in _SENTENCE.finditer(words):
        letters = _NO_LETTERS.sub("", comparable[slice(*match.span())])
        if letters and key:
            yield Sentence(start, end, key)
            start, key = end, ""
        key, end = key or letters, match.end()
    if end > start:
        yield Sentence(start, end, key)


def _blocks(words: str, sentences: Sequence[Sentence]) -> Iterator[Block]:
    first = 0
    for index, sentence in enumerate(sentences):
        if index == len(sentences) - 1 or "\n" in words[sentence.start : sentence.end]:
            mine = sentences[first : index + 1]
            key = "".join(one.key for one in mine)
            yield Block(mine[0].start, sentence.end, key, range(first, index + 1))
            first = index + 1
