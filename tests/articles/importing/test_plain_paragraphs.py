"""Paragraphs without markup go around Markdown and come out the same."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from articles.importing.elements import blocks_of
from articles.importing.formats.markdown import _PLAIN
from articles.text.blocks import BlockKind
from articles.text.html import clean, plain

SIGNS = [
    *"ab XY字，。：:;'\"-–—().,!?/@%$^{}~|=+#123 \t\u3000\xa0",
    "e\u0301",
    "http://a.b/c ",
    "1. ",
    "(c)",
    "--",
]


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(SIGNS), min_size=1, max_size=14).map("".join).map(str.strip))
def test_a_paragraph_that_markdown_need_not_see_is_what_markdown_makes_of_it(text):
    if not text or not _PLAIN.fullmatch(text):
        return
    html = Markdown(extensions=["tables", "fenced_code", "sane_lists"], output_format="html").convert(text)
    (block,) = blocks_of(clean(html))
    assert (block.kind, block.text, block.html) == (BlockKind.PARAGRAPH, plain(text).text, plain(text).html)
