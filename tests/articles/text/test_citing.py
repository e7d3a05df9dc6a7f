"""Citations in the conventions of each language, and in the forms of Markdown and BibTeX."""

import html
from dataclasses import replace
from datetime import date

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.blocks import Block, BlockKind, BlockTable
from articles.text.citing import Citation, Turn, shortened, turn_at

BASE = Citation(
    title="What the visa asks",
    quote="nobody needs an invitation",
    url="https://example.org/articles/visa/passages/2:10-36/",
    revision=2,
    seen=date(2026, 3, 9),
    lang="en",
    key="article-1-2-10",
    author="A. Writer",
    published="Policy Weekly",
    dated=date(2025, 10, 1),
)


def test_an_english_citation_follows_the_chicago_form():
    assert BASE.text == (
        "A. Writer, “What the visa asks,” Policy Weekly, October 1, 2025, “nobody needs an invitation” "
        "(revision 2), accessed March 9, 2026, https://example.org/articles/visa/passages/2:10-36/."
    )


def test_chinese_citations_take_the_marks_of_their_script():
    simplified = replace(BASE, lang="zh-Hans", title="签证问答", author="贾文", turn=Turn("侯辰", 5))
    assert simplified.text == (
        "贾文：《签证问答》，Policy Weekly，2025年10月1日，侯辰第5次发言：“nobody needs an invitation”（修订版2），"
        "访问于2026年3月9日，https://example.org/articles/visa/passages/2:10-36/。"
    )
    traditional = replace(simplified, lang="zh-Hant", title="簽證問答")
    assert "〈簽證問答〉" in traditional.text
    assert "「nobody needs an invitation」（修訂版2）" in traditional.text


def test_what_is_not_known_leaves_no_trace():
    bare = replace(BASE, author="", published="", dated=None)
    assert bare.text.startswith("“What the visa asks,” “nobody")
    assert "author" not in bare.bibtex
    assert "{}" not in bare.bibtex
    assert ", ," not in bare.markdown


@given(st.text(st.characters(exclude_categories=("C", "Z")), min_size=1))
def test_markdown_shows_the_quote_as_it_was_written(quote):
    shown = html.unescape(markdown.markdown(replace(BASE, quote=quote).markdown))
    assert f"<p>{quote}</p>" in shown


@given(st.text(min_size=1))
def test_bibtex_keeps_its_braces_in_balance(words):
    entry = replace(BASE, quote=words, title=words, author=words).bibtex
    plain = entry.replace(r"\{", "").replace(r"\}", "")
    assert plain.count("{") == plain.count("}")


def test_a_long_quote_is_given_by_its_ends_in_a_sentence():
    quote = "开" * 400 + "终"
    assert shortened(quote) == "开" * 120 + " […] " + "开" * 119 + "终"
    assert shortened("one\ntwo") == "one / two"


@pytest.mark.parametrize(
    ("quote", "turn"),
    [("beta", Turn("甲", 1)), ("delta", Turn("甲", 2)), ("gamma", Turn("乙", 1)), ("alpha", None)],
)
def test_a_turn_is_counted_among_its_speaker_s_own(quote, turn):
    blocks = [
        Block(kind, text, text, "en", speaker=speaker)
        for kind, text, speaker in (
            (BlockKind.PARAGRAPH, "alpha", ""),
            (BlockKind.TURN, "beta", "甲"),
            (BlockKind.TURN, "gamma", "乙"),
            (BlockKind.TURN, "delta", "甲"),
        )
    ]
    table = BlockTable.of(blocks)
    assert turn_at(table, table.text.index(quote)) == turn
