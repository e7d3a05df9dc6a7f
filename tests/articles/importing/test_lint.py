"""What an editor is told to look at, and what is left in peace."""

from __future__ import annotations

import pytest

from articles.importing.document import ImporterWarning
from articles.importing.parse import parse_document

Z = "西门外的椅子摆了三十天，坐过的人说不清是谁让摆的，也没有人出来收走，学校的电话响过几次，问的都是家长。"
H = "西門外的椅子擺了三十天，坐過的人說不清是誰讓擺的，也沒有人出來收走，學校的電話響過幾次，問的都是家長。"


def warnings(text: str, file: str = "unseen.txt") -> list[ImporterWarning]:
    return list(parse_document(text.encode(), file=file).warnings)


def codes(text: str, file: str = "unseen.txt") -> list[str]:
    return [warning.code for warning in warnings(text, file)]


@pytest.mark.parametrize(
    "number", ["25,4019人", "1,2345", "1,234,5678", "307,50人", "12,34%", "1,234,56元", "12,2019人"]
)
def test_numbers_grouped_as_nowhere_are_told(number):
    (warning,) = warnings(f"那一年共有{number}，后来少了。\n")
    assert (warning.code, warning.line) == ("number-grouping", 1)
    assert number.rstrip("人%元") in warning.message


@pytest.mark.parametrize(
    "number",
    [
        "254,019人",
        "1,234,567",
        "2025,3",
        "2025,2026",
        "1,2,3",
        "3,14",
        "100,000 dollars",
        "10,2025年",
        "1.2345,6",
        "0.5,0.25",
        "12,345.67",
    ],
)
def test_other_figures_with_commas_are_left_in_peace(number):
    assert codes(f"那一年共有{number}，后来少了。\n") == []


@pytest.mark.parametrize("sign", ["\u200b", "\u202e", "\u2066", "\u2060", "a\u200db"])
def test_invisible_characters_are_told_with_their_line(sign):
    (warning,) = warnings(f"The first line is plain.\n\nThe second {sign} is not.\n")
    assert (warning.code, warning.line) == ("invisible", 3)


def test_joiners_inside_emoji_are_fine():
    assert codes("A family 👨‍👩‍👧 and a cloud 😮‍💨 and a flag 🏳️‍🌈 came.\n") == []


def test_characters_of_the_other_script_are_told_with_their_line():
    (warning,) = warnings(f"{H}\n\n{H}其中一个字不同。\n")
    assert (warning.code, warning.line) == ("mixed-script", 3)
    assert "个" in warning.message
    (warning,) = warnings(f"{Z}\n\n{Z}其中一個字不同。\n")
    assert (warning.code, warning.line) == ("mixed-script", 3)


def test_a_quotation_in_the_other_script_is_no_slip():
    assert codes(f"{Z}\n\n{Z}\n\n{H}\n") == []


@pytest.mark.parametrize(
    "words",
    [
        "如图所示，人数下降。",
        "见下表。",
        "這張圖顯示人數下降。",
        "This chart shows the decline.",
        "As shown in the table, it fell.",
    ],
)
def test_words_that_point_to_nothing_are_told(words):
    body = "A paragraph that stands before the words and has no picture in it at all."
    assert codes(f"# T\n\n{body}\n\n{words}\n", "t.md") == ["nothing-shown"]
    assert codes(f"# T\n\n{body}\n\n{words}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", "t.md") == []


@pytest.mark.parametrize(
    "words", ["The chart was lost.", "他的计划如下。", "The map of the city is old.", "图书馆在左边。"]
)
def test_words_that_only_mention_a_picture_are_left_in_peace(words):
    assert codes(f"# T\n\n{words}\n", "t.md") == []


def test_links_that_lead_nowhere_or_have_no_words_are_told():
    found = codes(
        "# T\n\nA [link]() and [another](#) and [](https://a.example) and [one](https://a.example).\n", "t.md"
    )
    assert found == ["empty-link"] * 3


def test_a_thousand_slips_are_told_in_few_warnings():
    found = warnings("那一年共有25,4019人。\n\n" * 1000)
    assert len(found) == 20
    assert "980 more" in found[-1].message
