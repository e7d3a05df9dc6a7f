"""Glossary terms: a word with its definition in the brackets behind it, or a line of a glossary.

``**K签证**（K签证：…）``, ``**STEM**（Science, …: …）``, ``**visa** (visa: …)``. Brackets without a colon define
nothing. Where no bold word says which one is defined, the brackets must repeat it: ``K签证（K签证：…）``. Under a line
that announces a glossary each ``Word: definition`` is a term.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from articles.text.blocks import Block, BlockKind, Span, Term
from articles.text.html import tokenise

_PAIRS = {"（": "）", "(": ")"}
_OPENING = re.compile(r"\s?([（(])")
_NAME = re.compile(r"\s*([^（）()：:。！？]{1,160})\s*[:：]\s*")
_BRACKET = re.compile(r"[（(]")
_GLOSSARY = re.compile(
    r"[【\[]?(?:名詞解釋|名词解释|術語(?:表|解釋)?|术语(?:表|解释)?|詞彙表|词汇表|關鍵詞解釋|关键词解释|小詞典|小词典|Glossary(?: of terms)?|Key terms|Terms|Definitions)[】\]]?\s?[:：]?",
    re.IGNORECASE,
)
_ENTRY = {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}
_ENTRY_LINE = re.compile(r"([^：:—–。.！？!?]{1,60}?)\s?(?:[:：]|\s[—–-]\s|——)\s?(?=\S)")
_LONGEST_TERM, _LONGEST_DEFINITION = 60, 1_000


def recognise_terms(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, each with the terms that it defines."""
    found: list[Block] = []
    in_glossary = False
    for block in blocks:
        in_glossary = bool(_GLOSSARY.fullmatch(block.text[:40])) or (in_glossary and block.kind in _ENTRY)
        terms = tuple(_terms(block)) if "<" in block.html else ()
        terms = terms or tuple(_repeated(block))
        if not terms and in_glossary and (entry := _entry(block)):
            terms = (entry,)
        found.append(replace(block, terms=terms) if terms else block)
    return found


def _terms(block: Block) -> Iterator[Term]:
    for bold in bold_spans(block.html):
        if 0 < bold.end - bold.start <= _LONGEST_TERM and (term := _defined_at(block.text, bold)):
            yield term


def _repeated(block: Block) -> Iterator[Term]:
    """Definitions whose brackets repeat the word right before them."""
    for opening in _BRACKET.finditer(block.text):
        name = _NAME.match(block.text, opening.end())
        word = name[1].strip() if name else ""
        start = opening.start() - len(word)
        if not word or len(word) > _LONGEST_TERM or start < 0 or not block.text.startswith(word, start):
            continue
        if term := _defined_at(block.text, Span(start, opening.start())):
            yield term


def _entry(block: Block) -> Term | None:
    """A line of a glossary: the word before the first colon or dash, and its definition."""
    found = _ENTRY_LINE.match(block.text) if block.kind in _ENTRY else None
    if found is None:
        return None
    word = Span(*found.span(1))
    return Term(found[1], "", block.text[found.end() :].strip(), word)


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
