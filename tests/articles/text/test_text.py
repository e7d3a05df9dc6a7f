"""The text model: offsets, sentences, marks, languages. Properties hold for any text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.blocks import Block, BlockKind, BlockTable, block_index_at
from articles.text.html import Token, clean, inline, plain, text_of, tokenise
from articles.text.language import language_of
from articles.text.marking import MarkRange, mark_block, segments
from articles.text.normalise import fold_space
from articles.text.reading import minutes
from articles.text.segments import sentences

letters = st.text(alphabet="ab 𠮷🤣中，。.?! &<é", max_size=40)


def paragraph(text: str) -> Block:
    words = plain(text)
    return Block(BlockKind.PARAGRAPH, words.text, words.html, "und")


@given(st.lists(letters, min_size=1, max_size=6))
def test_blocks_stand_in_the_canonical_text_where_they_say(texts):
    table = BlockTable.of(paragraph(text) for text in texts)
    for index, block in enumerate(table.blocks):
        assert table.text[block.start : block.end] == block.text
        assert Block.from_dict(block.as_dict()) == block
        if block.text:
            assert table.at(block.start) == index


def test_an_offset_outside_the_text_is_refused():
    table = BlockTable.of([paragraph("one")])
    with pytest.raises(ValueError, match="outside"):
        block_index_at(table.blocks, 9)


@given(letters)
def test_white_space_is_folded_and_nothing_else_is_changed(text):
    folded = fold_space(text)
    assert folded == " ".join(text.split())
    assert fold_space(folded) == folded


def test_width_and_compatibility_forms_are_kept_as_written():
    assert fold_space("Ｋ签证　㍿ ﬁ １０") == "Ｋ签证 ㍿ ﬁ １０"


@given(st.lists(st.tuples(st.sampled_from(["b", "em", "code"]), letters), max_size=6))
def test_inline_html_shows_exactly_its_text(parts):
    html = "".join(f"<{tag}>{plain(text).html} </{tag}>" for tag, text in parts)
    made = inline(tokenise(html))
    assert text_of(made.html) == made.text == fold_space(made.text)


@given(letters, st.lists(st.tuples(st.integers(0, 39), st.integers(1, 12)), max_size=8))
def test_marks_cover_exactly_their_characters_and_change_none(text, ranges):
    block = paragraph(text)
    marks = [
        MarkRange(start, start + length, f"k{number}", "note")
        for number, (start, length) in enumerate(ranges)
    ]
    html = mark_block(block, marks)
    assert text_of(html) == block.text
    covered = {at: part.ranges for part in segments(block, marks) for at in range(part.start, part.end)}
    for at in range(len(block.text)):
        expected = {mark.key for mark in marks if mark.start <= at < mark.end}
        assert {mark.key for mark in covered.get(at, ())} == expected


def test_marks_never_nest_and_never_cross_an_element():
    block = BlockTable.of([Block(BlockKind.PARAGRAPH, "abcdef", "ab<b>cd</b>ef", "en")]).blocks[0]
    html = mark_block(block, [MarkRange(1, 4, "x", "note"), MarkRange(3, 6, "y", "question")])
    depth = 0
    for token in tokenise(html):
        if token.kind != "text" and token.data == "mark":
            depth += 1 if token.kind == "open" else -1
        assert depth in (0, 1)
    assert html.count("<b>") == html.count("</b>") == 1
    assert 'class="m m-note m-question m-depth-2"' in html


def test_a_mark_names_eight_notes_at_most_and_counts_them_all():
    block = BlockTable.of([paragraph("abc")]).blocks[0]
    html = mark_block(block, [MarkRange(0, 3, f"k{n}", "note") for n in range(20)])
    assert 'data-n="20"' in html
    assert "k7" in html
    assert "k8" not in html


@given(letters)
def test_sentences_hold_every_sign_but_the_space_between_them(text):
    text = fold_space(text)
    spans = sentences(text)
    kept = "".join(text[span.start : span.end] for span in spans)
    assert kept.replace(" ", "") == text.replace(" ", "")
    assert all(first.end <= second.start for first, second in pairwise(spans))
    assert all(span.start < span.end for span in spans)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他来了。他说：“好吗？”就走了！", ["他来了。", "他说：“好吗？”", "就走了！"]),
        ("It follows the U.S. H1B visa. Mr. Li agreed.", ["It follows the U.S. H1B visa.", "Mr. Li agreed."]),
        ("About 3.5 per cent. Really?! Yes.", ["About 3.5 per cent.", "Really?!", "Yes."]),
        ("“Quoted.” Then more…… and on", ["“Quoted.”", "Then more……", "and on"]),
        ("真的……我不知道。", ["真的……我不知道。"]),
        ("", []),
    ],
)
def test_sentences_end_where_readers_end_them(text, expected):
    assert [text[span.start : span.end] for span in sentences(text)] == expected


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("这是简体中文写成的句子。", "zh-Hans"),
        ("這是繁體中文寫成的句子。", "zh-Hant"),
        ("這個K簽證與H-1B visa不同,計劃里的人仍在等待。", "zh-Hant"),
        ("An English sentence that names 北京 once.", "en"),
        ("12,345", "und"),
        ("日本語の文章です。", "ja"),
    ],
)
def test_languages_are_told_by_their_characters(text, lang):
    assert language_of(text) == lang


def test_a_short_text_without_evidence_takes_the_documents_language():
    assert language_of("人人", "zh-Hant") == "zh-Hant"


@pytest.mark.parametrize(
    "html",
    [
        '<a href="javascript:alert(1)">x</a>', '<a href="javascript:123">x</a>', '<a href="data:text/html,x">x</a>',
        '<a href="//evil.example/">x</a>', '<p onclick="x()">x</p>', '<p style="color:red">x</p>', '<iframe src="x">x</iframe>',
        '<svg><script>x</script></svg>x', '<a href="jAvA\tscript:x">x</a>', '<form action="x">x</form>', '<p class="m">x</p>',
    ],
)  # fmt: skip
def test_nothing_that_acts_survives_cleaning(html):
    made = clean(html)
    assert not any(token.attributes for token in tokenise(made) if token.data != "a")
    assert "href" not in made
    assert clean(made) == made


def test_links_to_the_web_stay_and_vouch_for_nothing():
    (token, *_rest) = tokenise(clean('<a href="https://example.org/a?b=1&amp;c=2" target="_blank">x</a>'))
    assert token == Token(
        "open", "a", (("href", "https://example.org/a?b=1&c=2"), ("rel", "nofollow noopener"))
    )


def test_reading_time_counts_characters_in_chinese_and_words_in_english():
    assert minutes([paragraph("字" * 4000)]) == 10
    assert minutes([paragraph("word " * 2380)]) == 10
    assert minutes([paragraph("")]) == 1
