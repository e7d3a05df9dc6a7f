"""Glossary terms: a bold word with its definition in the brackets behind it.

``**K签证**（K签证：…）``, ``**STEM**（Science, …: …）``, ``**visa** (visa: …)``. Brackets without a colon define
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from articles.text.blocks import Block, Span, Term
from articles.text.html import tokenise

_PAIRS = {"（": "）", "(": ")"}
_OPENING = re.compile(r"\s?([（(])")
_NAME = re.compile(r"\s*([^（）()：:。！？]{1,160})\s*[:：]\s*")
_LONGEST_TERM, _LONGEST_DEFINITION = 60, 1_000


def recognise_terms(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, each with the terms that it defines."""
    return [replace(block, terms=tuple(_terms(block))) if "<" in block.html else block for block in blocks]


def _terms(block: Block) -> Iterator[Term]:
    for bold in bold_spans(block.html):
        if 0 < bold.end - bold.start <= _LONGEST_TERM and (term := _defined_at(block.text, bold)):
            yield term


def bold_spans(html: str, tags: Sequence[str] = ("strong", "b")) -> list[Span]:
    """Where bold words (or those in other ``tags``) stand in the text of ``html``; nested ones count as one."""
    spans: list[Span] = []
    at = depth = start = 0
    for token in tokenise(html):
        if token.kind == "text":
            at += len(token.data)
        elif token.data in tags:
            if token.kind == "open":
                start = start if depth else at
                depth += 1
            elif depth:
                depth -= 1
                if not depth:
                    spans.append(Span(start, at))
    return spans


def _defined_at(text: str, bold: Span) -> Term | None:
    """The term whose bold word stands at ``bold``, if a bracket with a definition follows."""
    opening = _OPENING.match(text, bold.end)
    if opening is None:
        return None
    end = _closing(text, opening.end(), opening[1])
    name = _NAME.match(text, opening.end(), end) if end else None
    if end is None or name is None or name.end() >= end:
        return None
    word = text[bold.start : bold.end].strip()
    return Term(word, name[1].strip(), text[name.end() : end].strip(), bold)


def _closing(text: str, start: int, opening: str) -> int | None:
    """Where the bracket opened before ``start`` closes, within the longest definition."""
    closing, depth = _PAIRS[opening], 1
    for index in range(start, min(len(text), start + _LONGEST_DEFINITION)):
        if text[index] == opening:
            depth += 1
        elif text[index] == closing:
            depth -= 1
            if not depth:
                return index
    return None
