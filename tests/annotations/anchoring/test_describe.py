"""Describing a passage: whole characters, no white space at its ends, its context beside it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.anchoring import CONTEXT, NothingChosen, describe
from annotations.anchoring.graphemes import is_edge

TEXTS = st.text(
    st.sampled_from("ab 字。\n\u3000e\u0301\u0323👨\u200d👩🏽🇨🇳🇩한각\u1100\u1161\u11a8𠮷\ufe0f️❤"), max_size=40
)


def test_a_passage_is_described_with_what_stands_around_it() -> None:
    text = "一二三四五。" * 20
    anchor = describe(text, 60, 66)
    assert (anchor.start, anchor.end, anchor.exact) == (60, 66, text[60:66])
    assert anchor.prefix == text[60 - CONTEXT : 60]
    assert anchor.suffix == text[66 : 66 + CONTEXT]


def test_context_ends_where_the_text_ends() -> None:
    anchor = describe("abc", 0, 3)
    assert (anchor.prefix, anchor.exact, anchor.suffix) == ("", "abc", "")


@pytest.mark.parametrize(
    ("text", "start", "end", "exact"),
    [
        ("a  word  b", 1, 9, "word"),
        ("a\nword\nb", 1, 7, "word"),
        ("a\u3000字\u3000b", 1, 4, "字"),
        ("one\ntwo", 0, 7, "one\ntwo"),
        ("xe\u0301y", 2, 4, "e\u0301y"),
        ("xe\u0301y", 0, 2, "xe\u0301"),
        ("x👨‍👩‍👧y", 2, 3, "👨‍👩‍👧"),
        ("x👍🏽y", 1, 2, "👍🏽"),
        ("🇨🇳🇩🇪", 1, 2, "🇨🇳"),
        ("🇨🇳🇩🇪", 2, 3, "🇩🇪"),
        ("❤️x", 0, 1, "❤️"),
        ("\u1100\u1161\u11a8x", 1, 2, "\u1100\u1161\u11a8"),
        ("𠮷野家", 0, 1, "𠮷"),
    ],
)
def test_a_passage_holds_whole_characters_and_no_white_space_at_its_ends(
    text: str, start: int, end: int, exact: str
) -> None:
    anchor = describe(text, start, end)
    assert anchor.exact == exact == text[anchor.start : anchor.end]


@given(TEXTS, st.integers(0, 40), st.integers(0, 40))
def test_whatever_is_chosen_is_described_truly(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    try:
        anchor = describe(text, start, end)
    except NothingChosen:
        assert start == end or not text[start:end].strip()
        return
    assert text[anchor.start : anchor.end] == anchor.exact == anchor.exact.strip() != ""
    assert text[: anchor.start].endswith(anchor.prefix)
    assert text[anchor.end :].startswith(anchor.suffix)
    assert len(anchor.prefix) <= CONTEXT >= len(anchor.suffix)
    assert describe(text, anchor.start, anchor.end) == anchor


@given(TEXTS.filter(bool))
def test_edges_never_part_a_mark_from_its_letter(text: str) -> None:
    for at in range(1, len(text)):
        if text[at] in "\u0301\u0323\u200d\ufe0f🏽" and text[at - 1] != "\n":
            assert not is_edge(text, at)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (1, 3), (3, 3)])
def test_nothing_but_white_space_is_nothing_chosen(start: int, end: int) -> None:
    with pytest.raises(NothingChosen):
        describe("a \nb", start, end)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (0, 9), (3, 1)])
def test_a_range_outside_the_text_is_an_error(start: int, end: int) -> None:
    with pytest.raises(IndexError, match="does not lie in a text of 4"):
        describe("abcd", start, end)
