"""Documents that hypothesis makes up: every kind of block, any words, any inline element, any field."""

from __future__ import annotations

import datetime
from dataclasses import replace
from html import escape
from typing import Any

from hypothesis import strategies as st

from articles.importing.document import Metadata, ParsedDocument
from articles.importing.recognise.aliases import speaker_aliases
from articles.text.blocks import Block, BlockKind, BlockTable, Span
from articles.text.html import clean, inline, tokenise, verbatim
from articles.text.normalise import fold_space

SIGNS = "ab 中文字签簽𠮷🤣é.,:;：，。-–*_`#>+=~|[](){}<>&\\\"'!?1 2.)\u3000\u200b\u202e"
words = st.one_of(
    st.text(SIGNS, min_size=1, max_size=40),
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), min_size=1, max_size=20),
    st.sampled_from(
        ["# no heading", "1. no list", "- no list", "> no quote", "| a | b |", "```", "<!-- turn -->", "a <b> c", "&amp;",
         "http://example.org/a_b_c", "侯辰: 好", "x  y", "**K签证**（K签证：一种签证）", "---", "    code", "[a](b)", "![a](b)"]
    ),
)  # fmt: skip
names = st.text(SIGNS, min_size=1, max_size=20).map(fold_space).filter(bool)


@st.composite
def inlines(draw: Any) -> str:
    """Inline HTML as the importer stores it."""
    html = ""
    for _ in range(draw(st.integers(1, 4))):
        text = escape(draw(words), quote=False)
        tag = draw(st.sampled_from(["", "", "strong", "em", "code", "a", "sub", "del", "both"]))
        if tag == "a":
            text = f'<a href="{draw(st.sampled_from(["https://example.org/?a=1&amp;b=(2)", "/x", "#y"]))}">{text}</a>'
        elif tag == "both":
            text = f"<strong>{text}<em>{text}</em></strong>"
        elif tag:
            text = f"<{tag}>{text}</{tag}>"
        html += text
    return html


@st.composite
def blocks(draw: Any) -> Block:
    """One block of any kind."""
    kind = draw(st.sampled_from([kind for kind in BlockKind if kind is not BlockKind.TABLE_ROW]))
    if kind is BlockKind.CODE:
        found = verbatim(draw(st.text(SIGNS + "\n\t", min_size=1, max_size=40)).strip("\n") or "x")
        if not found.text.strip():
            found = verbatim("x")
        return Block(kind, found.text, found.html, "und", info=draw(st.sampled_from(["", "python"])))
    found = inline(tokenise(clean(draw(inlines()))))
    if not found.text:
        found = inline(tokenise("words"))
    block = Block(kind, found.text, found.html, draw(st.sampled_from(["zh-Hans", "zh-Hant", "en", "und"])))
    if kind is BlockKind.HEADING:
        return replace(block, level=draw(st.integers(1, 6)))
    if kind is BlockKind.TURN:
        name = draw(names)
        return replace(block, speaker=name, prefix=draw(st.sampled_from(["", f"{name}: ", f"**{name}** "])))
    if kind is BlockKind.COMMENT:
        number = draw(st.integers(0, 30))
        return replace(block, number=number, prefix=draw(st.sampled_from(["", f"{number}. "])))
    if kind is BlockKind.CAPTION:
        end = draw(st.integers(0, len(found.text)))
        return replace(block, credit=draw(st.sampled_from([None, Span(0, end)])))
    if kind is BlockKind.IMAGE:
        return replace(
            block, image=draw(st.sampled_from(["a.png", "a b(c).png", "", "https://example.org/x.png"]))
        )
    if kind in (BlockKind.LIST_ITEM, BlockKind.QUOTE):
        ordered = kind is BlockKind.LIST_ITEM and draw(st.booleans())
        return replace(
            block,
            level=draw(st.integers(1, 3)),
            group=draw(st.integers(1, 2)),
            ordered=ordered,
            number=draw(st.integers(1, 4)) if ordered else 0,
        )
    return block


metadatas = st.builds(
    Metadata,
    title=names,
    title_lang=st.sampled_from(["zh-Hans", "en"]),
    summary=st.text(SIGNS + "\n", max_size=60),
    date=st.one_of(st.none(), st.dates(datetime.date(1, 1, 1), datetime.date(9999, 1, 1))),
    author=st.one_of(st.just(""), names),
    source=st.one_of(st.just(""), st.just("https://example.org/?a=b#c"), names),
    series=st.one_of(st.just(""), st.sampled_from(["null", "no", "~", "12:30", "012", "- a", "a: b"])),
    status=st.sampled_from(["", "draft", "evergreen"]),
    guests=st.lists(names, max_size=3, unique=True).map(tuple),
    projects=st.lists(names, max_size=3, unique=True).map(tuple),
    tags=st.lists(names, max_size=3, unique=True).map(tuple),
    people=st.lists(names, max_size=3, unique=True).map(tuple),
    media=st.lists(names, max_size=3, unique=True).map(tuple),
    draft=st.booleans(),
    extra=st.dictionaries(
        st.sampled_from(["custom", "slug", "description", "lastmod", "published", "中文", "authors"]),
        st.recursive(
            st.one_of(st.none(), st.text(SIGNS, max_size=20)),
            lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(names, inner, max_size=2)),
            max_leaves=4,
        ),
        max_size=3,
    ),
)


@st.composite
def documents(draw: Any) -> ParsedDocument:
    """A whole document."""
    found = draw(st.lists(blocks(), min_size=1, max_size=8))
    metadata = draw(metadatas)
    speakers = speaker_aliases(found, metadata)
    if draw(st.booleans()):
        speakers = tuple(replace(one, alias=draw(names)) for one in speakers)
    return ParsedDocument(
        file="generated.md",
        sha256="",
        encoding="utf-8",
        format="markdown",
        lang=draw(st.sampled_from(["zh-Hans", "zh-Hant", "en", "und"])),
        metadata=metadata,
        table=BlockTable.of(found),
        speakers=speakers,
        slug=draw(st.sampled_from(["a-slug", "中文-slug"])),
        former_slugs=draw(st.sampled_from([(), ("b", "c")])),
    )
