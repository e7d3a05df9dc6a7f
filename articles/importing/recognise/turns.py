"""Speaker turns: paragraphs that a voice of the dialogue begins, as turns without the name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from articles.importing.recognise.prefixes import Prefix, Sign
from articles.importing.recognise.speakers import Voices
from articles.importing.recognise.terms import bold_spans
from articles.text.blocks import Block, BlockKind
from articles.text.html import Inline, Token, inline, tokenise

_MAY_SPEAK = {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}


def recognise_turns(blocks: Sequence[Block], voices: Voices) -> list[Block]:
    """The paragraphs in which one of ``voices`` speaks, as turns; a name on a line of its own goes to the next."""
    if not voices:
        return list(blocks)
    found: list[Block] = []
    name: Block | None = None  # a line with nothing but a name, waiting for the words under it
    for block in blocks:
        prefix = _prefix(block, voices)
        if name and (prefix is None or prefix.sign is not Sign.LINE) and block.kind is BlockKind.PARAGRAPH:
            found[-1] = _under(name, block, voices)
            name = None
            continue
        name = block if prefix and prefix.sign is Sign.LINE else None
        found.append(as_turn(block, prefix, voices) if prefix and not name else block)
    return found


def _prefix(block: Block, voices: Voices) -> Prefix | None:
    if block.kind not in _MAY_SPEAK:
        return None
    return voices.speaks(block.text) or _in_markup(block, voices)


def _in_markup(block: Block, voices: Voices) -> Prefix | None:
    """The name in bold or italic letters at the beginning, with no other sign behind it."""
    if not block.html.startswith(("<strong>", "<b>", "<em>", "<i>")):
        return None
    span = next(iter(bold_spans(block.html, ("strong", "b", "em", "i"))), None)
    if span is None or span.start:
        return None
    written = f"**{block.text[: span.end]}** {block.text[span.end : span.end + 100].lstrip()}"
    prefix = voices.speaks(written)
    if prefix is None or prefix.sign is not Sign.MARKUP:
        return None
    end = len(block.text) - len(block.text[span.end :].lstrip())
    timed = prefix.end - len(f"**{block.text[: span.end]}** ")
    return replace(prefix, end=end + max(0, timed))


def _under(name: Block, block: Block, voices: Voices) -> Block:
    """The words of ``block`` as a turn of the name that stands alone on the line above."""
    prefix = voices.speaks(name.text)
    assert prefix is not None
    return replace(
        block,
        kind=BlockKind.TURN,
        speaker=prefix.name,
        prefix=name.text + "\n",
        time=prefix.time,
        aside=prefix.aside,
        line=name.line,
        guess=_guess(prefix, voices),
    )


def as_turn(block: Block, prefix: Prefix, voices: Voices | None = None) -> Block:
    """``block`` as a turn: what :func:`find_prefix` found at its beginning is no longer text."""
    words = without_beginning(block.html, prefix.end)
    return replace(
        block,
        kind=BlockKind.TURN,
        speaker=prefix.name,
        prefix=_marker(block) + block.text[: prefix.end],
        time=prefix.time,
        aside=prefix.aside,
        text=words.text,
        html=words.html,
        level=0,
        number=0,
        group=0,
        ordered=False,
        guess=_guess(prefix, voices),
    )


def _marker(block: Block) -> str:
    """What a list item showed before its words."""
    if block.kind is not BlockKind.LIST_ITEM:
        return ""
    return block.prefix or (f"{block.number}. " if block.number else "- ")


def _guess(prefix: Prefix, voices: Voices | None) -> str:
    if voices and prefix.name in voices.sure:
        return ""
    return "name-and-colon" if prefix.sign is Sign.COLON else "name-comes-back"


def without_beginning(html: str, count: int) -> Inline:
    """The inline HTML without its first ``count`` code points; elements left empty go too."""
    tokens: list[Token] = []
    left = count
    for token in tokenise(html):
        if token.kind != "text":
            tokens.append(token)
            continue
        tokens.append(Token("text", token.data[left:]))
        left = max(0, left - len(token.data))
    return inline(_without_hollow(tokens))


def _without_hollow(tokens: Iterable[Token]) -> list[Token]:
    """Drop elements that hold nothing any more."""
    kept: list[Token] = []
    for token in tokens:
        if token.kind == "text" and not token.data:
            continue
        if token.kind == "close" and kept and kept[-1].kind == "open" and kept[-1].data == token.data:
            kept.pop()
            continue
        kept.append(token)
    return kept
