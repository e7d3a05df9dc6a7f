"""The first words of a note beside the text: words, and no signs of its markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.markup import excerpt, render

SIGNS = st.text(alphabet="ab *_`[]()<>&\"'>-1.\n签证🤣", max_size=200)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("**But** see the [rules](https://example.org/a).", "But see the rules."),
        ("One.\n\n- two\n- three", "One. two three"),
        ("> 他们说*没有*。\n\n不对。", "他们说没有。 不对。"),
        ('`a < b` & "c"', 'a < b & "c"'),
        ('[x](https://example.org/a "a > b")', "x"),
        ("", ""),
    ],
)
def test_an_excerpt_is_the_words_without_their_markup(body, words):
    assert excerpt(render(body), 90) == words


def test_what_is_cut_off_is_told_and_the_limit_counts_code_points():
    cut = excerpt(render("𠮷" * 200), 90)
    assert cut == "𠮷" * 89 + "…"


@given(SIGNS)
def test_an_excerpt_is_one_line_within_its_limit(body):
    words = excerpt(render(body), 30)
    assert len(words) <= 30
    assert words == " ".join(words.split())


@given(st.text(alphabet='<>"=/ abp&;', max_size=300))
def test_an_excerpt_of_broken_markup_ends_soon_and_well(html):
    assert len(excerpt(html, 30)) <= 30
